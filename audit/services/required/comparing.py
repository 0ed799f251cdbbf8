"""How alike two procedures' names are, 0 to 100. Pure; the numbers are in config/services/matching.yaml."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from audit.services.required.names import Name, NameReader
from audit.services.required.rules import MatchRules
from audit.services.required.spelling import spelt, unmarked

_REMEMBERED = 65_536
_WORD = re.compile(r"\w+")


class Comparer:
    """Compares names by rules; names are read once.

    Args:
        rules: Numbers and words.
    """

    def __init__(self, rules: MatchRules) -> None:
        self.limits = rules.limits
        self._unsaid = frozenset(rules.terms.may_go_unsaid)
        self._marked = NameReader(rules.terms)
        self._plain = NameReader(rules.terms, plain=True)
        self.marked = lru_cache(maxsize=_REMEMBERED)(self._marked.read)
        """Read a name with its diacritics."""
        self.plain = lru_cache(maxsize=_REMEMBERED)(self._plain.read)
        """Read a name without its diacritics."""

    def score(self, one: str, other: str) -> float:
        """Return how alike two names are.

        The second pass is without diacritics: for names that have none, and for names that differ in nothing else.
        """
        if spelt(one).isascii() or spelt(other).isascii():
            score = 0.0
        else:
            first, second = self.marked(one), self.marked(other)
            score = self._score(first, second, self._marked)
            if score >= self.limits.matched or not _differ_in_marks_only(first, second):
                return score
        unmarked_score = (
            self._score(self.plain(one), self.plain(other), self._plain) - self.limits.costs.marks
        )
        return max(score, unmarked_score)

    def _score(self, one: Name, other: Name, reader: NameReader) -> float:
        if one.cut != other.cut:
            short, long = (one, other) if one.cut else (other, one)
            words, rest = short.source.split(), long.source.split()[: len(short.source.split())]
            if len(words) < self.limits.cut_words:
                return 0.0
            if len(rest) == len(words) and unmarked(rest[-1]).startswith(unmarked(words[-1])):
                words[-1] = rest[-1]  # the last word was cut, too
            begun = (reader.read_source(" ".join(some), cut=True) for some in (words, rest))
            return max(0.0, self._whole(*begun) - self.limits.costs.cut)
        first, second = written_out(one, other.source), written_out(other, one.source)
        if first != one.source or second != other.source:
            return self._whole(reader.read_source(first), reader.read_source(second))
        return self._whole(one, other)

    def _whole(self, one: Name, other: Name) -> float:
        caps, costs = self.limits.caps, self.limits.costs
        alike = fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words))
        if self._conflict(one, other):
            return min(alike, caps.conflict)
        apart = one.content ^ other.content
        light = apart & (one.light | other.light)
        if apart - light or self._partial(one, other):
            return min(alike, caps.partial)
        level = costs.level * (one.levels != other.levels)
        return 100.0 - min(costs.light * len(light), costs.light_most) - level

    def _conflict(self, one: Name, other: Name) -> bool:
        """Whether they ask for something else."""
        if one.levels and other.levels and not one.levels & other.levels:
            return True
        if one.identifiers - other.identifiers and other.identifiers - one.identifiers:
            return True
        if one.becomes is not None and other.becomes is not None and one.becomes != other.becomes:
            return True
        shared = one.contrasts.keys() & other.contrasts.keys()
        return self._other_deed(one, other) or any(not one.contrasts[n] & other.contrasts[n] for n in shared)

    def _other_deed(self, one: Name, other: Name) -> bool:
        first, second = one.deeds - self._unsaid, other.deeds - self._unsaid
        if first == second or first & second:
            return False
        both_grant = "grant" in one.deeds & other.deeds
        return not (both_grant and not (first and second))

    def _partial(self, one: Name, other: Name) -> bool:
        """Whether one says more than the other of what tells procedures apart."""
        said = one.deeds & self._unsaid, other.deeds & self._unsaid
        return (
            one.deeds - self._unsaid != other.deeds - self._unsaid
            or bool(said[0] and said[1] and not said[0] & said[1])
            or one.identifiers != other.identifiers
            or bool(one.levels and other.levels and one.levels != other.levels)
            or bool(one.body and other.body and one.body != other.body)
            or bool(one.law and other.law and one.law != other.law)
            or (one.becomes is None) != (other.becomes is None)
        )


def _differ_in_marks_only(one: Name, other: Name) -> bool:
    return _bare(one.content - other.content) == _bare(other.content - one.content) or sorted(
        unmarked(one.source).split()
    ) == sorted(unmarked(other.source).split())


def _bare(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(unmarked, words))


def written_out(one: Name, other: str) -> str:
    """Return a name's source with an abbreviation written out that another has words with these initials for.

    "công bố tpbvsk" beside "công bố thực phẩm bảo vệ sức khỏe" becomes the latter.

    Args:
        one: The name.
        other: Source of the other name.
    """
    words = _WORD.findall(other) if one.odd else []
    for word in one.odd:
        if word not in words:
            for start in range(len(words) - len(word) + 1):
                run = words[start : start + len(word)]
                if all(w[0] == letter for w, letter in zip(run, word, strict=True)):
                    return re.sub(rf"\b{word}\b", " ".join(run), one.source)
    return one.source
