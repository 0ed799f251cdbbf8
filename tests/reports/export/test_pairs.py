from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, replace

import pytest

from audit.results import PagePair, PairGap
from reports.export.pairs import COLUMNS, export_pairs
from tests.reports import samples

PAIRS = (
    PagePair("https://a.gov.example/", "Trang chủ", PairGap.NONE_MISSING, "https://a.gov.example/en", "Home", "hreflang", 200, 150, 3, 0),
    PagePair("https://a.gov.example/x", "=HYPERLINK(1)", PairGap.NO_COUNTERPART, words=90, clicks=2),
    PagePair("https://a.gov.example/y", "Y", PairGap.DOCUMENT_ONLY, "https://a.gov.example/y_en.pdf", "PDF", "file", 90, 0, None, -1),
)  # fmt: skip


def export(fmt: str, **options) -> tuple[int, str]:
    stream = io.StringIO(newline="")
    results = [replace(samples.good_ministry(), pairs=PAIRS), samples.shell_ministry()]
    return export_pairs(results, fmt, stream, **options), stream.getvalue()


def test_json_lines_hold_every_pair_with_its_facts():
    count, text = export("jsonl")
    records = [json.loads(line) for line in text.splitlines()]

    assert count == len(records) == 3
    assert records[0]["gap"] == "none_missing"
    assert records[0]["word_ratio"] == 0.75
    assert records[1]["word_ratio"] is None
    assert records[2]["word_ratio"] is None
    assert {field.name for field in fields(PagePair)} <= set(records[0])
    assert "Trang chủ" in text


def test_csv_has_the_columns_and_is_inert():
    count, text = export("csv", bom=True)
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))

    assert count == len(rows) == 3
    assert tuple(rows[0]) == COLUMNS
    assert rows[1]["title"] == "'=HYPERLINK(1)"
    assert rows[1]["days_behind"] == ""
    assert text.startswith("\ufeffrun_id,")


@pytest.mark.parametrize("fmt", ["csv", "jsonl"])
def test_a_run_without_pairs_is_an_empty_table(fmt):
    stream = io.StringIO(newline="")

    assert export_pairs([samples.blocked_agency()], fmt, stream) == 0
