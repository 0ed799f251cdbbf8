import pytest
from bs4 import BeautifulSoup

from audit.facts.services.eform import read_form
from audit.facts.services.outline import outline_of
from tests.audit.facts.services.procedures import procedure

FIELDS = "<input name=a><input name=b><textarea name=c></textarea><select name=d></select>"


def form(html):
    return read_form(outline_of(BeautifulSoup(html, "lxml")))


def test_reads_the_form_of_a_matter():
    found = form(
        f"<form><label>Họ tên người nộp hồ sơ</label>{FIELDS}<input type=file name=f><button>Nộp hồ sơ</button></form>"
    )
    assert found is not None
    assert (found.fields, found.attaches, found.is_sure) == (5, True, True)


def test_reads_a_form_within_the_form_of_the_page():
    html = f"""<form id=aspnetForm><div><input name=q><input type=submit value="Tìm kiếm"></div>
        <table><tr><td>Tờ khai<td>{FIELDS}<tr><td><input type=submit value="Gửi hồ sơ"></table></form>"""
    found = form(html)
    assert found is not None
    assert found.fields == 4


@pytest.mark.parametrize(
    "html",
    [
        f"<form>{FIELDS}<button>Tìm kiếm</button></form>",
        f"<form id=frmSearch>{FIELDS}<button>Tiếp tục</button></form>",
        f"<form><h3>Góp ý</h3>{FIELDS}<button>Gửi</button></form>",
        f"<form>{FIELDS}<button>Gửi ý kiến</button></form>",
        "<form><input name=u><input name=x><input type=password name=p><button>Tiếp tục</button></form>",
        "<form><input type=hidden name=u><input name=x><button>Gửi</button></form>",
        f"<form><legend>Đánh giá mức độ hài lòng</legend>{FIELDS}<button>Gửi</button></form>",
        f"<form>{FIELDS}</form>",
    ],
)
def test_takes_searches_logins_and_opinions_for_no_forms(html):
    assert form(html) is None


def test_reads_a_page_that_is_the_form():
    found = procedure(
        f"<h2>Nộp hồ sơ trực tuyến</h2><h3>Khai báo hóa chất nhập khẩu</h3><form>Thông tin chủ hồ sơ{FIELDS}<input type=file name=f>"
        "<button>Gửi hồ sơ</button></form>"
    )
    assert (found.name, found.has_form, found.attaches) == ("Khai báo hóa chất nhập khẩu", True, True)
