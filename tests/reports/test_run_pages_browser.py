"""The pages of a run beside the overview in a real browser."""

from __future__ import annotations

import pytest

from reports.render import render_run
from tests.reports.test_run_pages import told

pytestmark = pytest.mark.browser
PAGES = [f"{locale}/{name}" for locale in ("vi", "en") for name in ("un", "egdi", "calendar")]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("run-pages")
    render_run(told(), out)
    return out


@pytest.mark.parametrize("name", PAGES)
def test_nothing_needs_sideways_scrolling_of_the_page(written, visit, name):
    page = visit(written / f"{name}.html", 320)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("name", "scheme"),
    [*((name, "light") for name in PAGES), *((f"vi/{n}", "dark") for n in ("un", "egdi", "calendar"))],
)
def test_no_accessibility_rule_is_broken(written, visit, broken_rules, name, scheme):
    page = visit(written / f"{name}.html", scheme=scheme)
    # One item of each group is like the others, and axe looks at every element.
    page.evaluate(
        "document.querySelectorAll('.un-items').forEach(l => [...l.children].slice(2).forEach(i => i.remove()))"
    )
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert broken_rules(page) == []


def test_the_calculator_reckons_as_the_printed_table_does(written, visit):
    page = visit(written / "en/egdi.html")
    for year, column in (("2024", 6), ("2016", 2)):
        page.select_option("#egdi-year", year)
        for row in page.locator(".egdi-steps tbody tr").all()[::5]:
            page.fill("#egdi-osi", row.locator("th").inner_text())
            page.locator("#egdi-osi").blur()
            cell = row.locator(f"td:nth-child({column})").inner_text()
            assert f"{page.inner_text('#egdi-value')} ({page.inner_text('#egdi-rank').split()[0]})" == cell


def test_the_calculator_speaks_vietnamese_and_takes_a_comma(written, visit):
    page = visit(written / "vi/egdi.html")
    page.fill("#egdi-osi", "0,8")
    page.locator("#egdi-osi").blur()

    said = page.inner_text("#egdi-said")
    assert (
        said
        == "Với OSI 0,8000 trong kỳ 2024: EGDI 0,8015 (+0,0306), hạng 61 (đã công bố: 71), đứng thứ 4 trong ASEAN, nhóm: rất cao."
    )
    assert page.get_attribute("#egdi-said", "aria-live") == "polite"


def test_the_calculator_works_by_keyboard_alone(written, visit):
    page = visit(written / "en/egdi.html")
    page.locator("#egdi-range").focus()
    page.keyboard.press("End")

    assert page.input_value("#egdi-osi") == "1.0000"
    assert page.inner_text("#egdi-rank").startswith("36 ")
    page.locator("#egdi-osi").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("egdi.html")


@pytest.mark.parametrize("wrong", ["1.2", "abc", "", "-0.1", "1e-1", "0.5.5"])
def test_the_calculator_says_what_it_cannot_take(written, visit, wrong):
    page = visit(written / "en/egdi.html")
    page.fill("#egdi-osi", wrong)

    assert page.inner_text("#egdi-wrong") == "Enter a number from 0 to 1."
    assert page.get_attribute("#egdi-osi", "aria-invalid") == "true"
    assert page.inner_text("#egdi-value") == "0.7709"


def test_a_number_of_the_table_opens_its_group(written, visit):
    page = visit(written / "vi/un.html")
    link = page.locator(".un-sums tbody td a").first
    target = link.get_attribute("href")
    link.click()

    assert page.evaluate("id => document.querySelector(id).closest('details').open", target)


def test_on_paper_every_item_stands(written, visit):
    page = visit(written / "vi/un.html")
    page.emulate_media(media="print")

    assert (
        page.evaluate("document.querySelector('.un-group:not([open]) li').getBoundingClientRect().height")
        > 10
    )
