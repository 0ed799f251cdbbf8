"""Pairs by name: one page on each side that menus and titles call the same, in the words of either language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from audit.lexicon import LANGUAGES
from audit.pairs.twins import How, Outline, Twin
from audit.site import Match, SiteView, UnitKind

_KINDS = (
    UnitKind.MENU,
    UnitKind.FOOTER,
    UnitKind.LANDING_TITLE,
    UnitKind.HOME_LINK,
    UnitKind.TITLE,
    UnitKind.LINK,
)
"""Units that name a page as a whole, the most telling first; addresses are another method's business."""


class Names:
    """What the pages of a site are called, as families of terms: the same in both languages.

    Args:
        site: The site.
    """

    def __init__(self, site: SiteView) -> None:
        self._best: dict[str, dict[str, dict[str, tuple[int, float]]]] = {}
        found: dict[str, set[str]] = defaultdict(set)
        for family in site.lexicon.families:
            by_language = {language: _named(site.named(family, language)) for language in LANGUAGES}
            self._best[family] = by_language
            for keys in by_language.values():
                for key in keys:
                    found[key].add(f"k:{family}")
        self.marks: Mapping[str, frozenset[str]] = {key: frozenset(names) for key, names in found.items()}
        """Per key, a mark for each family that names the page."""

    def pair(
        self,
        originals: Sequence[Outline],
        english: Sequence[Outline],
        contradict: Callable[[Outline, Outline], bool],
    ) -> dict[str, Twin]:
        """Pair pages that the same families name, each the only one, or the clearly best named one, of its language."""
        left, right = {o.key: o for o in originals}, {e.key: e for e in english}
        votes: Counter[tuple[str, str]] = Counter()
        for by_language in self._best.values():
            original, twin = _only(by_language["vi"], left), _only(by_language["en"], right)
            if original and twin and original != twin:
                votes[original, twin] += 1
        found: dict[str, Twin] = {}
        taken: set[str] = set()
        for (original, twin), count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
            rival = max((n for (o, t), n in votes.items() if (o == original) != (t == twin)), default=0)
            free = original not in found and twin not in taken
            if free and rival < count and not contradict(left[original], right[twin]):
                found[original] = Twin(right[twin], How.NAME)
                taken.add(twin)
        return found


def _named(matches: Sequence[Match]) -> dict[str, tuple[int, float]]:
    """Return the pages that strong terms name, each with its best unit: place, and coverage below nought."""
    best: dict[str, tuple[int, float]] = {}
    for match in matches:
        if match.strong and match.unit.kind in _KINDS:
            worth = (_KINDS.index(match.unit.kind), -match.coverage)
            best[match.unit.key] = min(best.get(match.unit.key, worth), worth)
    return best


def _only(named: Mapping[str, tuple[int, float]], free: Mapping[str, Outline]) -> str:
    """Return the page that is named best among those that are free; nothing when two are named alike."""
    ranked = sorted((worth, key) for key, worth in named.items() if key in free)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return ""
    return ranked[0][1]
