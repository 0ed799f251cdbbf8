"""Coming in through a provider of OpenID Connect: who is let in, the way there and back, and doing without passwords."""

# ruff: noqa: F811 - fixtures are asked for by their names
from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")


from reports.portal.access import Role
from reports.portal.accounts.departures import MOST_AWAY
from reports.portal.accounts.users import Newcomer
from tests.reports.portal.coming_in import (  # noqa: F401 - fixtures
    READER,
    _impatient,
    _shared,
    back,
    kept,
    last,
    leave,
    make,
    onwards,
    portal,
    provider,
    refused,
    sign_in,
)
from tests.reports.portal.conftest import BASE, OURS, PEOPLE

# ---------- who is let in ----------


def test_who_has_access_comes_in_and_where_they_wanted_to(portal, provider):
    visitor = portal.visitor()
    page = leave(visitor, "/agencies/bo?state=all")
    asked = parse_qs(urlsplit(onwards(page)).query)
    answer = visitor.get(back(onwards(page)))

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email"]
    assert asked["redirect_uri"] == [f"{BASE}/login/oidc/callback"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/agencies/bo?state=all")
    assert visitor.get("/agencies/bo").status_code == 200
    assert "osi-oidc" not in visitor.client.cookies
    assert [(c.action, c.by, c.detail) for c in last(portal, 2)] == [
        ("login", "Lê Văn An", "oidc"),
        ("oidc_link", "Lê Văn An", f"{provider.issuer} s-1"),
    ]


def test_the_client_says_who_it_is_as_the_provider_wants(portal, provider):
    provider.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert sign_in(portal.visitor()).status_code == 303
    provider.document = {}
    portal.clock.on(minutes=61)
    assert sign_in(portal.visitor()).status_code == 303


def test_a_client_with_another_secret_lets_nobody_in(make, provider):
    portal = make()
    object.__setattr__(portal.books.settings, "client_secret", "another")

    refused(portal, sign_in(portal.visitor()), "invalid_client")


def test_the_cookie_of_the_way_is_for_the_browser_alone(portal):
    cookie = leave(portal.visitor()).headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_after_the_first_time_the_address_does_not_matter(portal, provider):
    """Issuer and subject name a person for good; an address may be given to somebody else (OpenID Connect Core 1.0 §5.7)."""
    assert sign_in(portal.visitor()).status_code == 303
    provider.person = {"sub": "s-1", "email": PEOPLE["operator"].login, "email_verified": True}
    visitor = portal.visitor()
    assert sign_in(visitor).status_code == 303
    assert "Lê Văn An" in visitor.get("/account").text

    provider.person = {"sub": "s-2", "email": READER, "email_verified": True}
    refused(portal, sign_in(portal.visitor()), "linked with somebody else")

    users = portal.books.accounts.users
    portal.books.accounts.identities.unlink(users.by_login(READER).id)
    assert visitor.get("/agencies/bo").status_code == 303  # and out
    assert sign_in(portal.visitor()).status_code == 303


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@bo.example", "email_verified": True},
        {"email": READER, "email_verified": False},
        {"email": READER, "email_verified": "true"},
        {"email": READER},
        {"email": [READER], "email_verified": True},
        {"email_verified": True},
        {"email": "\u212aeeper@bo.example", "email_verified": True},  # in lower case, KELVIN SIGN is a k
    ],
)
def test_nobody_else_is_let_in_and_nobody_is_made_a_user(make, provider, person):
    portal = make()
    portal.books.accounts.users.add(Newcomer("keeper@bo.example", Role.READER, "bo"), portal.clock())
    before = [user.login for user in portal.books.accounts.users.all()]
    provider.person = {"sub": "s-9", **person}
    answer = sign_in(portal.visitor())

    assert "You have no access with that account" in refused(portal, answer, "s-9", "oidc_nobody")
    assert [user.login for user in portal.books.accounts.users.all()] == before
    assert portal.books.accounts.identities.find(provider.issuer, "s-9") is None


def test_who_was_shut_out_stays_out_and_is_told_as_others_are(make, provider):
    portal = make()
    users = portal.books.accounts.users
    assert sign_in(portal.visitor()).status_code == 303
    users.disable(users.by_login(READER).id, portal.clock())
    linked = sign_in(portal.visitor())
    refused(portal, linked, "shut out")
    provider.person = {"sub": "s-9", "email": "nobody@bo.example", "email_verified": True}

    assert sign_in(portal.visitor()).headers["location"] == linked.headers["location"]


def test_who_never_took_an_invitation_up_comes_in_and_keeps_their_role(make, provider):
    portal = make()
    users = portal.books.accounts.users
    users.add(Newcomer("New@Bo.example", Role.READER, "bo", "Người mới"), portal.clock())
    provider.person = {"sub": "s-3", "email": "new@bo.example", "email_verified": True, "role": "operator"}
    visitor = portal.visitor()

    assert sign_in(visitor).status_code == 303
    assert visitor.get("/agencies/bo").status_code == 200
    assert visitor.get("/nation").status_code == 403
    assert visitor.get("/agencies/tinh").status_code == 404
    assert users.by_login("new@bo.example").role == Role.READER
    assert portal.visitor().sign_in("new@bo.example", "").status_code == 403  # an empty password is none


