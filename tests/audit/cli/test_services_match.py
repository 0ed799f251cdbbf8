"""`osi-audit services match`: out to persons, and back."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.audit.cli.office import LIST, Office, furnished


@pytest.fixture
def office(tmp_path):
    found = furnished(tmp_path)
    assert found("services", "import", found.file(*LIST)) == 0
    return found


def exported(office: Office, *more: str) -> list[dict[str, str]]:
    path = office.folder / "match.csv"
    assert office("services", "match", "export", str(path), *more) == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def answered(office: Office, separator: str = ",", **cells: str) -> str:
    (row,) = exported(office)
    path = office.folder / "answers.csv"
    answer = {"answer": "aaaa000000000003", "reviewer": "Bình", "date": "01/07/2018", "reason": "đã gọi hỏi"}
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(row), delimiter=separator)
        writer.writeheader()
        writer.writerow({**row, **answer, **cells})
    return str(path)


def states(office: Office, capsys) -> dict[str, str]:
    capsys.readouterr()
    assert office("services", "reconcile", "--details", "--agency", "moa") == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    return {line[8]: line[2] for line in lines}


def test_what_is_for_a_person_is_exported_with_its_candidates(office):
    (row,) = exported(office)

    assert (row["agency_id"], row["name"], row["why"], row["answer"]) == ("moa", "Cấp thẻ", "ambiguous", "")
    assert {line.split()[0] for line in row["candidates"].splitlines()} >= {
        "aaaa000000000002",
        "aaaa000000000003",
    }


def test_everything_can_be_exported(office):
    assert [row["why"] for row in exported(office, "--all", "--agency", "moa")] == [
        "matched by name",
        "ambiguous",
        "missing",
    ]


@pytest.mark.parametrize("separator", [",", ";"])
def test_an_answer_is_taken_in_and_remembered(office, separator, capsys):
    assert office("services", "match", "import", answered(office, separator)) == 0
    assert "1 answer: 1 new; 0 rows without an answer" in capsys.readouterr().out
    assert states(office, capsys)["Cấp thẻ"] == "found"
    assert exported(office) == []


def test_it_outlasts_a_list_that_is_imported_again_and_a_new_run(office, capsys):
    office("services", "match", "import", answered(office))
    with office.store as store:
        run = store.run()
        (result,) = store.results(run.id, ["moa"])
    later = replace(run, id="20190630T000000Z", day="2019-06-30")
    assert result.inventory is not None
    moved = tuple(replace(s, id=f"b{s.id[1:]}") for s in result.inventory.services)
    with office.store as store:
        store.save_run(later)
        inventory = replace(result.inventory, services=moved)
        store.save_result(replace(result, run_id=later.id, inventory=inventory), "2019-06-30T01:00:00Z")
    assert (
        office("services", "import", office.file(LIST[0], ("1/QĐ-VD", "moa", "1. CẤP THẺ", "", "3", "2018")))
        == 0
    )

    assert states(office, capsys)["1. CẤP THẺ"] == "found"


def test_none_is_an_answer(office, capsys):
    assert office("services", "match", "import", answered(office, answer="không có")) == 0
    assert states(office, capsys)["Cấp thẻ"] == "missing"


def test_importing_twice_changes_nothing_and_a_newer_answer_replaces(office, capsys):
    first = Path(answered(office)).rename(office.folder / "first.csv")
    newer = answered(office, answer="none", date="02/07/2018")
    capsys.readouterr()

    for file in (first, first, newer):
        assert office("services", "match", "import", str(file)) == 0

    said = [line.partition(";")[0] for line in capsys.readouterr().out.splitlines()]
    assert said == ["1 answer: 1 new", "1 answer: 1 same", "1 answer: 1 changed"]
    with office.store as store:
        assert len(store.matches.all()) == 2


def test_a_wrong_table_keeps_nothing(office, capsys):
    file = answered(office, answer="somewhere", reviewer="", date="soon")

    assert office("services", "match", "import", file) == 2
    shown = capsys.readouterr().err
    for column in ("answer", "reviewer", "date"):
        assert f"{file}: row 2, column “{column}”: " in shown
    assert "3 faults; nothing was kept" in shown
    with office.store as store:
        assert store.matches.all() == []


def test_a_table_of_another_kind_is_refused(office, capsys):
    file = office.file(("x", "y"), name="other.csv", header=("decision", "colour"))

    assert office("services", "match", "import", file) == 2
    shown = capsys.readouterr().err
    assert "there is no column “colour”" in shown
    assert "the column “answer” is missing" in shown


def test_a_table_of_an_old_kind_is_not_written(office, capsys):
    assert office("services", "match", "export", str(office.folder / "x.xls")) == 2
    assert "name it .csv or .xlsx" in capsys.readouterr().err
