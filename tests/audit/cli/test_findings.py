from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from audit.findings import finding_id
from audit.store.db import Store

VIEWPORT = finding_id("bo", "T-viewport")
REASON = ("--by", "Trần Thị Bình", "--reason", "Cổng mới từ tháng 6")


def states(place, capsys, *options: str) -> dict[str, str]:
    capsys.readouterr()
    assert place("findings", "list", "--format", "jsonl", *options) == 0
    return {
        record["finding_id"]: record["state"]
        for record in map(json.loads, capsys.readouterr().out.splitlines())
    }


def table(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def answered(place, name: str = "answers.csv", **cells: str):
    """Export, fill in the row of one finding, and return the file."""
    path = place.folder / name
    assert place("answers", "export", str(path)) == 0
    rows = table(path)
    for row in rows:
        if row["finding_id"] == VIEWPORT:
            row.update(cells)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def disputed(place, **more: str):
    cells = {
        "answer": "dispute",
        "text": "Trang đã có",
        "answered_by": "Văn phòng Bộ",
        "answered_on": "01/07/2018",
    }
    return answered(place, **(cells | more))


def test_what_a_run_found_is_new_and_told_with_its_title(place, capsys):
    assert states(place, capsys)[VIEWPORT] == "new"
    assert states(place, capsys, "--state", "fixed") == {}
    assert place("findings", "list") == 0
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith(VIEWPORT))
    assert line.split("\t")[1:3] == ["bo", "new"]
    assert "Phones" in line


def test_what_was_mended_is_fixed_and_its_history_says_how(place, capsys):
    pages = {
        path: body.replace(
            "<head>", '<head><meta name="viewport" content="width=device-width, initial-scale=1">'
        )
        for path, body in place.gov.pages.items()
    }
    place.crawl_again(pages)
    assert states(place, capsys)[VIEWPORT] == "fixed"
    assert place("findings", "show", VIEWPORT) == 0
    shown = capsys.readouterr().out
    assert "failing" in shown
    assert "passing" in shown


def test_a_waiver_holds_until_its_day(place, capsys):
    assert place("findings", "waive", VIEWPORT, *REASON, "--until", "2030-06-30") == 0
    assert f"{VIEWPORT}: waived" in capsys.readouterr().out
    assert states(place, capsys, "--on", "2030-06-30")[VIEWPORT] == "waived"
    assert states(place, capsys, "--on", "2030-07-01")[VIEWPORT] == "new"
    assert place("findings", "unwaive", VIEWPORT, *REASON) == 0
    assert states(place, capsys)[VIEWPORT] == "new"


def test_several_findings_are_waived_together_or_not_at_all(place, capsys):
    assert place("findings", "waive", VIEWPORT, "feed", *REASON) == 2
    assert "no finding 'feed'" in capsys.readouterr().err
    assert states(place, capsys)[VIEWPORT] == "new"


def test_a_waiver_that_is_over_before_it_begins_is_refused(place, capsys):
    assert place("findings", "waive", VIEWPORT, *REASON, "--until", "2019-01-01") == 2
    assert "2019-01-01 is past" in capsys.readouterr().err


def test_a_dispute_goes_its_way(place, capsys):
    page = place.gov.url("/gioi-thieu")
    words = ("--by", "Văn phòng Bộ", "--text", "Có tại đây", "--page", page)
    assert place("findings", "dispute", VIEWPORT, *words) == 0
    assert states(place, capsys)[VIEWPORT] == "disputed"
    assert place("findings", "reject", VIEWPORT, *REASON) == 0
    assert states(place, capsys)[VIEWPORT] == "new"
    assert place("findings", "show", VIEWPORT) == 0
    shown = capsys.readouterr().out
    assert page in shown
    assert "Cổng mới từ tháng 6" in shown


def test_a_page_elsewhere_and_a_decision_on_no_dispute_are_refused(place, capsys):
    words = ("--by", "x", "--text", "y", "--page", "http://elsewhere.example/")
    assert place("findings", "dispute", VIEWPORT, *words) == 2
    assert "is not on a host of bo" in capsys.readouterr().err
    assert place("findings", "accept", VIEWPORT, "--by", "x") == 2
    assert f"{VIEWPORT} is not disputed" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["answers.csv", "answers.xlsx"])
