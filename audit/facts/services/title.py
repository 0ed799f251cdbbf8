"""The name of the procedure that a page describes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.facts.data import load
from audit.facts.services.codes import CODE
from audit.facts.services.fields import Reading
from audit.facts.services.labels import kinds_of, lead_in
from audit.facts.services.levels import published_level
from audit.facts.services.names import completed, is_cut, starts_as_service
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
_FIRST = re.compile(r"\A\d{1,3}(?=[.)]\s)")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s+[A-ZĐÀ-Ỹ][^\W\d_]*\s|[^\W\d_]{2,}\.\s*\Z")
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]\s+[A-ZĐÀ-Ỹ][^\W\d_]*\s[^.]*\.\s*\Z")
_END = 1 << 30  # behind all runs
_BADGE = 40  # characters of a level in a heading
_SHORTEST, _LONGEST = 6, 500
_NAMED = re.compile(r"title|name|tieu-?de|ten-?(?:tt|dv)|tthc|heading", re.IGNORECASE)
_EARLY = 12  # lines before the first label in which a name may stand that nothing sets off


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that can be the name."""

    name: str
    level: int
    start: int
    """Its first run."""


def name_of(outline: Outline, reading: Reading, title: str) -> str:
    """Return the name of a procedure: labelled, or else in a heading, the page's title, or a line set off.

    Names of sites and of pages ("Chi tiết thủ tục hành chính") are none. Empty when there is none.
    """
    for point in reading.of("name"):
        told = [line for line in point.told("name") if len(line) >= _SHORTEST]
        if told and not _is_generic(told[0]) and not _SENTENCES.search(told[0]):
            return _fullest(_clean(told[0]), title)
    names = _headings(outline, reading)
    early = _first_label(reading)
    titled = [one for one in names if bare[one.name] in {bare[part] for part in (title, *_SITE.split(title))}]
    if titled:
        return _fullest(_nearest(titled, early).name, title)
    serving = [one for one in names if starts_as_service(one.name)]
    above = [one for one in serving if one.start < early]
    if above:
        return _fullest(above[0].name, title)
    if line := _set_off(outline, early):
        return _fullest(line, title)
    if serving and not any(one.level == 1 for one in names):
        return _fullest(serving[0].name, title)
    if names:
        top = min(one.level for one in names)
        return _fullest(next(one.name for one in names if one.level == top), title)
    for part in _SITE.split(title):
        if _is_name(part):
            return _clean(part)
    return ""


def _headings(outline: Outline, reading: Reading) -> list[_Heading]:
    """Return the headings that can be names; items of a numbered list of headings are none."""
    found = [(line, level) for line in outline.lines if (level := _level(outline, line))]
    numbers = {(level, int(number[0])) for line, level in found if (number := _FIRST.match(line.text))}
    kept = []
    for line, level in found:
        number = _FIRST.match(line.text)
        if number and {(level, int(number[0]) + 1), (level, int(number[0]) - 1)} & numbers:
            continue
        if name := _in_heading(outline, line, reading, level):
            kept.append(_Heading(name, level, line.runs[0]))
    return kept


def _nearest(found: list[_Heading], early: int) -> _Heading:
    """Return what names the procedure of headings that the page's title has, too: the site's name is further up."""
    serving = [one for one in found if starts_as_service(one.name)]
    above = [one for one in found if one.start < early]
    return serving[0] if serving else (above or found[:1])[-1]


def _fullest(name: str, title: str) -> str:
    """Return a name that is cut short as the page's title has it in full."""
    return completed(name, *_SITE.split(title)) if is_cut(name) else name


def _level(outline: Outline, line: Line) -> int:
    return heading_level(outline.whole(line), line.owner)


def _first_label(reading: Reading) -> int:
    """Return the first run of a label; the end of the page where there is none."""
    return min((point.start for point in reading.points if "other" not in point.kinds), default=_END)


def _in_heading(outline: Outline, line: Line, reading: Reading, level: int) -> str:
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
    name = _clean(text)
    if level == 1 and not is_cut(name):
        name = name.rstrip(".")
    return name if _is_name(name) else ""


def _is_badge(text: str) -> bool:
    return len(text.strip()) <= _BADGE and (
        bool(published_level(text)) or CODE.fullmatch(text.strip(" ()[]")) is not None
    )


def _set_off(outline: Outline, before: int) -> str:
    """Return the line before the first label that is a name by its class or its bold letters, or by how it starts."""
    early = [line for line in outline.lines if line.runs[0] < before]
    early = early[-_EARLY:] if before < _END else early[:_EARLY]
    numbers = {int(number[0]) for line in early if (number := _FIRST.match(line.text))}
    fitting = [line for line in early if _is_name(_clean(line.text)) and not _is_step(line, numbers)]
    for line in fitting:
        if starts_as_service(_clean(line.text)) and not _is_linked(line.owner):
            return _clean(line.text)
    for line in fitting:
        if any(
            _NAMED.search(one.get("class") + " " + one.get("id")) for one in list(line.owner.ancestors())[:2]
        ):
            return _clean(line.text)
    return ""


def _is_step(line: Line, numbers: set[int]) -> bool:
    """Say whether a line is an item of a numbered list."""
    number = _FIRST.match(line.text)
    if number is not None and {int(number[0]) + 1, int(number[0]) - 1} & numbers:
        return True
    return any(one.tag_name == "ol" for one in line.owner.ancestors())


def _is_linked(owner: Element) -> bool:
    return any(one.tag_name == "a" and one.get("href") for one in owner.ancestors())


def _is_name(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and " " in text.strip()
        and not _is_generic(text)
        and not kinds_of(text)
        and not text.endswith("?")
        and _SENTENCE.search(text) is None
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
