from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reports.render import render_run
from reports.told import Told
from tests.reports import earlier, nation, samples


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """The four sample agencies, written once."""
    out = tmp_path_factory.mktemp("reports")
    render_run(Told(samples.all_results(), samples.rules(), samples.RUN), out)
    return out


@pytest.fixture(scope="session")
def nation_pages(tmp_path_factory):
    """A run with units, a changed list and earlier runs, written once."""
    out = tmp_path_factory.mktemp("nation")
    render_run(nation.told(), out)
    return out


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, offline; ended with the module, for nothing asynchronous runs beside it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield instance
        instance.close()


@pytest.fixture
def visit(browser):
    """Open a report; any console message, page error or request but for files fails the test at its end."""
    noise: list[str] = []
    pages = []

    def _visit(path: Path, width: int = 1280, scheme: str = "light"):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else noise.append(request.url),
        )
        page.goto(path.as_uri())
        return page

    yield _visit
    for page in pages:
        page.close()
    assert noise == []


@pytest.fixture(scope="session")
def told_rendered(tmp_path_factory):
    """The sample run with all that is known beside it, the agencies' own reports, written once."""
    out = tmp_path_factory.mktemp("told")
    told = earlier.told()
    render_run(told, out, agencies=tuple(result.agency_id for result in told.results))
    return out
