"""What a killed writer left of an archive."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import Exchange, WarcWriter, read_response
from crawler.warc_tail import Position, Tail, members, settle_tail, warc_files


def exchange(number: int, body: bytes = b"") -> Exchange:
    return Exchange(
        f"http://x.gov.vn/{number}",
        "GET",
        [("User-Agent", "osi-audit/0.1")],
        200,
        "OK",
        [("Content-Type", "text/html")],
        body or b"<p>%d" % number,
        "2026-01-01T00:00:00Z",
    )


@pytest.fixture
def places(tmp_path: Path) -> list[Position]:
    """An archive of five answers."""
    writer = WarcWriter(tmp_path, "osi-audit/0.1")
    found = [writer.write(exchange(number)) for number in range(5)]
    writer.close()
    return found


def kinds(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in warc_files(folder):
        with path.open("rb") as file:
            found.update(record.rec_type for record in ArchiveIterator(file, check_digests="raise"))
    return found


def test_a_whole_archive_is_left_as_it_is(tmp_path, places):
    before = (tmp_path / places[0].file).read_bytes()

    tail = settle_tail(tmp_path, places[-1])

    assert (tmp_path / places[0].file).read_bytes() == before
    assert (tail.number, len(tail.seen), tail.ends) == (1, 5, {places[0].file: len(before)})


def test_what_the_database_does_not_know_of_is_cut_away(tmp_path, places):
    settle_tail(tmp_path, places[2])

    assert kinds(tmp_path) == {"warcinfo": 1, "response": 3, "request": 3}


def test_an_archive_that_the_database_knows_nothing_of_goes(tmp_path, places):
    assert settle_tail(tmp_path, None) == Tail()
    assert warc_files(tmp_path) == []


def test_a_later_file_that_the_database_knows_nothing_of_goes(tmp_path, places):
    later = WarcWriter(tmp_path, "x", settle_tail(tmp_path, places[-1]))
    later.write(exchange(9))
    later.close()

    assert len(warc_files(tmp_path)) == 2
    assert settle_tail(tmp_path, places[-1]).number == 1
    assert kinds(tmp_path)["response"] == 5


def test_a_body_stored_before_the_kill_is_not_stored_again(tmp_path, places):
    writer = WarcWriter(tmp_path, "x", settle_tail(tmp_path, places[-1]))
    again = writer.write(exchange(0))
    writer.close()

    with (tmp_path / again.file).open("rb") as file:
        stored = read_response(file, again.offset)
    assert (stored.kind, stored.warc_headers["warc-refers-to-filename"]) == ("revisit", places[0].file)
    assert int(stored.warc_headers["warc-refers-to-file-offset"]) == places[0].offset


@pytest.mark.parametrize("cut", [1, 10, 400])
def test_a_record_that_is_cut_off_is_cut_away_and_told(tmp_path, places, cut):
    path = tmp_path / places[0].file
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - cut)

    tail = settle_tail(tmp_path, places[-1])

    assert tail.ends[path.name] == path.stat().st_size
    found = kinds(tmp_path)
    assert found["response"] == (5 if cut < 400 else 4)
    assert (places[-1].offset < tail.ends[path.name]) is (cut < 400)


@pytest.mark.parametrize("junk", [b"\0" * 5000, gzip.compress(b"half a record")[:12], b"\x1f\x8b\x08x"])
def test_junk_behind_the_last_record_is_cut_away(tmp_path, places, junk):
    path = tmp_path / places[0].file
    whole = path.read_bytes()
    path.write_bytes(whole + junk)

    settle_tail(tmp_path, places[-1])

    assert path.read_bytes() == whole


def test_a_damaged_record_and_what_follows_is_not_whole(tmp_path, places):
    path = tmp_path / places[0].file
    data = bytearray(path.read_bytes())
    data[places[3].offset + 30 : places[3].offset + 60] = b"\xff" * 30
    path.write_bytes(data)

    assert settle_tail(tmp_path, places[-1]).ends[path.name] == places[3].offset


def test_a_record_whose_original_is_lost_is_told(tmp_path, places):
    later = WarcWriter(tmp_path, "x", settle_tail(tmp_path, places[-1]))
    of_lost, of_kept = (later.write(exchange(n + 10, b"<p>%d" % n)) for n in (4, 0))
    later.close()
    path = tmp_path / places[0].file
    with path.open("r+b") as file:
        file.seek(places[3].offset + 40)
        file.write(b"\0" * 8)

    tail = settle_tail(tmp_path, of_kept)

    assert tail.orphans == {of_lost}
    assert tail.ends[path.name] == places[3].offset


def test_members_tell_their_headers(tmp_path, places):
    with (tmp_path / places[0].file).open("rb") as file:
        found = list(members(file))

    assert [m.kind for m in found][:3] == ["warcinfo", "response", "request"]
    assert found[1].start == places[0].offset
    assert found[1].headers["warc-target-uri"] == "http://x.gov.vn/0"
