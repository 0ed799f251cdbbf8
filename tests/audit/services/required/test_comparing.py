import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.services.required.rules import COMPARER, RULES

LIMITS = RULES.limits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cấp lại giấy phép", "Cấp giấy phép"),
        ("Tiếp công dân (cấp tỉnh)", "Tiếp công dân (cấp xã)"),
        ("Cấp chứng chỉ hạng I", "Cấp chứng chỉ hạng II"),
        ("Cấp giấy phép xuất khẩu gỗ", "Cấp giấy phép nhập khẩu gỗ"),
        ("Chuyển đổi hợp tác xã thành công ty", "Chuyển đổi công ty thành hợp tác xã"),
        ("Giấy phép lao động", "Thu hồi giấy phép lao động"),
    ],
)
def test_what_tells_procedures_apart_keeps_them_apart(one, other):
    assert COMPARER.score(one, other) <= LIMITS.caps.conflict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cấp giấy phép xây dựng", "Cấp giấy phép xây dựng nhà ở riêng lẻ nông thôn mới"),
        ("Cấp, cấp lại giấy phép xây dựng", "Cấp giấy phép xây dựng"),
        ("Cấp giấy phép xây dựng", "Đăng ký giấy phép xây dựng"),
        ("Trợ cấp theo Quyết định số 62/2011/QĐ-TTg", "Trợ cấp theo Quyết định số 142/2008/QĐ-TTg"),
    ],
)
def test_words_that_one_has_alone_are_never_a_match_by_themselves(one, other):
    assert LIMITS.caps.conflict < COMPARER.score(one, other) <= LIMITS.caps.partial


def test_a_level_on_one_side_costs_a_little():
    exact = COMPARER.score("Đăng ký kết hôn (cấp xã)", "Đăng ký kết hôn (cấp xã)")

    assert exact == 100
    assert COMPARER.score("Đăng ký kết hôn", "Đăng ký kết hôn (cấp xã)") == exact - LIMITS.costs.level


def test_agreement_without_marks_costs_a_little():
    assert COMPARER.score("Dang ky ket hon", "Đăng ký kết hôn") == 100 - LIMITS.costs.marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tự công bố sản phẩm thực phẩm", "Công bố sản phẩm thực phẩm"),
        ("Cap chung chi hanh nghe duoc", "Cấp chứng chỉ hành nghề"),
        ("Cấp giấy phép bán buôn thuốc", "Cap giay phep ban buon"),
        ("Cấp phép kinh doanh khí", "Cap phep kinh doanh"),
        ("Cấp phép nuôi trồng thủy sản", "Cấp phép nuôi thủy sản"),
    ],
)
def test_words_that_look_like_others_without_marks_still_count(one, other):
    assert COMPARER.score(one, other) < LIMITS.matched


@pytest.mark.parametrize(
    "name", ["Cấp giấy phép bán le sản pham thuốc lá", "Câp giây phép bán lẻ sản phẩm thuôc lá"]
)
def test_marks_may_be_dropped_or_wrong_here_and_there(name):
    assert COMPARER.score(name, "Cấp giấy phép bán lẻ sản phẩm thuốc lá") >= LIMITS.matched


def test_light_words_cost_a_little_each_and_not_more_than_the_most():
    one = "Cấp thẻ tạm trú cho người nước ngoài"

    assert COMPARER.score(one, f"{one} tại Việt Nam") == 100 - 2 * LIMITS.costs.light
    many = f"{one} tại Việt Nam qua mạng thông tin điện tử trên toàn quốc"
    assert COMPARER.score(one, many) == 100 - LIMITS.costs.light_most


def test_a_name_that_is_cut_is_compared_as_far_as_it_goes():
    long = "Cấp giấy phép hoạt động đối với cơ sở khám bệnh thuộc thẩm quyền của Bộ Y tế"

    assert COMPARER.score("Cấp giấy phép hoạt động đối với cơ sở khám...", long) == 100 - LIMITS.costs.cut
    assert COMPARER.score("Cấp giấy phép hoạt động đối với cơ sở trợ…", long) < LIMITS.matched
    assert COMPARER.score("Cấp giấy phép…", long) == 0


def test_an_unknown_abbreviation_is_known_by_its_initials():
    score = COMPARER.score("Công bố TPBVSK nhập khẩu", "Công bố thực phẩm bảo vệ sức khỏe nhập khẩu")

    assert score >= LIMITS.matched
    assert COMPARER.score("Công bố TPBVSK nhập khẩu", "Công bố mỹ phẩm nhập khẩu") < LIMITS.matched


NAMES = st.text(alphabet="cấpđăngkýlạigiấyhạngIVA0123456789 .,()-…\u0301", max_size=60)


@given(one=NAMES, other=NAMES)
def test_any_two_texts_have_a_score_and_the_same_both_ways(one, other):
    score = COMPARER.score(one, other)

    assert 0 <= score <= 100
    assert score == COMPARER.score(other, one)


@given(name=NAMES)
def test_a_name_is_itself(name):
    assert COMPARER.score(name, name) >= LIMITS.matched - LIMITS.costs.marks
