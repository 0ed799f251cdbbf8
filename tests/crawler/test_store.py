"""The store of snapshots: on a disk and in an S3, whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import ClusterError, SnapshotError, UsageError
from crawler.records import PageRecord
from crawler.snapshot import CrawlResult, Snapshot, SnapshotWriter
from crawler.status import FetchStatus
from crawler.warc import Exchange

pytest.importorskip("fsspec", reason="the extra 'cluster' is not installed")

from crawler.store import PATIENCE_PULSES, SnapshotStore, patiently
from tests.mockgov.s3 import make_bucket, serve_s3

ROOT = Path(__file__).parents[2]
DATE = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def s3_server():
    with serve_s3() as server:
        yield server


@pytest.fixture
def s3_url(s3_server, monkeypatch):
    url, environment = make_bucket(s3_server)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return url


@pytest.fixture(params=["file", "s3"])
def store(request, tmp_path):
    url = f"file://{tmp_path}/store" if request.param == "file" else request.getfixturevalue("s3_url")
    return SnapshotStore(url, "run")


def write(writer: SnapshotWriter, *numbers: int) -> None:
    for number in numbers:
        url = f"http://x.gov.vn/{number}"
        exchange = Exchange(
            url, "GET", [], 200, "OK", [("Content-Type", "text/html")], os.urandom(2000), DATE
        )
        place = writer.store(exchange)
        writer.add(
            PageRecord(
                url,
                FetchStatus.OK,
                fetched_at=DATE,
                warc_file=place.file,
                warc_offset=place.offset,
                depth=number,
            )
        )
    writer.flush()


def result(reason: str = "finished") -> CrawlResult:
    return CrawlResult(1, "bo", "run", DATE, DATE, reason, (), {"ok": 3})


def bodies(folder: Path) -> dict[str, bytes]:
    with Snapshot(folder) as snapshot:
        return {record.url: body for record, body in snapshot.fetched()}


def parts_of(root: Path) -> set[str]:
    return {path.name for path in root.rglob("parts/*")}


def test_a_finished_snapshot_comes_back_as_it_was(store, tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        write(writer, 0, 1, 2)
        writer.finish(result())
    (tmp_path / "bo.log").write_text("a line\n")

    put = store.put("bo", tmp_path / "bo", tmp_path / "bo.log")
    got = store.fetch("bo", tmp_path / "there" / "bo", tmp_path / "there" / "bo.log")

    assert put == got == store.manifests()["bo"]
    assert (put.finished, put.answered) == (True, 3)
    assert bodies(tmp_path / "there" / "bo") == bodies(tmp_path / "bo")
    with Snapshot(tmp_path / "there" / "bo") as snapshot:
        assert snapshot.result == result()
    assert (tmp_path / "there" / "bo.log").read_text() == "a line\n"


def test_a_running_crawl_is_copied_as_it_stands_and_gone_on_with(store, tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        write(writer, 0, 1)
        first = store.put("bo", tmp_path / "bo")
        write(writer, 2)
        second = store.put("bo", tmp_path / "bo")
        write(writer, 3)  # lost with its machine

    assert (first.finished, first.answered, second.answered) == (False, 2, 3)
    store.fetch("bo", tmp_path / "there")
    with SnapshotWriter(tmp_path / "there", "bo", "run") as writer:
        assert {record.url[-1] for record in writer.known()} == {"0", "1", "2"}
        write(writer, 3)
        writer.finish(result())
    third = store.put("bo", tmp_path / "there")
    store.fetch("bo", tmp_path / "here")

    assert (third.finished, third.answered) == (True, 4)
    assert bodies(tmp_path / "here") == bodies(tmp_path / "there")
    # the archive was brought there once, bit by bit
    old, new = (m.files["crawl-00000.warc.gz"] for m in (first, second))
    assert new[: len(old)] == old
    assert third.files["crawl-00000.warc.gz"] == new


def test_what_no_manifest_lists_any_more_is_removed(tmp_path):
    store = SnapshotStore(f"file://{tmp_path}/store", "run")
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        for number in range(4):
            write(writer, number)
            manifest = store.put("bo", tmp_path / "bo")

    assert parts_of(tmp_path / "store") == manifest.parts


def test_a_killed_upload_leaves_the_former_snapshot(tmp_path, monkeypatch):
    store = SnapshotStore(f"file://{tmp_path}/store", "run")
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        write(writer, 0)
        before = store.put("bo", tmp_path / "bo")
        write(writer, 1)
        monkeypatch.setattr(store, "_replace", lambda *_: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(ClusterError, match=r"cannot be written: no space left"):
            store.put("bo", tmp_path / "bo")

    assert store.fetch("bo", tmp_path / "there") == before
    assert len(bodies(tmp_path / "there")) == 1


@pytest.mark.parametrize("damage", [lambda p: p.unlink(), lambda p: p.write_bytes(b"\0" * p.stat().st_size)])
def test_damage_is_said_and_what_was_here_stays(tmp_path, damage):
    store = SnapshotStore(f"file://{tmp_path}/store", "run")
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        write(writer, 0)
        writer.finish(result())
    store.put("bo", tmp_path / "bo")
    damage(next((tmp_path / "store").rglob("parts/*")))

    with pytest.raises(SnapshotError, match="damaged"):
        store.fetch("bo", tmp_path / "bo")

    assert len(bodies(tmp_path / "bo")) == 1
    store.forget("bo")
    assert store.manifests() == {}


def test_notes_are_kept_and_listed(store):
    assert store.read_note("run") is None
    assert store.notes("claims") == {}

    store.write_note("run", {"agencies": ["bộ"]})
    store.write_note("claims/bo", {"token": "a"})
    store.write_note("claims/so", {"token": "b"})
    store.write_note("claims/so", {"token": "c"})

    assert store.read_note("run") == {"agencies": ["bộ"]}
    assert store.notes("claims") == {"bo": {"token": "a"}, "so": {"token": "c"}}
    store.remove_note("claims/bo")
    store.remove_note("claims/bo")
    assert set(store.notes("claims")) == {"so"}


def test_what_cannot_be_opened_is_one_sentence(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match="the store nothing://x cannot be opened"):
        SnapshotStore("nothing://x", "run")
    (tmp_path / "file").write_text("")
    with pytest.raises(ClusterError, match=r"the store file:.* cannot be written"):
        SnapshotStore(f"file://{tmp_path}/file", "run").write_note("run", {})
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"pip install 'osi-audit\[cluster\]'"):
        SnapshotStore("file:///x", "run")


def test_an_s3_without_its_extra_says_so():
    code = "import sys; sys.modules['s3fs'] = None; from crawler.store import SnapshotStore; SnapshotStore('s3://b/x', 'run')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)

    assert "UsageError: the store s3://b/x needs the extra 's3': pip install 'osi-audit[s3]'" in done.stderr


def test_a_damaged_manifest_is_one_sentence(tmp_path):
    store = SnapshotStore(f"file://{tmp_path}/store", "run")
    path = tmp_path / "store" / "run" / "snapshots" / "bo" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"version": 9}))

    with pytest.raises(ClusterError, match="a manifest of version 9"):
        store.manifest("bo")


@pytest.mark.parametrize(("away", "comes_back"), [(3, True), (1000, False)])
def test_a_store_that_is_away_for_a_moment_is_waited_for(away, comes_back):
    tries = []

    def look() -> str:
        tries.append(1)
        if len(tries) <= away:
            raise ClusterError("the store is away")
        return "there"

    if comes_back:
        assert patiently(look, 0.001) == "there"
        return
    with pytest.raises(ClusterError, match="away"):
        patiently(look, 0.001)
    assert len(tries) == PATIENCE_PULSES + 1
