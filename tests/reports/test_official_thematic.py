from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.facts.services.model import Published
from audit.results import Verdict
from audit.services.model import Service, ServiceInventory
from audit.services.required.comparing import Comparer
from audit.services.required.model import RequiredService
from audit.services.required.reconciliation import Audited, reconcile
from audit.services.required.rules import load_match_rules
from reports.i18n import Speech
from reports.national import national_services
from reports.official.bodies import BodyLine, service_lines, task_lines
from reports.official.standing import by_kind, widest_gaps
from reports.official.tasks import task_states
from reports.official.thematic import thematic_report
from reports.render import render_run
from reports.told import Told
from tests.reports import nation, samples
from tests.reports.official import cells, draft, heads, lines, said, with_head
from tests.reports.pages import first_screen, page, words

V = Verdict
VI = Speech("vi")
GOOD, SHELL, PROVINCE, BLOCKED = (
    "Bộ Mẫu mực",
    "Bộ Vỏ bọc",
    "Ủy ban nhân dân tỉnh Thí Dụ",
    "Cơ quan Chặn truy cập",
)


def _report(told, locale="vi"):
    sectors = told.rules.lexicon.sectors
    return thematic_report(told, sectors.sectors | sectors.fields, Speech(locale))


def _sample(**more):
    return Told(samples.all_results(), samples.rules(), samples.RUN, **more)


@pytest.fixture(scope="module")
def report():
    return _report(_sample())


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    out = tmp_path_factory.mktemp("thematic")
    render_run(nation.told(), out, formats=("docx",), locales=("vi",))
    return draft(out / "vi/thematic.docx")


def test_a_common_task_is_told_as_fractions_with_the_bodies_that_have_not_done_it_named(report):
    task = report.tasks[0]
    assert task.title == "Giới thiệu, chức năng, nhiệm vụ, cơ cấu tổ chức bằng tiếng Anh"
    assert task.basis == "Điều 13 (điểm a khoản 1 Điều 10) Nghị định số 43/2011/NĐ-CP"
    assert task.told == (
        "Có 1/3 bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ và 0/1 tỉnh, thành phố trực thuộc trung ương"
        " đạt yêu cầu."
    )
    assert task.missing == (SHELL, PROVINCE)
    assert task.untold == (BLOCKED,)


def test_every_body_that_is_asked_stands_in_one_list_of_each_task():
    results = samples.all_results()
    for state in task_states(results, samples.criteria()):
        listed = [*state.done, *state.partly, *state.missing, *state.untold]
        assert (
            len(listed)
            == len({result.agency_id for result in listed})
            == sum(one.asked for one in state.fractions)
        )
        assert len(state.done) == sum(one.done for one in state.fractions)
        assert "blocked" not in {result.agency_id for result in (*state.missing, *state.partly)}


def test_without_a_duty_on_english_the_feature_of_the_united_nations_stands_in():
    kept = {
        id_: criterion for id_, criterion in samples.criteria().items() if criterion.group != "english_duty"
    }
    first = task_states(samples.all_results(), kept)[0]
    assert first.criterion.id == "OSI2024-IF-010"
    assert first.in_english
    verdicts = {
        r.agency_id: next(j for j in r.judgements if j.criterion_id == "OSI2024-IF-010").english.verdict
        for r in samples.all_results()
    }
    assert {r.agency_id for r in first.done} == {id_ for id_, verdict in verdicts.items() if verdict is V.MET}


def test_the_tasks_of_each_body_add_up_across_and_down():
    table = task_lines(by_kind(samples.all_results()), samples.criteria(), VI)
    for line in table:
        given, *split = map(int, line.counts)
        assert given == sum(split)
    bodies = [line for line in table if not line.sum]
    assert [line.no for line in bodies] == ["1", "2", "3", "4"]
    assert [line.name for line in bodies] == [GOOD, SHELL, BLOCKED, PROVINCE]
    assert [line.name for line in table if line.sum] == [
        "Bộ",
        "Cơ quan thuộc Chính phủ",
        "Tỉnh, thành phố",
        "Tất cả",
    ]
    for column in range(5):
        total = sum(int(line.counts[column]) for line in bodies)
        assert int(table[-1].counts[column]) == total
        assert sum(int(line.counts[column]) for line in table[:-1] if line.sum) == total
    blocked = next(line for line in bodies if line.name == BLOCKED)
    assert blocked.counts[1:4] == ("0", "0", "0")
    assert blocked.counts[4] == blocked.counts[0]


