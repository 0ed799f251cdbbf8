"""Crawls are forked from one process that has loaded everything; they are processes of their own all the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from crawler import forked
from crawler.forked import ForkedCrawl, Order, fork_crawl
from crawler.job import CrawlJob, get_ready, run_job, run_job_again
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

ROOT = Path(__file__).parents[2]
HOME = '<h1>Trang</h1><a href="/busy/0">trang</a>'

pytestmark = pytest.mark.skipif(not forked.can_fork(), reason="no handles of processes on this system")


def wait_for(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def parent_of(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:"))


def crawls_of(nursery: int) -> list[int]:
    told = Path(f"/proc/{nursery}/task/{nursery}/children").read_text(encoding="utf-8")
    return [int(pid) for pid in told.split()]


def nursery_of(coordinator: int) -> int:
    """The process id of a coordinator's nursery."""
    told = subprocess.run(
        ["pgrep", "-P", str(coordinator), "-f", "crawler.nursery"],
        capture_output=True,
        text=True,
        check=False,
    )
    return int(told.stdout.split()[-1]) if told.stdout else 0


def begin(job: CrawlJob, *, environment: dict[str, str] | None = None) -> ForkedCrawl:
    arguments = [job.agency_id, "--sites", str(job.sites), "--out", str(job.out), "--run-id", job.run_id]
    job.log_path.parent.mkdir(parents=True, exist_ok=True)
    given = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    with job.log_path.open("ab") as log:
        crawl = fork_crawl(Order(f"crawl {job.agency_id}", arguments, given), log)
    assert crawl is not None
    return crawl


def test_the_nursery_is_there_before_the_first_crawl_where_it_is_asked_for(tmp_path):
    get_ready()
    get_ready()
    (nursery,) = forked._begun
    with MockGov({"/": HOME}) as gov:
        crawl = begin(job_for(tmp_path, gov.url()))
        assert parent_of(crawl.pid) == nursery._process.pid
        assert crawl.wait(30) == 0
    assert forked._begun == [nursery]


def test_crawls_have_one_parent_which_is_neither_the_coordinator_nor_a_crawl(tmp_path):
    with MockGov({"/": HOME}) as gov, MockGov({"/": HOME}) as other:
        jobs = [
            job_for(tmp_path, gov.url(), delay_s=0.1),
            job_for(tmp_path, other.url(), agency_id="so", delay_s=0.1),
        ]
        crawls = [begin(job) for job in jobs]
        wait_for(lambda: len(gov.hits) > 2 and len(other.hits) > 2)
        parents = {parent_of(crawl.pid) for crawl in crawls}
        names = [Path(f"/proc/{crawl.pid}/comm").read_text().strip() for crawl in crawls]
        sessions = {os.getsid(crawl.pid) for crawl in crawls}
        for crawl in crawls:
            assert crawl.poll() is None
            crawl.send_signal(signal.SIGTERM)
        codes = [crawl.wait(30) for crawl in crawls]

    assert len(parents) == 1
    assert parents.isdisjoint({os.getpid(), *(crawl.pid for crawl in crawls)})
    assert names == ["crawl bo", "crawl so"]
    assert sessions == {crawl.pid for crawl in crawls}
    assert codes == [0, 0]
    assert {
        json.loads((job.out / "result.json").read_text(encoding="utf-8"))["stop_reason"] for job in jobs
    } == {"interrupted"}


