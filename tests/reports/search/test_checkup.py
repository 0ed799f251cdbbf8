"""What the doctor says of the index of the portal's search."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from audit.datadir import DataDir
from audit.doctor.model import Patient
from audit.doctor.table import examine
from audit.place import Place
from audit.store.db import Run, Store
from reports.search import checkup
from reports.search.index import Index
from reports.search.model import Entry, Kind
from reports.search.update import Updating
from tests.audit.builders import result
from tests.audit.cli.test_doctor import contents

AT = "2018-06-30T01:00:00Z"
PAGE = Entry(Kind.PAGE, "crawl-00000.warc.gz:1", "http://moa.example/", "vi", "Lệ phí", "", "text " * 5000)


@pytest.fixture
def data(tmp_path) -> DataDir:
    data = DataDir(tmp_path / "var")
    with Store(data.db) as store:
        store.save_run(Run("20180630T000000Z", "done", AT, "2018-06-30", ("moa",), ("osi-2024",)))
        store.save_result(result(), AT)
    return data


def place(data: DataDir) -> Place:
    return Place(data, data.root / "config", data.root / "sites.yaml")


def ask(data: DataDir, *, deep: bool = False) -> tuple[str, str]:
    patient = Patient(place(data), {}, datetime.now(UTC), deep=deep)
    ((_, said),) = examine(patient, [checkup.CHECK])
    return said.level.value, f"{said.what} → {said.do}"


def made(data: DataDir) -> None:
    with Store(data.db) as store, Index(data.search) as index:
        updating = Updating(place(data), store, index)
        updating._pages = lambda _id, _run: iter([PAGE])
        assert [each.fault for each in updating.run()] == [""]


def test_an_index_that_is_up_to_date(data):
    made(data)
    before = contents(data.root)

    for deep in (False, True):
        level, words = ask(data, deep=deep)
        assert level == "ok"
        assert "agencies: 1, " in words
        assert ("is whole" in words) is deep
    assert contents(data.root) == before


def test_an_index_that_does_not_know_the_newest_run(data):
    assert ask(data)[0] == "warning"  # there is none at all
    made(data)
    with Store(data.db) as store:
        store.save_run(Run("20180701T000000Z", "done", AT, "2018-07-01", ("moa",), ("osi-2024",)))
        store.save_result(result(run_id="20180701T000000Z"), AT)

    level, words = ask(data)
    assert level == "warning"
    assert "search does not know the newest of moa → osi-audit search index" in words
    made(data)
    assert ask(data)[0] == "ok"


def test_without_runs_there_is_nothing_to_know(tmp_path):
    assert ask(DataDir(tmp_path / "var"))[0] == "ok"


@pytest.mark.parametrize(
    ("version", "level", "words"),
    [(-1, "warning", "of an older version"), (999, "fault", "made by a newer version of osi-audit")],
)
def test_an_index_of_another_version(data, version, level, words):
    made(data)
    with closing(sqlite3.connect(data.search)) as db:
        db.execute(f"pragma user_version = {version}")

    assert ask(data)[0] == level
    assert words in ask(data)[1]
    assert "osi-audit search index" in ask(data)[1]


def test_damage_is_found_by_who_looks_deep(data):
    made(data)
    with closing(sqlite3.connect(data.search)) as db:
        db.execute("pragma journal_mode = delete")
        (size,) = db.execute("pragma page_size").fetchone()
        (pages,) = db.execute("pragma page_count").fetchone()
    whole = data.search.read_bytes()
    assert pages > 10
    for number in range(4, pages):  # whichever of them does not matter to who reads the first ones alone
        data.search.write_bytes(whole[: number * size] + b"\xff" * size + whole[(number + 1) * size :])
        if ask(data)[0] == "ok" and ask(data, deep=True)[0] == "fault":
            break
    else:
        raise AssertionError("every damage is found without looking deep, or none is found at all")
    data.search.write_bytes(b"x" * 5000)

    level, words = ask(data)
    assert level == "fault"
    assert "file is not a database → osi-audit search index --anew" in words
