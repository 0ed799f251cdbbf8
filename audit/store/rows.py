"""Rows of results: what a result is taken apart into, and put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from audit.results import AgencyResult, Finding, Judgement
from audit.store.services import with_services, without_services

_RESULT = TypeAdapter(AgencyResult)
_JUDGEMENT = TypeAdapter(Judgement)
_FINDING = TypeAdapter(Finding)


def result_row(result: AgencyResult) -> dict[str, Any]:
    """Return a result as a row of `results`, but for its key and its making; its payload lacks what has rows of its own."""
    score = result.score
    return {
        "english_low": score.english.low,
        "english_high": score.english.high,
        "local_low": score.local.low,
        "local_high": score.local.high,
        "pages": result.coverage.pages,
        "payload": _dump(_RESULT, replace(without_services(result), judgements=(), findings=())),
    }


def whole(
    head: str, judgements: Iterable[str], findings: Iterable[str], services: Sequence[str]
) -> AgencyResult:
    """Put a result together from its payloads.

    Raises:
        pydantic.ValidationError: They were written by another version, or are damaged.
    """
    return replace(
        with_services(_RESULT.validate_json(head), services),
        judgements=tuple(_JUDGEMENT.validate_json(payload) for payload in judgements),
        findings=tuple(_FINDING.validate_json(payload) for payload in findings),
    )


def verdict_row(position: int, judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as a row of `verdicts`, but for its key."""
    return {
        "criterion_id": judgement.criterion_id,
        "position": position,
        "verdict": judgement.verdict,
        "english": judgement.english.verdict,
        "local": judgement.local.verdict,
        "confidence": judgement.confidence,
        "points": judgement.points,
        "weight": judgement.weight,
        "payload": _dump(_JUDGEMENT, judgement),
    }


def finding_row(position: int, finding: Finding) -> dict[str, Any]:
    """Return a finding as a row of `findings`, but for its key."""
    return {
        "finding_id": finding.id,
        "position": position,
        "kind": finding.kind,
        "criterion_id": finding.criterion_id,
        "state": finding.state,
        "gain": finding.gain,
        "count": finding.count,
        "payload": _dump(_FINDING, finding),
    }


def _dump(adapter: TypeAdapter[Any], value: object) -> str:
    return adapter.dump_json(value).decode("utf-8")
