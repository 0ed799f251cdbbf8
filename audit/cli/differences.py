"""Differences between two results as text, JSON and CSV."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final, TextIO

from audit.cli.options import counted
from audit.compare import Cause, Change, Difference, ScoreChange, Shift
from audit.rejudge import Comparison
from audit.results import Interval, Verdict
from reports.safety import inert_cell

COLUMNS: Final = (
    "agency_id",
    "criterion_id",
    "cause",
    "before",
    "after",
    "english_before",
    "english_after",
    "vietnamese_before",
    "vietnamese_after",
    "why",
    "url",
)
_WORDS: Final = {
    Cause.SITE: "site changed",
    Cause.RULES: "rules changed",
    Cause.REACH: "reach changed",
    Cause.REVIEWED: "reviewed",
}


def difference_lines(difference: Difference, limit: int | None = None) -> Iterator[str]:
    """Yield what a person reads of one agency; nothing when nothing has changed.

    Args:
        difference: Of the agency.
        limit: Changed verdicts shown at most; all when None. Criteria that are asked newly or no more are only counted.
    """
    moved = [c for c in difference.changes if c.before is not None and c.after is not None]
    rest = [c for c in difference.changes if c.before is None or c.after is None]
    causes = Counter(c.cause for c in moved)
    scores = (difference.score, *difference.own)
    if not difference.changes and not any(_moves(s.english_by_cause) for s in scores):
        return
    main = difference.score
    yield f"{difference.agency_id}: English {_scores(main.english)}{_split(main.english_by_cause)}"
    yield from _further_scores(difference)
    for note in difference.notes:
        yield f"  {note}"
    if causes:
        parts = (f"{_WORDS[cause]} {causes[cause]}" for cause in Cause if causes[cause])
        yield f"  {counted(len(moved), 'verdict')} changed: {', '.join(parts)}"
    for change in moved[:limit]:
        yield f"  {_line(change)}"
    if limit is not None and len(moved) > limit:
        yield f"  … and {len(moved) - limit} more"
    if rest:
        new = sum(c.before is None for c in rest)
        yield f"  asked newly: {new}, asked no more: {len(rest) - new}"


def _further_scores(difference: Difference) -> Iterator[str]:
    main = difference.score
    if _moves(main.local_by_cause):
        yield f"  Vietnamese {_scores(main.local)}{_split(main.local_by_cause)}"
    for own in difference.own:
        if _moves(own.english_by_cause):
            yield f"  {own.edition}: English {_scores(own.english)}{_split(own.english_by_cause)}"
        if _moves(own.local_by_cause):
            yield f"  {own.edition}: Vietnamese {_scores(own.local)}{_split(own.local_by_cause)}"


def write_text(comparison: Comparison, stream: TextIO) -> None:
    """Write a comparison for a person."""
    quiet = 0
    for difference in comparison.differences:
        lines = list(difference_lines(difference))
        quiet += not lines
        stream.writelines(f"{line}\n" for line in lines)
    if quiet:
        stream.write(f"{counted(quiet, 'agency')} without any difference\n")
    stream.writelines(f"{note}\n" for note in comparison.notes)


def write_json(comparison: Comparison, stream: TextIO) -> None:
    """Write a comparison as one JSON object."""
    data = {
        "agencies": [_plain(d) for d in comparison.differences],
        "notes": list(comparison.notes),
        "errors": dict(comparison.errors),
    }
    json.dump(data, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def write_csv(comparison: Comparison, stream: TextIO) -> None:
    """Write one row for each changed verdict; cells are defused."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for difference in comparison.differences:
        for change in difference.changes:
            cells = (
                difference.agency_id,
                change.criterion_id,
                change.cause.value,
                _word(change.before),
                _word(change.after),
                *map(_word, (*change.english, *change.local)),
                change.why,
                next(iter(change.urls), ""),
            )
            writer.writerow([inert_cell(cell) for cell in cells])


def _plain(difference: Difference) -> dict[str, Any]:
    data = asdict(difference)
    data["score"] = _plain_score(difference.score)
    data["own"] = [_plain_score(own) for own in difference.own]
    for change in data["changes"]:
        for side in ("english", "local"):
            change[side] = dict(zip(("before", "after"), change[side], strict=True))
    return data


def _plain_score(change: ScoreChange) -> dict[str, Any]:
    data = asdict(change)
    for side in ("english", "local"):
        data[side] = dict(zip(("before", "after"), data[side], strict=True))
    return data


def _line(change: Change) -> str:
    because = f"  ({change.why})" if change.why else "".join(f"  {url}" for url in change.urls[:1])
    path = f"{_word(change.before)} -> {_word(change.after)}"
    if change.before is change.after:
        path += f", Vietnamese {_word(change.local[0])} -> {_word(change.local[1])}"
    return f"{_WORDS[change.cause]:<14} {change.criterion_id:<18} {path}{because}"


def _word(verdict: Verdict | None) -> str:
    return verdict.value if verdict else "not asked"


def _scores(pair: tuple[Interval, Interval]) -> str:
    before, after = (f"{i.low:.1f}" if i.certain else f"{i.low:.1f} to {i.high:.1f}" for i in pair)
    return f"{before} -> {after}" if before != after else before


def _moves(shifts: Mapping[Cause, Shift]) -> list[Cause]:
    return [c for c, shift in shifts.items() if max(abs(shift.low), abs(shift.high)) >= 0.05]


def _split(shifts: Mapping[Cause, Shift]) -> str:
    parts = []
    for cause in _moves(shifts):
        low, high = shifts[cause].low, shifts[cause].high
        same = abs(high - low) < 0.05
        parts.append(f"{_WORDS[cause]} {low:+.1f}" + ("" if same else f" (high end {high:+.1f})"))
    return f" ({', '.join(parts)})" if parts else ""
