"""Snapshots that give way to the records that are cited, killed at every step of it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.bodies import Archive
from crawler.cut import plan_cut
from crawler.errors import SnapshotError
from crawler.records import CrawlResult, KeptLinks, KnownAddress, PageRecord, PortalOutcome
from crawler.snapshot import Snapshot, SnapshotWriter, is_finished
from crawler.status import FetchStatus
from crawler.thinned import CITED_NAME, MARKER_NAME, is_thinned, read_thinned
from crawler.thinning import finish_thinning, forget_attempt, is_unfinished, thin
from crawler.warc import Conversion, Exchange
from crawler.warc_original import read_original
from crawler.warc_tail import Position, warc_files

AT, WHY = "2026-07-01T00:00:00Z", "4 newer good runs, and 365 days more"
HOST = "http://bo.example"
RESULT = CrawlResult(
    version=1,
    agency_id="bo",
    run_id="20250101T000000Z",
    started_at="2025-01-01T00:00:00Z",
    finished_at="2025-01-01T00:01:00Z",
    stop_reason="finished",
    portals=(PortalOutcome(f"{HOST}/", "main", confirmed=True, status=FetchStatus.OK),),
    counts={"ok": 1},
)


def exchange(path: str, body: bytes, status: int = 200) -> Exchange:
    headers = [("Content-Type", "text/html")]
    return Exchange(
        HOST + path, "GET", [("Accept", "*/*")], status, "OK", headers, body, "2025-01-01T00:00:00Z"
    )


def text(path: str) -> bytes:
    # noise does not pack: pages weigh something in the archive
    return f"<h1>{path}</h1>".encode() + hashlib.shake_256(path.encode()).digest(20_000)


PATHS = [f"/trang-{n}" for n in range(30)]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A snapshot with a robots.txt, thirty pages, one of them with the body of another, and one shown by a browser."""
    folder = tmp_path / "snapshots" / RESULT.run_id / "bo"
    with SnapshotWriter(folder, "bo", RESULT.run_id) as writer:
        writer.store(exchange("/robots.txt", b"User-agent: *\nDisallow: /kin\n"))
        places = {}
        for path in PATHS:
            places[path] = writer.store(exchange(path, text("/trang-3" if path == "/trang-7" else path)))
        shown = writer.convert(
            Conversion(f"{HOST}/trang-9", text("/shown"), "2025-01-01T00:00:00Z", places["/trang-9"])
        )
        for path, place in places.items():
            writer.add(
                PageRecord(HOST + path, FetchStatus.OK, warc_file=place.file, warc_offset=place.offset)
            )
        writer.add(
            PageRecord(
                f"{HOST}/trang-9#rendered",
                FetchStatus.RENDERED,
                warc_file=shown.file,
                warc_offset=shown.offset,
            )
        )
        writer.add(PageRecord(f"{HOST}/mat", FetchStatus.NOT_FOUND))
        writer.keep_links(
            "digest",
            [KnownAddress(n, HOST + path, "Trang") for n, path in enumerate(PATHS)],
            [KeptLinks(HOST + path, os.urandom(2000)) for path in PATHS],
        )
        writer.finish(RESULT)
    return folder


def records(folder: Path) -> dict[str, PageRecord]:
    with Snapshot(folder) as snapshot:
        return {record.url: record for record in snapshot.pages()}


def place_of(folder: Path, path: str) -> Position:
    record = records(folder)[HOST + path]
    return Position(record.warc_file, record.warc_offset)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def cut_to(folder: Path, *paths: str):
    return plan_cut(folder, {place_of(folder, path) for path in paths})


def test_what_is_cited_opens_by_the_place_it_had_and_the_rest_is_gone(folder):
    cited = {path: place_of(folder, path) for path in ("/trang-7", "/trang-9#rendered", "/trang-20")}
    before = records(folder)
    with Archive(folder) as archive:
        whole = {path: (archive.response(place), archive.body(place)) for path, place in cited.items()}
    heavy = size(folder)

    cut = plan_cut(folder, set(cited.values()))
    note = thin(folder, cut, at=AT, why=WHY)

    assert records(folder) == before
    with Archive(folder) as archive:
        assert {p: (archive.response(place), archive.body(place)) for p, place in cited.items()} == whole
    with Snapshot(folder) as snapshot:
        assert snapshot.result == RESULT
        assert snapshot.body(before[f"{HOST}/trang-7"]) == text("/trang-3")
        with pytest.raises(SnapshotError, match=r"was not kept when the snapshot was thinned on 2026-07-01"):
            snapshot.body(before[f"{HOST}/trang-5"])
    assert warc_files(folder) == []
    assert size(folder) < heavy / 3
    # the page whose body the cited one has, the page that a browser was shown, and what the host allowed
    assert note.records == 6
    assert note.records_before == 32
    assert (note.size, note.size_before) == ((folder / CITED_NAME).stat().st_size, cut.size_before)


