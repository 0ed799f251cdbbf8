"""How current a section is kept (Decree 43/2011/NĐ-CP Art. 17): its newest dated item against the day of the audit.

Days are working days: weekends are not counted. Public holidays are not known here, which is why a limit that has passed is
never held against an agency by itself: nothing may have been approved since. Copyright years, clocks and the date in a banner
are no dates of a section (they are no facts at all).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.checks.base import parse_day
from audit.detectors.named import Candidate, candidates
from audit.detectors.scope import Scope, scope_of
from audit.facts.dates import find_dates
from audit.facts.model import DatedItem
from audit.results import Side, Verdict
from audit.site import Page

_SHOWN = (Verdict.MET, Verdict.PARTLY)
_AHEAD = 31  # days: a calendar of next month's appointments is current
_MONTH = 30  # days
_TELLING = 3  # words of a label that says more than "download"
_LINE = 120  # characters of a line that tells a date and little else


@dataclass(frozen=True, slots=True)
class Section:
    """A section that was found, under the name that led to it."""

    candidate: Candidate
    scope: Scope

    @property
    def page(self) -> Page:
        """The page it stands on."""
        return self.scope.page


def sections(case: Case, *, weak: bool = False) -> list[Section]:
    """Return the sections of the case's family that were read, best first.

    Args:
        case: Names the family.
        weak: Whether a weak name that says nothing else is enough; else only where the family says so.
    """
    found = []
    for candidate in sorted(candidates(case), key=lambda one: one.rank):
        page = case.site.by_key.get(candidate.match.unit.key)
        whole = candidate.match.coverage >= 1
        clear = candidate.match.strong or weak
        clear = clear or (case.traits.weak and (whole or candidate.verdict is Verdict.MET))
        exact = weak and candidate.code == "weak_name" and whole
        named = candidate.verdict in _SHOWN or candidate.code == "named_only" or exact
        if clear and named and page is not None and case.language in page.languages:
            found.append(Section(candidate, scope_of(case.site, candidate.match.unit, page)))
    return found


def section_fresh(case: Case) -> Side:
    """A section kept current.

    Params: `days` is the limit in working days after a document is approved or signed; without it the section is to be kept
    current continuously. `ahead` lets appointments to come count.
    """
    found = sections(case)
    if not found:
        # its lack is a finding by itself (Art. 10 to 13) and not to be told twice
        return answer(case, Verdict.COULD_NOT_TELL, "fresh_no_section")
    newest, shown, text = _newest(case, found)
    name = found[0].candidate.match.unit.text
    if newest is None:
        page = found[0].page
        return partly(case, "fresh_undated", (page_evidence(page, page.title, "main"),), name=name)
    evidence = (page_evidence(shown or found[0].page, text, "main"),)
    days = working_days(newest, case.site.day)
    params: dict[str, str | int] = {"name": name, "date": newest.isoformat(), "days": days}
    limit = case.criterion.params.get("days")
    if days <= int(limit or case.limits.continuous_days):
        return met(case, "fresh_full", evidence, **params)
    dormant = (case.site.day - newest).days > case.limits.stale_months * _MONTH
    if limit is not None:
        if dormant:
            return partly(case, "fresh_old", evidence, **params)
        return answer(case, Verdict.COULD_NOT_TELL, "fresh_open", evidence, (), **params)
    if dormant:
        return not_met(case, "fresh_dead", evidence, **params)
    return partly(case, "fresh_stale", evidence, **params)


def working_days(start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; 0 when `end` is not later.

    >>> working_days(date(2018, 6, 29), date(2018, 7, 2))  # Friday to Monday
    1
    """
    span = (end - start).days
    weeks, rest = divmod(max(span, 0), 7)
    return 5 * weeks + sum((start + timedelta(days=n + 1)).weekday() < 5 for n in range(rest))


def _newest(case: Case, found: list[Section]) -> tuple[date | None, Page | None, str]:
    """Return the newest day of the sections, the page that shows it, and its words there."""
    last = case.site.day + timedelta(days=_AHEAD if case.criterion.params.get("ahead") else 0)
    best: tuple[date, Page, DatedItem | None] | None = None
    for section in found:
        for value, page, item in _dates(section.scope):
            day = parse_day(value) if len(value) > len("2018") else None  # a year alone tells no day
            if day is not None and day <= last and (best is None or day > best[0]):
                best = (day, page, item)
        if best is None and case.criterion.params.get("ahead"):
            # the days of a calendar stand in its head: "Tuần 25, từ ngày 15/6/2026 đến ngày 19/6/2026"
            days = [day for value in section.page.facts.dates if (day := parse_day(value)) and day <= last]
            best = (max(days), section.page, None) if days else None
    if best is None:
        return None, None, ""
    newest, shown, item = best
    return newest, shown, with_date(shown, item) if item else shown.title


def _dates(scope: Scope) -> Iterator[tuple[str, Page, DatedItem | None]]:
    for item in scope.dated:
        yield item.date, scope.page, item
    for child in scope.children:
        if child.facts.published:
            yield child.facts.published, child, None
        for item in child.facts.dated:
            if item.url:  # a row of a list; "in force from" on a document's page is no day of publishing
                yield item.date, child, item


def with_date(page: Page, item: DatedItem) -> str:
    """Return a row's words with the line that tells its date: facts keep both apart, and may have "download" for a title."""
    texts = [block.text for block in page.main_blocks]
    own = next((n for n, text in enumerate(texts) if item.text in text), 0)
    order = sorted(range(len(texts)), key=lambda n: abs(n - own))
    at = next((n for n in order if item.date in _days(texts[n])), -1)
    if at < 0:
        return item.text
    near = texts[max(0, at - 2) : at + 3]
    title = item.text if len(item.text.split()) > _TELLING else max(near, key=len)
    return title if texts[at] in title else f"{title} · {texts[at]}"


def _days(text: str) -> set[str]:
    return {found.iso for found in find_dates(text)} if len(text) <= _LINE else set()
