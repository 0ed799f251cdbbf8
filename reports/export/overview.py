"""A run as data: the scores of its agencies, and every verdict of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.results import AgencyResult
from crawler.registry import Names
from reports.export.dictionary import Field, Table, field, table
from reports.export.document import COUNTS, OVERVIEW_FORMAT, VERSION, bounds, parts, run_record
from reports.export.records import Record
from reports.export.sheets import Sheet, explained
from reports.i18n import Speech
from reports.labels import SUBINDICES
from reports.rows import in_order
from reports.told import Told

_ENDS = ("english_low", "english_high")


def overview_document(told: Told, speech: Speech) -> Record:
    """Return the run by `reports/schema/overview-1.json`.

    Args:
        told: The run.
        speech: Language of the titles.
    """
    return {
        "format": OVERVIEW_FORMAT,
        "version": VERSION,
        "language": speech.locale,
        "run": run_record(told),
        "agency_rows": [_agency(result) | {"parts": parts(result.score.parts)} for result in told.results],
        "without_result": _without(told),
        "matrix": list(_matrix(told, speech)),
    }


def overview_sheets(told: Told, speech: Speech) -> tuple[Sheet, ...]:
    """Return the sheets of the run's workbook, in their order."""
    scores = score_sheet(told)
    matrix = Sheet(_matrix_table(told), tuple(_spread(row, told) for row in _matrix(told, speech)))
    without = Sheet(table("without"), tuple(_without(told)))
    tables = (table("overview"), table("matrix"), table("without"))
    return scores, matrix, without, explained(tables, speech)


def score_sheet(told: Told) -> Sheet:
    """Return one row for each agency: its score, and those of the sub-indices in columns of their own."""
    names = dict.fromkeys(part.subindex for result in told.results for part in result.score.parts)
    ordered = in_order(names, SUBINDICES)
    fields: list[Field] = []
    for known in table("overview").fields:
        if not known.key.startswith("SUBINDEX_"):
            fields.append(known)
        elif known.key.endswith("_low"):
            fields += [_of_subindex(name, end) for name in ordered for end in _ENDS]
    shown = replace(table("overview"), fields=tuple(fields))
    return Sheet(shown, tuple(_row(result, ordered) for result in told.results))


def _of_subindex(name: str, end: str) -> Field:
    known, said = field(f"SUBINDEX_{end}"), field(end).heading
    heading = Names(vi=f"{name}: {said.vi}", en=f"{name}: {said.en}")
    return replace(known, key=f"{name}_{end}", heading=heading)


def _row(result: AgencyResult, names: list[str]) -> Record:
    known = {part.subindex: bounds(part) for part in result.score.parts}
    return _agency(result) | {
        f"{name}_{end}": known[name][end] if name in known else None for name in names for end in _ENDS
    }


def _agency(result: AgencyResult) -> Record:
    counted = [part for part in result.score.parts if part.weight > 0]
    return {
        "agency_id": result.agency_id,
        "agency_vi": result.agency_vi,
        "agency_en": result.agency_en,
        "kind": result.kind,
        "readable": result.coverage.readable,
        **bounds(result.score),
        **{name: sum(getattr(part, name) for part in counted) for name in COUNTS},
        "finding_count": len(result.findings),
        "pages": result.coverage.pages,
    }


def _matrix(told: Told, speech: Speech) -> Iterator[Record]:
    verdicts = {
        result.agency_id: {j.criterion_id: str(j.verdict) for j in result.judgements}
        for result in told.results
    }
    for edition in told.rules.editions:
        for criterion in edition.criteria:
            known = {id_: found[criterion.id] for id_, found in verdicts.items() if criterion.id in found}
            if known:
                yield {
                    "criterion_id": criterion.id,
                    "edition": edition.edition,
                    "subindex": str(criterion.subindex),
                    "title": speech.name(criterion.title),
                    "verdicts": known,
                }


def _matrix_table(told: Told) -> Table:
    *known, each = table("matrix").fields
    agencies = (
        replace(each, key=r.agency_id, heading=Names(vi=r.agency_vi, en=r.agency_en)) for r in told.results
    )
    return replace(table("matrix"), fields=(*known, *agencies))


def _spread(row: Record, told: Told) -> Record:
    return row | {result.agency_id: row["verdicts"].get(result.agency_id) for result in told.results}


def _without(told: Told) -> list[Record]:
    return [{"agency_id": agency_id, "why": why} for agency_id, why in told.run.missing]
