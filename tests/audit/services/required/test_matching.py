import time
from dataclasses import replace

import pytest

from audit.services.naming import normal_name
from audit.services.required.matching import code_key, match
from audit.services.required.model import MatchDecision, MatchedBy, MatchKind
from tests.audit.services.required.rules import COMPARER, RULES, required, service

LICENCE = service("a1", "Cấp giấy phép lái xe", "1.930001")
AGAIN = service("a2", "Cấp lại GPLX", "1.930002")
BIRTH = service("a3", "Thủ tục đăng ký khai sinh")
ALL = (LICENCE, AGAIN, BIRTH)


def said(name: str, code: str = "", service_name: str = "", **more) -> MatchDecision:
    return MatchDecision(
        **{
            "decision": "1/QĐ",
            "agency_id": "moa",
            "name": normal_name(name),
            "code": code,
            "service_name": normal_name(service_name),
            "reviewer": "Bình",
            "decided_on": "2018-05-04",
            "reason": "đã gọi hỏi",
            **more,
        }
    )


def found(name, services=ALL, decisions=(), **more):
    (one,) = match([required(name, **more)], services, decisions, COMPARER)
    return one.kind, one.by, one.service_id


def test_a_code_decides_whatever_the_name():
    assert found("Sát hạch", code="1.930002") == (MatchKind.MATCHED, MatchedBy.CODE, "a2")
    assert found("Sát hạch", code="1.930002.000.00.00.H01")[2] == "a2"


def test_without_a_code_the_name_decides():
    assert found("1. Cấp lại giấy phép lái xe") == (MatchKind.MATCHED, MatchedBy.NAME, "a2")
    assert found("Đăng ký khai sinh") == (MatchKind.MATCHED, MatchedBy.NAME, "a3")


def test_two_codes_are_two_procedures_even_of_one_name():
    kind, by, service_id = found("Cấp giấy phép lái xe", code="1.999999")

    assert (kind, by, service_id) == (MatchKind.AMBIGUOUS, MatchedBy.NOTHING, "")


def test_what_no_service_is_like_is_missing_and_says_what_came_nearest():
    (one,) = match([required("Thu hồi giấy phép lái xe")], ALL, (), COMPARER)

    assert (one.kind, one.service_id) == (MatchKind.MISSING, "")
    assert {candidate.service_id for candidate in one.candidates} == {"a1", "a2"}


def test_two_services_that_are_as_near_are_for_a_person():
    both = (service("b1", "Cấp thẻ (cấp huyện)"), service("b2", "Cấp thẻ (cấp xã)"))

    assert found("Cấp thẻ", both)[0] is MatchKind.AMBIGUOUS
    assert found("Cấp thẻ (cấp xã)", both) == (MatchKind.MATCHED, MatchedBy.NAME, "b2")


def test_the_very_name_wins_over_names_that_are_as_good():
    both = (service("b1", "Cấp thẻ"), service("b2", "Cấp mới thẻ (cấp xã)"))

    assert found("Thủ tục cấp thẻ", both) == (MatchKind.MATCHED, MatchedBy.NAME, "b1")


def test_two_services_of_the_very_name_are_for_a_person():
    both = (service("b1", "Cấp thẻ", "1.1"), service("b2", "Cấp thẻ", "1.2"))

    assert found("Cấp thẻ", both)[0] is MatchKind.AMBIGUOUS


def test_entries_of_one_list_are_one_service_each():
    asked = [required("Cấp giấy phép lái xe", year=2017), required("Cấp mới GPLX tại Việt Nam")]

    first, second = match(asked, ALL, (), COMPARER)

    assert (first.kind, first.service_id) == (MatchKind.MATCHED, "a1")
    assert (second.kind, second.candidates[0].service_id) == (MatchKind.AMBIGUOUS, "a1")
    other_list = [asked[0], replace(asked[1], decision="2/QĐ")]
    assert [m.service_id for m in match(other_list, ALL, (), COMPARER)] == ["a1", "a1"]


