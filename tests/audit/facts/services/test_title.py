import pytest

from tests.audit.facts.services.procedures import procedure

POINTS = "<p><b>Thời hạn giải quyết</b><p>5 ngày<p><b>Cơ quan thực hiện</b><p>Sở Công Thương<p><b>Lệ phí</b><p>Không"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<h1>1.000948 - Cấp lại giấy phép</h1>", "Cấp lại giấy phép"),
        ("<h1>Cấp lại giấy phép (1.000948.000.00.00.H10)</h1>", "Cấp lại giấy phép"),
        ("<h1>Thủ tục: Cấp lại giấy phép</h1>", "Cấp lại giấy phép"),
        ("<h1>Nộp hồ sơ trực tuyến: Cấp lại giấy phép</h1>", "Cấp lại giấy phép"),
        ("<h2>3. Cấp lại giấy phép</h2>", "Cấp lại giấy phép"),
        ("<h1>Chi tiết thủ tục hành chính</h1><h2>Cấp lại giấy phép</h2>", "Cấp lại giấy phép"),
        ("<h1>Cấp lại giấy phép <span>Toàn trình</span></h1>", "Cấp lại giấy phép"),
        ("<h1>ĐĂNG KÝ KHAI SINH</h1>", "ĐĂNG KÝ KHAI SINH"),
    ],
)
def test_cleans_a_name_of_what_stands_around_it(head, name):
    assert procedure(head + POINTS).name == name


def test_prefers_what_is_labelled_as_the_name():
    assert (
        procedure(f"<h1>Dịch vụ nổi bật</h1><p>Tên thủ tục: Cấp giấy phép</p>{POINTS}").name
        == "Cấp giấy phép"
    )
