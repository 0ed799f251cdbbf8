"""From judgements and portal-wide faults to findings: what to fix, worst first, with ids that last. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.criteria.model import Criterion, Language, SubIndex
from audit.faults import Fault
from audit.results import Evidence, Finding, Judgement, Message, Verdict
from audit.services.faults import KINDS

MAX_URLS = 20
"""Pages that a gap names: what was found and what came near."""
MAX_FAULT_URLS = 500
"""Pages that a portal-wide cause names: a webmaster works them off one by one."""
_HYGIENE = frozenset({"no_lang", "no_title", "same_title", "no_description", "no_viewport", "no_alt"}) | KINDS
"""Causes that hide no content and cost no verdict, in a template or of services: they come after what is worth points or is a duty."""
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
    gain: Mapping[str, float],
    criteria: Mapping[str, Criterion],
) -> tuple[Finding, ...]:
    """Return an agency's findings.

    What could not be told is no finding of its own: the cause (a block, a failure) is one, as a fault. Criteria of any
    edition that ask for the same (`like`) are one finding, which one fix closes.
    Portal-wide causes come first, in the order in which they hide others, those of mere hygiene after what is worth points
    or is a duty; then what is worth most points; among equals legal duties, then what takes least effort, then what has
    only to be translated or completed, then what is of the agency's own sector.

    Args:
        agency_id: Id of the agency in the register.
        judgements: Of one agency, of every edition.
        faults: Portal-wide causes.
        gain: Points of the total score that meeting a criterion would add, by id (`audit.scoring.gains`); others add none.
        criteria: By id, of every edition judged.
    """
    groups: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict in _OPEN:
            criterion = criteria[judgement.criterion_id]
            groups.setdefault(criterion.root or criterion.id, []).append(judgement)
    gaps = [_gap(root, group, gain, criteria) for root, group in groups.items()]
    gaps.sort(key=_rank)
    causes = list(faults)
    return (
        *(_of_fault(agency_id, fault) for fault in causes if fault.kind not in _HYGIENE),
        *(_of_gap(agency_id, gap) for gap in gaps if gap.weighty),
        *(_of_fault(agency_id, fault) for fault in causes if fault.kind in _HYGIENE),
        *(_of_gap(agency_id, gap) for gap in gaps if not gap.weighty),
    )


def shown(open_: Iterable[tuple[Verdict, Language]]) -> Verdict:
    """Return the verdict that a finding shows: the worst of its criteria that ask about English.

    A duty that Vietnamese content fulfils speaks only where it stands alone.

    Args:
        open_: Verdict of each criterion, and whom the criterion asks about; at least one.
    """
    pairs = list(open_)
    english = [verdict for verdict, language in pairs if language is not Language.VIETNAMESE]
    return max(english or [verdict for verdict, _ in pairs], key=_OPEN.index)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Open criteria that one fix meets."""

    root: str
    criterion: Criterion
    """The one that stands for all."""
    judgements: tuple[Judgement, ...]
    """That criterion's first."""
    verdict: Verdict
    gain: float
    duty: bool
    """Whether one of them is a duty by law."""

    @property
    def weighty(self) -> bool:
        """Whether it is worth points or is a duty."""
        return self.gain > 0 or self.duty

    @property
    def effort(self) -> int:
        """What is published in Vietnamese has to be translated, which takes less than to write it."""
        translate = self.verdict is Verdict.VIETNAMESE_ONLY
        return max(1, self.criterion.effort - 1) if translate else self.criterion.effort


def _gap(
    root: str, group: Sequence[Judgement], gain: Mapping[str, float], criteria: Mapping[str, Criterion]
) -> _Gap:
    """The root stands for the others; where it is not open, the first that asks about English, else the first."""
    known = [criteria[j.criterion_id] for j in group]
    first = min(
        range(len(group)),
        key=lambda n: (known[n].id != root, known[n].language is Language.VIETNAMESE, n),
    )
    return _Gap(
        root,
        known[first],
        (group[first], *group[:first], *group[first + 1 :]),
        shown((j.verdict, c.language) for j, c in zip(group, known, strict=True)),
        sum(gain.get(j.criterion_id, 0.0) for j in group),
        any(c.subindex is SubIndex.LAW for c in known),
    )


def _rank(gap: _Gap) -> tuple[float, bool, int, int, bool, str]:
    return (
        -round(gap.gain, 6),
        not gap.duty,
        gap.effort,
        _OPEN.index(gap.verdict),
        gap.criterion.sector is None,
        gap.criterion.id,
    )


def _of_fault(agency_id: str, fault: Fault) -> Finding:
    return Finding(
        id=finding_id(agency_id, fault.kind, fault.place),
        kind=fault.kind,
        criterion_id="",
        title=fault.title,
        urls=tuple(fault.urls[:MAX_FAULT_URLS]),
        count=fault.count,
        effort=fault.effort,
        spots=fault.spots[:MAX_FAULT_URLS],
    )


def _of_gap(agency_id: str, gap: _Gap) -> Finding:
    # What was found comes before what came near, of whichever criterion.
    found = [e for j in gap.judgements for e in (*j.english.evidence, *j.local.evidence)]
    urls = _urls([*found, *(e for j in gap.judgements for e in j.english.near_misses)])
    return Finding(
        id=finding_id(agency_id, gap.root),
        kind="criterion",
        criterion_id=gap.criterion.id,
        title=Message(f"finding_{gap.verdict.value}", {"criterion": gap.criterion.id}),
        also=tuple(j.criterion_id for j in gap.judgements[1:]),
        urls=urls[:MAX_URLS],
        count=max(1, len(urls)),
        gain=gap.gain,
        effort=gap.effort,
    )


def _urls(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.url for e in evidence if e.url))