def test_a_service_that_a_code_took_is_not_taken_by_name():
    asked = [required("Sát hạch", code="1.930001"), required("Cấp giấy phép lái xe")]

    assert [m.kind for m in match(asked, ALL, (), COMPARER)] == [MatchKind.MATCHED, MatchKind.AMBIGUOUS]


def test_a_persons_word_stands_first():
    decisions = [said("Đăng ký khai sinh", code="1.930002")]

    assert found("Đăng ký khai sinh", decisions=decisions) == (MatchKind.MATCHED, MatchedBy.PERSON, "a2")


def test_a_person_may_name_a_service_without_a_code():
    decisions = [said("Cấp thẻ", service_name="Đăng ký khai sinh")]

    assert found("Cấp thẻ", decisions=decisions) == (MatchKind.MATCHED, MatchedBy.PERSON, "a3")


def test_a_service_that_a_person_named_and_that_is_gone_is_looked_for_again():
    decisions = [said("Cấp giấy phép lái xe", code="1.930009", service_name="Cấp giấy phép xe")]

    assert found("Cấp giấy phép lái xe", decisions=decisions) == (MatchKind.MATCHED, MatchedBy.NAME, "a1")


def test_none_stands_until_a_service_bears_the_very_name_or_code():
    none = [said("Cấp mới GPLX")]

    assert found("Cấp mới GPLX", decisions=none) == (MatchKind.MISSING, MatchedBy.PERSON, "")
    assert found("Cấp mới GPLX", (service("n", "CẤP MỚI GPLX"),), none)[2] == "n"
    assert found("Cấp mới GPLX", decisions=none, code="1.930001")[2] == "a1"


def test_a_word_about_another_list_does_not_count():
    decisions = [said("Đăng ký khai sinh", code="1.930002", decision="9/QĐ")]

    assert found("Đăng ký khai sinh", decisions=decisions)[2] == "a3"


@pytest.mark.parametrize("services", [(), (service("e", "", name_en="Driving licence"),)])
def test_without_vietnamese_names_everything_is_missing(services):
    assert found("Cấp giấy phép lái xe", services) == (MatchKind.MISSING, MatchedBy.NOTHING, "")


def test_as_many_candidates_are_shown_as_the_rules_say():
    many = [service(f"m{n}", f"Cấp giấy phép loại {n}") for n in range(20)]

    (one,) = match([required("Cấp giấy phép")], many, (), COMPARER)

    assert len(one.candidates) == RULES.limits.candidates
    assert [c.score for c in one.candidates] == sorted((c.score for c in one.candidates), reverse=True)


def test_codes_are_compared_by_their_national_part():
    assert code_key("2.001234.H05") == code_key("2.001234")
    assert code_key("BKH-123") == code_key(" bkh-123 ")
    assert code_key("1.012345") != code_key("1.012346")


def test_the_cost_of_many_names_is_bounded():
    """A fifth of 5,000 on 5,000, which has to take less than a minute."""
    deeds = ("Cấp", "Cấp lại", "Gia hạn", "Thu hồi", "Đăng ký")
    papers = ("giấy phép", "chứng chỉ", "thẻ", "giấy chứng nhận", "giấy xác nhận")
    things = [
        f"{a} {b}" for a in ("gỗ", "lúa", "sách", "phim", "tàu") for b in ("tròn", "nước", "đỏ", "mỏng", "cũ")
    ]
    places = ("ven biển", "miền núi", "hải đảo", "biên giới", "nội thành", "ngoại thành", "cảng cá", "bến xe")
    names = [f"{d} {p} {t} {w}" for d in deeds for p in papers for t in things for w in places]
    services = [service(f"s{n}", name) for n, name in enumerate(names)]
    asked = [required(f"Thủ tục {name.lower()} tại Việt Nam") for name in names[::5]]

    start = time.process_time()
    matches = match(asked, services, (), COMPARER)

    assert time.process_time() - start < 12 * 1.5  # a busy machine
    assert len(services) == 5000
    assert [m.service_id for m in matches] == [f"s{n}" for n in range(0, 5000, 5)]
