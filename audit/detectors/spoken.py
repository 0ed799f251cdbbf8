"""Persons of whom running text tells: an office, a name, and mostly a number or address in the same sentence or right below it.

Tables, cards and lists of people are facts of the page (`audit/facts/people.py`); this reads sentences and pairs of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from audit.detectors.case import Case
from audit.detectors.patterns import MAIL, PHONE
from audit.facts.model import Block, Person, Place
from audit.lexicon.words import holds_any, tokens

_WORD = r"[^\W\d_][\w'’-]*\.?"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ])[\w'’-]*\.?"
_NAME = re.compile(rf"(?:{_CAPITAL}\s){{1,4}}{_CAPITAL}")
_FORMS = ("ông", "bà", "đồng chí", "đ/c", "mr", "mrs", "ms", "dr", "prof", "hon", "ths", "ts", "pgs", "gs")
_PART = re.compile(r";\s|(?<=[^\W\d]{2})[.!?]\s+(?=[^\W\d])")
"""Ends of sentences; "Dr." and numbers end none."""
_LINE = 90  # letters of a line that says no more than who somebody is
_NO_TEXT = frozenset({"a", "option", "button", "label", "th", "td"})


def spoken(case: Case, blocks: Iterable[Block]) -> list[Person]:
    """Return the persons of whom a piece of a page tells, each once: with an office and a way to reach them, if there is one."""
    found: dict[str, Person] = {}
    for text, below in _texts(blocks):
        for person in _of(case, text, below):
            found.setdefault(person.name, person)
    return list(found.values())


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield pieces of text with what stands right below them, where they are short."""
    kept = [b for b in blocks if b.place is Place.MAIN and b.tag not in _NO_TEXT]
    for block, after in zip_longest(kept, kept[1:]):
        short = len(block.text) <= _LINE
        below = after.text if after is not None and short and not after.tag.startswith("h") else ""
        yield block.text, below


def _of(case: Case, text: str, below: str) -> Iterator[Person]:
    titles = case.purpose("titles")
    office = ""
    for part in _PART.split(text):
        office = holds_any(tokens(part), titles) or office
        way = _way(part)
        near = way if any(way) or not below else _way(below)
        if not office or not (any(near) or below):
            continue
        name = _name(case, part)
        if name:
            yield Person(name, office, "", *near)


def _way(text: str) -> tuple[str, str]:
    """Return the first telephone number and mail address of a text."""
    phone, mail = PHONE.search(text), MAIL.search(text)
    return (phone.group() if phone else "", mail.group() if mail else "")


def _name(case: Case, text: str) -> str:
    """Return the name of a person in a sentence: two capitals in a row that are no office, no unit and do not open it alone."""
    offices = (
        *case.purpose("titles"),
        *case.purpose("unit_names"),
        *case.purpose("owner"),
        *case.purpose("local"),
    )
    for hit in _NAME.finditer(_without(text, case.purpose("titles"))):
        words = hit.group().strip(" .").split()
        while words and words[0].lower().rstrip(".") in _FORMS:
            words = words[1:]
        said = " ".join(words)
        if len(words) >= 2 and not holds_any(tokens(said), offices):
            return said
    return ""


def _without(text: str, titles: tuple[str, ...]) -> str:
    """Return a text with a gap where an office stands: "Phó Chủ tịch" opens with two capitals and is nobody's name."""
    pattern = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", "|", text, flags=re.IGNORECASE)
