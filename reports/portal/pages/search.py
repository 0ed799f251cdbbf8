"""Search over the archived pages and the findings of the agencies in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from audit.life.model import State
from crawler.errors import UsageError
from reports.i18n import N_
from reports.labels import STATES
from reports.portal.access import May
from reports.portal.pages.archive import archive_of
from reports.portal.route import Route
from reports.portal.visit import Visit
from reports.search.find import MOST, find
from reports.search.model import Asked, Found, Hit, Kind, Piece
from reports.search.words import MOST_LETTERS, question

SHOWN: Final = 20
"""Answers on one page."""
KINDS: Final = {Kind.FINDING.value: N_("Finding"), Kind.PAGE.value: N_("Archived pages")}
LANGUAGES: Final = {"vi": N_("In Vietnamese"), "en": N_("In English")}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is shown."""

    is_page: bool
    href: str
    """Of the archived copy, or of the finding."""
    language: str
    """Of the title, where it is known: `vi`, `en` or empty."""
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    url: str
    agency_id: str
    state: State | None = None
    """Of a finding."""


def search(visit: Visit) -> Response:
    """Pages and findings with all the words that somebody asks for, the best first, with or without diacritics."""
    words = visit.query("q").strip()[:MOST_LETTERS]
    kind, language = visit.query("kind"), visit.query("language")
    names = {a.id: a.name for a in visit.books.registry.agencies if visit.viewer.sees(a.id)}
    first = visit.query("from")
    skip = min(int(first), MOST) if first.isascii() and first.isdigit() and len(first) < 7 else 0
    asked = Asked(
        words,
        visit.viewer.agencies,
        Kind(kind) if kind in KINDS else None,
        language if language in LANGUAGES else "",
        visit.query("agency") if visit.query("agency") in names else "",
    )
    found = find(visit.books.place.data.search, asked, SHOWN, skip)
    return visit.page(
        "search.html",
        asked=asked,
        found=found,
        answers=list(_answers(visit, found)),
        has_words=bool(question(words)),
        names=names,
        kinds=KINDS,
        languages=LANGUAGES,
        states=STATES,
        skip=skip,
        shown=SHOWN,
        most=MOST,
        longest=MOST_LETTERS,
    )


def _answers(visit: Visit, found: Found) -> list[Answer]:
    shown: dict[Kind, Callable[[Visit, Hit], Answer | None]] = {Kind.PAGE: _page, Kind.FINDING: _finding}
    return [answer for hit in found.hits if (answer := shown[hit.kind](visit, hit)) is not None]


def _page(visit: Visit, hit: Hit) -> Answer:
    href = archive_of(visit, hit.agency_id, hit.run_id)(hit.target) if hit.target else ""
    language = hit.language if hit.language in LANGUAGES else ""
    return Answer(True, href, language, hit.title, hit.text, hit.url, hit.agency_id)


def _finding(visit: Visit, hit: Hit) -> Answer | None:
    """A finding under its title in the reader's language; None when audit.db does not know it, as after a restored backup."""
    try:
        life = visit.books.store.lives.life(hit.target)
    except UsageError:
        return None
    title = hit.title if visit.locale == "vi" else hit.text
    href = visit.url("finding", finding_id=hit.target)
    state = life.standing.state_on(visit.books.today())
    return Answer(False, href, visit.locale, title, (), "", hit.agency_id, state)


ROUTES: Final = (Route("/search", search, May.READ),)
