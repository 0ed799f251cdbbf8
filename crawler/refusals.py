"""Refusals and cookie challenges that come with status 200, known by their words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from crawler.words import flat, fold, words

if TYPE_CHECKING:
    from crawler.page import Page

_LARGEST_BODY = 64 << 10
_CHALLENGE_TEXT = 500


class Refusal(NamedTuple):
    """How a refusal was known."""

    sign: str
    """The phrase or piece of script."""
    is_challenge: bool = False


def refusal_in(body: bytes, page: Page) -> Refusal | None:
    """What a small page turns out to be instead of a page, or None.

    A page about refusals has more text than a refusal; and firewalls put their scripts into whole pages too.
    """
    longest, phrases = _refusals()
    if len(body) > _LARGEST_BODY or len(text := page.text(longest)) > longest:
        return None
    if len(text) <= _CHALLENGE_TEXT:
        source = body.lower()
        sign = next((sign for sign in _challenges() if sign in source), None)
        if sign is not None:
            return Refusal(sign.decode(), is_challenge=True)
    folded = fold(text)
    phrase = next((phrase for phrase in phrases if phrase in folded), None)
    return None if phrase is None else Refusal(phrase)


@cache
def _refusals() -> tuple[int, tuple[str, ...]]:
    data = words("block_pages")
    return data["longest_text"], flat(data["refusals"])


@cache
def _challenges() -> tuple[bytes, ...]:
    return tuple(sign.lower().encode() for sign in words("block_pages")["challenges"])
