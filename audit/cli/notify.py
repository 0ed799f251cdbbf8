"""`osi-audit notify`: tell agencies' contacts what a run changed, once, and only when something did."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import click

from audit.cli.files import writing
from audit.cli.options import SOME_FAILED, counted, settings_options
from audit.life.changes import changes
from audit.results import Finding
from audit.runs import Place, now
from audit.smtp import MailServer, send, server_from
from audit.store.db import Run, Store
from crawler.clock import moment
from crawler.errors import UsageError
from crawler.registry import Agency, Contact
from reports.mail import Attachment, Digest, digest_mail
from reports.titles import Titles

log = logging.getLogger(__name__)
_NOBODY = "audit@operator.example"
"""Sender of mails that are only shown."""


@dataclass(frozen=True, slots=True)
class _Letter:
    agency: Agency
    contact: Contact
    mail: EmailMessage


@click.command()
@click.argument("run_id", default="latest", metavar="RUN")
@click.option(
    "--dry-run", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write .eml files instead."
)
@click.option(
    "--link",
    default="",
    metavar="URL",
    help="Where the run's reports are published; agencies get URL/LOCALE/ID.html.",
)
@click.option("--attach", is_flag=True, help="Attach the agency's report instead of a link.")
@settings_options
def notify(settings: Place, run_id: str, folder: Path | None, link: str, *, attach: bool) -> int:
    """Mail each contact of the registry what a run changed for its agency: new, returned, mended and vanished findings.

    Nothing is sent where nothing changed, for a provisional run, or to whom it was told already; what could not be sent is tried
    again by the next call. docs/operations.md names the environment variables.

    \b
    Examples: osi-audit notify --dry-run /tmp/mails
              osi-audit notify latest --link https://audit.example/reports

    Exit codes: 0 done, 2 usage, 4 database, 5 some mails could not be sent.
    """
    server = None if folder else server_from()
    sender = server.sender if server else _NOBODY
    failed = told = 0
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        if run.state != "done":
            raise UsageError(
                f"run {run.id} is {run.state}: only what a run that is done found is told to anybody"
            )
        for letter in _letters(settings.of_run(run), store, run, sender, link, attach=attach):
            if folder is not None:
                _write(folder, letter)
                told += 1
            elif server is not None and (error := _send(store, run, letter, server)):
                click.echo(f"{letter.agency.id}: {letter.contact.email}: {error}", err=True)
                failed += 1
            else:
                told += 1
    click.echo(f"{counted(told, 'mail')} {'written' if folder else 'sent'}")
    return SOME_FAILED if failed else 0


def _letters(
    settings: Place, store: Store, run: Run, sender: str, link: str, *, attach: bool
) -> Iterator[_Letter]:
    registry = settings.registry()
    titles = Titles(settings.config)
    known = store.notices.of(run.id)
    scores = store.scores.before(run.id)
    at = moment()
    for agency_id in run.agencies:
        agency = registry.get(agency_id)
        waiting = [c for c in agency.contacts if not ((n := known.get((agency_id, c.email))) and n.told_at)]
        if not waiting:
            continue
        earlier = [score for score in scores.get(agency_id, ()) if score.readable]
        before = earlier[-1] if earlier else None
        events = store.lives.histories(agency_id)
        lives = [(life.finding, events[life.finding.id]) for life in store.lives.of(agency_id)]
        found = changes(lives, before.run_id if before else "", run.id)
        result = next(iter(store.results(run.id, [agency_id])), None)
        if not found or result is None:
            continue
        for contact in waiting:
            name = f"{contact.language}/{agency_id}.html"
            digest = Digest(
                agency.name.vi if contact.language == "vi" else agency.name.en,
                run.id,
                run.day,
                result.score.english,
                before.english if before else None,
                found,
                f"{link.rstrip('/')}/{name}" if link and not attach else "",
            )
            yield _Letter(
                agency,
                contact,
                digest_mail(
                    digest,
                    contact.language,
                    partial(_title, titles, contact.language),
                    sender=sender,
                    to=contact.email,
                    at=at,
                    attached=_attached(settings, run, name) if attach else (),
                ),
            )


def _title(titles: Titles, locale: str, finding: Finding) -> str:
    vi, en = titles.say(finding)
    return vi if locale == "vi" else en


def _attached(settings: Place, run: Run, name: str) -> tuple[Attachment, ...]:
    path = settings.data.reports(run.id) / name
    try:
        return (Attachment(path.name, path.read_bytes()),)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be attached: {error.strerror}; osi-audit report {run.id} writes it"
        ) from error


def _write(folder: Path, letter: _Letter) -> None:
    address = re.sub(r"[^\w.@+-]", "_", letter.contact.email)
    path = folder / f"{letter.agency.id}-{letter.contact.language}-{address}.eml"
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(letter.mail))
    click.echo(str(path))


def _send(store: Store, run: Run, letter: _Letter, server: MailServer) -> str:
    error = send(letter.mail, server)
    known = store.notices.of(run.id).get((letter.agency.id, letter.contact.email))
    store.notices.note(
        run.id,
        letter.agency.id,
        letter.contact.email,
        tries=known.tries + 1 if known else 1,
        told_at="" if error else now(),
        error=error,
    )
    if error:
        log.warning("%s: %s: %s", letter.agency.id, letter.contact.email, error)
    return error
