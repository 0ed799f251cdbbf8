"""The index of the portal's search follows the newest good run, whatever breaks off."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from audit import fact_cache, page_texts
from audit.page_texts import page_texts as texts_of
from reports.search.find import find
from reports.search.index import FILES, Index
from reports.search.model import Asked, Kind
from tests.audit.cli.conftest import DAY, PAGES, page
from tests.mockgov import MockGov, agency
from tests.mockgov.dying import die_at, moments_of

MOVED = {**PAGES, "/gioi-thieu": page("Tổ chức bộ máy")}


def pages(place, words: str = "Bộ Thử nghiệm", kind: Kind | None = Kind.PAGE) -> set[str]:
    found = find(place.data / "search.db", Asked(words, None, kind), 50)
    return {"".join(text for text, _ in hit.title) for hit in found.hits}


def test_a_run_indexes_what_it_read_and_found(place):
    found = find(place.data / "search.db", Asked("vanthu", None), 50)

    assert pages(place) == {"Bộ Thử nghiệm", "Giới thiệu", "Cấp phép", "Liên hệ"}
    assert [(hit.run_id, hit.language) for hit in found.hits] == [(place.run_ids()[0], "vi")]
    assert found.hits[0].target.startswith("crawl-00000.warc.gz:")
    told = find(place.data / "search.db", Asked("hien thi tren dien thoai", None, Kind.FINDING), 50)
    assert [hit.target for hit in told.hits] == [
        f.id for f in place.result().findings if f.criterion_id == "T-viewport"
    ]
    assert "Cấp phép" not in pages(place, "Trang chủ")  # of the menu, not of the main text


def test_the_next_run_takes_the_place_of_the_last(place):
    place.crawl_again(MOVED)

    assert pages(place) == {"Bộ Thử nghiệm", "Tổ chức bộ máy", "Cấp phép", "Liên hệ"}


def test_a_provisional_run_is_not_indexed_before_it_is_trusted(place):
    place.edit("guard.yaml", "pages_at_least: 20", "pages_at_least: 2")
    place.crawl_again({"/": page("Trang mới")})

    assert "Trang mới" not in pages(place)
    assert place("search", "index") == 0
    assert "Trang mới" not in pages(place)
    assert place("runs", "confirm", place.run_ids()[0]) == 0
    assert pages(place) == {"Trang mới"}


def test_what_could_not_be_read_leaves_the_pages_of_before(place):
    place.crawl_again({"/": (503, {}, b"")})

    assert place("search", "index", "--anew") == 0
    assert pages(place) == {"Bộ Thử nghiệm", "Giới thiệu", "Cấp phép", "Liên hệ"}


def test_only_what_has_changed_is_made_anew(place, capsys):
    assert place("search", "index") == 0
    assert capsys.readouterr().out == ""
    (place.data / "search.db").unlink()
    assert place("search", "index") == 0
    assert capsys.readouterr().out.startswith("bo: 4 pages, ")
    assert place("audit", "latest", "--workers", "1") == 0  # of which the index is told
    capsys.readouterr()
    assert place("search", "index") == 0
    assert capsys.readouterr().out == ""


def test_a_damaged_index_is_made_anew_when_asked_for_and_stops_no_run(place, capsys):
    for ending in FILES:
        place.data.joinpath(f"search.db{ending}").unlink(missing_ok=True)
    place.data.joinpath("search.db").write_bytes(b"x" * 5000)
    place.registry(agency("bo", place.gov.url()))

    assert place("run", "--on", DAY) == 0
    assert "osi-audit search index --anew makes it anew" in capsys.readouterr().err
    assert place("search", "index") == 4
    assert place("search", "index", "--anew") == 0
    assert "Giới thiệu" in pages(place)


def test_an_index_that_was_emptied_gets_all_agencies_from_a_run_of_one(place):
    with MockGov(PAGES) as other:
        place.registry(agency("bo", place.gov.url()), agency("so", other.url()))
        assert place("run", "--on", DAY, "--agency", "so") == 0
        with closing(sqlite3.connect(place.data / "search.db")) as db:
            db.execute("pragma user_version = -1")  # an older version's
        assert place("run", "--on", DAY, "--agency", "so") == 0

    with Index(place.data / "search.db") as index:
        assert set(index.stamps()) == {"bo", "so"}


def test_an_index_of_a_newer_version_stops_no_run_and_is_left_alone(place, capsys):
    with closing(sqlite3.connect(place.data / "search.db")) as db:
        db.execute("pragma user_version = 999")
    before = (place.data / "search.db").read_bytes()

    assert place("run", "--on", DAY) == 0
    assert "was made by a newer version of osi-audit (999, this one knows 1)" in capsys.readouterr().err
    assert (place.data / "search.db").read_bytes() == before
    assert place("search", "index") == 4
    assert place("search", "index", "--anew") == 0
    assert "Giới thiệu" in pages(place)


def test_a_snapshot_that_is_gone_leaves_what_there_was(place, capsys):
    shutil.rmtree(place.snapshot())
    assert place("audit", "latest", "--workers", "1") == 5
    assert place("search", "index") == 0
    assert pages(place)

    assert place("search", "index", "--anew") == 5
    assert "bo: not indexed anew" in capsys.readouterr().err


def test_an_index_that_is_killed_is_the_old_or_the_new(place, tmp_path):
    before = tmp_path / "before.db"
    shutil.copy(place.data / "search.db", before)
    place.crawl_again(MOVED)
    old, new = {"Giới thiệu"}, {"Tổ chức bộ máy"}

    def as_before() -> None:
        for ending in FILES:
            place.data.joinpath(f"search.db{ending}").unlink(missing_ok=True)
        shutil.copy(before, place.data / "search.db")

    arguments = ["search", "index", *place.options]
    as_before()
    count = len(moments_of(arguments, place.data, tmp_path / "moments"))
    assert count > 5
    seen = set()
    for moment in range(count):
        as_before()
        assert die_at(arguments, place.data, moment)
        found = pages(place) & (old | new)
        assert found in (old, new)
        seen |= found
        if moment % 5 == 0:
            assert place("search", "index") == 0
            assert pages(place) & (old | new) == new
    assert seen >= old


@pytest.mark.parametrize("damage", ["none", "gone", "damaged", "of another reader"])
def test_facts_that_are_remembered_are_those_of_reading(place, damage, monkeypatch):
    facts = place.data / "facts" / "bo.db"
    read = []
    monkeypatch.setattr(fact_cache, "read_page", _counting(fact_cache.read_page, read))
    if damage == "gone":
        facts.unlink()
    elif damage == "damaged":
        facts.write_bytes(b"x" * 9000)
    elif damage == "of another reader":
        monkeypatch.setattr(fact_cache, "reader_digest", lambda: "another")
    before = facts.read_bytes() if facts.exists() else b""
    found = list(texts_of(place.snapshot(), facts))
    assert (facts.read_bytes() if facts.exists() else b"") == before
    assert len(read) == (0 if damage == "none" else 4)

    monkeypatch.setattr(page_texts, "recalling", _reading)
    assert list(texts_of(place.snapshot(), facts)) == found
    assert {each.title for each in found} == {"Bộ Thử nghiệm", "Giới thiệu", "Cấp phép", "Liên hệ"}


def _counting(read, calls):
    def counted(*args, **kwargs):
        calls.append(1)
        return read(*args, **kwargs)

    return counted


def _reading(_path):
    return fact_cache.remembering(None)