def test_what_it_is_forked_from_has_no_thread_and_no_reactor():
    code = (
        "import sys, threading; from crawler.preload import preload; preload(); before = set(sys.modules); "
        "print(threading.active_count(), 'twisted.internet.reactor' in sys.modules, "
        "{'crawler.session', 'lxml.etree', 'scrapy.core.engine', 'twisted.web.client'} <= before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["1", "False", "True"]


def test_a_crawl_loads_nearly_nothing_that_is_not_there(tmp_path):
    code = (
        "import sys; from crawler.preload import preload; preload(); from crawler.job import main; before = set(sys.modules)\n"
        "assert main(sys.argv[1:]) == 0\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=3)
        options = [
            "--sites",
            str(job.sites),
            "--out",
            str(job.out),
            "--run-id",
            "run",
            "--set",
            "LOG_LEVEL=ERROR",
        ]
        command = [sys.executable, "-c", code, "bo", *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    late = [
        name
        for name in done.stdout.split()
        if name.partition(".")[0] in {"crawler", "scrapy", "lxml", "playwright"}
    ]
    assert late == []
    assert "twisted.internet.reactor" in done.stdout.split()


def test_the_environment_is_that_of_the_moment(tmp_path, monkeypatch):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=2)
        first = run_job(job)
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        second = run_job(replace(job, out=tmp_path / "second"))

    assert first.fetched == 2
    assert (second.fetched, second.error) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_crawl_that_is_killed_says_by_what(tmp_path, number):
    with MockGov({"/": HOME}) as gov:
        crawl = begin(job_for(tmp_path, gov.url(), delay_s=0.1))
        wait_for(lambda: len(gov.hits) > 2)
        os.kill(crawl.pid, number)

        assert crawl.wait(30) == -number
        crawl.send_signal(signal.SIGTERM)  # to nobody


def test_a_killed_nursery_costs_a_run_nothing(tmp_path):
    """The crawl sees that it is alone, ends in order, and is gone on with from a new nursery."""
    killed: list[int] = []
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=60, delay_s=0.05)

        def kill_once(_progress: object) -> None:
            if not killed:
                killed.append(nursery_of(os.getpid()))
                os.kill(killed[0], signal.SIGKILL)

        outcome = run_job_again(job, kill_once)
        asked = [path for path in gov.paths() if path.startswith("/busy")]

    assert killed[0] > 0
    assert nursery_of(os.getpid()) not in {0, killed[0]}
    assert (outcome.stop_reason, outcome.fetched, outcome.exit_code) == ("budget_pages", 60, 0)
    assert len(asked) == len(set(asked))


def test_the_nursery_ends_with_its_coordinator_and_its_crawls_in_order(tmp_path):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), delay_s=0.1)
        code = "import pathlib, sys; from crawler.job import *; P = pathlib.Path; "
        code += "run_job(CrawlJob('bo', P(sys.argv[1]), P(sys.argv[2]), 'run'))"
        coordinator = subprocess.Popen([sys.executable, "-c", code, str(job.sites), str(job.out)], cwd=ROOT)
        wait_for(lambda: len(gov.hits) > 3)
        nursery = nursery_of(coordinator.pid)
        (crawl,) = crawls_of(nursery)
        coordinator.kill()
        coordinator.wait()
        wait_for(lambda: not any(Path(f"/proc/{pid}/cwd").exists() for pid in (nursery, crawl)))

    assert json.loads((job.out / "result.json").read_text(encoding="utf-8"))["stop_reason"] == "interrupted"


def test_many_crawls_are_begun_at_once(tmp_path):
    with MockGov({"/": "<h1>x</h1>"}) as gov:
        job = job_for(tmp_path, gov.url())
        told: list[int] = []

        def one(number: int) -> None:
            told.append(run_job(replace(job, out=tmp_path / "run" / str(number))).fetched)

        threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert told == [1] * 6


def test_where_nothing_can_be_forked_crawls_are_begun_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(forked, "can_fork", lambda: False)
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=5)
        assert fork_crawl(Order("crawl bo", (), {}), sys.stderr.buffer) is None
        outcome = run_job(job)

    assert (outcome.fetched, outcome.exit_code) == (5, 0)


def test_a_nursery_that_cannot_load_what_crawls_need_is_not_asked_again(tmp_path):
    """As when a library is damaged: each crawl is begun anew, and says itself what is missing."""
    (tmp_path / "lxml").mkdir()
    (tmp_path / "lxml" / "__init__.py").write_text("raise ImportError('damaged')\n", encoding="utf-8")
    code = (
        "import os, sys, time; from crawler import forked; order = forked.Order('x', (), {**os.environ, 'PYTHONPATH': sys.argv[1]})\n"
        "print([forked.fork_crawl(order, sys.stderr.buffer) for _ in range(2)], len(forked._begun))"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split("\n")[0] == "[None, None] 1"
