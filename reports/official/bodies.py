"""Tables of the thematic report that have a line for each body: its tasks, its services, what lists ask of it. Sums agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.criteria.model import Criterion, SubIndex
from audit.results import AgencyResult, Verdict
from reports.i18n import N_, Speech
from reports.labels import KINDS
from reports.national import NationalServices
from reports.required import NationalRequired

_NATIONAL = frozenset({SubIndex.LAW, SubIndex.DATA})


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One body, or the sum of a kind or of all."""

    no: str
    """Empty for a sum."""
    name: str
    counts: tuple[str, ...]
    remark: str = ""

    @property
    def sum(self) -> bool:
        """Whether it adds up others."""
        return not self.no


def name_of(result: AgencyResult, speech: Speech) -> str:
    """Return the agency's name in a language."""
    return result.agency_vi if speech.locale == "vi" else result.agency_en


def task_lines(
    results: Sequence[AgencyResult], criteria: Mapping[str, Criterion], speech: Speech
) -> tuple[BodyLine, ...]:
    """Count the tasks given to each body by law and letters.

    Returns:
        Lines with given, done, under way (in part), not found, could not be told; the last four add up to the first.
    """
    return _lines(results, lambda result: _tasks(result, criteria), lambda _: "", speech)


def service_lines(
    results: Sequence[AgencyResult], national: NationalServices, speech: Speech
) -> tuple[BodyLine, ...]:
    """Count the services of each body by the level that their pages show.

    Returns:
        Lines with all, levels 4, 3, 2, 1 and below, level not told, told in English; the levels add up to all.
    """
    sums = {one.name: one for one in national.agencies}

    def counts(result: AgencyResult) -> tuple[int, ...]:
        one = sums[result.agency_id]
        levels = dict(one.levels)
        low = levels["1"] + levels["0"]
        return (one.services, levels["4"], levels["3"], levels["2"], low, levels["?"], one.english)

    def remark(result: AgencyResult) -> str:
        readable = sums[result.agency_id].readable
        return "" if readable else speech.text(N_("service portal could not be read"))

    return _lines([r for r in results if r.agency_id in sums], counts, remark, speech)


def required_lines(
    results: Sequence[AgencyResult], required: NationalRequired | None, speech: Speech
) -> tuple[BodyLine, ...]:
    """Count what lists ask of each body.

    Returns:
        Lines with required, found, at the required level, overdue, level not told; none where no list is loaded.
    """
    tallies = {line.name: line.tally for line in required.agencies} if required else {}

    def counts(result: AgencyResult) -> tuple[int, ...]:
        tally = tallies[result.agency_id]
        level = tally.at_level
        return (tally.required, tally.found.yes, level.yes, tally.overdue.yes, level.open)

    return _lines([r for r in results if r.agency_id in tallies], counts, lambda _: "", speech)


def _tasks(result: AgencyResult, criteria: Mapping[str, Criterion]) -> tuple[int, ...]:
    found: dict[str, Verdict] = {}
    for judgement in result.judgements:
        criterion = criteria[judgement.criterion_id]
        if criterion.subindex in _NATIONAL and judgement.verdict is not Verdict.NOT_APPLICABLE:
            found.setdefault(criterion.root or criterion.id, judgement.verdict)
    by = Counter(found.values())
    missing = by[Verdict.NOT_MET] + by[Verdict.VIETNAMESE_ONLY]
    return (len(found), by[Verdict.MET], by[Verdict.PARTLY], missing, by[Verdict.COULD_NOT_TELL])


def _lines(
    results: Sequence[AgencyResult],
    counts: Callable[[AgencyResult], tuple[int, ...]],
    remark: Callable[[AgencyResult], str],
    speech: Speech,
) -> tuple[BodyLine, ...]:
    """Number the bodies, each kind under its sum, all under theirs."""

    def told() -> Iterator[BodyLine]:
        number, total = 0, [0]
        for kind in dict.fromkeys((*KINDS, *(result.kind for result in results))):
            members = [(result, counts(result)) for result in results if result.kind == kind]
            if not members:
                continue
            sums = [sum(column) for column in zip(*(values for _, values in members), strict=True)]
            total = sums if number == 0 else [a + b for a, b in zip(total, sums, strict=True)]
            yield BodyLine("", speech.text(KINDS.get(kind, kind)), _said(sums, speech))
            for result, values in members:
                number += 1
                yield BodyLine(str(number), name_of(result, speech), _said(values, speech), remark(result))
        if number:
            yield BodyLine("", speech.text(N_("All")), _said(total, speech))

    return tuple(told())


def _said(values: Sequence[int], speech: Speech) -> tuple[str, ...]:
    return tuple(speech.number(value) for value in values)
