"""What the page says about itself: meta elements, canonical address, refresh, alternates, schema.org types."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from audit.facts.model import Alternate
from audit.facts.text import fold
from audit.facts.tree import Page
from audit.facts.urls import Resolver

_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*['\"]?\s*([^'\"]+)['\"]?\s*", re.IGNORECASE)
_TYPE = re.compile(r'"@type"\s*:\s*"([^"]+)"')
_LONGEST_JSON = 1_000_000
_LONGEST_VALUE = 2_000


@dataclass(slots=True)
class Meta:
    """Facts from head elements and structured data."""

    names: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    refresh: str = ""
    alternates: list[Alternate] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    schema_types: dict[str, None] = field(default_factory=dict)
    structured: list[Any] = field(default_factory=list)
    """Objects of JSON-LD."""


def read_meta(page: Page, resolve: Resolver) -> Meta:
    """Read a page's own description of itself."""
    meta = Meta()
    for node in page.all("meta"):
        attrs = node.attrs
        name = attrs.get("name") or attrs.get("property") or attrs.get("http-equiv") or attrs.get("itemprop")
        if not name:
            continue
        name, value = name.strip().lower(), fold(attrs.get("content", ""))[:_LONGEST_VALUE]
        if name == "refresh":
            target = _REFRESH.fullmatch(attrs.get("content", ""))
            meta.refresh = meta.refresh or (resolve(target[1]) if target and "=" in value else "")
        elif value:
            meta.names.setdefault(name, value)
    _read_link_elements(page, resolve, meta)
    _read_structured(page, meta)
    return meta


def _read_link_elements(page: Page, resolve: Resolver, meta: Meta) -> None:
    for node in page.all("link"):
        rel, href = node.get("rel").lower().split(), node.get("href")
        if not href:
            continue
        if "canonical" in rel:
            meta.canonical = meta.canonical or resolve(href)
        elif "alternate" in rel:
            _alternate(meta, node.get("hreflang").lower(), node.get("type").lower(), resolve(href))


def _alternate(meta: Meta, language: str, kind: str, url: str) -> None:
    if not url:
        return
    if language:
        meta.alternates.append(Alternate(language, url))
    elif "rss" in kind or "atom" in kind:
        meta.feeds.append(url)


def _read_structured(page: Page, meta: Meta) -> None:
    for text in page.data_scripts:
        if len(text) > _LONGEST_JSON:
            continue
        # Written by hand it is often broken; its types are read all the same.
        with suppress(ValueError, RecursionError):
            meta.structured.append(json.loads(text))
        meta.schema_types.update(dict.fromkeys(_TYPE.findall(text)))
    for node in page.marked:
        kinds = node.attrs.get("itemtype")
        if kinds:
            meta.schema_types.update(
                dict.fromkeys(kind.rstrip("/").rsplit("/", 1)[-1] for kind in kinds.split())
            )
