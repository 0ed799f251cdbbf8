"""Page pairs of a run as JSON Lines or CSV: every Vietnamese page compared, with its English counterpart and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from audit.results import AgencyResult, PagePair
from reports.export.records import Format, Record, write_csv, write_jsonl

COLUMNS: Final = (
    "run_id",
    "agency_id",
    "url",
    "title",
    "gap",
    "english_url",
    "english_title",
    "how",
    "words",
    "english_words",
    "word_ratio",
    "days_behind",
    "clicks",
)
"""`word_ratio` is English words for each Vietnamese one; it and `days_behind` are empty where nobody can tell."""


def export_pairs(results: Iterable[AgencyResult], fmt: Format, stream: TextIO, *, bom: bool = False) -> int:
    """Write one record per agency and Vietnamese page, nearest to the home page first; returns how many.

    Args:
        results: The agencies of a run.
        fmt: `jsonl` or `csv`.
        stream: Text stream; open files with ``newline=""`` and UTF-8.
        bom: Begin a CSV with a byte order mark, so that Excel reads it as UTF-8.
    """
    records = (_record(result, pair) for result in results for pair in result.pairs)
    return write_jsonl(records, stream) if fmt == "jsonl" else write_csv(records, COLUMNS, stream, bom=bom)


def _record(result: AgencyResult, pair: PagePair) -> Record:
    paired = bool(pair.english_url and pair.words) and pair.how != "file"
    return {
        "run_id": result.run_id,
        "agency_id": result.agency_id,
        "url": pair.url,
        "title": pair.title,
        "gap": pair.gap.value,
        "english_url": pair.english_url,
        "english_title": pair.english_title,
        "how": pair.how,
        "words": pair.words,
        "english_words": pair.english_words,
        "word_ratio": round(pair.english_words / pair.words, 3) if paired else None,
        "days_behind": pair.days_behind,
        "clicks": pair.clicks,
    }
