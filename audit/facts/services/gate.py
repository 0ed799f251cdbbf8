"""Whether a page is worth the slower look for services: asked of every page, so it may cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.facts.blocks import Run
from audit.facts.data import load
from audit.facts.model import Place
from audit.facts.services.codes import CODE
from audit.facts.services.labels import every_label, kinds_of
from audit.facts.services.levels import FIRST_WORDS, level_of_line, without_level
from audit.facts.services.model import ActionKind
from audit.facts.services.names import FIRST, starts_as_service
from audit.facts.services.verbs import does
from audit.facts.services.words import bare, marked
from audit.facts.text import Cache
from audit.facts.tree import HEADINGS, Page

_DATA = load("services/gate")
_NAV, _MAIN, _FOOTER = (
    Place.NAV,
    Place.MAIN,
    Place.FOOTER,
)  # a member's name costs more than what is asked of it here
_HEADS = frozenset(_DATA["heads"])


def _labels() -> tuple[dict[str, int], dict[str, int]]:
    """Return the labels of the points, those of the gate and all on the page of a procedure, and the kinds of these."""
    found = {label: number for number, labels in enumerate(_DATA["labels"]) for label in labels}
    holds = load("services/procedure")["holds"]
    numbers: dict[str, int] = {}
    for kind, label in every_label():
        if kind in holds and kind != "name":
            number = numbers.setdefault(kind, found.get(bare[label], len(found)))
            found.setdefault(bare[label], number)
    return found, numbers


LABELS, _KINDS = _labels()
"""Labels of the points of a procedure, without marks, and which point."""
_LABELS_NEEDED: int = _DATA["labels_needed"]
_TITLE_STARTS = tuple(_DATA["titles"])
_TITLES = {text.partition(" ")[0] for text in _TITLE_STARTS}
_TITLED_NEEDED: int = _DATA["titled_needed"]
_LABEL: int = _DATA["label_letters"]
_LEVELS_NEEDED: int = _DATA["levels_needed"]
_NAMES_NEEDED: int = _DATA["names_needed"]
_NAMES_SHARE: float = _DATA["names_share"]
_ASIDES_NEEDED: int = _DATA["asides_needed"]
_SHORTEST, _LONGEST = _DATA["name_letters"]
_RECORDS: tuple[str, ...] = tuple(_DATA["records"])
_CODE_PART: str = _DATA["code_part"]
_LITTLE: int = _DATA["little_main"]
_DRAWN: int = _DATA["drawn_blocks"]
_QUOTED = "&quot;"
_LEVEL_ENDS = frozenset("1234)")
_LEVEL_SIGNS = ("ức", "evel", "MĐ", "oàn trình", "ột phần")
_TAIL = 40
_NUMBERING = re.compile(r"\A(?:[^a-zA-Z\u00c0-\u1eff]+|[a-zA-ZđĐ]{1,4}[.)/]\s*)+")


@dataclass(frozen=True, slots=True)
class _First:
    """What texts that start with a word may be."""

    names: bool
    told: bool
    """A heading, a label or a level."""
    titles: bool
    """The heading above a list."""


_TOLD = {text.partition(" ")[0] for text in (*_HEADS, *LABELS)} | FIRST_WORDS


def is_title(text: str) -> bool:
    """Say whether a heading announces services: "Online public services", "Dịch vụ công nổi bật"."""
    return len(text) <= _LABEL and bare[text].startswith(_TITLE_STARTS)


def _first(word: str) -> _First | None:
    plain = bare[word].partition(" ")[0].rstrip("1234")
    names, told = marked[word].partition(" ")[0] in FIRST or plain in FIRST, plain in _TOLD
    titles = plain in _TITLES
    return _First(names, told, titles) if names or told or titles else None


_firsts: Cache[_First | None] = Cache(_first)


def is_worth_reading(text: str, page: Page, blocks: Sequence[Run]) -> bool:
    """Say whether a page may hold a list of services or describe one.

    Args:
        text: The page, decoded.
        page: The same, parsed, places settled.
        blocks: Its blocks.
    """
    return (
        _has_signs(blocks)
        or _asks_for_files(page)
        or any(map(_names_records, page.scripts))
        or _has_attributes(text, blocks)
    )


def _asks_for_files(page: Page) -> bool:
    """Say whether a page takes files, as electronic forms do."""
    return any(
        node.attrs.get("type", "").lower() == "file" or ActionKind.APPLY in does(node.attrs.get("value", ""))
        for node in page.all("input")
        if "value" in node.attrs or "type" in node.attrs
    )


def _names_records(text: str) -> bool:
    return "{" in text and any(key in text for key in _RECORDS)


def _has_attributes(text: str, blocks: Sequence[Run]) -> bool:
    """Say whether attributes hold records: of a page that scripts draw, and that has little text of its own."""
    return len(blocks) < _DRAWN and _QUOTED in text and _names_records(text)


def _has_signs(blocks: Sequence[Run]) -> bool:
    """Look for signs in the main content and beside it; in menus only where there is next to no main content."""
    outside: list[Run] = []
    signs = _Signs()
    for block in blocks:
        place = block.place
        if place is _NAV or place is _FOOTER:
            outside.append(block)
        elif signs.see(block, is_main=place is _MAIN):
            return True
    if len(blocks) - len(outside) < _LITTLE:
        signs.trust_asides()
        for block in outside:
            if signs.see(block, is_main=False):
                return True
    signs.count(len(blocks) - len(outside))
    return signs.suffice


def _ends_in_level(text: str) -> bool:
    tail = text[-_TAIL:]
    return any(sign in tail for sign in _LEVEL_SIGNS) and without_level(tail) != tail


class _Signs:
    """What the texts of a page told so far."""

    def __init__(self) -> None:
        self._labels: set[int] = set()
        self._has_head = False
        self._has_title = False
        self._texts = 0
        self._levels = self._names = self._asides = 0

    def count(self, texts: int) -> None:
        """Note how many texts were looked at."""
        self._texts = texts

    def see(self, block: Run, *, is_main: bool) -> bool:
        """Look at a text; say whether it is enough by itself."""
        text = block.text
        if _CODE_PART in text and CODE.search(text):
            return True
        if not text[0].isalpha() or ")" in text[1:5] or "." in text[1:5]:
            text = _NUMBERING.sub("", text, count=1)
        first = _firsts[text.partition(" ")[0]]
        if first is not None:
            self._has_title = self._has_title or (
                block.node.tag in HEADINGS and first.titles and is_title(text)
            )
            self._weigh(first, text, is_main=is_main, is_link=block.node.tag == "a")
        if text[-1:] in _LEVEL_ENDS and len(text) <= _LONGEST and _ends_in_level(text):
            self._levels += is_main or block.node.tag != "a"
        return self._has_head

    def _weigh(self, first: _First, text: str, *, is_main: bool, is_link: bool) -> None:
        size = len(text)
        if first.told and size > _LABEL:
            lead_in, colon, _ = text[:_LABEL].partition(":")
            if colon and (plain := bare[lead_in]) in LABELS:
                self._labels.add(LABELS[plain])
        elif first.told:
            plain = bare[text]
            if plain not in LABELS and ":" in text:
                plain = bare[text.partition(":")[0]]
            self._has_head = self._has_head or plain in _HEADS
            if plain in LABELS:
                self._labels.add(LABELS[plain])
            elif level_of_line(text):
                self._levels += is_main or not is_link
            else:  # a label of several phrases: "Phí / Fee", "Hồ sơ (Documents)"
                lead_in = text.partition(":")[0]
                self._labels.update(_KINDS[kind] for kind in kinds_of(lead_in) if kind in _KINDS)
        if first.names and _SHORTEST <= size <= _LONGEST and starts_as_service(text):
            self._names += is_main
            self._asides += not is_main

    def trust_asides(self) -> None:
        """Take what stands beside for the main content: there is next to none."""
        self._names += self._asides
        self._asides = 0

    @property
    def suffice(self) -> bool:
        """Whether the page is worth reading."""
        return (
            self._has_head
            or len(self._labels) >= _LABELS_NEEDED - bool(self._names)
            or self._levels >= _LEVELS_NEEDED
            or self._names
            >= max(_TITLED_NEEDED if self._has_title else _NAMES_NEEDED, _NAMES_SHARE * self._texts)
            or self._asides >= max(_ASIDES_NEEDED, _NAMES_SHARE * self._texts)
        )