def test_services_are_counted_by_level_and_a_closed_portal_is_remarked(report):
    assert report.service_bodies == ()
    services = tuple(
        Service(f"{n:016x}", f"Thủ tục {n}", checked=level)
        for n, level in enumerate((4, 3, 3, 2, 1, 0, None))
    )
    good, shell, *others = samples.all_results()
    results = [
        replace(good, inventory=ServiceInventory(services)),
        replace(shell, inventory=ServiceInventory(services[:2], readable=False)),
        *others,
    ]
    table = service_lines(results, national_services(results, samples.rules()), VI)
    assert table == (
        BodyLine("", "Bộ", ("9", "2", "3", "1", "2", "1", "0")),
        BodyLine("1", GOOD, ("7", "1", "2", "1", "2", "1", "0")),
        BodyLine("2", SHELL, ("2", "1", "1", "0", "0", "0", "0"), "chưa đọc được cổng dịch vụ công"),
        BodyLine("", "Tất cả", ("9", "2", "3", "1", "2", "1", "0")),
    )


def _lists(loaded: bool):
    required = [
        RequiredService("Danh mục mẫu 01", "shell", "Cấp thẻ mẫu", Published("3"), 2017),
        RequiredService("Danh mục mẫu 01", "shell", "Đăng ký mẫu khác", Published("4"), 2018),
    ]
    service = Service("a" * 16, "Cấp thẻ mẫu", described=True, checked=3)
    return reconcile(
        required if loaded else [],
        [Audited("shell", "ministry", (), ServiceInventory((service,)))],
        (),
        day=date(2018, 6, 30),
        comparer=Comparer(load_match_rules(samples.CONFIG)),
        agrees=samples.rules().services.agrees,
    )


def test_required_services_are_told_where_lists_are_there_and_never_zero_where_not():
    told = _report(_sample(required=_lists(loaded=True)))
    assert (
        "Danh mục: Danh mục mẫu 01. Số dịch vụ phải cung cấp: 2; tìm thấy 1/2; đạt mức độ yêu cầu 1/2;"
        in (told.required[0])
    )
    shell = next(line for line in told.required_bodies if line.name == SHELL)
    assert shell.counts == ("2", "1", "1", "0", "0")
    for lists in (None, _lists(loaded=False)):
        without = _report(_sample(required=lists))
        assert without.required == (
            "Danh mục chưa được nạp nên không có kết luận về các dịch vụ phải cung cấp.",
        )
        assert without.required_bodies == ()


def test_sectors_count_the_best_that_any_body_shows_and_add_up(report):
    assert [line.name for line in report.sectors] == [
        "Giáo dục",
        "Y tế",
        "Tài chính",
        "An sinh xã hội",
        "Lao động và việc làm",
        "Môi trường",
    ]
    for line in report.sectors:
        split = (line.met, line.partly, line.local, line.not_met, line.untold)
        assert int(line.asked) == sum(map(int, split))
    only_blocked = _report(Told([samples.blocked_agency()], samples.rules(), samples.RUN))
    assert all(line.not_met == "0" for line in only_blocked.sectors)


def test_the_course_of_the_year_has_this_years_runs_only_and_compares_like_with_like():
    told = nation.told()
    runs = _report(told).runs
    assert [line.day for line in runs.lines] == ["31/03/2018", "30/06/2018"]
    assert runs.lines[0].readable == "7/8"
    assert {line.remark for line in runs.lines} == {""}
    assert runs.change.startswith("Trong 5 cơ quan đọc được ở đợt đầu năm và đợt này")
    other = {
        id_: tuple(replace(score, editions=("osi-2022@1",)) for score in scores)
        for id_, scores in told.history.items()
    }
    changed = _report(replace(told, history=other)).runs
    assert changed.change == ""
    assert [line.remark for line in changed.lines] == ["theo phiên bản khác của bộ tiêu chí", ""]


def test_the_last_quarter_is_the_years_report():
    told = _sample()
    december = replace(told, rules=replace(told.rules, day=date(2018, 12, 20)))
    assert _report(december).period == "Quý IV và năm 2018"
    assert _report(december).whole_year
    assert any("7688/VPCP-KSTT" in line for line in _report(december).mandate)


def test_what_could_not_be_told_is_kept_apart(report):
    assert [(line.name, line.why) for line in report.unread] == [(BLOCKED, "Máy chủ từ chối truy cập (403).")]
    nothing = _report(Told([samples.blocked_agency()], samples.rules(), samples.RUN))
    assert "chưa kết luận nội dung nào còn thiếu" in nothing.summary[1]
    assert nothing.gaps == ()
    missing = _report(replace(_sample(), run=replace(samples.RUN, missing=(("late", "interrupted"),))))
    assert [(line.name, line.why) for line in missing.no_result] == [("late", "interrupted")]


