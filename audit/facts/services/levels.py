"""The level that a page prints beside a service, read from words, badges, pictures and classes."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.facts.data import load
from audit.facts.services.model import Published
from audit.facts.services.words import bare, marked

_DATA = load("services/levels")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBERED = re.compile(
    rf"\b(?P<word>{_any(_DATA['numbered'])}) ?(?P<number>[1-4]|i{{1,3}}|iv)\b"
    rf"(?! ?(?:{_any(_DATA['not_after'])}|\d))"
)
_WITH_MARKS = {bare[text]: marked[text] for text in _DATA["with_marks"]}
_WORDS = {
    level: re.compile(rf"(?P<no>\b(?:{_any(_DATA['not_before'])}) )?\b(?:{_any(_DATA['words'][level])})\b")
    for level in (
        Published.WHOLE.name.lower(),
        Published.PART.name.lower(),
        Published.INFORMATION.name.lower(),
    )
}
_MARK = re.compile(rf"\A(?:{_any(_DATA['marks'])})([1-4])\Z")
_MARK_WORDS = {"toantrinh": Published.WHOLE, "motphan": Published.PART}
_GRIDS = frozenset(_DATA["grids"])
_SHORT = {word: Published[name.upper()] for name, words in _DATA["short"].items() for word in words}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDING = re.compile(r"\.(?:png|gif|jpe?g|svg|webp|ico)\Z", re.IGNORECASE)
_PIECES = re.compile(r"[a-z]+|\d+")
_LONGEST = 400
_LONGEST_LINE = 90
_PARTS = re.compile(r"[.;|•·,]\s+|\s[-–—|/]\s|[()]")
_TAIL_WORDS = 8
_VOCABULARY = {
    "",
    *_DATA["beside"],
    *(
        word
        for phrases in (_DATA["numbered"], _DATA["before"], *_DATA["words"].values())
        for phrase in phrases
        for word in phrase.split()
    ),
}
FIRST_WORDS = frozenset(
    word.partition(" ")[0]
    for word in [
        *_DATA["numbered"],
        *(w for words in _DATA["words"].values() for w in words),
        *_DATA["before"],
    ]
)
"""First words of texts that name a level, without marks and numbers."""


def published_level(text: str) -> Published:
    """Return the one level that a text names: Decree 43/2011 Art. 3(4) by number, Decree 42/2022 by word.

    A number wins over a word beside it ("Mức độ 4 (toàn trình)"). A text that names two levels, as a filter or a
    chart does, tells none.
    """
    return _published(text) if len(text) <= _LONGEST else Published.UNSTATED


@lru_cache(maxsize=4096)
def _published(text: str) -> Published:
    plain = bare[text]
    numbers = {
        _ROMAN.get(found["number"], found["number"])
        for found in _NUMBERED.finditer(plain)
        if found["word"] not in _WITH_MARKS or _WITH_MARKS[found["word"]] in marked[text]
    }
    if len(numbers) == 1:
        return Published(numbers.pop())
    if numbers:
        return Published.UNSTATED
    named = {level for name, pattern in _WORDS.items() if (level := _named(name, pattern, plain))}
    return named.pop() if len(named) == 1 else Published.UNSTATED


def _named(name: str, pattern: re.Pattern[str], plain: str) -> Published:
    found = pattern.search(plain)
    if found is None:
        return Published.UNSTATED
    if not found["no"]:
        return Published[name.upper()]
    return Published.PART if name == "whole" else Published.UNSTATED


def level_of_line(text: str) -> Published:
    """Return the level told by a line or badge that says nothing else."""
    if len(text) > _LONGEST_LINE:
        return Published.UNSTATED
    found = published_level(text)
    return found if found and all(map(_is_level_word, bare[text].split())) else Published.UNSTATED


def level_in_line(text: str) -> tuple[Published, str]:
    """Return the level told by one part of a line: "Mức độ 4. Thời hạn 2 ngày"; and that part."""
    for part in (text, *_PARTS.split(text)):
        found = level_of_line(part)
        if found:
            return found, part.strip()
    return Published.UNSTATED, ""


def without_level(text: str) -> str:
    """Return a text without the level that ends it: "Đường bộ - Mức độ 3"."""
    words = text.split(" ")
    for count in range(min(_TAIL_WORDS, len(words) - 1), 0, -1):
        if level_of_line(" ".join(words[-count:]).lstrip("(")):
            return " ".join(words[:-count]).rstrip(" -–—|,;.:(")
    return text


def _is_level_word(word: str) -> bool:
    return word.rstrip("1234") in _VOCABULARY or word in _ROMAN


def level_in_column(text: str) -> Published:
    """Return the level told by a cell below the heading "Mức độ", where a bare number is one, too."""
    found = published_level(text)
    if found:
        return found
    plain = bare[text]
    plain = _ROMAN.get(plain, plain)
    if plain in {"1", "2", "3", "4"}:
        return Published(plain)
    return _SHORT.get(plain, Published.UNSTATED)


def level_of_mark(name: str) -> Published:
    """Return the level told by one class name or the name of a picture file: `muc-do-4`, `icon_level3`, `dvc-toan-trinh`."""
    pieces = _PIECES.findall(_CAMEL.sub("-", _ENDING.sub("", name)).lower())
    if not pieces or pieces[0] in _GRIDS:
        return Published.UNSTATED
    joined = "".join(pieces)
    for word, level in _MARK_WORDS.items():
        if word in joined:
            return level
    for start in range(len(pieces)):
        found = _MARK.match("".join(pieces[start:]))
        if found:
            return Published(found[1])
    return Published.UNSTATED
