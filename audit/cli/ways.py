"""How a letter reaches a contact: by mail or by webhook, or into a file to look at."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from audit.cli.letters import Letter
from audit.place import Place
from audit.smtp import MailServer, send, server_from
from audit.telling.limits import Limits
from audit.telling.line import trusted_from
from audit.telling.outcome import Kind, Outcome
from audit.telling.signing import SECRETS, Secrets, secrets_from, signature_headers
from audit.telling.webhook import Receiver, message_id, post, request_of
from crawler.clock import moment
from crawler.errors import UsageError
from crawler.registry import Contact
from reports.mail import Attachment, digest_mail
from reports.titles import Titles
from reports.webhook import bulletin_body

_NOBODY: Final = "audit@operator.example"
"""Sender of mails that are only shown."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where letters go; what no contact needs is None."""

    place: Place
    limits: Limits
    titles: Titles
    attach: bool = False
    server: MailServer | None = None
    secrets: Secrets | None = None
    trusted: ssl.SSLContext | None = None

    def route(self, letter: Letter) -> str:
        """Return what letters share that fail together: the mail server, or a receiver's host."""
        return urlsplit(letter.contact.webhook).netloc if letter.contact.webhook else ""

    def send(self, letter: Letter) -> Outcome:
        """Try once."""
        if letter.contact.webhook:
            return self._post(letter)
        if self.server is None:
            raise ValueError("no mail server was asked for")
        try:
            mail = self._mail(letter, self.server.sender)
        except UsageError as error:  # a report to attach is not there: the others have theirs
            return Outcome(Kind.MISSING, str(error), ours=True)
        return send(mail, self.server, self.limits.timeout_s)

    def write(self, letter: Letter, folder: Path) -> Path:
        """Write what would be sent, mails as .eml and requests as .http; returns the file.

        Raises:
            OSError: It cannot be written.
        """
        contact = letter.contact
        kind = "http" if contact.webhook else "eml"
        address = re.sub(r"[^\w.@+-]", "_", contact.email or urlsplit(contact.webhook or "").netloc)
        name = message_id(*letter.key)[4:12] if contact.webhook else contact.language
        path = folder / f"{letter.bulletin.agency_id}-{name}-{address}.{kind}"
        folder.mkdir(parents=True, exist_ok=True)
        content = self._request(letter) if contact.webhook else bytes(self._mail(letter, _NOBODY))
        path.write_bytes(content)
        return path

    def _mail(self, letter: Letter, sender: str) -> EmailMessage:
        contact = letter.contact
        return digest_mail(
            replace(letter.bulletin, link="") if self.attach else letter.bulletin,
            contact.language,
            lambda finding: self.titles.say(finding)[contact.language == "en"],
            lambda finding: self.titles.name(finding)[contact.language == "en"],
            sender=sender,
            to=contact.target,
            at=moment(),
            attached=self._attached(letter) if self.attach else (),
        )

    def _attached(self, letter: Letter) -> tuple[Attachment, ...]:
        name = f"{letter.contact.language}/{letter.bulletin.agency_id}.html"
        path = self.place.data.reports(letter.run.id) / name
        try:
            return (Attachment(path.name, path.read_bytes()),)
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be attached: {error.strerror}; osi-audit report {letter.run.id} writes it"
            ) from error

    def _post(self, letter: Letter) -> Outcome:
        if self.trusted is None or self.secrets is None:
            raise ValueError("no webhook was asked for")
        if not self.secrets.of(letter.bulletin.agency_id):
            error = f"there is no secret for {letter.bulletin.agency_id} (docs/webhooks.md)"
            return Outcome(Kind.MISSING, error, ours=True)
        receiver = Receiver(letter.contact.target, letter.contact.inner)
        return post(receiver, self._request(letter), self.limits, self.trusted)

    def _request(self, letter: Letter) -> bytes:
        """Return the signed request; without a signature where there is no secret, as when it is only shown."""
        known_by = message_id(*letter.key)
        titles, most = self.titles, self.limits.changes
        body = bulletin_body(letter.bulletin, titles.say, titles.name, message_id=known_by, most=most)
        keys = self.secrets.of(letter.bulletin.agency_id) if self.secrets else ()
        at = int(moment().timestamp())
        headers = signature_headers(known_by, at, body, keys)
        return request_of(letter.contact.target, body, headers)


def ways_to(contacts: Iterable[Contact], place: Place, limits: Limits, *, attach: bool) -> Ways:
    """Read from the environment what it takes to tell some contacts, and nothing that it does not take.

    Raises:
        UsageError: Something is missing or wrong there.
    """
    ways = {bool(contact.webhook) for contact in contacts}
    return Ways(
        place,
        limits,
        Titles(place.config),
        attach,
        server=server_from() if False in ways else None,
        secrets=secrets_from() if True in ways else None,
        trusted=trusted_from() if True in ways else None,
    )


def ways_to_show(place: Place, limits: Limits, *, attach: bool) -> Ways:
    """Return what it takes to look at letters: nothing, but secrets are used where there are any.

    Raises:
        UsageError: They are wrong.
    """
    known = any(os.environ.get(name) for name in SECRETS)
    return Ways(place, limits, Titles(place.config), attach, secrets=secrets_from() if known else None)
