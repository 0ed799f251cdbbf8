import dataclasses

import pytest

from audit.facts.language import identify_blocks
from audit.facts.language_page import PageKind, address_language, count_words, page_language
from audit.facts.model import Alternate, Block, Link, PageFacts, Place

ENGLISH_MENU = ("Home", "About us", "News and events", "Public services", "Contact us")
VIETNAMESE_MENU = ("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Thủ tục hành chính", "Liên hệ")
ENGLISH_BODY = (
    "The Minister received the Ambassador of Japan to discuss cooperation in education and training.",
    "Both sides agreed to continue the exchange of students and to open a joint research centre next year.",
)
VIETNAMESE_BODY = (
    "Bộ trưởng đã tiếp Đại sứ Nhật Bản để trao đổi về hợp tác trong lĩnh vực giáo dục và đào tạo.",
    "Hai bên thống nhất tiếp tục trao đổi sinh viên và thành lập trung tâm nghiên cứu chung trong năm tới.",
)
UNMARKED_BODY = (
    "Bo truong da tiep Dai su Nhat Ban de trao doi ve hop tac trong linh vuc giao duc va dao tao.",
    "Hai ben thong nhat tiep tuc trao doi sinh vien va thanh lap trung tam nghien cuu chung trong nam toi.",
)


def page(menu, body, **more):
    texts = [(Place.NAV, text) for text in menu] + [(Place.MAIN, text) for text in body]
    languages, shares = identify_blocks(texts)
    blocks = tuple(
        Block(text, place, "p", language) for (place, text), language in zip(texts, languages, strict=True)
    )
    facts = PageFacts(
        "https://moh.gov.vn/page", blocks=blocks, language={str(k): v for k, v in shares.items()}
    )
    return dataclasses.replace(facts, **more)


@pytest.mark.parametrize(
    ("menu", "body", "kind", "main"),
    [
        (ENGLISH_MENU, ENGLISH_BODY, PageKind.ENGLISH, "en"),
        (VIETNAMESE_MENU, VIETNAMESE_BODY, PageKind.VIETNAMESE, "vi"),
        (ENGLISH_MENU, VIETNAMESE_BODY, PageKind.ENGLISH_SHELL, "vi"),
        (VIETNAMESE_MENU, ENGLISH_BODY, PageKind.VIETNAMESE_SHELL, "en"),
        (ENGLISH_MENU, ENGLISH_BODY + VIETNAMESE_BODY, PageKind.MIXED, "mixed"),
        (ENGLISH_MENU, ("外交部发言人就有关问题答记者问", "外交部" * 20) * 20, PageKind.OTHER, "other"),
        (ENGLISH_MENU, (), PageKind.EMPTY, "und"),
        (ENGLISH_MENU, ("Updating",), PageKind.EMPTY, "en"),
    ],
)
def test_menu_and_content_decide_the_kind(menu, body, kind, main):
    found = page_language(page(menu, body))
    assert (found.kind, found.main) == (kind, main)


def test_vietnamese_without_marks_is_told():
    assert page_language(page(VIETNAMESE_MENU, UNMARKED_BODY)).unmarked
    assert page_language(page(VIETNAMESE_MENU, UNMARKED_BODY)).main == "vi"
    assert not page_language(page(VIETNAMESE_MENU, VIETNAMESE_BODY)).unmarked
    assert not page_language(page(ENGLISH_MENU, ENGLISH_BODY)).unmarked


def test_text_in_an_old_encoding_is_told():
    broken = ("Bé tr­ëng tiÕp §¹i sø, trao ®æi vÒ hîp t¸c gi¸o dôc gi÷a hai n­íc",) * 3
    assert page_language(page(VIETNAMESE_MENU, broken)).encoding == "tcvn3"
    assert page_language(page(VIETNAMESE_MENU, VIETNAMESE_BODY)).encoding == ""
    assert page_language(page(VIETNAMESE_MENU, VIETNAMESE_BODY, encoding_problem="nfd")).encoding == "nfd"


def test_what_the_page_says_is_held_against_its_content():
    found = page_language(
        page(
            ENGLISH_MENU,
            ENGLISH_BODY,
            url="https://moh.gov.vn/vi/page",
            declared="vi-VN",
            alternates=(
                Alternate("en", "https://moh.gov.vn/vi/page"),
                Alternate("vi", "https://moh.gov.vn/trang"),
            ),
            widgets=("google_translate", "map"),
        )
    )
    assert (found.declared, found.hreflang, found.address) == ("vi", "en", "vi")
    assert found.contradictions == ("declared", "address")
    assert found.translator == "google_translate"
    assert found.switcher == ("en", "vi")


def test_nothing_said_contradicts_nothing():
    found = page_language(page(ENGLISH_MENU, ENGLISH_BODY))
    assert (found.declared, found.hreflang, found.address, found.contradictions) == ("", "", "", ())
    assert found.switcher == ()


def test_the_switcher_is_read_from_menu_links():
    links = (
        Link("https://moh.gov.vn/en", "English", Place.NAV),
        Link("https://moh.gov.vn/", "Tiếng Việt", Place.FOOTER),
        Link("https://moh.gov.vn/x", "English", Place.MAIN),
    )
    assert page_language(page(ENGLISH_MENU, ENGLISH_BODY, links=links)).switcher == ("en", "vi")
    assert page_language(page(ENGLISH_MENU, ENGLISH_BODY, links=links[2:])).switcher == ()


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://moh.gov.vn/en/about", "en"),
        ("https://moh.gov.vn/en-US/about", "en"),
        ("https://english.moh.gov.vn/", "en"),
        ("https://moh.gov.vn/tieng-viet/", "vi"),
        ("https://moh.gov.vn/?lang=en", "en"),
        ("https://moh.gov.vn/web/page?locale=vi_VN", "vi"),
        ("https://moh.gov.vn/index_en.html", "en"),
        ("https://moh.gov.vn/vi-tri-dia-ly", ""),
        ("https://moh.gov.vn/", ""),
        ("https://moh.gov.vn/energy", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_the_address_may_name_the_language(url, language):
    assert address_language(url) == language


def test_words_are_counted_per_language():
    blocks = [
        Block("Contact us now", Place.MAIN, "p", "en"),
        Block("Liên hệ", Place.MAIN, "p", "vi"),
        Block("Contactez-nous", Place.MAIN, "p", "fr"),
        Block("12/2024", Place.MAIN, "p", "und"),
    ]
    assert count_words(blocks) == {"en": 3, "other": 2, "vi": 2}
