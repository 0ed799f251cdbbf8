"""Old runs are let go of, and what anything cites of them still opens by the name it had."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from audit.datadir import DataDir
from audit.findings import finding_id
from audit.lock import judging, only_pruner, only_run
from audit.store.db import Store
from crawler.bodies import Archive
from crawler.clock import BEHIND
from crawler.snapshot import Snapshot
from crawler.thinned import CITED_NAME, MARKER_NAME, is_thinned, read_thinned
from crawler.warc_tail import Position, warc_files
from tests.audit.cli.conftest import page
from tests.mockgov import agency

VIEWPORT = finding_id("bo", "T-viewport")
NEWS = {
    f"/tin/{n}": (
        200,
        {"ETag": f'"{n}"', "Content_Type": "text/html; charset=utf-8"},
        page(f"Tin số {n}", f"<p>{hashlib.sha256(bytes([n])).hexdigest() * 40}</p>").encode(),
    )
    for n in range(12)
}
LINKS = "".join(f'<a href="{path}">Tin</a> ' for path in NEWS)
DAYS = 86_400


@pytest.fixture
def old(place, monkeypatch):
    """A portal with news that nothing cites, audited three times; a year later, under a policy that keeps one run whole."""
    pages = {**place.gov.pages, **NEWS, "/": page("Bộ Thử nghiệm", LINKS)}
    place.crawl_again(pages)
    place.crawl_again(pages)
    path = place.config / "retention.yaml"
    text = path.read_text(encoding="utf-8")
    for was, now in (
        ("whole_runs: 4", "whole_runs: 1"),
        ("whole_for_good: year", "whole_for_good: none"),
        ("pairs: 60", "pairs: 2"),
        ("addresses: 50", "addresses: 3"),
        ("least_freed: 0.2", "least_freed: 0"),
        ("silent_days: 400", "silent_days: 2000"),
    ):
        assert was in text
        text = text.replace(was, now)
    path.write_text(text, encoding="utf-8")
    place.registry(agency("bo", place.gov.url()))
    monkeypatch.setenv(BEHIND, str(-400 * DAYS))
    return place


def tree(folder: Path) -> dict[str, str]:
    """Every file with its digest; not the database's own journals, nor the lock."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "audit.db"))
    }


def kept_of(place) -> dict[str, list[tuple[object, ...]]]:
    """All that audit.db knows."""
    with closing(sqlite3.connect(place.data / "audit.db")) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: sorted(map(repr, database.execute(f"select * from {name}"))) for name in names}


def citations(place, run_id: str) -> set[str]:
    """Names of archived copies that the result of a run gives."""
    with Store(place.data / "audit.db") as store:
        (result,) = store.results(run_id, ["bo"])
    found: set[str] = set()

    def walk(told) -> None:
        if isinstance(told, dict):
            for name, value in told.items():
                if name == "record" and value:
                    found.add(value)
                walk(value)
        elif isinstance(told, (list, tuple)):
            for value in told:
                walk(value)

    walk(asdict(result))
    return found


def bodies(folder: Path, names: set[str]) -> dict[str, bytes]:
    with Archive(folder) as archive:
        return {
            name: archive.body(Position(name.partition(":")[0], int(name.partition(":")[2])))
            for name in names
        }


def snapshot_of(place, run_id: str) -> Path:
    return place.data / "snapshots" / run_id / "bo"


def goes(place, run_id: str):
    """A page of a run that pruning lets go of, as pruning a copy of the folder shows."""
    copy = place.folder.with_name("copy")
    shutil.copytree(place.folder, copy)
    assert type(place)(copy, place.gov)("prune") == 0
    folder = copy / "var" / "snapshots" / run_id / "bo"
    note = read_thinned(folder)
    assert note is not None
    with Snapshot(folder) as snapshot:
        return next(
            r for r in snapshot.pages() if r.warc_file and r.warc_offset not in note.places[r.warc_file]
        )


