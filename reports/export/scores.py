"""Scores of a run as JSON Lines or CSV: each agency's total, sub-indices and sectors, and those of indices of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from audit.results import AgencyResult, Interval, Score, SubScore
from reports.export.records import Format, Record, write_csv, write_jsonl

MAIN: Final = "main"
"""Name of the score over all editions that have no index of their own."""
COLUMNS: Final = (
    "run_id",
    "agency_id",
    "kind",
    "index",
    "level",
    "name",
    "english_low",
    "english_high",
    "local_low",
    "local_high",
    "weight",
    "met",
    "partly",
    "vietnamese_only",
    "not_met",
    "could_not_tell",
)
"""`level` is total, subindex or sector; `weight` of a sub-index per cent of the total, of a sector its number of criteria."""
_COUNTS: Final = ("met", "partly", "vietnamese_only", "not_met", "could_not_tell")


def export_scores(results: Iterable[AgencyResult], fmt: Format, stream: TextIO, *, bom: bool = False) -> int:
    """Write one record per agency, index and part; returns how many.

    Args:
        results: The agencies of a run.
        fmt: `jsonl` or `csv`.
        stream: Text stream; open files with ``newline=""`` and UTF-8.
        bom: Begin a CSV with a byte order mark, so that Excel reads it as UTF-8.
    """
    records = (
        record
        for result in results
        for score in (result.score, *result.own_scores)
        for record in _records(result, score)
    )
    return write_jsonl(records, stream) if fmt == "jsonl" else write_csv(records, COLUMNS, stream, bom=bom)


def _records(result: AgencyResult, score: Score) -> Iterable[Record]:
    head: Record = {
        "run_id": result.run_id,
        "agency_id": result.agency_id,
        "kind": result.kind,
        "index": score.edition or MAIN,
    }
    totals = {name: sum(getattr(part, name) for part in score.parts if part.weight > 0) for name in _COUNTS}
    yield (
        head
        | {"level": "total", "name": ""}
        | _bounds(score.english, score.local)
        | {"weight": 100.0}
        | totals
    )
    yield from (head | {"level": "subindex"} | _part(part) for part in score.parts)
    yield from (head | {"level": "sector"} | _part(part) for part in score.sectors)


def _part(part: SubScore) -> Record:
    return (
        {"name": part.subindex}
        | _bounds(part.english, part.local)
        | {"weight": part.weight}
        | {name: getattr(part, name) for name in _COUNTS}
    )


def _bounds(english: Interval, local: Interval) -> Record:
    return {
        "english_low": round(english.low, 4),
        "english_high": round(english.high, 4),
        "local_low": round(local.low, 4),
        "local_high": round(local.high, 4),
    }
