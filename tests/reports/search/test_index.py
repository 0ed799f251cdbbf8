"""The index finds what was put into it, in the order that a reader wants, and of no agency out of sight."""

import sqlite3
from contextlib import closing

import pytest

from crawler.errors import StoreError
from reports.search import find as finding
from reports.search.find import find
from reports.search.index import Index, remove
from reports.search.model import Asked, Entry, Kind


def page(title: str, text: str = "", language: str = "vi", number: int = 1) -> Entry:
    url = f"http://bo.example/{number}"
    return Entry(Kind.PAGE, f"crawl-00000.warc.gz:{number}", url, language, title, url, text)


def told(id_: str, vi: str, en: str) -> Entry:
    return Entry(Kind.FINDING, id_, "", "", vi, f"{id_} OSI-1", en)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "search.db"


def fill(path, **agencies: list[Entry]) -> None:
    with Index(path) as index:
        for agency_id, entries in agencies.items():
            index.replace(agency_id, "20180630T070000Z", "s", entries)


def ask(path, words: str, agencies: frozenset[str] | None = None, limit: int = 20, skip: int = 0, **more):
    return find(path, Asked(words, agencies, **more), limit, skip)


def titles(found) -> list[str]:
    return ["".join(text for text, _ in hit.title) for hit in found.hits]


def _with_few(monkeypatch) -> None:
    """Weigh three answers at most."""
    for name in ("_FIND", "_FIND_EXACTLY"):
        asked = getattr(finding, name)
        assert f"limit {finding.MOST}" in asked
        monkeypatch.setattr(finding, name, asked.replace(f"limit {finding.MOST}", "limit 3"))


@pytest.mark.parametrize(
    "words", ["Đường sắt", "duong sat", "ĐƯỜNG SẮT", "đường", "du\u031bo\u031b\u0300ng sa\u0306\u0301t"]
)
def test_words_are_found_with_and_without_diacritics(path, words):
    fill(path, bo=[page("Cục Đường sắt"), page("Cục Hàng không", number=2)])
    found = ask(path, words)

    assert titles(found) == ["Cục Đường sắt"]
    assert "".join(text for text, is_word in found.hits[0].title if is_word).startswith("Đường")


def test_text_without_diacritics_is_found_by_words_with_them(path):
    fill(path, bo=[page("Cuc Duong sat")])

    assert titles(ask(path, "đường sắt")) == ["Cuc Duong sat"]


def test_what_is_just_as_it_was_typed_comes_first(path):
    fill(path, bo=[page("Mới đạt", number=1), page("x", "Đăng ký đất đai " + "y " * 50, number=2)])

    assert titles(ask(path, "đất")) == ["x", "Mới đạt"]
    assert titles(ask(path, "dat")) == ["Mới đạt", "x"]


def test_what_is_just_as_it_was_typed_is_not_crowded_out(path, monkeypatch):
    _with_few(monkeypatch)
    others = [page(f"Mới đạt {n}", number=n) for n in range(50)]
    fill(path, a=others, bo=[page("Đất đai")])

    found = ask(path, "đất")
    assert titles(found)[0] == "Đất đai"
    assert found.number == 4


def test_words_in_a_row_come_before_words_apart(path):
    apart = page("y", "hồ Tây, chiều về", number=1)
    fill(path, bo=[apart, page("x", "xin cấp hộ chiếu", number=2), page("hồ Gươm", number=3)])

    assert titles(ask(path, "ho chieu")) == ["x", "y"]
    assert titles(ask(path, '"ho chieu"')) == ["x"]


def test_a_title_counts_for_more_than_a_text(path):
    fill(path, bo=[page("x", "lệ phí", number=1), page("Lệ phí", "y", number=2)])

    assert titles(ask(path, "lệ phí")) == ["Lệ phí", "x"]


def test_pages_are_found_by_address_and_findings_by_id(path):
    fill(path, bo=[page("x", number=77), told("97348b3a54b5effe", "Thông tin liên hệ", "Contact")])

    assert titles(ask(path, "http://bo.example/77")) == ["x"]
    assert [hit.target for hit in ask(path, "97348b3a54b5effe").hits] == ["97348b3a54b5effe"]
    assert [hit.target for hit in ask(path, "contact").hits] == ["97348b3a54b5effe"]
    assert [hit.target for hit in ask(path, "lien he").hits] == ["97348b3a54b5effe"]


