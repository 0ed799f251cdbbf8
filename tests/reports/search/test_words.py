"""Whatever somebody types is words, and a question to the index that has an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.search.find import find
from reports.search.index import Index
from reports.search.model import Asked, Entry, Kind
from reports.search.words import exactly, question, words_of

SYNTAX = st.lists(
    st.sampled_from(
        [
            '"',
            "AND",
            "OR",
            "NOT",
            "NEAR(",
            ")",
            "*",
            "^",
            "title:",
            "-",
            "{a b}:",
            "\x00",
            "'",
            ";",
            "đất",
            "x",
        ]
    ),
    max_size=12,
).map(" ".join)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "search.db"
    with Index(path) as opened:
        opened.replace("bo", "r", "s", [Entry(Kind.PAGE, "a:1", "http://x.example/", "vi", "Đất", "", "x y")])
    return path


@given(text=st.one_of(st.text(), SYNTAX, st.text(st.characters(categories=["L", "M", "N", "Cs", "Co"]))))
def test_no_question_is_a_fault(index, text):
    found = find(index, Asked(text, None), 10)

    assert found.is_there
    assert found.number in {0, 1}


@pytest.mark.parametrize("text", ["", " ", '"', "* - ()", '""', "_", "\ud800"])
def test_what_has_no_word_has_no_answer(index, text):
    assert question(text) == ""
    assert find(index, Asked(text, None), 10).number == 0


def test_operators_are_words_like_any_other():
    assert question("x OR y") == '("x or y") OR ("x" AND "or" AND "y")'


def test_words_are_told_without_their_marks():
    assert words_of("Ðường ĐƯỜNG đường") == [
        "ðuong",
        "duong",
        "duong",
    ]  # the first begins with another letter
    assert words_of("a" * 500) == ["a" * 200]


def test_quotation_marks_hold_words_together():
    assert question("“dịch vụ công” đất") == '("dich vu cong dat") OR ("dich vu cong" AND "dat")'
    assert question('"một cửa"') == '"mot cua"'


def test_words_typed_with_diacritics_are_wanted_so():
    assert exactly("Đạt chuẩn") == '"đạt" AND "chuẩn"'
    assert exactly("Đạt") == exactly("Đa\u0323t")
    assert exactly("dat chuan") == ""
