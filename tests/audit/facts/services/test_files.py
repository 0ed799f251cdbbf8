import pytest

from tests.audit.facts.services.procedures import procedure

NAME = "<h1>Cấp giấy phép xây dựng</h1><dl><dt>Thời hạn<dd>5 ngày<dt>Cơ quan thực hiện<dd>Sở Xây dựng</dl>"


def forms(html):
    return [(one.text, one.language) for one in procedure(NAME + html).forms]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/f/1.doc">Mẫu đơn đề nghị</a>',
        '<a href="/LinkClick.aspx?fileticket=x">Mẫu đơn đề nghị</a>',
        '<a href="/documents/10/20/mau/uuid">Mẫu đơn đề nghị</a>',
        '<a href="/web/jsp/download_file.jsp?ma=1">Mẫu đơn đề nghị</a>',
        "<span onclick=\"downloadMaudon('1')\">Mẫu đơn đề nghị</span>",
        '<a href="/x?id=3">Mẫu đơn đề nghị (Word)</a>',
    ],
)
def test_finds_forms_by_file_and_by_handler(link):
    (form,) = forms(link)
    assert form[0].startswith("Mẫu đơn đề nghị")
    assert form[1] == "vi"


def test_names_a_form_by_its_row():
    assert forms('<table><tr><td>Tờ khai đăng ký</td><td><a href="/a.doc">Tải về</a></td></tr></table>') == [
        ("Tờ khai đăng ký Tải về", "vi")
    ]


def test_takes_any_file_where_forms_are_listed():
    assert forms('<h2>Biểu mẫu</h2><ul><li><a href="/na5.docx">NA5.docx</a></ul>')[0][0] == "NA5.docx"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/qd.pdf">Quyết định số 12/QĐ-UBND</a>',
        '<h2>Căn cứ pháp lý</h2><p><a href="/luat.doc">Luật Xây dựng</a>',
        '<h2>Mẫu kết quả</h2><p><a href="/gp.doc">Mẫu giấy phép</a>',
        '<a href="/huong-dan.pdf">Hướng dẫn sử dụng</a>',
        '<a href="/mau-don">Mẫu đơn</a>',
    ],
)
def test_takes_laws_guides_and_samples_for_no_forms(html):
    assert forms(html) == []


def test_tells_the_language_of_a_form():
    assert forms('<a href="/a.docx">Application form for a work permit.docx</a>')[0][1] == "en"
