"""A run on a real Dask cluster of loopback: a scheduler, two workers that share nothing but a store, and one of them killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audit.__main__ import run
from audit.store.db import Store
from crawler.snapshot import Snapshot
from crawler.store import SnapshotStore
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.s3 import make_bucket, serve_s3

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

ROOT = Path(__file__).parents[2]
SITE = {
    "/": "<title>Bộ</title><h1>Bộ Thử nghiệm</h1>"
    + "".join(f'<a href="/tin/{n}">Tin {n}</a>' for n in range(50))
} | {
    f"/tin/{n}": f"<title>Tin {n}</title><h1>Tin tức số {n}</h1><p>Nội dung của bản tin.</p>"
    for n in range(50)
}
DATED = {path: (200, {"ETag": f'"{path}"'}, body.encode()) for path, body in SITE.items()}
# A run of tests waits for no minute-long rhythm.
COORDINATOR = """import sys
from crawler.store_line import StoreLine
StoreLine.__init__.__kwdefaults__.update(pulse_s=0.5, checkpoint_s=1.0)
from audit.__main__ import main
main(sys.argv[1:])"""


def wait_for(condition, seconds=120.0):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


class Cluster:
    """Processes of a cluster; each worker has a scratch folder of its own, as machines have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def start(self, module: str, *arguments: str, name: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
            stdout=log,
            stderr=log,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
        log.close()
        self.started.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        file = self.folder / "scheduler.json"
        process = self.start(
            "dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--scheduler-file",
            str(file),
            name="scheduler",
        )
        wait_for(lambda: file.is_file() and file.stat().st_size)
        self.address = json.loads(file.read_text())["address"]
        return process

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        return self.start(
            "dask_worker",
            self.address,
            *("--host", "127.0.0.1", "--nthreads", "2", "--no-nanny"),
            *("--local-directory", str(self.folder / name)),
            name=name,
            OSI_AUDIT_SCRATCH=str(self.folder / f"{name}-scratch"),
        )

    def end(self) -> None:
        for process in reversed(self.started):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path)
    try:
        yield cluster
    finally:
        cluster.end()


@pytest.fixture
def coordinator():
    """Begins a run; what still runs when the test ends, is ended."""
    begun: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        begun.append(
            subprocess.Popen(
                [sys.executable, "-c", COORDINATOR, "run", *arguments],
                cwd=ROOT,
                stderr=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # a job in the background inherits an ignored SIGINT
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads there
            )
        )
        return begun[-1]

    yield begin
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


def verdicts(where, capsys):
    capsys.readouterr()
    assert run(["export", "verdicts", *where]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {(r["agency_id"], r["criterion_id"]): (r["verdict"], r["english"], r["local"]) for r in rows}, len(
        rows
    )


def pages(var: Path, name: str):
    with Snapshot(next((var / "snapshots").glob(f"*/{name}"))) as snapshot:
        assert snapshot.result.stop_reason == "finished"
        return {
            re.sub(r":\d+", "", page.url): (page.status, page.depth, page.body_sha256)
            for page in snapshot.pages()
        }


@pytest.fixture
def bucket(monkeypatch):
    """URL of a store in an S3 of loopback, which processes started from now on can use."""
    with serve_s3() as server:
        url, environment = make_bucket(server)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield url


def test_a_worker_killed_in_the_midst_of_a_crawl_costs_nothing(
    tmp_path, bucket, cluster, capsys, coordinator
):
    cluster.scheduler()
    workers = [cluster.worker("one"), cluster.worker("two")]
    with MockGov(SITE) as slow, MockGov(SITE) as quick:
        sites = write_registry(
            tmp_path / "sites.yaml", agency("slow", slow.url()), agency("quick", quick.url())
        )
        options = ["--on", "2018-06-30", "--sites", str(sites)]
        alone = ["--data", str(tmp_path / "alone"), "--sites", str(sites)]
        assert run(["run", *options, "--data", str(tmp_path / "alone"), "--workers", "1"]) == 0
        before = len(slow.hits)
        write_registry(
            sites, agency("slow", slow.url(), limits={"delay_s": 0.1}), agency("quick", quick.url())
        )
        process = coordinator(
            *options,
            *(
                "--data",
                str(tmp_path / "var"),
                "--cluster",
                cluster.address,
                "--store",
                bucket,
                "--workers",
                "1",
            ),
        )
        # once a state of the crawl worth going on with is in the store, the worker that crawls dies
        wait_for(lambda: len(slow.hits) > before + 15)
        with Store(tmp_path / "var" / "audit.db") as planned:
            store = SnapshotStore(bucket, planned.run().id)
        wait_for(lambda: (state := store.manifest("slow")) and state.answered >= 10)
        claim = store.read_note("claims/slow")
        victim = int(re.search(r"process (\d+)", claim["worker"])[1])
        assert victim in {worker.pid for worker in workers}
        os.kill(victim, signal.SIGKILL)
        asked = len(slow.hits) - before
        said, errors = process.communicate(timeout=240)

    assert process.returncode == 0, errors
    assert "slow: 51 pages read" in errors
    assert "reports of run" in said
    there = ["--data", str(tmp_path / "var"), "--sites", str(sites)]
    assert verdicts(there, capsys) == verdicts(alone, capsys)
    for name in ("slow", "quick"):
        assert pages(tmp_path / "var", name) == pages(tmp_path / "alone", name)
    # gone on with, not begun anew
    assert len(slow.hits) - before < 51 + asked


def saved(var: Path) -> list[tuple[int, int]]:
    """Per run, in order: answers that were "not modified", and all that were asked for conditionally."""
    found = []
    for folder in sorted((var / "snapshots").iterdir()):
        with Snapshot(folder / "bo") as snapshot:
            stats = snapshot.result.stats
        found.append(tuple(stats.get(f"osi/earlier/{name}", 0) for name in ("not_modified", "asked")))
    return found


def test_a_second_run_on_the_cluster_saves_what_one_on_one_machine_saves(
    tmp_path, bucket, cluster, capsys, coordinator
):
    cluster.scheduler()
    cluster.worker("one")
    with MockGov(DATED) as gov:
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url()))
        options = ["--on", "2018-06-30", "--sites", str(sites)]
        for _ in range(2):
            assert run(["run", *options, "--data", str(tmp_path / "alone")]) == 0
        there = [*options, "--data", str(tmp_path / "var"), "--cluster", cluster.address, "--store", bucket]
        for _ in range(2):
            process = coordinator(*there)
            _, errors = process.communicate(timeout=240)
            assert process.returncode == 0, errors

    first, second = saved(tmp_path / "var")
    alone = saved(tmp_path / "alone")[1]
    assert first == (0, 0)
    assert second[0] == second[1] > 35
    # one page in twenty is asked for whole, which ones depends on the run's id
    assert abs(second[0] - alone[0]) <= 6
    assert [p for p in (tmp_path / "one-scratch").rglob("*") if p.is_file()] == []
    where = ["--sites", str(sites), "--data"]
    assert verdicts([*where, str(tmp_path / "var")], capsys) == verdicts(
        [*where, str(tmp_path / "alone")], capsys
    )


