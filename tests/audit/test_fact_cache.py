"""Facts that are remembered are those that reading would give, and whatever is wrong with the file costs only time."""

from __future__ import annotations

import io
import pickle
import sqlite3
import zlib
from datetime import date
from pathlib import Path

import pytest

from audit import fact_cache
from audit.fact_cache import FactCache, remembering, unpacked
from audit.facts.page import read_page
from audit.pairs.looks import Look, look_of

DAY = date(2018, 6, 30)
PAGE = """<html lang="vi"><title>Thủ tục hành chính</title><meta name="description" content="mô tả"><body>
<nav><a href="/">Trang chủ</a></nav><main><h1>Cấp giấy phép thử nghiệm</h1><p>Ngày 12/05/2018. Liên hệ: vanthu@bo.example</p>
<table><tr><th>Tên thủ tục<th>Mức độ</tr><tr><td><a href="/tt/1">Cấp giấy phép</a><td>Mức độ 3</tr>
<tr><td><a href="/tt/2">Gia hạn giấy phép</a><td>Mức độ 4</tr><tr><td><a href="/tt/3">Thu hồi giấy phép</a><td>Mức độ 2</tr></table>
<form action="/tim"><input type="search" name="q" placeholder="Tìm kiếm"></form></main>""".encode()
URL = "http://bo.example/tt"


def read(path: Path, body: bytes = PAGE, day: date = DAY, url: str = URL, **more):
    """Facts by a reader that is opened for one page; and how often it had not to read."""
    cache = FactCache.open(path)
    assert cache is not None
    facts = cache.read(body, url, "text/html", fetched_on=day, **more)
    cache.close()
    return facts, cache.hits


def test_remembered_facts_are_those_of_reading(tmp_path):
    path = tmp_path / "facts" / "bo.db"
    fresh = read_page(PAGE, URL, "text/html", fetched_on=DAY)

    assert read(path) == (fresh, 0)
    assert read(path) == (fresh, 1)
    assert fresh.forms
    assert fresh.people or fresh.emails


@pytest.mark.parametrize(
    "other", [{"body": PAGE + b" "}, {"url": URL + "2"}, {"shown": True}, {"day": date(2018, 6, 29)}]
)
def test_another_page_is_read(tmp_path, other):
    read(tmp_path / "bo.db")

    assert read(tmp_path / "bo.db", **other)[1] == 0


def test_a_later_day_needs_no_reading_unless_a_date_lay_too_far_ahead(tmp_path):
    far = PAGE.replace(b"12/05/2018", b"12/05/2021")
    later = date(2019, 6, 30)
    for body, hits in ((PAGE, 1), (far, 0)):
        read(tmp_path / "bo.db", body)
        assert read(tmp_path / "bo.db", body, later) == (
            read_page(body, URL, "text/html", fetched_on=later),
            hits,
        )
    assert "2021-05-12" in read(tmp_path / "bo.db", far, later)[0].dates


def test_another_version_of_the_reader_trusts_nothing(tmp_path, monkeypatch):
    read(tmp_path / "bo.db")
    monkeypatch.setattr(fact_cache, "reader_digest", lambda: "newer")

    assert read(tmp_path / "bo.db")[1] == 0
    assert read(tmp_path / "bo.db")[1] == 1


@pytest.mark.parametrize("rubbish", [b"rubbish" * 999, b"", b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_file_is_made_anew(tmp_path, rubbish):
    path = tmp_path / "bo.db"
    path.write_bytes(rubbish)
    fresh = read_page(PAGE, URL, "text/html", fetched_on=DAY)

    assert read(path)[0] == fresh
    assert read(path) == (fresh, 1)


@pytest.mark.parametrize(
    "packed", [b"no zlib", zlib.compress(b"no pickle"), zlib.compress(pickle.dumps("no facts"))]
)
def test_damaged_facts_are_read_again(tmp_path, packed):
    path = tmp_path / "bo.db"
    fresh = read(path)[0]
    with sqlite3.connect(path) as database:
        database.execute("update facts set packed = ?", (packed,))
    database.close()

    assert read(path) == (fresh, 0)


class Evil:
    def __reduce__(self):
        return (print, ("run",))


@pytest.mark.parametrize("value", [Evil(), io.BytesIO(b""), Path("/")])
def test_nothing_but_facts_comes_out(value, capsys):
    with pytest.raises(pickle.UnpicklingError):
        unpacked(zlib.compress(pickle.dumps(value)))
    assert not capsys.readouterr().out


def test_a_place_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with remembering(tmp_path / "file" / "bo.db") as reader:
        assert reader is read_page


def test_what_nobody_asks_for_any_more_goes(tmp_path):
    path = tmp_path / "bo.db"
    read(path)
    for number in range(fact_cache.KEPT_TIMES):
        read(path, url=f"{URL}/{number}")

    assert read(path)[1] == 0


def test_the_file_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(fact_cache, "MAX_BYTES", 4000)
    with remembering(tmp_path / "bo.db") as reader:
        for number in range(30):
            reader(PAGE, f"{URL}/{number}", fetched_on=DAY)
    database = sqlite3.connect(tmp_path / "bo.db")
    (size,) = database.execute("select sum(length(packed)) from facts").fetchone()
    database.close()

    assert 0 < size <= 4000


def looks(path: Path, *bodies: bytes, day: date = DAY, url: str = URL) -> list[Look]:
    """Looks of pages by a memory that is opened for them."""
    with remembering(path) as reader:
        return [look_of(page) for page in [reader(body, url, fetched_on=day) for body in bodies]]


def fresh_look(body: bytes = PAGE, day: date = DAY) -> Look:
    return Look.of(read_page(body, URL, fetched_on=day))


def test_looks_are_remembered(tmp_path, monkeypatch):
    first, fresh = looks(tmp_path / "bo.db", PAGE), fresh_look()
    with monkeypatch.context() as patched:
        patched.setattr(Look, "of", lambda facts: pytest.fail("looked again"))
        again = looks(tmp_path / "bo.db", PAGE)

    assert first == again == [fresh]
    assert fresh.marks
    assert fresh.shape
    assert looks(tmp_path / "bo.db", PAGE + b" ") == [fresh]


def test_the_look_of_a_page_that_was_read_anew_is_not_the_old_one(tmp_path):
    far, later = PAGE.replace(b"12/05/2018", b"12/05/2021"), date(2019, 6, 30)
    before = looks(tmp_path / "bo.db", far)
    after = looks(tmp_path / "bo.db", far, day=later)

    assert before == [fresh_look(far)]
    assert after == [fresh_look(far, later)]
    assert before != after


def test_an_address_that_gives_two_pages_is_looked_at_each_time(tmp_path):
    other = PAGE.replace(b"vanthu@bo.example", b"bandoc@bo.example")
    for _ in range(2):
        assert looks(tmp_path / "bo.db", PAGE, other) == [fresh_look(), fresh_look(other)]


def test_a_memory_of_another_shape_is_made_anew(tmp_path):
    path = tmp_path / "bo.db"
    old = sqlite3.connect(path)
    old.executescript(
        "create table facts (key blob primary key, day text, used integer, size integer, packed blob) without rowid;"
        "create table reader (digest text)"
    )
    old.close()
    read(path)

    assert read(path)[1] == 1
