from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from dataclasses import replace

import pytest

from audit.reasons import REASONS
from audit.results import Message
from crawler.errors import UsageError
from reports.environment import STATIC, environment, script, style
from reports.i18n import Speech
from reports.overview import overview_view
from reports.render import ReportError, render_run
from reports.sentences import brief
from reports.told import Told
from tests.reports import samples
from tests.reports.hostile import hostile_agency
from tests.reports.pages import first_screen, page, strange, words

NAMES = [
    f"{locale}/{name}"
    for locale in ("vi", "en")
    for name in ("good", "shell", "province", "blocked", "index")
]
ALL = [*NAMES, "index"]


def _render(out, results=None, **options):
    return render_run(Told(results or samples.all_results(), samples.rules(), samples.RUN), out, **options)


def test_every_report_is_written_and_named(tmp_path):
    written = _render(tmp_path)
    assert {f"{n}.html" for n in ALL} <= {p.relative_to(tmp_path).as_posix() for p in written}
    assert written[0] == tmp_path / "index.html"


def test_the_same_results_give_the_same_bytes(tmp_path):
    _render(tmp_path / "a")
    _render(tmp_path / "b")
    for name in ALL:
        assert (tmp_path / "a" / f"{name}.html").read_bytes() == (
            tmp_path / "b" / f"{name}.html"
        ).read_bytes()


@pytest.mark.parametrize("name", ALL)
def test_a_report_is_complete_in_itself(rendered, name):
    soup = page(rendered, name)
    text = (rendered / f"{name}.html").read_text(encoding="utf-8")
    assert strange(soup) == []
    assert [link["href"] for link in soup.find_all("link")] == ["data:,"]
    assert not [
        tag for tag in soup.find_all() for attr in tag.attrs if attr.startswith("on") or attr == "style"
    ]
    assert "@import" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatch"}
    assert len(text.encode()) < 2_000_000


@pytest.mark.parametrize("name", ALL)
def test_the_policy_allows_our_style_sheet_and_nothing_else(rendered, name):
    policy = page(rendered, name).find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    ours = f" script-src {script('matrix.js').source};" if name.endswith("/index") else ""
    assert policy.startswith(f"default-src 'none'; style-src {style().source};{ours} img-src data:")
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ALL)
def test_the_basics_of_sound_html(rendered, name):
    soup = page(rendered, name)
    assert soup.html["lang"] == (name.split("/")[0] if "/" in name else "vi")
    assert soup.title.string.strip()
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in soup.find_all("a", href=True) if a["href"].startswith("#")}
    assert targets <= set(ids)
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(th.get("scope") for th in soup.find_all("th"))
    for svg in soup.find_all("svg"):
        assert svg.get("aria-hidden") == "true" or (svg["role"] == "img" and svg.title and svg.desc)
    for label in soup.find_all(attrs={"aria-labelledby": True}):
        assert set(label["aria-labelledby"].split()) <= set(ids)
    assert all(region.get("tabindex") == "0" and region["aria-label"] for region in soup.select("div.scroll"))


@pytest.mark.parametrize("name", ALL)
def test_links_between_reports_lead_to_files(rendered, name):
    path = rendered / f"{name}.html"
    local = [a["href"] for a in page(rendered, name).find_all("a", href=True) if ":" not in a["href"]]
    files = {href for href in local if not href.startswith("#")}
    assert files
    for href in files:
        assert (path.parent / href).resolve().is_file(), href


def test_the_first_screen_says_verdict_fixes_dates_and_coverage(rendered):
    result = samples.shell_ministry()
    text = first_screen(page(rendered, "vi/shell"))
    assert "Ba khoảng trống lớn nhất làm mất" in text
    assert "Ba việc nên làm trước" in text
    for finding in [f for f in result.findings if f.gain][:3]:
        criterion = samples.criteria()[finding.criterion_id]
        assert criterion.title.vi in text
        assert brief(criterion.advice.vi) in text
    assert "30/06/2018" in text
    assert "15/08/2018" in page(rendered, "vi/shell").select_one("header.masthead .ag-deadline").get_text()
    assert "đã đọc 450/1.342 địa chỉ" in text
    assert "Nghĩa vụ pháp luật về tiếng Anh có hiệu lực tại ngày 30/06/2018 và chưa đạt" in text