def test_a_run_without_a_result_has_a_report():
    empty = _report(Told([], samples.rules(), samples.RUN))
    assert empty.tasks == empty.bodies == empty.sectors == ()
    assert empty.summary[0].startswith("Đã rà soát 0 cơ quan")


def test_the_widest_gaps_are_those_that_most_bodies_have_each_once():
    results = samples.all_results()
    gaps = widest_gaps(results, samples.rules().main)
    assert [gap.missed for gap in gaps] == sorted((gap.missed for gap in gaps), reverse=True)
    roots = [gap.criterion.root or gap.criterion.id for gap in gaps]
    assert len(roots) == len(set(roots)) == 5
    for gap in gaps:
        verdicts = [j.verdict for r in results for j in r.judgements if j.criterion_id == gap.criterion.id]
        assert gap.missed == sum(v in {V.NOT_MET, V.VIETNAMESE_ONLY} for v in verdicts)
        assert gap.asked == sum(v is not V.NOT_APPLICABLE for v in verdicts)


def test_the_draft_in_word_has_the_form_of_the_real_ones(drafted):
    text = said(drafted)
    assert "Kỳ báo cáo: Quý II/2018" in text
    assert "Kính gửi: - Văn phòng Chính phủ; - Bộ Kế hoạch và Đầu tư." in text
    assert "Thực hiện nhiệm vụ được giao tại Thông báo số 82/TB-VPCP" in text
    order = ["1. Tổng hợp tình hình triển khai", "a) Kết quả thực hiện các nhiệm vụ chung", "2. Dịch vụ công"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    table = with_head(drafted, "Số nhiệm vụ được giao")
    assert heads(table)[:5] == [
        "STT",
        "Cơ quan",
        "Số nhiệm vụ được giao",
        "Số nhiệm vụ đã hoàn thành",
        "Số nhiệm vụ đang triển khai",
    ]
    rows = cells(table)
    assert [row[0] for row in rows if row[0]] == [str(n) for n in range(1, len(nation.told().results) + 1)]
    sums = [row for row in table.rows[1:] if not row.cells[0].text]
    assert all(row.cells[1].paragraphs[0].runs[0].bold for row in sums)
    assert "Chưa đạt, chưa tìm thấy tại thời điểm rà soát" in text
    assert "late: interrupted" in text
    assert text.count("./.") == 1


def test_page_and_draft_tell_the_same(drafted, nation_pages):
    text = words(page(nation_pages, "vi/thematic"))
    report = _report(nation.told())
    drafted_text = said(drafted)
    told = [
        *report.summary,
        *(task.told for task in report.tasks),
        *report.gaps,
        report.runs.change,
        *report.law,
    ]
    for sentence in told:
        assert sentence in text
        assert sentence in drafted_text
    table = page(nation_pages, "vi/thematic").select_one("table.th-bodies")
    shown = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert shown == cells(with_head(drafted, "Số nhiệm vụ được giao"))


def test_the_first_screen_says_what_to_do(nation_pages):
    text = first_screen(page(nation_pages, "vi/thematic"))
    assert "nhiệm vụ chung còn cơ quan chưa đạt" in text
    assert "Số cơ quan chưa thể kết luận: 2." in text
    assert "gửi: Văn phòng Chính phủ; Bộ Kế hoạch và Đầu tư" in text
    english = first_screen(page(nation_pages, "en/thematic"))
    assert "common tasks are not done everywhere" in english


def test_the_page_leads_to_the_draft_where_it_is_written(nation_pages, tmp_path):
    assert not page(nation_pages, "vi/thematic").select('a[href="thematic.docx"]')
    render_run(_sample(), tmp_path, formats=("html", "docx"), locales=("vi",))
    assert page(tmp_path, "vi/thematic").select('a[href="thematic.docx"]')


def test_names_of_bodies_are_data_and_stay_text(tmp_path):
    result = replace(samples.shell_ministry(), agency_vi="Bộ <b>{{ 7*7 }}</b>\u202e")
    render_run(Told([result], samples.rules(), samples.RUN), tmp_path, formats=("docx",), locales=("vi",))
    assert any("Bộ <b>{{ 7*7 }}</b>[U+202E]" in line for line in lines(draft(tmp_path / "vi/thematic.docx")))


def test_a_body_of_a_kind_that_nobody_knows_is_counted_apart():
    strange = replace(samples.good_ministry(), kind="court")
    told = Told([strange], samples.rules(), samples.RUN)
    report = _report(told)
    assert report.tasks
    assert all("1/1 cơ quan khác" in task.told or "0/1 cơ quan khác" in task.told for task in report.tasks)
