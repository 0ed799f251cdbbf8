"""The tables of an agency, as its workbook and its CSV file have them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

from audit.results import Interval, Verdict
from reports.export.agency import (
    criterion_records,
    finding_records,
    pair_records,
    portal_records,
    service_records,
    status_records,
    subindex_name,
)
from reports.export.dictionary import Table, table
from reports.export.records import Record
from reports.held import why_held
from reports.i18n import N_, Speech
from reports.labels import KINDS, VERDICTS
from reports.safety import visible
from reports.sentences import finding_title, verdict_sentence
from reports.told import Told
from reports.views import AgencyView

_EVIDENCE: Final = ("url", "quote", "fetched_at", "record")


class Rows(Protocol):
    """Rows whose number is known beforehand; each may be made when it is asked for."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Record]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its rows; each has a value for every column."""

    table: Table
    rows: Rows


def finding_rows(view: AgencyView, speech: Speech, deadline: str) -> Iterator[Record]:
    """Yield the findings as rows of the table `findings`."""
    for record in finding_records(view, speech, deadline):
        yield flat(record) | {"unit": "", "remarks": ""}


def agency_sheets(view: AgencyView, told: Told, speech: Speech) -> tuple[Sheet, ...]:
    """Return the sheets of an agency's workbook, in their order.

    Args:
        view: The agency.
        told: The run.
        speech: Language of the sentences.
    """
    services = (
        {"number": number, **flat(record)}
        for number, record in enumerate(service_records(view.services), start=1)
    )
    sheets = (
        _sheet("summary", _summary(view, told, speech)),
        _sheet("findings", finding_rows(view, speech, told.run.deadline)),
        _sheet("criteria", map(flat, criterion_records(view, told.rules, speech))),
        _sheet("services", services),
        _sheet("pairs", pair_records(view.result.pairs, speech)),
        _sheet("coverage", status_records(view, speech)),
        _sheet("portals", portal_records(view, speech)),
    )
    return (*sheets, explained([sheet.table for sheet in sheets], speech))


def explained(tables: Iterable[Table], speech: Speech) -> Sheet:
    """Return a sheet that says what the columns of the others mean."""
    rows = [
        {
            "sheet": speech.name(shown.title),
            "column": speech.name(field.heading),
            "key": field.key,
            "meaning": speech.name(field.meaning),
        }
        for shown in tables
        for field in shown.fields
    ]
    return _sheet("columns", rows)


def flat(record: Record) -> Record:
    """Return a record for a table: the best evidence in columns of its own, sentences as text."""
    made = {key: value["text"] if _is_sentence(value) else value for key, value in record.items()}
    if "evidence" in record:
        best = next(iter(record["evidence"]), dict.fromkeys(_EVIDENCE, ""))
        made |= {f"evidence_{name}": best[name] for name in _EVIDENCE}
        made["evidence_count"] = len(record["evidence"])
    return made


def _is_sentence(value: Any) -> bool:
    return isinstance(value, dict) and "text" in value


def _sheet(name: str, rows: Iterable[Record]) -> Sheet:
    shown = table(name)
    return Sheet(shown, tuple({key: _seen(row[key]) for key in shown.keys} for row in rows))


def _seen(value: Any) -> Any:
    if isinstance(value, list):
        return [_seen(part) for part in value]
    return " ".join(visible(value).split()) if isinstance(value, str) else value


def _summary(view: AgencyView, told: Told, speech: Speech) -> Iterator[Record]:
    result = view.result
    say = speech.text
    kind = say(KINDS[result.kind]) if result.kind in KINDS else result.kind
    yield from (
        _line(say(N_("Agency")), result.agency_vi if speech.locale == "vi" else result.agency_en),
        _line(say(N_("Group")), kind),
        _line(say(N_("Run")), told.run.run_id),
        _line(say(N_("Day of the rules")), speech.day(result.audited_on)),
        _line(say(N_("Editions of the criteria")), ", ".join(result.editions)),
        _line(say(N_("The result in one sentence")), verdict_sentence(view, speech)),
        _line(say(N_("Score in English")), result.score.english),
        _line(say(N_("The same criteria in Vietnamese")), result.score.local),
    )
    if view.peer_median is not None:
        yield _line(say(N_("Median of the group")), view.peer_median)
    for part in result.score.parts:
        yield _line(f"{subindex_name(part.subindex, speech)} ({part.subindex})", part.english)
    for own in view.own_scores:
        yield _line(speech.name(own.edition.title), own.score.english)
    for verdict in Verdict:
        count = sum(row.judgement.verdict is verdict for row in view.rows)
        if verdict is not Verdict.NOT_APPLICABLE:
            yield _line(say(VERDICTS[verdict].name), count)
    yield _line(say(N_("Findings")), len(view.findings))
    for item in view.fixes:
        title = speech.name(item.row.criterion.title) if item.row else finding_title(item, speech)
        yield _line(f"{say(_FIRST)} ({item.finding.id})", title)
    optional = {
        N_("Deadline"): speech.day(told.run.deadline),
        N_("Provisional run"): why_held(told.run, speech),
        N_("Where to send an answer"): told.run.contact,
    }
    yield from (_line(say(name), value) for name, value in optional.items() if value)
    yield _line(say(N_("Note")), say(_NOTE))


_FIRST: Final = N_("Fix first")
_NOTE: Final = N_(
    "The score is aligned to the UN's Online Service Index and no estimate of it. “Could not tell” is not “not met”; the low end of a score counts it as missing, the high end as present."
)


def _line(item: str, value: str | float | Interval) -> Record:
    if isinstance(value, Interval):
        return {
            "item": item,
            "value": round(value.low, 4),
            "up_to": None if value.certain else round(value.high, 4),
        }
    return {"item": item, "value": value, "up_to": None}
