"""Votes, question boxes and logins that the template puts on every page: they say nothing of the page they stand on."""

from __future__ import annotations

import pytest

from audit.detectors.scope import Scope
from audit.facts.model import Field, Form, Place
from audit.results import Verdict
from audit.site import Role
from audit.site.forms import user_form
from tests.audit.bilingual import bilingual
from tests.audit.detectors.test_transactions import BIRTH, FORM, JUSTICE, procedure
from tests.audit.sites import HOST, page, paragraphs, site, verdict, without_dead_links

VOTE = (
    '<form action="/vote"><p>Cổng có dễ dùng không?</p>'
    + "".join(f'<label><input type="radio" name="a" value="{n}"> Mức {n}</label>' for n in range(5))
    + "<button>Biểu quyết</button></form>"
)
QUESTION = (
    '<form action="/ask"><label>Họ tên <input type="text" name="who"></label><label>Điện thoại <input type="tel" name="tel"></label>'
    '<label>Nội dung <textarea name="what"></textarea></label><button>Gửi</button></form>'
)
LOGIN = '<form action="/login"><input type="text" name="u"><input type="password" name="p"><button>Đăng nhập</button></form>'


def pages(beside: str, body: str, **more: str) -> dict[str, str]:
    """Return a Vietnamese site with a form beside the content of every page, and a page on births."""
    found = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    found = {
        k: v.replace("<footer>", '<footer><a href="/vi/ks/">Đăng ký khai sinh</a>') for k, v in found.items()
    }
    found["/vi/ks/"] = page("vi", "Đăng ký khai sinh", body)
    found |= more
    return without_dead_links(
        {k: v.replace("</main>", f"<div>{beside}</div></main>") for k, v in found.items()}
    )


@pytest.mark.parametrize("beside", [VOTE, QUESTION])
def test_a_form_of_the_template_files_no_service(beside):
    view = site(pages(beside, procedure("vi")), **JUSTICE)
    side = verdict(view, BIRTH).local
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "application_some")
    assert not view.page(f"{HOST}/vi/ks/").is_any(Role.FORM)


def test_a_form_of_its_own_beside_the_template_s_files_it():
    view = site(pages(QUESTION, procedure("vi", FORM)), **JUSTICE)
    side = verdict(view, BIRTH).local
    assert side.verdict is Verdict.MET
    assert "Nộp hồ sơ" in side.evidence[0].quote
    assert view.page(f"{HOST}/vi/ks/").is_any(Role.FORM)


@pytest.mark.parametrize(("beside", "met"), [("", True), (LOGIN, False)])
def test_a_button_to_a_page_with_the_login_of_every_page_leads_to_no_login(beside, met):
    button = '<p><a href="/vi/nop/">Nộp hồ sơ trực tuyến</a></p>'
    leads_to = page("vi", "Thông tin", paragraphs("vi") + ("" if beside else LOGIN))
    view = site(pages(beside, procedure("vi", button), **{"/vi/nop/": leads_to}), **JUSTICE)
    assert (verdict(view, BIRTH).local.verdict is Verdict.MET) is met


@pytest.mark.parametrize(("where", "met"), [("first", False), ("second", True)])
def test_a_form_belongs_to_the_section_it_stands_in(where, met):
    section = {"first": "", "second": ""} | {where: FORM}
    apart = f"<h2>Cấp phép khai thác</h2><p>{'Hồ sơ gồm đơn và bản vẽ. ' * 8}</p>{section['first']}"
    births = f"<h2>Khai sinh cho trẻ</h2>{paragraphs('vi', 2)}{section['second']}"
    view = site(pages("", f"{paragraphs('vi', 1)}{apart}{births}"), **JUSTICE)
    landing = view.page(f"{HOST}/vi/ks/")
    assert bool(Scope(view, landing, "Khai sinh cho trẻ").own_forms) is met
    assert bool(Scope(view, landing, "Cấp phép khai thác").own_forms) is not met
    assert len(Scope(view, landing).own_forms) == 1


@pytest.mark.parametrize(
    ("kinds", "asks"),
    [
        ([("radio", "a")] * 5, False),
        ([("checkbox", "topic")] * 5 + [("email", "mail")], False),
        ([("radio", "a"), ("radio", "b"), ("radio", "c")], True),
        ([("text", "a"), ("text", "b"), ("select", "c")], True),
        ([("textarea", "a")], True),
        ([("text", "a"), ("password", "b"), ("file", "c")], False),
    ],
)
def test_choices_of_one_question_are_one_thing_asked(kinds, asks):
    fields = tuple(Field(kind, name, "") for kind, name in kinds)
    form = Form("/a", "post", Place.MAIN, fields, ("Gửi",))
    assert user_form(form) is asks


def test_on_a_site_of_two_pages_nothing_is_the_template_s():
    two = {k: v for k, v in pages(QUESTION, procedure("vi")).items() if k in {"/vi/", "/vi/ks/"}}
    view = site(without_dead_links(two))
    assert len(view.pages) == 2
    assert all(p.is_any(Role.FORM) for p in view.pages)


@pytest.mark.parametrize(
    ("fields", "buttons", "asks"),
    [
        ((("text", "so"), ("text", "ten"), ("select", "loai")), ("Tìm kiếm",), False),
        ((("text", "q"), ("date", "from"), ("date", "to")), ("Search", "Filter by year"), False),
        ((("text", "a"), ("text", "b"), ("email", "c")), ("Find my polling place",), True),
        ((("text", "a"), ("text", "b"), ("select", "c")), ("Tìm", "Gửi"), True),
        ((("checkbox", "m1"), ("checkbox", "m2"), ("checkbox", "m3")), (), False),
        ((("checkbox", "m1"), ("checkbox", "m2"), ("checkbox", "m3")), ("Gửi",), True),
    ],
)
def test_filters_and_boxes_that_open_menus_ask_for_nothing(fields, buttons, asks):
    found = tuple(Field(kind, name, "") for kind, name in fields)
    assert user_form(Form("/a", "get", Place.MAIN, found, buttons)) is asks
