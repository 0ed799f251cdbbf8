"""Links to one report for people without an account."""

import re
import sqlite3

import pytest

from tests.reports.portal.conftest import OURS

LINK = re.compile(r"http://portal\.example(/shared/[\w-]+)")
STRONG = "một mật khẩu dài"


@pytest.fixture
def newest(portal) -> str:
    return portal.books.store.run().id


def made(portal, who: str = "webmaster", agency: str = "bo", **fields: str):
    fields = {"run": portal.books.store.run().id, "name": f"vi/{agency}.html", "days": "7", **fields}
    return portal.visitor(who).post(f"/agencies/{agency}/shares", **fields)


def link(answer) -> str:
    assert answer.status_code == 200
    return LINK.search(answer.text)[1]


def actions(portal) -> list[str]:
    return [change.action for _, change in portal.books.accounts.log.newest(20)]


def test_a_link_shows_one_report_and_its_help_to_anybody(portal, newest):
    path, nobody = link(made(portal)), portal.visitor()
    first = nobody.get(path)
    assert first.headers["location"] == f"{path}/vi/bo.html"
    report = nobody.get(first.headers["location"])

    assert report.status_code == 200
    own = portal.visitor("reader").get(f"/agencies/bo/files/{newest}/vi/bo.html")
    assert report.text == own.text
    assert report.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in report.headers["x-robots-tag"]
    assert report.headers["cache-control"] == "no-store"
    assert report.headers["content-security-policy"] == own.headers["content-security-policy"]
    assert nobody.get(f"{path}/vi/help/index.html").status_code == 200
    assert nobody.get(f"{path}/en/bo.html").status_code == 200  # the same report


@pytest.mark.parametrize(
    "name",
    [
        "vi/bo-fixes.html", "vi/cuc.html", "vi/tinh.html", "vi/index.html", "vi/bo.csv", "index.html", "../../portal.db",
        "vi/help/../tinh.html", "vi/help/%2e%2e/tinh.html", "vi/help/%2e%2e/%2e%2e/%2e%2e/portal.db", "nix/help/index.html",
    ],
)  # fmt: skip
def test_where_else_the_report_leads_is_a_dead_end(portal, name):
    answer = portal.visitor().get(f"{link(made(portal))}/{name}")

    assert answer.status_code == 404
    assert "Cơ quan Thử" not in answer.text
    if ".." not in name and "%" not in name:
        assert "Liên kết này chỉ mở một báo cáo." in answer.text


def test_no_address_of_a_report_is_another_link(portal):
    path = link(made(portal))

    assert portal.visitor().get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 404
    assert portal.visitor().get("/shared/x/vi/bo.html").status_code == 404


def test_a_link_ends_on_its_day(portal):
    path = link(made(portal, days="2"))
    portal.clock.on(days=1, hours=23)
    assert portal.visitor().get(f"{path}/vi/bo.html").status_code == 200
    portal.clock.on(hours=2)

    assert portal.visitor().get(f"{path}/vi/bo.html").status_code == 410
    assert portal.visitor().get(path).status_code == 410
    assert "vi/bo.html" not in str(portal.books.accounts.shares.of("bo", portal.clock()))


def test_a_link_is_ended_by_hand(portal):
    webmaster = portal.visitor("webmaster")
    path = link(made(portal))
    page = webmaster.get("/agencies/bo").text
    end = re.search(r'action="(/agencies/bo/shares/\w+/end)"', page)[1]

    assert portal.visitor("stranger").post(end).status_code == 404
    assert portal.visitor().get(f"{path}/vi/bo.html").status_code == 200
    assert webmaster.post(end).status_code == 303
    assert portal.visitor().get(f"{path}/vi/bo.html").status_code == 410
    assert webmaster.post(end).status_code == 404
    assert actions(portal)[:2] == ["share_ended", "share"]


def test_a_link_ends_with_the_access_of_who_made_it(portal):
    path = link(made(portal))
    user = portal.books.accounts.users.by_login("webmaster@bo.example")
    portal.books.accounts.users.disable(user.id, portal.clock())

    assert portal.visitor().get(f"{path}/vi/bo.html").status_code == 410


def test_a_password_stands_before_the_report_and_its_help(portal):
    path, nobody = link(made(portal, password=STRONG)), portal.visitor()
    for asked in (path, f"{path}/vi/bo.html", f"{path}/vi/help/index.html"):
        answer = nobody.get(asked)
        assert answer.status_code == 200
        assert 'type="password"' in answer.text
    assert nobody.post(path, password="nhầm").status_code == 403
    assert "share_failed" in actions(portal)
    opened = nobody.post(path, password=STRONG)
    assert opened.status_code == 303
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert f"path={path.lower()}" in cookie

    assert "score" in nobody.get(f"{path}/vi/bo.html").text
    assert nobody.get(f"{path}/vi/help/index.html").status_code == 200
    assert 'type="password"' in portal.visitor().get(f"{path}/vi/bo.html").text  # another browser
    assert (
        portal.visitor().post(path, {**OURS, "origin": "https://evil.example"}, password=STRONG).status_code
        == 403
    )


def test_passwords_are_not_tried_out(portal):
    path, nobody = link(made(portal, password=STRONG)), portal.visitor()
    for _ in range(6):
        nobody.post(path, password="nhầm")

    assert nobody.post(path, password=STRONG).status_code == 429
    portal.clock.on(minutes=40)
    assert nobody.post(path, password=STRONG).status_code == 303


def test_the_database_holds_nothing_that_opens_a_link(portal):
    secret = link(made(portal, password=STRONG)).rpartition("/")[2]
    with sqlite3.connect(portal.books.settings.database) as db:
        rows = str(db.execute("select * from shares").fetchall()) + str(
            db.execute("select * from changes").fetchall()
        )

    assert secret not in rows
    assert STRONG not in rows
    assert "argon2id" in rows


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"days": "0"}, 422),
        ({"days": "91"}, 422),
        ({"days": "²"}, 422),
        ({"days": ""}, 422),
        ({"name": "vi/tinh.html"}, 422),
        ({"name": "vi/bo.csv"}, 422),
        ({"name": "../../portal.db"}, 422),
        ({"run": "nix"}, 422),
        ({"password": "ngắn"}, 422),
        ({"agency": "tinh"}, 404),
        ({"who": "reader"}, 403),
        ({"who": "reviewer"}, 403),
    ],
)
def test_what_cannot_be_shared_is_not(portal, fields, status):
    assert made(portal, **fields).status_code == status
    assert portal.books.accounts.shares.of("bo", portal.clock()) == []


def test_a_provisional_run_is_shared_by_nobody(portal, newest):
    portal.books.store.set_state(newest, "provisional")

    assert made(portal, "operator").status_code == 422
