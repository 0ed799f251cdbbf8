"""Coming in and going out."""

import statistics
import time

import pyotp
import pytest

from tests.reports.portal.conftest import PASSWORD, PEOPLE

READER = PEOPLE["reader"].login


def test_who_signs_in_comes_where_they_wanted_to(portal):
    visitor = portal.visitor()

    assert (
        visitor.get("/agencies/bo?state=all").headers["location"]
        == "/login?next=%2Fagencies%2Fbo%3Fstate%3Dall"
    )
    assert (
        visitor.sign_in(READER, next="/agencies/bo?state=all").headers["location"] == "/agencies/bo?state=all"
    )
    assert visitor.get("/agencies/bo").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "evil",
    ],
)
def test_signing_in_leads_nowhere_else(portal, target):
    assert portal.visitor().sign_in(READER, next=target).headers["location"] == "/"
    assert portal.visitor("reader").get("/language/en", params={"next": target}).headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(portal):
    wrong = portal.visitor().sign_in(READER, "something else")
    unknown = portal.visitor().sign_in("nobody@bo.example", "something else")

    assert (wrong.status_code, unknown.status_code) == (403, 403)
    assert wrong.text.replace(READER, "") == unknown.text.replace("nobody@bo.example", "")


def test_an_unknown_name_takes_as_long_as_a_wrong_password(portal):
    def seconds(login: str) -> float:
        taken = []
        for n in range(4):
            portal.clock.on(hours=1)  # past every wait
            begun = time.perf_counter()
            assert portal.visitor().sign_in(login, f"something else {n}").status_code == 403
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    seconds(READER)  # warms up
    assert seconds("nobody@bo.example") > seconds(READER) / 3


def test_failed_tries_have_to_wait_and_right_ones_too_until_then(portal):
    for _ in range(5):
        assert portal.visitor().sign_in(READER, "wrong").status_code == 403

    assert portal.visitor().sign_in(READER).status_code == 429
    assert portal.visitor().sign_in(PEOPLE["webmaster"].login).status_code == 303  # nobody else waits for it
    portal.clock.on(minutes=1)
    assert portal.visitor().sign_in(READER).status_code == 303


def test_one_address_that_tries_many_names_has_to_wait(portal):
    answers = [portal.visitor().sign_in(f"n{n}@bo.example", "wrong").status_code for n in range(31)]

    assert answers == [403] * 30 + [429]


def test_a_session_is_always_a_new_one(portal):
    """What a browser brings along is never taken for a session (CWE-384)."""
    visitor = portal.visitor()
    visitor.client.cookies.set("osi", "planted", domain="portal.example")
    assert visitor.post("/login", csrf="", login=READER, password=PASSWORD).status_code == 303
    cookies = [c.value for c in visitor.client.cookies.jar if c.name == "osi" and c.value != "planted"]

    assert len(cookies) == 1
    assert len(cookies[0]) > 40


def test_the_cookie_says_nothing_and_is_for_the_browser_alone(portal):
    answer = portal.visitor().sign_in(READER)
    cookie = answer.headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "reader" not in cookie


def test_signing_out_ends_the_session_for_good(portal):
    visitor = portal.visitor("reader")
    kept = visitor.client.cookies.get("osi")
    assert visitor.post("/logout").status_code == 303

    again = portal.visitor()
    again.client.cookies.set("osi", kept)
    assert again.get("/").status_code == 303


@pytest.mark.parametrize(("by", "status"), [({"minutes": 119}, 303), ({"minutes": 121}, 303)])
def test_an_unused_session_is_over_after_two_hours(portal, by, status):
    visitor = portal.visitor("operator")
    portal.clock.on(**by)
    answer = visitor.get("/")

    assert (answer.status_code == 200) == (by["minutes"] < 120)


def test_a_used_session_is_over_after_twelve_hours(portal):
    visitor = portal.visitor("operator")
    for _ in range(11):
        portal.clock.on(hours=1)
        assert visitor.get("/").status_code == 200
    portal.clock.on(hours=1, minutes=1)

    assert visitor.get("/").status_code == 303


