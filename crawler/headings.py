"""What a page says that it is about: its headings, taken apart from the names of sites that titles carry."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.needs import Need, needs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.page import Page

MOST_HEADINGS = 3
"""Of a page that are looked at: portals with one for each box of the home page have dozens."""
MAX_HEADING = 200
"""Characters; what is longer is a text."""
_PARTS = re.compile(r"\s+[|–—:»·-]+\s+")
"""Between a page's name and its site's."""


def headings(page: Page) -> tuple[str, ...]:
    """Return the parts of a page's title, and its first headings of the first level, each once."""
    return tuple(dict.fromkeys(_parts(page)))


@lru_cache(4096)
def named_by(part: str, *, english: bool) -> tuple[Need, ...]:
    """What a heading, or a part of a title, names of what criteria ask for.

    Args:
        part: As on the page.
        english: Whether the page lies in an English version.
    """
    return needs_of("", part, english=english)


def _parts(page: Page) -> Iterator[str]:
    left, titled = MOST_HEADINGS, False
    for element in () if page.root is None else page.root.iter("title", "h1"):
        is_title = element.tag == "title"
        if is_title and titled:
            continue  # of a picture within the page
        titled |= is_title
        text = " ".join("".join(map(str, element.itertext())).split())
        if 0 < len(text) <= MAX_HEADING:
            yield from _PARTS.split(text) if is_title else (text,)
        left -= 1
        if not left:
            return