def test_both_languages_tell_the_same_numbers(rendered):
    score = samples.shell_ministry().score
    assert f"{score.english.low:.1f}" in first_screen(page(rendered, "en/shell"))
    assert f"{score.english.low:.1f}".replace(".", ",") in first_screen(page(rendered, "vi/shell"))
    assert "30 June 2018" in first_screen(page(rendered, "en/shell"))


def test_a_blocked_agency_is_told_to_let_the_crawler_in_and_not_called_failing(rendered):
    soup = page(rendered, "vi/blocked")
    text = first_screen(soup)
    assert "Chưa thể kết luận" in text
    assert "cho phép công cụ rà soát truy cập" in text
    assert "Máy chủ từ chối truy cập (403)" in text
    assert not soup.select(".badge.not")
    assert "Chưa đạt" not in {cell.get_text(strip=True) for cell in soup.select(".annex-table td")}
    assert samples.RUN.user_agent in words(soup)


def test_an_agency_built_by_script_is_told_its_cause_not_that_it_is_blocked(tmp_path):
    result = samples.blocked_agency()
    cause = replace(
        samples.shell_ministry().findings[0],
        kind="needs_script",
        title=Message("fault_needs_script", {"count": 14}),
    )
    portals = tuple(replace(portal, status="ok") for portal in result.portals)
    _render(tmp_path, [replace(result, findings=(cause,), portals=portals)])
    text = first_screen(page(tmp_path, "en/blocked"))
    assert "First make the portal readable." in text
    assert "14 pages are built by script" in text
    assert "Let the server send the text of the page" in text
    assert "let the crawler in" not in text.lower()


def test_portal_wide_causes_are_named_on_the_first_screen(rendered):
    assert "Chỉ có vỏ tiếng Anh: 27 trang" in first_screen(page(rendered, "vi/shell"))


def test_every_criterion_is_shown_with_its_verdict_in_words(rendered):
    soup = page(rendered, "en/province")
    for judgement in samples.vietnamese_province().judgements:
        item = soup.find(id=f"c-{judgement.criterion_id}")
        if judgement.verdict == "not_applicable":
            assert item is None
            assert judgement.criterion_id in soup.select_one("#criteria").find_parent("section").get_text()
        else:
            assert item.select_one(".badge").get_text(strip=True)[1:].strip()


def test_evidence_has_quote_language_clicks_time_and_record(rendered):
    item = page(rendered, "vi/good").select_one("#c-OSI2024-TEC-008 .evidence li")
    text = " ".join(item.get_text(" ").split())
    assert "The Ministry performs the State management" in text
    assert "Tiếng Anh, ở nội dung chính" in text
    assert "cách trang chủ 2 lần bấm chuột" in text
    assert "đọc ngày 30/06/2018 09:14" in text
    assert "crawl-00000.warc.gz:18344" in text
    assert item.select_one("a")["href"] == "https://good.gov.example/en/gioi-thieu"
    assert item.select_one("q")["lang"] == "en"


def test_the_score_can_be_worked_out_from_the_printed_table(rendered):
    soup = page(rendered, "en/province")
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all("td")]
        for row in soup.select("table.sums tbody tr")
    ]
    low = high = 0.0
    for _chart, won, open_, possible, _en, _vi, weight, _part in rows:
        low += float(won) / float(possible) * float(weight)
        high += (float(won) + float(open_)) / float(possible) * float(weight)
    score = samples.vietnamese_province().score.english
    assert low == pytest.approx(score.low, abs=0.2)
    assert high == pytest.approx(score.high, abs=0.2)


