"""The quick way and the whole way agree on every text that the quick way answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.facts.language import _of_any, _of_prose
from audit.facts.language_script import count_letters

WORDS = [
    "the", "The", "Ministry", "of", "health", "A", "I", "WTO", "UBND", "Facebook", "website", "video", "Ha", "Noi", "Hà", "Nội,", "Nguyễn",
    "Văn", "An.", "Bộ", "Y", "tế", "hướng", "dẫn", "thủ", "tục", "quy", "định", "43/2018/TT-BYT", "No.", "no", "5", "12%", "(and)",
    "e-mail", "info@x.vn", "www.x.vn", "Laos", "Japan", "million", "USD", "les", "santé", "de", "und", "nicht", "Tel", "Việt", "Nam", "NAM", "Chính", "phủ", "Mr", "Minister", "中文", "Ελληνικά", "-", "–", "nº", "report.pdf",
    "it’s", "Đồng", "ĐỒNG", "TIN", "TỨC", "NEWS", "services", "are", "provided", "to", "citizens", "và", "của", "các", "cơ", "quan",
]  # fmt: skip


ENGLISH = [
    "The",
    "agency",
    "provides",
    "services",
    "to",
    "citizens",
    "and",
    "publishes",
    "all",
    "of",
    "its",
    "annual",
    "reports",
    "about",
    "public",
    "health",
    "here",
]
NAMES = [
    "Ha",
    "Noi",
    "Nguyen",
    "Van",
    "An",
    "Anh",
    "Chi",
    "Minh",
    "Hoa-Binh",
    "no",
    "No.",
    "5",
    "Mr",
    "website",
    "Tel",
    "Bộ",
    "hướng",
]


@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=30),
        st.lists(st.sampled_from([*ENGLISH, *NAMES]), min_size=5, max_size=60),
        st.lists(st.sampled_from(NAMES), max_size=9).map(lambda names: [*ENGLISH, *names, *ENGLISH]),
    ).map(" ".join)
)
@settings(max_examples=900, deadline=None)
def test_what_is_said_quickly_is_what_the_whole_procedure_says(text):
    quick = _of_prose(text)
    whole = _of_any(text)
    if quick is not None and whole.reasons == ("names left out",):
        assert (quick.language, whole.language) == ("en", "en")
        assert (
            min(quick.margin, whole.margin) >= 1
        )  # it is clear either way; how clear, only the whole procedure tells
    else:
        assert quick in {None, whole}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The Ministry provides services to citizens and publishes its annual reports on this website.",
            "en",
        ),
        ("Các cơ quan nhà nước công khai thủ tục hành chính trên cổng thông tin điện tử của mình.", "vi"),
        ("A visit to the WTO in March: services are provided to all of the citizens.", "en"),
        (
            "There is no fee for citizens of Ha Noi, and no form is needed, when the agency publishes its reports.",
            "en",
        ),
    ],
)
def test_prose_needs_no_closer_look(text, language):
    found = _of_prose(text)
    assert found is not None
    assert found.language == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "43/2018",
        "WTO ASEAN",
        "Hà Nội",
        "中文",
        "Laos, Japan",
        "video",
        "see No. 5",
        "The reports are published under no. 43 by the agency, and no fee is charged for them.",
    ],
)
def test_whatever_is_special_gets_a_closer_look(text):
    assert _of_prose(text) is None


@given(st.text(max_size=60))
def test_letters_are_what_python_calls_letters(text):
    assert count_letters(text) == sum(map(str.isalpha, text))