def test_what_is_out_of_sight_is_neither_found_nor_counted_nor_takes_a_place(path, monkeypatch):
    _with_few(monkeypatch)
    others = [page(f"Lệ phí {n}", number=n) for n in range(50)]
    fill(path, a=others, bo=[page("x", "lệ phí")], z=others)

    seen = ask(path, "lệ phí", frozenset({"bo"}))
    assert (titles(seen), seen.number) == (["x"], 1)
    assert titles(ask(path, "le phi", frozenset({"bo"}))) == ["x"]
    assert ask(path, "le phi", frozenset({"bo", "z"})).number == 3
    assert ask(path, "lệ phí", frozenset({"bo"}), agency_id="a").number == 0
    assert ask(path, "lệ phí", frozenset()).number == 0
    assert ask(path, "lệ phí", frozenset({"nix"})).number == 0
    assert titles(ask(path, "lệ phí", agency_id="bo")) == ["x"]


def test_kind_and_language_are_asked_for(path):
    fill(
        path,
        bo=[
            page("Contact", language="en", number=1),
            page("Liên hệ, contact", language="vi", number=2),
            page("Contact, liên hệ", language="mixed", number=3),
            told("97348b3a54b5effe", "Liên hệ", "Contact"),
        ],
    )

    assert ask(path, "contact").number == 4
    assert ask(path, "contact", kind=Kind.FINDING).number == 1
    assert set(titles(ask(path, "contact", kind=Kind.PAGE, language="en"))) == {"Contact", "Contact, liên hệ"}
    assert ask(path, "contact", language="vi").number == 3


def test_answers_come_page_by_page(path):
    fill(path, bo=[page(f"Lệ phí {n:02}", number=n) for n in range(25)])
    pages = [ask(path, "lệ phí", limit=10, skip=skip) for skip in (0, 10, 20)]

    assert [len(found.hits) for found in pages] == [10, 10, 5]
    assert {found.number for found in pages} == {25}
    assert len({hit.target for found in pages for hit in found.hits}) == 25


def test_what_was_there_of_an_agency_goes(path):
    fill(path, bo=[page("Lệ phí cũ"), page("Giải thể", number=2)], so=[page("Lệ phí sở")])
    fill(path, bo=[page("Lệ phí mới")])

    assert sorted(titles(ask(path, "lệ phí"))) == ["Lệ phí mới", "Lệ phí sở"]
    assert titles(ask(path, "giải thể")) == []
    with Index(path) as index:
        index.forget("so")
        assert index.stamps() == {"bo": "s"}
    assert titles(ask(path, "lệ phí")) == ["Lệ phí mới"]
    with closing(sqlite3.connect(path)) as db:
        for table in ("words", "exact"):
            db.execute(f"insert into {table} ({table}) values ('integrity-check')")
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_what_breaks_off_leaves_all_as_it_was(path):
    fill(path, bo=[page("Lệ phí cũ")])
    broken = page("Lệ phí mới")
    object.__setattr__(broken, "target", None)
    with Index(path) as index, pytest.raises(StoreError):
        index.replace("bo", "r", "s", [page("Lệ phí"), broken])

    assert titles(ask(path, "lệ phí")) == ["Lệ phí cũ"]


def test_marks_in_a_text_are_no_marks_of_ours(path):
    fill(path, bo=[page("a \x02lệ\x03 phí\x00 \ud800b")])
    (hit,) = ask(path, "phí").hits

    assert [text for text, is_word in hit.title if is_word] == ["phí"]
    assert "\x02" not in "".join(titles(ask(path, "phí")))


def test_an_index_that_is_not_there_is_said(path):
    assert not ask(path, "x").is_there
    fill(path, bo=[page("x")])
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma user_version = -1")
    assert not ask(path, "x").is_there
    with Index(path) as index:
        assert index.is_empty  # of an older version
        assert index.stamps() == {}
    assert ask(path, "x").is_there


def test_an_index_of_a_newer_version_or_of_something_else_is_left_alone(path):
    fill(path, bo=[page("x")])
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma user_version = 999")
        db.execute("pragma journal_mode = delete")
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("create table books (title)")
    for file, why in ((path, "newer version"), (other, r"something else \(it has a table books\)")):
        before = file.read_bytes()
        with pytest.raises(StoreError, match=why):
            Index(file)
        assert file.read_bytes() == before
    assert not ask(path, "x").is_there


def test_a_damaged_index_is_said_and_can_be_removed(path):
    path.write_bytes(b"x" * 5000)
    with pytest.raises(StoreError, match=r"search\.db"):
        ask(path, "x")
    with pytest.raises(StoreError):
        Index(path)
    remove(path)
    fill(path, bo=[page("x")])

    assert ask(path, "x").number == 1


def test_reading_changes_nothing_and_goes_on_while_another_writes(path):
    fill(path, bo=[page("Lệ phí cũ")])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        other.execute("delete from entries")
        assert titles(ask(path, "lệ phí")) == ["Lệ phí cũ"]
        other.execute("rollback")
