"""Runs as they stand: listed, shown, held as provisional, trusted, cancelled."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit.store.db import Store
from tests.mockgov import agency

ROOT = Path(__file__).parents[3]
DAY = "2018-06-30"


def many(count: int) -> dict[str, object]:
    """A portal of so many pages."""
    links = "".join(f'<a href="/tin/{n}">Tin {n}</a>' for n in range(count))
    news = {f"/tin/{n}": f"<title>Tin {n}</title><h1>Tin tức {n}</h1>" for n in range(count)}
    return {"/": f"<title>Bộ</title><h1>Bộ Thử nghiệm</h1>{links}", **news}


def states(place) -> list[str]:
    with Store(place.data / "audit.db") as store:
        return [run.state for run in store.runs()]


def test_a_run_is_listed_and_shown_with_its_states(place, capsys):
    assert place("runs", "list") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t")[:4] == [place.run_ids()[0], "done", DAY, "1 agency"]
    assert place("runs", "show") == 0
    shown = capsys.readouterr().out
    for state in ("crawling", "auditing", "reporting", "done"):
        assert f"  {state}" in shown
    assert "configuration: SHA-256 " in shown


@pytest.fixture(scope="module")
def fallen_once(crawled, tmp_path_factory):
    """After a good run of forty pages, one that saw three."""
    folder = shutil.copytree(crawled.folder, tmp_path_factory.mktemp("fallen") / "place")
    place = replace(crawled, folder=folder)
    place.crawl_again(many(40))
    assert place("runs", "confirm", place.run_ids()[0]) == 0  # ten times the pages of the first run
    place.crawl_again(many(2))
    return place


@pytest.fixture
def fallen(fallen_once, tmp_path):
    """A copy that a test may change."""
    return replace(fallen_once, folder=shutil.copytree(fallen_once.folder, tmp_path / "place"))


def test_a_run_that_saw_far_less_is_provisional_and_says_why(fallen, capsys):
    assert fallen("run", "--resume", "latest") == 0  # nothing is left to do but to say it again
    assert states(fallen)[0] == "provisional"
    said = capsys.readouterr()
    assert (
        "provisional: 1 of 1 agencies differ too much from the last good run: bo: 3 pages, 41 before"
        in said.err
    )
    assert f"osi-audit runs confirm {fallen.run_ids()[0]}" in said.err
    report = fallen.data / "reports" / fallen.run_ids()[0] / "vi" / "bo.html"
    assert "(3 trang, đợt trước 41 trang)" in report.read_text(encoding="utf-8")
    assert fallen("runs", "show") == 0
    assert "jump: bo: 3 pages, 41 before" in capsys.readouterr().out


def test_a_provisional_run_says_nothing_of_findings_until_it_is_trusted(fallen, capsys):
    latest = fallen.run_ids()[0]
    with Store(fallen.data / "audit.db") as store:
        assert latest not in store.lives.runs("bo")
    assert fallen("runs", "confirm", latest, "--reason", "a smaller portal") == 0
    with Store(fallen.data / "audit.db") as store:
        assert latest in store.lives.runs("bo")
        assert store.run_log.events(latest)[-1].note == "a smaller portal"
    assert states(fallen)[0] == "done"
    assert fallen("runs", "confirm", latest) == 2
    assert "is done, not provisional" in capsys.readouterr().err


def test_a_provisional_run_is_no_baseline_for_the_next(fallen):
    fallen.crawl_again(many(39))
    assert states(fallen)[:2] == ["done", "provisional"]


def test_a_provisional_run_judged_again_stays_so(fallen):
    assert fallen("audit", "latest") == 0
    assert states(fallen)[0] == "provisional"


def test_a_run_that_is_done_cannot_be_cancelled(place, capsys):
    assert place("runs", "cancel", "latest") == 2
    assert "is done: there is nothing to cancel" in capsys.readouterr().err


def test_a_run_at_work_is_stopped_keeps_what_it_has_and_can_be_gone_on_with(place, capsys):
    before, place.gov.pages = place.gov.pages, many(14)
    place.registry(agency("bo", place.gov.url()), delay_s=0.5)
    command = [sys.executable, "-m", "audit", "run", "--on", DAY, *place.options]
    hits = len(place.gov.hits)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # as a shell begins what runs in the background
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509 - no threads there
    )
    try:
        end = time.monotonic() + 60
        while len(place.gov.hits) < hits + 6:
            assert time.monotonic() < end, "it never began"
            time.sleep(0.05)
        assert place("runs", "list") == 0
        assert "\tcrawling\t" in capsys.readouterr().out
        assert place("runs", "cancel", "latest", "--reason", "wrong day") == 0
        assert process.wait(30) != 0
    finally:
        process.kill()
        process.wait()
    assert states(place)[0] == "cancelled"
    with Store(place.data / "audit.db") as store:
        assert store.run_log.note(place.run_ids()[0]) == "wrong day"
    place.registry(agency("bo", place.gov.url()))
    assert place("run", "--resume", "latest") == 0
    assert states(place)[0] == "done"
    assert place.result().coverage.pages == 15
    place.gov.pages = before


def test_a_run_that_was_broken_off_says_so_and_can_be_cancelled(place, capsys):
    with Store(place.data / "audit.db") as store:
        store.set_state(store.run().id, "crawling")
    assert place("runs", "list") == 0
    assert "crawling (broken off)" in capsys.readouterr().out
    assert place("runs", "cancel", "latest") == 0
    assert states(place)[0] == "cancelled"


def test_a_rejected_run_is_as_if_it_had_not_been_but_for_its_reason(fallen, capsys):
    latest, before = fallen.run_ids()[:2]
    assert fallen("runs", "reject", latest, "--because", "our own line was down") == 0
    assert f"run {latest} is rejected" in capsys.readouterr().out

    with Store(fallen.data / "audit.db") as store:
        assert latest not in store.lives.runs("bo")
        assert store.run().id == store.newest("bo") == before
        began = store.ages.last_runs()[
            "bo"
        ]  # a run begun in the same second as another has the next one in its name
        assert (
            0 <= (datetime.strptime(before, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) - began).total_seconds() < 5
        )
        assert began < datetime.strptime(latest, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        event = store.run_log.events(latest)[-1]
    assert (event.state, event.note, bool(event.by)) == ("rejected", "our own line was down", True)
    fallen("runs", "list")
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith(latest)]
    assert line.split("\t")[1] == "rejected"
    assert line.endswith("our own line was down")


def test_nothing_is_made_of_a_rejected_run(fallen, capsys):
    latest = fallen.run_ids()[0]
    fallen("runs", "reject", latest, "--because", "a firewall")
    report = fallen.data / "reports" / latest / "vi" / "bo.html"
    written = report.stat().st_mtime_ns
    for command in (("run", "--resume", latest), ("audit", latest), ("report", latest)):
        capsys.readouterr()
        assert fallen(*command) == 2
        assert f"run {latest} was rejected" in capsys.readouterr().err
    assert report.stat().st_mtime_ns == written
    assert states(fallen)[0] == "rejected"


def test_a_rejected_run_is_no_baseline_and_makes_its_agency_due(fallen):
    latest = fallen.run_ids()[0]
    fallen("runs", "reject", latest, "--because", "a firewall")
    fallen.crawl_again(many(39))

    assert states(fallen)[:2] == ["done", "rejected"]


def test_a_rejection_is_taken_back(fallen):
    latest = fallen.run_ids()[0]
    fallen("runs", "reject", latest, "--because", "a mistake")
    assert fallen("runs", "confirm", latest, "--reason", "it was right") == 0

    assert states(fallen)[0] == "done"
    with Store(fallen.data / "audit.db") as store:
        assert latest in store.lives.runs("bo")


@pytest.mark.parametrize(("reason", "told"), [(" ", "say why"), ("x" * 4001, "too long")])
def test_a_run_is_not_rejected_without_a_reason_of_a_sentence_or_two(fallen, capsys, reason, told):
    assert fallen("runs", "reject", fallen.run_ids()[0], "--because", reason) == 2
    assert told in capsys.readouterr().err
    assert states(fallen)[0] == "provisional"


def test_only_a_provisional_run_is_rejected(place, capsys):
    assert place("runs", "reject", place.run_ids()[0], "--because", "x") == 2
    assert "is done, not provisional: there is nothing to reject" in capsys.readouterr().err
    assert states(place)[0] == "done"
