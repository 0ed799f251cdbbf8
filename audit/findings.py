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
_NEARNESS = {f"finding_{verdict.value}": n for n, verdict in enumerate(_OPEN)}


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
    Portal-wide faults that hide everything else come first, then by points to gain, then by effort; among equals what
    only has to be translated or completed comes before what has to be written.
    """
    gain = gains(judgements, criteria, score.parts)
    found = [_of_fault(agency_id, fault) for fault in faults]
    found += [
        _of_judgement(agency_id, judgement, criteria[judgement.criterion_id], gain[judgement.criterion_id])
        for judgement in judgements
        if judgement.verdict in _OPEN
    ]
    return tuple(sorted(found, key=_rank))


def _rank(finding: Finding) -> tuple[bool, float, int, int, str]:
    nearness = _NEARNESS.get(finding.title.code, len(_NEARNESS))
    cause = finding.criterion_id or finding.kind
    return (finding.kind != "blocked", -round(finding.gain, 6), finding.effort, nearness, cause)


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
        effort=criterion.effort,
    )


def _urls(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.url for e in evidence if e.url))
