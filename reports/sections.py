"""The parts of an agency's site by language, as readers need them. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit.results import Section
from audit.sections import DEEP

LEADS: Final = 0.7
"""Share of the words from which on a language is that of the section; below it the section is mixed, as pages are."""
LANGUAGES: Final = ("en", "vi", "other")
DEPTHS: Final = (0, 1, 2, 3, DEEP, -1)
"""Clicks from the home page, as columns; -1: no link leads there."""
SMALL_SHARE: Final = 0.05
"""Of words in English: a Vietnamese section with less has next to nothing for its reader."""


@dataclass(frozen=True, slots=True)
class Depth:
    """The pages of a section that lie equally far from the home page."""

    clicks: int
    """One of `DEPTHS`."""
    pages: int
    words: Mapping[str, int]

    @property
    def language(self) -> str:
        """As of a section."""
        return leading(self.words)

    @property
    def english(self) -> float:
        """As of a section."""
        return _english(self.words)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section."""

    number: int
    """In the table and on the map."""
    section: Section
    depths: tuple[Depth, ...]
    """Nearest to the home page first."""

    @property
    def pages(self) -> int:
        """All of them."""
        return sum(depth.pages for depth in self.depths)

    @property
    def words(self) -> Mapping[str, int]:
        """Per language: en, vi, other."""
        return _sum(depth.words for depth in self.depths)

    @property
    def total(self) -> int:
        """Words in all languages."""
        return sum(self.words.values())

    @property
    def english(self) -> float:
        """Share of the words that are English, per cent; 0 without words."""
        return _english(self.words)

    @property
    def language(self) -> str:
        """en, vi, other, mixed, or und where there are no words."""
        return leading(self.words)


@dataclass(frozen=True, slots=True)
class SectionsView:
    """All sections; sums over them are those of the coverage statement."""

    rows: tuple[SectionRow, ...]
    """Those of most words first, what is summed up last."""
    pages: int
    words: Mapping[str, int]

    @property
    def depths(self) -> tuple[int, ...]:
        """The clicks that occur."""
        occur = {depth.clicks for row in self.rows for depth in row.depths}
        return tuple(clicks for clicks in DEPTHS if clicks in occur)

    @property
    def untranslated(self) -> tuple[SectionRow, ...]:
        """Sections in Vietnamese with next to no English, the largest first; what is summed up is left out."""
        return tuple(
            row
            for row in self.rows
            if row.language == "vi" and row.english < 100 * SMALL_SHARE and row.section.host
        )

    @property
    def total(self) -> int:
        """Words in all languages."""
        return sum(self.words.values())


def leading(words: Mapping[str, int]) -> str:
    """Return the language of most of the words: en, vi, other; mixed where none leads, und where there are none."""
    total = sum(words.values())
    if not total:
        return "und"
    return next((name for name in LANGUAGES if words.get(name, 0) >= LEADS * total), "mixed")


def _english(words: Mapping[str, int]) -> float:
    total = sum(words.values())
    return 100 * words.get("en", 0) / total if total else 0.0


def sections_view(sections: Sequence[Section]) -> SectionsView | None:
    """Arrange sections for readers; None in results from before they were told, and where nothing was read."""
    if not sections:
        return None
    rows = [SectionRow(0, section, _depths(section)) for section in sections]
    rows.sort(key=lambda row: (not row.section.host, -row.total, -row.pages))
    return SectionsView(
        tuple(replace(row, number=number) for number, row in enumerate(rows, start=1)),
        sum(row.pages for row in rows),
        _sum(row.words for row in rows),
    )


def _depths(section: Section) -> tuple[Depth, ...]:
    """A section's depths in the words of this module, whatever version of the audit told them."""
    pages: Counter[int] = Counter()
    words: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for depth in section.depths:
        clicks = depth.clicks if depth.clicks in DEPTHS else DEEP
        pages[clicks] += depth.pages
        for name, count in depth.words.items():
            words[clicks][name if name in LANGUAGES else "other"] += count
    return tuple(Depth(clicks, pages[clicks], words[clicks]) for clicks in DEPTHS if pages[clicks])


def _sum(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total