def test_what_is_cited_opens_after_pruning_as_before(old, capsys):
    newest, second, _first = old.run_ids()
    folder = snapshot_of(old, second)
    names = citations(old, second)
    assert names
    before, known = bodies(folder, names), kept_of(old)
    weight = sum(path.stat().st_size for path in folder.iterdir())
    with Snapshot(folder) as snapshot:
        everything = {r.url for r, _ in snapshot.fetched()}
        assert len(everything) == len(NEWS) + 4

    capsys.readouterr()
    assert old("prune") == 0
    said = capsys.readouterr().out
    assert f"thinned\tsnapshots/{second}/bo\t" in said
    assert "a newer good run; " in said

    assert is_thinned(folder)
    assert not is_thinned(snapshot_of(old, newest))
    assert bodies(folder, names) == before
    assert sum(path.stat().st_size for path in folder.iterdir()) < weight
    assert kept_of(old) == known
    # the address of each page that the report counts, too, although it names no copy
    with Snapshot(folder) as snapshot:
        for path in ("/", "/lien-he"):
            record = next(r for r in snapshot.pages() if r.url.endswith(f"{old.gov.port}{path}"))
            assert b"<h1>" in snapshot.body(record)


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
    monkeypatch.setenv(BEHIND, str(-30 * DAYS))
    before = tree(place.data)
    assert place("prune") == 0
    assert tree(place.data) == before
    assert "0 snapshots thinned, 0 things removed" in capsys.readouterr().out


def test_a_thinned_run_is_not_judged_again_and_keeps_its_results(old, capsys):
    second = old.run_ids()[1]
    assert old("prune") == 0
    known = kept_of(old)
    for more in ((), ("--edition", "mine")):
        assert old("audit", second, *more) == 2
        said = capsys.readouterr().err
        assert f"run {second} cannot be judged again: of bo only the pages that results cite are kept" in said
    assert kept_of(old) == known


def test_a_run_that_is_thinned_in_part_is_judged_in_part_by_the_same_editions_only(old, capsys, monkeypatch):
    old.registry(agency("bo", old.gov.url()), agency("cuc", old.gov.url()))
    assert old("run", "--on", "2018-06-30", "--workers", "1") == 0
    both = old.run_ids()[0]
    assert old("run", "--on", "2018-06-30", "--agency", "bo") == 0
    shutil.rmtree(old.data / "facts")
    monkeypatch.setenv(BEHIND, str(-800 * DAYS))
    assert old("prune") == 0
    assert is_thinned(old.data / "snapshots" / both / "bo")
    assert not is_thinned(old.data / "snapshots" / both / "cuc")

    old.edit("criteria/mine.yaml", 'version: "1"', 'version: "2"')
    capsys.readouterr()
    assert old("audit", both, "--workers", "1") == 5
    assert "cannot be judged again; the result of " in capsys.readouterr().err
    with Store(old.data / "audit.db") as store:
        editions = {r.agency_id: r.editions for r in store.results(both)}
    assert editions == {"bo": ("mine@1",), "cuc": ("mine@2",)}


def test_a_run_shows_which_of_its_snapshots_are_whole(old, capsys):
    newest, second, _first = old.run_ids()
    assert old("prune") == 0
    capsys.readouterr()
    assert old("runs", "show", newest) == 0
    assert capsys.readouterr().out.endswith("snapshots: 1 whole of 1 agency\n")
    assert old("runs", "show", second) == 0
    assert capsys.readouterr().out.endswith(
        "snapshots: 0 whole of 1 agency\nthinned to what is cited, so that they cannot be judged again: bo\n"
    )


def test_runs_of_which_one_is_thin_are_compared_as_long_as_nothing_has_to_be_judged(old, capsys):
    newest, second, _first = old.run_ids()
    assert old("prune") == 0
    assert old("compare", second, newest) == 0
    old.edit("criteria/mine.yaml", 'version: "1"', 'version: "2"')
    assert old("audit", newest) == 0
    capsys.readouterr()
    assert old("compare", second, newest) == 5
    said = "".join(capsys.readouterr())
    assert "was thinned on " in said
    assert "cannot be judged again" in said


def test_reports_re_checks_and_the_next_run_do_without_what_went(old, capsys):
    _newest, second, _first = old.run_ids()
    assert old("prune") == 0
    assert old("report", second) == 0
    assert old("findings", "show", VIEWPORT) == 0
    assert old("recheck", VIEWPORT) == 7  # still there: the portal has not changed
    before = len(old.gov.hits)
    assert old("run", "--on", "2018-06-30") == 0
    assert len(old.gov.hits) > before


def test_a_page_that_only_a_person_named_is_kept(old):
    second = old.run_ids()[1]
    record = goes(old, second)
    words = ("--by", "Nguyễn Văn A", "--text", "Trang này nói đúng điều đó.", "--page", record.url)
    assert old("findings", "dispute", VIEWPORT, *words) == 0
    assert old("prune") == 0
    with Snapshot(snapshot_of(old, second)) as snapshot:
        assert b"<h1>" in snapshot.body(record)


