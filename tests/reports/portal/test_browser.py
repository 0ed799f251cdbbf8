"""The portal in a real browser as people use it: with a mouse, with a keyboard, without script, and while something changes."""

from __future__ import annotations

import pytest

from audit.__main__ import run
from reports.portal.accounts.jobs import JobKind, JobState
from tests.audit.cli.conftest import PAGES
from tests.reports.portal.conftest import PASSWORD, PEOPLE
from tests.reports.portal.served import contact, phones, sign_in

pytestmark = pytest.mark.browser

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_agency_reads_filters_and_opens_the_evidence(live, enter, locale):
    page = enter("reader", locale)
    page.goto(live.url("/agencies/bo?state=all"))  # other tests of this module mend one of them
    assert page.locator("html").get_attribute("lang") == locale
    every = page.locator(".pt-table tbody tr").count()
    assert every == 2
    page.fill("#q", "không có gì như thế")
    with page.expect_navigation():
        page.click(".pt-filter button")
    assert page.locator(".pt-table tbody tr").count() == 0
    page.fill("#q", "")
    with page.expect_navigation():
        page.click(".pt-filter button")
    assert page.locator(".pt-table tbody tr").count() == every

    page.goto(live.url(f"/findings/{contact(live)}"))
    page.locator("a[href*='/copies/']").first.click()
    frame = page.frame_locator("iframe.pt-copy")
    assert "Bộ Thử nghiệm" in frame.locator("body").inner_text()


def test_an_objection_is_sent_and_decided(live, enter):
    page = enter("webmaster")
    page.goto(live.url(f"/findings/{contact(live)}"))
    page.click("summary:has-text('Object to this finding')")
    page.fill("#disputed-text", "Đã có tại trang liên hệ")
    page.fill("#disputed-url", f"{live.ministry.url('/lien-he')}")
    page.click("text=Send the objection")
    page.wait_for_url("**done=disputed*")
    assert (
        page.locator("[role=status]").first.inner_text()
        == "Your objection is written down. The operator will decide on it."
    )
    assert page.locator(".pt-disputed").is_visible()

    operator = enter("operator")
    operator.goto(live.url(f"/findings/{contact(live)}"))
    assert operator.locator("text=Đã có tại trang liên hệ").first.is_visible()
    operator.click("summary:has-text('Refuse the objection')")
    operator.fill("#dispute_rejected-text", "Trang đó chỉ có tiếng Việt")
    operator.click("form[action$='dispute_rejected'] button")
    operator.locator("text=The objection was refused, with your reason.").wait_for()
    page.reload()
    assert page.locator("text=Trang đó chỉ có tiếng Việt").is_visible()


def test_what_was_mended_is_looked_at_again_and_seen_to_turn(live, enter):
    page = enter("webmaster")
    page.goto(live.url(f"/findings/{phones(live)}"))
    page.click("text=Look again now")
    page.locator("text=asked for on").wait_for()
    live.ministry.pages = {path: body.replace("<head>", f"<head>{VIEWPORT}") for path, body in PAGES.items()}
    assert run(["worker", "--once", "--data", str(live.data.root), *live.options]) == 0
    page.click("a:has-text('Load again')")

    page.locator("h1 ~ p .pt-fixed").wait_for()
    assert page.locator("text=Re-check: in order").is_visible()


def test_a_report_is_given_to_somebody_without_an_account(live, enter, browser, broken_rules):
    page = enter("webmaster")
    page.goto(live.url("/agencies/bo"))
    page.click("summary:has-text('Make a link to a report')")
    page.fill("#share-password", PASSWORD)
    page.click("text=Make the link")
    link = page.locator("code.pt-secret").inner_text()
    assert broken_rules(page) == []

    context = browser.new_context(locale="en", viewport={"width": 320, "height": 800})
    other = context.new_page()
    other.goto(link)
    assert broken_rules(other) == []
    other.fill("#password", PASSWORD)
    other.click("text=Open the report")
    other.wait_for_url("**/bo.html")
    assert other.evaluate("document.referrer") == ""  # nothing tells whence one came
    other.locator("a[href$='help/index.html']").first.click()
    other.go_back()
    other.goto(other.url.replace("bo.html", "tinh.html"))
    assert other.locator("h1").inner_text() == "This link shows one report alone."
    assert broken_rules(other) == []
    other.click("a:has-text('Back to the report')")
    other.wait_for_url("**/bo.html")
    page.goto(live.url("/agencies/bo"))
    with page.expect_navigation():
        page.click("button[aria-label^='End the link of']")
    assert other.reload().status == 410
    context.close()


