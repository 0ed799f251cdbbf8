"""Old runs are let go of: by the policy, never beside other work, and never half."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from audit.datadir import DataDir
from audit.lock import judging, only_pruner, only_run
from audit.store.db import Store
from crawler.clock import BEHIND
from crawler.thinned import CITED_NAME, MARKER_NAME, is_thinned
from crawler.warc_tail import warc_files
from tests.audit.cli.conftest import DAY_S
from tests.audit.cli.pruning import bodies, citations, kept_of, snapshot_of, tree


def test_a_dry_run_says_all_of_it_and_changes_nothing(old, capsys):
    newest, second, first = old.run_ids()
    before = tree(old.data)
    capsys.readouterr()
    assert old("prune", "--dry-run") == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:2] for line in said[:-1]] == [
        ["thin", f"snapshots/{second}/bo"],
        ["thin", f"snapshots/{first}/bo"],
        ["keep", f"snapshots/{newest}/bo"],
        ["remove", "facts/bo.db"],
    ]
    assert said[-1].startswith("2 snapshots thinned, 1 thing removed, 1 kept; ")
    assert said[-1].endswith("would go, nothing was changed")
    assert tree(old.data) == before


def test_pruning_twice_changes_nothing_more(old, capsys):
    assert old("prune") == 0
    before = tree(old.data)
    capsys.readouterr()
    assert old("prune") == 0
    assert "0 snapshots thinned, 0 things removed, 3 kept; 0 kB" in capsys.readouterr().out
    assert tree(old.data) == before
    assert old("prune", "--verbose") == 0
    assert "thinned on " in capsys.readouterr().out


def test_by_the_projects_own_policy_nothing_of_last_month_goes(place, monkeypatch, capsys):
    monkeypatch.setenv(BEHIND, str(-30 * DAY_S))
    before = tree(place.data)
    assert place("prune") == 0
    assert tree(place.data) == before
    assert "0 snapshots thinned, 0 things removed" in capsys.readouterr().out


def test_while_a_run_is_at_work_nothing_is_pruned_and_a_dry_run_may_look(old, capsys):
    before = tree(old.data)
    with only_run(DataDir(old.data)):
        assert old("prune") == 4
        assert "another run is at work" in capsys.readouterr().err
        assert old("prune", "--dry-run") == 0
    assert tree(old.data) == before


def test_nothing_is_pruned_while_results_are_made_of_it_nor_judged_while_it_is_pruned(old, capsys):
    data, known, before = DataDir(old.data), kept_of(old), tree(old.data)
    with judging(data), judging(data):
        assert old("prune") == 4
        assert "are being judged again" in capsys.readouterr().err
    with only_pruner(data):
        assert old("audit", "latest") == 4
        assert "osi-audit prune is at work" in capsys.readouterr().err
        assert old("prune") == 4
    assert (kept_of(old), tree(old.data)) == (known, before)
    assert old("audit", "latest") == 0
    assert old("prune") == 0


def test_a_provisional_run_waits_for_its_operator(old):
    with Store(old.data / "audit.db") as store:
        store.set_state(old.run_ids()[1], "provisional")
    assert old("prune") == 0
    assert not is_thinned(snapshot_of(old, old.run_ids()[1]))
    assert is_thinned(snapshot_of(old, old.run_ids()[2]))


@pytest.mark.parametrize(
    ("days", "advice"), [(-3, "set the clock"), (27 * 365, "set the clock, or audit anew")]
)
def test_a_clock_that_cannot_be_right_stops_it(old, capsys, monkeypatch, days, advice):
    monkeypatch.setenv(BEHIND, str(-days * DAY_S))
    before = tree(old.data)
    for more in ((), ("--dry-run",)):
        assert old("prune", *more) == 4
        assert f"nothing was pruned; {advice}" in capsys.readouterr().err
    assert tree(old.data) == before


def test_what_is_not_ours_is_left_alone_and_what_broke_off_goes(old, capsys):
    second = old.run_ids()[1]
    snapshots, rechecks = old.data / "snapshots", old.data / "rechecks"
    for path in (
        snapshots / "20170101T000000Z" / "bo" / "result.json",
        snapshots / second / "khac" / "pages.db",
        rechecks / "20170101T000000Z" / "bo" / "pages.db",
        rechecks / "ghi-chu" / "doc.txt",
        snapshots / second / ".cu.removed" / "pages.db",
    ):
        path.parent.mkdir(parents=True)
        path.write_text("x", encoding="utf-8")
    assert old("prune", "--verbose") == 0
    said = capsys.readouterr().out
    assert "kept\tsnapshots/20170101T000000Z\t0 kB\tleft alone: audit.db knows no such run" in said
    assert f"kept\tsnapshots/{second}/khac\t0 kB\tleft alone: the run has no such agency" in said
    assert (snapshots / "20170101T000000Z" / "bo" / "result.json").exists()
    assert (snapshots / second / "khac" / "pages.db").exists()
    assert (rechecks / "ghi-chu" / "doc.txt").exists()
    assert not (rechecks / "20170101T000000Z").exists()
    assert not (snapshots / second / ".cu.removed").exists()


def test_a_run_that_was_broken_off_long_ago_goes_whole(old):
    _newest, _second, first = old.run_ids()
    with Store(old.data / "audit.db") as store:
        store.set_state(first, "cancelled")
        store._db.execute("delete from results where run_id = ?", [first])
        store._db.conn.commit()
    assert old("prune") == 0
    assert not (old.data / "snapshots" / first).exists()  # with the log of its crawl


def test_what_cannot_be_thinned_is_told_and_the_others_are(old, capsys):
    _newest, second, first = old.run_ids()
    path = warc_files(snapshot_of(old, second))[0]
    path.write_bytes(path.read_bytes()[:-5])
    capsys.readouterr()
    assert old("prune") == 5
    assert "but: " in capsys.readouterr().err
    assert not is_thinned(snapshot_of(old, second))
    assert is_thinned(snapshot_of(old, first))


def test_the_policy_is_read_before_anything_is_done(old, capsys):
    path = old.config / "retention.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("left_days: 90", "left_days: soon"), encoding="utf-8"
    )
    before = tree(old.data)
    assert old("prune") == 2
    assert "retention.yaml:" in (said := capsys.readouterr().err)
    assert "left_days" in said
    assert tree(old.data) == before


def prune_and_die(place, step: int) -> bool:
    """Prune in a process of its own that kills itself with signal 9 before its nth change of the disk; whether it came so far."""
    child = os.fork()
    if child == 0:
        left = step

        def counted(real):
            def wrapped(*arguments, **named):
                nonlocal left
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
                return real(*arguments, **named)

            return wrapped

        try:
            for name in ("replace", "rename", "unlink", "rmdir"):
                setattr(Path, name, counted(getattr(Path, name)))
            for name in ("fsync", "rmdir", "unlink"):
                setattr(os, name, counted(getattr(os, name)))
            place("prune")
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_any_moment_it_has_lost_nothing_and_goes_on(old):
    """Signal 9 before each change of the disk, one after the other, as if somebody did it every night."""
    newest, second, first = old.run_ids()
    names = {run_id: citations(old, run_id) for run_id in (second, first)}
    before = {run_id: bodies(snapshot_of(old, run_id), names[run_id]) for run_id in names}
    known = kept_of(old)
    with Store(old.data / "audit.db") as store:
        store.set_state(first, "cancelled")
    wanted = tree(old.data / "snapshots" / newest)
    steps = 0
    for start in ("fresh", "worn"):
        step = 0
        copy = old.folder.with_name(f"copy-{start}")
        while True:
            if start == "fresh" and step % 3 == 0:  # else what the last one left is gone on with
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(old.folder, copy)
            elif not copy.exists():
                shutil.copytree(old.folder, copy)
            place = type(old)(copy, old.gov)
            killed = prune_and_die(place, step if start == "fresh" else 9)
            steps += killed
            assert {run_id: bodies(snapshot_of(place, run_id), names[run_id]) for run_id in names} == before
            assert tree(copy / "var" / "snapshots" / newest) == wanted
            if not killed:
                break
            step += 1
            assert step < 200
    assert steps > 10
    assert place("prune") == 0
    folder = snapshot_of(place, second)
    assert sorted(path.name for path in folder.iterdir()) == [
        CITED_NAME,
        "pages.db",
        "result.json",
        MARKER_NAME,
    ]
    assert json.loads((folder / MARKER_NAME).read_text(encoding="utf-8"))["records"] >= len(names[second])
    left_out = {"runs", "run_events"}
    assert {n: rows for n, rows in kept_of(place).items() if n not in left_out} == {
        n: rows for n, rows in known.items() if n not in left_out
    }


def test_a_folder_without_audits_is_told_and_nothing_is_made_in_it(place, tmp_path, capsys):
    place = type(place)(tmp_path / "empty", place.gov)
    shutil.copytree(tmp_path / "place" / "config", place.config)
    for command in (
        ("prune",),
        ("prune", "--dry-run"),
        ("evidence", "latest", "bo", "crawl-00000.warc.gz:0"),
    ):
        assert place(*command) == 2
        assert "has no audit.db" in capsys.readouterr().err
    assert not place.data.exists()
