"""What an incomplete crawl may say: "not met" only where nothing that it left unread could plausibly hold the thing (R13a).

A crawl that ended at its budget or time knows more pages than it read. A page that is called after the thing, a section that
commonly holds it, the front door of the language version: each turns *not met* into *could not tell*. Where no name points to the
thing, the verdict stays: that a page says something which no link to it lets expect can be told beforehand of none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from audit.detectors.case import Case, trim, unit_evidence
from audit.detectors.told_rules import bound
from audit.lexicon import OTHER
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.results import Evidence, Message, Side, Verdict
from audit.site import Match, UnitKind
from audit.site.addresses import host_of, slug_of
from audit.site.versions import official
from crawler.records import PageRecord

_NAMES = ("family", "families", "parts", "province_parts")
"""Parameters that name what a criterion asks for."""
_BUDGET = "sector_budget"
_MEASURED = frozenset({"metadata_none", "print_none"})
"""Reasons that measure the pages that were read, whatever families their criteria name."""
_NO_VERSION = frozenset({"branch_none", "language_none", "language_shell"})
"""Reasons that say that no version in another language was found."""

_Found = Iterator[tuple[str, Evidence]]
"""Codes of sentences, and the page that was left unread."""


def cautious(case: Case, side: Side) -> Side:
    """Return *could not tell* in place of a *not met* that a page left unread could refute; any other side as it is.

    Args:
        case: The question.
        side: What its detector answered.
    """
    left, code = case.site.left, side.reason.code
    measured = code in _MEASURED or code in case.lexicon.sureness.measured
    if side.verdict is not Verdict.NOT_MET or not left or measured:
        return side
    found = next(chain(_version(case, code), _named(case), _sections(case), _for_readers(case)), None)
    if found is None:
        return side
    reason, shown = found
    near = (shown, *(evidence for evidence in side.near_misses if evidence.url != shown.url))
    return replace(
        side,
        verdict=Verdict.COULD_NOT_TELL,
        reason=Message(reason, {"name": shown.quote, "count": len(left)}),
        near_misses=near[: case.limits.near_misses],
    )


def _version(case: Case, code: str) -> _Found:
    """Yield pages of the version that was found missing, and the front door of the one that is asked about."""
    left = case.site.left
    missing = left.version(OTHER[official(case.site)]) if code in _NO_VERSION else ()
    entered = any(page.branch == case.language for page in case.site.homes)
    for record in (*missing, *(() if entered else left.doors(case.language))):
        yield "left_version", _record_evidence(case, record)


def _named(case: Case) -> _Found:
    """Yield pages that bear the thing's own name, the surest first."""
    for family in _families(case):
        found = case.site.left.named(family, case.language)
        for match in sorted(found, key=lambda one: (not one.strong, one.unit.kind)):
            if _may_be(case, match):
                yield "left_named", _evidence(case, match)


def _sections(case: Case) -> _Found:
    """Yield sections, and pages below them, that commonly hold the thing under another name (`nesting.yaml`)."""
    families, nesting, left = _families(case), case.lexicon.nesting, case.site.left
    holders = {holder for family in families for holder in nesting.above.get(family, ())}
    if case.criterion.params.get("topic") == "budget":
        holders.add(_BUDGET)
    for holder in sorted(holders.difference(families)):
        for match in left.named(holder, case.language):
            if _is_section(case, match):
                yield "left_section", _evidence(case, match)
    for folder in sorted({folder for family in families for folder in nesting.folders.get(family, ())}):
        for match in left.below(folder, case.language):
            yield "left_section", _evidence(case, match)


def _for_readers(case: Case) -> _Found:
    """Yield sections that are called after those they are for, and after nothing that criteria ask for."""
    nesting, left = case.lexicon.nesting, case.site.left
    if nesting.for_readers.isdisjoint(_families(case)):
        return
    readers = [tokens(term) for term in nesting.readers(case.language)]
    stop = case.lexicon.stop_words()
    for use in left.sections(case.language):
        said = sum(word not in stop for word in use.words)
        half = any(find_phrase(use.words, term) >= 0 and 2 * len(term) >= said for term in readers)
        if half and use.key not in left.called(case.language):
            yield "left_section", _record_evidence(case, left.pages[use.key], use.text)


def _families(case: Case) -> tuple[str, ...]:
    params = case.criterion.params
    named: list[str] = []
    for key in _NAMES:
        value = params.get(key, ())
        named += [value] if isinstance(value, str) else map(str, value)
    return tuple(dict.fromkeys(named))


def _may_be(case: Case, match: Match) -> bool:
    """Whether what bears a name may be the thing: in menu or home page, else with little beside; a headline by a strong name only."""
    if match.strong:
        return match.unit.kind <= UnitKind.HOME_LINK or match.coverage >= case.limits.coverage
    placed = match.unit.kind <= UnitKind.HOME_LINK or match.coverage >= case.lexicon.nesting.whole
    return placed and not _is_headline(case, match) and _of_sector(case, match)


def _of_sector(case: Case, match: Match) -> bool:
    """Whether a name speaks of the sector that is asked about, where the agency has several: one weak name is not of each of them."""
    words = case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())
    return not words or bound(case) or bool(holds_any(match.unit.words, words))


def _is_section(case: Case, match: Match) -> bool:
    """Whether a name is that of a section: a strong one in menu or home page, or with little beside it."""
    if _is_headline(case, match) or not match.strong:
        return False
    opens = match.at_start and match.coverage >= case.limits.coverage
    return opens or match.unit.kind <= UnitKind.HOME_LINK or match.coverage >= 1


def _is_headline(case: Case, match: Match) -> bool:
    return len(match.unit.words) > case.limits.label_words


def _evidence(case: Case, match: Match) -> Evidence:
    """Return evidence for a page that was not read: what a link calls it, or its address."""
    unit = match.unit
    if unit.link is not None:
        return unit_evidence(unit, None, case.language, limit=case.limits.quote_words)
    return _record_evidence(case, case.site.left.pages[unit.key])


def _record_evidence(case: Case, record: PageRecord, text: str = "") -> Evidence:
    page = case.site.page(record.referrer) if record.referrer else None
    name = text or record.anchor or slug_of(record.url) or host_of(record.url)
    return Evidence(
        record.url,
        trim(name, case.limits.quote_words),
        case.language,
        "link",
        fetched_at=page.record.fetched_at if page else "",
        clicks=record.depth,
        found_on=page.url if page else "",
    )
