"""What was read before changes nothing: memories for words, labels and addresses are pure, and bounded."""

import dataclasses
import gc
import pkgutil
import random
import weakref
from datetime import date
from functools import cache
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audit.facts
import audit.pairs
from audit.facts import text, tree, urls
from audit.facts.language_page import page_language
from audit.facts.page import read_page
from audit.pairs.marks import marks_of

DAY = date(2018, 6, 30)
MODULES = [
    import_module(found.name)
    for package in (audit.facts, audit.pairs)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]
KNOWN = (
    "facts.text",
    "facts.blocks",
    "facts.layout",
    "facts.language",
    "facts.language_page",
    "facts.services.words",
    "pairs.marks",
)
"""Modules whose memories the others' would not be missed without: found by looking, they must not get lost."""
FEW = 8
MENU = "".join(f'<li class="item"><a href="/muc-{n}/">Chuyên mục {n}</a></li>' for n in range(12))
VARIED = [
    "<p>Bộ Y tế ban hành Thông tư số 43/2018/TT-BYT ngày 05/06/2018 hướng dẫn thủ tục.</p>",
    "<p>The Ministry issued Circular No. 5 on 12 March 2018. Contact: info[at]boyte.gov.vn, Tel. 024 3827 0000</p>",
    "<p>COVID-19: WHO and ASEAN met in Ha Noi; Mr Nguyen Van An said no 3 hospitals were closed.</p>",
    "<p>ﺍﻟﻌﺮﺑﻴﺔ 中文 Ελληνικά and some English words around them, as in footers of ministries</p>",
    "<p>C«ng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do</p>",
    "<p>La loi sur la santé publique a été adoptée par le gouvernement de la République hier.</p>",
    "<ul><li><a href='/tin/1.html'>Họp báo quý II</a> 01/06/2018</li><li><a href='/f.pdf'>Kế hoạch 2018</a></li></ul>",
    "<table><tr><th>Họ tên<th>Điện thoại</tr><tr><td>Trần Văn B<td>024 1234 5678</tr></table>",
    "<h2>Liên hệ - Contact us</h2><form><input name=q></form>",
    "<h2>Thủ tục: Cấp giấy phép</h2><p>Trình tự thực hiện: Bước 1. Nộp hồ sơ</p><p>Lệ phí: 50.000 đồng</p><p>Thời hạn: 5 ngày</p>",
    "<p>cut <b>short<table><td>and</div>\0 never </p></li><svg><title>closed</title><select><option value=/x>1",
]


def body(number: int) -> bytes:
    chance = random.Random(number)
    main = "".join(chance.sample(VARIED, k=chance.randint(1, len(VARIED))))
    return (
        f"<html lang=vi><title>Trang {number}</title><header><nav><ul>{MENU}</ul></nav></header>"
        f"<main><h1>Trang số {number}</h1>{main}</main><footer>© Bộ Ví dụ</footer></html>"
    ).encode()


def facts_of(number: int):
    return read_page(body(number), f"https://a.gov.vn/trang-{number}.html", "text/html", fetched_on=DAY)


def told_of(number: int):
    facts = facts_of(number)
    return facts, page_language(facts), marks_of(facts)


def memories():
    every = (value for module in MODULES for value in vars(module).values())
    found = {id(value): value for value in every if isinstance(value, text.Cache)}
    return [*found.values(), *urls._of_host.values()]


def forget() -> None:
    for each in memories():
        each.clear()
        each._old.clear()


@cache
def alone(number: int):
    forget()
    return told_of(number)


@pytest.mark.parametrize("number", range(6))
def test_a_page_reads_the_same_alone_and_after_fifty_others(number):
    for other in range(100, 150):
        told_of(other)
    assert told_of(number) == alone(number)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_order_of_pages_does_not_matter(numbers):
    wanted = {number: alone(number) for number in numbers}
    forget()
    for number in numbers:
        found = facts_of(number)
        for each in dataclasses.fields(found):
            assert getattr(found, each.name) == getattr(wanted[number][0], each.name), each.name


def test_a_page_is_gone_as_soon_as_nobody_holds_it():
    page = tree.read(body(1).decode())
    gone = weakref.ref(page)
    gc.disable()
    try:
        del page
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("name", KNOWN)
def test_the_memories_of_a_process_are_found(name):
    module = import_module(f"audit.{name}")
    held = {id(each) for each in memories()}
    assert any(id(value) in held for value in vars(module).values())


def test_the_memories_of_a_process_are_bounded_and_nothing_depends_on_their_size(monkeypatch):
    wanted = [alone(number) for number in range(12)]
    forget()
    for each in memories():
        monkeypatch.setattr(each, "_half", FEW)
    assert [told_of(number) for number in range(12)] == wanted
    held = memories()
    assert sum(len(each) == FEW or len(each._old) == FEW for each in held) > len(KNOWN)
    for each in held:
        assert len(each) <= each._half
        assert len(each._old) <= each._half
    forget()
