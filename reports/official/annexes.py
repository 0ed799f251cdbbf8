"""The two annexes of a gap report, line by line, in the columns that offices know. Text only, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audit.results import Evidence, Verdict
from reports.i18n import N_, Speech
from reports.labels import ANNEX_RESULTS
from reports.official.basis import cited
from reports.rows import Row
from reports.run import RunInfo
from reports.services import IN_ENGLISH, LEVELS, POINTS, ServiceRowView, ServicesView
from reports.views import AgencyView

SHOWN_ADDRESS: Final = 300
"""Characters of an address that a cell shows; the page has it whole."""


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of Annex I: one requirement, or several that ask for the same and have the same result."""

    no: str
    requirement: str
    basis: str
    result: str
    evidence: str
    """Address of the page and the day it was read."""
    unit: str
    """In charge; for the agency to fill in."""
    deadline: str
    remarks: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A line of Annex II: one procedure or service."""

    no: str
    name: str
    code: str
    published: str
    checked: str
    english: str
    address: str
    remarks: str


def annex_lines(view: AgencyView, run: RunInfo, speech: Speech) -> tuple[AnnexLine, ...]:
    """Return Annex I of an agency: every requirement that applies to it."""
    return tuple(
        _line(number, rows, view.result.audited_on, run, speech)
        for number, rows in enumerate(view.requirements, start=1)
    )


def service_lines(view: ServicesView | None, speech: Speech) -> tuple[ServiceLine, ...]:
    """Return Annex II of an agency: the services that the report lists."""
    listed = view.listed if view else ()
    return tuple(_service(number, row, speech) for number, row in enumerate(listed, start=1))


def shortened(address: str) -> str:
    """Return an address as far as a cell shows it."""
    return address if len(address) <= SHOWN_ADDRESS else f"{address[:SHOWN_ADDRESS]}…"


def _line(number: int, rows: Sequence[Row], day: str, run: RunInfo, speech: Speech) -> AnnexLine:
    row = rows[0]
    judgement = row.judgement
    best = next(iter(judgement.english.evidence or judgement.local.evidence), None)
    missing = judgement.verdict is Verdict.NOT_MET and best is None
    return AnnexLine(
        no=str(number),
        requirement=speech.name(row.criterion.title),
        basis="; ".join(dict.fromkeys(cited(one.criterion, speech, day) for one in rows)),
        result=speech.text(ANNEX_RESULTS[judgement.verdict]),
        evidence=speech.text(N_("not found at the time of the audit")) if missing else _seen(best, speech),
        unit="",
        deadline=speech.day(run.deadline) if run.deadline and row.finding else "",
        remarks="; ".join(_remarks(row, speech)),
    )


def _seen(evidence: Evidence | None, speech: Speech) -> str:
    if evidence is None:
        return ""
    return ", ".join(filter(None, (shortened(evidence.url), shortened(speech.day_of(evidence.fetched_at)))))


def _remarks(row: Row, speech: Speech) -> Iterator[str]:
    judgement = row.judgement
    if judgement.review:
        decided = {"name": judgement.review.reviewer, "day": speech.day(judgement.review.reviewed_on)}
        yield (speech.text(N_("Decided by %(name)s on %(day)s.")) % decided).rstrip(".")
    elif row.for_person and judgement.verdict is Verdict.COULD_NOT_TELL:
        yield speech.text(N_("waits for a person's check"))
    elif judgement.verdict is Verdict.VIETNAMESE_ONLY:
        yield speech.text(N_("in Vietnamese only"))
    elif judgement.verdict is Verdict.COULD_NOT_TELL:
        yield speech.message(judgement.english.reason).rstrip(".")
    if row.finding:
        yield row.finding.id


def _service(number: int, row: ServiceRowView, speech: Speech) -> ServiceLine:
    service = row.service
    names = (service.name, service.name_en) if speech.locale == "vi" else (service.name_en, service.name)
    return ServiceLine(
        no=str(number),
        name=" / ".join(filter(None, names)),
        code=", ".join(service.codes),
        published=speech.text(LEVELS[service.published.value]),
        checked=speech.text(LEVELS[row.checked]),
        english=speech.text(IN_ENGLISH[row.in_english]),
        address=shortened(service.url or service.english_url),
        remarks="; ".join(_faults(row, speech)),
    )


def _faults(row: ServiceRowView, speech: Speech) -> Iterator[str]:
    if row.service.reach.dead_end:
        yield speech.text(N_("leads to an error"))
    if not row.agrees:
        yield speech.text(N_("published and shown level differ"))
    if row.service.missing:
        points = ", ".join(speech.text(POINTS[point]) for point in row.service.missing)
        yield f"{speech.text(N_('lacks:'))} {points}"
