"""What rows and headings above some services say of all of them: field, body and level."""

from __future__ import annotations

import re

from bs4 import Tag

from audit.facts.data import load
from audit.facts.services.entries import value_of
from audit.facts.services.levels import level_of_line
from audit.facts.services.model import Published
from audit.facts.services.words import bare
from audit.facts.text import fold

_DATA = load("services/lists")
_FIELDS = tuple(_DATA["groups"]["field"])
_BODIES = tuple(_DATA["groups"]["body"])
_NEITHER = tuple(_DATA["groups"]["neither"])
_ORDER = re.compile(r"\A\s*(?:(?:[IVX]{1,6}|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*)\s*[.)/:–-]\s*|(?:[IVX]{1,6})\s+)")
_COUNT = re.compile(
    r"\s*[(\[:–-]?\s*\d+\s*(?:thủ tục|tthc|dịch vụ|dvc|procedures?|services?)?\s*[)\]]?\s*\Z", re.IGNORECASE
)
_LEAD = re.compile(r"\A(?:nhóm\s+)?(?:lĩnh vực|field|sector|domain)\s*(?:of\s+)?[:：–-]?\s*", re.IGNORECASE)
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"]
_INLINE = frozenset({"a", "b", "strong", "span", "i", "em", "u", "font", "button", "label", "small"})
_LONGEST = 200  # characters of a title
_LOOKED = 2  # headings above a table that may name its field and its body


class Group:
    """The field, body and level that the last row or heading above some entries named."""

    def __init__(self) -> None:
        self.field = ""
        self.body = ""
        self.level = Published.UNSTATED

    def take(self, text: str) -> None:
        """Note what a row says that groups the ones below it."""
        text = _COUNT.sub("", _ORDER.sub("", text)).strip(" :.-–")
        plain = bare[text]
        level = level_of_line(text)
        if level:
            self.level = level
        elif plain.startswith(_FIELDS):
            self.field = value_of(_LEAD.sub("", text))
        elif _is_body(plain):
            self.body = text
        elif not plain.startswith(_NEITHER):
            self.field = text


def names_field(text: str) -> bool:
    """Say whether a line names a field: "I. Lĩnh vực Hộ tịch (12)"."""
    return bare[_ORDER.sub("", text)].startswith(_FIELDS)


def names_body(text: str) -> bool:
    """Say whether a line names a body: "Sở Tư pháp (34 thủ tục)"."""
    return _is_body(bare[_COUNT.sub("", _ORDER.sub("", text))])


def _is_body(plain: str) -> bool:
    return not plain.startswith(_NEITHER) and any(
        plain == phrase or plain.startswith(phrase + " ") for phrase in _BODIES
    )


def group_above(table: Tag) -> Group:
    """Return what the line or headings above a table, or its caption, name; headings in other tables are theirs."""
    group = Group()
    children = [child for child in table.children if isinstance(child, Tag) and child.name == "caption"]
    texts = [fold(caption.get_text(" ")) for caption in children]
    texts.append(_line_above(table))
    around = set(map(id, table.parents))
    texts += [
        fold(heading.get_text(" "))
        for heading in table.find_all_previous(_HEADINGS, limit=_LOOKED)
        if (holder := heading.find_parent("table")) is None or id(holder) in around
    ]
    for text in texts:
        if not text or len(text) > _LONGEST:
            continue
        if (names_field(text) and not group.field) or (names_body(text) and not group.body):
            group.take(text)
    return group


def _line_above(table: Tag) -> str:
    """Return the line before a table; empty when it is a row of another one."""
    before = table.find_previous(string=_has_letters)
    parent = before.parent if before is not None else None
    while parent is not None and parent.name in _INLINE:
        parent = parent.parent
    if parent is None or parent.name in {"td", "th"} or any(one is parent for one in table.parents):
        return ""
    return fold(parent.get_text(" "))


def _has_letters(text: str | None) -> bool:
    return text is not None and any(map(str.isalnum, text))
