"""How early a crawl of limited pages comes to the verdicts of a whole one, beside a crawl breadth first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from audit.criteria.model import Language
from audit.engine import judge
from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.results import Side, Verdict
from audit.rules import Rules, load_rules
from audit.site import SitePage, SiteView
from crawler.frontier import NO_DEPTH, Entry
from crawler.outcome import conclude
from crawler.ranking import Ranking
from crawler.records import PortalOutcome
from crawler.status import FetchStatus
from tests.eval.corpus import ROOT
from tests.eval.replay import WHOLE, Crawl, Portal, crawl

Verdicts = Mapping[tuple[str, str], Verdict]
"""By criterion and side; criteria that do not apply are left out, and those that know no sides have one."""
Order = Callable[[], Ranking]


@dataclass(frozen=True)
class Point:
    """A crawl that ended after some pages."""

    pages: int
    verdicts: Verdicts
    where: Mapping[tuple[str, str], str]
    """Address of the first evidence."""


Judged = dict[frozenset[tuple[str, FetchStatus, int]], Point]
"""By address, status and clicks of all that a crawl knows: most changes of an order change no more than a few pages."""


@dataclass
class BreadthFirst:
    """By clicks, then as found; what no chain of links leads to comes last."""

    def rank(self, entry: Entry) -> int:
        """Return the clicks."""
        return 1_000_000 if entry.depth == NO_DEPTH else entry.depth

    def take(self, entry: Entry) -> None:
        """Learn nothing."""

    def learn(self, number: int, entry: Entry, headings: Iterable[str]) -> None:
        """Learn nothing."""


class Curve:
    """The verdicts of one portal by pages, in one order.

    Args:
        portal: What is crawled.
        order: Makes the ranking; the crawl's own where it is not given.
        facts: What was read of pages already, by address; filled.
        judged: What was judged already, by what is known of every address; filled.
    """

    def __init__(
        self,
        portal: Portal,
        order: Order | None = None,
        facts: dict[str, PageFacts] | None = None,
        judged: Judged | None = None,
    ) -> None:
        self._portal = portal
        self._order = order
        self._facts = {} if facts is None else facts
        self._judged = {} if judged is None else judged
        self._points: dict[int, Point] = {}
        self._whole: Point | None = None

    def whole(self) -> Point:
        """Crawl to the end."""
        if self._whole is None:
            self._whole = self._judge(self._crawl())
            self._points[self._whole.pages] = self._whole
        return self._whole

    def start_from(self, whole: Point) -> None:
        """Take a whole crawl from another curve of the portal: it is the same in any order."""
        self._whole = whole
        self._points[whole.pages] = whole

    def at(self, pages: int) -> Verdicts:
        """Return the verdicts of a crawl with a budget of so many pages."""
        pages = min(pages, self.whole().pages)
        if pages not in self._points:
            self._points[pages] = self._judge_once(self._crawl(pages))
        return self._points[pages].verdicts

    def needed(self, share: float, whole: Verdicts) -> int:
        """Return after how many pages that share of verdicts is there for the first time, as far as halving tells."""
        low, high = 0, self.whole().pages
        for pages in sorted(self._points):
            if same(self._points[pages].verdicts, whole) >= share:
                high = pages
                break
            low = pages
        while high - low > 1:
            middle = (low + high) // 2
            if same(self.at(middle), whole) >= share:
                high = middle
            else:
                low = middle
        return high

    def _crawl(self, pages: int = WHOLE) -> Crawl:
        return crawl(self._portal, pages, self._order() if self._order else None)

    def worth(self) -> dict[str, int]:
        """Return by address how many verdicts of a whole crawl change when that page alone is left over."""
        found, whole = self._crawl(), self.whole().verdicts
        worth = {}
        for page in found.read:
            without = self._judge(found, page.record.url).verdicts
            worth[page.record.url] = sum(without.get(key) is not verdict for key, verdict in whole.items())
        return worth

    def _judge_once(self, found: Crawl) -> Point:
        known = frozenset((record.url, record.status, record.depth) for record in found.records())
        if known not in self._judged:
            self._judged[known] = self._judge(found)
        return self._judged[known]

    def _judge(self, found: Crawl, left_over: str = "") -> Point:
        rules = rules_on(self._portal)
        records = [
            replace(record, status=FetchStatus.BUDGET_PAGES) if record.url == left_over else record
            for record in found.records()
        ]
        by_url = {record.url: record for record in records}
        site = SiteView(
            self._portal.agency,
            [
                SitePage(by_url[page.record.url], self._read(page.record, page.body))
                for page in found.read
                if page.record.url != left_over
            ],
            lexicon=rules.lexicon,
            day=rules.day,
            records=records,
            portals=_portals(found),
            stop_reason=found.session.stop_reason or "finished",
            sitemaps=found.session.sitemaps,
            registry=self._portal.registry,
        )
        verdicts, where = {}, {}
        for key, side in _sides(site, rules):
            verdicts[key] = side.verdict
            if side.evidence:
                where[key] = side.evidence[0].url
        return Point(found.pages, verdicts, where)

    def _read(self, record, body: bytes) -> PageFacts:
        if record.url not in self._facts:
            self._facts[record.url] = read_page(
                body, record.final_url or record.url, record.content_type, fetched_on=self._portal.day
            )
        return self._facts[record.url]


def _portals(found: Crawl) -> list[PortalOutcome]:
    stats = MemoryStatsCollector(get_crawler())
    ended = conclude(found.session, started_at="", finished_at="", user_agent="", stats=stats, tls={})
    return list(ended.portals)


def _sides(site: SiteView, rules: Rules) -> Iterator[tuple[tuple[str, str], Side]]:
    criteria = tuple(rules.criteria.values())
    for criterion, found in zip(criteria, judge(site, criteria, rules.lexicon, rules.day), strict=True):
        if found.verdict is Verdict.NOT_APPLICABLE:
            continue
        yield (criterion.id, "en"), found.english
        if criterion.language is Language.BOTH:
            yield (criterion.id, "vi"), found.local


def rules_on(portal: Portal) -> Rules:
    """Return all editions as of the portal's day."""
    return _rules(portal.day)


@cache
def _rules(day: date) -> Rules:
    return load_rules(ROOT / "config", (), day)


class Missing(NamedTuple):
    """What a crawl says is not met."""

    wrong: int
    """Where the whole crawl says met or partly."""
    right: int
    """Where it says the same."""


def missing(found: Verdicts, whole: Verdicts) -> Missing:
    """Count what a crawl says is not met by what a whole one says of it."""
    said = [whole[key] for key, verdict in found.items() if verdict is Verdict.NOT_MET and key in whole]
    return Missing(sum(v in {Verdict.MET, Verdict.PARTLY} for v in said), said.count(Verdict.NOT_MET))


def same(found: Verdicts, whole: Verdicts) -> float:
    """The share of a whole crawl's verdicts that another one gives, too."""
    return sum(found.get(key) is verdict for key, verdict in whole.items()) / len(whole) if whole else 1.0
