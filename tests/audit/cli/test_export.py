"""`osi-audit export pairs` on a crawled portal."""

from __future__ import annotations

import csv
import json

from reports.export.pairs import COLUMNS


def test_pairs_are_exported_as_a_table_and_as_lines(place):
    table, lines = place.folder / "pairs.csv", place.folder / "pairs.jsonl"

    assert place("export", "pairs", "--format", "csv", "--out", str(table)) == 0
    assert place("export", "pairs", "--agency", "bo", "--out", str(lines)) == 0
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    records = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]

    assert tuple(rows[0]) == COLUMNS
    assert [row["url"] for row in rows] == [record["url"] for record in records]
    assert [record["url"] for record in records] == [pair.url for pair in place.result().pairs]
    assert {record["gap"] for record in records} == {"no_counterpart"}


def test_an_unknown_run_is_said_in_one_sentence(place, capsys):
    assert place("export", "pairs", "20010101T000000Z") == 2
    assert "20010101T000000Z" in capsys.readouterr().err
