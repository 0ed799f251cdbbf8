"""Two runs on one data folder at once: the second says so and harms nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audit.__main__ import run
from audit.datadir import DataDir
from audit.lock import only_run, refuse_moved
from audit.store.db import Store
from crawler.errors import StoreError
from tests.mockgov import MockGov, agency, write_registry

ROOT = Path(__file__).parents[2]
HOLD = """import sys, pathlib
from audit.datadir import DataDir
from audit.lock import only_run
with only_run(DataDir(pathlib.Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()"""


def holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_run_says_who_is_at_work_and_does_nothing(tmp_path, capsys):
    var = tmp_path / "var"
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url()))
        where = ["--data", str(var), "--sites", str(sites)]
        var.mkdir()
        first = holder(var)
        try:
            for command in ("run", "crawl", "demo"):
                assert run([command, *where]) == 4
                said = capsys.readouterr().err
                assert f"another run is at work on {var} (process {first.pid} since 20" in said
                assert "name another folder with --data" in said
            assert gov.hits == []
            assert not (var / "audit.db").exists()
            # what writes no snapshots need not wait for a night's run
            assert run(["export", "verdicts", *where]) == 2
            assert "no run" in capsys.readouterr().err
        finally:
            first.communicate()
        assert run(["run", *where]) == 0

    with Store(var / "audit.db") as store:
        assert [r.state for r in store.runs()] == ["done"]


def test_a_killed_run_holds_nothing(tmp_path):
    process = holder(tmp_path)
    process.kill()
    process.communicate()

    with only_run(DataDir(tmp_path)):
        assert f"process {os.getpid()} since" in (tmp_path / ".osi-audit-lock").read_text()


def test_a_lock_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / ".osi-audit-lock").mkdir()

    with pytest.raises(StoreError, match="name another folder with --data"), only_run(DataDir(tmp_path)):
        pass


def test_a_folder_that_is_moved_away_while_it_is_held_is_said(tmp_path):
    data = DataDir(tmp_path / "var")
    data.prepare()
    with only_run(data):
        refuse_moved(data)
        data.root.rename(tmp_path / "elsewhere")
        data.root.mkdir()
        with pytest.raises(StoreError, match=r"var was moved or removed during the run: put it back"):
            refuse_moved(data)
