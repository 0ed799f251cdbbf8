"""Pairs by content: what translation leaves as it was, weighted by how rare it is, each page given away once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from audit.lexicon import Thresholds
from audit.pairs.marks import BUILD
from audit.pairs.twins import How, Outline, Twin

_MOST_HOLDERS = 60
"""Pages of one side that hold a mark, beyond which it leads to no candidates: it says nearly nothing, and it costs."""
_MOST_CANDIDATES = 10


class Content:
    """Compares pages of two languages.

    Args:
        originals: Vietnamese pages.
        english: English pages.
        named: Per key, the families of terms by which titles and menus name the page; the same in both languages.
        limits: `pair_score`, `pair_lead` and `pair_marks` decide.
    """

    def __init__(
        self,
        originals: Sequence[Outline],
        english: Sequence[Outline],
        named: Mapping[str, frozenset[str]],
        limits: Thresholds,
    ) -> None:
        self._limits = limits
        marks = {o.key: o.marks | named.get(o.key, frozenset()) for o in (*originals, *english)}
        left = Counter(mark for key in {o.key for o in originals} for mark in marks[key])
        right = Counter(mark for key in {e.key for e in english} for mark in marks[key])
        held = {mark: left[mark] + right[mark] for mark in left.keys() & right.keys()}
        # Only what both sides hold can be proof; a mark on every page is worth nothing.
        self._weights = {
            mark: math.log(len(marks) / count) for mark, count in held.items() if count < len(marks)
        }
        self._marks = {key: own & self._weights.keys() for key, own in marks.items()}
        self._lengths = {
            key: math.sqrt(sum(self._weights[mark] ** 2 for mark in own)) for key, own in self._marks.items()
        }

    def similarity(self, one: Outline, other: Outline) -> float:
        """Return how alike two pages are, 0 to 1: the cosine of their weighted marks, less where they are built otherwise."""
        length = self._lengths[one.key] * self._lengths[other.key]
        if not length:
            return 0.0
        common = self._marks[one.key] & self._marks[other.key]
        cosine = sum(self._weights[mark] ** 2 for mark in common) / length
        if one.dated != other.dated:
            cosine *= (
                self._limits.pair_article
            )  # an article is seldom the counterpart of a page that bears no date
        return cosine * (1 - self._limits.pair_shape * (1 - alike(one.shape, other.shape)))

    def contradict(self, one: Outline, other: Outline) -> bool:
        """Whether two pages that say enough to be compared have nothing in common."""
        enough = self._limits.pair_marks
        telling = len(self._marks[one.key]) >= enough and len(self._marks[other.key]) >= enough
        return telling and self.similarity(one, other) < self._limits.pair_contradiction

    def pair(self, originals: Sequence[Outline], english: Sequence[Outline]) -> dict[str, Twin]:
        """Pair each page at most once, the most alike first; what is not alike enough, or alike to several, stays alone."""
        scores = sorted(self._scores(originals, english), key=lambda s: (-s[0], s[1].page.url, s[2].page.url))
        found: dict[str, Twin] = {}
        taken: set[str] = set()
        rivals: dict[str, list[float]] = defaultdict(list)
        for score, original, twin in scores:
            rivals[original.key].append(score)
            rivals[twin.key].append(score)
        for score, original, twin in scores:
            if original.key in found or twin.key in taken:
                continue
            if self._leads(score, rivals[original.key]) and self._leads(score, rivals[twin.key]):
                found[original.key] = Twin(twin, How.CONTENT)
                taken.add(twin.key)
        return found

    def _leads(self, score: float, rivals: Sequence[float]) -> bool:
        """Whether a score is the best one, and clear of the second best."""
        second = rivals[1] if len(rivals) > 1 else 0.0
        return score >= rivals[0] and second <= score * (1 - self._limits.pair_lead)

    def _scores(
        self, originals: Sequence[Outline], english: Sequence[Outline]
    ) -> list[tuple[float, Outline, Outline]]:
        index: dict[str, list[Outline]] = defaultdict(list)
        for twin in english:
            for mark in self._marks[twin.key]:
                index[mark].append(twin)
        found = []
        for original in originals:
            by_key = self._candidates(original, index)
            for twin in by_key:
                common = _told(self._marks[original.key] & self._marks[twin.key])
                score = self.similarity(original, twin)
                if common >= self._limits.pair_marks and score >= self._least(twin):
                    found.append((score, original, twin))
        return found

    def _least(self, twin: Outline) -> float:
        """Two texts of one language share words of all kinds: an English shell must hold the very text to be a pair."""
        same = twin.main == "vi" and "en" not in twin.page.languages
        return self._limits.pair_score_shell if same else self._limits.pair_score

    def _candidates(self, original: Outline, index: Mapping[str, list[Outline]]) -> list[Outline]:
        """Return the English pages that share most rare marks with a page."""
        worth: dict[str, float] = defaultdict(float)
        known: dict[str, Outline] = {}
        for mark in sorted(self._marks[original.key]):
            holders = index.get(mark, ())
            if len(holders) > _MOST_HOLDERS:
                continue
            for twin in holders:
                if twin.key != original.key:
                    worth[twin.key] += self._weights[mark] ** 2 / self._lengths[twin.key]
                    known[twin.key] = twin
        best = sorted(worth, key=lambda key: (-worth[key], key))[:_MOST_CANDIDATES]
        return [known[key] for key in best]


def _told(marks: Iterable[str]) -> int:
    """Count the marks that are said: how a page is built follows from its template, too."""
    return sum(mark[0] not in BUILD for mark in marks)


def alike(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how alike two shapes are, 0 to 1, each part by the ratio of its logarithms.

    >>> alike((10, 4), (10, 4)), alike((10, 0), (0, 4))
    (1.0, 0.0)
    """
    parts = [(math.log1p(a), math.log1p(b)) for a, b in zip(one, other, strict=True) if a or b]
    return sum(min(pair) / max(pair) for pair in parts) / len(parts) if parts else 1.0
