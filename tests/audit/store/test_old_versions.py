"""A database of every older version is brought up to date: wholly, with nothing lost, and a copy of before is kept."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections import namedtuple
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from audit.life.model import Event, EventKind, Look
from audit.lives import note_looks
from audit.recheck import Recheck, Shown
from audit.results import Finding, Message, Review, Verdict
from audit.services.model import ServiceInventory
from audit.store import backup
from audit.store.backup import copies
from audit.store.db import Run, Store
from audit.store.schema import migrations
from crawler.errors import StoreError
from tests.audit.builders import result
from tests.audit.cli.office import SERVICES
from tests.audit.store.old_versions import NAMES, applied, build, contents
from tests.audit.store.test_required import SAID, A, B

ROOT = Path(__file__).parents[3]
AT = "2018-06-30T01:00:00Z"
RUN = Run("20180630T000000Z", "planned", AT, "2018-06-30", ("moa",), ("osi-2024",))
FINDING = Finding("0123456789abcdef", "criterion", "T-2", Message("finding_not_met", {"criterion": "T-2"}))
REVIEW = Review("T-1", "moa", Verdict.MET, Verdict.MET, "Bình", "2018-07-01", "http://a.example/x", "đã xem")
OLDER = list(range(1, len(NAMES)))


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """What a database of this version holds, written by the program itself; nothing in it is empty."""
    path = tmp_path_factory.mktemp("now") / "audit.db"
    with Store(path) as store:
        store.save_run(RUN)
        store.set_state(RUN.id, "done", finished_at=AT, by="an")
        told = result(findings=(FINDING,), inventory=ServiceInventory(SERVICES))
        store.save_result(told, AT, config_sha256="ab12", version="0.1.0")
        store.reviews.add([REVIEW], AT)
        store.required.add([A, B], AT, file="a.csv", sha256="ab12")
        store.matches.add([SAID], AT)
        note_looks(store, told, AT, None)
        word = Event(EventKind.RECHECK, AT, "20180701T000000Z", Look.FAILING)
        shown = Shown(Verdict.NOT_MET, Verdict.NOT_MET, Verdict.NOT_MET, None)
        again = Recheck("20180701T000000Z", FINDING.id, "moa", RUN.id, Look.FAILING, shown, shown)
        store.rechecks.add_all([(again, word)])
        store.notices.note(RUN.id, "moa", "vp@a.example", tries=1, error="450 later")
    found = contents(path)
    assert all(found.values())
    return found


@pytest.mark.parametrize("known", OLDER)
def test_nothing_is_lost_and_a_copy_of_before_is_kept(tmp_path, rows, known):
    path = tmp_path / "audit.db"
    build(path, known, rows)
    before = contents(path)

    with Store(path) as store:
        (kept,) = store.results(RUN.id)
        assert kept.findings == (FINDING,)
        assert store.run().id == RUN.id
        assert [life.finding for life in store.lives.of("moa")] == ([FINDING] if known >= 4 else [])

    assert applied(path) == NAMES
    now = contents(path)
    for name, old in before.items():
        assert [{k: row[k] for k in first} for row, first in zip(now[name], old, strict=True)] == old
    (copy,) = copies(path)
    assert copy.name == f"audit.db.before-{NAMES[known][:4]}"
    assert applied(copy) == NAMES[:known]
    assert contents(copy) == before
    Store(path).close()
    assert copies(path) == [copy]


def test_a_copy_put_back_is_the_database_of_before(tmp_path, rows):
    path = tmp_path / "audit.db"
    build(path, 2, rows)
    before = contents(path)
    Store(path).close()
    (copy,) = copies(path)
    shutil.copy(copy, path)

    assert contents(path) == before
    with Store(path) as store:
        store.save_run(replace(RUN, id="20180702T000000Z"))
    assert copies(path) == [copy]


def test_of_two_different_databases_both_copies_are_kept(tmp_path, rows):
    path = tmp_path / "audit.db"
    for known in (3, 2):
        path.unlink(missing_ok=True)
        build(path, known, rows if known == 3 else {**rows, "findings": []})
        if known == 2:
            copies(path)[0].rename(tmp_path / "audit.db.before-m003")
        Store(path).close()

    assert [c.name for c in copies(path)] == ["audit.db.before-m003", "audit.db.before-m003-2"]
    assert contents(copies(path)[0])["findings"]
    assert not contents(copies(path)[1])["findings"]


def test_a_new_database_needs_no_copy(tmp_path):
    Store(tmp_path / "audit.db").close()

    assert [p.name for p in tmp_path.iterdir()] == ["audit.db"]


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path, rows):
    path = tmp_path / "old.db"
    known = len(NAMES) - 2
    build(path, known, rows)
    before = contents(path)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.audit.store.old_versions", str(path), str(tmp_path), "audit.db"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert not ended.returncode, ended.stderr
    count = int(ended.stdout)
    assert count > 20

    stood = set()
    for moment in range(count):
        folder = tmp_path / f"{moment:03}"
        stands = applied(folder / "audit.db")
        assert stands in (NAMES[:known], NAMES), moment
        stood.add(len(stands))
        if len(stands) == known:
            assert contents(folder / "audit.db") == before
        for copy in copies(folder / "audit.db"):  # what has the name is whole
            assert contents(copy) == before
        with Store(folder / "audit.db") as store:
            assert len(store.results(RUN.id)) == 1
        left = sorted(p.name for p in folder.iterdir())
        assert left == ["audit.db", f"audit.db.before-{NAMES[known][:4]}"], moment
    assert stood == {known, len(NAMES)}


def test_a_disk_without_room_for_the_copy_is_said_before_anything_changes(tmp_path, rows, monkeypatch):
    path = tmp_path / "audit.db"
    build(path, 2, rows)
    before = path.read_bytes()
    usage = namedtuple("usage", "free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: usage(2 * len(before) - 1))

    with pytest.raises(StoreError, match=r"no room to copy it .* MB are needed, .* nothing was changed"):
        Store(path)

    assert path.read_bytes() == before
    assert copies(path) == []
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: usage(2 * len(before)))
    Store(path).close()
    assert len(copies(path)) == 1


def test_a_copy_that_finds_no_room_all_the_same_leaves_nothing(tmp_path, rows):
    path = tmp_path / "audit.db"
    build(path, 2, rows)
    before = path.read_bytes()
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40960, 40960)); "
        "from audit.__main__ import run; sys.exit(run(['runs', 'list', '--data', sys.argv[1]]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (ended.returncode, ended.stdout) == (4, "")
    assert f"error: {path}: the database says: disk I/O error; see whether the disk is full" in ended.stderr
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["audit.db"]


def test_a_damaged_old_database_is_not_brought_up_to_date(tmp_path, rows):
    path = tmp_path / "audit.db"
    build(path, 2, rows)
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("select rootpage from sqlite_master where name = 'verdicts'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    whole = path.read_bytes()
    at = (root - 1) * size
    path.write_bytes(whole[:at] + b"\xff" * size + whole[at + size :])
    damaged = path.read_bytes()

    with pytest.raises(StoreError, match=r"is damaged .* nothing was changed; osi-audit doctor"):
        Store(path)

    assert path.read_bytes() == damaged
    assert copies(path) == []


def test_a_migration_that_fails_leaves_all_as_it_was(tmp_path, rows, monkeypatch):
    path = tmp_path / "audit.db"
    build(path, len(NAMES) - 1, rows)
    before = contents(path)

    def broken(db: Database) -> None:
        db.table("verdicts").drop()
        raise sqlite3.OperationalError("database or disk is full")

    last = migrations._migrations[-1]
    monkeypatch.setattr(last, "fn", broken)
    for _ in range(2):
        with pytest.raises(StoreError, match="full"):
            Store(path)

    assert contents(path) == before
    assert len(copies(path)) == 1  # not one for each attempt


def test_two_processes_bring_it_up_to_date_once(tmp_path, rows):
    for attempt in range(5):
        path = tmp_path / str(attempt) / "audit.db"
        path.parent.mkdir()
        build(path, 1, rows)
        faults: list[Exception] = []

        def opened(path: Path = path, faults: list[Exception] = faults) -> None:
            try:
                Store(path).close()
            except Exception as error:  # noqa: BLE001 - told below
                faults.append(error)

        both = [threading.Thread(target=opened) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()

        assert faults == []
        assert applied(path) == NAMES
        assert [p.name for p in copies(path)] == ["audit.db.before-m002"]


def test_a_newer_database_is_left_alone_to_the_byte(tmp_path):
    path = tmp_path / "audit.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma journal_mode = delete")
        connection.execute("insert into _sqlite_migrations values (99, 'osi-audit', 'm999_later', '2030')")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"newer version of osi-audit \(it has m999_later\): upgrade first"):
        Store(path)

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["audit.db"]


def test_a_database_of_something_else_is_refused(tmp_path):
    path = tmp_path / "audit.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table books (title)")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"a database of something else \(it has a table books\)"):
        Store(path)

    assert path.read_bytes() == before
