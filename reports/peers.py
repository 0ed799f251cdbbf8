"""Good examples from other agencies of the same run: worked out once, given to every report. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Criterion, Language
from audit.results import AgencyResult, Confidence, Evidence, Judgement, Verdict
from reports.safety import safe_href

_KEPT: Final = 2
"""Examples kept for each question and kind: an agency is never its own."""
_SURE: Final = {Confidence.HIGH: 0, Confidence.MEDIUM: 1}
"""What is met with less confidence is held up to nobody."""


_Question = tuple[str, bool]
"""What criteria share that ask for the same, and whether Vietnamese content answers it."""


@dataclass(frozen=True, slots=True)
class Example:
    """Where another agency does what is asked for."""

    result: AgencyResult
    evidence: Evidence
    same_kind: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    order: tuple[int, bool, bool, bool, int, float, str]
    """The better, the smaller: confidence, in English, seen without script, with a quote, clicks, score, id."""
    result: AgencyResult
    evidence: Evidence


class Examples:
    """The best pages of a run, by what is asked.

    Args:
        results: Agencies of the run; more may be added.
        criteria: By id; judgements of others show nothing.
    """

    def __init__(self, results: Iterable[AgencyResult], criteria: Mapping[str, Criterion]) -> None:
        self._criteria = criteria
        self._found: defaultdict[tuple[_Question, str], list[_Candidate]] = defaultdict(list)
        for result in results:
            self.add(result)

    def add(self, result: AgencyResult, short: AgencyResult | None = None) -> None:
        """Look at what one more agency does well.

        Args:
            result: With its evidence.
            short: What is kept of the agency where it is an example; all of it when not given.
        """
        try:
            candidates = list(_candidates(result, short or result, self._criteria))
        except Exception:  # noqa: BLE001 - a broken result breaks its own report, and nobody else's
            return
        for question, candidate in candidates:
            for kind in (result.kind, ""):
                _keep(self._found[question, kind], candidate)

    def of(self, result: AgencyResult, criterion: Criterion) -> Example | None:
        """Return where another agency meets a criterion, one of the same kind first; None when none does.

        Args:
            result: The agency that reads it; never its own example.
            criterion: Of its finding; what asks for the same is shown by the same page.
        """
        for kind in (result.kind, ""):
            for candidate in self._found.get((_question(criterion), kind), ()):
                if candidate.result.agency_id != result.agency_id:
                    return Example(candidate.result, candidate.evidence, candidate.result.kind == result.kind)
        return None


def _question(criterion: Criterion) -> _Question:
    return criterion.root or criterion.id, criterion.language is Language.VIETNAMESE


def _candidates(
    result: AgencyResult, kept: AgencyResult, criteria: Mapping[str, Criterion]
) -> Iterator[tuple[_Question, _Candidate]]:
    for judgement in result.judgements:
        criterion = criteria.get(judgement.criterion_id)
        candidate = _candidate(kept, judgement, criterion) if criterion else None
        if criterion and candidate:
            yield _question(criterion), candidate


def _candidate(result: AgencyResult, judgement: Judgement, criterion: Criterion) -> _Candidate | None:
    """The best page of one agency for one criterion: met, in English where English is asked for, and surely so."""
    side = judgement.local if criterion.language is Language.VIETNAMESE else judgement.english
    sure = _SURE.get(judgement.confidence)
    if side.verdict is not Verdict.MET or sure is None:
        return None
    pages = [e for e in side.evidence if safe_href(e.url) and _fits(e, criterion)]
    if not pages:
        return None
    best = min(pages, key=_order)
    score = -result.score.english.low
    return _Candidate((sure, *_order(best), score, result.agency_id), result, best)


def _fits(evidence: Evidence, criterion: Criterion) -> bool:
    """Whether a page shows what is asked in its language: a Vietnamese quote is no example of English."""
    asks_english = criterion.language in {Language.BOTH, Language.ENGLISH}
    return not asks_english or evidence.language != "vi"


def _order(evidence: Evidence) -> tuple[bool, bool, bool, int]:
    clicks = evidence.clicks if evidence.clicks >= 0 else 1_000
    return evidence.language != "en", evidence.by_script, not evidence.quote, clicks


def _keep(best: list[_Candidate], new: _Candidate) -> None:
    """Keep the best few of different agencies."""
    same = next((old for old in best if old.result.agency_id == new.result.agency_id), None)
    if same is not None:
        if same.order <= new.order:
            return
        best.remove(same)
    best.append(new)
    best.sort(key=lambda candidate: candidate.order)
    del best[_KEPT:]
