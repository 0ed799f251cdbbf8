"""Which texts can name a family at all: most headings and links of a site do not, and need not be looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from audit.facts.text import Cache
from audit.lexicon.families import Family
from audit.lexicon.words import Tokens, plain_word, tokens

MOST_WORDS = 25
"""Of a text that names something; a longer one is a sentence or a whole card."""

_Phrases = dict[Tokens, list[tuple[Tokens, int]]]
"""By the first two words, the only one of a single word: the words of a term, and how many of them are no stop words."""


class Naming:
    """Tells of a text whether a strong or weak term of any family fills enough of it.

    Args:
        families: All of them.
        stop_words: Fill no text.
        least: Share of a text below which no term names it, wherever it stands.
    """

    def __init__(self, families: Iterable[Family], stop_words: frozenset[str], least: float) -> None:
        self._stop_words = stop_words
        self._least = least
        groups = [family.terms(language) for family in families for language in ("en", "vi")]
        terms = {tokens(term) for group in groups for term in (*group.strong, *group.weak)}
        self._written = self._indexed((phrase, phrase) for phrase in terms)
        plain = ((tuple(map(plain_word, phrase)), phrase) for phrase in terms)
        self._spelled = self._indexed(
            (spelled, phrase) for spelled, phrase in plain if spelled != phrase and len(phrase) > 1
        )
        self._known: Cache[bool] = Cache(self._is_named)

    def may_name(self, text: str) -> bool:
        """Whether a title, heading or link may name something."""
        return self._known[text]

    def may_spell(self, text: str) -> bool:
        """Whether the words of an address may: Vietnamese ones have no marks there."""
        words = tokens(text)
        return self._known[text] or self._is_filled(words, self._spelled)

    def _is_named(self, text: str) -> bool:
        return self._is_filled(tokens(text), self._written)

    def _indexed(self, phrases: Iterable[tuple[Tokens, Tokens]]) -> _Phrases:
        index: _Phrases = defaultdict(list)
        for found, phrase in phrases:
            index[found[:2]].append((found, self._filling(phrase)))
        return dict(index)

    def _filling(self, words: Sequence[str]) -> int:
        return sum(word not in self._stop_words for word in words) or len(words)

    def _is_filled(self, words: Tokens, phrases: _Phrases) -> bool:
        if not 0 < len(words) <= MOST_WORDS:
            return False
        all_words = self._filling(words)
        starts = ((start, (word,)) for start, word in enumerate(words))
        pairs = enumerate(pairwise(words))
        return any(
            size / all_words >= self._least and words[start : start + len(phrase)] == phrase
            for start, begins in chain(starts, pairs)
            for phrase, size in phrases.get(begins, ())
        )
