"""After old runs were let go of, what anything cites of them still opens by the name it had, and commands say what is no longer there."""

from __future__ import annotations

import shutil

import pytest

from audit.store.db import Store
from crawler.clock import BEHIND
from crawler.snapshot import Snapshot
from crawler.thinned import is_thinned, read_thinned
from tests.audit.cli.conftest import DAY_S, NEWS
from tests.audit.cli.pruning import VIEWPORT, bodies, citations, goes, kept_of, snapshot_of
from tests.mockgov import agency


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
    monkeypatch.setenv(BEHIND, str(-800 * DAY_S))
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
    monkeypatch.setenv(BEHIND, str(-900 * DAY_S))
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
    monkeypatch.setenv(BEHIND, str(-900 * DAY_S))
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
