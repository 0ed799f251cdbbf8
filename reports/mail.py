"""The mail that tells a contact what a run changed: at most ten lines, in the contact's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from audit.life.changes import Changes
from audit.results import Finding, Interval
from reports.i18n import N_, LocaleCode, Speech
from reports.safety import visible

MOST_LINES: Final = 10
"""Of findings."""
_HEADINGS: Final = (
    ("regressed", N_("back again")),
    ("new", N_("new")),
    ("fixed", N_("mended")),
    ("gone", N_("gone")),
)
"""What became of findings, in the order in which they are told."""
_ABOUT: Final = N_("Information in English and online services")
_RUN: Final = N_("Run %(run)s, judged as of %(day)s.")
_MORE: Final = N_("and %(count)s more in the report")
_REPORT: Final = N_("The report: %(link)s")
_ANSWER: Final = N_("To answer or to object, write to the sender of this mail and name the finding.")
_SCORE: Final = N_("Score in English: %(now)s of 100.")
_SCORES: Final = N_("Score in English: %(now)s of 100, before: %(before)s.")


@dataclass(frozen=True, slots=True)
class Digest:
    """What one contact of an agency is told of a run."""

    agency: str
    """Its name, in the contact's language."""
    run_id: str
    day: str
    """YYYY-MM-DD."""
    english: Interval
    before: Interval | None
    """The English score of the run before; None where there was none."""
    changes: Changes
    link: str = ""
    """Where the report lies; empty where it is attached, or to be asked for."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes


def digest_mail(
    digest: Digest,
    locale: LocaleCode,
    title: Callable[[Finding], str],
    *,
    sender: str,
    to: str,
    at: datetime,
    attached: Sequence[Attachment] = (),
) -> EmailMessage:
    """Compose the mail.

    Args:
        digest: What there is to tell.
        locale: Language of the contact.
        title: Says a finding's title in that language.
        sender: Address of the operator.
        to: Address of the contact.
        at: When it is sent, with time zone.
        attached: HTML files.

    Raises:
        ValueError: One of the addresses is none.
    """
    speech = Speech(locale)
    mail = EmailMessage()
    mail["Subject"] = _line(f"{digest.agency}: {_summary(digest.changes, speech)}")
    mail["From"] = Address(addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    mail["Date"] = format_datetime(at)
    # The same run tells a contact once, however often it is tried: mail programs know a copy by its id.
    mail["Message-ID"] = (
        f"<{digest.run_id}.{hashlib.sha256(to.encode()).hexdigest()[:16]}@{sender.rpartition('@')[2]}>"
    )
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(_lines(digest, speech, title)) + "\n", charset="utf-8", cte="quoted-printable")
    for file in attached:
        mail.add_attachment(file.content, maintype="text", subtype="html", filename=file.name)
    mail["Content-Language"] = locale  # only now: content that is set takes such headers away
    return mail


def _summary(changes: Changes, speech: Speech) -> str:
    parts = [
        f"{speech.number(len(found))} {speech.text(heading)}"
        for name, heading in _HEADINGS
        if (found := getattr(changes, name))
    ]
    return ", ".join(parts)


def _lines(digest: Digest, speech: Speech, title: Callable[[Finding], str]) -> list[str]:
    lines = [
        speech.text(_ABOUT) + f": {digest.agency}",
        speech.text(_RUN) % {"run": digest.run_id, "day": speech.day(digest.day)},
        _score(digest, speech),
        "",
    ]
    told = 0
    for name, heading in _HEADINGS:
        for finding in getattr(digest.changes, name):
            if told < MOST_LINES:
                lines.append(f"- {speech.text(heading)}: {_line(title(finding))} ({finding.id})")
            told += 1
    if told > MOST_LINES:
        lines.append(speech.text(_MORE) % {"count": speech.number(told - MOST_LINES)})
    lines.append("")
    if digest.link:
        lines.append(speech.text(_REPORT) % {"link": digest.link})
    lines.append(speech.text(_ANSWER))
    return lines


def _score(digest: Digest, speech: Speech) -> str:
    now = speech.interval(digest.english)
    if digest.before is None:
        return speech.text(_SCORE) % {"now": now}
    return speech.text(_SCORES) % {
        "now": now,
        "before": speech.interval(digest.before),
    }


def _line(text: str) -> str:
    """Crawled text cannot begin a header or a line of its own."""
    return " ".join(visible(text).split())