def test_what_is_kept_is_an_archive_that_others_can_read(folder):
    thin(folder, cut_to(folder, "/trang-20"), at=AT, why=WHY)
    with (folder / CITED_NAME).open("rb") as file:
        found = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]
    page, robots = f"{HOST}/trang-20", f"{HOST}/robots.txt"
    assert found == [
        ("warcinfo", None),
        ("response", robots),
        ("request", robots),
        ("response", page),
        ("request", page),
    ]


def test_a_thinned_snapshot_says_so_and_is_never_judged_as_if_it_were_whole(folder):
    thin(folder, cut_to(folder, "/trang-1", "/trang-2"), at=AT, why=WHY)
    told = read_thinned(folder)
    assert told is not None
    assert (told.at, told.why, told.records) == (AT, WHY, 3)
    assert told.program.startswith("osi-audit/")
    with Snapshot(folder) as snapshot:
        for read in (
            snapshot.fetched,
            snapshot.documents,
            snapshot.data,
            snapshot.searches,
            snapshot.rendered,
        ):
            with pytest.raises(SnapshotError, match=r"was thinned on 2026-07-01 .*cannot be judged again"):
                list(read())
    assert is_finished(folder)


def test_nothing_is_cited_but_what_was_allowed_stays(folder):
    note = thin(folder, plan_cut(folder, ()), at=AT, why=WHY)
    assert note.records == 1
    assert records(folder)[f"{HOST}/mat"].status is FetchStatus.NOT_FOUND


def test_places_that_may_be_meant_are_kept_where_there_are_records(folder):
    wanted, nowhere = place_of(folder, "/trang-2"), Position("crawl-00007.warc.gz", 5)
    cut = plan_cut(folder, (), {wanted, nowhere})
    assert wanted in {record.position for record in cut.kept}
    assert len([record for record in cut.kept if record.is_answer]) == 2


@pytest.mark.parametrize("place", [Position("crawl-00000.warc.gz", 7), Position("crawl-00003.warc.gz", 0)])
def test_a_record_that_is_cited_and_not_there_keeps_the_snapshot_whole(folder, place):
    with pytest.raises(
        SnapshotError, match=rf"a record is cited that is not there: {place.file}:{place.offset}"
    ):
        plan_cut(folder, {place})
    assert not is_thinned(folder)


def test_a_damaged_archive_keeps_the_snapshot_whole(folder):
    cited = {place_of(folder, "/trang-1")}
    path = warc_files(folder)[0]
    data = bytearray(path.read_bytes())
    middle = place_of(folder, "/trang-20").offset + 40
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(bytes(data))
    with pytest.raises(SnapshotError, match="damaged at"):
        plan_cut(folder, cited)


def test_links_for_the_next_crawl_go_and_pages_stay(folder):
    thin(folder, cut_to(folder, "/trang-1"), at=AT, why=WHY)
    with closing(sqlite3.connect(folder / "pages.db")) as database:
        tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    assert tables == {"pages", "side"}
    with Snapshot(folder) as snapshot:
        assert snapshot.reading() == ""
        assert len(list(snapshot.pages())) == 32


def test_what_a_thinned_snapshot_kept_is_no_original_for_the_next_crawl(folder):
    place = place_of(folder, "/trang-1")
    thin(folder, cut_to(folder, "/trang-1"), at=AT, why=WHY)
    with pytest.raises(SnapshotError):
        read_original(folder, place, f"{HOST}/trang-1")


def test_a_snapshot_that_is_being_written_is_left_alone(folder):
    cut = cut_to(folder, "/trang-1")
    (folder / "result.json").unlink()
    with (
        SnapshotWriter(folder, "bo", RESULT.run_id),
        pytest.raises(SnapshotError, match="another crawl is writing"),
    ):
        thin(folder, cut, at=AT, why=WHY)
    assert not is_thinned(folder)


class Killed(BaseException):
    """In place of signal 9: nothing after it is done, and no handler of the program's own may count on it."""


