"""English, Vietnamese or another language in Latin letters: a linear model over the letter n-grams of each word.

No feature crosses a word's border, so a text's score is the sum of its words' scores, and each word is scored once.
The weights are built by `tools/build_language_data.py` and lie in `lang_data/scorer.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

from audit.facts.text import Cache

LONGEST_GRAM = 4
SCALE = 64  # weights are kept as whole numbers, this many to 1
_SHIFT = 1 << 20  # two sums travel in one integer: English * _SHIFT + Vietnamese
_MOST_WORDS = 30_000  # remembered at once


class Scores(NamedTuple):
    """How far a text leans to English and to Vietnamese, each against any other language (0)."""

    english: float
    vietnamese: float


def grams(word: str) -> Iterator[str]:
    """Yield the features of a lower-case word: its n-grams of 1 to 4 letters with borders, and the word itself."""
    padded = f" {word} "
    last = len(padded)
    for size in range(1, LONGEST_GRAM + 1):
        for start in range(last - size + 1):
            yield padded[start : start + size]
    if last > LONGEST_GRAM:
        yield padded


class _Model(NamedTuple):
    """The weights, as packed sums."""

    ends: dict[str, int]
    """By an n-gram of up to four letters: its weight and those of the shorter ones that end with it."""
    words: dict[str, int]
    """By a whole word with its borders, longer than any n-gram."""
    bias: int


@cache
def _model() -> _Model:
    data = json.loads(files("audit.facts").joinpath("lang_data/scorer.json").read_text("utf-8"))
    packed = [e * _SHIFT + v for e, v in zip(data["english"], data["vietnamese"], strict=True)]
    ends: dict[str, int] = {}
    words: dict[str, int] = {}
    for gram, weight in zip(data["grams"].split("\n"), packed, strict=True):
        (ends if len(gram) <= LONGEST_GRAM else words)[gram] = weight
    for gram in sorted(ends, key=len):
        ends[gram] += _shorter(gram, ends)
    english, vietnamese = data["bias"]
    return _Model(ends, words, english * _SHIFT + vietnamese)


def _shorter(gram: str, ends: Mapping[str, int]) -> int:
    """Sum up the weights of what an n-gram ends with, itself left out."""
    for start in range(1, len(gram)):
        found = ends.get(gram[start:])
        if found is not None:
            return found
    return 0


def _ending(padded: str) -> list[str]:
    """Return what ends with each letter of a word with its borders, up to four letters of it."""
    whole = [padded[start : start + LONGEST_GRAM] for start in range(len(padded) - LONGEST_GRAM + 1)]
    return [padded[:end] for end in range(1, min(len(padded) + 1, LONGEST_GRAM))] + whole


class _Memo(dict[str, int]):
    """Scores of words met before; forgets them all when there are too many."""

    def __missing__(self, word: str) -> int:
        ends, words, found = _model()
        padded = f" {word} "
        for gram in _ending(padded):
            weight = ends.get(gram)  # seven of eight are known: one look in place of four
            found += _shorter(gram, ends) if weight is None else weight
        if len(padded) > LONGEST_GRAM:
            found += words.get(padded, 0)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found
        return found


_memo = _Memo()
score_of = _memo.__getitem__
"""Returns the scores of a lower-case word in one number, which can be added up."""


def sums(packed: int) -> tuple[int, int]:
    """Return the English and the Vietnamese sum of packed scores."""
    vietnamese = ((packed + (_SHIFT >> 1)) & (_SHIFT - 1)) - (_SHIFT >> 1)
    return (packed - vietnamese) // _SHIFT, vietnamese


_as_written: Cache[int] = Cache(lambda word: _memo[word.lower()], size=_MOST_WORDS)


def scaled(english: int, vietnamese: int, words: int) -> Scores:
    """Return the scores of so many words that were added up."""
    norm = SCALE * sqrt(words or 1)
    return Scores(english / norm, vietnamese / norm)


def score(words: Iterable[str]) -> Scores:
    """Score words of any case together; more words give a clearer answer, by the root of their number."""
    packed = [_as_written[word] for word in words]
    return scaled(*sums(sum(packed)), len(packed))
