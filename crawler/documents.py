"""Which files are worth fetching beside the pages: pure functions on what links and headers tell of them."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import unquote

from crawler.frontier import NO_DEPTH, PATTERN_STEP, Entry
from crawler.links import DEPTH_STEP, UNKNOWN_DEPTH, bonus, document_extension
from crawler.purpose import Purpose
from crawler.status import FetchStatus
from crawler.traps import pattern_of
from crawler.words import flat, fold, words

_NAME = re.compile(r"filename\*?\s*=\s*(?:[\w-]*'[^']*')?[\"']?([^\"';]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def choose(entries: Sequence[Entry], limit: int) -> dict[int, int]:
    """Choose the documents that promise most.

    Those linked from English pages, from pages about services, and near the home page come first, and those that are named
    as forms, lists, reports or budgets; of one folder of pages, each further one counts less.

    Args:
        entries: All that a crawl knows.
        limit: Most documents.

    Returns:
        The number of each one chosen, with its points; those that were asked for already count, too.
    """
    wanted = bytearray(len(entries))
    for number, entry in enumerate(entries):
        wanted[number] = is_document(entry)
    if not limit or not any(wanted):
        return {}
    ranked = []
    for number, (promise, linking) in _best_pages(entries, wanted).items():
        entry = entries[number]
        ranked.append((-(promise + _own(entry)), entry.url, number, _folder(entries[linking].url)))
    before: Counter[str] = Counter()
    points: dict[int, int] = {}
    for malus, _, number, folder in sorted(ranked):
        points[number] = -malus - PATTERN_STEP * before[folder].bit_length()
        before[folder] += 1
    best = sorted(points, key=lambda number: (-points[number], entries[number].url))[:limit]
    return {number: points[number] for number in best}


def is_document(entry: Entry) -> bool:
    """Whether an entry is a file of a kind that can be read, fetched or not."""
    if entry.purpose is Purpose.DOCUMENT:
        return True
    if entry.status is not FetchStatus.NOT_A_PAGE or entry.purpose is not Purpose.PAGE:
        return False
    extension = document_extension(entry.url)
    if extension:
        return extension in _extensions()
    return entry.record is not None and may_be_document(entry.record.content_type)


def may_be_document(content_type: str, disposition: str = "") -> bool:
    """Whether headers announce a file of a kind that can be read.

    >>> may_be_document("application/pdf"), may_be_document("image/png"), may_be_document("application/octet-stream")
    (True, False, True)
    >>> may_be_document("application/octet-stream", 'attachment; filename="anh.zip"')
    False
    """
    data = words("documents")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in data["types"] and kind not in data["unnamed_types"]:
        return False
    name = _NAME.search(disposition)
    extension = unquote(name[1]).strip().rpartition(".")[2].lower() if name else ""
    return kind in data["types"] or not extension or extension in _extensions()


def is_refused(content_type: str, disposition: str = "") -> bool:
    """Whether a file that was taken for a document turns out to be none, by its headers.

    >>> is_refused("image/jpeg"), is_refused("text/html"), is_refused("application/msword")
    (True, False, False)
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith(tuple(words("documents")["never_types"])):
        return True
    unnamed = kind in words("documents")["unnamed_types"]
    return unnamed and bool(disposition) and not may_be_document(kind, disposition)


def _best_pages(entries: Sequence[Entry], wanted: bytearray) -> dict[int, tuple[int, int]]:
    """Return the page that speaks most for each document, with its points."""
    best: dict[int, tuple[int, int]] = {}
    empty: array[int] = array("l")
    for page, entry in enumerate(entries):
        if entry.status is not FetchStatus.OK:
            continue
        promise: int | None = None
        for target in chain(entry.links or empty, entry.near or empty):
            if not wanted[target]:
                continue
            if promise is None:
                promise = _of_page(entry)
            if target not in best or promise > best[target][0]:
                best[target] = (promise, page)
    for number in range(len(entries)):
        if wanted[number] and number not in best:  # named by a site map, or a redirect's target
            best[number] = (_depth_points(NO_DEPTH), number)
    return best


def _of_page(entry: Entry) -> int:
    address = entry.url.partition("://")[2].lower()
    is_news = any(part in address for part in words("documents")["news"])
    points = words("documents")["points"]
    return bonus(entry.url, entry.anchor) + _depth_points(entry.depth) + (points["news"] if is_news else 0)


def _depth_points(depth: int) -> int:
    return -DEPTH_STEP * (UNKNOWN_DEPTH if depth == NO_DEPTH else depth)


def _own(entry: Entry) -> int:
    rules = _rules()
    text = f" {' '.join(_WORD.findall(fold(entry.anchor)))} "
    name = unquote(entry.url.partition("?")[0].rpartition("/")[2]).rpartition(".")[0]
    file = f" {' '.join(_WORD.findall(fold(name)))} "
    found = 0
    for key in ("named", "english"):
        if any(term in text for term in rules[key, "text"]) or any(
            term in file for term in rules[key, "file"]
        ):
            found += words("documents")["points"][key]
    return found


def _folder(url: str) -> str:
    return pattern_of(url.partition("?")[0].rpartition("/")[0] + "/")


@cache
def _rules() -> dict[tuple[str, str], tuple[str, ...]]:
    data: dict[str, Any] = words("documents")
    return {
        (key, place): tuple(
            f" {term} " for term in (flat(data[key]["text"]) if place == "text" else data[key]["file"])
        )
        for key in ("named", "english")
        for place in ("text", "file")
    }


@cache
def _extensions() -> frozenset[str]:
    return frozenset(words("documents")["extensions"])
