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


AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_RUN = """async tags => {
  const {passes, violations} = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
  return {passes: passes.length, violations: violations.map(rule => [rule.id, rule.nodes[0].html.slice(0, 200)])};
}"""
"""Every rule looks at every element; of the rules that pass, only one element is described, which takes a third of the time."""


@pytest.fixture
def broken_rules():
    """Return the rules of accessibility that a page breaks, each with its first element; that some pass is held here."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def _broken_rules(page) -> list[tuple[str, str]]:
        page.evaluate(source)
        found = page.evaluate(AXE_RUN, AXE_TAGS)
        assert found["passes"] > 10
        return [(rule, html) for rule, html in found["violations"]]

    return _broken_rules


@pytest.fixture(scope="session")
def told_rendered(tmp_path_factory):
    """The sample run with all that is known beside it, the agencies' own reports, written once."""
    out = tmp_path_factory.mktemp("told")
    told = earlier.told()
    render_run(told, out, agencies=tuple(result.agency_id for result in told.results))
    return out
