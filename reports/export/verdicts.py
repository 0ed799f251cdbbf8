"""Verdicts of a run as JSON Lines or CSV, for other programs and for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TextIO

from audit.criteria.model import Criterion
from audit.results import AgencyResult, Evidence, Judgement, Message, Side
from reports.safety import inert_cell

Format = Literal["jsonl", "csv"]
Record = dict[str, Any]

COLUMNS: Final = (
    "run_id",
    "agency_id",
    "criterion_id",
    "title_en",
    "title_vi",
    "verdict",
    "english",
    "local",
    "points",
    "local_points",
    "weight",
    "confidence",
    "evidence_count",
    "evidence_url",
    "evidence_quote",
    "evidence_language",
    "evidence_where",
    "evidence_fetched_at",
    "evidence_record",
    "pages_looked_at",
    "reason",
    "reason_params",
)
"""Of the CSV form; the evidence is the best one."""


def export_verdicts(
    results: Iterable[AgencyResult],
    criteria: Mapping[str, Criterion],
    fmt: Format,
    stream: TextIO,
    *,
    bom: bool = False,
) -> int:
    """Write one record per agency and criterion.

    Args:
        results: The agencies of a run.
        criteria: By id; a criterion that is not in it is written without titles.
        fmt: `jsonl` (one object a line, all evidence) or `csv` (RFC 4180, best evidence, cells defused).
        stream: Text stream; open files with ``newline=""`` and UTF-8.
        bom: Begin a CSV with a byte order mark, so that Excel reads it as UTF-8.

    Returns:
        The number of records.
    """
    records = (
        _record(result, judgement, criteria.get(judgement.criterion_id))
        for result in results
        for judgement in result.judgements
    )
    return _write_jsonl(records, stream) if fmt == "jsonl" else _write_csv(records, stream, bom=bom)


def _write_jsonl(records: Iterable[Record], stream: TextIO) -> int:
    count = 0
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(records: Iterable[Record], stream: TextIO, *, bom: bool) -> int:
    if bom:
        stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    for record in records:
        flat = _flat(record)
        writer.writerow([_cell(flat[column]) for column in COLUMNS])
        count += 1
    return count


def _cell(value: object) -> object:
    return inert_cell(value) if isinstance(value, str) else value


def _record(result: AgencyResult, judgement: Judgement, criterion: Criterion | None) -> Record:
    lead = leading_side(judgement)
    return {
        "run_id": result.run_id,
        "agency_id": result.agency_id,
        "criterion_id": judgement.criterion_id,
        "title_en": criterion.title.en if criterion else "",
        "title_vi": criterion.title.vi if criterion else "",
        "verdict": str(judgement.verdict),
        "english": str(judgement.english.verdict),
        "local": str(judgement.local.verdict),
        "points": judgement.points,
        "local_points": judgement.local_points,
        "weight": judgement.weight,
        "confidence": str(judgement.confidence),
        "evidence": [_evidence(item) for item in all_evidence(judgement)],
        "pages_looked_at": lead.looked.pages,
        "reason": _reason(judgement.english.reason),
        "reason_local": _reason(judgement.local.reason),
    }


def leading_side(judgement: Judgement) -> Side:
    """Return the side whose search counts: English, or Vietnamese when English was not looked for."""
    return judgement.english if judgement.english.looked.pages else judgement.local


def all_evidence(judgement: Judgement) -> tuple[Evidence, ...]:
    """Return the evidence of both languages, best first, nothing twice."""
    return tuple(dict.fromkeys(judgement.english.evidence + judgement.local.evidence))


def _reason(message: Message) -> Record:
    return {"code": message.code, "params": dict(message.params)}


def _evidence(evidence: Evidence) -> Record:
    return {
        "url": evidence.url,
        "quote": evidence.quote,
        "language": evidence.language,
        "where": evidence.where,
        "fetched_at": evidence.fetched_at,
        "record": evidence.record,
        "clicks": evidence.clicks,
        "found_on": evidence.found_on,
    }


def _flat(record: Record) -> Record:
    evidence = record["evidence"]
    best = evidence[0] if evidence else {}
    return {
        **record,
        "evidence_count": len(evidence),
        **{f"evidence_{key}": best.get(key, "") for key in _EVIDENCE_KEYS},
        "reason": record["reason"]["code"],
        "reason_params": json.dumps(record["reason"]["params"], ensure_ascii=False),
    }


_EVIDENCE_KEYS: Final = ("url", "quote", "language", "where", "fetched_at", "record")
