"""Telling contacts: where mail goes, whether its server answers, whether webhooks have secrets. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audit.doctor.model import Patient, Said, fault, ok, some, warning
from audit.smtp import knock, server_from
from audit.telling.signing import secrets_from
from crawler.errors import ConfigError, UsageError
from crawler.registry import Agency, load_registry

_TIMEOUT_S: Final = 20.0
_WHERE: Final = (
    "docs/operations.md names the variables; where a timer runs osi-audit, its unit has to set them"
)
_NAMES: Final = ("OSI_AUDIT_SMTP", "OSI_AUDIT_MAIL_FROM")


@dataclass(frozen=True, slots=True)
class MailState:
    """What was found."""

    is_set: bool
    """Whether anything says where mail goes."""
    trouble: str = ""
    """What is wrong with that."""
    host: str = ""
    answer: str = ""
    """Why the server does not take us; empty when it does."""
    mailboxes: int = 0
    """Agencies with a contact that has one."""


def look(patient: Patient) -> Iterator[Said]:
    """Read the environment and the registry, and knock at the server."""
    try:
        agencies = load_registry(patient.place.sites).agencies
    except ConfigError:
        agencies = ()  # told by another check
    mailboxes = sum(any(contact.email for contact in agency.contacts) for agency in agencies)
    yield from judge_mail(_state(patient, mailboxes))
    yield from _webhooks(patient, agencies)


def judge_mail(state: MailState) -> Iterator[Said]:
    """Say whether mails would go out."""
    if not state.is_set and not state.mailboxes:
        yield ok("no contact of the registry wants mail, and none is set up")
    elif not state.is_set:
        yield warning(
            f"nothing says where mail goes, and contacts have mailboxes (agencies: {state.mailboxes})",
            _WHERE,
        )
    elif state.trouble:
        yield fault(state.trouble, _WHERE)
    elif state.answer:
        yield fault(
            f"{state.host} does not take mail from us: {state.answer}",
            "see OSI_AUDIT_SMTP, its password and OSI_AUDIT_SMTP_CA; ask who keeps that server",
        )
    else:
        yield ok(f"{state.host} takes mail from us (agencies with a mailbox: {state.mailboxes})")


def judge_webhooks(wanted: int, without: list[str], trouble: str) -> Iterator[Said]:
    """Say whether webhooks can be signed.

    Args:
        wanted: Agencies that have one.
        without: Of these, those that no secret is there for.
        trouble: Why secrets cannot be read.
    """
    if trouble:
        yield fault(trouble, "docs/webhooks.md says how to make secrets and where they belong")
    elif without:
        yield fault(
            f"webhooks without a secret: {some(without)}",
            "put a line for each into the file that OSI_AUDIT_WEBHOOK_SECRETS_FILE names (docs/webhooks.md)",
        )
    elif wanted:
        yield ok(f"every webhook has a secret (agencies: {wanted})")


def _state(patient: Patient, mailboxes: int) -> MailState:
    if not any(patient.environment.get(name) for name in _NAMES):
        return MailState(is_set=False, mailboxes=mailboxes)
    try:
        server = server_from(patient.environment)
    except UsageError as error:
        return MailState(is_set=True, trouble=str(error), mailboxes=mailboxes)
    where = f"{server.host}:{server.port}"
    return MailState(is_set=True, host=where, answer=knock(server, _TIMEOUT_S), mailboxes=mailboxes)


def _webhooks(patient: Patient, agencies: tuple[Agency, ...]) -> Iterator[Said]:
    wanted = [agency.id for agency in agencies if any(contact.webhook for contact in agency.contacts)]
    if not wanted:
        return
    try:
        secrets = secrets_from(patient.environment)
    except UsageError as error:
        yield from judge_webhooks(len(wanted), [], str(error))
        return
    yield from judge_webhooks(len(wanted), [id_ for id_ in wanted if not secrets.of(id_)], "")
