"""An agency's result as one JSON document, and a run's; `reports/schema/` describes both. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from audit.results import Score, SubScore
from audit.services.model import FilingHost
from audit.store.scores import EarlierScore
from reports.export.agency import (
    criterion_records,
    finding_records,
    pair_records,
    portal_records,
    service_records,
    status_records,
)
from reports.export.records import Record
from reports.i18n import Speech
from reports.sentences import verdict_sentence
from reports.told import PastScore, Told
from reports.views import AgencyView

VERSION: Final = "1.0"
"""Of the documents' form; the first number is part of the names of the schemas."""
AGENCY_FORMAT: Final = "osi-audit/agency-report"
OVERVIEW_FORMAT: Final = "osi-audit/overview"
NOTICE_FORMAT: Final = "osi-audit/notice"
_HIDDEN: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def dumped(document: Record) -> str:
    """Write a document as text; characters that hide or turn others round stand as escapes, the data stay the same."""
    return _text(document) + "\n"


def dumped_in_pieces(document: Record) -> Iterator[str]:
    """Write a document as `dumped` does, piece by piece; values that are iterators become arrays, of which one element is in memory."""
    for number, (key, value) in enumerate(document.items()):
        yield f"{',' if number else '{'}\n {_text(key)}: "
        if isinstance(value, Iterator):
            yield from _array(value)
        else:
            yield _text(value, 1)
    yield "\n}\n"


def _array(values: Iterator[Any]) -> Iterator[str]:
    """Text breaks lines between values only, so that what stands inside others is moved to the right line by line."""
    number = -1
    for number, value in enumerate(values):
        yield f"{',' if number else '['}\n  {_text(value, 2)}"
    yield "[]" if number < 0 else "\n ]"


def _text(value: Any, depth: int = 0) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    text = _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.replace("\n", "\n" + " " * depth) if depth else text


def agency_document(view: AgencyView, told: Told, speech: Speech) -> Record:
    """Return all that is known of an agency in a run, by `reports/schema/agency-report-1.json`.

    Args:
        view: The agency.
        told: The run.
        speech: Language of the sentences.
    """
    result = view.result
    return {
        "format": AGENCY_FORMAT,
        "version": VERSION,
        "language": speech.locale,
        "run": run_record(told, result.audited_on),
        "agency": {
            "agency_id": result.agency_id,
            "agency_vi": result.agency_vi,
            "agency_en": result.agency_en,
            "kind": result.kind,
            "sectors": list(result.sectors),
        },
        "editions": list(result.editions),
        "readable": view.readable,
        "summary": verdict_sentence(view, speech),
        "score": {
            **bounds(result.score),
            "unweighted_low": round(result.score.unweighted.low, 4),
            "unweighted_high": round(result.score.unweighted.high, 4),
            "weights_name": result.score.weights_name,
            "weights_confirmed": result.score.weights_confirmed,
            "parts": parts(result.score.parts),
            "sector_parts": parts(result.score.sectors),
        },
        "own_scores": [
            {
                "index": own.score.edition,
                "title": speech.name(own.edition.title),
                **bounds(own.score),
                "parts": parts(own.score.parts),
            }
            for own in view.own_scores
        ],
        "peers": {"agencies": view.peers, "median": view.peer_median},
        "history": [_past(past) for past in told.history.get(result.agency_id, ())],
        "findings": list(finding_records(view, speech, told.run.deadline)),
        "criteria": list(criterion_records(view, told.rules, speech)),
        "services": _services(view),
        "pairs": list(pair_records(result.pairs, speech)),
        "portals": list(portal_records(view, speech)),
        "coverage": _coverage(view, speech),
    }


def run_record(told: Told, day: str = "") -> Record:
    """Return what a document says of its run.

    Args:
        told: The run.
        day: Day that its duties were judged at; that of its first result when not given.
    """
    run = told.run
    return {
        "run_id": run.run_id,
        "audited_on": day or next((result.audited_on for result in told.results), ""),
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "generated_at": run.generated_at,
        "deadline": run.deadline,
        "provisional": run.provisional,
        "contact": run.contact,
        "program_version": run.version,
    }


def bounds(score: Score | SubScore | PastScore | EarlierScore) -> Record:
    """Return both ends of a score in both languages, points of 100."""
    return {
        "english_low": round(score.english.low, 4),
        "english_high": round(score.english.high, 4),
        "local_low": round(score.local.low, 4),
        "local_high": round(score.local.high, 4),
    }


def parts(scores: Iterable[SubScore]) -> list[Record]:
    """Return sub-indices or sectors."""
    return [
        {
            "name": part.subindex,
            **bounds(part),
            "weight": round(part.weight, 4),
            **{name: getattr(part, name) for name in COUNTS},
        }
        for part in scores
    ]


COUNTS: Final = ("met", "partly", "vietnamese_only", "not_met", "could_not_tell")


def _past(past: PastScore) -> Record:
    return {
        "run_id": past.run_id,
        "audited_on": past.day,
        "readable": past.readable,
        **bounds(past),
        "editions": list(past.editions),
    }


def _services(view: AgencyView) -> Record | None:
    if view.services is None:
        return None
    inventory = view.services.inventory
    return {
        "readable": inventory.readable,
        "why": inventory.why,
        "items": list(service_records(view.services)),
        "hosts": [_host(host) for host in inventory.hosts],
    }


def _host(host: FilingHost) -> Record:
    return {
        "host": host.host,
        "filed": host.services,
        "takes_files": host.takes_files,
        "leads_to": host.leads_to,
        "official": host.official,
        "in_menu": host.in_menu,
    }


def _coverage(view: AgencyView, speech: Speech) -> Record:
    coverage = view.result.coverage
    languages = dict.fromkeys([*coverage.pages_by_language, *coverage.words_by_language])
    known: dict[str, Any] = {
        name: getattr(coverage, name)
        for name in (
            "found",
            "fetched",
            "skipped",
            "failed",
            "left",
            "pages",
            "documents_read",
            "scans",
            "probed",
        )
    }
    return known | {
        "linked_documents": coverage.documents,
        "first_fetch": coverage.first_fetch,
        "last_fetch": coverage.last_fetch,
        "stop_reason": coverage.stop_reason,
        "statuses": list(status_records(view, speech)),
        "languages": [
            {
                "language": name,
                "count": coverage.pages_by_language.get(name, 0),
                "words": coverage.words_by_language.get(name, 0),
            }
            for name in languages
        ],
    }
