"""Drafts of a day on which no law asks for English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.render import render_run
from reports.told import Told
from tests.reports import samples
from tests.reports.official import draft, said
from tests.reports.pages import page, words

WRITTEN = {"finished_at": "2026-11-22T02:40:00Z", "deadline": ""}


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    """The samples without the duties on English, judged as of November 2026, one of them with a hostile name."""
    rules = samples.rules()
    editions = tuple(
        edition.model_copy(
            update={"criteria": tuple(c for c in edition.criteria if c.group != "english_duty")}
        )
        for edition in rules.editions
    )
    kept = {criterion.id for edition in editions for criterion in edition.criteria}
    day = date(2026, 11, 22)
    results = [
        replace(
            result,
            audited_on=day.isoformat(),
            judgements=tuple(j for j in result.judgements if j.criterion_id in kept),
            findings=tuple(f for f in result.findings if f.criterion_id in kept),
        )
        for result in samples.all_results()
    ]
    results[1] = replace(results[1], agency_vi="Bộ <b>{{ 7*7 }}</b>\u202e")
    told = Told(results, replace(rules, editions=editions, day=day), replace(samples.RUN, **WRITTEN))
    out = tmp_path_factory.mktemp("undutied")
    render_run(told, out, formats=("html", "docx"), locales=("vi",))
    return out


@pytest.mark.parametrize("name", ["province", "thematic"])
def test_it_says_that_no_such_duty_is_known_and_rests_on_the_united_nations(drafts, name):
    text = said(draft(drafts / f"vi/{name}.docx"))
    assert "tại ngày 22/11/2026 chưa xác định được quy định pháp luật nào đang có hiệu lực" in text
    assert "Chỉ số dịch vụ công trực tuyến (OSI) 2024 của Liên hợp quốc" in text
    assert "Điều 13 Nghị định số 43/2011/NĐ-CP." not in text


def test_no_duty_is_counted_or_said_to_be_unmet(drafts):
    text = said(draft(drafts / "vi/province.docx"))
    assert "Nghĩa vụ pháp luật về tiếng Anh: đạt" not in text
    assert "Không có nghĩa vụ nào trong số các nghĩa vụ áp dụng" in text


def test_repealed_texts_are_said_to_be_repealed(drafts):
    text = said(draft(drafts / "vi/province.docx"))
    assert "đến hết 14/08/2022; đã hết hiệu lực khi lập báo cáo này" in text
    assert "(Nghị định số 43/2011/NĐ-CP đã hết hiệu lực sau ngày 14/08/2022)" in text


def test_the_tasks_on_english_are_those_of_the_united_nations(drafts):
    text = said(draft(drafts / "vi/thematic.docx"))
    assert "Sơ đồ cơ cấu tổ chức, bằng tiếng Anh (Liên hợp quốc, OSI 2024, tiêu chí số 010)" in text
    assert "Kỳ báo cáo: Quý IV và năm 2026" in text
    assert "- Văn phòng Chính phủ; - Bộ Tài chính." in text


def test_the_page_says_the_same_and_names_stay_text(drafts):
    text = words(page(drafts, "vi/thematic"))
    assert "Tại ngày 22/11/2026 chưa xác định được quy định pháp luật nào" in text
    assert "Sơ đồ cơ cấu tổ chức, bằng tiếng Anh" in text
    assert "Bộ <b>{{ 7*7 }}</b>[U+202E]" in text
    assert not [b for b in page(drafts, "vi/thematic").find_all("b") if "7*7" in b.get_text()]