def test_the_annex_has_the_columns_officials_know(rendered):
    table = page(rendered, "vi/province").select_one("table.annex-table")
    assert [th.get_text(" ", strip=True) for th in table.select("thead th")] == [
        "TT",
        "Nội dung yêu cầu",
        "Căn cứ",
        "Kết quả",
        "Minh chứng (địa chỉ trang, ngày truy cập)",
        "Đơn vị chủ trì",
        "Thời hạn",
        "Ghi chú",
    ]
    results = {row.find_all("td")[2].get_text(strip=True) for row in table.select("tbody tr")}
    assert results <= {"Đạt", "Đạt một phần", "Chưa đạt", "Không xác định"}
    assert {"Chưa đạt", "Không xác định"} <= results


def test_the_coverage_statement_adds_up_in_the_report(rendered):
    text = words(page(rendered, "vi/good"))
    assert (
        "1.342 địa chỉ tìm thấy = 450 đã đọc + 860 bỏ qua theo quy tắc của công cụ + 20 lỗi + 12 chưa đọc tới."
        in text
    )


@pytest.mark.parametrize(
    ("name", "said"), [("vi", "không phải là ước tính"), ("en", "not an estimate of it")]
)
def test_the_score_is_said_to_be_aligned_and_no_estimate(rendered, name, said):
    assert said in words(page(rendered, f"{name}/good"))
    assert said in words(page(rendered, f"{name}/index"))


def test_the_overview_has_every_agency_and_criterion_as_text(rendered):
    soup = page(rendered, "vi/index")
    (table,) = soup.select("table.mx")
    assert [a.get_text() for a in table.select("thead th a")] == [
        "Bộ Mẫu mực",
        "Bộ Vỏ bọc",
        "? Cơ quan Chặn truy cập",
        "~ Ủy ban nhân dân tỉnh Thí Dụ",
    ]
    share, cell = soup.select("tr#m-OSI2024-TEC-074 td")[:2]
    assert share.get_text(strip=True) == "100"
    assert cell.get_text(" ", strip=True) == "Đ Đạt"
    asked = {
        j.criterion_id for r in samples.all_results() for j in r.judgements if j.verdict != "not_applicable"
    }
    assert {row["id"].removeprefix("m-") for row in table.select("tbody tr[id]")} == asked
    assert "Không đọc được: 1/4" in words(soup)
    view = overview_view(Told(samples.all_results(), samples.rules(), samples.RUN))
    assert f"bằng tiếng Việt là {Speech('vi').points(view.scores.local)}" in first_screen(soup)


def test_a_matrix_too_wide_for_paper_says_so_and_names_the_export(tmp_path):
    wide = [replace(samples.good_ministry(), agency_id=f"a{number}") for number in range(21)]
    _render(tmp_path, wide, locales=("vi",))
    section = page(tmp_path, "vi/index").select_one("#matrix").find_parent("section")
    assert "screen-only" in section["class"]
    assert "tệp CSV" in section.select_one(".print-only").get_text()


def test_a_failing_agency_does_not_stop_the_others(tmp_path):
    broken = replace(samples.good_ministry(), agency_id="broken", judgements=(None,))
    outside = replace(samples.good_ministry(), agency_id="../outside")
    with pytest.raises(ReportError) as caught:
        _render(tmp_path, [broken, outside, samples.shell_ministry()])
    names = {failure.name for failure in caught.value.failures}
    assert {f"{locale}/{name}.html" for locale in ("vi", "en") for name in ("broken", "../outside")} <= names
    assert "AttributeError" in str(caught.value)
    assert (tmp_path / "vi" / "shell.html").is_file()
    assert tmp_path / "en" / "shell.html" in caught.value.written
    assert not (tmp_path / "outside.html").exists()


def test_one_language_alone_can_be_asked_for(tmp_path):
    written = _render(tmp_path, [samples.good_ministry()], locales=("en",))
    names = {p.relative_to(tmp_path).as_posix() for p in written}
    assert {"index.html", "en/index.html", "en/good.html", "en/help/index.html"} <= names
    assert all(name == "index.html" or name.startswith("en/") for name in names)


