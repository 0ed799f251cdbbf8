"""Crawls of real government pages, by their real host names through the corpora's proxy."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov.crawl import crawl

pytestmark = pytest.mark.corpora

FOLDERS = ("us-lametro-mybus", "us-vote-gov", "vn-phapdien-sample")


@pytest.fixture(scope="module")
def proxy(corpora: Path):
    """The corpora's server as a forward proxy on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    roots = [str(corpora / name) for name in FOLDERS]
    command = [sys.executable, str(corpora / "serve.py"), *roots, "--port", str(port), "--rewrite-https"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def truth(corpora: Path, name: str) -> list[dict]:
    return [
        json.loads(line) for line in (corpora / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def paths(outcome) -> set[str]:
    """Paths of the pages that were read."""
    with Snapshot(outcome.folder) as snapshot:
        return {"/" + r.url.split("/", 3)[3] for r in snapshot.pages() if r.status is FetchStatus.OK}


def test_every_page_of_the_codified_law_is_read(corpora, proxy, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy)

    outcome = crawl(tmp_path, "http://phapdien-sample.moj.gov.vn/")

    assert paths(outcome) == {page["url"] for page in truth(corpora, "vn-phapdien-sample")}
    with Snapshot(outcome.folder) as snapshot:
        bodies = {record.url.rpartition("/")[2]: body for record, body in snapshot.fetched()}
    name, body = max(bodies.items(), key=lambda pair: len(pair[1]))
    assert body == (corpora / "vn-phapdien-sample" / "site" / "demuc" / name).read_bytes()


def test_a_portal_that_forbids_crawling_is_left_alone(proxy, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy)

    outcome = crawl(tmp_path, "http://fixture.vote.gov/")

    assert outcome.result.counts == {"robots": 1}
    assert outcome.result.portals[0].status is FetchStatus.ROBOTS


def test_a_switcher_of_eight_languages_is_followed(corpora, proxy, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy)

    outcome = crawl(tmp_path, "http://mybus.metro.net/")

    expected = {page["url"] for page in truth(corpora, "us-lametro-mybus")}
    assert paths(outcome) == expected - {"/"}
    assert outcome.result.portals[0].detail == "redirects to http://mybus.metro.net/en/"
