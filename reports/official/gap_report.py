"""The gap report of an agency as an office would draft it: all that its Word template prints, in one language. Text only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audit.results import Verdict
from crawler.registry import Names
from reports.causes import cause_of
from reports.details import say_detail
from reports.held import why_held
from reports.i18n import N_, Speech
from reports.labels import EFFORTS, ROLES, VERDICTS
from reports.official import results
from reports.official.annexes import AnnexLine, ServiceLine, annex_lines, service_lines, shortened
from reports.official.basis import cited, directives, english_duties, law, standards
from reports.official.period import Period
from reports.sentences import brief, finding_title, verdict_sentence
from reports.told import Told
from reports.views import OPEN_FINDINGS, AgencyView, FindingView

_MORE: Final = N_("%(count)s more findings: see Annex I.")
_OUTSIDE: Final = N_("outside the score")
_WORTH: Final = N_("+%(points)s points")
_PERSONS: Final = N_("%(count)s requirements cannot be decided by a program and wait for a person's check.")
_UNREAD: Final = N_("%(count)s requirements could not be told, since what they ask about was not read.")
_LET_IN: Final = N_("Make %(address)s readable: %(advice)s")


@dataclass(frozen=True, slots=True)
class PortalLine:
    """A portal of the agency and how it answered."""

    address: str
    role: str
    answer: str
    pages: str
    secure: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One thing to mend."""

    no: str
    name: str
    """What it is about."""
    title: str
    """What was found."""
    verdict: str
    """Empty for a cause that touches many pages."""
    basis: str
    """For a cause: why it is a problem."""
    advice: str
    gain: str
    """Points of the score."""
    effort: str
    unit: str
    """In charge; for the agency to fill in."""
    deadline: str
    id: str


@dataclass(frozen=True, slots=True)
class GapReport:
    """Every field of the templates `agency.*.docx` and `letter.*.docx`; docs/official-documents.md lists them."""

    agency: str
    agency_other: str
    """Its name in the other language."""
    period: str
    day: str
    """The duties are those in force on it."""
    read_on: str
    """Day or days on which pages were read; empty where nothing was."""
    run_id: str
    provisional: str
    deadline: str
    contact: str
    user_agent: str
    readable: bool
    summary: str
    law: tuple[str, ...]
    directives: tuple[str, ...]
    mandate: tuple[str, ...]
    """Of the directives those that a letter names."""
    standards: tuple[str, ...]
    english_duty: bool
    """Whether any legal duty on English is known to be in force on the day."""
    portals: tuple[PortalLine, ...]
    scope: tuple[str, ...]
    english: tuple[str, ...]
    services: tuple[str, ...]
    sectors: tuple[results.SectorLine, ...]
    technical: tuple[str, ...]
    duties: tuple[FindingLine, ...]
    """Legal duties on English that are not met, or met in part."""
    gaps: tuple[FindingLine, ...]
    """Of the other findings those worth most."""
    more_gaps: str
    causes: tuple[FindingLine, ...]
    untold: tuple[str, ...]
    tasks: tuple[FindingLine, ...]
    """What to do: legal duties on English, causes that touch many pages, then what is worth most."""
    first: tuple[str, ...]
    """What has to be done before anything can be told: portals that keep the crawler out."""
    annex: tuple[AnnexLine, ...]
    annex_services: tuple[ServiceLine, ...]
    unlisted_services: str
    """Services that only the export names; empty when there are none."""


