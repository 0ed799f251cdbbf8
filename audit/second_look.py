"""A few findings of one agency judged again, and nothing else: what a re-check needs of the judging of a whole portal.

The view of the portal is that of a whole judging, and so are detectors, criteria and causes: what is asked is answered the same.
Left out is what is not asked: other criteria, scores, sections, pairs of pages and services unless a finding is about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.agency_audit import viewed
from audit.criteria.model import Criterion
from audit.engine import judge, with_reviews
from audit.fact_cache import Reader
from audit.faults import Fault
from audit.findings import find
from audit.pairs import pair_pages
from audit.results import AgencyResult, Finding, Review
from audit.review.answers import holding
from audit.rules import Rules
from audit.services.faults import KINDS, service_faults
from audit.services.inventory import take_inventory
from audit.site import SiteView
from audit.site.beside import Beside
from audit.site_findings import site_faults
from crawler.registry import Agency, Registry
from crawler.snapshot import CrawlResult, PageRecord


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged again."""

    criteria: tuple[Criterion, ...] = ()
    """In the order of the rules."""
    causes: bool = False
    """Whether it is about portal-wide causes."""
    services: bool = False
    """Whether it is about causes of services."""

    @classmethod
    def about(cls, findings: Iterable[Finding], rules: Rules) -> Question:
        """Return the question that findings ask: all criteria that one fix meets, whichever of them was open."""
        findings = tuple(findings)
        known = rules.criteria
        named = {id_ for finding in findings for id_ in (finding.criterion_id, *finding.also) if id_ in known}
        roots = {_root(known[id_]) for id_ in named}
        kinds = {finding.kind for finding in findings if not finding.criterion_id}
        return cls(
            tuple(criterion for criterion in known.values() if _root(criterion) in roots),
            bool(kinds - KINDS),
            bool(kinds & KINDS),
        )


def second_look(  # noqa: PLR0917 - as audit.agency_audit.audit_pages
    question: Question,
    before: AgencyResult,
    crawl: CrawlResult,
    records: Sequence[PageRecord],
    fetched: Iterable[tuple[PageRecord, bytes]],
    agency: Agency,
    rules: Rules,
    registry: Registry,
    reviews: Sequence[Review],
    beside: Beside | None,
    read: Reader,
) -> AgencyResult:
    """Judge what is asked by the pages of a portal as they are now.

    Args:
        question: What is asked.
        before: The run that is looked back at, of which stays what is not judged again.
        crawl: How that run's crawl went.
        records: Every address known, as it stands now.
        fetched: The pages with their bodies, as they stand now.
        agency: From the registry.
        rules: Of that run.
        registry: Tells the official hosts of other agencies.
        reviews: Every answer of a person about this agency, earlier ones first.
        beside: What the crawl kept beside the pages.
        read: Reads a page.

    Returns:
        The run's result with judgements and findings of what was asked alone, and whether the portal can be read.
    """
    with viewed(crawl, records, fetched, agency, rules, registry, beside, read) as site:
        judged = judge(site, question.criteria, rules.lexicon, rules.day)
        answers = holding(reviews, date.fromisoformat(crawl.started_at[:10]), rules.lexicon.thresholds)
        # A person's answer counts for every criterion that asks the same, one that is not judged here, too.
        judgements = with_reviews(judged, tuple(rules.criteria.values()), answers)
        causes = tuple(_causes(site, question, rules))
        readable = site.readable
    return replace(
        before,
        judgements=judgements,
        findings=find(agency.id, judgements, causes, {}, rules.criteria),
        coverage=replace(before.coverage, readable=readable),
    )


def _causes(site: SiteView, question: Question, rules: Rules) -> Iterator[Fault]:
    if question.causes:
        yield from site_faults(site, pair_pages(site))
    if question.services:
        yield from service_faults(take_inventory(site, rules), rules.services)


def _root(criterion: Criterion) -> str:
    return criterion.root or criterion.id
