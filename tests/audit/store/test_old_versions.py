"""Bringing an audit.db up to date: its copies, disks without room, damage, failures, and two processes at once."""

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

from audit.store import backup
from audit.store.backup import copies
from audit.store.db import Store
from audit.store.schema import migrations
from crawler.errors import StoreError
from tests.audit.store.databases import AUDIT, FINDING, RUN
from tests.audit.store.old_versions import NAMES, applied, build, contents

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    return AUDIT.rows(tmp_path_factory.mktemp("now"))


@pytest.mark.parametrize("known", range(1, len(NAMES)))
def test_findings_have_had_a_life_since_they_were_given_one(tmp_path, rows, known):
    path = tmp_path / "audit.db"
    build(path, known, rows)

    with Store(path) as store:
        assert [life.finding for life in store.lives.of("moa")] == ([FINDING] if known >= 4 else [])


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