def gap_report(view: AgencyView, told: Told, names: dict[str, Names], speech: Speech) -> GapReport:
    """Say an agency's result as an official draft.

    Args:
        view: The agency.
        told: The run.
        names: Of sectors, by id.
        speech: The language.
    """
    result, run = view.result, told.run
    both = (result.agency_vi, result.agency_en)
    agency, other = both if speech.locale == "vi" else both[::-1]
    lines = {item.number: _finding(item, view, told, speech) for item in view.findings}
    causes = [lines[item.number] for item in view.findings if item.row is None]
    duties = [lines[item.number] for item in view.findings if _english_duty(item)]
    gaps = [line for line in lines.values() if line not in causes and line not in duties]
    unlisted = view.services.unlisted if view.services else 0
    return GapReport(
        agency=agency,
        agency_other=other,
        period=Period.of(told.rules.day).say(speech),
        day=speech.day(result.audited_on),
        read_on=results.read_on(view, speech),
        run_id=run.run_id,
        provisional=why_held(run, speech),
        deadline=speech.day(run.deadline) if run.deadline else "",
        contact=run.contact,
        user_agent=run.user_agent,
        readable=view.readable,
        summary=verdict_sentence(view, speech),
        law=law((row.criterion for row in view.rows), speech, written_on(told)),
        directives=directives(result.audited_on, speech, result.agency_id),
        mandate=directives(result.audited_on, speech, thematic=True),
        standards=standards(told.rules, speech, {row.criterion.id for row in view.rows}),
        english_duty=english_duties(told.rules),
        portals=tuple(_portals(view, speech)),
        scope=results.scope(view, speech),
        english=results.english(view, speech),
        services=results.services(view, speech),
        sectors=results.sectors(view, names, speech),
        technical=results.technical(view, speech),
        duties=tuple(duties),
        gaps=tuple(gaps[:OPEN_FINDINGS]),
        more_gaps=_more(len(gaps) - OPEN_FINDINGS, speech),
        causes=tuple(causes),
        untold=tuple(_untold(view, speech)),
        tasks=(*duties, *causes, *gaps[:OPEN_FINDINGS]),
        first=tuple(_let_in(view, speech)),
        annex=annex_lines(view, run, speech),
        annex_services=service_lines(view.services, speech),
        unlisted_services=speech.number(unlisted) if unlisted else "",
    )


def written_on(told: Told) -> str:
    """Return the day on which reports of a run are written, YYYY-MM-DD, as far as it is known: else that of its duties."""
    run = told.run
    moment = run.generated_at or run.finished_at or run.started_at
    return max(moment[:10], told.rules.day.isoformat()) if moment else told.rules.day.isoformat()


def _portals(view: AgencyView, speech: Speech) -> Iterator[PortalLine]:
    for portal, text in view.portals:
        answer = speech.text(text.sentence) if text else portal.status
        if not portal.confirmed:
            answer = f"{answer} ({speech.text(N_('address not confirmed; tried only'))})"
        yield PortalLine(
            address=shortened(portal.url),
            role=speech.text(ROLES[portal.role]) if portal.role in ROLES else portal.role,
            answer=answer,
            pages=speech.number(portal.pages),
            secure=say_detail(portal.tls, speech) if portal.tls else "–",
        )


def _finding(item: FindingView, view: AgencyView, told: Told, speech: Speech) -> FindingLine:
    finding, row = item.finding, item.row
    day = view.result.audited_on
    title = shortened(finding_title(item, speech))
    if row:
        bases = dict.fromkeys(cited(one.criterion, speech, day) for one in item.rows)
        verdict, basis = speech.text(VERDICTS[item.verdict].name), "; ".join(bases)
        advice = brief(speech.name(row.criterion.advice))
        if item.verdict is Verdict.VIETNAMESE_ONLY:
            first = speech.text(N_("It is there in Vietnamese: publish it in English too."))
            advice = f"{first} {advice}"
    else:
        verdict, basis = "", speech.text(cause_of(finding.kind).why)
        advice = speech.text(cause_of(finding.kind).advice)
    worth = speech.text(_WORTH) % {"points": speech.points(finding.gain)}
    return FindingLine(
        no=str(item.number),
        name=speech.name(row.criterion.title) if row else title,
        title=title,
        verdict=verdict,
        basis=basis,
        advice=advice,
        gain=worth if finding.gain > 0 else _unscored(item, speech),
        effort=speech.text(EFFORTS[finding.effort]),
        unit="",
        deadline=speech.day(told.run.deadline) if told.run.deadline else "",
        id=finding.id,
    )


def _english_duty(item: FindingView) -> bool:
    return any(row.criterion.group == "english_duty" for row in item.rows)


def _unscored(item: FindingView, speech: Speech) -> str:
    return speech.text(N_("legal duty")) if item.duty else speech.text(_OUTSIDE)


def _more(count: int, speech: Speech) -> str:
    return speech.text(_MORE) % {"count": speech.number(count)} if count > 0 else ""


def _untold(view: AgencyView, speech: Speech) -> Iterator[str]:
    persons = len(view.persons)
    unread = len({row.root for row in view.rows if row.untold})
    if persons:
        yield speech.text(_PERSONS) % {"count": speech.number(persons)}
    if unread:
        yield speech.text(_UNREAD) % {"count": speech.number(unread)}
    for portal, text in view.blocked_portals:
        yield f"{shortened(portal.url)}: {speech.text(text.sentence)}"


def _let_in(view: AgencyView, speech: Speech) -> Iterator[str]:
    for portal, text in view.blocked_portals:
        advice = speech.text(text.advice)
        yield speech.text(_LET_IN) % {
            "address": shortened(portal.url),
            "advice": advice[:1].lower() + advice[1:],
        }
