"""The pages of a run beside the overview, as they are written: as the UN would look, EGDI, calendar."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from audit.calendar import load_calendar
from audit.reasons import REASONS
from crawler.registry import Kind
from reports import run_pages
from reports.egdi_data import load_egdi
from reports.environment import environment
from reports.render import ReportError, render_run
from reports.rendering import Rendering
from reports.told import Told
from reports.un import un_view
from tests.reports import samples
from tests.reports.hostile import hostile_agency
from tests.reports.pages import first_screen, page
from tests.reports.samples import V

CONFIG = Path(__file__).parents[2] / "config"
NAMES = ("un", "egdi", "calendar")
LOCALES = ("vi", "en")


def told(*more, **given) -> Told:
    """The samples with a national portal, a ministry that has things in part, a calendar and the figures."""
    portal = samples.result(
        "portal",
        ("Cổng quốc gia Thí Dụ", "Example National Portal"),
        Kind.NATIONAL_PORTAL,
        lambda c: (
            (V.NOT_MET, V.MET) if c.effort == 1 else (V.NOT_MET, V.PARTLY if c.effort == 2 else V.NOT_MET)
        ),
        sectors=(
            "health",
            "education",
            "employment",
            "environment",
            "justice",
            "finance",
            "whole_government",
        ),
    )
    return Told(
        (*samples.all_results(), portal, *more),
        samples.rules(),
        samples.RUN,
        calendar=load_calendar(CONFIG / "calendar.yaml"),
        egdi=load_egdi(CONFIG),
        **given,
    )


def made(kind, told: Told) -> dict[str, str]:
    """The files of one kind, without those beside them."""
    environments = {locale: environment(locale, REASONS) for locale in LOCALES}
    return {name: make() for name, make in kind(Rendering(told, environments, ("html",)))}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("run-pages")
    render_run(told(), out)
    return out


def test_without_calendar_and_figures_their_pages_are_not_written_and_not_linked(rendered):
    assert (rendered / "vi" / "un.html").is_file()
    for name in ("egdi", "calendar"):
        assert not (rendered / "vi" / f"{name}.html").exists()
        assert f'"{name}.html"' not in (rendered / "vi" / "un.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_every_link_within_the_reports_leads_somewhere(written, locale, name):
    texts: dict[Path, str] = {}
    for link in page(written, f"{locale}/{name}").select("a[href]"):
        file, _, anchor = link["href"].partition("#")
        if file.startswith(("http://", "https://")):
            continue
        path = (written / locale / (file or f"{name}.html")).resolve()
        assert path.is_file(), link["href"]
        text = texts.setdefault(path, path.read_text(encoding="utf-8"))
        assert not anchor or f'id="{anchor}"' in text, link["href"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_no_id_stands_twice_and_headings_step_down_one_by_one(written, locale, name):
    soup = page(written, f"{locale}/{name}")
    ids = [element["id"] for element in soup.select("[id]")]
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4")]

    assert len(ids) == len(set(ids))
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_the_first_screen_says_what_an_assessor_would_find_and_that_it_is_no_estimate(written):
    text = first_screen(page(written, "vi/un"))

    assert "Người đánh giá đọc tiếng Việt sẽ tìm thấy" in text
    assert "không phải ước tính chỉ số đó" in text
    assert "đánh giá bằng ngôn ngữ quốc gia" in text
    assert "10 nội dung gần đạt nhất" in text


def test_every_item_of_the_list_stands_once_with_who_is_in_charge(written):
    soup = page(written, "en/un")
    items = soup.select("li[id^=u-OSI2024-]")

    assert len(items) == 183
    assert all("In charge:" in item.get_text() for item in items)
    health = soup.find(id="u-OSI2024-IF-091").get_text(" ")
    assert "Ministry of Good Example" in health
    assert "2 clicks from the home page of Ministry of Good Example" in health


def test_numbers_of_the_table_are_those_of_the_groups(written):
    soup = page(written, "vi/un")
    links = soup.select(".un-sums tbody td a")

    assert len(links) > 10
    for link in links:
        group = soup.select(f"{link['href']} > li")
        assert int(link.get_text()) == len(group)


def test_the_nearest_items_say_what_to_publish_and_who(written):
    near = page(written, "en/un").select(".un-near li")

    assert len(near) == 10
    assert all(item.select_one("h3 a")["href"].startswith("#u-") for item in near)
    assert all("In charge:" in item.get_text() for item in near)


def test_hostile_text_stays_text():
    text = made(run_pages.un, Told([hostile_agency()], samples.rules(), samples.RUN))["vi/un.html"]
    soup = BeautifulSoup(text, "lxml")

    assert soup.select("script, iframe, img, [onload], [onerror], base, meta[http-equiv=refresh]") == []
    assert {link["href"].partition(":")[0] for link in soup.select("a[href*=':']")} <= {"http", "https"}
    assert "\u202e" not in text
    assert "[U+202E]" in text


def test_the_egdi_page_says_formula_inputs_and_what_a_step_would_do(written):
    text = first_screen(page(written, "vi/egdi"))

    assert "Việt Nam có chỉ số OSI 0,7081 (hạng 75) và chỉ số EGDI 0,7709 (hạng 71/193)" in text
    assert "Nếu OSI đạt 0,75 và các yếu tố khác giữ nguyên thì EGDI là 0,7849, hạng 66" in text
    assert "EGDI = (OSI + TII + HCI) / 3" in text
    assert "không phải ước tính OSI" in text


@pytest.mark.parametrize(
    ("locale", "step", "cell"), [("vi", "0,80", "0,8015 (61)"), ("en", "0.80", "0.8015 (61)")]
)
def test_without_script_the_table_has_every_step_of_every_survey(written, locale, step, cell):
    rows = page(written, f"{locale}/egdi").select(".egdi-steps tbody tr")

    assert len(rows) == 21
    (row,) = [row for row in rows if row.th.get_text() == step]
    assert [td.get_text() for td in row.select("td")][-1] == cell
    assert len(row.select("td")) == 5


def test_the_calculator_is_hidden_until_its_script_runs_and_brings_its_own_numbers(written):
    form = page(written, "en/egdi").select_one("#egdi-calc")
    data = json.loads(form["data-egdi"])

    assert form.has_attr("hidden")
    assert [year["year"] for year in data["years"]] == [2016, 2018, 2020, 2022, 2024]
    assert all(len(year["others"]) == 192 and len(year["peers"]) == 10 for year in data["years"])


def test_the_peers_table_is_what_the_un_published(written):
    table = page(written, "en/egdi").select_one(".egdi-peers")
    rows = {row.th.get_text(): [td.get_text() for td in row.select("td")] for row in table.select("tbody tr")}

    assert rows["Singapore"][-1] == "0.9831 (6) · 3"
    assert rows["Brunei Darussalam"][0] == "0.5073 (85) · 83"
    assert rows["Timor-Leste"][2] == "0.4412 (131) · 134"


def test_the_calendar_says_what_is_next_and_what_is_open(written):
    text = first_screen(page(written, "vi/calendar"))

    assert "Sắp tới, chậm nhất ngày 15/08/2018 (còn 46 ngày): Các cơ quan trả lời báo cáo này." in text
    assert "yêu cầu còn tồn tại" in text
    assert "trước ngày 01/12/2018" in text
    assert "Khoản 5 Điều 30 Nghị định số 43/2011/NĐ-CP" in text


def test_the_calendar_flags_what_is_unconfirmed_and_sets_the_past_apart(written):
    soup = page(written, "en/calendar")

    doubtful = [item for item in soup.select(".cal-list > li") if item.select_one(".cal-doubt")]
    assert doubtful
    assert all("unconfirmed" in item.get_text() for item in doubtful)
    past = soup.select(".cal-past .cal-list > li")
    assert len(past) == 5
    assert all("ago" in item.get_text() for item in past)


def test_a_calendar_on_a_survey_day_says_that_assessors_are_looking():
    given = told()
    on = replace(
        given,
        rules=replace(given.rules, day=samples.DAY.replace(year=2019, month=7)),
        run=replace(given.run, deadline=""),
    )
    text = made(run_pages.calendar, on)["en/calendar.html"]

    assert "assessors are looking at portals now, for the survey of 2020" in text
    sums = un_view(on.results, on.rules).indices[0].counted
    assert (
        f"{sums.count('not_found')}/165 items not found, {sums.count('vietnamese')} only in Vietnamese"
        in text
    )


def test_figures_without_our_country_break_their_own_page_only(tmp_path):
    given = told()
    states = {2024: {k: v for k, v in given.egdi.surveys[2024].items() if k != "VNM"}}
    without = replace(given, results=given.results[:1], egdi=replace(given.egdi, surveys=states))

    with pytest.raises(ReportError, match="has no survey") as caught:
        render_run(without, tmp_path, locales=("en",))
    assert "en/egdi.html" in {failure.name for failure in caught.value.failures}
    assert (tmp_path / "en" / "un.html").is_file()
