"""The portal in a real browser: as people use it, with a keyboard, on a phone, without script."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import ExitStack
from itertools import pairwise

import pytest

from audit.__main__ import run
from audit.life.model import Event, EventKind
from audit.results import Review, Verdict
from reports.portal.accounts.jobs import JobKind, JobState
from tests.audit.cli.conftest import PAGES
from tests.reports.portal.conftest import PASSWORD, PEOPLE, Portal

uvicorn = pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")
pytestmark = pytest.mark.browser

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


class Live(Portal):
    """A portal that a browser reaches."""

    def url(self, path: str) -> str:
        return f"{self.books.settings.base_url}{path}"


@pytest.fixture(scope="module")
def live(audited, tmp_path_factory):
    folder = tmp_path_factory.mktemp("live") / "portal"
    shutil.copytree(audited[0], folder)
    before = audited[1].pages
    with socket.create_server(("127.0.0.1", 0)) as found, ExitStack() as stack:
        port = found.getsockname()[1]
        portal = Live(folder, audited[1], stack, f"http://127.0.0.1:{port}")
        server = uvicorn.Server(uvicorn.Config(portal.app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
        thread.start()
        end = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < end
            time.sleep(0.02)
        yield portal
        server.should_exit = True
        thread.join(30)
    audited[1].pages = before


@pytest.fixture
def enter(browser, live):
    """Sign in as somebody; any console message, page error or request elsewhere fails the test at its end."""
    noise: list[str] = []
    with ExitStack() as stack:

        def _enter(who: str, locale: str = "en", width: int = 1280, **more):
            context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale, **more)
            stack.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: noise.append(message.text))
            page.on("pageerror", lambda error: noise.append(str(error)))
            page.on(
                "request",
                lambda r: None if r.url.startswith((live.url("/"), "data:")) else noise.append(r.url),
            )
            page.goto(live.url(f"/language/{locale}?next=/login"))
            page.fill("#login", PEOPLE[who].login)
            page.fill("#password", PASSWORD)
            page.click("main button")
            return page

        yield _enter
    assert noise == []


def phones(live) -> str:
    lives = live.books.store.lives.of("bo")
    return next(life.finding.id for life in lives if life.finding.criterion_id == "T-viewport")


def contact(live) -> str:
    lives = live.books.store.lives.of("bo")
    return next(life.finding.id for life in lives if life.finding.criterion_id == "T-contact")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_agency_reads_filters_and_opens_the_evidence(live, enter, locale):
    page = enter("reader", locale)
    page.goto(live.url("/agencies/bo?state=all"))  # other tests of this module mend one of them
    assert page.locator("html").get_attribute("lang") == locale
    every = page.locator(".pt-table tbody tr").count()
    assert every == 2
    page.fill("#q", "không có gì như thế")
    page.click(".pt-filter button")
    assert page.locator(".pt-table tbody tr").count() == 0
    page.fill("#q", "")
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
    assert operator.locator("text=The objection was refused, with your reason.").is_visible()
    page.reload()
    assert page.locator("text=Trang đó chỉ có tiếng Việt").is_visible()


def test_what_was_mended_is_looked_at_again_and_seen_to_turn(live, enter):
    page = enter("webmaster")
    page.goto(live.url(f"/findings/{phones(live)}"))
    page.click("text=Look again now")
    assert page.locator("text=asked for on").is_visible()
    live.ministry.pages = {path: body.replace("<head>", f"<head>{VIEWPORT}") for path, body in PAGES.items()}
    assert run(["worker", "--once", "--data", str(live.data.root), *live.options]) == 0
    page.click("a:has-text('Load again')")

    assert page.locator("h1 ~ p .pt-fixed").is_visible()
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
    page.click("button[aria-label^='End the link of']")
    assert other.reload().status == 410
    context.close()


def test_the_operator_starts_a_run(live, enter):
    page = enter("operator")
    page.goto(live.url("/runs"))
    page.fill("#agencies", "tinh")
    page.click("text=Start it")
    assert page.locator("text=It is in the queue of the worker.").is_visible()
    assert run(["worker", "--once", "--data", str(live.data.root), *live.options]) == 0
    page.goto(live.url("/runs"))
    page.click(".pt-table tbody tr:first-child a")
    assert page.locator("text=1 of 1 agencies are judged.").is_visible()


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
    page.goto(live.url("/login"))
    page.fill("#login", PEOPLE["reader"].login)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.goto(live.url("/agencies/bo?state=new"))
    assert page.locator(".pt-table tbody tr").count() > 0
    context.close()


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
        page.goto(live.url("/login"))
        page.fill("#login", PEOPLE["webmaster"].login)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.goto(live.url("/queue"))
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
    assert page.locator(".pt-done[role=status]").is_visible()
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
