"""What is said of a cluster that cannot be used; tests/audit/test_cluster.py runs a real one."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

from crawler import cluster
from crawler.errors import ClusterError

ROOT = Path(__file__).parents[2]
ABSENT = """import sys, crawler.cluster as cluster
cluster.CONNECT_S = 0.5
with cluster.cluster_executor("tcp://127.0.0.1:9"):
    sys.exit("connected")"""


class Client:
    """As much of a Dask client as is asked."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def run(self, _function, *, on_error):
        assert on_error == "return"
        return {"tcp://worker:1": self.answers[0]}

    def wait_for_workers(self, number, timeout):
        raise TimeoutError(f"{number} in {timeout}")

    def scheduler_info(self, **_kwargs):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"workers": dict.fromkeys(range(answer))}


def test_no_scheduler_is_one_sentence():
    done = subprocess.run(
        [sys.executable, "-c", ABSENT], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (
        "ClusterError: no scheduler answers at tcp://127.0.0.1:9: start one there with `dask scheduler`"
        in done.stderr
    )


def test_a_scheduler_without_workers_says_how_to_start_one():
    with pytest.raises(
        ClusterError, match=r"has no workers: start some with `dask worker tcp://s:1 --nthreads 8`"
    ):
        cluster._wait_for_workers(Client(), "tcp://s:1", 0.1)


def test_workers_like_the_coordinator_are_taken():
    cluster._refuse_other_programs(Client(cluster.own_program()))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"osi-audit": "0.0.9+abc"}, r"runs osi-audit 0\.0\.9\+abc instead of .*: install the same wheel"),
        (ModuleNotFoundError("No module named 'crawler'"), "has no osi-audit: install the same wheel there"),
        (RuntimeError("ModuleNotFoundError(\"No module named 'crawler'\")"), "has no osi-audit"),
        (OSError("timed out"), r"does not answer \(timed out\)"),
    ],
)
def test_other_workers_are_refused_by_name(answer, said):
    known = {**cluster.own_program(), **answer} if isinstance(answer, dict) else answer
    with pytest.raises(ClusterError, match=f"the worker tcp://worker:1 {said}"):
        cluster._refuse_other_programs(Client(known))


def test_the_last_worker_to_go_is_told_of_once(monkeypatch, caplog):
    monkeypatch.setattr(cluster, "_WATCH_S", 0.0)
    with caplog.at_level(logging.WARNING):
        cluster._watch(Client(2, 0, 0, 1, 0, OSError("gone")), "tcp://s:1", threading.Event())

    assert [r.message.partition(";")[0] for r in caplog.records] == ["no workers are left"] * 2
