"""The mail that tells a contact what a run changed: at most ten lines, in the contact's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Final

from audit.life.changes import Changes
from audit.results import Finding
from reports.bulletin import Bulletin
from reports.i18n import N_, LocaleCode, Speech
from reports.labels import CHANGES, CLOSED
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
_UNREAD: Final = N_("The portal could not be read, so there is no score.")
_UNREAD_NOW: Final = N_("The portal could not be read this time; score in English before: %(before)s of 100.")


class _Whole(EmailPolicy):
    """Folds subjects so that no space is lost: Python's own folding drops one between two encoded words."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as it goes out."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        charset = "us-ascii" if value.isascii() else "utf-8"
        folded = Header(str(value), charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {folded}{self.linesep}".encode("ascii")


_WHOLE: Final = _Whole(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes


def digest_mail(
    bulletin: Bulletin,
    locale: LocaleCode,
    title: Callable[[Finding], str],
    about: Callable[[Finding], str],
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
        about: Says what it is about, without saying that it is missing.
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
    mail = EmailMessage(policy=_WHOLE if address.isascii() else _WHOLE.clone(utf8=True))
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
        "\n".join(_lines(bulletin, speech, title, about)) + "\n", charset="utf-8", cte="quoted-printable"
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


def _lines(
    bulletin: Bulletin, speech: Speech, title: Callable[[Finding], str], about: Callable[[Finding], str]
) -> list[str]:
    link = bulletin.report(speech.locale)
    head = [
        speech.text(_ABOUT) + f": {_line(speech.name(bulletin.agency))}",
        f"{speech.text(_RUN) % {'run': bulletin.run_id, 'day': speech.day(bulletin.day)}} {_score(bulletin, speech)}",
    ]
    foot = [speech.text(_REPORT) % {"link": link}] if link else []
    foot.append(speech.text(_ANSWER))
    found = [
        (heading, about if name in CLOSED else title, f)
        for name, heading in CHANGES.items()
        for f in getattr(bulletin.changes, name)
    ]
    room = MOST_LINES - len(head) - len(foot)
    shown = found if len(found) <= room else found[: room - 1]
    told = [f"- {speech.text(heading)}: {_line(say(f))} ({f.id})" for heading, say, f in shown]
    if len(shown) < len(found):
        told.append(speech.text(_MORE) % {"count": speech.number(len(found) - len(shown))})
    return [*head, "", *told, "", *foot]


def _score(bulletin: Bulletin, speech: Speech) -> str:
    if not bulletin.readable:
        if bulletin.before is None:
            return speech.text(_UNREAD)
        return speech.text(_UNREAD_NOW) % {"before": speech.interval(bulletin.before.english)}
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
