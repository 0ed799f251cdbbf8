"""Crawls that do not come to their end: killed, interrupted, out of room."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from crawler.job import CrawlJob, CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

ROOT = Path(__file__).parents[2]
HOME = '<h1>Trang</h1><a href="/busy/0">trang</a>'


def command(job: CrawlJob) -> list[str]:
    options = ["--sites", str(job.sites), "--out", str(job.out), "--run-id", job.run_id]
    return [sys.executable, "-m", "crawler.job", job.agency_id, *options]


def start(job: CrawlJob) -> subprocess.Popen:
    return subprocess.Popen(
        command(job), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )


def wait_for(condition, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_a_killed_crawl_goes_on_where_it_stopped(tmp_path):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=120, delay_s=0.02)
        process = start(job)
        wait_for(lambda: len(gov.hits) > 70)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = set(gov.paths())
        assert not (job.out / "result.json").exists()

        outcome = run_job(job)

        fetched_again = [
            path for path in gov.paths() if path.startswith("/busy") and gov.paths().count(path) > 1
        ]

    assert outcome.result.stop_reason == "budget_pages"
    assert outcome.result.counts["ok"] == 120
    assert outcome.result.stats["osi/resume/pages"] > 10
    # What was fetched in the last second before the kill had not reached the disk.
    assert len(set(fetched_again)) < len(before)
    with Snapshot(job.out) as snapshot:
        assert len(list(snapshot.fetched())) == 120
        depths = {r.url.rpartition("/")[2]: r.depth for r in snapshot.pages()}
    assert (depths["0"], depths["1"], depths["4"]) == (1, 2, 3)


def test_the_archive_of_a_killed_crawl_is_whole_again(tmp_path):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=60, delay_s=0.02)
        process = start(job)
        wait_for(lambda: len(gov.hits) > 30)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with (job.out / "crawl-00000.warc.gz").open("ab") as file:
            file.write(b"\x1f\x8b\x08half a record")
        run_job(job)

    for path in sorted(job.out.glob("*.warc.gz")):
        check = subprocess.run(
            [Path(sys.executable).with_name("warcio"), "check", path],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (check.returncode, check.stdout) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_an_interrupted_crawl_says_so(tmp_path, number):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), delay_s=0.2)
        process = start(job)
        wait_for(lambda: len(gov.hits) > 5)
        process.send_signal(number)
        assert process.wait(10) == 0

    with Snapshot(job.out) as snapshot:
        result = snapshot.result
    assert result.stop_reason == "interrupted"
    assert result.counts["ok"] > 2
    assert result.counts["interrupted"] > 2


def test_an_interrupted_crawl_can_be_gone_on_with(tmp_path):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=12, delay_s=0.1)
        process = start(job)
        wait_for(lambda: len(gov.hits) > 5)
        process.terminate()
        process.wait(10)

        outcome = run_job(job)

    assert outcome.result.stop_reason == "budget_pages"
    assert outcome.result.counts["ok"] == 12
    assert "interrupted" not in outcome.result.counts


def test_cancelling_a_job_stops_it_in_order(tmp_path):
    cancel = threading.Event()
    with MockGov({"/": HOME}, robots="User-agent: *\nCrawl-delay: 60") as gov:
        job = job_for(tmp_path, gov.url())
        threading.Timer(3, cancel.set).start()
        outcome = run_job(
            job, is_cancelled=lambda: bool(gov.hits) and cancel.is_set()
        )  # not before it has begun

    assert outcome.stop_reason == "interrupted"
    assert outcome.seconds < 12
    assert outcome.result.portals[0].status is FetchStatus.INTERRUPTED


def test_a_crawl_does_not_outlive_its_coordinator(tmp_path):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), delay_s=0.1)
        code = "import pathlib, sys; from crawler.job import *; P = pathlib.Path; "
        code += "run_job(CrawlJob('bo', P(sys.argv[1]), P(sys.argv[2]), 'run'))"
        coordinator = subprocess.Popen([sys.executable, "-c", code, str(job.sites), str(job.out)], cwd=ROOT)
        wait_for(lambda: len(gov.hits) > 5)
        coordinator.kill()
        coordinator.wait()
        wait_for((job.out / "result.json").exists)

    with Snapshot(job.out) as snapshot:
        assert snapshot.result.stop_reason == "interrupted"


def test_progress_is_reported_while_the_crawl_runs(tmp_path):
    seen = []
    with MockGov({"/": HOME}) as gov:
        run_job(job_for(tmp_path, gov.url(), max_pages=20, delay_s=0.15), seen.append)

    assert seen
    assert seen[-1].agency_id == "bo"
    assert 0 < seen[-1].fetched <= 20
    assert seen[-1].found > seen[-1].fetched
    assert seen[-1].host == gov.host


def test_a_finished_snapshot_is_not_crawled_again(tmp_path):
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        job = job_for(tmp_path, gov.url())
        first = run_job(job)
        asked = len(gov.hits)
        second = run_job(job)

    assert second.result == first.result
    assert len(gov.hits) == asked


def test_an_unwritable_folder_is_a_clear_message(tmp_path):
    (tmp_path / "run").write_text("a file where the folder should be")
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url())
        outcome = run_job(CrawlJob(job.agency_id, job.sites, job.out, "run", log=tmp_path / "log"))

    assert outcome.exit_code == 4
    assert str(job.out) in outcome.error
    assert "Not a directory" in outcome.error or "cannot be made" in outcome.error


def test_a_full_disk_is_a_clear_message(tmp_path):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=400)
        # A limit on file sizes is what a full disk looks like to one process.
        limited = ["bash", "-c", 'ulimit -f 64; exec "$@"', "-", *command(job)]
        done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith(f"osi-audit: {job.out}")
    assert not (job.out / "result.json").exists()


def test_an_unknown_agency_is_a_clear_message(tmp_path):
    job = job_for(tmp_path, "http://127.0.0.1:9/")
    outcome = run_job(CrawlJob("bp", job.sites, tmp_path / "run" / "bp", "run"))

    assert isinstance(outcome, CrawlOutcome)
    assert outcome.exit_code == 2
    assert outcome.error.startswith("no agency 'bp' in the registry")


def test_scrapy_itself_says_how_to_name_an_agency():
    shell = [sys.executable, "-m", "scrapy", "crawl", "portal"]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert "say which agency: scrapy crawl portal -a agency=ID" in done.stderr


def test_a_crawl_works_from_any_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        outcome = run_job(job_for(Path(), gov.url()))

    assert outcome.fetched == 1


def test_scrapy_crawl_works_in_the_checkout(tmp_path):
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        job = job_for(tmp_path, gov.url())
        arguments = ["-a", "agency=bo", "-a", f"sites={job.sites}", "-a", f"out={job.out}"]
        subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "portal", *arguments],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )

    with Snapshot(job.out) as snapshot:
        assert snapshot.result.counts == {"ok": 1}
