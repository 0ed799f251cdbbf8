from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from audit.results import Verdict
from reports.export.verdicts import COLUMNS, export_verdicts
from tests.reports import samples


def _export(fmt, results=None, **options):
    stream = io.StringIO(newline="")
    count = export_verdicts(results or samples.all_results(), samples.rules(), fmt, stream, **options)
    return count, stream.getvalue()


def test_json_lines_hold_every_judgement_with_evidence():
    count, text = _export("jsonl")
    records = [json.loads(line) for line in text.splitlines()]
    assert count == len(records) == 4 * len(samples.criteria())
    first = next(r for r in records if r["agency_id"] == "shell" and r["verdict"] == "vietnamese_only")
    assert (first["english"], first["local"]) == ("not_met", "met")
    assert first["run_id"] == samples.RUN.run_id
    assert first["evidence"][0]["language"] == "vi"
    assert first["evidence"][0]["url"].startswith("https://shell.gov.example/")
    assert first["pages_looked_at"] == 38
    assert first["reason"] == {"code": "nothing_named", "params": {}}
    assert "Bộ thực hiện" in text  # diacritics are not escaped


def test_sides_are_one_of_four_words_where_the_criterion_applies():
    _count, text = _export("jsonl")
    for record in map(json.loads, text.splitlines()):
        if record["verdict"] != Verdict.NOT_APPLICABLE:
            assert {record["english"], record["local"]} <= {"met", "partly", "not_met", "could_not_tell"}


def test_csv_has_the_columns_and_the_best_evidence():
    count, text = _export("csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == count
    met = next(r for r in rows if r["agency_id"] == "good" and r["english"] == "met")
    assert met["evidence_count"] == "2"
    assert met["evidence_quote"].startswith("The Ministry")


def test_both_forms_tell_the_same():
    _count, text = _export("csv")
    _count, lines = _export("jsonl")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    records = [json.loads(line) for line in lines.splitlines()]
    for row, record in zip(rows, records, strict=True):
        for key in ("agency_id", "criterion_id", "verdict", "english", "local"):
            assert row[key] == record[key]


def test_a_byte_order_mark_is_written_on_request_only():
    assert not _export("csv")[1].startswith("\ufeff")
    assert _export("csv", bom=True)[1].startswith("\ufeffrun_id,")


@pytest.mark.parametrize("payload", ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"])
def test_crawled_formulas_are_inert_in_csv_and_unchanged_in_json(payload):
    result = samples.good_ministry()
    judged = result.judgements[0]
    side = replace(
        judged.english, evidence=(replace(judged.english.evidence[0], quote=payload, url=payload),)
    )
    hostile = replace(result, judgements=(replace(judged, english=side),))
    _count, text = _export("csv", [hostile])
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["evidence_quote"] == row["evidence_url"] == "'" + payload
    _count, line = _export("jsonl", [hostile])
    assert json.loads(line)["evidence"][0]["quote"] == payload


def test_a_criterion_of_another_edition_is_exported_without_titles():
    stream = io.StringIO()
    none = replace(samples.rules(), editions=())
    assert export_verdicts([samples.good_ministry()], none, "jsonl", stream) == len(samples.criteria())
    first = json.loads(stream.getvalue().splitlines()[0])
    assert (first["title_vi"], first["edition"], first["subindex"]) == ("", "", "")


def test_a_verdict_names_its_edition_sector_and_what_the_same_fix_meets():
    _count, text = _export("jsonl", [samples.vietnamese_province()])
    rows = {r["criterion_id"]: r for r in map(json.loads, text.splitlines())}
    assert (rows["CITY-1"]["edition"], rows["CITY-1"]["subindex"]) == ("sample-city", "TEC")
    assert rows[samples.SHARED]["edition"] == "osi-2024"
    same = {samples.SHARED, "SAMPLE-EGL", "CITY-1"}
    assert same - {"CITY-1"} <= set(rows["CITY-1"]["also"])
    assert {rows[id_]["finding_id"] for id_ in same} == {rows[samples.SHARED]["finding_id"]} != {""}
    _count, text = _export("csv", [samples.vietnamese_province()])
    table = {r["criterion_id"]: r for r in csv.DictReader(io.StringIO(text, newline=""))}
    assert table["CITY-1"]["also"] == " ".join(rows["CITY-1"]["also"])


def test_a_persons_answer_is_exported_with_its_proof():
    _count, text = _export("csv", [samples.good_ministry()])
    rows = {r["criterion_id"]: r for r in csv.DictReader(io.StringIO(text, newline=""))}
    answer = rows[samples.MAIL]
    assert (answer["reviewer"], answer["reviewed_on"], answer["verdict"]) == (
        "Nguyễn Văn A",
        "2018-07-02",
        "met",
    )
    assert answer["review_proof"] == "https://good.gov.example/tra-loi"
    assert rows[samples.RANK]["reviewer"] == ""
