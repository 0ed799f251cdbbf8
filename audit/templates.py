"""Which pages are made by one template: those whose addresses follow one pattern."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from audit.lexicon import Thresholds
from audit.site import Page
from audit.site.addresses import host_of, segments

_MOST_FOLDERS = 20
"""Folders beside each other, beyond which their names are values (provinces, categories) and no places."""
_NUMBER = re.compile(r"\d+([-_.]\d+)*")


@dataclass(frozen=True, slots=True)
class Spread:
    """A defect on most pages of a place."""

    place: str
    """A pattern of addresses, `*` for what changes: `www.moh.gov.vn/tin-tuc/*`, `www.moh.gov.vn/*` for a whole host."""
    pages: tuple[Page, ...]
    """With the defect, in the order of the site."""
    total: int
    """Pages of the place."""


class Templates:
    """The templates of a site, by addresses.

    A part of the path is a place of its own when enough pages lie below it; numbers and the rest are values.

    Args:
        pages: All pages of the site.
        limits: `template_pages` make a template, `template_share` and `portal_share` a defect of it.
    """

    def __init__(self, pages: Iterable[Page], limits: Thresholds) -> None:
        self._limits = limits
        self._below: Counter[tuple[str, ...]] = Counter()
        kept = [(host_of(page.url), *segments(page.url)) for page in pages]
        for parts in kept:
            for size in range(2, len(parts)):
                self._below[parts[:size]] += 1
        folders = Counter(
            folder[:-1] for folder, count in self._below.items() if count >= limits.template_pages
        )
        self._patterns: dict[str, str] = {}
        self._crowded = frozenset(parent for parent, count in folders.items() if count > _MOST_FOLDERS)

    def pattern(self, page: Page) -> str:
        """Return the pattern that a page's address follows, worked out once."""
        if page.url not in self._patterns:
            self._patterns[page.url] = sys.intern(self._pattern(page))
        return self._patterns[page.url]

    def _pattern(self, page: Page) -> str:
        parts = (host_of(page.url), *segments(page.url))
        below = (
            part if self._is_place(parts[:size], last=size == len(parts)) else "*"
            for size, part in enumerate(parts[1:], start=2)
        )
        shown = [parts[0], *below]
        names = sorted({name for name, _ in parse_qsl(urlsplit(page.url).query)})
        path = "/".join(shown) if len(shown) > 1 else f"{shown[0]}/"
        return path + (f"?{'&'.join(f'{name}=*' for name in names)}" if names else "")

    def _is_place(self, parts: tuple[str, ...], *, last: bool) -> bool:
        if last or _NUMBER.fullmatch(parts[-1]) or parts[:-1] in self._crowded:
            return False
        return self._below[parts] >= self._limits.template_pages

    def spread(self, defective: Sequence[Page], asked: Sequence[Page]) -> Iterator[Spread]:
        """Yield where a defect stands on most pages: a whole host, else single templates, most pages first.

        A defect of several templates of a host is told once, for the host: they have a part in common that is at fault.

        Args:
            defective: Pages with the defect.
            asked: All pages that might have it.
        """
        bad = {page.key for page in defective}
        by_host: dict[str, list[Page]] = defaultdict(list)
        for page in asked:
            by_host[host_of(page.url)].append(page)
        for host, pages in by_host.items():
            whole = self._found(f"{host}/*", pages, bad, self._limits.portal_share)
            parts = [] if whole else self._parts(pages, bad)
            if len(parts) >= self._limits.template_parts:
                whole = self._found(f"{host}/*", pages, bad, 0)
            yield from [whole] if whole else parts

    def _parts(self, pages: Sequence[Page], bad: set[str]) -> list[Spread]:
        by_pattern: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            by_pattern[self.pattern(page)].append(page)
        share = self._limits.template_share
        found = (self._found(pattern, own, bad, share) for pattern, own in by_pattern.items())
        return sorted((s for s in found if s is not None), key=lambda s: (-len(s.pages), s.place))

    def _found(self, place: str, pages: Sequence[Page], bad: set[str], share: float) -> Spread | None:
        own = tuple(page for page in pages if page.key in bad)
        if len(own) < self._limits.template_pages or len(own) < share * len(pages):
            return None
        return Spread(place, own, len(pages))
