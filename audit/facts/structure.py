"""What a page is built of beside text: the path to it, numbered steps, pictures and frames."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import unquote, urlsplit

from audit.facts.blocks import Run
from audit.facts.data import words
from audit.facts.model import Image, Place
from audit.facts.text import fold
from audit.facts.tree import Node, Page
from audit.facts.urls import Resolver

_TELLING = re.compile(
    "|".join(map(re.escape, sorted(words("structure", "picture_names"), key=len, reverse=True))),
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\s*[›»>|→❯]+\s*|\s+/+\s+")
_DASHES = re.compile(r"\s+[-–]\s+")
_MAIN = Place.MAIN
_MOST_IMAGES = 50
_SAYING = frozenset({"alt", "aria-label", "aria-labelledby", "title"})
_DOTS = frozenset({"0", "1"})
"""Widths of pictures that only count visitors."""
_MOST_FRAMES = 50
_MOST_LABELS = 10


def read_breadcrumb(page: Page, blocks: list[Run], structured: list[Any]) -> tuple[str, ...]:
    """Return the labels of the path to a page, home first; empty when it shows none."""
    for node in _paths(page)[:_MOST_LABELS]:
        texts = [block.text for block in blocks if node.start <= block.start < node.end]
        labels = [label for text in texts for label in _labels(text, alone=len(texts) == 1)]
        if labels:
            return tuple(labels[:_MOST_LABELS])
    return _structured_path(structured)


def _labels(text: str, *, alone: bool) -> list[str]:
    """Cut a path at its signs; at dashes only when it is one text without any: titles hold dashes too."""
    labels = [label for label in _SIGNS.split(text) if label]
    return [label for label in _DASHES.split(text) if label] if alone and len(labels) == 1 else labels


def _paths(page: Page) -> list[Node]:
    """Return the elements that a name or label calls a breadcrumb."""
    found = [node for node, traits in page.named if "path" in traits and not node.hidden]
    labelled = [
        node for node in page.all("nav", "ol", "ul") if "breadcrumb" in node.get("aria-label").lower()
    ]
    return found + labelled + [node for node in page.marked if node.get("role").lower() == "breadcrumbs"]


def _structured_path(structured: list[Any]) -> tuple[str, ...]:
    for value in structured:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and one.get("@type") == "BreadcrumbList":
                items = one.get("itemListElement")
                return tuple(_name(item) for item in items[:_MOST_LABELS]) if isinstance(items, list) else ()
    return ()


def _name(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    inner = item.get("item")
    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else "")
    return fold(str(name or ""))


def count_steps(page: Page) -> int:
    """Return the most items of one numbered list in the main content."""
    items = Counter(node.parent.index for node in page.all("li") if node.parent is not None)
    lists = (node for node in page.all("ol") if node.place is Place.MAIN and not node.hidden)
    return max((items[node.index] for node in lists), default=0)


def read_images(page: Page, resolve: Resolver) -> tuple[Image, ...]:
    """Return the pictures of the main content that say what they show, by alternative text or file name."""
    found: dict[str, Image] = {}
    for node in page.all("img"):
        if node.place is not _MAIN or node.hidden:
            continue
        alt = fold(node.attrs.get("alt") or node.attrs.get("title") or "")
        url = resolve(node.get("src") or node.get("data-src"))
        if url and (alt or _TELLING.search(unquote(urlsplit_path(url)))):
            found.setdefault(url, Image(url, alt))
    return tuple(found.values())[:_MOST_IMAGES]


def count_bare_images(page: Page) -> int:
    """Count the visible pictures without an `alt`, a label or a role that says that they mean nothing (WCAG 1.1.1)."""
    return sum(
        not node.hidden
        and _SAYING.isdisjoint(node.attrs)
        and node.get("role") not in {"presentation", "none"}
        and node.get("width") not in _DOTS
        for node in page.all("img")
    )


def urlsplit_path(url: str) -> str:
    """Return the path of an address, empty when it is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def read_frames(page: Page, resolve: Resolver) -> tuple[str, ...]:
    """Return the addresses of frames and embedded objects, each once."""
    found: dict[str, None] = {}
    for node in page.all("iframe", "frame", "embed", "object"):
        url = resolve(node.get("src") or node.get("data-src") or node.get("data"))
        if url:
            found.setdefault(url)
    return tuple(found)[:_MOST_FRAMES]