def die_at(monkeypatch, step: int) -> list[int]:
    """Let the nth change of the disk be the one that is never made."""
    left = [step]

    def counted(real):
        def wrapped(*arguments, **named):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real(*arguments, **named)

        return wrapped

    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr("crawler.pagesdb.sqlite3.connect", counted(sqlite3.connect))
    return left


def test_killed_at_any_step_it_is_whole_or_thin_and_the_next_time_does_the_rest(
    folder, monkeypatch, tmp_path
):
    cited = {path: place_of(folder, path) for path in ("/trang-7", "/trang-20")}
    bodies = {"/trang-7": text("/trang-3"), "/trang-20": text("/trang-20")}
    before = records(folder)
    step, states = 0, set()
    while True:
        tried = tmp_path / f"killed-{step}"
        shutil.copytree(folder, tried)
        cut = plan_cut(tried, set(cited.values()))
        with monkeypatch.context() as patch:
            left = die_at(patch, step)
            with suppress(Killed):
                thin(tried, cut, at=AT, why=WHY)
            ended = left[0] > 0

        with Archive(tried) as archive:
            assert {path: archive.body(place) for path, place in cited.items()} == bodies
        assert records(tried) == before
        states.add((is_thinned(tried), is_thinned(tried) and is_unfinished(tried)))

        if is_thinned(tried):
            finish_thinning(tried)
        else:
            with Snapshot(tried) as snapshot:
                assert len(list(snapshot.fetched())) == len(PATHS)  # still whole
            forget_attempt(tried)
            assert not (tried / CITED_NAME).exists()
            thin(tried, plan_cut(tried, set(cited.values())), at=AT, why=WHY)
        assert not is_unfinished(tried)
        assert sorted(path.name for path in tried.iterdir()) == [
            CITED_NAME,
            "pages.db",
            "result.json",
            MARKER_NAME,
        ]
        with Archive(tried) as archive:
            assert {path: archive.body(place) for path, place in cited.items()} == bodies
        shutil.rmtree(tried)
        if ended:
            break
        step += 1
    assert step >= 8
    assert states == {(False, False), (True, True), (True, False)}


def test_a_full_disk_leaves_the_snapshot_whole_and_nothing_beside_it(folder, monkeypatch):
    cut = cut_to(folder, "/trang-1")
    names = sorted(path.name for path in folder.iterdir())

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SnapshotError, match="cannot be thinned: No space left on device"):
        thin(folder, cut, at=AT, why=WHY)
    assert sorted(path.name for path in folder.iterdir()) == names


def test_where_what_was_kept_is_damaged_the_archive_beside_it_stays(folder, monkeypatch):
    cut = cut_to(folder, "/trang-1")
    with monkeypatch.context() as patch:
        patch.setattr("crawler.thinning._drop_rest", lambda _: None)
        thin(folder, cut, at=AT, why=WHY)
    cited = folder / CITED_NAME
    cited.write_bytes(cited.read_bytes()[:-1] + b"x")
    with pytest.raises(SnapshotError, match="is damaged: the archive beside it stays"):
        finish_thinning(folder)
    assert warc_files(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 1}', '{"version": 9}'])
def test_a_damaged_note_is_told_and_nothing_is_read_past_it(folder, text):
    (folder / MARKER_NAME).write_text(text, encoding="utf-8")
    with Snapshot(folder) as snapshot, pytest.raises(SnapshotError, match=r"thinned\.json: is "):
        list(snapshot.fetched())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=25), st.data())
def test_whatever_is_cited_opens_as_before(tmp_path_factory, pages, data):
    """Pages that share bodies in any way, some of them shown by a browser, and any choice of them."""
    folder = tmp_path_factory.mktemp("whatever") / "bo"
    places = []
    with SnapshotWriter(folder, "bo", RESULT.run_id) as writer:
        for number, (body, is_shown) in enumerate(pages):
            places.append(writer.store(exchange(f"/{number}", f"<p>{body}</p>".encode())))
            if is_shown:
                shown = Conversion(f"{HOST}/{number}", f"<b>{body}</b>".encode(), AT, places[-1])
                places.append(writer.convert(shown))
        writer.finish(RESULT)
    cited = data.draw(st.sets(st.sampled_from(places)))
    with Archive(folder) as archive:
        before = {place: (archive.response(place), archive.body(place)) for place in cited}
    note = thin(folder, plan_cut(folder, cited), at=AT, why=WHY)
    with Archive(folder) as archive:
        assert {place: (archive.response(place), archive.body(place)) for place in cited} == before
    assert len(cited) <= note.records <= note.records_before == len(places)
    assert warc_files(folder) == []