def test_ctrl_c_stops_the_workers_and_their_crawls_come_home(tmp_path, cluster, coordinator):
    cluster.scheduler()
    cluster.worker("one")
    with MockGov(SITE) as gov:
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url(), limits={"delay_s": 0.2}))
        where = ["--data", str(tmp_path / "var"), "--sites", str(sites)]
        store = (tmp_path / "store").as_uri()
        process = coordinator(*where, "--cluster", cluster.address, "--store", store)
        wait_for(lambda: len(gov.hits) > 10)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        asked = len(gov.hits)
        time.sleep(1.0)

        assert len(gov.hits) == asked
        assert process.returncode == 130, errors
        assert "stopping: workers end their requests" in errors
        assert "Traceback" not in errors
        snapshot = next((tmp_path / "var" / "snapshots").glob("*/bo"))
        with Snapshot(snapshot) as found:
            assert found.result.stop_reason == "interrupted"

        write_registry(sites, agency("bo", gov.url()))  # what is left comes without waiting
        assert run(["run", "--resume", "latest", *where]) == 0
    with Snapshot(snapshot) as found:
        assert found.result.stop_reason == "finished"
    assert len(gov.hits) < 51 + asked


def test_a_scheduler_that_ends_is_one_sentence(tmp_path, cluster, coordinator):
    scheduler = cluster.scheduler()
    cluster.worker("one")
    with MockGov(SITE) as gov:
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url(), limits={"delay_s": 0.2}))
        where = ["--data", str(tmp_path / "var"), "--sites", str(sites)]
        store = (tmp_path / "store").as_uri()
        process = coordinator(*where, "--cluster", cluster.address, "--store", store)
        wait_for(lambda: len(gov.hits) > 10)
        scheduler.kill()
        _, errors = process.communicate(timeout=240)

    assert process.returncode == 4, errors
    assert "Traceback" not in errors
    assert "--resume goes on" in errors


def test_no_scheduler_and_no_store_are_one_sentence_each(tmp_path, capsys):
    sites = write_registry(tmp_path / "sites.yaml", agency("bo", "http://127.0.0.1:9/"))
    where = ["--data", str(tmp_path / "var"), "--sites", str(sites)]

    assert run(["run", *where, "--cluster", "tcp://127.0.0.1:9"]) == 2
    assert "--cluster needs --store" in capsys.readouterr().err


def test_without_the_extra_the_command_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    sites = write_registry(tmp_path / "sites.yaml", agency("bo", "http://127.0.0.1:9/"))
    where = ["--data", str(tmp_path / "var"), "--sites", str(sites), "--store", str(tmp_path / "store")]

    assert run(["run", *where, "--cluster", "tcp://127.0.0.1:9"]) == 2
    assert "pip install 'osi-audit[cluster]'" in capsys.readouterr().err
    assert run(["export", "verdicts", *where[:4]]) == 2  # and no run was planned
