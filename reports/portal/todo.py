"""What waits for whoever comes in: the first thing that the first page says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.i18n import Speech
from reports.portal.access import GRANTS, May
from reports.portal.asked import asked_of, tally
from reports.portal.visit import Visit


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits, in the reader's language."""

    text: str
    href: str


def todo(visit: Visit) -> Iterator[Todo]:
    """Yield what waits for who asks, by what they may do; nothing for those who only read."""
    say = Speech(visit.locale).translations
    known = [agency.id for agency in visit.books.registry.agencies]
    if visit.may(May.RUN):
        runs = list(visit.books.store.runs())
        if not runs:
            yield Todo(say.gettext("There was no run yet: start the first one"), visit.url("runs"))
        for run in runs:
            if run.state == "provisional":
                text = say.gettext("Run %(run_id)s is provisional: confirm or reject it") % {"run_id": run.id}
                yield Todo(text, visit.url("run", run_id=run.id))
    if visit.may(May.DECIDE) and (number := len(visit.books.counts(deciders(visit))[1])):
        text = say.ngettext(
            "%(num)s objection or request waits for your decision",
            "%(num)s objections and requests wait for your decision",
            number,
        )
        yield Todo(text % {"num": number}, visit.url("nation"))
    if visit.may(May.REVIEW) and (number := tally(asked_of(visit.books, known)).waiting):
        text = say.ngettext(
            "%(num)s question waits for an answer", "%(num)s questions wait for an answer", number
        )
        yield Todo(text % {"num": number}, visit.url("review"))


def deciders(visit: Visit) -> frozenset[str]:
    """Names of those whose comment answers a request."""
    return frozenset(
        user.name for user in visit.books.accounts.users.all() if May.DECIDE in GRANTS[user.role]
    )
