from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.bodies import Archive
from crawler.errors import SnapshotError
from crawler.warc import Exchange, WarcWriter, decode_body, read_response
from crawler.warc_original import read_original


def exchange(url: str, body: bytes, **headers: str) -> Exchange:
    pairs = [("Content-Type", "text/html"), *((k.replace("_", "-"), v) for k, v in headers.items())]
    return Exchange(
        url,
        "GET",
        [("User-Agent", "osi-audit/0.1")],
        200,
        "OK",
        pairs,
        body,
        "2026-01-01T00:00:00Z",
        "192.0.2.1",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    writer = WarcWriter(tmp_path, "osi-audit/0.1")
    writer.write(exchange("http://x.gov.vn/a?q=1", b"<p>one"))
    writer.write(exchange("http://x.gov.vn/b", gzip.compress(b"<p>two"), Content_Encoding="gzip"))
    writer.write(exchange("http://x.gov.vn/c", b"<p>one"))
    writer.close()
    return tmp_path / "crawl-00000.warc.gz"


def test_records_are_those_of_the_standard(archive):
    with archive.open("rb") as file:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]

    assert records == [
        ("warcinfo", None),
        ("response", "http://x.gov.vn/a?q=1"),
        ("request", "http://x.gov.vn/a?q=1"),
        ("response", "http://x.gov.vn/b"),
        ("request", "http://x.gov.vn/b"),
        ("revisit", "http://x.gov.vn/c"),
        ("request", "http://x.gov.vn/c"),
    ]


def test_any_player_can_read_the_archive(archive):
    with archive.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            if record.rec_type == "response" and record.rec_headers.get_header("WARC-Target-URI").endswith(
                "/b"
            ):
                assert record.content_stream().read() == b"<p>two"
                assert record.http_headers.get_statuscode() == "200"
            if record.rec_type == "request":
                assert record.http_headers.get_header("Host") == "x.gov.vn"
            if record.rec_type == "revisit":
                assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == "http://x.gov.vn/a?q=1"
                assert "identical-payload-digest" in record.rec_headers.get_header("WARC-Profile")


def test_warcio_finds_no_fault(archive, capsys):
    class Options:
        inputs = (str(archive),)
        verbose = False

    assert Checker(Options()).process_all() == 0
    assert capsys.readouterr().out == ""


def test_records_are_read_back_by_offset(tmp_path):
    writer = WarcWriter(tmp_path, "x")
    places = [writer.write(exchange(f"http://x/{n}", b"body %d" % n)) for n in range(3)]
    writer.flush()

    with (tmp_path / places[1].file).open("rb") as file:
        stored = read_response(file, places[1].offset)
    writer.close()

    assert (stored.kind, stored.payload) == ("response", b"body 1")
    assert stored.http_headers["content-type"] == "text/html"


@pytest.mark.parametrize("offset", [1, 10**9])
def test_a_wrong_offset_is_a_snapshot_error(archive, offset):
    with archive.open("rb") as file, pytest.raises(SnapshotError):
        read_response(file, offset)


def test_an_unwritable_folder_is_a_snapshot_error(tmp_path):
    writer = WarcWriter(tmp_path / "missing", "x")

    with pytest.raises(SnapshotError, match="cannot write the archive"):
        writer.write(exchange("http://x/", b"x"))


@pytest.mark.parametrize(
    ("payload", "coding"),
    [
        (b"page", ""),
        (b"page", "identity"),
        (gzip.compress(b"page"), "gzip"),
        (gzip.compress(b"pa") + gzip.compress(b"ge"), "x-gzip"),
        (gzip.compress(b"page")[:-4], "gzip"),
        (zlib.compress(b"page"), "deflate"),
        (zlib.compress(b"page")[2:-4], "deflate"),
        (gzip.compress(zlib.compress(b"page")), "deflate, gzip"),
        (brotli.compress(b"page"), "br"),
        (gzip.compress(brotli.compress(b"page")), "br, gzip"),
    ],
)
def test_content_codings_are_undone(payload, coding):
    assert decode_body(payload, coding) == b"page"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_coding_that_was_not_used_leaves_nothing(coding):
    assert decode_body(b"<h1>page</h1>", coding) == b""


@pytest.mark.parametrize("codings", [("gzip", ""), ("", "gzip")])
def test_the_same_bytes_are_read_by_the_coding_that_they_were_sent_under(tmp_path, codings):
    packed = gzip.compress(b"page")
    writer = WarcWriter(tmp_path, "osi-audit/0.1")
    places = [
        writer.write(exchange(f"http://x/{n}", packed, **({"Content_Encoding": coding} if coding else {})))
        for n, coding in enumerate(codings)
    ]
    writer.close()
    with Archive(tmp_path) as archive:
        read = [archive.body(place) for place in places]

    assert read == [b"page" if coding else packed for coding in codings]
    with pytest.raises(SnapshotError, match="another coding"):
        read_original(tmp_path, places[1], "http://x/1")
