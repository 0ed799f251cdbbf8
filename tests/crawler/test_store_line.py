"""Crawls that hand their snapshots over through a store, on threads that play the workers of other machines."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

pytest.importorskip("fsspec", reason="the extra 'cluster' is not installed")

from crawler.cluster_task import TAKEN, StoredGroup, StoredJob, run_stored_group
from crawler.dispatch import dispatch
from crawler.errors import ClusterError
from crawler.extract import Extracts
from crawler.job import run_job
from crawler.program import program
from crawler.registry import load_registry
from crawler.snapshot import Snapshot
from crawler.store import SnapshotStore
from crawler.store_line import StoreLine
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

HOME = '<h1>Trang</h1><a href="/busy/0">more</a>'


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch):
    monkeypatch.setenv("OSI_AUDIT_SCRATCH", str(tmp_path / "scratch"))
    return tmp_path / "scratch"


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(f"file://{tmp_path}/store", "run")


def run(store, jobs, workers=2, is_cancelled=None, on_progress=None):
    with (
        StoreLine(store, jobs, pulse_s=0.3, checkpoint_s=0.5) as line,
        ThreadPoolExecutor(workers) as executor,
    ):
        return {o.agency_id: o for o in dispatch(jobs, {}, executor, on_progress, is_cancelled, line=line)}


def group_for(store, *jobs, **changes):
    extracts = Extracts(load_registry(jobs[0].sites))
    stored = tuple(StoredJob(j.agency_id, extracts.of(j.agency_id), j.day, j.settings) for j in jobs)
    group = StoredGroup("run", store.url, program(), stored, pulse_s=0.2, checkpoint_s=0.5)
    return replace(group, **changes)


def portal(number=30):
    """A home page and its pages, all of which say when they changed."""
    links = "".join(f'<a href="/{n}">Trang {n}</a>' for n in range(number))
    pages = {
        f"/{n}": (200, {"ETag": f'"{n}"'}, f"<h1>Trang {n}</h1><p>Nội dung.</p>".encode())
        for n in range(number)
    }
    return {"/": (200, {"ETag": '"home"'}, f"<h1>Cổng</h1>{links}".encode()), **pages}


def savings(outcome):
    stats = outcome.result.stats
    return {name: stats.get(f"osi/earlier/{name}", 0) for name in ("asked", "not_modified", "bytes_saved")}


def wait_for(condition, seconds=40.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def urls(folder):
    with Snapshot(folder) as snapshot:
        return [record.url for record in snapshot.pages() if record.fetched_at]


def test_a_snapshot_comes_home_and_is_not_crawled_twice(tmp_path, store, scratch):
    seen = []
    heard = threading.Event()

    def hear(progress):
        seen.append(progress)
        if progress.fetched:
            heard.set()

    with MockGov({"/": HOME}, held={"/busy/6": heard}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=12, delay_s=0.1)
        first = run(store, [job], on_progress=hear)["bo"]
        asked = len(gov.hits)
        again = run(store, [job])["bo"]
        job.out.rename(tmp_path / "lost")
        from_store = run(store, [job])["bo"]

        assert len(gov.hits) == asked
    assert (first.fetched, first.stop_reason, first.folder) == (12, "budget_pages", job.out)
    assert first.result == again.result == from_store.result
    assert urls(job.out) == urls(tmp_path / "lost")
    assert job.log_path.is_file()
    assert {p.agency_id for p in seen} == {"bo"}
    assert heard.is_set()
    assert [p for p in scratch.rglob("*") if p.is_file()] == []
    assert store.notes("claims") == store.notes("progress") == {}


def test_a_stopped_run_brings_home_what_there_is_and_goes_on_anywhere(tmp_path, store):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=40, delay_s=0.05)
        stopped = run(store, [job], is_cancelled=lambda: len(gov.hits) > 12)["bo"]
        some = urls(job.out)
        ended = run(store, [job])["bo"]

    assert stopped.stop_reason == "interrupted"
    assert 5 < len(some) < 40
    assert (ended.stop_reason, ended.fetched) == ("budget_pages", 40)
    assert len(urls(job.out)) == len(set(urls(job.out)))
    assert all(gov.paths().count(p) == 1 for p in set(gov.paths()) - {"/robots.txt", "/sitemap.xml"})


def test_ctrl_c_brings_home_what_there_is(tmp_path, store):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), delay_s=0.05)

        def interrupt(progress):
            if progress.fetched > 5:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(store, [job], on_progress=interrupt)

    with Snapshot(job.out) as snapshot:
        assert snapshot.result.stop_reason == "interrupted"


def test_what_a_run_without_a_store_began_is_gone_on_with(tmp_path, store):
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=30, delay_s=0.05)
        run_job(job, is_cancelled=lambda: len(gov.hits) > 12)
        asked = len(gov.hits)
        ended = run(store, [job])["bo"]

    assert ended.fetched == 30
    assert len(gov.hits) - asked < 30


def test_a_worker_that_another_has_followed_hands_over_and_stops(tmp_path, store):
    store.write_note("run", {})
    store.write_note("beat", {"number": 1, "stop": False})
    with MockGov({"/": HOME}) as gov, ThreadPoolExecutor(1) as executor:
        job = job_for(tmp_path, gov.url(), delay_s=0.05)
        task = executor.submit(run_stored_group, group_for(store, job))
        wait_for(lambda: len(gov.hits) > 12)
        store.write_note("claims/bo", {"token": "another"})
        outcomes = task.result()

    assert [o.error for o in outcomes] == [TAKEN]
    assert store.manifest("bo").answered > 5
    assert store.read_note("claims/bo") == {"token": "another"}


def test_a_worker_stops_when_its_coordinator_falls_silent(tmp_path, store, monkeypatch):
    monkeypatch.setattr("crawler.cluster_task.LOST_S", 1.5)
    store.write_note("run", {})
    with MockGov({"/": HOME}) as gov, ThreadPoolExecutor(1) as executor:
        job = job_for(tmp_path, gov.url(), delay_s=0.05)
        store.write_note("beat", {"number": 0, "stop": False})
        task = executor.submit(run_stored_group, group_for(store, job))
        number = 0
        while len(gov.hits) < 20 and not task.done():
            number += 1
            store.write_note("beat", {"number": number, "stop": False})
            time.sleep(0.1)
        assert not task.done()
        task.result(timeout=20)

    manifest = store.manifest("bo")
    assert not manifest.finished
    assert manifest.answered > 15
    assert "result.json" in manifest.files


def test_a_worker_that_sees_another_store_says_so(tmp_path, store):
    job = job_for(tmp_path, "http://127.0.0.1:9/")
    with pytest.raises(ClusterError, match="name a store that all machines share"):
        run_stored_group(group_for(store, job))


def test_a_worker_of_another_version_says_so(tmp_path, store):
    job = job_for(tmp_path, "http://127.0.0.1:9/")
    with pytest.raises(ClusterError, match=r"the coordinator 0\.0\.9: install the same"):
        run_stored_group(group_for(store, job, program="0.0.9"))


def test_another_run_of_the_same_id_is_refused(tmp_path, store):
    store.write_note("run", {"run": "run", "days": [""], "agencies": ["so"]})
    with pytest.raises(ClusterError, match="another run run already"):
        run(store, [job_for(tmp_path, "http://127.0.0.1:9/")])


def test_a_damaged_snapshot_is_said_and_made_again(tmp_path, store):
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        job = job_for(tmp_path, gov.url())
        run(store, [job])
        job.out.rename(tmp_path / "lost")
        next((tmp_path / "store").rglob("parts/*")).unlink()
        damaged = run(store, [job])["bo"]
        again = run(store, [job])["bo"]

    assert "damaged" in damaged.error
    assert "--resume crawls it again" in damaged.error
    assert (again.error, again.fetched) == ("", 1)


def test_tasks_that_the_cluster_gave_up_end_the_run_with_a_sentence(tmp_path):
    class Gone(ThreadPoolExecutor):
        def submit(self, *_args, **_kwargs):
            future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    with pytest.raises(ClusterError, match="osi-audit run --resume goes on"), Gone(1) as executor:
        list(dispatch([job_for(tmp_path, "http://127.0.0.1:9/")], {}, executor))


def test_the_coordinator_says_that_it_lives(tmp_path, store):
    with StoreLine(store, [job_for(tmp_path, "http://127.0.0.1:9/")], pulse_s=0.05) as line:
        numbers = set()
        wait_for(lambda: numbers.add(store.read_note("beat")["number"]) or len(numbers) > 3, 10)
        line.stop()
        assert store.read_note("beat")["stop"]
    assert not any(t.name == "beat" for t in threading.enumerate())


def test_a_store_that_is_away_for_a_while_costs_nothing(tmp_path, store, monkeypatch):
    away = threading.Event()
    read = SnapshotStore.read_note

    def flaky(self, name):
        if away.is_set() and name == "beat":
            raise ClusterError("away")
        return read(self, name)

    monkeypatch.setattr(SnapshotStore, "read_note", flaky)
    with MockGov({"/": HOME}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=25, delay_s=0.05)

        def go_away(_progress):
            with contextlib.suppress(RuntimeError):
                away.set()

        ended = run(store, [job], on_progress=go_away)["bo"]

    assert (ended.fetched, ended.error) == (25, "")


@pytest.mark.parametrize(
    "crawled_first", ["through the store", "here", "through the store, which was emptied"]
)
def test_a_second_run_asks_for_what_has_changed_only(tmp_path, store, scratch, crawled_first):
    with MockGov(portal()) as gov:
        job = job_for(tmp_path, gov.url())
        if crawled_first == "here":
            run_job(job)
        else:
            run(store, [job])
        if crawled_first.endswith("emptied"):
            shutil.rmtree(tmp_path / "store")
        here = run_job(replace(job, out=tmp_path / "here" / "bo", run_id="second", previous=job.out))
        there = replace(job, out=tmp_path / "there" / "bo", run_id="next", previous=job.out)
        next_store = SnapshotStore(store.url, "next")
        through = run(next_store, [there])["bo"]

    assert through.error == ""
    # which pages are asked for whole as a check depends on the run's id
    assert savings(through)["not_modified"] == savings(through)["asked"] > 15
    assert abs(savings(through)["asked"] - savings(here)["asked"]) <= 5
    assert urls(there.out) == urls(job.out)
    held = "earlier" in {path.name for path in (tmp_path / "store" / "next").iterdir()}
    assert held == (crawled_first != "through the store")
    assert [p for p in scratch.rglob("*") if p.is_file()] == []


def test_an_earlier_snapshot_that_is_lost_or_damaged_costs_its_savings_only(tmp_path, store, caplog):
    with MockGov(portal(5)) as gov:
        job = job_for(tmp_path, gov.url())
        run(store, [job])
        for part in (tmp_path / "store" / "run").rglob("parts/*"):
            part.write_bytes(b"another")
        damaged = replace(job, out=tmp_path / "there" / "bo", run_id="next", previous=job.out)
        with_damaged = run(SnapshotStore(store.url, "next"), [damaged])["bo"]
        log = damaged.log_path.read_text()
        lost = replace(job, out=tmp_path / "last" / "bo", run_id="last", previous=tmp_path / "none")
        with_none = run(SnapshotStore(store.url, "last"), [lost])["bo"]

    assert (with_damaged.fetched, with_damaged.error) == (6, "")
    assert "everything is asked for anew" in log
    assert (with_none.fetched, with_none.error) == (6, "")
    assert "bo: everything is asked for anew" in caplog.text
    assert savings(with_damaged)["asked"] == savings(with_none)["asked"] == 0
