import pytest

from audit.facts.model import Field, Place
from audit.facts.page import read_page


def forms(html):
    return read_page(html.encode(), "http://a.gov.vn/lien-he").forms


def test_reads_a_contact_form():
    (form,) = forms(
        """<main><form action="/gui" method=POST role=form><label for=t>Họ tên</label><input id=t name=ten>
        <label>Email <input type=EMAIL name=mail></label><textarea name=nd placeholder="Nội dung"></textarea>
        <input type=hidden name=token><input type=submit value="Gửi góp ý"></form></main>"""
    )
    assert (form.action, form.method, form.role, form.place) == (
        "http://a.gov.vn/gui",
        "post",
        "form",
        Place.MAIN,
    )
    assert form.fields == (
        Field("text", "ten", "Họ tên"),
        Field("email", "mail", "Email"),
        Field("textarea", "nd", "Nội dung"),
    )
    assert form.buttons == ("Gửi góp ý",)


@pytest.mark.parametrize(
    "html",
    [
        '<input type="search">',
        '<div class="search-box"><input name=a><button>OK</button></div>',
        '<input id="txtTimKiem" placeholder="Tìm kiếm...">',
        '<input name="q">',
        '<div role="search"><input name=x></div>',
    ],
)
def test_a_lone_search_box_is_a_form_without_action(html):
    (form,) = forms(f"<header>{html}</header>")
    assert (form.action, form.method, form.place) == ("", "", Place.NAV)
    assert len(form.fields) == 1


@pytest.mark.parametrize(
    "html", ["<input type=checkbox name=c>", "<input name=email>", "<select><option>1</select>"]
)
def test_other_lone_inputs_are_no_forms(html):
    assert forms(html) == ()


def test_a_form_round_the_whole_page_is_cut_at_its_buttons():
    found = forms(
        """<form id="aspnetForm" action="default.aspx" method="post"><input type=hidden name=__VIEWSTATE>
        <div class="header"><div><input name="ctl00$txtSearch" title="Tìm kiếm"><input type=image alt="Tìm"></div></div>
        <div><p>Nội dung</p><table><tr><td>Họ tên:</td><td><input name="ctl00$ten"></td></tr>
        <tr><td>Ý kiến:</td><td><textarea name="ctl00$yk"></textarea></td></tr>
        <tr><td><a class="btn" href="javascript:__doPostBack('x','')">Gửi</a></td></tr></table></div></form>"""
    )
    assert [[field.label for field in form.fields] for form in found] == [
        ["Tìm kiếm"],
        ["Họ tên:", "Ý kiến:"],
    ]
    assert [form.place for form in found] == [Place.NAV, Place.MAIN]
    assert [form.buttons for form in found] == [("Tìm",), ("Gửi",)]
    assert {form.action for form in found} == {"http://a.gov.vn/default.aspx"}


def test_a_poll_shows_its_options():
    (form,) = forms(
        """<form action=/poll><p>Bạn thấy thế nào?</p><label><input type=radio name=p> Rất hài lòng</label>
        <label><input type=radio name=p> Hài lòng</label><button>Bình chọn</button></form>"""
    )
    assert [(field.kind, field.label) for field in form.fields] == [
        ("radio", "Rất hài lòng"),
        ("radio", "Hài lòng"),
    ]
    assert form.text.startswith("Bạn thấy thế nào?")


def test_a_search_box_behind_an_icon_is_hidden():
    (form,) = forms('<div style="display:none"><form action=/s><input name=q></form></div>')
    assert form.hidden
