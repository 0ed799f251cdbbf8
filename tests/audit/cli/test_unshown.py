"""What a run says when pages built by script could not be shown in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from audit.cli.progress import unshown_line
from crawler import browser
from crawler.job import CrawlOutcome
from crawler.records import CrawlResult, RenderingOutcome


def outcome(state: str, shells: int = 2) -> CrawlOutcome:
    detail = browser.MISSING.get(state, "")
    result = CrawlResult(
        1, "bo", "r", "2018-06-30T00:00:00Z", "2018-06-30T00:00:00Z", "finished", (), {},
        rendering=RenderingOutcome(state, shells, detail=detail),
    )  # fmt: skip
    return CrawlOutcome("bo", Path(), result)


def test_one_line_says_how_many_pages_and_how_to_get_the_browser():
    line = unshown_line([outcome("no_extra"), outcome("done"), outcome("no_extra", 3), outcome("none", 0)])
    assert line == (
        "5 pages built by script could not be shown in a browser: "
        "scrapy-playwright is not installed: pip install 'osi-audit[browser]'"
    )


@pytest.mark.parametrize("state", ["none", "done", "budget", "off"])
def test_nothing_is_said_when_nothing_is_missing(state):
    assert unshown_line([outcome(state), CrawlOutcome("x", Path(), None, "killed", -9)]) == ""


def test_the_extra_and_the_browser_are_told_apart(monkeypatch):
    monkeypatch.setattr(browser.importlib.util, "find_spec", lambda _name: None)
    assert browser.missing_part(Settings()) == "no_extra"
    monkeypatch.setattr(browser.importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setattr(browser.shutil, "which", lambda _name: None)
    assert browser.missing_part(Settings()) == "no_chromium"
