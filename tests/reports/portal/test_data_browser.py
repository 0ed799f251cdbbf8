"""audit.db by tables and SQL in a real browser: no script, no request elsewhere, nothing that our policy has to stop."""

from __future__ import annotations

import pytest

pytest.importorskip("datasette", reason="the extra `datasette` is not installed")
pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from tests.reports.portal.served import served, sign_in
from tests.reports.portal.with_data import with_data

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def live(audited, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data_browser") / "portal"
    with_data(audited[0], folder)
    with served(folder, audited[1]) as portal:
        yield portal


@pytest.fixture
def page(live, browser):
    """The operator's; any console message, page error or request elsewhere fails the test at its end."""
    noise: list[str] = []
    context = browser.new_context(locale="en")
    found = context.new_page()
    base = live.books.settings.base_url
    found.on("console", lambda message: noise.append(message.text))
    found.on("pageerror", lambda error: noise.append(str(error)))
    found.on("request", lambda r: None if r.url.startswith((f"{base}/", "data:")) else noise.append(r.url))
    sign_in(found, live, "operator")
    yield found
    context.close()
    assert noise == []


def test_what_is_not_there_and_what_fails_is_said_as_well(live, browser, broken_rules, page):
    base = live.books.settings.base_url
    context = browser.new_context(storage_state=page.context.storage_state())
    other = context.new_page()  # a browser itself tells its console of every 400
    for path in ("/data/audit?sql=select+nonsense", "/data/audit/nothing"):
        other.goto(base + path)
        assert other.get_by_role("alert").is_visible()
        assert broken_rules(other) == []
    context.close()


def test_an_operator_filters_facets_and_asks(page):
    page.click("text=Tables of the audit")
    page.wait_for_url("**/data/audit")
    with page.expect_navigation():
        page.click("text=Findings by agency, in each state")
    assert page.locator("table tbody tr").count() == 3
    page.goto(page.url.partition("/data/")[0] + "/data/audit/verdicts?_facet=verdict")
    page.locator("section a:has-text('vietnamese_only')").first.click()
    page.locator("h2:has-text('3 rows')").wait_for()
    page.goto(page.url.partition("/data/")[0] + "/data/audit")
    page.fill("textarea[name=sql]", "select count(*) as runs from runs")
    with page.expect_navigation():
        page.click("button:has-text('Ask')")
    assert page.locator("td").all_inner_texts() == ["1"]
    page.click("text=Back to the portal")
    page.wait_for_url(lambda url: url.endswith("/"))


@pytest.mark.parametrize(
    "path",
    [
        "/data/audit",
        "/data/audit/verdicts?_facet=verdict&verdict=not_met&_sort=points",
        "/data/audit/verdicts_of_an_agency?agency=bo",
        "/data/audit?sql=select+a.*,b.*+from+results+a,runs+b",
    ],
)
def test_no_accessibility_rule_is_broken_and_it_fits_a_phone(page, live, broken_rules, path):
    page.goto(live.books.settings.base_url + path)
    assert broken_rules(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
