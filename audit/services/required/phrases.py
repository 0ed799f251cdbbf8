"""Phrases in a row of words, the longest first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

Words = tuple[str, ...]


class Phrases:
    """Phrases, each with a tag.

    Args:
        tagged: Pairs of words and tag; of the same words the first pair counts.
    """

    def __init__(self, tagged: Iterable[tuple[Words, str]]) -> None:
        first: dict[str, dict[Words, str]] = defaultdict(dict)
        for words, tag in tagged:
            if words:
                first[words[0]].setdefault(words, tag)
        self._by_first = {
            word: sorted(phrases.items(), key=lambda item: len(item[0]), reverse=True)
            for word, phrases in first.items()
        }

    def scan(self, words: Sequence[str]) -> Iterator[tuple[Words, str | None]]:
        """Cut words into phrases with their tags and single words without one."""
        index = 0
        while index < len(words):
            for phrase, tag in self._by_first.get(words[index], ()):
                if tuple(words[index : index + len(phrase)]) == phrase:
                    yield phrase, tag
                    index += len(phrase)
                    break
            else:
                yield (words[index],), None
                index += 1

    def tags(self, words: Sequence[str]) -> frozenset[str]:
        """Return the tags of the phrases in a row of words."""
        if self._by_first.keys().isdisjoint(words):
            return frozenset()
        return frozenset(tag for _, tag in self.scan(words) if tag is not None)
