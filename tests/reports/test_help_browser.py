"""Help pages, the webmaster's list and the page of two runs as a reader's browser shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.difference_page import difference_page
from reports.help import PAGES
from reports.render import render_run
from reports.told import Told
from tests.reports import comparisons, samples
from tests.reports.test_webmaster import faulty

pytestmark = pytest.mark.browser
LOCALES = ("vi", "en")
DIFFERENCES = {"vi": "difference.html", "en": "difference.en.html"}
NAMES = [
    *(f"{locale}/help/{name}" for locale in LOCALES for name in PAGES),
    *(f"{locale}/faulty-fixes" for locale in LOCALES),
    "difference",
    "difference.en",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One of each kind of page, short."""
    out = tmp_path_factory.mktemp("kinds")
    base = faulty()
    kept = [f for n, f in enumerate(base.findings) if not f.criterion_id or n % 8 == 0]
    shown = [replace(f, urls=f.urls[:25]) for f in kept]
    render_run(Told([replace(base, findings=tuple(shown))], samples.rules(), samples.RUN), out)
    for locale in LOCALES:
        page = difference_page(comparisons.view(), locale, DIFFERENCES)
        (out / DIFFERENCES[locale]).write_text(page, encoding="utf-8")
    return out


def opened(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page


@pytest.mark.parametrize("name", NAMES)
def test_no_accessibility_rule_is_broken(folder, visit, broken_rules, name):
    page = opened(visit(folder / f"{name}.html"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert broken_rules(page) == [], scheme


@pytest.mark.parametrize("name", NAMES)
def test_nothing_needs_sideways_scrolling_of_the_page(folder, visit, name):
    page = opened(visit(folder / f"{name}.html", 320))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["vi/help/crawler", "vi/faulty-fixes", "difference"])
def test_it_prints_without_navigation_and_as_wide_as_the_sheet(folder, visit, tmp_path, name):
    page = opened(visit(folder / f"{name}.html", 680))
    page.emulate_media(media="print")

    assert page.evaluate(
        "[...document.querySelectorAll('.help-nav, .toc, .skip')].every(e => !e.checkVisibility())"
    )
    assert page.evaluate("[...document.querySelectorAll('summary .title')].every(e => e.offsetWidth > 150)")
    assert page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True).startswith(b"%PDF-")


def test_the_checklist_has_a_column_to_sign_on_paper_only(folder, visit):
    page = visit(folder / "vi/faulty-fixes.html")
    signed = page.locator(".print-cell").first

    assert not signed.is_visible()
    page.emulate_media(media="print")
    assert signed.is_visible()
    assert page.locator(".fx-box").first.bounding_box()["width"] > 8
