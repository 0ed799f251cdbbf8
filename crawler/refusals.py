"""Refusals and cookie challenges that come with status 200, known by their words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from crawler.words import flat, fold, words

if TYPE_CHECKING:
    from crawler.page import Page

_LARGEST_CHALLENGE = 64 << 10
_CHALLENGE_TEXT = 500


def refusal_in(page: Page) -> str:
    """The phrase by which a small page turns out to be a firewall's refusal, or an empty string."""
    longest, phrases = _refusals()
    text = page.text(longest)
    if len(text) > longest:
        return ""
    folded = fold(text)
    return next((phrase for phrase in phrases if phrase in folded), "")


def challenge_in(body: bytes, page: Page) -> str:
    """The sign of a script that sets a cookie and loads the page again, or an empty string.

    Firewalls put their script into whole pages too, so only a page without text of its own counts.
    """
    if len(body) > _LARGEST_CHALLENGE or len(page.text(_CHALLENGE_TEXT)) > _CHALLENGE_TEXT:
        return ""
    source = body.lower()
    return next((sign.decode() for sign in _challenges() if sign in source), "")


@cache
def _refusals() -> tuple[int, tuple[str, ...]]:
    data = words("block_pages")
    return data["longest_text"], flat(data["refusals"])


@cache
def _challenges() -> tuple[bytes, ...]:
    return tuple(sign.lower().encode() for sign in words("block_pages")["challenges"])
