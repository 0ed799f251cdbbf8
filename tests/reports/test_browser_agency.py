"""What a browser makes of a gap report with history, units, sections and examples."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_needs_sideways_scrolling_of_the_page(told_rendered, visit, width):
    page = visit(told_rendered / "vi/shell.html", width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["vi/shell", "en/shell"])
def test_change_fixes_and_deadline_stand_on_the_first_screen_of_a_desktop(told_rendered, visit, name):
    page = visit(told_rendered / f"{name}.html")
    for part in (".ag-deadline", ".verdict", ".ag-since a", ".fixes li .worth"):
        box = page.locator(part).last.bounding_box()
        assert box["y"] + box["height"] < 800, part


def test_a_link_to_a_changed_verdict_opens_its_criterion(told_rendered, visit):
    page = visit(told_rendered / "vi/shell.html")
    page.locator("details.ag-changed li a").first.click()
    assert page.evaluate("document.querySelector(':target').matches('details.criterion')")


def test_drawings_keep_letters_apart(told_rendered, visit):
    """No text of a drawing lies over another one of it, on a desktop and on a phone."""
    for width in (1280, 360):
        page = visit(told_rendered / "vi/shell.html", width)
        for chart in ("svg.hy-chart", "svg.sm-chart"):
            over = page.evaluate(
                """selector => {
                  const boxes = [...document.querySelectorAll(selector + ' text')]
                    .map(text => [text.textContent.trim(), text.getBoundingClientRect()]).filter(([, box]) => box.width);
                  return boxes.flatMap(([a, x], i) => boxes.slice(i + 1)
                    .filter(([, y]) => x.left < y.right && y.left < x.right && x.top + 2 < y.bottom - 2 && y.top + 2 < x.bottom - 2)
                    .map(([b]) => a + ' / ' + b));
                }""",
                chart,
            )
            assert over == [], (chart, width)


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("vi/shell", "light"), ("en/shell", "dark"), ("vi/unit", "dark"), ("en/good", "light")],
)
def test_no_accessibility_rule_is_broken(told_rendered, visit, broken_rules, name, scheme):
    page = visit(told_rendered / f"{name}.html", scheme=scheme)
    page.evaluate(
        # What is the same on every report is looked at elsewhere, and takes a minute here.
        "for (const id of ['criteria', 'annex', 'persons']) document.querySelector(`section:has(> #${id})`)?.remove();"
        "document.querySelectorAll('details.finding:nth-of-type(n + 8)').forEach(d => d.remove());"
        "document.querySelectorAll('details').forEach(d => d.open = true)"
    )
    assert broken_rules(page) == []
