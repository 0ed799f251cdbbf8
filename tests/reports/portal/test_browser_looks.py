"""What pages of the portal look like in a real browser: to who cannot see them, on a phone, on paper, with words that do not break."""

from __future__ import annotations

from itertools import pairwise

import pytest

from audit.life.model import Event, EventKind
from audit.results import Review, Verdict
from tests.reports.portal.served import contact

pytestmark = pytest.mark.browser


def places(live) -> list[str]:
    run_id = live.books.store.runs_of("bo")[0]
    sections = [f"/agencies/bo/{name}" for name in ("services", "pairs", "languages", "criteria", "coverage")]
    return [
        "/",
        "/agencies/bo",
        *sections,
        f"/findings/{contact(live)}",
        "/queue",
        "/review",
        "/review/list",
        "/review/bo/T-mail",
        "/nation",
        "/registry",
        "/log",
        "/search?q=thử+nghiệm",
        "/runs",
        f"/runs/{run_id}",
        "/account",
        "/account/totp",
        "/nix",
    ]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_no_accessibility_rule_is_broken(live, enter, broken_rules, locale):
    page = enter("operator", locale)
    faults = {}
    for path in places(live):
        if path != "/nix":
            assert page.goto(live.url(path)).status == 200
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        faults[path] = broken_rules(page)
    page.context.clear_cookies()
    page.goto(live.url("/login"))
    faults["/login"] = broken_rules(page)

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_address_for_feed_readers_is_made_on_a_phone(enter, live, broken_rules, locale):
    """It is long and without a place to break, and is shown once."""
    page = enter("reader", locale, 320)
    page.goto(live.url("/account"))
    page.click("form[action='/account/feeds'] button")
    page.locator("code").first.wait_for()
    shown = page.locator("code").all_text_contents()

    assert [text.rpartition("/")[2] for text in shown] == ["feed.atom", "calendar.ics"]
    assert all(page.request.get(text).status == 200 for text in shown[:1])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert broken_rules(page) == []


def test_it_fits_a_phone(live, enter):
    page = enter("operator", "vi", 320)
    wide = {}
    for path in places(live)[:-1]:
        page.goto(live.url(path))
        wide[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in wide.items() if width > 320} == {}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_reviewer_answers_on_a_phone_by_keyboard(live, enter, broken_rules, locale):
    page = enter("reviewer", locale, 320)
    page.goto(live.url("/review/tinh/T-mail"))
    page.locator("input[name=english][value=met]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # among the answers in Vietnamese
    page.keyboard.press("Tab")
    page.keyboard.type(f"công văn số 12/VP ({locale})")
    assert broken_rules(page) == []
    page.click("form.pt-form button")
    page.wait_for_url("**done=review_*")
    assert page.locator(".pt-history li").first.inner_text().find("công văn số 12/VP") > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.goto(live.url("/review"))
    header = b"agency_id,criterion_id,english,vietnamese,reviewer,date,proof,note\n"
    page.set_input_files("#file", {"name": "x.csv", "mimeType": "text/csv", "buffer": header})
    page.click("form[enctype] button")
    page.locator(".pt-done[role=status]").wait_for()
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_is_printed_is_what_is_read_without_what_only_a_screen_needs(live, enter):
    page = enter("operator")
    page.emulate_media(media="print")
    for path, kept in (
        ("/agencies/bo", "Score in English"),
        (f"/findings/{contact(live)}", "History"),
        ("/review/bo/T-mail", "What the crawl found"),
        ("/runs", "Judged as of"),
    ):
        page.goto(live.url(path))
        assert page.locator(f'main >> text="{kept}"').locator("visible=true").count(), path
        for unwanted in ("nav", "main form", "main button", "text=Hear of changes"):
            assert page.locator(unwanted).locator("visible=true").count() == 0, (path, unwanted)


def test_the_focus_goes_through_a_question_as_it_is_read(live, enter):
    page = enter("reviewer")
    page.goto(live.url("/review/bo/T-mail"))
    order = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter(e => e.offsetParent !== null && e.tabIndex >= 0).map(e => [e.getBoundingClientRect().top + scrollY, e.tabIndex])"""
    )
    tops = [top for top, _ in order]
    assert all(index == 0 for _, index in order)  # none jumps the queue
    assert all(later > earlier - 60 for earlier, later in pairwise(tops))
    labels = page.evaluate(
        "() => [...document.querySelectorAll('main form :is(input:not([type=hidden]), textarea)')].map(e => e.labels.length)"
    )
    assert labels
    assert min(labels) == 1


def test_what_has_no_place_to_break_breaks_no_page(live, enter):
    """Names, answers and words of 200 letters in a row, on a phone."""
    long = "Ươ" * 100
    bo = live.books.store
    bo.reviews.add(
        [
            Review(
                "T-mail",
                "cuc",
                Verdict.MET,
                Verdict.NOT_MET,
                long,
                live.books.today(),
                f"http://{long}",
                long,
            )
        ],
        "2026-01-01T00:00:00Z",
    )
    bo.lives.add(contact(live), Event(EventKind.COMMENTED, live.books.today(), by=long, text=long))
    page = enter("reviewer", "vi", 320)
    wide = {}
    for path in ("/review/cuc/T-mail", "/review/list?standing=all", f"/findings/{contact(live)}", "/nation"):
        page.goto(live.url(path))
        wide[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in wide.items() if width > 320} == {}
