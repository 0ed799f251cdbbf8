from __future__ import annotations

from dataclasses import replace

import pytest

from audit.reasons import REASONS
from audit.results import Interval, Message
from reports.i18n import Speech
from reports.sentences import brief, finding_title, verdict_sentence, what_if_sentence, width_sentence
from reports.views import agency_view
from tests.reports import samples


def _view(result):
    return agency_view(result, samples.rules())


@pytest.fixture
def vi():
    return Speech("vi", REASONS)


@pytest.mark.parametrize(
    ("advice", "short"),
    [
        ("Đăng danh mục. Ví dụ làm tốt: lọc được. Chỉ có thông tin là đạt một phần.", "Đăng danh mục."),
        ("Publish a list. Good practice: it can be filtered.", "Publish a list."),
        ("Publish a list. State the day.", "Publish a list. State the day."),
    ],
)
def test_a_brief_advice_leaves_the_example_to_the_finding(advice, short):
    assert brief(advice) == short


def test_the_verdict_names_score_and_cost(vi):
    view = _view(samples.shell_ministry())
    score = view.result.score.english
    certain = replace(view.result, score=replace(view.result.score, english=Interval(score.low, score.low)))
    view = _view(certain)
    points = vi.number(view.fixes_gain, 1)
    score = vi.number(score.low, 1)
    assert verdict_sentence(view, vi) == f"{score}/100 điểm. Ba khoảng trống lớn nhất làm mất {points} điểm."


def test_an_open_score_is_told_as_a_range(vi):
    view = _view(samples.vietnamese_province())
    score = view.result.score.english
    start = f"Từ {vi.number(score.low, 1)} đến {vi.number(score.high, 1)}/100 điểm"
    assert verdict_sentence(view, vi).startswith(start)


def test_items_for_a_person_and_items_not_reached_are_told_apart(vi):
    shell, province = _view(samples.shell_ministry()), _view(samples.vietnamese_province())
    count = shell.width.person_items
    assert f"; {count} nội dung chờ người kiểm tra. Ba" in verdict_sentence(shell, vi)
    said = verdict_sentence(province, vi)
    count = province.width.person_items
    assert (
        f"{count} nội dung chờ người kiểm tra, {province.width.unread_items} nội dung chưa tiếp cận được"
        in said
    )


def test_the_width_of_the_interval_is_explained_in_points(vi):
    shell, province = _view(samples.shell_ministry()), _view(samples.vietnamese_province())
    assert (
        f"{vi.points(shell.width.persons)} điểm chờ người kiểm tra ({shell.width.person_items} nội dung)."
        in width_sentence(shell, vi)
    )
    said = width_sentence(province, vi)
    assert f"{vi.points(province.width.persons)} điểm chờ người kiểm tra" in said
    assert f"{vi.points(province.width.unread)} điểm thuộc phần công cụ chưa tiếp cận được" in said
    certain = _view(replace(shell.result, judgements=shell.result.judgements[:5]))
    assert width_sentence(certain, vi) == ""


def test_the_fixes_say_what_the_score_would_be(vi):
    view = _view(samples.shell_ministry())
    now, then = vi.interval(view.result.score.english), vi.interval(view.after_fixes)
    assert what_if_sentence(view, vi) == f"Ba việc này: {now} → {then}"


def test_what_could_not_be_read_is_not_called_missing(vi):
    sentence = verdict_sentence(_view(samples.blocked_agency()), vi)
    assert sentence.startswith("Chưa thể kết luận")
    assert "0/100" not in sentence


@pytest.mark.parametrize(
    ("kept", "said"), [(0, "Chưa tìm thấy khoảng trống"), (1, "Riêng một"), (2, "Hai khoảng trống")]
)
def test_fewer_gaps_have_their_own_words(vi, kept, said):
    result = samples.good_ministry()
    findings = tuple(f for f in result.findings if f.gain > 0)[:kept]
    assert said in verdict_sentence(_view(replace(result, findings=findings)), vi)


def test_nothing_found_but_something_open(vi):
    result = samples.good_ministry()
    score = replace(result.score, english=Interval(80, 90))
    view = _view(replace(result, findings=(), score=score))
    sentence = verdict_sentence(view, vi)
    start = f"Từ 80 đến 90/100 điểm; {view.width.person_items} nội dung chờ người kiểm tra. "
    assert sentence == f"{start}Chưa tìm thấy khoảng trống nào làm mất điểm."


def test_a_findings_title_says_the_criterion_by_name(vi):
    view = next(v for v in _view(samples.shell_ministry()).findings if v.row)
    title = finding_title(view, vi)
    assert view.row.criterion.title.vi in title
    assert view.finding.criterion_id not in title


def test_a_findings_title_says_a_status_in_words(vi):
    view = _view(samples.shell_ministry()).findings[0]
    message = Message("fault_blocked", {"url": "https://a.example/", "status": "forbidden"})
    title = finding_title(replace(view, finding=replace(view.finding, title=message)), vi)
    assert "(máy chủ từ chối truy cập (403))" in title
