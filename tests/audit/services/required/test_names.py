import pytest

from audit.services.required.names import NameReader
from audit.services.required.spelling import Trimmer
from tests.audit.services.required.rules import RULES

READER = NameReader(RULES.terms)
PLAIN = NameReader(RULES.terms, plain=True)


@pytest.mark.parametrize(
    ("name", "deeds"),
    [
        ("Cấp giấy phép lái xe", {"grant"}),
        ("Cấp mới giấy phép lái xe", {"grant"}),
        ("Cấp lại giấy phép lái xe", {"regrant"}),
        ("Đổi giấy phép lái xe", {"exchange"}),
        ("Cấp, cấp lại thẻ", {"grant", "regrant"}),
        ("Cấp sửa đổi, bổ sung giấy phép", {"amend"}),
        ("Xóa đăng ký thế chấp", {"deregister"}),
        ("Xoá đăng kí thế chấp", {"deregister"}),
        ("Đăng ký lại khai sinh", {"reregister"}),
        ("Trợ cấp xã hội hằng tháng", set()),
        ("Cung cấp dữ liệu đất đai", set()),
        ("Cấp giấy chứng nhận đăng ký đầu tư", {"grant"}),
        ("Chứng nhận an toàn sinh học cấp II", set()),
    ],
)
def test_deeds_are_told(name, deeds):
    assert READER.read(name).deeds == deeds


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("Tiếp công dân tại cấp xã", {"commune"}),
        ("Tiếp công dân (thực hiện tại cấp huyện)", {"district"}),
        ("Trợ cấp xã hội", set()),
        ("Cấp xã hội hóa", set()),
        ("Giải quyết tranh chấp thuộc thẩm quyền của Chủ tịch UBND cấp tỉnh", {"province"}),
        ("Cấp giấy phép thuộc thẩm quyền giải quyết của Bộ Y tế", {"central"}),
        ("Cấp giấy phép thuộc thẩm quyền của Sở Y tế", {"province"}),
        ("Cấp giấy phép (Sở Giao thông vận tải)", {"province"}),
    ],
)
def test_levels_of_administration_are_told_and_taken_out(name, levels):
    read = READER.read(name)

    assert read.levels == levels
    assert not read.content & {"tỉnh", "huyện", "sở", "bộ"}


@pytest.mark.parametrize(
    ("name", "identifiers"),
    [
        ("Cấp chứng chỉ hạng II, III", {"#ii", "#iii"}),
        ("Cấp C/O mẫu D", {"#d"}),
        ("Phiếu lý lịch tư pháp số 2", {"#2"}),
        ("Phiếu lý lịch tư pháp số 02", {"#2"}),
        ("Giấy phép lái xe hạng A1", {"#a1"}),
        ("Lưu lượng dưới 3.000 m3", {"#3000", "#m3"}),
        ("Công ty TNHH hai thành viên trở lên", {"#2"}),
        ("Giải quyết khiếu nại lần đầu", {"#1"}),
        ("Người đứng đầu cơ sở tín ngưỡng", set()),
        ("Vi phạm hành chính", set()),
    ],
)
def test_numbers_and_letters_of_classes_are_told(name, identifiers):
    assert READER.read(name).identifiers == identifiers


@pytest.mark.parametrize(
    "written",
    [
        "Cấp giấy phép hoạt động điện lực",
        "12. Thủ tục cấp Giấy phép hoạt động điện lực",
        "III. CẤP GIẤY PHÉP HOẠT ĐỘNG ĐIỆN LỰC.",
        "a) Cấp GPHĐ điện lực",
        "1.013730 - Cấp giấy phép hoạt động điện lực",
        "Cấp giấy phép hoạt động điện lực (1.013730.000.00.00.H01)",
        "Cấp giấy phép hoạt động điện lực - Mã TTHC: 1.013730",
        "[Mức độ 4] Cấp giấy phép hoạt động điện lực",
        "Cấp giấy phép hoạt động điện lực (toàn trình)",
        "Dịch vụ công trực tuyến mức độ 4: Cấp giấy phép hoạt động điện lực",
        "  Cấp   phép hoạt động điện lực\n",
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(written):
    assert READER.read(written).content == READER.read("Cấp giấy phép hoạt động điện lực").content
    assert READER.read(written).identifiers == frozenset()


def test_a_decomposed_name_is_read_as_the_same():
    assert READER.read("Ca\u0302\u0301p gia\u0302\u0301y phe\u0301p") == READER.read("Cấp giấy phép")


def test_a_name_that_begins_like_padding_keeps_its_words():
    assert "việc" in READER.read("Dịch vụ việc làm").source


def test_a_level_in_the_name_itself_is_kept():
    assert READER.read("Trường đạt chuẩn quốc gia mức độ 2").identifiers == {"#2"}


def test_what_becomes_of_what_is_told():
    one = READER.read("Chuyển đổi công ty TNHH thành công ty cổ phần")

    assert one.becomes == {"công", "ti", "cổ", "phần"}
    assert READER.read("Cấp giấy phép thành lập trường").becomes is None
    assert READER.read("Cấp giấy phép vào nội thành cho xe tải").becomes is None


def test_numbers_of_laws_are_kept_apart():
    read = READER.read("Trợ cấp một lần theo Quyết định số 62/2011/QĐ-TTg")

    assert read.law == {"62", "2011"}
    assert "#62" not in read.identifiers


def test_without_diacritics_the_same_is_told():
    read = PLAIN.read("Cap lai GCN QSDD (cap huyen)")

    assert (read.deeds, read.levels) == ({"regrant"}, {"district"})
    assert read.content == PLAIN.read("Cấp lại giấy chứng nhận quyền sử dụng đất").content


@pytest.mark.parametrize(("name", "cut"), [("Cấp giấy…", True), ("Cấp giấy ...", True), ("Cấp giấy.", False)])
def test_dots_at_the_end_tell_that_a_name_is_cut(name, cut):
    trimmer = Trimmer(RULES.terms.padding, RULES.terms.abbreviations, plain=False)

    assert trimmer.trimmed(name)[1] is cut


@pytest.mark.parametrize("name", ["", "…", "123", "(1.013730)", "Thủ tục", "🙂", "-" * 500])
def test_odd_names_do_no_harm(name):
    assert READER.read(name).deeds == frozenset()
    assert PLAIN.read(name).levels == frozenset()
