from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit.criteria.loader import load_edition
from crawler.registry import Validity
from reports.citations import cite, in_force
from reports.i18n import Speech

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Nghị định 43/2011/NĐ-CP, Điều 13", "Decree 43/2011/NĐ-CP, Art. 13"),
        (
            "Nghị định 43/2011/NĐ-CP, Điều 13 (Điều 10 khoản 1 điểm a)",
            "Decree 43/2011/NĐ-CP, Art. 13 (Art. 10(1)(a))",
        ),
        ("Thông tư 01/2018/TT-VPCP, Điều 16 khoản 1", "Circular 01/2018/TT-VPCP, Art. 16(1)"),
        (
            "Thông báo 82/TB-VPCP ngày 16/02/2017 (sáu lĩnh vực trọng tâm); Nghị định 43/2011/NĐ-CP, Điều 12",
            "Notice 82/TB-VPCP of 16 February 2017 (six focus sectors); Decree 43/2011/NĐ-CP, Art. 12",
        ),
        ("OSI 2024 #015", "United Nations, OSI 2024, feature 015"),
        ("LOSI 2024 #212", "United Nations, LOSI 2024, feature 212"),
    ],
)
def test_english_citations_name_document_and_place(text, english):
    assert cite(text, "en") == english


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("Nghị định 43/2011/NĐ-CP, Điều 13", "Điều 13 Nghị định số 43/2011/NĐ-CP"),
        (
            "Nghị định 43/2011/NĐ-CP, Điều 10 khoản 1 điểm đ",
            "Điểm đ khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP",
        ),
        (
            "Nghị định 43/2011/NĐ-CP, Điều 13 (Điều 10 khoản 1 điểm a)",
            "Điều 13 (điểm a khoản 1 Điều 10) Nghị định số 43/2011/NĐ-CP",
        ),
        (
            "Thông tư 24/2011/TT-BTTTT, Điều 5 khoản 2, Điều 6 khoản 4 điểm g",
            "Khoản 2 Điều 5, điểm g khoản 4 Điều 6 Thông tư số 24/2011/TT-BTTTT",
        ),
        (
            "Thông tư 22/2019/TT-BTTTT, các chức năng của cổng dịch vụ công",
            "Thông tư số 22/2019/TT-BTTTT, các chức năng của cổng dịch vụ công",
        ),
        (
            "Luật Tiếp cận thông tin 104/2016/QH13, Điều 19",
            "Điều 19 Luật Tiếp cận thông tin số 104/2016/QH13",
        ),
        (
            "Thông báo 82/TB-VPCP ngày 16/02/2017; Nghị định 43/2011/NĐ-CP, Điều 12",
            "Thông báo số 82/TB-VPCP ngày 16/02/2017; Điều 12 Nghị định số 43/2011/NĐ-CP",
        ),
        ("OSI 2024 #177b", "Liên hợp quốc, OSI 2024, tiêu chí số 177b"),
    ],
)
def test_vietnamese_citations_are_those_of_documents_and_name_the_united_nations(text, vietnamese):
    assert cite(text, "vi") == vietnamese


def test_no_citation_of_the_criteria_is_left_in_vietnamese_in_an_english_report():
    for edition in (ROOT / "config" / "criteria").glob("*.yaml"):
        for criterion in load_edition(edition).criteria:
            said = cite(criterion.source.text, "en")
            assert not re.search(
                r"[ăạảắặầấậẩẫđêệềếểễôốồộổỗơớờợởỡưứừựửữ]", re.sub(r"\d+/\S+|\(đ\)", "", said)
            ), said


@pytest.mark.parametrize(
    ("valid", "vi", "en"),
    [
        (
            {"from": "2011-10-01", "until": "2022-08-14"},
            "có hiệu lực từ 01/10/2011 đến hết 14/08/2022",
            "in force from 1 October 2011 until 14 August 2022",
        ),
        ({"from": "2018"}, "có hiệu lực từ 2018", "in force since 2018"),
        ({"until": "2022-08"}, "có hiệu lực đến hết 08/2022", "in force until August 2022"),
        ({}, "", ""),
    ],
)
def test_the_time_in_force_is_said_as_far_as_it_is_known(valid, vi, en):
    dates = Validity.model_validate(valid)
    assert in_force(dates, Speech("vi")) == vi
    assert in_force(dates, Speech("en")) == en
