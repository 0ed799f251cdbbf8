"""What comes next of all that waits: what a link promises for what is still open, against what of its kind was fetched already."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from crawler.asked import asked_of_anybody
from crawler.headings import named_by
from crawler.links import DEPTH_STEP, UNKNOWN_DEPTH, door_to, is_english, is_language
from crawler.needs import Need, needs_of, worth_of
from crawler.purpose import Purpose
from crawler.traps import pattern_of
from crawler.words import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.asked import Asked
    from crawler.frontier import Entry

HOME = -1000
"""The rank of a home page."""


class LinkFacts(NamedTuple):
    """What is known of a page before it is fetched, without its clicks."""

    needs: tuple[Need, ...]
    door: str
    """The language whose version it opens, or an empty string."""
    folder: str
    """Pages of one folder come from one template more often than not; numbers are replaced. Empty right below a host or a language
    version, where sections stand, each with a template of its own."""
    is_headline: bool


class Ranking(Protocol):
    """Orders the addresses that wait: the lowest rank is next."""

    def rank(self, entry: Entry) -> int:
        """Return the rank of an entry now; it may only grow as others are taken and read, and fall as its clicks do."""

    def take(self, entry: Entry) -> None:
        """Learn that an entry is fetched."""

    def learn(self, number: int, entry: Entry, headings: Iterable[str]) -> None:
        """Learn that an entry is a page that was read, and what its headings say; before its links are."""


class ByPromise:
    """Best first: by what is promised for needs that no page was fetched for, nearness, and templates that are new.

    Args:
        asked: Criteria that ask the agency for each family of terms in each language; of anybody where it is not given.
    """

    def __init__(self, asked: Mapping[Asked, float] | None = None) -> None:
        self._points: Mapping[str, Any] = rules("promise")
        self._worth = worth_of(asked_of_anybody() if asked is None else asked)
        self._told: dict[int, float] = {}
        """Pages fetched for each need, each counted by how surely it is the thing."""
        self._below: dict[int, tuple[Need, ...]] = {}
        """Needs below which the pages lie that a page was the first to lead to, by its number."""
        self._said: set[str] = set()
        """Headings that name anything: what stands above many pages is said of none of them."""
        self._doors: Counter[str] = Counter()
        self._folders: Counter[str] = Counter()

    def rank(self, entry: Entry) -> int:
        """Return the rank of an entry now."""
        depth = UNKNOWN_DEPTH if entry.depth < 0 else entry.depth
        if not depth:
            return HOME - entry.bonus
        if entry.purpose is not Purpose.PAGE:
            return DEPTH_STEP * depth - entry.bonus
        return int(self._points["click"]) * depth - entry.bonus - round(self._promised(self._facts(entry)))

    def take(self, entry: Entry) -> None:
        """Learn that an entry is fetched: what it was to tell is worth less from now on, in part until it was read."""
        if entry.purpose is not Purpose.PAGE:
            return
        facts = self._facts(entry)
        for number, share in facts.needs:
            self._tell(number, share * self._points["believed"])
        if facts.folder:
            self._folders[facts.folder] += 1
        if facts.door:
            self._doors[facts.door] += 1

    def learn(self, number: int, entry: Entry, headings: Iterable[str]) -> None:
        """Learn what a page is about: what its link promised unless its headings name something else, and what they name besides."""
        promised = dict(self._facts(entry).needs)
        said = self._named(headings, english=is_english(entry.url, entry.anchor))
        for need, share in promised.items():
            if need < 0 or not said or need in said:
                self._tell(need, share * (1 - self._points["believed"]))
        for need, share in said.items():
            if need not in promised:
                self._tell(need, share)
        below = self._points["first_below"]
        surest = {
            need: max(share, promised.get(need, 0.0))
            for need, share in (promised | said).items()
            if need >= 0
        }
        if found := tuple(
            Need(-1 - need, below * share) for need, share in surest.items() if need in self._worth
        ):
            self._below[number] = found

    def _named(self, headings: Iterable[str], *, english: bool) -> dict[int, float]:
        """What headings name that stand above no page read before."""
        said: dict[int, float] = {}
        for part in headings:
            found = named_by(part, english=english)
            if found and part not in self._said:
                self._said.add(part)
                for need, share in found:
                    said[need] = max(share, said.get(need, 0.0))
        return said

    def _tell(self, need: int, share: float) -> None:
        self._told[need] = self._told.get(need, 0.0) + share

    def _promised(self, facts: LinkFacts) -> float:
        """Points of a page, the clicks to it apart."""
        points, told = self._points, self._told
        repeated = points["repeated"]
        found = sum(
            self._worth.get(number, 0.0) * share * repeated ** told.get(number, 0.0)
            for number, share in facts.needs
        )
        siblings = self._folders[facts.folder]
        return float(
            points["need"] * found
            + (points["door"] / 2 ** self._doors[facts.door] if facts.door else 0)
            - min(points["folder"] * siblings.bit_length(), points["folder_most"])
            - (points["headline"] if facts.is_headline else 0)
        )

    def _facts(self, entry: Entry) -> LinkFacts:
        if entry.facts is None:
            facts = link_facts(entry.url, entry.anchor)
            if entry.source == "link" and (below := self._below.get(entry.referrer)):
                named = {need for need, _ in facts.needs}
                more = tuple(one for one in below if named.isdisjoint((one.number, -1 - one.number)))
                facts = facts._replace(needs=facts.needs + more)
            entry.facts = facts
        return entry.facts


def link_facts(url: str, text: str) -> LinkFacts:
    """Read a link.

    >>> link_facts("http://x.gov.vn/tin/2018/15.html", "Tin").folder
    'http://x.gov.vn/tin/#'
    >>> link_facts("http://x.gov.vn/en/contact", "Contact").folder
    ''
    """
    folder = pattern_of(url.partition("?")[0]).rstrip("/").rpartition("/")[0]
    above = folder.split("/")[3:]
    is_top = not above or (len(above) == 1 and is_language(above[0]))
    is_headline = len(text.split()) >= rules("promise")["headline_words"]
    return LinkFacts(
        needs_of(url, text, english=is_english(url, text)),
        door_to(url, text),
        "" if is_top else folder,
        is_headline,
    )
