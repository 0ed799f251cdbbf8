"""The table of the overview as a reader sorts and filters it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.render import render_run
from reports.told import Told
from tests.reports import samples

pytestmark = pytest.mark.browser
NAMES = (
    "[...document.querySelectorAll('.mx thead a')].filter(a => a.checkVisibility()).map(a => a.textContent)"
)
ROWS = "[...document.querySelectorAll('.mx tbody tr[id]')].filter(r => !r.hidden && !r.parentNode.hidden)"
SHARES = f"{ROWS}.map(r => r.cells[1].textContent)"
CODES = "id => [...document.getElementById(id).cells].slice(2).map(c => c.className)"


@pytest.fixture
def table(rendered, visit):
    return visit(rendered / "vi/index.html")


def status(page):
    return page.inner_text(".mx-left")


def test_rows_are_sorted_by_what_is_met_and_put_back(table):
    before = table.evaluate(f"{ROWS}.map(r => r.id)")
    button = table.locator("th[data-sort=rows] button")
    head = table.locator("th[data-sort=rows]")
    assert head.get_attribute("aria-sort") == "none"
    button.focus()
    table.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    values = [int(value) for value in table.evaluate(SHARES) if value != "–"]
    assert values == sorted(values, reverse=True)
    table.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    found = table.evaluate(SHARES)
    values = [int(value) for value in found if value != "–"]
    assert values == sorted(values)
    assert set(found[len(values) :]) <= {"–"}  # what could not be told comes last either way
    table.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "none"
    assert table.evaluate(f"{ROWS}.map(r => r.id)") == before


def test_columns_move_with_their_cells(table):
    row = "m-OSI2024-IF-010"
    before = dict(zip(table.evaluate(NAMES), table.evaluate(CODES, row), strict=True))
    table.locator("th[data-sort=columns] button").focus()
    table.keyboard.press("Space")
    after = table.evaluate(NAMES)
    assert after != list(before)
    assert dict(zip(after, table.evaluate(CODES, row), strict=True)) == before
    shares = table.evaluate(
        "[...document.querySelector('.mx-shares').cells].slice(2).map(c => c.textContent)"
    )
    assert shares[-1] == "–"  # the agency that could not be read
    assert [int(share) for share in shares[:-1]] == sorted(map(int, shares[:-1]), reverse=True)


def test_the_table_is_filtered_and_says_how_much_is_left(table):
    total = len(table.evaluate(f"{ROWS}.map(r => r.id)"))
    assert status(table) == ""
    table.select_option("#mx-kind", "ministry")
    assert table.evaluate(NAMES) == ["Bộ Mẫu mực", "Bộ Vỏ bọc"]
    assert status(table) == f"Đang hiển thị: {total}/{total} tiêu chí, 2/4 cơ quan."
    table.select_option("#mx-sector", "education")
    assert table.evaluate(NAMES) == ["Bộ Vỏ bọc"]
    table.select_option("#mx-verdict", "vn")
    left = table.evaluate(f"{ROWS}.map(r => r.cells[3].className)")
    assert 0 < len(left) < total
    table.fill("#mx-criterion", "SO DO co cau")  # without marks
    assert table.evaluate(f"{ROWS}.map(r => r.cells[0].textContent.includes('Sơ đồ cơ cấu'))") == [True]
    table.fill("#mx-criterion", "sỡ đồ")  # with marks, but others
    assert status(table) == f"Đang hiển thị: 0/{total} tiêu chí, 1/4 cơ quan."
    table.locator("#mx-all").press("Enter")
    assert status(table) == f"Đang hiển thị: {total}/{total} tiêu chí, 4/4 cơ quan."
    assert len(table.evaluate(NAMES)) == 4


def test_shares_are_of_what_is_shown_and_come_back(table):
    def cells():
        return table.evaluate(
            "[...document.querySelectorAll('.mx tr')].map(r => r.cells[1]?.textContent ?? '')"
        )

    before = cells()
    table.fill("#mx-agency", "vo boc")
    assert cells() != before
    table.fill("#mx-agency", "")
    assert cells() == before  # the page and its script reckon the same


def test_a_link_to_a_row_shows_it_whatever_is_filtered(table):
    link = table.locator(".gaps a").first
    row = link.get_attribute("href")
    table.fill("#mx-criterion", "không có gì như thế")
    link.click()
    assert table.locator(row.replace(".", "\\.")).is_visible()
    assert table.input_value("#mx-criterion") == ""


# Where the row that is led to and the head of the table end and begin, once two frames have drawn the same: rows get
# their heights only when they come into sight, so a single look may catch the page between two layouts.
_SETTLED = """async () => {
  const row = document.querySelector("tr:target"), head = document.querySelector(".mx thead");
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const look = () => {
    const r = row.getBoundingClientRect(), h = head.getBoundingClientRect();
    return { top: r.top, bottom: r.bottom, head: h.bottom };
  };
  for (let before = look(), i = 0; i < 50; i += 1) {
    await frame();
    const now = look();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
  throw new Error("the page does not come to rest");
}"""


@pytest.mark.parametrize("height", [900, 400])
def test_a_row_that_is_led_to_lies_below_the_head_of_the_table(rendered, visit, height):
    page = visit(rendered / "vi/index.html")
    page.set_viewport_size({"width": 1280, "height": height})
    links = page.locator(".gaps a").all()
    assert links
    for link in links:
        link.click()
        page.wait_for_selector(f"tr:target[id='{link.get_attribute('href')[1:]}']", state="attached")
        seen = page.evaluate(_SETTLED)
        assert seen["head"] <= seen["top"] + 1
        assert seen["bottom"] <= height
        page.evaluate("scrollTo(0, 0)")


def test_without_script_all_of_it_can_be_read(rendered, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((rendered / "vi/index.html").as_uri())
    assert not page.locator(".mx-tools").is_visible()
    assert page.locator(".mx-sort").count() == 0
    assert page.locator("#m-OSI2024-TEC-074").is_visible()
    context.close()


def test_it_is_a_table_for_those_who_hear_it(table):
    tree = table.locator(".mx-frame").aria_snapshot()
    assert 'columnheader "Bộ Mẫu mực"' in tree
    assert 'cell "Đ Đạt"' in tree
    assert 'rowheader "Sơ đồ cơ cấu tổ chức OSI2024-IF-010"' in tree


def test_many_agencies_use_the_width_of_the_screen_and_no_more(visit, tmp_path):
    wide = [replace(samples.good_ministry(), agency_id=f"a{number}") for number in range(40)]
    render_run(Told(wide, samples.rules(), samples.RUN), tmp_path, locales=("vi",))
    for width in (320, 1280, 2400):
        page = visit(tmp_path / "vi/index.html", width)
        frame = page.locator(".mx-frame").bounding_box()
        assert frame["x"] >= 0
        assert frame["x"] + frame["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("locale", "scheme"), [("vi", "light"), ("en", "dark")])
def test_no_accessibility_rule_is_broken_with_all_of_it_and_in_use(
    nation_pages, visit, broken_rules, locale, scheme
):
    page = visit(nation_pages / f"{locale}/index.html", scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.locator("th[data-sort=rows] button").click()
    page.select_option("#mx-verdict", "vn")
    page.fill("#mx-criterion", "OSI2024-IF")  # a few rows of each shape: axe looks at every cell
    assert broken_rules(page) == []


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_of_a_nation_needs_sideways_scrolling(nation_pages, visit, width):
    for locale in ("vi", "en"):
        page = visit(nation_pages / f"{locale}/index.html", width)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
