"""Data written into scripts: JSON, and the looser literals of JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_START = re.compile(r"[\[{]")
_OPENS = re.compile(r"\[\s*(?:\{|\[)|\{\s*[\"'\w]+\s*:")
_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_$][\w$.]*")
_NUMBER = re.compile(r"[-+]?(?:0x[0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)")
_STRING = {quote: re.compile(rf"{quote}((?:[^{quote}\\]|\\.)*){quote}", re.DOTALL) for quote in "\"'`"}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "\n": ""}
_CONSTANTS: dict[str, Any] = {"true": True, "false": False}
_DEEPEST = 40
_LEAST = 40  # characters of a literal that may hold records
_decoder = json.JSONDecoder(strict=False)


class NotLiteralError(ValueError):
    """Raised inside this module where a script is no literal: a call, a regular expression, a cut text."""


def values_in(script: str) -> Iterator[Any]:
    """Yield the arrays and objects that a script holds, the outermost of each: JSON, literals, and JSON in strings.

    Never fails: what is no literal is passed over.
    """
    position = 0
    while found := _OPENS.search(script, position):
        start = found.start()
        quote = script[start - 1 : start] if start else ""
        quoted = _STRING[quote].match(script, start - 1) if quote in _STRING else None
        if quoted:
            position = quoted.end()
            continue
        try:
            value, end = _decoder.raw_decode(script, start)
        except (ValueError, RecursionError):
            try:
                value, end = _value(script, start, 0)
            except (NotLiteralError, IndexError):
                position = start + 1
                continue
        if end - start >= _LEAST:
            yield value
        position = end


def strings_in(script: str) -> Iterator[Any]:
    """Yield the values of JSON that stands in strings, as in `JSON.parse('[{…}]')`."""
    for call in re.finditer(r"(?:JSON\.parse|parseJSON)\(\s*(?=[\"'`])", script):
        quote = script[call.end()]
        found = _STRING[quote].match(script, call.end())
        if found:
            try:
                yield json.loads(_unescaped(found[1]), strict=False)
            except ValueError:
                continue


def _value(text: str, position: int, depth: int) -> tuple[Any, int]:
    position = _skip(text, position)
    first = text[position]
    if depth > _DEEPEST:
        raise NotLiteralError("too deep")
    if first == "{":
        return _object(text, position + 1, depth)
    if first == "[":
        return _array(text, position + 1, depth)
    if first in _STRING:
        return _string(text, position)
    number = _NUMBER.match(text, position)
    if number:
        return _number(number[0]), number.end()
    word = _WORD.match(text, position)
    if word is None or text[_skip(text, word.end()) : _skip(text, word.end()) + 1] not in {",", "]", "}"}:
        raise NotLiteralError("an expression")
    return _CONSTANTS.get(word[0]), word.end()


def _object(text: str, position: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        position = _skip(text, position)
        if text[position] == "}":
            return found, position + 1
        if text[position] in _STRING:
            key, position = _string(text, position)
        else:
            word = _WORD.match(text, position) or _NUMBER.match(text, position)
            if word is None:
                raise NotLiteralError("no key")
            key, position = word[0], word.end()
        position = _skip(text, position)
        if text[position] != ":":
            raise NotLiteralError("no value")
        found[key], position = _value(text, position + 1, depth + 1)
        position = _after(text, position, "}")


def _array(text: str, position: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while True:
        position = _skip(text, position)
        if text[position] == "]":
            return found, position + 1
        value, position = _value(text, position, depth + 1)
        found.append(value)
        position = _after(text, position, "]")


def _after(text: str, position: int, end: str) -> int:
    position = _skip(text, position)
    if text[position] == ",":
        return position + 1
    if text[position] != end:
        raise NotLiteralError("an expression")
    return position


def _string(text: str, position: int) -> tuple[str, int]:
    found = _STRING[text[position]].match(text, position)
    if found is None:
        raise NotLiteralError("an open string")
    return _unescaped(found[1]), found.end()


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(found: re.Match[str]) -> str:
    escape = found[1]
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return _LETTERS.get(escape, escape)


def _number(text: str) -> float | int:
    try:
        return int(text, 0)
    except ValueError:
        return float(text)


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position