def test_a_table_goes_out_and_comes_back_and_the_second_time_changes_nothing(place, capsys, name):
    path = place.folder / name
    assert place("answers", "export", str(path), "--agency", "bo") == 0
    if name.endswith("xlsx"):
        book = load_workbook(path)
        sheet = book.worksheets[0]
        column = {cell.value: cell.column for cell in sheet[1]}
        row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == VIEWPORT)
        cells = {
            "answer": "Không đồng ý",
            "text": "Trang đã có",
            "answered_by": "VP",
            "answered_on": "01/07/2018",
        }
        for heading, value in cells.items():
            sheet.cell(row, column[heading]).value = value
        book.save(path)
    else:
        path = disputed(place)
    capsys.readouterr()
    assert place("answers", "import", str(path), "--from", "bo") == 0
    assert "1 answer taken in" in capsys.readouterr().out
    assert place("answers", "import", str(path)) == 0
    assert "0 answers taken in" in capsys.readouterr().out
    assert states(place, capsys)[VIEWPORT] == "disputed"
    again = place.folder / "again.csv"
    assert place("answers", "export", str(again)) == 0
    (row,) = [row for row in table(again) if row["finding_id"] == VIEWPORT]
    assert (row["state"], row["answer"], row["text"]) == ("disputed", "dispute", "Trang đã có")
    assert place("answers", "import", str(again)) == 0
    assert "0 answers taken in" in capsys.readouterr().out


def test_the_operators_decision_comes_in_the_same_table(place, capsys):
    assert place("answers", "import", str(disputed(place))) == 0
    decided = {
        "decision": "chấp nhận",
        "until": "31/12/2030",
        "reason": "Đã kiểm tra",
        "decided_by": "Lê Văn An",
    }
    assert place("answers", "import", str(answered(place, **decided, decided_on="2018-07-02"))) == 0
    assert states(place, capsys)[VIEWPORT] == "waived"
    with Store(place.data / "audit.db") as store:
        standing = store.lives.life(VIEWPORT).standing
    assert (standing.waiver.until, standing.dispute.accepted) == ("2030-12-31", True)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"answer": "maybe"}, "column “answer”: 'maybe' is none of dispute"),
        ({"answer": ""}, "column “answer”: is missing: dispute"),
        ({"text": ""}, "column “text”: is missing"),
        (
            {"page": "http://elsewhere.example/x"},
            "column “page”: http://elsewhere.example/x is not on a host of bo",
        ),
        ({"page": "javascript:alert(1)"}, "is not on a host of bo"),
        ({"answered_on": "32/01/2018"}, "column “answered_on”: '32/01/2018' is not a date"),
        ({"answered_on": "2999-01-01"}, "has not come yet"),
        ({"agency_id": "mob"}, "column “agency_id”: the finding is one of bo"),
        ({"finding_id": "feed"}, "column “finding_id”: there is no finding 'feed'"),
        ({"decision": "accept", "reason": "x", "decided_by": "y"}, "column “decided_on”: is missing"),
        ({"until": "2030-01-01"}, "column “decision”: is missing"),
    ],
)
def test_every_fault_names_row_and_column_and_nothing_is_kept(place, capsys, cells, fault):
    path = disputed(place, **cells)
    capsys.readouterr()
    assert place("answers", "import", str(path)) == 2
    said = capsys.readouterr().err
    assert fault in said
    assert f"{path}: row " in said
    assert states(place, capsys)[VIEWPORT] == "new"


def test_an_agency_decides_nothing_and_answers_for_no_other(place, capsys):
    decision = {"decision": "waive", "reason": "x", "decided_by": "y", "decided_on": "2018-07-02"}
    path = answered(place, **decision)
    assert place("answers", "import", str(path), "--from", "bo") == 2
    assert "only the operator decides" in capsys.readouterr().err
    with Store(place.data / "audit.db") as store:
        stranger = replace(store.lives.life(VIEWPORT).standing)
    assert stranger.waiver is None
