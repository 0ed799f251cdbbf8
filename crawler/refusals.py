"""Refusals, cookie challenges and maintenance that come with status 200: known by their words, and by what such pages are made of."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.shells import is_application
from crawler.words import flat, fold, rules, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.page import Page, RawLink

_CHALLENGE_TEXT = 500


class Kind(StrEnum):
    """What stands in place of a page."""

    REFUSAL = "refusal"
    CHALLENGE = "challenge"
    MAINTENANCE = "maintenance"


class Refusal(NamedTuple):
    """How a refusal was known."""

    sign: str
    """The phrase or piece of script."""
    kind: Kind = Kind.REFUSAL


def refusal_in(body: bytes, page: Page) -> Refusal | None:
    """What a small page turns out to be instead of a page, or None.

    A page about refusals has more text than a refusal, or a menu; and firewalls put their scripts into whole pages too.
    """
    longest, phrases = _refusals()
    if len(body) > _made()["largest_page"] or len(text := page.text(longest)) > longest:
        return None
    if len(text) <= _CHALLENGE_TEXT:
        source = body.lower()
        sign = next((sign for sign in _challenges() if sign in source), None)
        if sign is not None:
            return Refusal(sign.decode(), Kind.CHALLENGE)
    folded = fold(text)
    phrase = next((phrase for phrase in phrases if phrase in folded), None)
    return _of_its_make(body, page, folded) if phrase is None else Refusal(phrase)


def _of_its_make(body: bytes, page: Page, folded: str) -> Refusal | None:
    """What a page without a menu tells in one sentence, or in its script, whatever its words."""
    made = _made()
    if (
        len(folded) > made["longest_text"]
        or len(list(islice(_ways_on(page), made["most_links"] + 1))) > made["most_links"]
    ):
        return None
    challenge, patterns = _patterns()
    if len(folded) <= made["challenge"]["longest_text"]:
        sets, again, unless = (pattern.search(body) for pattern in challenge)
        if sets and again and not unless and not is_application(page):
            return Refusal(" ".join(sets[0].decode("latin-1").split()), Kind.CHALLENGE)
    for kind, pattern in patterns:
        if found := pattern.search(folded):
            return Refusal(found[0][:100], kind)
    return None


def _ways_on(page: Page) -> Iterator[RawLink]:
    return (link for link in page.links() if link.kind in {"link", "frame"})


@cache
def _made() -> dict[str, Any]:
    return rules("refusals")


@cache
def _patterns() -> tuple[tuple[re.Pattern[bytes], ...], tuple[tuple[Kind, re.Pattern[str]], ...]]:
    made = _made()
    script = made["challenge"]
    challenge = tuple(re.compile(script[name].encode()) for name in ("sets", "again", "unless"))
    kinds = ((Kind.REFUSAL, "refuses"), (Kind.MAINTENANCE, "maintains"))
    return challenge, tuple(
        (kind, re.compile("|".join(f"(?:{p})" for p in made[name]))) for kind, name in kinds
    )


@cache
def _refusals() -> tuple[int, tuple[str, ...]]:
    data = words("block_pages")
    return data["longest_text"], flat(data["refusals"])


@cache
def _challenges() -> tuple[bytes, ...]:
    return tuple(sign.lower().encode() for sign in words("block_pages")["challenges"])
