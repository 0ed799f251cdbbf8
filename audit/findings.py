"""From judgements and portal-wide faults to findings: what to fix, worst first, with ids that last. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from audit.criteria.model import Criterion
from audit.results import Evidence, Finding, Judgement, Message, Score, Verdict
from audit.scoring import gains
from audit.site_findings import Fault

MAX_URLS = 20
_OPEN = (Verdict.PARTLY, Verdict.VIETNAMESE_ONLY, Verdict.NOT_MET)
"""Verdicts that are findings, the one nearest to *met* first."""


def finding_id(agency_id: str, cause: str, place: str = "") -> str:
    """Return the id of a finding: 16 hex digits of agency, cause and normalised place, the same in every run.

    >>> finding_id("moh", "OSI2024-TEC-005")
    '97348b3a54b5effe'
    """
    return hashlib.sha256(f"{agency_id}|{cause}|{place}".encode()).hexdigest()[:16]


def find(
    agency_id: str,
    judgements: Sequence[Judgement],
    faults: Iterable[Fault],
    score: Score,
    criteria: Mapping[str, Criterion],
) -> tuple[Finding, ...]:
    """Return an agency's findings.

    What could not be told is no finding of its own: the cause (a block, a failure) is one, as a fault.
    Portal-wide causes come first, in the order in which they hide others; then what is worth most points; among equals
    what takes least effort, then what has only to be translated or completed, then what is of the agency's own sector.
    """
    gain = gains(judgements, criteria, score.parts)
    open_ = [j for j in judgements if j.verdict in _OPEN]
    open_.sort(key=lambda j: _rank(j, criteria[j.criterion_id], gain[j.criterion_id]))
    return tuple(_of_fault(agency_id, fault) for fault in faults) + tuple(
        _of_judgement(agency_id, j, criteria[j.criterion_id], gain[j.criterion_id]) for j in open_
    )


def _rank(judgement: Judgement, criterion: Criterion, gain: float) -> tuple[float, int, int, bool, str]:
    nearness = _OPEN.index(judgement.verdict)
    return (-round(gain, 6), _effort(judgement, criterion), nearness, criterion.sector is None, criterion.id)


def _effort(judgement: Judgement, criterion: Criterion) -> int:
    """What is published in Vietnamese has to be translated, which takes less than to write it."""
    return max(1, criterion.effort - 1) if judgement.verdict is Verdict.VIETNAMESE_ONLY else criterion.effort


def _of_fault(agency_id: str, fault: Fault) -> Finding:
    return Finding(
        id=finding_id(agency_id, fault.kind, fault.place),
        kind=fault.kind,
        criterion_id="",
        title=fault.title,
        urls=tuple(fault.urls[:MAX_URLS]),
        count=fault.count,
        effort=fault.effort,
    )


def _of_judgement(agency_id: str, judgement: Judgement, criterion: Criterion, gain: float) -> Finding:
    urls = _urls([*judgement.english.evidence, *judgement.local.evidence, *judgement.english.near_misses])
    return Finding(
        id=finding_id(agency_id, criterion.id),
        kind="criterion",
        criterion_id=criterion.id,
        title=Message(f"finding_{judgement.verdict.value}", {"criterion": criterion.id}),
        urls=urls[:MAX_URLS],
        count=max(1, len(urls)),
        gain=gain,
        effort=_effort(judgement, criterion),
    )


def _urls(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.url for e in evidence if e.url))