def test_what_a_re_check_was_set_beside_is_kept_of_its_run(old, monkeypatch):
    """The proof shows what the run had, and pages of it that were not asked for again."""
    newest = old.run_ids()[0]
    assert old("recheck", VIEWPORT) == 7
    with Store(old.data / "audit.db") as store:
        (again,) = store.rechecks.of(VIEWPORT)
    assert again.run_id == newest
    names = {proof.record for proof in (*again.before.evidence, *again.after.evidence) if proof.record}
    plain = {name for name in names if "/" not in name}
    before = bodies(snapshot_of(old, newest), plain)
    assert old("run", "--on", "2018-06-30") == 0
    monkeypatch.setenv(BEHIND, str(-900 * DAYS))
    assert old("prune") == 0
    assert is_thinned(snapshot_of(old, newest))
    assert bodies(snapshot_of(old, newest), plain) == before
    assert (old.data / "rechecks" / again.id / "bo" / "pages.db").exists()


def test_pages_of_which_the_server_said_that_they_had_not_changed_open_too(old, monkeypatch):
    newest = old.run_ids()[0]
    old.edit("retention.yaml", "addresses: 3", "addresses: 50")
    folder = snapshot_of(old, newest)
    with Snapshot(folder) as snapshot:
        before = {r: body for r, body in snapshot.fetched() if r.http_status == 304}
    assert before
    assert old("run", "--on", "2018-06-30") == 0
    monkeypatch.setenv(BEHIND, str(-900 * DAYS))
    assert old("prune") == 0
    note = read_thinned(folder)
    assert note is not None
    kept = {r: body for r, body in before.items() if r.warc_offset in note.places[r.warc_file]}
    assert kept
    with Snapshot(folder) as snapshot:
        assert {r: snapshot.body(r) for r in kept} == kept


def test_a_report_that_was_written_keeps_what_it_names_although_the_result_was_judged_again(old):
    second = old.run_ids()[1]
    folder = snapshot_of(old, second)
    record = goes(old, second)
    name = f"{record.warc_file}:{record.warc_offset}"
    report = old.data / "reports" / second / "vi" / "bo.html"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(f"<p>bản lưu: <code>{name}</code></p>", encoding="utf-8")
    before = bodies(folder, {name})
    assert old("prune") == 0
    assert is_thinned(folder)
    assert bodies(folder, {name}) == before


def test_a_copy_is_opened_by_the_name_that_reports_give_it(old, capsys, tmp_path):
    second = old.run_ids()[1]
    name = min(citations(old, second))
    assert old("prune") == 0
    capsys.readouterr()
    assert old("evidence", second, "bo", name, "--out", str(tmp_path / "trang.html")) == 0
    said = capsys.readouterr().out
    assert f"page: {old.gov.url()}" in said
    assert "thinned on: " in said
    assert (tmp_path / "trang.html").read_bytes() == bodies(snapshot_of(old, second), {name})[name]

    assert old("recheck", VIEWPORT) == 7
    with Store(old.data / "audit.db") as store:
        (again,) = store.rechecks.of(VIEWPORT)
    assert old("evidence", again.id, "bo", again.asked[0].record) == 0
    assert old("evidence", "latest", "bo", f"recheck-{again.id}/{again.asked[0].record}") == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("latest", "bo", "trang.html"), 2, "is no name of an archived copy"),
        (("latest", "cuc", "crawl-00000.warc.gz:0"), 2, "holds no snapshot of 'cuc' (there are: bo)"),
        (("20200101T000000Z", "bo", "crawl-00000.warc.gz:0"), 2, "no run '20200101T000000Z'"),
        (("latest", "../bo", "crawl-00000.warc.gz:0"), 2, "holds no snapshot of '../bo'"),
        (("latest", "bo", "crawl-00000.warc.gz:3"), 4, "at 3"),
        (("latest", "bo", "recheck-20200101T000000Z/crawl-00000.warc.gz:3"), 2, "holds no snapshot"),
    ],
)
def test_a_copy_that_is_not_there_is_told(place, capsys, arguments, code, said):
    assert place("evidence", *arguments) == code
    assert said in capsys.readouterr().err


def test_a_copy_that_nothing_cited_is_told_to_have_gone(old, capsys):
    second = old.run_ids()[1]
    record = goes(old, second)
    assert old("prune") == 0
    assert old("evidence", second, "bo", f"{record.warc_file}:{record.warc_offset}") == 4
    assert "was not kept when the snapshot was thinned on" in capsys.readouterr().err


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
    monkeypatch.setenv(BEHIND, str(-days * DAYS))
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
