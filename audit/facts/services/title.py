"""The name of the procedure that a page describes."""

from __future__ import annotations

import re

from audit.facts.data import load
from audit.facts.services.codes import CODE
from audit.facts.services.fields import Reading
from audit.facts.services.labels import kinds_of, lead_in
from audit.facts.services.levels import published_level
from audit.facts.services.names import starts_as_service
from audit.facts.services.outline import Element, Line, Outline, heading_level
from audit.facts.services.words import bare

_DATA = load("services/procedure")
_GENERIC = frozenset(bare[text] for text in _DATA["generic"])
_GENERIC_STARTS = tuple(bare[text] for text in _DATA["generic_starts"])
_SITE = re.compile(r"\s+[|»–—-]\s+|\s*\|\s*")
_CODE_BEFORE = re.compile(
    r"\A\W*(?:mã (?:số|thủ tục|tthc)?\s*:?\s*)?[1-9]\.\d{6}[.\w]*\s*[-–:).|]*\s*", re.IGNORECASE
)
_CODE_BEHIND = re.compile(
    r"\s*[-–(\[]?\s*(?:mã (?:số|thủ tục|tthc)\s*:?\s*)?[1-9]\.\d{6}[.\w]*\s*[)\]]?\s*\Z", re.IGNORECASE
)
_PREFIX = re.compile(r"(.{3,60}?)(?::|\s[-–|])\s+(.+)")
_NUMBER = re.compile(r"\A\d{1,3}[.)]\s+")
_BADGE = 40  # characters of a level in a heading
_SHORTEST, _LONGEST = 6, 500
_NAMED = re.compile(r"title|name|tieu-?de|ten-?(?:tt|dv)|tthc|heading", re.IGNORECASE)
_EARLY = 12  # lines before the first label in which a name may stand that nothing sets off


def name_of(outline: Outline, reading: Reading, title: str) -> str:
    """Return the name of a procedure: labelled, or else in a heading, the page's title, or a line set off.

    Names of sites and of pages ("Chi tiết thủ tục hành chính") are none. Empty when there is none.
    """
    for point in reading.of("name"):
        told = [line for line in point.told("name") if len(line) >= _SHORTEST]
        if told and not _is_generic(told[0]):
            return _clean(told[0])
    headings = [(line, level) for line in outline.lines if (level := _level(outline, line))]
    names = [(name, level) for line, level in headings if (name := _in_heading(outline, line, reading))]
    titles = {bare[part] for part in [title, *_SITE.split(title)]}
    for name, _ in names:
        if bare[name] in titles:
            return name
    serving = [name for name, _ in names if starts_as_service(name)]
    if serving:
        return serving[0]
    early = _first_label(reading)
    line = _set_off(outline, early)
    if line:
        return line
    before = [(name, level) for name, level in names]
    if before:
        top = min(level for _, level in before)
        return next(name for name, level in before if level == top)
    for part in _SITE.split(title):
        if _is_name(part):
            return _clean(part)
    return ""


def _level(outline: Outline, line: Line) -> int:
    return heading_level(outline.whole(line), line.owner)


def _first_label(reading: Reading) -> int:
    return min((point.start for point in reading.points if "other" not in point.kinds), default=0)


def _in_heading(outline: Outline, line: Line, reading: Reading) -> str:
    """Return the name in a heading without badges and codes; empty when it is no name."""
    text = line.text
    if any(start <= line.runs[0] < end for start, end in reading.skipped):
        return ""
    if len(line.runs) > 1:
        runs = [run for run in line.runs if not _is_badge(outline.runs[run])]
        if runs and len(runs) < len(line.runs):
            text = outline.text_of(tuple(runs))
    cut = lead_in(text)
    if cut is not None and "name" in cut[0].kinds:
        text = cut[1]
    return _clean(text) if _is_name(_clean(text)) else ""


def _is_badge(text: str) -> bool:
    return len(text.strip()) <= _BADGE and (
        bool(published_level(text)) or CODE.fullmatch(text.strip(" ()[]")) is not None
    )


def _set_off(outline: Outline, before: int) -> str:
    """Return the line before the first label that is a name by its class or its bold letters, or by how it starts."""
    early = (
        [line for line in outline.lines if line.runs[0] < before][-_EARLY:]
        if before
        else outline.lines[:_EARLY]
    )
    fitting = [line for line in early if _is_name(_clean(line.text))]
    for line in fitting:
        if starts_as_service(_clean(line.text)) and not _is_linked(line.owner):
            return _clean(line.text)
    for line in fitting:
        if any(
            _NAMED.search(one.get("class") + " " + one.get("id")) for one in list(line.owner.ancestors())[:2]
        ):
            return _clean(line.text)
    return ""


def _is_linked(owner: Element) -> bool:
    return any(one.tag_name == "a" and one.get("href") for one in owner.ancestors())


def _is_name(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and " " in text.strip()
        and not _is_generic(text)
        and not kinds_of(text)
        and not text.endswith("?")
    )


def _is_generic(text: str) -> bool:
    plain = bare[text]
    return plain in _GENERIC or plain.startswith(_GENERIC_STARTS)


def _clean(text: str) -> str:
    """Take code, number and label off a name."""
    text = _NUMBER.sub("", _CODE_BEHIND.sub("", _CODE_BEFORE.sub("", text)))
    cut = lead_in(text)
    if cut is not None and "name" in cut[0].kinds and cut[1]:
        text = cut[1]
    page = _PREFIX.match(text)
    if page is not None and bare[page[1]] in _GENERIC and len(page[2]) >= _SHORTEST:
        text = page[2]
    return text.strip(" -–:|")
