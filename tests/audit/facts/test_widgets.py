import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.facts.data import load
from audit.facts.page import read_page
from audit.facts.widgets import needles

SCRIPTS = sorted(load("widgets")["scripts"].values())


def widgets(html):
    return set(read_page(html.encode(), "http://a.gov.vn/").widgets)


@pytest.mark.parametrize(
    ("html", "widget"),
    [
        ('<div id="google_translate_element"></div>', "google_translate"),
        ('<script src="//translate.google.com/translate_a/element.js?cb=x"></script>', "google_translate"),
        ("<script>s1.src='https://embed.tawk.to/5a/default';</script>", "chat:tawk"),
        ('<div class="zalo-chat-widget" data-oaid="1"></div>', "chat:zalo"),
        ('<div class="fb-customerchat"></div>', "chat:facebook"),
        ('<script src="https://livechat.fpt.ai/v3/src/livechat.js"></script>', "chatbot:fpt_ai"),
        ('<iframe src="https://webchat.botframework.com/embed/x"></iframe>', "chatbot:botframework"),
        ('<div class="g-recaptcha"></div>', "captcha"),
        ('<script src="https://unpkg.com/leaflet@1.9/dist/leaflet.js"></script>', "map"),
        ('<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>', "map"),
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', "video"),
        ("<video src=x.mp4></video>", "video"),
        ('<iframe src="https://docs.google.com/forms/d/e/x/viewform"></iframe>', "form:google"),
        ('<a href="https://www.facebook.com/botaichinh">f</a>', "social:facebook"),
        ('<iframe src="https://www.facebook.com/plugins/page.php?href=x"></iframe>', "social:facebook"),
        ('<a href="https://oa.zalo.me/123">Zalo</a>', "social:zalo"),
        ('<a href="https://zalo.me/1234567890">Zalo</a>', "social:zalo"),
        ('<a href="https://www.youtube.com/channel/UCx">y</a>', "social:youtube"),
        ('<a href="https://www.youtube.com/@botaichinh">y</a>', "social:youtube"),
        ('<a href="https://x.com/MOH_gov">x</a>', "social:twitter"),
        ('<a href="https://www.facebook.com/sharer/sharer.php?u=x">share</a>', "share"),
        ('<a href="https://xacthuc.dichvucong.gov.vn/oauth2/authorize">VNeID</a>', "login:vneid"),
        ('<a href="https://apps.apple.com/vn/app/x/id1">App Store</a>', "app"),
        ('<ul class="pagination"><li>1</ul>', "pager"),
        ("<p>Lượt truy cập: 1.234.567</p>", "counter"),
        ("<div>Thống kê truy cập</div><table><tr><td>Hôm nay<td>120</table>", "counter"),
        ("<p>Total visits</p><p>12,345</p>", "counter"),
    ],
)
def test_finds(html, widget):
    assert widget in widgets(html)


@pytest.mark.parametrize(
    ("html", "widget"),
    [
        ('<a href="https://www.facebook.com/sharer/sharer.php?u=x">share</a>', "social:facebook"),
        ('<a href="https://twitter.com/intent/tweet?text=x">share</a>', "social:twitter"),
        ('<a href="https://www.youtube.com/watch?v=abc">film</a>', "social:youtube"),
        ('<a href="https://zalo.me/share?u=x">share</a>', "social:zalo"),
        ("<p>Thống kê truy cập</p><p>Trang chủ</p>", "counter"),
        ("<h4>Annual Exchange of Visits</h4><p>27 NOV 2024</p>", "counter"),
        (
            "<p>Chuyến thăm ngày 5/3: bà nói về số lượt truy cập của cổng trong hội nghị toàn quốc năm 2018 tại Hà Nội</p>",
            "counter",
        ),
        ("<p>Chatbot là gì?</p>", "chatbot:named"),
    ],
)
def test_is_not_fooled(html, widget):
    assert widget not in widgets(html)


@pytest.mark.parametrize(
    ("html", "needs"),
    [
        ('<body><div id="root"></div><script src="/static/js/main.js"></script>', True),
        ('<body><app-root></app-root><script src="main.js"></script>', True),
        ('<body ng-app="x"><p>Loading</p><script>start()</script>', True),
        ("<body><script>location='/x'</script>", True),
        ("<body><p>ok</p>", False),
        (
            '<body><div id="root"><p>'
            + "Cổng thông tin điện tử. " * 20
            + '</p></div><script src="x.js"></script>',
            False,
        ),
    ],
)
def test_knows_a_page_that_a_script_must_fill(html, needs):
    assert read_page(html.encode(), "http://a.vn/").needs_script is needs


@pytest.mark.parametrize("pattern", SCRIPTS)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_pattern_matches_holds_one_of_its_needles(pattern, data):
    text = data.draw(st.from_regex(f"(?i:{pattern})", fullmatch=True, alphabet=st.characters(codec="ascii")))
    assert any(needle in text.lower() for needle in needles(pattern))


def test_needles_are_what_each_alternative_must_hold():
    assert needles(r"maps\.google(?:apis)?\.com|google\.[a-z.]+/maps") == ("maps.google", "google.")
    assert needles(r"vnpt-?chatbot|counter\d*\.(?:com|net)/") == ("chatbot", "counter")
    assert all(all(map(len, needles(pattern))) for pattern in SCRIPTS)
