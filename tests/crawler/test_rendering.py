"""What is shown by a browser, in which order, and what is known of pages and switches without one."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings

from crawler.answers import Answer
from crawler.browser import browser_settings, chromium, missing_part
from crawler.frontier import NO_DEPTH, Entry, Frontier
from crawler.page import parse_page
from crawler.purpose import Purpose
from crawler.registry import Limits
from crawler.rendering import Rendering
from crawler.rendering_switch import find_switch, is_vietnamese
from crawler.shells import is_shell
from crawler.status import FetchStatus

SHELL = '<title>Cổng thông tin</title><div id="app"></div><script src="a.js"></script>'
HOME = "http://x.example/"


def parsed(html: str):
    return parse_page(html.encode(), HOME, "text/html; charset=utf-8")


def rendering(**limits: int) -> Rendering:
    made = Rendering(Frontier(12), Limits(**limits), lambda _name, _number: None)
    made.frontier.add(Entry(HOME, 0, "start", portal=HOME))
    return made


@pytest.mark.parametrize(
    ("html", "empty"),
    [
        (SHELL, True),
        ("<app-root>Đang tải…</app-root><script>boot()</script>", True),
        (
            "<body ng-app='x'><p>{{ title }} loading, please wait for the page</p><script src=a.js></script>",
            True,
        ),
        (
            "<div id=root><noscript>"
            + "You need JavaScript. " * 20
            + "</noscript></div><script src=a.js></script>",
            True,
        ),
        ("<div class=page></div><script src=a.js></script>", True),
        ("<div id=app></div>", False),
        (SHELL + "<p>" + "Cổng thông tin điện tử. " * 20, False),
        ("<p>Trang đang được cập nhật, mời quay lại sau ít phút.</p><script src=a.js></script>", False),
        ("", False),
    ],
)
def test_a_page_is_empty_without_script_by_its_text_and_the_place_for_an_application(html, empty):
    assert is_shell(parsed(html)) is empty


def test_pages_come_before_their_routes_and_nothing_twice():
    second = rendering(rendered_pages=3)
    other = second.frontier.add(Entry("http://x.example/b", 1, "link", portal=HOME))
    for number in (other, 0):
        second.look(number, parsed(SHELL), shown=False)
    link = next(parsed("<a href='#/tin'>Tin</a>").links())
    second.note_route(0, link, 0, "Tin")
    second.note_route(0, link, other, "Tin tức")

    entries = []
    while (number := second.next()) is not None:
        entries.append(second.frontier.entries[number])
        second.take(number, Answer(FetchStatus.RENDERED))
        second.frontier.settle(number, FetchStatus.RENDERED)

    assert [e.url for e in entries] == [HOME + "#rendered", "http://x.example/b#rendered", HOME + "#/tin"]
    assert [(e.depth, e.anchor, e.purpose) for e in entries][2] == (1, "Tin", Purpose.RENDERED)
    assert second.outcome().rendered == 3
    assert second.outcome().state == "done"
    assert second.frontier.in_flight == {"x.example": 0}


def test_routes_into_a_page_that_is_no_application_are_not_shown():
    second = rendering()
    second.look(0, parsed("<p>" + "Cổng thông tin điện tử. " * 20), shown=False)
    second.note_route(0, next(parsed("<a href='#/tin'>Tin</a>").links()), 0, "Tin")
    assert second.next() is None
    assert second.outcome().state == "none"


def test_what_a_killed_crawl_was_shown_counts_and_is_not_asked_for_again():
    second = rendering(rendered_pages=1)
    second.look(0, parsed(SHELL), shown=False)
    number = second.frontier.add(
        Entry(HOME + "#rendered", 0, "rendered", referrer=0, portal=HOME, purpose=Purpose.RENDERED),
        queue=False,
    )
    second.frontier.entries[number].status = FetchStatus.RENDERED
    second.restore(number)
    assert second.next() is None
    assert (second.rendered, second.outcome().state) == (1, "done")


def test_without_a_browser_pages_are_counted_and_the_way_to_one_is_said():
    second = rendering()
    second.give_up("no_chromium", "Chromium is not installed")
    second.look(0, parsed(SHELL), shown=False)
    assert second.next() is None
    outcome = second.outcome()
    assert (outcome.state, outcome.shells, outcome.left, outcome.detail) == (
        "no_chromium", 1, 1, "Chromium is not installed",
    )  # fmt: skip


VI = "<p>" + "Cổng thông tin điện tử của Bộ phục vụ người dân. " * 3


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<a href='/en'>English</a>", "followable"),
        ("<link rel=alternate hreflang=en href=/en><a href='#'>EN</a>", "followable"),
        ("<a href='#' class=lang>EN</a>", "script"),
        ("<a href='/vi' onclick=\"setCookie('lang','en')\"><img src=x alt='English'></a>", "followable"),
        ("<span onclick=\"document.cookie='l=en'\">Tiếng Anh</span>", "cookie"),
        ("<span>English</span>", "none"),
        ("<a href=\"javascript:__doPostBack('a','')\">English</a>", "postback"),
        ("<form><input name=__VIEWSTATE><input type=submit value=English></form>", "postback"),
        ("<form action=/s><input type=text value=English></form>", "none"),
        ("<select onchange=\"setTimeout('__doPostBack(1)')\"><option>English</select>", "postback"),
        ("<select><option value='/en/'>English</select>", "script"),
        ("<button>English</button><a href='/about'>Giới thiệu</a>", "script"),
        ("<a href='/tin'>English is spoken here</a><a href='/vi'>Tiếng Việt</a>", "none"),
    ],
)  # fmt: skip
def test_how_a_home_page_offers_its_other_language(html, kind):
    assert find_switch(parsed(html + VI)).kind == kind


def test_an_english_home_page_leads_to_vietnamese():
    switch = find_switch(
        parsed("<a href='#'>Tiếng Việt</a><a href='#'>English</a><p>" + "The portal of it. " * 9)
    )
    assert (switch.label, switch.language) == ("Tiếng Việt", "vi")
    assert not is_vietnamese("")


def test_only_home_pages_are_looked_at_for_a_switch():
    second = rendering()
    inner = second.frontier.add(Entry("http://x.example/b", 1, "link", portal=HOME))
    second.look(inner, parsed("<button>English</button>" + VI), shown=False)
    assert second.switch_of(HOME) == ("", "", "")
    second.look(0, parsed("<button>English</button>" + VI), shown=False)
    assert second.switch_of(HOME)[:2] == ("script", "")
    number = second.next()
    entry = second.frontier.entries[number]
    assert (entry.url, entry.purpose, entry.depth) == (HOME + "#switch", Purpose.SWITCH, NO_DEPTH)


def test_the_browser_reaches_nothing_by_itself():
    arguments = browser_settings(Settings())["PLAYWRIGHT_LAUNCH_OPTIONS"]["args"]
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
    assert any(a.startswith("--proxy-server=") for a in arguments)
    assert "--proxy-bypass-list=<-loopback>" in arguments


def test_a_program_that_is_not_there_is_no_browser():
    settings = Settings({"OSI_CHROMIUM": "/nowhere/chromium"})
    assert chromium(settings) == ""
    assert missing_part(settings) in {"no_chromium", "no_extra"}