def test_the_address_may_be_said_at_the_userinfo_endpoint(portal, provider):
    provider.userinfo = {"sub": "s-1", "email": READER, "email_verified": True}
    assert sign_in(portal.visitor()).status_code == 303
    provider.person, provider.userinfo = (
        {"sub": "s-2"},
        {"sub": "s-1", "email": READER, "email_verified": True},
    )

    refused(portal, sign_in(portal.visitor()), "somebody else")


def test_a_session_is_a_new_one_and_ends_the_one_before(portal, provider):
    """Whatever the browser brought along is never taken for a session (CWE-384)."""
    visitor = portal.visitor("operator")
    kept = visitor.client.cookies.get("osi")
    page = visitor.post("/login/oidc", next="/")
    assert visitor.get(back(onwards(page))).status_code == 303
    now = [c.value for c in visitor.client.cookies.jar if c.name == "osi"][-1]

    assert now != kept
    again = portal.visitor()
    again.client.cookies.set("osi", kept)
    assert again.get("/").status_code == 303


def test_signing_out_ends_our_session_and_says_that_theirs_goes_on(portal):
    visitor = portal.visitor()
    sign_in(visitor)
    visitor.client.cookies.set("lang", "en")
    answer = visitor.post("/logout")

    assert visitor.get("/agencies/bo").status_code == 303
    assert "you may still be signed in" in visitor.get(answer.headers["location"]).text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"])
def test_coming_back_leads_nowhere_else(portal, target):
    assert sign_in(portal.visitor(), target).headers["location"] == "/"


def test_the_page_says_it_in_both_languages(portal):
    visitor = portal.visitor()
    pages = {code: visitor.get("/login", headers={"accept-language": code}).text for code in ("vi", "en")}

    assert "Đăng nhập bằng cổng đăng nhập thử" in pages["vi"]
    assert "Sign in with the trial sign-in" in pages["en"]


# ---------- the way there and back ----------


def test_the_button_counts_only_on_our_page(portal):
    for headers in ({}, {**OURS, "origin": "https://evil.example"}, {**OURS, "sec-fetch-site": "cross-site"}):
        assert portal.visitor().post("/login/oidc", headers=headers, next="/").status_code == 403
    assert portal.visitor().get("/login/oidc").status_code == 405


def test_a_way_that_another_browser_began_ends_nowhere(portal):
    """Else somebody could be signed in as another one, by a link (CWE-352)."""
    attacker, victim = portal.visitor(), portal.visitor()
    path = back(onwards(leave(attacker)))

    refused(portal, victim.get(path), "no such departure")
    leave(victim)
    refused(portal, victim.get(path), "no such departure")  # with a cookie of its own, too
    refused(portal, attacker.get(path), "no such departure")  # it was used up


def test_a_way_back_is_gone_once(portal):
    visitor = portal.visitor()
    page = leave(visitor)
    browser = visitor.client.cookies.get("osi-oidc")
    path = back(onwards(page))
    assert visitor.get(path).status_code == 303
    again = portal.visitor()
    again.client.cookies.set("osi-oidc", browser)

    refused(portal, again.get(path), "no such departure")


def test_a_code_of_another_way_opens_nothing(portal):
    """Neither verifier nor nonce fit (RFC 9700 §4.5)."""
    one, other = portal.visitor(), portal.visitor()
    stolen = parse_qs(urlsplit(back(onwards(leave(one)))).query)["code"][0]
    mine = back(onwards(leave(other)))
    code = parse_qs(urlsplit(mine).query)["code"][0]

    refused(portal, other.get(mine.replace(code, stolen)), "invalid_grant")


def test_who_comes_back_late_begins_anew(portal):
    visitor = portal.visitor()
    path = back(onwards(leave(visitor)))
    portal.clock.on(minutes=15)

    refused(portal, visitor.get(path), "no such departure")


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "no such departure"),
        ("?code=x", "no such departure"),
        ("?state=x&code=x", "no such departure"),
        ("?state=" + "x" * 3000, "no such departure"),
    ],
)
def test_a_way_back_without_a_way_there(portal, query, why):
    refused(portal, portal.visitor().get(f"/login/oidc/callback{query}"), why)


def test_a_state_that_is_said_twice_is_none(portal):
    visitor = portal.visitor()
    path = back(onwards(leave(visitor)))

    refused(portal, visitor.get(f"{path}&state=x"), "no such departure")


@pytest.mark.parametrize(
    ("error", "shown", "why"),
    [
        ("access_denied", "The sign-in was broken off.", "access_denied"),
        ("<script>alert(1)</script>\n", "cannot be accepted", "the provider says <script>"),
    ],
)
def test_what_a_provider_refuses_is_said(portal, provider, error, shown, why):
    provider.extra = {"error": error, "code": ""}

    assert shown in refused(portal, sign_in(portal.visitor()), why)


