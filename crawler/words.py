"""The word lists of `crawler/data`, and the patterns and numbers of `crawler/rules`, read once."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crawler.yamlfile import Loader

_HERE = Path(__file__).parent


@cache
def words(name: str) -> dict[str, Any]:
    """One file of `crawler/data`, e.g. ``words("links")``: terms, in lower case and NFC."""
    return _read("data", name)


@cache
def rules(name: str) -> dict[str, Any]:
    """One file of `crawler/rules`, e.g. ``rules("traps")``: patterns, parameters and numbers, taken as they are written."""
    return _read("rules", name)


def _read(folder: str, name: str) -> dict[str, Any]:
    text = (_HERE / folder / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader)  # noqa: S506
    return data


def flat(lists: dict[str, list[str]]) -> tuple[str, ...]:
    """The terms of all languages, NFC and in lower case."""
    return tuple(fold(term) for terms in lists.values() for term in terms)


def fold(text: str) -> str:
    """Text as terms are matched: NFC, lower case, white space folded.

    >>> fold("Dịch  vụ công")
    'dịch vụ công'
    """
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
