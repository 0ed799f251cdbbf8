"""The level that pages show, rung by rung, and what a button is worth."""

import pytest

from audit.facts.services.model import Action, ActionKind, FormFile, ProcedureField, Published
from audit.service_reasons import SERVICES
from audit.services.levels import STEPS
from crawler.status import FetchStatus
from tests.audit.services.service_sites import (
    EIGHT,
    HOST,
    LOGIN,
    at,
    only,
    page,
    procedure,
    row,
    rules,
    unread,
)

FORM = FormFile(f"{HOST}/mau.doc", "Mẫu 01", "vi")


def button(url: str = "", kind: ActionKind = ActionKind.APPLY) -> Action:
    return Action(kind, "Nộp hồ sơ", "vi", at(url) if url else "")


def level(*pages, points=EIGHT, records=(), **told):
    return only(page("/tt", of=procedure("Cấp thẻ A", points=points, **told)), *pages, records=records)


def test_a_service_that_is_only_named_could_not_be_told():
    service = only(page("/ds", row("Cấp thẻ A", "/tt", apply_url="/nop")))
    assert service.checked is None
    assert service.missing == ()


def test_few_points_are_level_0_and_enough_are_level_1():
    few = level(points=EIGHT[:3])
    assert (few.checked, few.steps[0].code, few.steps[0].quote) == (0, "few_points", "3")
    assert level(points=EIGHT[: rules().services.described_fields]).checked == 1
    assert few.missing == tuple(point for point in ProcedureField if point not in EIGHT[:3])


def test_a_form_to_download_makes_level_2_of_what_is_described_only():
    assert level(forms=(FORM,)).checked == 2
    assert level(points=EIGHT[:3], forms=(FORM,)).checked == 0


@pytest.mark.parametrize(
    ("told", "pages", "records", "step"),
    [
        ({"has_form": True}, (), (), "form"),
        (
            {"actions": (button("/login"),)},
            (page("/login", title="Đăng nhập", forms=(LOGIN,)),),
            (),
            "sign_in",
        ),
        ({"actions": (button("/sso"),)}, (page("/sso", title="ĐĂNG NHẬP"),), (), "sign_in"),
        ({"actions": (button("/x"),)}, (), (unread("/x", FetchStatus.UNAUTHORIZED),), "sign_in"),
        ({"actions": (button("https://dichvucong.gov.vn/p/x"),)}, (), (), "portal"),
        ({"actions": (button("http://dvc.tinh.example/nop"),)}, (), (), "portal"),
        ({"actions": (button(),)}, (), (), "script"),
        (
            {"actions": (button("/e"),)},
            (page("/e", of=procedure("Tờ khai", points=(), has_form=True)),),
            (),
            "form",
        ),
    ],
)
def test_a_way_to_file_is_level_3(told, pages, records, step):
    service = level(*pages, records=records, **told)
    assert service.checked == 3
    assert step in [each.code for each in service.steps]


@pytest.mark.parametrize(
    ("url", "pages", "records"),
    [
        ("/mat", (), (unread("/mat", FetchStatus.NOT_FOUND),)),
        ("/loi", (), (unread("/loi", FetchStatus.SERVER_ERROR),)),
        ("/tin", (page("/tin", title="Hướng dẫn nộp hồ sơ"),), ()),
        ("/tt", (), ()),
        ("https://facebook.example/x", (), ()),
    ],
)
def test_a_button_that_leads_nowhere_is_no_way(url, pages, records):
    assert level(*pages, records=records, actions=(button(url),)).checked == 1


def test_a_target_that_was_not_read_leaves_the_level_open_unless_its_like_was_read():
    left = unread("/nop?ma=1", FetchStatus.BUDGET_PAGES)
    assert level(records=(left,), actions=(button("/nop?ma=1"),)).checked is None
    read = page("/nop?ma=2", title="Đăng nhập", forms=(LOGIN,))
    assert level(read, records=(left,), actions=(button("/nop?ma=1"),)).checked == 3


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"pays_online": True, "returned_by_post": True}, 4),
        ({"is_free": True, "returned_online": True}, 4),
        ({"pays_online": True}, 3),
        ({"returned_online": True}, 3),
    ],
)
def test_level_4_needs_fee_and_result_online(told, expected):
    assert level(has_form=True, **told).checked == expected
    assert level(**told).checked == 1


def test_paying_by_a_button_counts_as_paying_online():
    pay = Action(ActionKind.PAY, "Thanh toán", url=f"{HOST}/tra")
    assert level(has_form=True, actions=(pay,), returned_online=True).checked == 4


@pytest.mark.parametrize(
    ("published", "agreeing"),
    [
        ("1", {1}),
        ("2", {2}),
        ("3", {3}),
        ("4", {4}),
        ("whole", {4}),
        ("part", {2, 3}),
        ("information", {0, 1}),
        ("", {0, 1, 2, 3, 4}),
    ],
)
def test_published_and_checked_levels_agree_by_the_customary_mapping(published, agreeing):
    agree = rules().services.agree
    assert {checked for checked in range(5) if agree(Published(published), checked)} == agreeing
    assert agree(Published(published), None)


def test_every_step_has_a_sentence():
    assert {f"step_{code}" for code in STEPS} == {name for name in SERVICES if name.startswith("step_")}


@pytest.mark.parametrize(
    "url", ["/tai-khoan/dang-nhap", "/c/portal/login", "/sso/start?service=1", "/Account/Login.aspx"]
)
def test_a_login_that_robots_may_not_read_is_known_by_its_address(url):
    assert level(records=(unread(url, FetchStatus.ROBOTS),), actions=(button(url),)).checked == 3
