import pytest

from audit.facts.page import read_page
from audit.facts.services.model import Published
from audit.facts.services.procedure import read_procedure
from tests.audit.facts.services.procedures import content, procedure

NATIONAL = """<h1>Cấp lại giấy phép</h1><span class=badge>Một phần</span><h2>Trình tự thực hiện</h2><p>Bước 1: nộp hồ sơ.</p>
<h2>Cơ quan thực hiện</h2><p>Sở Công Thương</p><h2>Kết quả xử lý</h2><p>Giấy phép</p>"""


def test_reads_name_code_field_body_and_level():
    found = procedure(
        """<h2>Chi tiết thủ tục hành chính</h2><table><tr><td>Tên thủ tục<td>Cấp giấy phép lao động<tr><td>Mã thủ tục<td>1.000105.000.00.00.H10
        <tr><td>Lĩnh vực<td>Việc làm<tr><td>Mức độ<td>Toàn trình<tr><td>Cơ quan thực hiện<td>Sở Nội vụ<tr><td>Lệ phí<td>Không</table>"""
    )
    assert (found.name, found.language, found.code) == ("Cấp giấy phép lao động", "vi", "1.000105")
    assert (found.field, found.body, found.level) == ("Việc làm", "Sở Nội vụ", Published.WHOLE)


def test_takes_badges_and_codes_off_a_heading():
    found = procedure(
        "<h4><span>Một phần</span> 1.000948 - Cấp lại giấy phép chế biến</h4><p>Thời hạn: 5 ngày<p>Cơ quan thực hiện: Sở Công Thương"
    )
    assert (found.name, found.code, found.level_text) == (
        "Cấp lại giấy phép chế biến",
        "1.000948",
        "Một phần",
    )


POINTS = "<p><b>Thời hạn giải quyết</b><p>5 ngày<p><b>Cơ quan thực hiện</b><p>Sở Công Thương<p><b>Lệ phí</b><p>Không"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "Cấp giấy phép bán lẻ rượu - Cổng dịch vụ công"),
        ("<div class=tieude>Cấp giấy phép bán lẻ rượu</div>", "Trang chủ"),
        ("<h1>Cổng dịch vụ công tỉnh</h1><h3>Cấp giấy phép bán lẻ rượu</h3>", "Trang chủ"),
        ("<h1>Bán lẻ rượu</h1><h2>Cấp giấy phép bán lẻ rượu</h2>", "Cấp giấy phép bán lẻ rượu"),
        ("<p><b>Cấp giấy phép bán lẻ rượu</b></p>", "Trang chủ"),
        ("<h2>Tên thủ tục: Cấp giấy phép bán lẻ rượu</h2>", "Trang chủ"),
    ],
)
def test_finds_the_name(head, title):
    assert procedure(head + POINTS, title).name == "Cấp giấy phép bán lẻ rượu"


def test_tells_the_language_of_the_text_not_of_the_label():
    found = procedure(
        """<h1>Giấy phép lao động</h1><dl><dt>Processing time<dd>Trong thời hạn 5 ngày làm việc<dt>Đối tượng<dd>Foreign workers and their employers
        <dt>Fee<dd>600.000 VND<dt>Legal basis<dd>Decree No. 152/2020/NĐ-CP of the Government on foreign workers in Việt Nam</dl>"""
    )
    assert {one.field.value: one.language for one in found.fields} == {
        "name": "vi",
        "time_limit": "vi",
        "who": "en",
        "conditions": "en",
        "legal_basis": "en",
    }


def test_tells_a_point_in_two_languages_twice():
    found = procedure(
        "<h1>Work permit</h1><p>Thời hạn: 5 ngày làm việc / 5 working days<p>Đối tượng: Người lao động nước ngoài<p>Result: Work permit"
    )
    assert [one.language for one in found.fields if one.field.value == "time_limit"] == ["vi", "en"]


