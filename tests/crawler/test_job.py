from __future__ import annotations

import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.job import CrawlJob, CrawlOutcome, read_progress, run_job, run_job_again
from crawler.records import CrawlResult
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

ROOT = Path(__file__).parents[2]
PAGE = "<h1>Trang</h1><p>Nội dung</p>"


def outcome(**counts: int) -> CrawlOutcome:
    result = CrawlResult(1, "bo", "run", "", "", "budget_time", (), counts)
    return CrawlOutcome("bo", Path("bo"), result)


def test_jobs_and_outcomes_travel_to_other_machines():
    job = CrawlJob("bo", Path("sites.yaml"), Path("out"), "run", settings={"LOG_LEVEL": "ERROR"})

    assert pickle.loads(pickle.dumps((job, outcome(ok=1)))) == (job, outcome(ok=1))


def test_the_log_lies_beside_the_snapshot():
    assert CrawlJob("bo", Path("s"), Path("run/bo"), "run").log_path == Path("run/bo.log")
    assert CrawlJob("bo", Path("s"), Path("run/bo"), "run", log=Path("x")).log_path == Path("x")


def test_an_outcome_sums_up_its_result():
    told = outcome(ok=3, redirect=1, not_found=2, forbidden=1, off_host=9, budget_time=4)

    assert (told.found, told.fetched, told.failed, told.stop_reason) == (20, 3, 3, "budget_time")


def test_an_outcome_without_a_result_is_an_error():
    told = CrawlOutcome("bo", Path("bo"), None, "killed")

    assert (told.found, told.fetched, told.failed, told.stop_reason) == (0, 0, 0, "error")


@pytest.mark.parametrize("text", [None, "", "{"])
def test_no_progress_yet_is_none(tmp_path, text):
    job = CrawlJob("bo", Path("s"), tmp_path, "run")
    if text is not None:
        (tmp_path / "progress.json").write_text(text)

    assert read_progress(job) is None


def test_a_wrong_registry_is_an_exit_code_and_a_message(tmp_path):
    sites = tmp_path / "sites.yaml"
    sites.write_text("version: 1\nagencys: []\n")

    told = run_job(CrawlJob("bo", sites, tmp_path / "run" / "bo", "run"))

    assert told.exit_code == 2
    assert told.error.startswith(f"{sites}:")


def test_a_run_taken_up_at_once_after_a_kill_waits_for_the_crawl_that_is_left(tmp_path):
    pages = {"/": PAGE} | {f"/{n}": PAGE for n in range(40)}
    pages["/"] += "".join(f'<a href="/{n}">{n}</a>' for n in range(40))
    with MockGov(pages) as gov:
        job = job_for(tmp_path, gov.url(), delay_s=0.1)
        code = "import pathlib, sys; from crawler.job import *; P = pathlib.Path; "
        code += "run_job(CrawlJob('bo', P(sys.argv[1]), P(sys.argv[2]), 'run'))"
        coordinator = subprocess.Popen([sys.executable, "-c", code, str(job.sites), str(job.out)], cwd=ROOT)
        end = time.monotonic() + 30
        while len(gov.hits) < 12:
            assert time.monotonic() < end
            time.sleep(0.05)
        coordinator.kill()
        coordinator.wait()
        told = run_job(job)
        asked = [p for p in gov.paths() if p[1:].isdigit()]

    assert (told.fetched, told.stop_reason, told.error) == (41, "finished", "")
    assert len(asked) == len(set(asked)) == 40


def test_a_crawl_that_is_killed_is_gone_on_with_three_times(tmp_path, monkeypatch):
    ends = [
        outcome(),
        replace(outcome(), result=None, exit_code=-9),
        replace(outcome(), result=None, exit_code=-9),
    ]
    tried = []

    def once(*_arguments):
        tried.append(1)
        return ends[3 - len(tried)]

    monkeypatch.setattr("crawler.job.run_job", once)
    told = run_job_again(CrawlJob("bo", Path("s"), tmp_path, "run"))

    assert (len(tried), told.result is None) == (3, False)
    tried.clear()
    assert (
        run_job_again(CrawlJob("bo", Path("s"), tmp_path, "run"), is_cancelled=lambda: True).exit_code == -9
    )
    assert len(tried) == 1


def test_settings_are_laid_over_ours(tmp_path):
    with MockGov({"/": "<h1>x</h1>"}) as gov:
        job = job_for(tmp_path, gov.url())
        told = run_job(CrawlJob(job.agency_id, job.sites, job.out, "run", settings={"LOG_LEVEL": "DEBUG"}))

    assert told.fetched == 1
    assert "DEBUG" in job.log_path.read_text(encoding="utf-8")
