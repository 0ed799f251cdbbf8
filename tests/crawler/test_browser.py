"""What is relied on in scrapy-playwright, and what the browser is answered."""

from __future__ import annotations

import inspect

import pytest
from scrapy.settings import Settings

from crawler import settings as project
from crawler.browser import context_options

handler = pytest.importorskip("scrapy_playwright.handler", reason="scrapy-playwright is not installed")


def test_the_private_parts_of_scrapy_playwright_that_are_relied_on():
    kind = handler.ScrapyPlaywrightDownloadHandler
    for name in ("_launch", "_maybe_launch_browser", "_apply_page_methods", "download_request"):
        assert inspect.iscoroutinefunction(getattr(kind, name)), name
    assert list(inspect.signature(kind._apply_page_methods).parameters) == [
        "self",
        "page",
        "request",
        "spider",
    ]
    config = handler.Config.from_settings(Settings())
    assert config.target_closed_max_retries
    assert config.restart_disconnected_browser
    source = inspect.getsource(kind)
    assert "self.context_wrappers" in source
    assert 'hasattr(self, "browser")' in source


def test_the_handler_is_begun_when_it_is_needed_and_not_for_web_addresses():
    from crawler.browser_handler import BrowserHandler

    assert BrowserHandler.lazy
    assert set(project.DOWNLOAD_HANDLERS).isdisjoint({"http", "https"})


def test_a_context_says_who_we_are_and_keeps_nothing():
    options = context_options("osi-audit/0.1 (+mailto:a@b.example)")
    assert options["user_agent"] == "osi-audit/0.1 (+mailto:a@b.example)"
    assert (options["accept_downloads"], options["service_workers"]) == (False, "block")


def test_replies_are_kept_up_to_a_size(monkeypatch):
    from crawler import browser_traffic

    monkeypatch.setattr(browser_traffic, "CACHE_BYTES", 10)
    cache = browser_traffic.ReplyCache()
    cache.keep("a", browser_traffic.Reply(200, {}, b"123456"))
    cache.keep("b", browser_traffic.Reply(200, {}, b"123456"))
    cache.keep("c", browser_traffic.Reply(200, {}, b"1234"))
    assert set(cache.replies) == {"a", "c"}


@pytest.mark.parametrize(
    ("name", "passed"),
    [("accept", True), ("x-requested-with", True), ("x-api-version", True), ("content-type", True),
     ("x-csrf-token", False), ("authorization", False), ("cookie", False), ("referer", False), ("x-auth", False)],
)  # fmt: skip
def test_no_header_that_names_a_visitor_is_passed_on(name, passed):
    from crawler.browser_traffic import _is_passed

    assert _is_passed(name) is passed
