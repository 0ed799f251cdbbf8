"""A disk without room, a folder that cannot be written, a damaged database, a clock that goes back: said, and nothing lost."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit import runs
from audit.__main__ import run
from audit.datadir import DataDir
from audit.place import Place
from audit.store.db import Store
from tests.mockgov import MockGov, agency, write_registry

ROOT = Path(__file__).parents[2]
PAGES = {"/": '<h1>Bộ Thử nghiệm</h1><a href="/tin">Tin tức</a>', "/tin": "<h1>Tin tức</h1>"}
CHOICE = ("--on", "2018-06-30", "--edition", "osi-2024")
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2


def command(*arguments: str, before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, prepared by `before`."""
    return subprocess.run(
        [sys.executable, "-m", "audit", *arguments],
        cwd=ROOT,
        env={**os.environ},
        preexec_fn=before,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def no_file_beyond(size: int) -> Callable[[], None]:
    """Prepare a process whose files cannot grow beyond a size, which is what a full disk looks like to it."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def ordinary_user() -> None:
    """Prepare a process that file permissions hold for, even where the tests are run by root."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def results(var: Path) -> list[object]:
    with Store(var / "audit.db") as store:
        return [(r.state, store.results(r.id)) for r in store.runs() if r.state == "done"]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A finished run, and how to ask for another; no test may change it."""
    folder = tmp_path_factory.mktemp("done")
    with MockGov(dict(PAGES)) as gov:
        sites = write_registry(folder / "sites.yaml", agency("bo", gov.url()))
        where = ["--data", str(folder / "var"), "--sites", str(sites), "--workers", "1"]
        assert run(["run", *CHOICE, *where]) == 0
        yield folder / "var", where


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(done):
    var, where = done
    before, reports = results(var), files(var / "reports")

    ended = command("run", *CHOICE, *where, before=no_file_beyond(8 << 10))

    assert ended.returncode == 4
    assert "Traceback" not in ended.stderr
    assert "see whether the disk is full" in ended.stderr
    assert results(var) == before
    assert files(var / "reports") == reports


def test_reports_that_find_no_room_leave_those_that_are_there(done):
    var, where = done
    before = files(var / "reports")
    assert max(map(len, before.values())) > 40 << 10

    ended = command("report", *where[:4], before=no_file_beyond(40 << 10))

    assert ended.returncode == 4
    assert re.search(r"error: .*\.html: cannot be written: File too large", ended.stderr)
    after = files(var / "reports")
    assert after.keys() == before.keys()
    pages = [data for name, data in after.items() if name.endswith(".html")]
    assert all(data.rstrip().endswith(b"</html>") for data in pages)
    large = {name for name, data in before.items() if len(data) > 40 << 10}
    assert {name: after[name] for name in large} == {name: before[name] for name in large}


def test_a_folder_that_may_not_be_written_is_named_and_left_alone(done):
    var, where = done
    before = files(var)
    var.chmod(0o555)
    try:
        ended = command("run", *CHOICE, *where, before=ordinary_user)
    finally:
        var.chmod(0o755)

    assert ended.returncode == 4
    assert f"{var} cannot be written: Permission denied; name another folder with --data" in ended.stderr
    assert files(var) == before


@pytest.mark.parametrize("keep", [0, 40, 3000, 0.5])
def test_a_log_of_the_database_that_is_cut_off_costs_the_last_writes_only(done, tmp_path, keep):
    var, _ = done
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "audit.db").write_bytes((var / "audit.db").read_bytes())
    # What a machine leaves that fails while a second result is written: the log behind a database.
    with Store(folder / "audit.db") as store:
        (first,) = store.runs()
        store.save_error(first.id, "khac", "2018-06-30T00:00:00Z", "not judged")
        base, log = ((folder / name).read_bytes() for name in ("audit.db", "audit.db-wal"))
    (folder / "audit.db").write_bytes(base)
    (folder / "audit.db-wal").write_bytes(log[: int(keep if keep > 1 else keep * len(log))])

    assert results(folder) == results(var)


def test_a_damaged_database_is_one_sentence(done, tmp_path, capsys):
    var, where = done
    folder = tmp_path / "var"
    folder.mkdir()
    whole = (var / "audit.db").read_bytes()
    (folder / "audit.db").write_bytes(b"\xff" * 4096 + whole[4096:])
    damaged = files(folder)

    assert run(["run", *CHOICE, "--data", str(folder), *where[2:]]) == 4
    said = capsys.readouterr().err
    assert f"{folder / 'audit.db'}: the database says: file is not a database" in said
    assert {name: data for name, data in files(folder).items() if name == "audit.db"} == damaged


def test_a_clock_that_goes_back_keeps_runs_apart_and_in_order(done, tmp_path, monkeypatch):
    var, _ = done

    with Store(var / "audit.db") as store:
        first = store.run()
    with Store(tmp_path / "audit.db") as store:
        store.save_run(first)
        monkeypatch.setattr(runs, "moment", lambda: datetime(2001, 1, 1, tzinfo=UTC))
        planned = []
        for _ in range(3):
            again = runs.replace(first, id=runs.free_id(store, DataDir(tmp_path)))
            store.save_run(again)
            planned.append(again.id)
        newest = store.run("latest").id

    assert [first.id, *planned] == sorted({first.id, *planned})
    assert newest == planned[-1]


def test_a_clock_that_goes_back_asks_for_no_more_than_has_changed(done, tmp_path):
    var, _ = done
    with Store(var / "audit.db") as store:
        first = store.run()
        later = runs.replace(first, id=runs.free_id(store, DataDir(var)), created_at="2001-01-01T00:00:00Z")
        found = runs.last_snapshots(later, Place(DataDir(var), tmp_path, tmp_path), store)

    assert found == {agency_id: DataDir(var).snapshot(first.id, agency_id) for agency_id in first.agencies}