def test_reads_a_summary():
    found = procedure(
        "<h1>Work permit</h1><p>Code: 2.000205 | Field: Employment</p><p>Foreign nationals who are going to work in the country need a permit.</p>"
        "<dl><dt>Processing time<dd>5 days<dt>Responsible unit<dd>Labour Division</dl>"
    )
    assert found.summary.startswith("Foreign nationals")
    assert found.summary_language == "en"


@pytest.mark.parametrize(
    "html",
    [
        # a decree prints the same words as headings
        """<h1>Nghị định số 12/2024/NĐ-CP</h1><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<p>Căn cứ Luật Tổ chức Chính phủ;<p>Điều 1. Phạm vi
        <p>Điều 5. Hồ sơ<p><b>Trình tự thực hiện</b><p>Nộp<p><b>Thành phần hồ sơ</b><p>Đơn<p><b>Thời hạn giải quyết</b><p>5 ngày""",
        # a decision announces procedures
        "<h1>Quyết định công bố thủ tục hành chính</h1><p><b>Trình tự thực hiện</b><p>Nộp<p><b>Lệ phí</b><p>Không<p><b>Thời hạn</b><p>5 ngày",
        # many procedures on one page
        "<h1>Thủ tục về đất đai</h1>"
        + "<h2>Cấp sổ</h2><p>Trình tự thực hiện: nộp đơn<p>Thời hạn: 5 ngày<p>Lệ phí: Không" * 3,
        # cards of a list
        "<h1>Dịch vụ</h1>"
        + "<div><a href=/1>Cấp phép</a><p>Mã: 1.000001<p>Lĩnh vực: Y tế<p>Cơ quan thực hiện: Sở Y tế</div>"
        * 4,
        # news
        """<h1>Sở Tư pháp cải cách thủ tục</h1><p>Ngày 12/3/2024, trình tự thực hiện được rút ngắn, thời hạn giải quyết còn 5 ngày.
        <p>Người dân nộp hồ sơ trực tuyến.""",
        # a guide for staff
        "<h1>Hướng dẫn nghiệp vụ một cửa</h1><p>Trình tự thực hiện: tiếp nhận<p>Thời hạn: 1 ngày<p>Kết quả: phiếu",
        "",
    ],
)
def test_knows_pages_of_no_procedure(html):
    assert read_procedure(content(html)) is None


def test_bears_any_markup():
    for html in (
        "<table><tr><td>Lệ phí",
        "</div><td>Trình tự thực hiện",
        "<h1></h1><dl><dt>Lệ phí",
        "<ul><li>" * 400,
    ):
        read_procedure(content(html))


def test_is_read_with_the_page():
    services = read_page(
        NATIONAL.encode(), "https://dichvucong.tinh.example/tt", "text/html; charset=utf-8"
    ).services
    assert services is not None
    assert services.procedure is not None
    assert [one.field.value for one in services.procedure.fields] == ["name", "steps", "agency", "result"]


def test_keeps_head_tabs_and_buttons_that_are_called_menus():
    html = """<body><div class=menu-left><a href=/a>Tin tức</a></div><div class=head><h1>Cấp lại giấy phép</h1></div>
        <ul class="nav nav-tabs"><li><a href="#a">Trình tự thực hiện</a><li><a href="#b">Thời hạn giải quyết</a><li><a href="#c">Lệ phí</a></ul>
        <div id=a>Bước 1: nộp hồ sơ tại Sở.</div><div id=b>5 ngày</div><div id=c>Không</div>
        <div class=sidebar><a class=btn href=/nop>Nộp hồ sơ trực tuyến</a></div>"""
    services = read_page(
        html.encode(), "https://dichvucong.tinh.example/tt", "text/html; charset=utf-8"
    ).services
    assert services is not None
    assert services.procedure is not None
    assert services.procedure.name == "Cấp lại giấy phép"
    assert [one.field.value for one in services.procedure.fields] == [
        "name",
        "steps",
        "time_limit",
        "conditions",
    ]
    assert [one.kind.value for one in services.procedure.actions] == ["apply"]
