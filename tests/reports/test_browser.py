"""What a reader's browser makes of the reports: Debian's Chromium, offline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.render import render_run
from reports.told import Told
from tests.reports import samples
from tests.reports.hostile import hostile_agency

pytestmark = pytest.mark.browser
NAMES = ("vi/shell", "en/shell", "vi/province", "en/blocked", "vi/blocked", "vi/index", "en/index", "index")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_needs_sideways_scrolling_of_the_page(rendered, visit, name, width):
    page = visit(rendered / f"{name}.html", width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_fixes_stand_on_the_first_screen_of_a_desktop(rendered, visit):
    for name in ("vi/shell", "en/shell"):
        page = visit(rendered / f"{name}.html")
        assert page.locator(".fixes li .worth").last.bounding_box()["y"] < 800


def test_the_keyboard_reaches_skip_link_findings_and_tables(rendered, visit):
    page = visit(rendered / "vi/shell.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    closed = page.locator("details.finding:not([open]) summary").first
    closed.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True
    page.locator(".scroll").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_link_to_a_closed_finding_opens_it(rendered, visit):
    page = visit(rendered / "vi/shell.html")
    last = page.locator("details.finding").last.get_attribute("id")
    page.goto((rendered / "vi/shell.html").as_uri() + f"#{last}")
    page.locator(f"#{last} summary").wait_for(state="visible")
    assert page.evaluate("document.querySelector(':target').id") == last


@pytest.mark.parametrize("name", ["vi/shell", "en/blocked", "vi/index"])
def test_it_prints(rendered, visit, tmp_path, name):
    page = visit(rendered / f"{name}.html")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"
    document = page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True, print_background=True)
    assert document.startswith(b"%PDF-")
    assert (
        document.count(b"/Type /Page\n") + document.count(b"/Type /Page ") + document.count(b"/Type /Page/")
        > 0
    )


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """The same reports with every eighth criterion: one of each shape, for axe looks at every element."""
    out = tmp_path_factory.mktemp("short")

    def kept(result):
        return tuple(
            j
            for n, j in enumerate(result.judgements)
            if n % 8 == 0 or j.criterion_id.startswith(("SAMPLE", "CITY"))
        )

    results = [
        replace(
            result,
            judgements=kept(result),
            findings=tuple(
                f for f in result.findings if f.criterion_id in {"", *(j.criterion_id for j in kept(result))}
            ),
        )
        for result in samples.all_results()
    ]
    render_run(Told(results, samples.rules(), samples.RUN), out)
    return out


@pytest.mark.parametrize(
    ("name", "scheme"), [*((name, "light") for name in NAMES), ("vi/province", "dark"), ("en/index", "dark")]
)
def test_no_accessibility_rule_is_broken(short, visit, broken_rules, name, scheme):
    page = visit(short / f"{name}.html", scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert broken_rules(page) == []


def test_hostile_text_does_nothing_in_a_real_browser(visit, tmp_path):
    render_run(Told([hostile_agency()], samples.rules(), samples.RUN), tmp_path)
    for name in ("vi/hostile", "en/hostile", "vi/index"):
        page = visit(tmp_path / f"{name}.html", 320)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.wait_for_timeout(200)
        assert "owned" not in page.title().partition(":")[0].replace("document.title='owned'", "")
        assert page.url.startswith("file:")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate("document.querySelectorAll('iframe, img, [onload], [onerror]').length") == 0
