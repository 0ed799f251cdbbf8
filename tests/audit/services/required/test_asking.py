from dataclasses import replace
from datetime import date

import pytest

from audit.review.sheet import Line
from audit.services.required.asking import COLUMNS, Known, asked_keys, check_answers, rows
from audit.services.required.matching import match
from audit.services.required.model import MatchDecision
from crawler.errors import ReviewError
from tests.audit.services.required.rules import COMPARER, required, service

ASKED = required("Cấp thẻ")
SERVICES = (
    service("aaaa000000000001", "Cấp thẻ (cấp huyện)", "1.930001", url="http://dvc.a.example/1"),
    service("aaaa000000000002", "Cấp thẻ (cấp xã)", url="http://dvc.a.example/2"),
    service("aaaa000000000003", "", name_en="Card"),
)
KNOWN = Known(
    asked_keys(
        [ASKED, required("Đăng ký khai sinh", agency_id="kind:province")],
        {"moa": "ministry", "hn": "province"},
    ),
    {"moa": SERVICES},
    "20180630T000000Z",
    date(2018, 8, 1),
)
SAID = MatchDecision(
    "1/QĐ", "moa", "cấp thẻ", "1.930001", "cấp thẻ cấp huyện", "Bình", "2018-07-01", "đã gọi hỏi"
)


def line(row: int = 2, **cells: str) -> Line:
    base = {
        "decision": "1/QĐ", "agency_id": "moa", "name": "Cấp thẻ",
        "answer": "aaaa000000000001", "reviewer": "Bình", "date": "01/07/2018", "reason": "đã gọi hỏi",
    }  # fmt: skip
    return Line(row, {**base, **cells})


def asked(decisions=(), *, everything=False, required_=(ASKED,)):
    found = match(required_, SERVICES, decisions, COMPARER)
    return list(rows("moa", found, SERVICES, decisions, everything=everything))


def faults(*lines: Line) -> tuple[str, ...]:
    with pytest.raises(ReviewError) as caught:
        check_answers("f.csv", lines, KNOWN)
    return tuple(fault.removeprefix("f.csv: ") for fault in caught.value.faults)


def test_what_is_for_a_person_is_listed_with_its_candidates():
    (row,) = asked()

    assert set(row) <= set(COLUMNS)
    assert (row["decision"], row["agency_id"], row["name"], row["why"]) == (
        "1/QĐ",
        "moa",
        "Cấp thẻ",
        "ambiguous",
    )
    assert row["candidates"].splitlines() == [
        "aaaa000000000001 99 Cấp thẻ (cấp huyện) (1.930001) http://dvc.a.example/1",
        "aaaa000000000002 99 Cấp thẻ (cấp xã) http://dvc.a.example/2",
    ]


def test_what_is_clear_is_listed_on_demand_with_the_answer_that_made_it_so():
    assert asked([SAID]) == []
    (row,) = asked([SAID], everything=True)

    assert row["why"] == "matched by person"
    assert (row["answer"], row["reviewer"], row["date"]) == ("aaaa000000000001", "Bình", "2018-07-01")


def test_an_answer_whose_service_is_gone_is_not_filled_in():
    (row,) = asked([replace(SAID, code="1.999999", service_name="khác")], everything=True)

    assert row.get("answer", "") == ""


def test_what_was_listed_comes_in_as_it_was():
    (row,) = asked([SAID], everything=True)

    assert check_answers("f.csv", [Line(2, row)], KNOWN) == [SAID]


@pytest.mark.parametrize(
    "answer", ["aaaa000000000001", "AAAA000000000001", "1.930001", "1.930001.000.00.00.H01"]
)
def test_a_service_is_answered_by_id_or_code(answer):
    assert check_answers("f.csv", [line(answer=answer)], KNOWN) == [SAID]


@pytest.mark.parametrize("answer", ["none", "Không có", "KHÔNG"])
def test_none_is_an_answer(answer):
    assert check_answers("f.csv", [line(answer=answer)], KNOWN) == [replace(SAID, code="", service_name="")]


def test_rows_without_an_answer_are_passed_over():
    assert check_answers("f.csv", [line(answer="", reviewer="", date="", reason="")], KNOWN) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (line(decision="9/QĐ"), "row 2, column “name”: no list that stands asks this of this agency"),
        (line(agency_id="hn"), "row 2, column “name”: no list that stands"),
        (line(name="Thu hồi thẻ"), "row 2, column “name”: no list that stands"),
        (line(answer=""), "row 2, column “answer”: is missing: write the id of a service, its code, or none"),
        (line(answer="bbbb"), "row 2, column “answer”: no service of moa in run 20180630T000000Z has the id or code 'bbbb'"),
        (line(answer="aaaa000000000003"), "row 2, column “answer”: this service has neither code nor Vietnamese name"),
        (line(reviewer=""), "row 2, column “reviewer”: is missing"),
        (line(reason=""), "row 2, column “reason”: is missing"),
        (line(date=""), "row 2, column “date”: is missing"),
        (line(date="31/02/2018"), "row 2, column “date”: '31/02/2018' is no date"),
        (line(date="2018-08-02"), "row 2, column “date”: 02/08/2018 lies in the future"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_row_and_column(wrong, fault):
    assert faults(wrong)[0].startswith(fault)


def test_every_fault_of_every_row_is_named_and_a_question_is_answered_once():
    found = faults(line(), line(4, answer="?", reason=""), line(5, name="CẤP THẺ"))

    assert [fault.partition(": ")[0] for fault in found] == [
        "row 4, column “answer”",
        "row 4, column “reason”",
        "row 4, column “name”",
        "row 5, column “name”",
    ]


def test_what_is_asked_of_every_agency_of_a_kind_can_be_answered_for_each():
    assert ("1/QĐ", "hn", "đăng ký khai sinh") in KNOWN.required
    assert ("1/QĐ", "moa", "đăng ký khai sinh") not in KNOWN.required
