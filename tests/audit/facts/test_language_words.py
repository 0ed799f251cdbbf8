import pytest

from audit.facts.language_names import part_names, without_acronyms
from audit.facts.language_split import halves
from audit.facts.language_words import has_vietnamese_marks, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Decree No. 43/2011/ND-CP on websites", ["Decree", "on", "websites"]),
        ("ngày 12/3/2014 của Bộ", ["ngày", "của", "Bộ"]),
        ("Trang chủ/Home", ["Trang", "chủ", "Home"]),
        ("Điều 11.Điều chỉnh", ["Điều", "Điều", "chỉnh"]),
        ("COVID-19 updates", ["updates"]),
        ("see https://moh.gov.vn/a?b or moh.gov.vn", ["see", "or"]),
        ("write to info@moh.gov.vn.", ["write", "to"]),
        ("report.pdf 1.2MB", []),
        ("application-for-a-building-permit.pdf", ["application", "for", "building", "permit"]),
        ("moh.gov.vn/web/guest/tin-tuc-su-kien", []),
        ("x" * 100, ["x" * 40]),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["UBND", "tỉnh"], ["tỉnh"]),
        (["WTO", "ASEAN"], []),
        (["NEWS"], ["NEWS"]),
        (["TIN", "TỨC", "UBND"], ["TIN", "TỨC", "UBND"]),
        (["YouTube", "Zalo"], []),
        (["Follow", "Facebook"], ["Follow"]),
    ],
)
def test_acronyms_and_brands_are_left_out(words, kept):
    assert without_acronyms(words) == kept


@pytest.mark.parametrize(
    ("words", "rest", "sure"),
    [
        (["Welcome", "to", "Binh", "Thuan"], ("Welcome", "to"), True),
        (["Mr", "Lương", "Thế", "Vinh", "said"], ("Mr", "said"), True),
        (["Hang", "Dao", "Street"], ("Street",), False),
    ],
)
def test_names_are_parted_from_the_rest(words, rest, sure):
    found = part_names(words)
    assert (found.rest, found.sure, found.found) == (rest, sure, True)


@pytest.mark.parametrize(
    "words", [["Bản", "Đồ", "Website"], ["Trang", "chủ"], ["TRANG", "CHU"], ["Contact", "Us"]]
)
def test_other_capitals_are_no_names(words):
    assert not part_names(words).found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Trang chủ / Home", ["Trang chủ", "Home"]),
        ("Filter (Bộ lọc)", ["Filter", "Bộ lọc"]),
        ("Ẩn - Hide", ["Ẩn", "Hide"]),
        ("Tin tức|News", ["Tin tức", "News"]),
        ("e-mail", ["e-mail"]),
        ("24/7", ["24/7"]),
    ],
)
def test_halves(text, cut):
    assert halves(text) == cut


def test_marks_that_only_vietnamese_has():
    assert has_vietnamese_marks(["Ẩn", "widget"])
    assert not has_vietnamese_marks(["Café", "Noël", "São"])
    assert not has_vietnamese_marks(["Ọ̀yọ́", "kọ́", "ẹ̀kọ́", "ilé", "ní", "orílẹ̀", "èdè"])
