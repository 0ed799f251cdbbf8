"""Services in records of JSON: in scripts and attributes of a page, and in a body that is JSON itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag

from audit.facts.data import load
from audit.facts.services.codes import CODE, code_in, is_code
from audit.facts.services.content import Content
from audit.facts.services.entries import Entry
from audit.facts.services.levels import level_in_column, level_of_mark
from audit.facts.services.literals import strings_in, values_in
from audit.facts.services.model import Published
from audit.facts.services.names import clean_name, is_name
from audit.facts.text import fold
from audit.facts.urls import Resolver

_DATA = load("services/records")
_ROLES = {key: role for role, keys in _DATA["keys"].items() for key in keys}
_VETO = frozenset(_DATA["veto"])
_INNER = tuple(_DATA["inner"])
_DEEPEST: int = _DATA["limits"]["depth"]
_MOST: int = _DATA["limits"]["values"]
_LETTERS = re.compile(r"[^a-z0-9]+")
_VIETNAMESE = re.compile(r"(?:vi|vn)\Z")


def entries_of_page(content: Content) -> Iterator[Entry]:
    """Yield the services of the records that a page's scripts and attributes hold."""
    for script in content.scripts:
        for value in (*values_in(script), *strings_in(script)):
            yield from entries_of(value, content.resolve)
    for tag in content.soup.descendants:
        for name, text in tag.attrs.items() if isinstance(tag, Tag) else ():
            if (
                isinstance(text, str)
                and name not in {"href", "src", "style", "onclick"}
                and text[:1] in {"[", "{"}
            ):
                yield from entries_of_text(text, content.resolve)


def entries_of_text(text: str, resolve: Resolver) -> Iterator[Entry]:
    """Yield the services of a text that is JSON; nothing when it is none."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from entries_of(value, resolve)


def entries_of(value: Any, resolve: Resolver) -> Iterator[Entry]:
    """Yield the services of the records in a value, however deep they lie."""
    left = _MOST
    stack: list[tuple[Any, int]] = [(value, 0)]
    while stack and left > 0:
        item, depth = stack.pop()
        left -= 1
        if depth > _DEEPEST:
            continue
        if isinstance(item, Mapping):
            entry = _entry(item, resolve)
            if entry is not None:
                yield entry
                continue
            stack.extend((inner, depth + 1) for inner in reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend((inner, depth + 1) for inner in reversed(item))
        elif isinstance(item, str) and item[:1] in {"[", "{"}:
            try:
                stack.append((json.loads(item, strict=False), depth + 1))
            except (ValueError, RecursionError):
                continue


def _entry(record: Mapping[str, Any], resolve: Resolver) -> Entry | None:
    """Return the service that a record is: one with a key for its name, or a name beside a code or level."""
    told: dict[str, Any] = {}
    for key, value in record.items():
        plain = _LETTERS.sub("", str(key).lower())
        if plain in _VETO and value not in (None, "", 0, []):
            return None
        role = _ROLES.get(plain) or _ROLES.get(_VIETNAMESE.sub("", plain))
        if (
            role
            and value not in (None, "")
            and (role not in told or (role == "code" and CODE.search(_text(value))))
        ):
            told[role] = value
    code = _code(told.get("code"))
    level = _level(told.get("level"))
    raw = _text(told.get("name"))
    named = bool(raw)
    if not raw and (
        CODE.search(code)
        or (code and is_code(code))
        or (level and ("field" in told or "body" in told or code))
    ):
        raw = _text(told.get("name_weak"))
    raw = raw or _text(told.get("name_en"))
    name = clean_name(_untagged(raw))
    if not name or not is_name(
        name, coded=bool(code) and (named or bool(CODE.search(code))), told=named or bool(level)
    ):
        return None
    return Entry(
        name=name,
        code=code,
        field=_text(told.get("field")),
        body=_text(told.get("body")) or _text(told.get("body_weak")),
        level=level,
        level_text=_text(told.get("level")),
        url=_address(told.get("url"), resolve),
        apply_url=_address(told.get("apply_url"), resolve),
    )


def _code(value: Any) -> str:
    return code_in(_text(value))


def _text(value: Any) -> str:
    """Return a value as text; of a record or list, the name in it."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, Mapping):
            keys = {_LETTERS.sub("", str(key).lower()): inner for key, inner in value.items()}
            value = next((keys[key] for key in _INNER if keys.get(key)), "")
    if isinstance(value, bool) or value is None:
        return ""
    return fold(str(value)) if isinstance(value, str | int | float) else ""


def _level(value: Any) -> Published:
    text = _text(value)
    if not text:
        return Published.UNSTATED
    return level_in_column(text) or level_of_mark(text)


def _untagged(text: str) -> str:
    return BeautifulSoup(text, "lxml").get_text(" ") if "<" in text else text


def _address(value: Any, resolve: Resolver) -> str:
    text = _text(value)
    return resolve(text) if "/" in text or text.startswith("?") else ""