def test_an_unknown_language_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UsageError, match="'xx'"):
        _render(tmp_path / "new", locales=("vi", "xx"))
    assert not (tmp_path / "new").exists()


def test_an_unknown_format_or_folder_of_templates_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UsageError, match="'odt'; there are html"):
        _render(tmp_path / "new", formats=("html", "odt"))
    with pytest.raises(UsageError, match="no such folder of templates"):
        _render(tmp_path / "new", templates=tmp_path / "none")
    assert not (tmp_path / "new").exists()


def test_templates_of_ones_own_stand_in_place_of_ours(tmp_path):
    own = tmp_path / "own"
    (own / "agency").mkdir(parents=True)
    (own / "agency" / "first.html").write_text("<p>Bộ của tôi: {{ view.result.agency_vi }}</p>", "utf-8")
    _render(tmp_path / "out", [samples.good_ministry()], locales=("vi",), templates=own)
    assert "<p>Bộ của tôi: " in (tmp_path / "out/vi/good.html").read_text("utf-8")


def test_a_page_that_names_a_script_lets_that_one_run_and_no_other(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    page_of = '{% extends "base.html" %}{% set script = script_of("report.css") %}'
    (own / "agency.html").write_text(page_of, "utf-8")
    _render(tmp_path / "out", [samples.good_ministry()], locales=("vi",), templates=own)
    text = (tmp_path / "out/vi/good.html").read_text("utf-8")
    ours = (STATIC / "report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(ours.encode()).digest()).decode()
    assert f"<script>{ours}</script>" in text
    assert f"script-src 'sha256-{digest}';" in html.unescape(text)
    assert "script-src" not in (tmp_path / "out/index.html").read_text("utf-8")


def test_a_template_with_a_fault_names_its_place_and_the_others_are_written(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "agency.html").write_text("<p>\n{% if %}", "utf-8")
    with pytest.raises(ReportError) as caught:
        _render(tmp_path / "out", [samples.good_ministry()], locales=("vi",), templates=own)
    assert f"vi/good.html: {own}/agency.html, line 2: " in str(caught.value)
    assert (tmp_path / "out/vi/index.html").is_file()


def test_an_empty_run_has_an_overview(tmp_path):
    render_run(Told([], samples.rules(), replace(samples.RUN, missing=(("moh", "no portal"),))), tmp_path)
    text = words(page(tmp_path, "vi/index"))
    assert "Không đọc được cổng thông tin của cơ quan nào" in text
    assert "moh" in text


def test_a_provisional_run_says_so_first(tmp_path):
    run = replace(samples.RUN, provisional="reach fell by 40 %")
    render_run(Told([samples.good_ministry()], samples.rules(), run), tmp_path)
    assert "Đợt rà soát tạm thời: reach fell by 40 %" in first_screen(page(tmp_path, "vi/good"))
    assert "reach fell by 40 %" in first_screen(page(tmp_path, "en/index"))


def test_hostile_text_stays_text(tmp_path):
    _render(tmp_path, [hostile_agency()])
    for name in ("vi/hostile", "en/hostile", "vi/index", "en/index"):
        soup = page(tmp_path, name)
        text = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        assert strange(soup) == []
        assert len(soup.find_all("meta", attrs={"http-equiv": True})) == 1
        assert not [t for t in soup.find_all() for attr in t.attrs if attr.startswith("on")]
        schemes = {a["href"].partition(":")[0] for a in soup.find_all("a", href=True) if ":" in a["href"]}
        assert schemes <= {"http", "https"}
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07]", text)
    body = words(page(tmp_path, "vi/hostile"))
    assert "{{ 7*7 }}" in body
    assert "[U+202E]gnihtemos" in body
    assert "<script>document.title='owned'</script>" in body


def test_templates_are_strict_and_escape(tmp_path):
    env = environment("vi", REASONS)
    assert env.autoescape is True
    assert env.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    with pytest.raises(Exception, match="'missing' is undefined"):
        env.from_string("{{ missing }}").render()
