from __future__ import annotations

import csv
import io
import json

import pytest

from reports.export.scores import COLUMNS, export_scores
from tests.reports import samples


def _records(fmt="jsonl"):
    stream = io.StringIO(newline="")
    count = export_scores(samples.all_results(), fmt, stream)
    text = stream.getvalue()
    rows = (
        [json.loads(line) for line in text.splitlines()]
        if fmt == "jsonl"
        else list(csv.DictReader(io.StringIO(text, newline="")))
    )
    assert len(rows) == count
    return rows


def test_the_total_can_be_worked_out_from_the_exported_parts():
    for result in samples.all_results():
        rows = [r for r in _records() if r["agency_id"] == result.agency_id and r["index"] == "main"]
        (total,) = [r for r in rows if r["level"] == "total"]
        parts = [r for r in rows if r["level"] == "subindex"]
        for end in ("english_low", "english_high", "local_low", "local_high"):
            assert sum(p[end] * p["weight"] for p in parts) / 100 == pytest.approx(total[end], abs=0.01)
        assert total["english_low"] == pytest.approx(result.score.english.low, abs=0.001)
        for name in ("met", "not_met", "could_not_tell"):
            assert total[name] == sum(p[name] for p in parts if p["weight"] > 0)


def test_an_index_of_its_own_has_rows_of_its_own_where_it_asks():
    rows = [r for r in _records() if r["index"] != "main"]
    assert {(r["agency_id"], r["index"]) for r in rows} == {("province", "sample-city")}
    assert [r["name"] for r in rows if r["level"] == "subindex"] == ["TEC", "PE"]


def test_sectors_are_exported_with_their_number_of_criteria():
    sectors = [r for r in _records() if r["level"] == "sector" and r["agency_id"] == "good"]
    (health,) = [r for r in sectors if r["name"] == "health"]
    assert health["weight"] >= health["met"] + health["not_met"] > 0


def test_both_forms_tell_the_same():
    for row, record in zip(_records("csv"), _records(), strict=True):
        assert tuple(row) == COLUMNS
        assert {key: str(value) for key, value in record.items()} == row