def test_who_is_shut_out_is_out_at_once(portal):
    visitor, users = portal.visitor("reader"), portal.books.accounts.users
    users.disable(users.by_login(READER).id, portal.clock())

    assert visitor.get("/agencies/bo").status_code == 303
    assert portal.visitor().sign_in(READER).status_code == 403


def test_an_invitation_opens_once_and_for_a_week(portal):
    users = portal.books.accounts.users
    user = users.by_login(READER)
    old, secret = (users.invite(user.id, "test", portal.clock()) for _ in range(2))
    visitor = portal.visitor()

    assert visitor.get(f"/invitation/{old}").status_code == 404  # a newer one ends it
    assert visitor.get(f"/invitation/{secret}").status_code == 200
    assert visitor.post(f"/invitation/{secret}", password="short", again="short").status_code == 422
    assert (
        visitor.post(
            f"/invitation/{secret}", password="reader of a thing", again="reader of a thing"
        ).status_code
        == 422
    )
    new = "năm con thuyền giấy"
    assert visitor.post(f"/invitation/{secret}", password=new, again="khác").status_code == 422
    assert visitor.post(f"/invitation/{secret}", password=new, again=new).status_code == 303
    assert visitor.get("/agencies/bo").status_code == 200
    assert portal.visitor().get(f"/invitation/{secret}").status_code == 404
    assert portal.visitor().sign_in(READER).status_code == 403
    assert portal.visitor().sign_in(READER, new).status_code == 303

    late = users.invite(user.id, "test", portal.clock())
    portal.clock.on(days=7, seconds=1)
    assert portal.visitor().get(f"/invitation/{late}").status_code == 404


def test_another_password_signs_other_browsers_out(portal):
    here, there = portal.visitor("reader"), portal.visitor("reader")
    new = "sáu con thuyền giấy"

    assert here.post("/account/password", now="wrong", password=new, again=new).status_code == 422
    assert here.post("/account/password", now=PASSWORD, password=new, again=new).status_code == 303
    assert here.get("/agencies/bo").status_code == 200
    assert there.get("/agencies/bo").status_code == 303
    assert portal.visitor().sign_in(READER, new).status_code == 303


def test_a_code_is_asked_for_and_opens_once(portal):
    visitor = portal.visitor("reader")
    secret = portal_secret(visitor)
    totp = pyotp.TOTP(secret)

    assert visitor.post("/account/totp", secret=secret, code="000000").status_code == 422
    assert visitor.post("/account/totp", secret=secret, code=totp.at(portal.clock())).status_code == 303
    assert portal.visitor().sign_in(READER).status_code == 403
    portal.clock.on(seconds=60)
    code = totp.at(portal.clock())
    assert portal.visitor().sign_in(READER, code=code).status_code == 303
    assert portal.visitor().sign_in(READER, code=code).status_code == 403
    assert visitor.post("/account/totp", end="1", now="wrong").status_code == 422
    assert visitor.post("/account/totp", end="1", now=PASSWORD).status_code == 303
    assert portal.visitor().sign_in(READER).status_code == 303


def portal_secret(visitor) -> str:
    return visitor.get("/account/totp").text.partition('name="secret" value="')[2].partition('"')[0]


def test_coming_in_and_failing_to_is_written_down(portal):
    portal.visitor().sign_in(READER, "wrong")
    portal.visitor().sign_in(READER)
    changes = [change for _number, change in portal.books.accounts.log.newest(2)]

    assert [(c.action, c.target or c.by) for c in changes] == [
        ("login", "Lê Văn An"),
        ("login_failed", READER),
    ]


def test_the_language_is_the_persons_the_browsers_or_the_one_chosen(portal):
    vi = portal.visitor().get("/login", headers={"accept-language": "fr, vi;q=0.5"})
    en = portal.visitor().get("/login", headers={"accept-language": "en-GB,en;q=0.9"})
    neither = portal.visitor().get("/login", headers={"accept-language": "fr"})
    chosen = portal.visitor()
    chosen.get("/language/en")

    assert '<html lang="vi">' in vi.text
    assert '<html lang="en">' in en.text
    assert '<html lang="vi">' in neither.text
    assert '<html lang="en">' in chosen.get("/login", headers={"accept-language": "vi"}).text
