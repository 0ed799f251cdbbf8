"""A run as data: the scores of its agencies, and every verdict of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.results import AgencyResult, Verdict
from crawler.registry import Names
from reports.columns import columns_of
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
    """Return the run by `reports/schema/overview-1.json`, to be written once: what grows with the run comes one by one.

    Args:
        told: The run.
        speech: Language of the titles.
    """
    return {
        "format": OVERVIEW_FORMAT,
        "version": VERSION,
        "language": speech.locale,
        "run": run_record(told),
        "agency_rows": (_agency(result) | {"parts": parts(result.score.parts)} for result in told.results),
        "without_result": _without(told),
        "matrix": _Matrix(told, speech).records(),
    }


def overview_sheets(told: Told, speech: Speech) -> tuple[Sheet, ...]:
    """Return the sheets of the run's workbook, in their order."""
    scores = score_sheet(told)
    matrix = Sheet(_matrix_table(told), _Matrix(told, speech))
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


class _Matrix:
    """Every verdict of a run: a record for each criterion that was judged, made when it is asked for and not kept.

    As rows of a table, each has a value for every agency.

    Args:
        told: The run.
        speech: Language of the titles.
    """

    def __init__(self, told: Told, speech: Speech) -> None:
        self._ids = [result.agency_id for result in told.results]
        self._speech = speech
        self._judged = columns_of(told.results)
        self._rows = [
            (edition.edition, criterion)
            for edition in told.rules.editions
            for criterion in edition.criteria
            if criterion.id in self._judged
        ]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Record]:
        nothing = dict.fromkeys(self._ids)
        return (record | nothing | record["verdicts"] for record in self.records())

    def records(self) -> Iterator[Record]:
        """Yield what the document holds."""
        said = {verdict: str(verdict) for verdict in Verdict}
        for edition, criterion in self._rows:
            verdicts = zip(self._ids, self._judged[criterion.id], strict=True)
            yield {
                "criterion_id": criterion.id,
                "edition": edition,
                "subindex": str(criterion.subindex),
                "title": self._speech.name(criterion.title),
                "verdicts": {id_: said[judged.verdict] for id_, judged in verdicts if judged},
            }


def _matrix_table(told: Told) -> Table:
    *known, each = table("matrix").fields
    agencies = (
        replace(each, key=r.agency_id, heading=Names(vi=r.agency_vi, en=r.agency_en)) for r in told.results
    )
    return replace(table("matrix"), fields=(*known, *agencies))


def _without(told: Told) -> list[Record]:
    return [{"agency_id": agency_id, "why": why} for agency_id, why in told.run.missing]
