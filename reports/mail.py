"""The mail that tells a contact what a run changed: at most ten lines, in the contact's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Final

from audit.life.changes import Changes
from audit.results import Finding
from reports.bulletin import Bulletin
from reports.i18n import N_, LocaleCode, Speech
from reports.labels import CHANGES
from reports.safety import visible

MOST_LINES: Final = 10
"""Of text, from the first to the last; the report has everything."""
_ABOUT: Final = N_("Information in English and online services")
_RUN: Final = N_("Run %(run)s, judged as of %(day)s.")
_MORE: Final = N_("and %(count)s more in the report")
_REPORT: Final = N_("The report: %(link)s")
_ANSWER: Final = N_("To answer or to object, write to the sender of this mail and name the finding.")
_SCORE: Final = N_("Score in English: %(now)s of 100.")
_SCORES: Final = N_("Score in English: %(now)s of 100, before: %(before)s.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes


def digest_mail(
    bulletin: Bulletin,
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
        bulletin: What there is to tell.
        locale: Language of the contact.
        title: Says a finding's title in that language.
        sender: Address of the operator.
        to: Address of the contact.
        at: When it is sent, with time zone.
        attached: HTML files.

    Raises:
        ValueError: The sender's address is none.
    """
    speech = Speech(locale)
    address = _mailable(to)
    host = sender.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    mail["Subject"] = _line(f"{speech.name(bulletin.agency)}: {_summary(bulletin.changes, speech)}")
    mail["From"] = Address(addr_spec=sender)
    mail["To"] = address
    mail["Date"] = format_datetime(at)
    # The same run tells a contact of an agency once, however often it is tried: mail programs know a copy by its id.
    told = f"{bulletin.agency_id} {to}".encode()
    mail["Message-ID"] = f"<{bulletin.run_id}.{hashlib.sha256(told).hexdigest()[:16]}@{host}>"
    mail["List-Id"] = f"<osi-audit.{host}>"  # RFC 2919: what mail programs file by
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers by machines
    mail.set_content(
        "\n".join(_lines(bulletin, speech, title)) + "\n", charset="utf-8", cte="quoted-printable"
    )
    for file in attached:
        mail.add_attachment(file.content, maintype="text", subtype="html", filename=file.name)
    mail["Content-Language"] = locale  # only now: content that is set takes such headers away
    return mail


def _summary(changes: Changes, speech: Speech) -> str:
    parts = [
        f"{speech.number(len(found))} {speech.text(heading)}"
        for name, heading in CHANGES.items()
        if (found := getattr(changes, name))
    ]
    return ", ".join(parts)


def _mailable(address: str) -> str:
    """Return an address with its host in ASCII; only a name beyond ASCII then asks more of a mail server."""
    local, _, host = address.rpartition("@")
    return f"{local}@{host.encode('idna').decode('ascii')}"


def _lines(bulletin: Bulletin, speech: Speech, title: Callable[[Finding], str]) -> list[str]:
    link = bulletin.report(speech.locale)
    head = [
        speech.text(_ABOUT) + f": {_line(speech.name(bulletin.agency))}",
        f"{speech.text(_RUN) % {'run': bulletin.run_id, 'day': speech.day(bulletin.day)}} {_score(bulletin, speech)}",
    ]
    foot = [speech.text(_REPORT) % {"link": link}] if link else []
    foot.append(speech.text(_ANSWER))
    found = [(heading, f) for name, heading in CHANGES.items() for f in getattr(bulletin.changes, name)]
    room = MOST_LINES - len(head) - len(foot)
    shown = found if len(found) <= room else found[: room - 1]
    told = [f"- {speech.text(heading)}: {_line(title(f))} ({f.id})" for heading, f in shown]
    if len(shown) < len(found):
        told.append(speech.text(_MORE) % {"count": speech.number(len(found) - len(shown))})
    return [*head, "", *told, "", *foot]


def _score(bulletin: Bulletin, speech: Speech) -> str:
    now = speech.interval(bulletin.score.english)
    if bulletin.before is None:
        return speech.text(_SCORE) % {"now": now}
    return speech.text(_SCORES) % {
        "now": now,
        "before": speech.interval(bulletin.before.english),
    }


def _line(text: str) -> str:
    """Crawled text cannot begin a header or a line of its own."""
    return " ".join(visible(text).split())
