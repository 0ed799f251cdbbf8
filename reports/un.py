"""A run as the UN's assessors would look at it: each item of the list over all portals. Pure.

The UN gives an item to a country once, wherever in government it is found, and its assessors read the national language; so an item
is found in English, found in Vietnamese only, not found, or nobody can tell. Aligned to the OSI, not an estimate of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from audit.criteria.model import Criterion, Edition, Language, SubIndex
from audit.results import AgencyResult, Evidence, Interval, Judgement, Side, Verdict
from audit.rules import Rules
from crawler.registry import Kind
from reports.columns import columns_of
from reports.i18n import N_
from reports.labels import SUBINDICES
from reports.rows import in_order
from reports.un_charge import Charge, charge_of
from reports.un_ways import Way, Ways, ways

NEAREST: Final = 10
_APART: Final = frozenset({SubIndex.LAW, SubIndex.DATA})
"""No part of the UN's list."""


class Found(StrEnum):
    """What an assessor would find of an item."""

    ENGLISH = "english"
    VIETNAMESE = "vietnamese"
    NOT_FOUND = "not_found"
    UNKNOWN = "could_not_tell"


FOUND: Final[dict[Found, tuple[str, str, str]]] = {
    Found.ENGLISH: (N_("Found in English"), "✓", "met"),
    Found.VIETNAMESE: (N_("Only in Vietnamese"), "◧", "vn"),
    Found.NOT_FOUND: (N_("Not found at the time of the review"), "✕", "not"),
    Found.UNKNOWN: (N_("Could not tell"), "?", "unknown"),
}
"""Name, sign and class: never colour alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What speaks best for an item, or what came nearest to it."""

    result: AgencyResult
    judgement: Judgement
    side: Side
    language: str
    """en or vi; empty where the criterion has no language."""
    evidence: Evidence | None
    way: Way
    near: bool = False
    """It came near, but does not count."""


@dataclass(frozen=True, slots=True)
class UnItem:
    """One item over all agencies that are asked for it."""

    criterion: Criterion
    found: Found
    partly: bool
    """Somewhere it is there in part, in the language that `found` lacks."""
    english: int
    """Agencies that have it in English (or at all, where it has no language)."""
    local: int
    """Agencies that have it in Vietnamese only."""
    asked_of: frozenset[str]
    """Ids of the agencies that it applies to."""
    untold: tuple[AgencyResult, ...]
    """Agencies it hangs on that could not be read: those in charge, and the national portals where the UN looks there."""
    elsewhere: bool
    """It is found on portals of agencies only, though the UN looks for it on the national portal."""
    absent: bool
    """None of those in charge is in the run, so nobody looked where it would stand."""
    shown: Shown | None
    charge: Charge

    @property
    def asked(self) -> int:
        """How many agencies it applies to."""
        return len(self.asked_of)

    @property
    def neutral(self) -> bool:
        """Whether it has no language: HTTPS, a site map."""
        return self.criterion.language is Language.NEUTRAL


@dataclass(frozen=True, slots=True)
class UnPart:
    """The items of one sub-index, or of several."""

    subindex: str
    items: tuple[UnItem, ...]

    def of(self, found: Found | str) -> tuple[UnItem, ...]:
        """Return the items of one outcome, which templates name by its value."""
        return tuple(item for item in self.items if item.found == found)

    def count(self, found: Found | str) -> int:
        """How many items have that outcome."""
        return len(self.of(found))

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Number of items by outcome."""
        return tuple((found.value, self.count(found)) for found in Found)

    @property
    def partly(self) -> int:
        """Items that are not found, but there in part."""
        return sum(item.partly for item in self.of(Found.NOT_FOUND))

    def elsewhere(self, found: Found | str) -> int:
        """How many items of an outcome the UN looks for on the national portal, but only other portals have."""
        return sum(item.elsewhere for item in self.of(found))

    @property
    def absent(self) -> int:
        """Items that nobody in charge of is in the run, among those that could not be told."""
        return sum(item.absent for item in self.of(Found.UNKNOWN))

    @property
    def in_english(self) -> Interval:
        """Number of items that a reader of English finds; `high` counts what could not be told as found."""
        low = self.count(Found.ENGLISH)
        return Interval(low, low + self.count(Found.UNKNOWN))

    @property
    def in_either(self) -> Interval:
        """The same for a reader of Vietnamese, who finds what has no language or is in English, too, as the UN counts."""
        low = self.count(Found.ENGLISH) + self.count(Found.VIETNAMESE)
        return Interval(low, low + self.count(Found.UNKNOWN))


@dataclass(frozen=True)
class UnIndex:
    """One of the UN's lists: the OSI, or the LOSI."""

    edition: Edition
    parts: tuple[UnPart, ...]
    counted: UnPart
    """All items of sub-indices that have a weight."""
    nearest: tuple[UnItem, ...]
    """Items nearest to being found, at most ten."""

    @cached_property
    def all(self) -> UnPart:
        """Every item."""
        return UnPart("", tuple(item for part in self.parts for item in part.items))


