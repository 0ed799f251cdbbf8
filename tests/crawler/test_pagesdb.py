from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.errors import SnapshotError
from crawler.pagesdb import PagesReader, PagesWriter
from crawler.records import PageRecord
from crawler.status import FetchStatus

RECORD = PageRecord(
    url="http://x.gov.vn/a",
    status=FetchStatus.OK,
    final_url="http://x.gov.vn/a",
    http_status=200,
    content_type="text/html; charset=utf-8",
    fetched_at="2026-01-01T00:00:00.000Z",
    depth=2,
    referrer="http://x.gov.vn/",
    anchor="Thủ tục hành chính",
    source="link",
    portal="http://x.gov.vn/",
    body_sha256="0" * 64,
    size=7,
    warc_file="crawl-00000.warc.gz",
    warc_offset=99,
)


@pytest.fixture
def writer(tmp_path):
    made = PagesWriter(tmp_path)
    yield made
    made.close()


def test_every_field_comes_back(writer, tmp_path):
    writer.upsert([RECORD])
    reader = PagesReader(tmp_path)

    assert reader.one(RECORD.url) == RECORD
    assert list(writer.records()) == [RECORD]
    reader.close()


def test_pages_come_by_depth_and_address_and_those_without_depth_last(writer, tmp_path):
    depths = {"b": 1, "a": 1, "map": -1, "home": 0}
    writer.upsert(replace(RECORD, url=f"http://x/{name}", depth=depth) for name, depth in depths.items())
    reader = PagesReader(tmp_path)

    assert [r.url.rpartition("/")[2] for r in reader.all()] == ["home", "a", "b", "map"]
    reader.close()


def test_fetched_pages_come_in_the_order_of_the_archive(writer, tmp_path):
    writer.upsert(
        [
            replace(RECORD, url="http://x/3", warc_file="crawl-00001.warc.gz", warc_offset=0),
            replace(RECORD, url="http://x/2", warc_offset=100),
            replace(RECORD, url="http://x/1", warc_offset=20),
            replace(RECORD, url="http://x/0", status=FetchStatus.NOT_FOUND),
        ]
    )
    reader = PagesReader(tmp_path)

    assert [r.url for r in reader.fetched()] == ["http://x/1", "http://x/2", "http://x/3"]
    reader.close()


def test_a_missing_file_is_a_snapshot_error(tmp_path):
    with pytest.raises(SnapshotError, match="there is no such file"):
        PagesReader(tmp_path / "none")


def test_reading_changes_nothing(writer, tmp_path):
    writer.upsert([RECORD])
    before = sorted(tmp_path.iterdir())
    reader = PagesReader(tmp_path)
    list(reader.all())
    reader.close()

    assert sorted(tmp_path.iterdir()) == before
