"""What comes next of all that waits: what a link promises for what is still open, against what of its kind was fetched already."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from crawler.links import DEPTH_STEP, UNKNOWN_DEPTH, door_to
from crawler.needs import Need, needs_of
from crawler.purpose import Purpose
from crawler.traps import pattern_of
from crawler.words import rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.frontier import Entry

HOME = -1000
"""The rank of a home page."""


class LinkFacts(NamedTuple):
    """What is known of a page before it is fetched, without its clicks."""

    needs: tuple[Need, ...]
    door: str
    """The language whose version it opens, or an empty string."""
    folder: str
    """Pages of one folder come from one template more often than not; numbers are replaced."""
    is_headline: bool


class Ranking(Protocol):
    """Orders the addresses that wait: the lowest rank is next."""

    def rank(self, entry: Entry) -> int:
        """Return the rank of an entry now; it may only grow as others are taken, and fall as its clicks do."""

    def take(self, entry: Entry) -> None:
        """Learn that an entry is fetched."""


class ByPromise:
    """Best first: by what is promised for needs that no page was fetched for, nearness, and templates that are new."""

    def __init__(self) -> None:
        self._points: Mapping[str, Any] = rules("promise")
        self._needs: Counter[int] = Counter()
        self._doors: Counter[str] = Counter()
        self._folders: Counter[str] = Counter()

    def rank(self, entry: Entry) -> int:
        """Return the rank of an entry now."""
        depth = UNKNOWN_DEPTH if entry.depth < 0 else entry.depth
        if not depth:
            return HOME - entry.bonus
        if entry.purpose is not Purpose.PAGE:
            return DEPTH_STEP * depth - entry.bonus
        facts = self._facts(entry)
        promised = promise(
            facts, self._points, self._needs, self._doors[facts.door], self._folders[facts.folder]
        )
        return int(self._points["click"]) * depth - entry.bonus - round(promised)

    def take(self, entry: Entry) -> None:
        """Learn that an entry is fetched: what it was to tell is worth less from now on."""
        if entry.purpose is not Purpose.PAGE:
            return
        facts = self._facts(entry)
        self._needs.update(need.number for need in facts.needs)
        self._folders[facts.folder] += 1
        if facts.door:
            self._doors[facts.door] += 1

    def _facts(self, entry: Entry) -> LinkFacts:
        if entry.facts is None:
            entry.facts = link_facts(entry.url, entry.anchor)
        return entry.facts


def link_facts(url: str, text: str) -> LinkFacts:
    """Read a link.

    >>> link_facts("http://x.gov.vn/tin/2018/15.html", "Tin").folder
    'http://x.gov.vn/tin/#'
    """
    folder = pattern_of(url.partition("?")[0]).rstrip("/").rpartition("/")[0]
    is_headline = len(text.split()) >= rules("promise")["headline_words"]
    return LinkFacts(needs_of(url, text), door_to(url, text), folder, is_headline)


def promise(
    facts: LinkFacts, points: Mapping[str, Any], needs: Mapping[int, int], doors: int, siblings: int
) -> float:
    """Points of a page, the clicks to it apart.

    Args:
        facts: What its link says.
        points: `crawler/rules/promise.yaml`.
        needs: How many pages were fetched for each need.
        doors: How many ways into its language version were fetched.
        siblings: How many pages of its folder were fetched.
    """
    found = sum(need.weight * points["repeated"] ** needs.get(need.number, 0) for need in facts.needs)
    return float(
        points["need"] * found
        + (points["door"] / 2**doors if facts.door else 0)
        - min(points["folder"] * siblings.bit_length(), points["folder_most"])
        - (points["headline"] if facts.is_headline else 0)
    )
