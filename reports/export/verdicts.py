"""Verdicts of a run as JSON Lines or CSV, for other programs and for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final, TextIO

from audit.criteria.model import Criterion
from audit.results import AgencyResult, Evidence, Finding, Judgement, Message, Side
from audit.rules import Rules
from reports.export.records import Format, Record, write_csv, write_jsonl

COLUMNS: Final = (
    "run_id",
    "agency_id",
    "criterion_id",
    "edition",
    "subindex",
    "sector",
    "locus",
    "title_en",
    "title_vi",
    "verdict",
    "english",
    "local",
    "points",
    "local_points",
    "weight",
    "confidence",
    "finding_id",
    "also",
    "reviewer",
    "reviewed_on",
    "review_proof",
    "review_note",
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
"""Of the CSV form; the evidence is the best one. `also`: other criteria that the same fix meets, separated by spaces."""


def export_verdicts(
    results: Iterable[AgencyResult],
    rules: Rules,
    fmt: Format,
    stream: TextIO,
    *,
    bom: bool = False,
) -> int:
    """Write one record per agency and criterion.

    Args:
        results: The agencies of a run.
        rules: With the editions judged; a criterion that is in none is written without titles.
        fmt: `jsonl` (one object a line, all evidence) or `csv` (RFC 4180, best evidence, cells defused).
        stream: Text stream; open files with ``newline=""`` and UTF-8.
        bom: Begin a CSV with a byte order mark, so that Excel reads it as UTF-8.

    Returns:
        The number of records.
    """
    edition_of = {c.id: edition.edition for edition in rules.editions for c in edition.criteria}
    records = (record for result in results for record in _records(result, rules.criteria, edition_of))
    if fmt == "jsonl":
        return write_jsonl(records, stream)
    return write_csv((_flat(record) for record in records), COLUMNS, stream, bom=bom)


def _records(
    result: AgencyResult, criteria: Mapping[str, Criterion], edition_of: Mapping[str, str]
) -> Iterable[Record]:
    findings = {id_: f for f in result.findings for id_ in (f.criterion_id, *f.also)}
    for judgement in result.judgements:
        id_ = judgement.criterion_id
        yield _record(result, judgement, criteria.get(id_), findings.get(id_)) | {
            "edition": edition_of.get(id_, "")
        }


def _record(
    result: AgencyResult, judgement: Judgement, criterion: Criterion | None, finding: Finding | None
) -> Record:
    review = judgement.review
    asked = (finding.criterion_id, *finding.also) if finding else ()
    lead = leading_side(judgement)
    return {
        "run_id": result.run_id,
        "agency_id": result.agency_id,
        "criterion_id": judgement.criterion_id,
        "subindex": str(criterion.subindex) if criterion else "",
        "sector": (criterion.sector or "") if criterion else "",
        "locus": (criterion.locus or "") if criterion else "",
        "title_en": criterion.title.en if criterion else "",
        "title_vi": criterion.title.vi if criterion else "",
        "verdict": str(judgement.verdict),
        "english": str(judgement.english.verdict),
        "local": str(judgement.local.verdict),
        "points": judgement.points,
        "local_points": judgement.local_points,
        "weight": judgement.weight,
        "confidence": str(judgement.confidence),
        "finding_id": finding.id if finding else "",
        "also": [id_ for id_ in asked if id_ != judgement.criterion_id],
        "reviewer": review.reviewer if review else "",
        "reviewed_on": review.reviewed_on if review else "",
        "review_proof": review.proof if review else "",
        "review_note": review.note if review else "",
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
        "by_script": evidence.by_script,
    }


def _flat(record: Record) -> Record:
    evidence = record["evidence"]
    best = evidence[0] if evidence else {}
    return {
        **record,
        "also": " ".join(record["also"]),
        "evidence_count": len(evidence),
        **{f"evidence_{key}": best.get(key, "") for key in _EVIDENCE_KEYS},
        "reason": record["reason"]["code"],
        "reason_params": json.dumps(record["reason"]["params"], ensure_ascii=False),
    }


_EVIDENCE_KEYS: Final = ("url", "quote", "language", "where", "fetched_at", "record")