def test_the_operator_starts_a_run(live, enter):
    page = enter("operator")
    page.goto(live.url("/runs"))
    page.fill("#agencies", "tinh")
    page.click("text=Start it")
    page.locator("text=It is in the queue of the worker.").wait_for()
    assert run(["worker", "--once", "--data", str(live.data.root), *live.options]) == 0
    page.goto(live.url("/runs"))
    page.click(".pt-table tbody tr:first-child a")
    page.locator("text=1 of 1 agencies are judged.").wait_for()


def test_all_of_it_goes_by_keyboard(live, browser):
    """From the address to a comment that is sent, without a mouse."""
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(live.url(f"/login?next=/findings/{contact(live)}"))

    def until(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(selector)

    until("#login")
    page.keyboard.type(PEOPLE["webmaster"].login)
    until("#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".pt-history")
    until("details:has(#commented-text) > summary")
    page.keyboard.press("Enter")
    until("#commented-text")
    page.keyboard.type("Đang làm")
    until("form[action$='commented'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=commented")
    assert page.locator(".pt-history >> text=Đang làm").is_visible()
    context.close()


def test_all_of_it_goes_without_script(live, browser):
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    sign_in(page, live, "reader")
    page.goto(live.url("/agencies/bo?state=new"))
    assert page.locator(".pt-table tbody tr").count() > 0
    context.close()


def asked_again(live):
    """Have a re-check wait in the queue."""
    operator = live.books.accounts.users.by_login(PEOPLE["operator"].login)
    viewer = live.books.viewer(operator)
    jobs = live.books.accounts.jobs
    return jobs.ask(JobKind.RECHECK, contact(live), viewer, live.clock(), agency_id="bo")


def test_the_queue_keeps_itself_up_to_date_until_one_says_stop(live, enter):
    job = asked_again(live)
    page = enter("operator")
    page.goto(live.url("/queue"))
    row = page.locator(".pt-table tbody tr").first
    assert "waits" in row.inner_text()
    page.locator(".pt-table a").first.focus()
    live.books.accounts.jobs.take({JobKind.RECHECK}, live.clock())
    page.wait_for_selector(".pt-table tbody tr:first-child >> text=at work", timeout=15_000)
    assert page.locator("[role=status]").first.inner_text() == "Waiting: 0; at work: 1."
    assert page.evaluate(
        "document.activeElement.closest('.pt-table') !== null"
    )  # the reader is where they were
    page.click("text=Stop that")
    live.books.accounts.jobs.end(job.id, JobState.DONE, live.clock())
    page.wait_for_timeout(4000)
    assert "at work" in row.inner_text()
    page.reload()
    assert "done" in row.inner_text()


def test_the_queue_loads_again_by_itself_without_script(live, browser):
    job = asked_again(live)
    with browser.new_context(java_script_enabled=False, locale="en") as context:
        page = context.new_page()
        sign_in(page, live, "webmaster", "/queue")
        assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "10"
        # Not where somebody may be writing.
        page.goto(live.url(f"/findings/{contact(live)}"))
        assert page.locator("meta[http-equiv=refresh]").count() == 0
        assert page.locator("#again ~ div >> text=Load again").is_visible()
        live.books.accounts.jobs.end(job.id, JobState.DONE, live.clock())
        page.goto(live.url("/queue"))
        assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_what_somebody_is_writing_stays_when_a_re_check_ends(live, enter):
    job = asked_again(live)
    page = enter("webmaster")
    page.goto(live.url(f"/findings/{contact(live)}"))
    page.click("summary:text-is('Comment')")
    page.fill("#commented-text", "Đang viết dở")
    live.books.accounts.jobs.end(job.id, JobState.DONE, live.clock())
    page.wait_for_selector("text=Look again now", timeout=15_000)
    page.wait_for_timeout(500)

    assert page.input_value("#commented-text") == "Đang viết dở"
