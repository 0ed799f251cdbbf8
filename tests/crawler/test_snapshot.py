from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.errors import SnapshotError
from crawler.records import CrawlResult, PageRecord, PortalOutcome, SideRecord
from crawler.snapshot import Snapshot, SnapshotWriter
from crawler.status import FetchStatus
from crawler.warc import Exchange

RESULT = CrawlResult(
    version=1,
    agency_id="bo",
    run_id="run",
    started_at="2026-01-01T00:00:00Z",
    finished_at="2026-01-01T00:01:00Z",
    stop_reason="finished",
    portals=(PortalOutcome("http://x.gov.vn/", "main", confirmed=True, status=FetchStatus.OK, tls="valid"),),
    counts={"ok": 1},
    limits={"max_pages": 5},
)


def put(writer: SnapshotWriter, url: str, body: bytes, **fields) -> PageRecord:
    exchange = Exchange(
        url, "GET", [], 200, "OK", [("Content-Type", "text/html")], body, "2026-01-01T00:00:00Z"
    )
    place = writer.store(exchange)
    record = PageRecord(url, FetchStatus.OK, warc_file=place.file, warc_offset=place.offset, **fields)
    writer.add(record)
    return record


def test_what_is_written_is_read_back(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        record = put(
            writer, "http://x.gov.vn/", "Tiếng Việt".encode(), depth=0, anchor="Trang chủ", http_status=200
        )
        missing = PageRecord("http://x.gov.vn/x", FetchStatus.NOT_FOUND, depth=1, http_status=404)
        writer.add(missing)
        writer.finish(RESULT)

    with Snapshot(tmp_path / "bo") as snapshot:
        assert snapshot.result == RESULT
        assert snapshot.finished
        assert list(snapshot.pages()) == [record, missing]
        assert list(snapshot.fetched()) == [(record, "Tiếng Việt".encode())]
        assert snapshot.page("http://x.gov.vn/x") == missing
        assert snapshot.page("http://x.gov.vn/none") is None
        assert snapshot.body(record) == "Tiếng Việt".encode()
        assert snapshot.body(missing) == b""


def test_identical_bodies_are_stored_once_and_read_for_both(tmp_path):
    body = b"<p>the same</p>" * 1000
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        put(writer, "http://x.gov.vn/a", body)
        put(writer, "http://x.gov.vn/b", body)
        writer.finish(RESULT)

    with Snapshot(tmp_path / "bo") as snapshot:
        assert [b for _, b in snapshot.fetched()] == [body, body]


def test_writing_a_record_again_replaces_it(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        record = put(writer, "http://x.gov.vn/", b"x", depth=4)
        writer.flush()
        writer.add(replace(record, depth=1))
        writer.finish(RESULT)

    with Snapshot(tmp_path / "bo") as snapshot:
        assert [r.depth for r in snapshot.pages()] == [1]


def test_an_unfinished_snapshot_says_so_and_can_be_gone_on_with(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        record = put(writer, "http://x.gov.vn/", b"x", fetched_at="2026-01-01T00:00:00Z")
        writer.add(PageRecord("http://x.gov.vn/chua", FetchStatus.INTERRUPTED))
        writer.flush()

    with Snapshot(tmp_path / "bo") as snapshot:
        assert not snapshot.finished
        with pytest.raises(SnapshotError, match="has not finished"):
            _ = snapshot.result

    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        assert list(writer.known()) == [record]
        assert writer.body(record) == b"x"


def test_a_finished_snapshot_is_never_changed(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.finish(RESULT)

    for _ in range(2):
        with pytest.raises(SnapshotError, match="never changed"):
            SnapshotWriter(tmp_path / "bo", "bo", "run")


def test_an_interrupted_snapshot_may_be_gone_on_with(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.finish(replace(RESULT, stop_reason="interrupted"))

    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.finish(RESULT)

    with Snapshot(tmp_path / "bo") as snapshot:
        assert snapshot.result.stop_reason == "finished"


def test_a_folder_without_a_snapshot_is_a_snapshot_error(tmp_path):
    with pytest.raises(SnapshotError, match=r"pages\.db"):
        Snapshot(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"portals": [{"status": "odd"}]}'])
def test_a_damaged_result_is_a_snapshot_error(tmp_path, text):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.finish(RESULT)
    (tmp_path / "bo" / "result.json").write_text(text)

    with Snapshot(tmp_path / "bo") as snapshot, pytest.raises(SnapshotError, match="is damaged"):
        _ = snapshot.result


def test_a_damaged_database_is_a_snapshot_error(tmp_path):
    (tmp_path / "pages.db").write_bytes(b"not a database" * 100)

    with Snapshot(tmp_path) as snapshot, pytest.raises(SnapshotError, match="cannot be read"):
        list(snapshot.pages())


def test_a_missing_archive_is_a_snapshot_error(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        put(writer, "http://x.gov.vn/", b"x")
        writer.finish(RESULT)
    Path(tmp_path / "bo" / "crawl-00000.warc.gz").unlink()

    with Snapshot(tmp_path / "bo") as snapshot, pytest.raises(SnapshotError, match="cannot be read"):
        list(snapshot.fetched())


def test_a_folder_that_cannot_be_made_is_a_snapshot_error(tmp_path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(SnapshotError, match="cannot be made"):
        SnapshotWriter(tmp_path / "file" / "bo", "bo", "run")


def test_the_result_file_keeps_vietnamese_readable(tmp_path):
    portal = replace(RESULT.portals[0], detail="Thông báo từ chối truy cập")
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.finish(replace(RESULT, portals=(portal,)))
    text = (tmp_path / "bo" / "result.json").read_text(encoding="utf-8")

    assert "Thông báo từ chối truy cập" in text
    assert json.loads(text)["counts"] == {"ok": 1}


def test_two_writers_of_one_snapshot_are_refused(tmp_path):
    first = SnapshotWriter(tmp_path / "bo", "bo", "run")
    with pytest.raises(SnapshotError, match="another crawl is writing"):
        SnapshotWriter(tmp_path / "bo", "bo", "run")
    first.close()

    SnapshotWriter(tmp_path / "bo", "bo", "run").close()


@pytest.mark.parametrize(("version", "age"), [(99, "newer"), (0, "another"), ("1", "another")])
def test_a_snapshot_of_another_version_is_refused_with_its_folder(tmp_path, version, age):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.finish(replace(RESULT, version=version))

    with (
        Snapshot(tmp_path / "bo") as snapshot,
        pytest.raises(SnapshotError, match=rf"/bo: .* of {age} version"),
    ):
        _ = snapshot.result


def test_a_record_that_this_version_does_not_know_is_a_snapshot_error(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        writer.add(PageRecord("http://a.example/", FetchStatus.OK))
        writer.finish(RESULT)
    with closing(sqlite3.connect(tmp_path / "bo" / "pages.db")) as connection, connection:
        connection.execute("update pages set status = 'teleported'")

    with (
        Snapshot(tmp_path / "bo") as snapshot,
        pytest.raises(SnapshotError, match=r"pages\.db: .*teleported"),
    ):
        list(snapshot.pages())


def test_an_answer_whose_archive_record_is_lost_is_forgotten(tmp_path):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        first, last = (
            put(writer, f"http://x.gov.vn/{n}", b"%d" % n, fetched_at="2026-01-01T00:00:00Z") for n in (1, 2)
        )
        writer.flush()
    with (tmp_path / "bo" / last.warc_file).open("r+b") as file:
        file.truncate(last.warc_offset + 20)

    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        assert list(writer.known()) == [first]
        assert (writer.lost, writer.body(first)) == (1, b"1")


def test_a_copy_of_a_lost_answer_is_forgotten_with_it(tmp_path):
    with SnapshotWriter(tmp_path, "bo", "run") as writer:
        lost = put(writer, "http://x.gov.vn/a", b"<p>a", fetched_at="2026-01-01T00:00:00Z")
        writer.flush()
    with SnapshotWriter(tmp_path, "bo", "run") as writer:
        put(writer, "http://x.gov.vn/lai-a", b"<p>a", fetched_at="2026-01-01T00:00:01Z")
        put(writer, "http://x.gov.vn/b", b"<p>b", fetched_at="2026-01-01T00:00:02Z")
        writer.flush()
    path = tmp_path / lost.warc_file
    path.write_bytes(path.read_bytes()[: lost.warc_offset + 20])

    with SnapshotWriter(tmp_path, "bo", "run") as writer:
        left = list(writer.known())
        bodies = [writer.body(record) for record in left]

    assert [record.url for record in left] == ["http://x.gov.vn/b"]
    assert bodies == [b"<p>b"]
    assert writer.lost == 2


def test_a_site_map_whose_archive_record_was_cut_away_is_forgotten(tmp_path):
    with SnapshotWriter(tmp_path, "bo", "run") as writer:
        put(writer, "http://x.gov.vn/a", b"<p>a", fetched_at="2026-01-01T00:00:00Z")
        put(writer, "http://x.gov.vn/b", b"<p>b")  # no answer: known only
        place = writer.store(
            Exchange("http://x.gov.vn/sitemap.xml", "GET", [], 200, "OK", [], b"<x/>", "2026")
        )
        writer.note_side(SideRecord("http://x.gov.vn/sitemap.xml", '"1"', "", place.file, place.offset))
        writer.flush()
    path = tmp_path / place.file
    path.write_bytes(path.read_bytes()[: place.offset + 20])

    SnapshotWriter(tmp_path, "bo", "run").close()

    with Snapshot(tmp_path) as snapshot:
        assert snapshot.side("http://x.gov.vn/sitemap.xml") is None


@pytest.mark.parametrize("keep", [100, 5000], ids=["its head", "its pages"])
def test_a_damaged_database_of_a_killed_crawl_says_what_to_do(tmp_path, keep):
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        for number in range(200):
            put(writer, f"http://x.gov.vn/{number}", b"x", fetched_at="2026-01-01T00:00:00Z")
    with (tmp_path / "bo" / "pages.db").open("r+b") as file:
        file.truncate(keep)
    before = (tmp_path / "bo" / "crawl-00000.warc.gz").read_bytes()

    with pytest.raises(SnapshotError, match=r"pages\.db: is damaged: .*; remove the folder .*/bo"):
        SnapshotWriter(tmp_path / "bo", "bo", "run")

    assert (tmp_path / "bo" / "crawl-00000.warc.gz").read_bytes() == before
