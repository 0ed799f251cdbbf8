"""The quarterly and yearly thematic report of a run: all that its Word template and page print, in one language. Text only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.results import AgencyResult, Verdict
from crawler.registry import Names
from reports.held import why_held
from reports.i18n import N_, Speech
from reports.national import NationalServices, national_services
from reports.official.basis import basis, cited, directives, english_duties, law, standards
from reports.official.bodies import BodyLine, name_of, required_lines, service_lines, task_lines
from reports.official.gap_report import written_on
from reports.official.period import Period
from reports.official.results import LEVELS_NOTE, SectorLine, new_levels, sector_line
from reports.official.standing import by_kind, widest_gaps
from reports.official.tasks import TaskState, task_states
from reports.official.year import YearView, year_view
from reports.required import NationalRequired, national_required
from reports.rollup import scores_of
from reports.statuses import STATUSES, status_of
from reports.told import Told

_SCOPE: Final = N_("%(all)s bodies were audited; %(read)s/%(all)s could be read.")
_MEDIAN: Final = N_(
    "By the criteria aligned to the OSI, the median of those read is %(english)s of 100 points in English (from %(low)s to %(high)s) and"
    " %(local)s in Vietnamese."
)
_NOTHING: Final = N_("No body could be read, so nothing is said to be missing.")
_DONE: Final = N_("Met by %(fractions)s.")
_AND: Final = N_("%(first)s and %(last)s")
_IN_ENGLISH: Final = N_("%(title)s, in English")
_SERVICES: Final = N_(
    "%(offered)s/%(total)s services of the United Nations' survey were found at some body; %(online)s/%(total)s can be filed online;"
    " %(english)s/%(total)s are told in English."
)
_REQUIRED: Final = N_(
    "Lists: %(decisions)s. Of %(required)s services required, %(found)s/%(required)s were found and %(level)s/%(required)s"
    " are at the required level; overdue %(overdue)s; level could not be told %(open)s."
)
_NO_LIST: Final = N_("No list of required services was imported, so nothing is said about them.")
_OUTSIDE: Final = N_("The lists ask for %(count)s more services of bodies that were not audited.")
_GAP: Final = N_("%(title)s: not found in English at %(missed)s/%(asked)s bodies.")
_RANK: Final = (
    Verdict.MET,
    Verdict.PARTLY,
    Verdict.VIETNAMESE_ONLY,
    Verdict.COULD_NOT_TELL,
    Verdict.NOT_MET,
)
"""The best that any body shows; what some body might show could not be told, and is not missing."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A common task, told as fractions, with the bodies by name."""

    title: str
    basis: str
    told: str
    partly: tuple[str, ...]
    missing: tuple[str, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A body of which nothing, or too little, could be read."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ThematicReport:
    """Every field of the template `thematic.*.docx` and of the page; docs/official-documents.md lists them."""

    period: str
    whole_year: bool
    """Whether it is the year's report, too."""
    year: str
    day: str
    run_id: str
    provisional: str
    recipients: tuple[str, ...]
    law: tuple[str, ...]
    directives: tuple[str, ...]
    mandate: tuple[str, ...]
    """Of the directives those that ask for this report."""
    standards: tuple[str, ...]
    english_duty: bool
    summary: tuple[str, ...]
    tasks: tuple[TaskLine, ...]
    bodies: tuple[BodyLine, ...]
    """Counts: given, done, under way, not found, could not be told."""
    services: tuple[str, ...]
    service_bodies: tuple[BodyLine, ...]
    """Counts: all, level 4, 3, 2, 1 and below, level not told, told in English."""
    required: tuple[str, ...]
    required_bodies: tuple[BodyLine, ...]
    """Counts: required, found, at the required level, overdue, level not told."""
    sectors: tuple[SectorLine, ...]
    runs: YearView
    unread: tuple[UnreadLine, ...]
    no_result: tuple[UnreadLine, ...]
    gaps: tuple[str, ...]
    """What most bodies lack in English."""


def thematic_report(told: Told, names: Mapping[str, Names], speech: Speech) -> ThematicReport:
    """Say a run as the thematic report of its quarter.

    Args:
        told: The run.
        names: Of sectors, by id.
        speech: The language.
    """
    rules, run, results = told.rules, told.run, by_kind(told.results)
    day, period = rules.day.isoformat(), Period.of(rules.day)
    national = national_services(results, rules)
    required = national_required(told.required, results)
    unread = [result for result in results if not result.coverage.readable]
    return ThematicReport(
        period=period.say(speech),
        whole_year=period.whole_year,
        year=str(period.year),
        day=speech.day(day),
        run_id=run.run_id,
        provisional=why_held(run, speech),
        recipients=tuple(speech.name(one.name) for one in basis().recipients if one.valid.covers(rules.day)),
        law=law(rules.criteria.values(), speech, written_on(told)),
        directives=directives(day, speech),
        mandate=directives(day, speech, thematic=True),
        standards=standards(rules, speech),
        english_duty=english_duties(rules),
        summary=tuple(_summary(results, speech)),
        tasks=tuple(_task(state, day, speech) for state in task_states(results, rules.criteria)),
        bodies=task_lines(results, rules.criteria, speech),
        services=tuple(_services(national, results, speech)),
        service_bodies=service_lines(results, national, speech),
        required=tuple(_required(required, speech)),
        required_bodies=required_lines(results, required, speech),
        sectors=tuple(_sectors(told, names, speech)),
        runs=year_view(told, period, speech),
        unread=tuple(UnreadLine(name_of(r, speech), _why(r, speech)) for r in unread),
        no_result=tuple(UnreadLine(name, why) for name, why in run.missing),
        gaps=tuple(_gaps(told, speech)),
    )


def _summary(results: Sequence[AgencyResult], speech: Speech) -> Iterator[str]:
    counts = {"all": len(results), "read": sum(result.coverage.readable for result in results)}
    yield speech.text(_SCOPE) % {name: speech.number(count) for name, count in counts.items()}
    middle = scores_of(results)
    if middle is None:
        yield speech.text(_NOTHING)
        return
    yield speech.text(_MEDIAN) % {
        "english": speech.points(middle.english),
        "low": speech.points(middle.span.low),
        "high": speech.points(middle.span.high),
        "local": speech.points(middle.local),
    }


def _task(state: TaskState, day: str, speech: Speech) -> TaskLine:
    title = speech.name(state.criterion.title)
    fractions = [
        f"{speech.number(one.done)}/{speech.number(one.asked)} {speech.text(one.bodies)}"
        for one in state.fractions
    ]
    said = fractions[-1]
    if len(fractions) > 1:
        said = speech.text(_AND) % {"first": ", ".join(fractions[:-1]), "last": said}
    return TaskLine(
        title=speech.text(_IN_ENGLISH) % {"title": title} if state.in_english else title,
        basis=cited(state.criterion, speech, day),
        told=speech.text(_DONE) % {"fractions": said},
        partly=_names(state.partly, speech),
        missing=_names(state.missing, speech),
        untold=_names(state.untold, speech),
    )


def _names(results: Iterable[AgencyResult], speech: Speech) -> tuple[str, ...]:
    return tuple(name_of(result, speech) for result in results)


def _services(national: NationalServices, results: Sequence[AgencyResult], speech: Speech) -> Iterator[str]:
    if national.services and national.agencies:
        counts = {
            "offered": national.offered,
            "online": national.online,
            "english": national.english,
            "total": len(national.services),
        }
        yield speech.text(_SERVICES) % {name: speech.number(count) for name, count in counts.items()}
    services = (service for r in results if r.inventory for service in r.inventory.services)
    if new_levels(service.published for service in services):
        yield speech.text(LEVELS_NOTE)


def _required(required: NationalRequired | None, speech: Speech) -> Iterator[str]:
    if required is None or not required.loaded:
        yield speech.text(_NO_LIST)
        return
    total = required.total
    counts = {
        "required": total.required,
        "found": total.found.yes,
        "level": total.at_level.yes,
        "overdue": total.overdue.yes,
        "open": total.at_level.open,
    }
    said = {name: speech.number(count) for name, count in counts.items()}
    yield speech.text(_REQUIRED) % {**said, "decisions": "; ".join(required.decisions) or "–"}
    if required.not_audited:
        yield speech.text(_OUTSIDE) % {"count": speech.number(required.not_audited)}


def _sectors(told: Told, names: Mapping[str, Names], speech: Speech) -> Iterator[SectorLine]:
    """Tell each requirement of the six sectors by the best that any body shows."""
    criteria = told.rules.main
    best: dict[str, dict[str, Verdict]] = {}
    for result in told.results:
        for judgement in result.judgements:
            criterion = criteria.get(judgement.criterion_id)
            if criterion is None or not criterion.sector or judgement.verdict is Verdict.NOT_APPLICABLE:
                continue
            shown = best.setdefault(criterion.sector, {})
            root = criterion.root or criterion.id
            shown[root] = min(shown.get(root, Verdict.NOT_MET), judgement.verdict, key=_RANK.index)
    for sector in basis().focus_sectors:
        if sector in best:
            label = speech.name(names[sector]) if sector in names else sector
            yield sector_line(label, best[sector].values(), speech)


def _why(result: AgencyResult, speech: Speech) -> str:
    found = (status_of(portal.status) for portal in result.portals if portal.confirmed)
    texts = [STATUSES[status].sentence for status in found if status and status.value != "ok"]
    return speech.text(texts[0]) if texts else speech.text(N_("Too few pages could be read to tell."))


def _gaps(told: Told, speech: Speech) -> Iterator[str]:
    for gap in widest_gaps(told.results, told.rules.main):
        yield speech.text(_GAP) % {
            "title": speech.name(gap.criterion.title),
            "missed": speech.number(gap.missed),
            "asked": speech.number(gap.asked),
        }
