from __future__ import annotations

import pytest

from crawler.registry import Validity
from reports.citations import cite, in_force
from reports.i18n import Speech
from tests.reports import samples


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Nghị định 43/2011/NĐ-CP, Điều 13", "Decree 43/2011/NĐ-CP, Art. 13"),
        (
            "Nghị định 43/2011/NĐ-CP, Điều 13 (Điều 10 khoản 1 điểm a)",
            "Decree 43/2011/NĐ-CP, Art. 13 (Art. 10(1)(a))",
        ),
        ("Thông tư 01/2018/TT-VPCP, Điều 16 khoản 1", "Circular 01/2018/TT-VPCP, Art. 16(1)"),
        ("OSI 2024 #015", "United Nations, OSI 2024, feature 015"),
        ("LOSI 2024 #212", "United Nations, LOSI 2024, feature 212"),
    ],
)
def test_english_citations_name_document_and_place(text, english):
    assert cite(text, "en") == english


def test_vietnamese_citations_stay_and_name_the_united_nations():
    law = "Nghị định 43/2011/NĐ-CP, Điều 13"
    assert cite(law, "vi") == law
    assert cite("OSI 2024 #177b", "vi") == "Liên hợp quốc, OSI 2024, tiêu chí số 177b"


def test_no_citation_of_the_criteria_is_left_in_vietnamese_in_an_english_report():
    for criterion in samples.criteria().values():
        said = cite(criterion.source.text, "en")
        assert not any(
            word in said
            for word in ("Điều", "khoản", "điểm", "Nghị", "Thông tư", "Luật", "Quyết", "Công văn")
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
