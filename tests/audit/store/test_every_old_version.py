"""Each database, in every older version of it, is brought up to date: wholly, with nothing lost, and a copy of before is kept."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from audit.store.backup import copies
from crawler.errors import StoreError
from tests.audit.store.databases import KEPT, Kept
from tests.audit.store.old_versions import Rows, applied, build, contents

ROOT = Path(__file__).parents[3]
OLDER = [(kind, known) for kind in KEPT.values() for known in range(1, len(kind.names))]
every = pytest.mark.parametrize("kind", KEPT.values(), ids=KEPT)


@pytest.fixture(scope="module")
def rows_of(tmp_path_factory):
    """What a database of this version holds, by its kind; each written once."""

    @cache
    def rows(kind: Kept) -> Rows:
        return kind.rows(tmp_path_factory.mktemp("now"))

    return rows


@pytest.mark.parametrize(("kind", "known"), OLDER, ids=[f"{kind.file} {known}" for kind, known in OLDER])
def test_nothing_is_lost_and_a_copy_of_before_is_kept(tmp_path, rows_of, kind, known):
    path = tmp_path / kind.file
    build(path, known, rows_of(kind), kind.schema)
    path.chmod(0o600)
    before = contents(path)

    with kind.opened(path) as database:
        kind.look(database)

    assert applied(path, kind.schema) == kind.names
    now = contents(path)
    for name, old in before.items():
        assert [{k: row[k] for k in first} for row, first in zip(now[name], old, strict=True)] == old
    (copy,) = copies(path)
    assert copy.name == f"{kind.file}.before-{kind.names[known][:4]}"
    assert applied(copy, kind.schema) == kind.names[:known]
    assert contents(copy) == before
    assert copy.stat().st_mode == path.stat().st_mode
    kind.opened(path).close()
    assert copies(path) == [copy]


@every
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path, rows_of, kind):
    path = tmp_path / "old.db"
    known = len(kind.names) - 2
    build(path, known, rows_of(kind), kind.schema)
    before = contents(path)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.audit.store.old_versions", str(path), str(tmp_path), kind.file],
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
        path = tmp_path / f"{moment:03}" / kind.file
        stands = applied(path, kind.schema)
        assert stands in (kind.names[:known], kind.names), moment
        stood.add(len(stands))
        if len(stands) == known:
            assert contents(path) == before
        for copy in copies(path):  # what has the name is whole
            assert contents(copy) == before
        with kind.opened(path) as database:
            kind.look(database)
        left = sorted(p.name for p in path.parent.iterdir())
        assert left == [kind.file, f"{kind.file}.before-{kind.names[known][:4]}"], moment
    assert stood == {known, len(kind.names)}


@every
def test_a_newer_one_is_left_alone_to_the_byte(tmp_path, kind):
    path = tmp_path / kind.file
    kind.opened(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma journal_mode = delete")
        connection.execute(
            "insert into _sqlite_migrations values (99, ?, 'x999_later', '2030')",
            [kind.schema.migrations.name],
        )
    before = path.read_bytes()

    with pytest.raises(
        StoreError,
        match=rf"{kind.file} was written by a newer version of osi-audit \(it has x999_later\): upgrade first",
    ):
        kind.opened(path)

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [kind.file]


@every
def test_a_database_of_something_else_is_refused(tmp_path, kind):
    path = tmp_path / kind.file
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table books (title)")
    before = path.read_bytes()

    with pytest.raises(
        StoreError, match=rf"{kind.file} is a database of something else \(it has a table books\)"
    ):
        kind.opened(path)

    assert path.read_bytes() == before


@every
def test_one_kind_is_not_taken_for_another(tmp_path, kind):
    kind.opened(tmp_path / kind.file).close()
    for other in KEPT.values():
        if other is not kind:
            (tmp_path / kind.file).rename(tmp_path / other.file)
            with pytest.raises(StoreError, match=f"{other.file} is a database of something else"):
                other.opened(tmp_path / other.file)
