"""What a run's result shows of the findings that were known before it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from audit.life.model import Look
from audit.reach import Sight
from audit.results import AgencyResult, Finding, Judgement, Verdict

_OF_ADDRESSES: Final = frozenset({"broken_links", "broken_menu", "soft_404", "service_dead_end"})
"""Causes whose addresses are the fault itself: that one of them is gone, or linked no more, is how they are mended."""
_SETTLED: Final = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})


def looks(known: Iterable[Finding], result: AgencyResult, sight: Callable[[str], Sight]) -> dict[str, Look]:
    """Return what a result shows of each finding, by id: of its own ones, and of those known before.

    A portal that could not be read shows nothing of anything, except that it could not be read.

    Args:
        known: Findings of earlier results of the agency, each as it was told last.
        result: A later one.
        sight: What its crawl saw of an address.
    """
    judged = {judgement.criterion_id: judgement for judgement in result.judgements}
    failing = {finding.id: Look.FAILING for finding in result.findings}
    absent = [finding for finding in known if finding.id not in failing]
    if not result.coverage.readable:
        return failing | {finding.id: Look.UNSEEN for finding in absent}
    return failing | {
        finding.id: _of_criteria(finding, judged) if finding.criterion_id else _of_cause(finding, sight)
        for finding in absent
    }


def _of_criteria(finding: Finding, judged: dict[str, Judgement]) -> Look:
    """What is asked no more is gone; what is met is mended; what could not be told, or was not asked, was not seen."""
    verdicts = [judged[id_].verdict for id_ in (finding.criterion_id, *finding.also) if id_ in judged]
    if not verdicts or any(verdict not in _SETTLED for verdict in verdicts):
        return Look.UNSEEN
    return Look.PASSING if Verdict.MET in verdicts else Look.GONE


def _of_cause(finding: Finding, sight: Callable[[str], Sight]) -> Look:
    """A cause that is told no more is mended where one of its pages was read without it."""
    seen = {sight(url) for url in finding.urls}
    if Sight.READ in seen or not seen:
        return Look.PASSING
    if Sight.UNSEEN in seen:
        return Look.UNSEEN
    return Look.PASSING if finding.kind in _OF_ADDRESSES else Look.GONE
