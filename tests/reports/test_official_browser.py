"""The thematic page in a real browser."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["vi/thematic", "en/thematic"])
def test_it_fits_a_phone_and_the_tables_scroll_in_their_own_frame(nation_pages, visit, name):
    page = visit(nation_pages / f"{name}.html", 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].some(frame => frame.scrollWidth > frame.clientWidth)"
    )


def test_what_to_do_stands_on_the_first_screen(nation_pages, visit):
    page = visit(nation_pages / "vi/thematic.html")
    assert page.locator(".th-todo li").last.bounding_box()["y"] < 800


@pytest.mark.parametrize(
    ("name", "scheme"), [("vi/thematic", "light"), ("en/thematic", "light"), ("vi/thematic", "dark")]
)
def test_no_accessibility_rule_is_broken(nation_pages, visit, broken_rules, name, scheme):
    page = visit(nation_pages / f"{name}.html", scheme=scheme)
    assert broken_rules(page) == []
