"""A portal.db of every older version is brought up to date as an audit.db is: wholly, with nothing lost, and a copy of before is kept."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from audit.store.backup import copies
from crawler.errors import StoreError
from reports.portal.access import Role, Viewer
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.jobs import JobKind
from reports.portal.accounts.schema import SCHEMA
from reports.portal.accounts.shares import Report
from reports.portal.accounts.users import Newcomer
from tests.audit.store.old_versions import OPENED_BY, applied, build, contents

ROOT = Path(__file__).parents[3]
NAMES = SCHEMA.waiting(Database(memory=True))
AT = datetime(2026, 7, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
BINH = Newcomer("binh@bo.example", Role.WEBMASTER, "bo", "Trần Thị Bình", "vi")


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """What a portal.db of this version holds, written by the program itself."""
    path = tmp_path_factory.mktemp("now") / "portal.db"
    with Accounts(path) as accounts:
        user = accounts.users.add(BINH, AT)
        accounts.users.accept(accounts.users.invite(user.id, "test", AT), "argon2id", AT)
        accounts.sessions.begin(user.id, AT)
        accounts.failures.add(("from:192.0.2.1",), AT)
        viewer = Viewer(user.id, user.name, user.role, user.agency_id, frozenset({"bo"}))
        accounts.log.note(viewer, "recheck", AT, agency_id="bo", target="0123456789abcdef")
        accounts.jobs.ask(JobKind.RECHECK, "0123456789abcdef", viewer, AT, "bo")
        accounts.tokens.add("test", "bo", "test", AT, DAY)
        accounts.feeds.make(user.id, AT)
        accounts.shares.make(Report("bo", "20260701T000000Z", "vi/bo.html"), viewer, AT, DAY)
        accounts.identities.link("https://login.example", "s-1", user.id, AT)
        accounts.departures.begin("secret", "https://login.example", "/", "192.0.2.1", AT)
    found = contents(path)
    assert {
        "users",
        "invitations",
        "sessions",
        "failures",
        "changes",
        "jobs",
        "tokens",
        "feeds",
        "shares",
        "identities",
        "departures",
    } <= {name for name, kept in found.items() if kept}
    return found


@pytest.mark.parametrize("known", range(1, len(NAMES)))
def test_nothing_is_lost_and_a_copy_of_before_is_kept(tmp_path, rows, known):
    path = tmp_path / "portal.db"
    build(path, known, rows, SCHEMA)
    path.chmod(0o600)
    before = contents(path)

    with Accounts(path) as accounts:
        assert accounts.users.by_login(BINH.login).password == "argon2id"

    assert applied(path, SCHEMA) == NAMES
    now = contents(path)
    for name, old in before.items():
        assert [{k: row[k] for k in first} for row, first in zip(now[name], old, strict=True)] == old
    (copy,) = copies(path)
    assert copy.name == f"portal.db.before-{NAMES[known][:4]}"
    assert contents(copy) == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    Accounts(path).close()
    assert copies(path) == [copy]


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_the_copy_is_never_for_others_to_read(tmp_path, rows, mask):
    path = tmp_path / "portal.db"
    build(path, 1, rows, SCHEMA)
    path.chmod(0o600)
    before = os.umask(mask)
    try:
        Accounts(path).close()
    finally:
        os.umask(before)

    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_a_new_one_needs_no_copy_and_is_its_owners_alone(tmp_path):
    Accounts(tmp_path / "var" / "portal.db").close()

    (made,) = (tmp_path / "var").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path, rows):
    path = tmp_path / "old.db"
    known = len(NAMES) - 2
    build(path, known, rows, SCHEMA)
    before = contents(path)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.audit.store.old_versions", str(path), str(tmp_path), "portal.db"],
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
        database = tmp_path / f"{moment:03}" / "portal.db"
        stands = applied(database, SCHEMA)
        assert stands in (NAMES[:known], NAMES), moment
        stood.add(len(stands))
        if len(stands) == known:
            assert contents(database) == before
        for copy in copies(database):  # what has the name is whole
            assert contents(copy) == before
        with Accounts(database) as accounts:
            assert accounts.users.by_login(BINH.login)
        left = sorted(p.name for p in database.parent.iterdir())
        assert left == ["portal.db", f"portal.db.before-{NAMES[known][:4]}"], moment
    assert stood == {known, len(NAMES)}


def test_a_newer_one_is_left_alone_to_the_byte(tmp_path):
    path = tmp_path / "portal.db"
    Accounts(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma journal_mode = delete")
        connection.execute(
            "insert into _sqlite_migrations values (99, 'osi-audit-portal', 'p999_later', '2030')"
        )
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"portal.db was written by a newer version .*p999_later\): upgrade"):
        Accounts(path)

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["portal.db"]


def test_a_database_of_something_else_is_refused(tmp_path):
    path = tmp_path / "portal.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table books (title)")
    before = path.read_bytes()

    with pytest.raises(
        StoreError, match=r"portal.db is a database of something else \(it has a table books\)"
    ):
        Accounts(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize(("one", "other"), [("portal.db", "audit.db"), ("audit.db", "portal.db")])
def test_the_two_databases_are_not_taken_for_each_other(tmp_path, one, other):
    OPENED_BY[one](tmp_path / one).close()
    (tmp_path / one).rename(tmp_path / other)

    with pytest.raises(StoreError, match=f"{other} is a database of something else"):
        OPENED_BY[other](tmp_path / other)
