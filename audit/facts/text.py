"""Folding of text: NFC, white space to single spaces, nothing invisible; repeated strings kept once."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+"
)
"""Controls, soft hyphens, zero-width signs and direction overrides: they hide or reorder words."""
_NEXT_LINE = "\x85"  # a control to us, white space to Python

SENTENCE_END = re.compile(r"(?<=[.!?;…])\s+")
"""The space behind a sentence."""
_NO_FIGURES = bytes(byte for byte in range(256) if not 0x30 <= byte <= 0x39)
_CACHED_LENGTH = 120
_CACHE_SIZE = 10_000


class Cache(dict[str, T]):
    """A dictionary of bounded size that works out what it does not hold: menus repeat on every page of a site.

    When it is full, what was not asked for since it last was full is forgotten.

    Args:
        make: Works out the value of a key.
        size: Most keys held.
    """

    def __init__(self, make: Callable[[str], T], size: int = _CACHE_SIZE) -> None:
        super().__init__()
        self._make = make
        self._half = max(1, size // 2)
        self._old: dict[str, T] = {}

    def __missing__(self, key: str) -> T:
        value = self._old[key] if key in self._old else self._make(key)
        if len(self) >= self._half:
            self._old = dict(self)
            self.clear()
        self[key] = value
        return value


class Cores:
    """The shortest of some labels, without which none of them stands in a text: quicker asked than a pattern of all.

    Args:
        labels: In lower case.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        every = sorted(set(labels), key=len)
        self._cores = [
            label for number, label in enumerate(every) if not any(core in label for core in every[:number])
        ]

    def may_stand_in(self, text: str) -> bool:
        """Say whether a text may hold one of the labels, in any case."""
        lower = text.lower()
        for core in self._cores:  # noqa: SIM110 - asked of nearly every text: any() would take twice as long
            if core in lower:
                return True
        return False


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    folded = " ".join(text.split())
    if folded.isprintable() and _NEXT_LINE not in text:
        return folded
    return " ".join(_INVISIBLE.sub("", text).split())


_short: Cache[str] = Cache(lambda text: sys.intern(_fold(text)))


def fold(text: str) -> str:
    """Return the text in NFC with white space folded and without invisible characters.

    Short results are interned, so that what repeats on every page is held once.
    """
    return _short[text] if len(text) <= _CACHED_LENGTH else _fold(text)


def says_something(text: str) -> bool:
    """Say whether a text has a letter or a figure in it."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


def count_figures(text: str) -> int:
    """Count the figures 0 to 9 in a text: at a tenth of what a pattern costs that finds none."""
    return len(text.encode("utf-8", "replace").translate(None, _NO_FIGURES))


def first_words(text: str, count: int = 40) -> str:
    """Return the first words of a folded text, with an ellipsis when some are left out."""
    if len(text) <= 2 * count:
        return text
    words = text.split(" ", count)
    return text if len(words) <= count else " ".join(words[:count]) + " …"
