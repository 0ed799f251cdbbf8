"""What was read before changes nothing: memories for words, labels and addresses are pure, and bounded."""

import dataclasses
import gc
import random
import weakref
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.facts import (
    blocks,
    contacts,
    dates,
    documents,
    forms,
    language,
    names,
    people,
    text,
    tree,
    urls,
    widgets,
)
from audit.facts import language_kinds as kinds
from audit.facts import language_quick as quick
from audit.facts import language_scorer as scorer
from audit.facts import language_words as words
from audit.facts.page import read_page

DAY = date(2018, 6, 30)
MODULES = (
    blocks, contacts, dates, documents, forms, language, names, people, text, urls, widgets, kinds, quick, scorer, words,
)  # fmt: skip
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


def memories():
    found = [value for module in MODULES for value in vars(module).values() if isinstance(value, text.Cache)]
    return [*found, *urls._of_host.values()]


def forget() -> None:
    for each in memories():
        each.clear()
        each._old.clear()


@cache
def alone(number: int):
    forget()
    return facts_of(number)


@pytest.mark.parametrize("number", range(6))
def test_a_page_reads_the_same_alone_and_after_fifty_others(number):
    for other in range(100, 150):
        facts_of(other)
    assert facts_of(number) == alone(number)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_order_of_pages_does_not_matter(numbers):
    wanted = {number: alone(number) for number in numbers}
    forget()
    for number in numbers:
        found = facts_of(number)
        for each in dataclasses.fields(found):
            assert getattr(found, each.name) == getattr(wanted[number], each.name), each.name


def test_a_page_is_gone_as_soon_as_nobody_holds_it():
    page = tree.read(body(1).decode())
    gone = weakref.ref(page)
    gc.disable()
    try:
        del page
        assert gone() is None
    finally:
        gc.enable()


def test_the_memories_of_a_process_are_bounded():
    for number in range(300):
        label = f"Mục-{number}x{number * 7919}"
        read_page(f"<p>{label} và {label}b</p><a href='/{label}'>{label}</a>".encode(), "https://a.gov.vn/")
    held = memories()
    assert len(held) >= len(MODULES)
    for each in held:
        assert len(each) <= each._half
        assert len(each._old) <= each._half
