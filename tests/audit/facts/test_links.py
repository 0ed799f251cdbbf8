import pytest

from audit.facts.model import Place
from audit.facts.page import read_page


def links(html):
    return read_page(html.encode(), "http://a.gov.vn/vi/").links


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<a href=/x>Liên hệ</a>", "Liên hệ"),
        ('<a href=/x title="Contact us"><i class=icon></i></a>', "Contact us"),
        ('<a href=/x aria-label="English"><img src=en.png alt="EN"></a>', "English"),
        ('<a href=/x><img src=en.png alt="English"></a>', "English"),
        ("<map><area href=/x alt='Hà Nội'></map>", "Hà Nội"),
        ("<select><option value='http://a.gov.vn/x'>Bộ Y tế</select>", "Bộ Y tế"),
        ("<a href='javascript:void(0)' onclick=\"window.open('/x')\">Mở</a>", "Mở"),
        ("<a href=#x onclick=\"location.href='/x'\">Mở</a>", "Mở"),
    ],
)
def test_reads_address_and_text(html, text):
    assert [(link.url, link.text) for link in links(html)] == [("http://a.gov.vn/x", text)]


@pytest.mark.parametrize(
    "html",
    [
        "<a name=x>y</a>",
        "<a href=#x>y</a>",
        "<a href=tel:1>y</a>",
        "<option value=5>y",
        "<noscript><a href=/x>y</a></noscript>",
    ],
)
def test_leaves_what_leads_nowhere(html):
    assert links(html) == ()


def test_keeps_links_of_closed_menus_and_says_so():
    (link,) = links(
        '<nav><ul style="display:none"><li><a href=/en hreflang=EN rel=Alternate>Eng<b>lish</b></a></ul></nav>'
    )
    assert (link.text, link.hidden, link.hreflang, link.rel, link.place) == (
        "English",
        True,
        "en",
        "alternate",
        Place.NAV,
    )


def test_links_that_only_a_script_follows_are_apart():
    facts = read_page(
        b"""<a href="javascript:__doPostBack('ctl00$lang','')">English</a><a href="#/ke-khai">Khai</a>
        <a href="javascript:void(0)">Menu</a><a href="#">Top</a>""",
        "http://a.vn/",
    )
    assert facts.links == ()
    assert [link.text for link in facts.script_links] == ["English", "Khai"]


def test_a_link_knows_the_heading_above_it_of_its_own_place():
    page = """<nav><a href=/0>Home</a></nav><main><h2>Dịch vụ</h2><p><a href=/1>Nộp hồ sơ</a></p>
        <div class="box-title">Văn bản</div><p><a href=/2>Nghị định</a></p></main>
        <footer><a href=/3>Sơ đồ</a><h3>Liên kết</h3><a href=/4>Bộ Y tế</a></footer>"""
    assert [link.heading for link in links(page)] == ["", "Dịch vụ", "Văn bản", "", "Liên kết"]


@pytest.mark.parametrize(
    ("html", "context"),
    [
        (
            "<p>We publish data. You can <a href=/x>report corruption</a> by phone. Thank you.</p>",
            "You can report corruption by phone.",
        ),
        ("<ul><li><a href=/x>Nghị định 43</a> <span>13/06/2011</span></ul>", "Nghị định 43 13/06/2011"),
        ("<p><a href=/x>alone</a></p>", ""),
        ("<table><tr><td><table><tr><td>a</table><td><a href=/x>b</a></table>", ""),
    ],
    ids=["sentence", "row", "alone", "layout"],
)
def test_context(html, context):
    assert links(f"<main>{html}</main>")[0].context == context


def test_a_link_speaks_its_block_s_language():
    english, vietnamese = links("<nav><a href=/a>Contact us</a><a href=/b>Liên hệ</a></nav>")
    assert (english.language, vietnamese.language) == ("en", "vi")