@dataclass(frozen=True, slots=True)
class UnView:
    """All that the page shows."""

    indices: tuple[UnIndex, ...]
    """Those of the national list first."""
    agencies: int
    unreadable: tuple[AgencyResult, ...]
    national: tuple[AgencyResult, ...]
    """National portals of the run."""


def has_items(rules: Rules) -> bool:
    """Whether a run was judged by anything that is on a list of the UN, and not by national duties alone."""
    return any(c.subindex not in _APART for edition in rules.editions for c in edition.criteria)


def un_view(
    results: Sequence[AgencyResult], rules: Rules, whole: Callable[[AgencyResult], AgencyResult] | None = None
) -> UnView:
    """Arrange a run as the UN would look.

    Args:
        results: One per agency, in the order of the registry.
        rules: With every edition judged.
        whole: Gives what short results lack; without it the evidence shown for an item is as short as they are.

    Raises:
        StoreError: `whole` cannot read a result any more.
    """
    looked = _Run(results, rules, whole)
    editions = sorted(rules.editions, key=lambda edition: edition.own_index)
    indices = (looked.index(edition) for edition in editions)
    return UnView(
        tuple(index for index in indices if index.parts),
        len(results),
        tuple(result for result in results if not result.coverage.readable),
        tuple(result for result in results if result.kind == Kind.NATIONAL_PORTAL),
    )