def test_an_answer_that_names_another_issuer_is_none(portal, provider):
    """Mix-up (RFC 9207)."""
    provider.extra = {"iss": "https://evil.example"}
    refused(portal, sign_in(portal.visitor()), "not the issuer's")
    assert "/token" not in provider.asked
    provider.extra = {"iss": provider.issuer}
    assert sign_in(portal.visitor()).status_code == 303


def test_where_each_answer_has_to_name_the_issuer_none_may_be_silent(portal, provider):
    provider.document = {"authorization_response_iss_parameter_supported": True}

    refused(portal, sign_in(portal.visitor()), "not the issuer's")


def test_so_many_may_be_away_and_no_more(portal):
    departures = portal.books.accounts.departures
    for _ in range(MOST_AWAY):
        assert departures.begin("x", "https://x.example", "/", "testclient", portal.clock())

    assert "fault=wait" in leave(portal.visitor()).headers["location"]
    portal.clock.on(minutes=15)
    assert leave(portal.visitor()).status_code == 200


def test_many_vain_returns_have_to_wait(portal):
    def told():
        return portal.visitor().get("/login/oidc/callback?state=x").headers["location"]

    assert ["fault=oidc_late" in told() for _ in range(30)] == [True] * 30
    number = portal.books.accounts.log.newest(1)[0][0]
    assert "fault=wait" in told()
    assert "fault=wait" in leave(portal.visitor()).headers["location"]
    assert portal.books.accounts.log.newest(1)[0][0] == number  # nor do they fill the log


# ---------- without passwords ----------


def test_where_passwords_are_forbidden_none_opens(make):
    portal = make("passwords: false\n")
    visitor = portal.visitor()
    page = visitor.get("/login").text

    assert 'type="password"' not in page
    assert visitor.sign_in(READER).status_code == 404
    sign_in(visitor)
    assert 'type="password"' not in visitor.get("/account").text
    assert visitor.get("/account/totp").status_code == 404
    assert visitor.post("/account/password", now="x", password="y", again="y").status_code == 404
    assert visitor.post("/account/totp", end="1").status_code == 404


def test_a_link_of_the_shell_is_a_way_in_without_the_provider(make, capsys):
    from audit.__main__ import run

    portal = make("passwords: false\n")
    options = ["--data", str(portal.data.root), *portal.options, "--base-url", BASE]
    login = PEOPLE["operator"].login
    assert run(["users", "invite", login, *options]) == 0
    told = capsys.readouterr()
    link = told.out.strip().removeprefix(BASE)
    assert "60 minutes, once" in told.err or "1 hour" in told.err
    hashed = portal.books.accounts.users.by_login(login).password
    visitor = portal.visitor()

    assert 'type="password"' not in visitor.get(link).text
    assert visitor.post(link).status_code == 303
    assert visitor.get("/nation").status_code == 200
    assert portal.books.accounts.users.by_login(login).password == hashed
    assert portal.visitor().post(link).status_code == 404

    assert run(["users", "invite", login, *options]) == 0
    link = capsys.readouterr().out.strip().removeprefix(BASE)
    portal.clock.on(minutes=61)
    assert portal.visitor().get(link).status_code == 404


def test_the_shell_gives_access_without_a_link_where_there_are_no_passwords(make, provider, capsys):
    from audit.__main__ import run

    portal = make("passwords: false\n")
    options = ["--data", str(portal.data.root), *portal.options, "--base-url", BASE]
    assert run(["users", "add", "new@bo.example", "--role", "reader", "--agency", "bo", *options]) == 0
    assert capsys.readouterr().out == f"{BASE}/login\n"
    provider.person = {"sub": "s-4", "email": "new@bo.example", "email_verified": True}

    assert sign_in(portal.visitor()).status_code == 303


def test_the_shell_shows_links_and_takes_them_away(portal, provider, capsys):
    from audit.__main__ import run

    options = ["--data", str(portal.data.root), *portal.options]
    visitor = portal.visitor()
    sign_in(visitor)
    assert run(["users", "list", *options]) == 0
    assert f"{READER}\treader\tbo\tactive\tlinked\tLê Văn An\n" in capsys.readouterr().out
    assert run(["users", "unlink", READER, *options]) == 0
    assert capsys.readouterr().out == f"{READER}: unlinked\n"
    assert [(c.action, c.target, c.detail) for c in last(portal)] == [
        ("oidc_unlink", READER, f"{provider.issuer} s-1")
    ]
    assert visitor.get("/agencies/bo").status_code == 303
    assert run(["users", "unlink", READER, *options]) == 0
    assert capsys.readouterr().out == f"{READER}: was not linked\n"


def test_without_a_provider_there_is_no_such_page(shared):
    visitor = shared.visitor()

    assert visitor.post("/login/oidc", next="/").status_code == 404
    assert visitor.get("/login/oidc/callback?state=x&code=x").status_code == 404
    assert "oidc" not in visitor.get("/login").text
