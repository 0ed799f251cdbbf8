"""One agency from snapshot to result: facts, site view, verdicts, score, findings. Of what it reads, only facts are kept."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from audit.coverage import coverage
from audit.engine import judge
from audit.fact_cache import Reader, remembering
from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.findings import find
from audit.pairs import pair_pages
from audit.results import AgencyResult, PortalState, Review
from audit.review.answers import holding
from audit.rules import Rules
from audit.scoring import gains, own_scores, score
from audit.sections import site_sections
from audit.services.faults import service_faults
from audit.services.inventory import take_inventory
from audit.site import SitePage, SiteView
from audit.site.addresses import addresses_by
from audit.site.beside import Beside
from audit.site.shown import as_shown
from audit.site_findings import site_faults
from crawler.addressrules import AddressRules
from crawler.registry import Agency, Registry
from crawler.snapshot import CrawlResult, PageRecord, PortalOutcome, Snapshot
from crawler.status import FetchStatus

_OBJECTS = 50_000


def audit_snapshot(
    folder: Path,
    agency: Agency,
    rules: Rules,
    registry: Registry,
    reviews: Sequence[Review] = (),
    *,
    facts: Path | None = None,
) -> AgencyResult:
    """Judge one agency by what its snapshot holds.

    Args:
        folder: The snapshot.
        agency: From the registry of that day.
        rules: Criteria, lexicon, weights and the day they are judged on.
        registry: Tells the official hosts of other agencies.
        reviews: Every answer of a person about this agency, earlier ones first; those near enough to the snapshot count.
        facts: Where facts of pages are remembered from one run to the next (`audit.fact_cache`); None for nowhere.

    Raises:
        SnapshotError: The snapshot is unfinished or damaged.
    """
    with Snapshot(folder) as snapshot, remembering(facts) as read:
        beside = Beside(snapshot.documents, snapshot.data, snapshot.searches, snapshot.rendered)
        return audit_pages(
            snapshot.result,
            snapshot.pages(),
            snapshot.fetched(),
            agency,
            rules,
            registry,
            reviews,
            beside,
            read,
        )


def audit_pages(  # noqa: PLR0917 - as audit_snapshot, with what a snapshot holds in its place
    crawl: CrawlResult,
    found: Iterable[PageRecord],
    fetched: Iterable[tuple[PageRecord, bytes]],
    agency: Agency,
    rules: Rules,
    registry: Registry,
    reviews: Sequence[Review] = (),
    beside: Beside | None = None,
    read: Reader = read_page,
) -> AgencyResult:
    """Judge one agency by the pages of a crawl.

    Args:
        crawl: How it went.
        found: Every URL found.
        fetched: The pages that could be read, with their bodies; each is read once and not kept.
        agency: From the registry of that day.
        rules: Criteria, lexicon, weights and the day they are judged on.
        registry: Tells the official hosts of other agencies.
        reviews: See `audit_snapshot`.
        beside: What the crawl kept beside the pages.
        read: Reads a page.
    """
    records = tuple(found)
    with viewed(crawl, records, fetched, agency, rules, registry, beside, read) as site:
        return _audited(site, crawl, records, agency, rules, reviews)


@contextmanager
def viewed(  # noqa: PLR0917 - as audit_pages
    crawl: CrawlResult,
    records: Sequence[PageRecord],
    fetched: Iterable[tuple[PageRecord, bytes]],
    agency: Agency,
    rules: Rules,
    registry: Registry,
    beside: Beside | None = None,
    read: Reader = read_page,
) -> Iterator[SiteView]:
    """Give the view of one agency by the pages of a crawl; addresses are told apart within as the crawl did.

    Args: see `audit_pages`.
    """
    with _seldom_collected(), addresses_by(AddressRules.from_record(crawl.addresses)):
        known = {record.url: record for record in records}
        pages = (
            SitePage(
                known.get(record.url, record) if record.status.is_page else record,
                _facts(record, body, read),
            )
            for record, body in as_shown(fetched, beside.rendered if beside else tuple)
        )
        yield SiteView(
            agency,
            pages,
            lexicon=rules.lexicon,
            day=rules.day,
            records=records,
            portals=crawl.portals,
            stop_reason=crawl.stop_reason,
            sitemaps=crawl.sitemaps,
            registry=registry,
            beside=beside,
        )


def _audited(  # noqa: PLR0917 - as audit_pages
    site: SiteView,
    crawl: CrawlResult,
    records: Sequence[PageRecord],
    agency: Agency,
    rules: Rules,
    reviews: Sequence[Review],
) -> AgencyResult:
    answers = holding(reviews, date.fromisoformat(crawl.started_at[:10]), rules.lexicon.thresholds)
    judgements = judge(site, tuple(rules.criteria.values()), rules.lexicon, rules.day, answers)
    total = score(judgements, rules.main, rules.weights)
    pairs = pair_pages(site)
    inventory = take_inventory(site, rules)
    return AgencyResult(
        run_id=crawl.run_id,
        agency_id=agency.id,
        agency_vi=agency.name.vi,
        agency_en=agency.name.en,
        kind=agency.kind.value,
        sectors=agency.sectors,
        editions=rules.names,
        audited_on=rules.day.isoformat(),
        portals=tuple(_portal(p) for p in crawl.portals),
        coverage=coverage(
            records,
            (p.facts for p in site.read),
            stop_reason=crawl.stop_reason,
            readable=site.readable,
            scans=site.documents.scans,
            probed=len(crawl.probes),
        ),
        score=total,
        judgements=judgements,
        findings=find(
            agency.id,
            judgements,
            (*site_faults(site, pairs), *service_faults(inventory, rules.services)),
            gains(judgements, rules.main, total.parts),
            rules.criteria,
        ),
        own_scores=own_scores(judgements, rules.editions),
        pairs=pairs,
        inventory=inventory,
        sections=site_sections(site, pairs),
        extra={"robots_permission": agency.robots_permission} if agency.robots_permission else {},
    )


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage once in some ten pages: a page is thousands of objects, and most of them go by themselves.

    What was there before (rules, lexicon, models of languages) is not looked through each time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _facts(record: PageRecord, body: bytes, read: Reader) -> PageFacts:
    fetched_on = date.fromisoformat(record.fetched_at[:10])
    return read(
        body,
        record.final_url or record.url,
        record.content_type,
        fetched_on=fetched_on,
        shown=record.status is FetchStatus.RENDERED,
    )


def _portal(outcome: PortalOutcome) -> PortalState:
    return PortalState(
        url=outcome.url,
        role=outcome.role,
        confirmed=outcome.confirmed,
        status=outcome.status.value,
        detail=outcome.detail,
        pages=outcome.pages,
        tls=outcome.tls,
    )