class _Run:
    """The run with what is worked out once for all items."""

    def __init__(
        self,
        results: Sequence[AgencyResult],
        rules: Rules,
        whole: Callable[[AgencyResult], AgencyResult] | None,
    ) -> None:
        self.rules = rules
        self.results = results
        self.whole = whole
        self.judged = columns_of(results)
        self.sets: dict[frozenset[str], frozenset[str]] = {}
        self.national = [result for result in results if result.kind == Kind.NATIONAL_PORTAL]
        self.ways: Ways = ways(results)

    def index(self, edition: Edition) -> UnIndex:
        members: dict[str, list[UnItem]] = {}
        for item in self.proven([self.item(c) for c in edition.criteria if c.subindex not in _APART]):
            members.setdefault(str(item.criterion.subindex), []).append(item)
        parts = tuple(UnPart(name, tuple(members[name])) for name in in_order(members, SUBINDICES))
        weights = self.rules.weights.weights
        counted = tuple(
            item
            for part in parts
            for item in part.items
            if edition.own_index or weights.get(item.criterion.subindex, 0.0) > 0
        )
        return UnIndex(edition, parts, UnPart("", counted), self.nearest(counted))

    def proven(self, items: list[UnItem]) -> list[UnItem]:
        """Put whole evidence in the place of short: agency by agency, so that each is read once and none is held."""
        by_agency: dict[str, list[int]] = {}
        for number, item in enumerate(items):
            if self.whole and item.shown:
                by_agency.setdefault(item.shown.result.agency_id, []).append(number)
        for numbers in by_agency.values():
            told = items[numbers[0]].shown
            if self.whole is None or told is None:
                continue
            judged = {judgement.criterion_id: judgement for judgement in self.whole(told.result).judgements}
            for number in numbers:
                item = items[number]
                if item.shown:
                    items[number] = replace(item, shown=_proof(item.shown, judged[item.criterion.id]))
        return items

    def same(self, ids: Iterable[str]) -> frozenset[str]:
        """Return a set of agencies that items share: most are asked of all of a kind."""
        found = frozenset(ids)
        return self.sets.setdefault(found, found)

    def item(self, criterion: Criterion) -> UnItem:
        asked = [
            (result, judgement)
            for result, judgement in zip(self.results, self.judged.get(criterion.id, ()), strict=False)
            if judgement and judgement.verdict is not Verdict.NOT_APPLICABLE
        ]
        charge = charge_of(
            criterion, [result for result, _ in asked], self.national, self.rules.lexicon.sectors
        )
        sides = [(result, judgement, _sides(criterion, judgement)) for result, judgement in asked]
        verdicts = Counter(_best(pair) for _, _, pair in sides)
        english = sum(_met_in_english(pair) for _, _, pair in sides)
        local = verdicts[Verdict.MET] - english
        hang = _hangs_on(criterion, charge, [result for result, _ in asked])
        untold = tuple(
            result
            for result, _, pair in sides
            if result.agency_id in hang and _best(pair) is Verdict.COULD_NOT_TELL
        )
        absent = not asked or bool(charge.sectors or (charge.national_portal and not charge.agencies))
        if english:
            found = Found.ENGLISH
        elif local:
            found = Found.VIETNAMESE
        elif untold or absent:
            found = Found.UNKNOWN
        else:
            found = Found.NOT_FOUND
        partly = found is not Found.ENGLISH and any(
            side.verdict is Verdict.PARTLY
            for _, _, pair in sides
            for language, side in pair
            if language == "en" or found is not Found.VIETNAMESE
        )
        elsewhere = criterion.locus == "national_portal" and not any(
            _met_in_english(pair) if found is Found.ENGLISH else _best(pair) is Verdict.MET
            for result, _, pair in sides
            if result.kind == Kind.NATIONAL_PORTAL
        )
        elsewhere = elsewhere and found in {Found.ENGLISH, Found.VIETNAMESE}
        shown = self.shown(criterion, found, charge, sides)
        asked_of = self.same(result.agency_id for result, _ in asked)
        return UnItem(
            criterion, found, partly, english, local, asked_of, untold, elsewhere, absent, shown, charge
        )

    def shown(
        self,
        criterion: Criterion,
        found: Found,
        charge: Charge,
        sides: Sequence[tuple[AgencyResult, Judgement, Sequence[tuple[str, Side]]]],
    ) -> Shown | None:
        """Return the best evidence: on the national portal where the UN looks there, by those in charge, in the fewest clicks."""
        languages = ("vi",) if found is Found.VIETNAMESE else ("en", "", "vi")
        wanted = Verdict.MET if found in {Found.ENGLISH, Found.VIETNAMESE} else Verdict.PARTLY
        in_charge = {result.agency_id for result in charge.agencies}
        ranked: list[tuple[tuple[int, ...], Shown]] = []
        for result, judgement, pair in sides:
            for language, side in pair:
                if language not in languages:
                    continue
                near = side.verdict is not wanted
                items = side.near_misses if near else side.evidence
                if near and (wanted is Verdict.MET or not items):
                    continue
                evidence = items[0] if items else None
                way = self.ways.to(result, evidence.clicks if evidence else -1)
                place = _place(criterion, result, in_charge)
                rank = (near, languages.index(language), evidence is None, place, way.clicks < 0, way.clicks)
                ranked.append((rank, Shown(result, judgement, side, language, evidence, way, near=near)))
        return min(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def nearest(self, items: Iterable[UnItem]) -> tuple[UnItem, ...]:
        """Return the items nearest to being found: there in part, then what came near; the least work first.

        Items that ask for the same stand once, by the first of them.
        """
        weights = self.rules.weights.weights
        near = [
            item
            for item in items
            if item.shown and (item.found is Found.NOT_FOUND or (item.found is Found.UNKNOWN and item.partly))
        ]
        near.sort(
            key=lambda item: (
                not item.partly,
                item.found is Found.UNKNOWN,
                item.criterion.effort,
                -weights.get(item.criterion.subindex, 0.0),
            )
        )
        once: dict[str, UnItem] = {}
        for item in near:
            once.setdefault(item.criterion.root or item.criterion.id, item)
        return tuple(once.values())[:NEAREST]


def _proof(shown: Shown, judgement: Judgement) -> Shown:
    """What is shown, from the whole judgement."""
    side = judgement.local if shown.language == "vi" else judgement.english
    items = side.near_misses if shown.near else side.evidence
    return replace(shown, judgement=judgement, side=side, evidence=items[0] if items else None)


def _sides(criterion: Criterion, judgement: Judgement) -> list[tuple[str, Side]]:
    """The sides that say whether it is there, with their languages."""
    if criterion.language is Language.NEUTRAL:
        return [("", judgement.english)]
    pairs = [("en", judgement.english), ("vi", judgement.local)]
    if criterion.language is Language.VIETNAMESE:
        pairs = pairs[1:]
    return [(language, side) for language, side in pairs if side.verdict is not Verdict.NOT_APPLICABLE]


def _met_in_english(pair: Sequence[tuple[str, Side]]) -> bool:
    return any(language != "vi" and side.verdict is Verdict.MET for language, side in pair)


_BETTER: Final = (Verdict.MET, Verdict.PARTLY, Verdict.COULD_NOT_TELL, Verdict.NOT_MET)


def _best(pair: Sequence[tuple[str, Side]]) -> Verdict:
    """The best of both sides; what could not be told on one side cannot be said to be missing."""
    known = {side.verdict for _, side in pair}
    return next((verdict for verdict in _BETTER if verdict in known), Verdict.NOT_MET)


def _hangs_on(criterion: Criterion, charge: Charge, asked: Sequence[AgencyResult]) -> frozenset[str]:
    """Agencies without which nobody can say that an item is not found; all that are asked where none is in charge."""
    ids = {result.agency_id for result in charge.agencies}
    if criterion.locus == "national_portal":
        ids |= {result.agency_id for result in asked if result.kind == Kind.NATIONAL_PORTAL}
    ids &= {result.agency_id for result in asked}
    return frozenset(ids or {result.agency_id for result in asked})


def _place(criterion: Criterion, result: AgencyResult, in_charge: set[str]) -> int:
    """Where an assessor would look first."""
    if criterion.locus == "national_portal" and result.kind == Kind.NATIONAL_PORTAL:
        return 0
    return 1 if result.agency_id in in_charge else 2
