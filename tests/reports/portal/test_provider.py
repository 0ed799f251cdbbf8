"""Coming in through a provider of OpenID Connect: who is let in, and what is not believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import shutil
import ssl
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")

import httpx2
from joserfc import jwt
from joserfc.jws import JWSRegistry

from reports.portal.access import Role
from reports.portal.accounts.departures import MOST_AWAY
from reports.portal.accounts.users import Newcomer
from reports.portal.oidc import client as client_module
from reports.portal.oidc.provider import ALGORITHMS
from tests.mockgov.certificate import self_signed
from tests.reports.portal.conftest import BASE, OURS, PEOPLE, Portal
from tests.reports.portal.provider import CLIENT, SECRET, Provider, ec, okp, packed, rsa

READER = PEOPLE["reader"].login


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(client_module, "SLOWEST_S", 1.0)


@pytest.fixture(scope="module")
def kept():
    """One provider for all tests, which `provider` makes right again."""
    with Provider() as found:
        yield found


@pytest.fixture
def provider(kept):
    kept.reset()
    return kept


def made(audited, folder: Path, stack: ExitStack, provider: Provider, more: str = "") -> Portal:
    """A portal that people come into by a provider; with more in its portal.yaml."""
    shutil.copytree(audited[0], folder)
    (folder / "config" / "portal.yaml").write_text(
        f"oidc:\n  issuer: {provider.issuer}\n  client_id: {CLIENT}\n"
        f"  name: {{vi: cổng đăng nhập thử, en: the trial sign-in}}\n{more}",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OSI_AUDIT_OIDC_SECRET", SECRET)
        return Portal(folder, audited[1], stack)


@pytest.fixture
def make(audited, kept, tmp_path):
    """A portal of the test's own."""
    with ExitStack() as stack:

        def _make(more: str = "", provider: Provider = kept) -> Portal:
            portal = made(audited, tmp_path / "portal", stack, provider, more)
            provider.now = lambda: portal.clock().timestamp()
            return portal

        yield _make


@pytest.fixture(scope="module")
def _shared(audited, kept, tmp_path_factory):
    with ExitStack() as stack:
        yield made(audited, tmp_path_factory.mktemp("provider") / "portal", stack, kept)


@pytest.fixture
def portal(_shared, provider):
    """A portal for tests that change nobody's access: nobody is linked, nobody tried, nothing is known of the provider."""
    accounts = _shared.books.accounts
    for user in accounts.users.all():
        accounts.identities.unlink(user.id)
    accounts.failures.forget("from:testclient")
    _shared.books.__dict__.pop("provider", None)
    _shared.clock.on(minutes=16)  # who was away comes back no more
    provider.now = lambda: _shared.clock().timestamp()
    return _shared


def leave(visitor, target: str = "/agencies/bo"):
    """Press the button; returns the page that goes on to the provider."""
    return visitor.post("/login/oidc", next=target)


def onwards(page) -> str:
    assert page.status_code == 200
    return page.headers["refresh"].partition("url=")[2]


def back(url: str) -> str:
    """Sign in there; returns the path by which the browser comes back."""
    answer = httpx2.get(url, follow_redirects=False, trust_env=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{BASE}/login/oidc/callback?")
    return answer.headers["location"].removeprefix(BASE)


def sign_in(visitor, target: str = "/agencies/bo"):
    return visitor.get(back(onwards(leave(visitor, target))))


def last(portal, number: int = 1):
    return [change for _number, change in portal.books.accounts.log.newest(number)]


def refused(portal, answer, why: str, fault: str = "") -> str:
    """Nobody was let in, and the log says why; returns what the person is told."""
    assert answer.status_code == 303
    told = parse_qs(urlsplit(answer.headers["location"]).query)["fault"][0]
    assert told.startswith("oidc_")
    assert not fault or told == fault
    assert not [name for name in answer.headers.get_list("set-cookie") if name.startswith("osi=")]
    (change,) = last(portal)
    assert change.action == "login_failed"
    assert why in change.detail
    page = portal.visitor().get(answer.headers["location"], headers={"accept-language": "en"})
    assert page.status_code == 200
    return re.search(r'role="alert">([^<]+)<', page.text)[1]


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


# ---------- what a token must say ----------


def at(portal, claims):
    """Claims with moments in place of how far they are from now."""
    now = int(portal.clock().timestamp())
    return {
        name: now + int(value.total_seconds()) if isinstance(value, timedelta) else value
        for name, value in claims.items()
    }


def encoded(header, claims, sign=lambda _signed: b"") -> str:
    """A token by hand, for what no library makes."""

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")

    signed = f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}"
    return f"{signed}.{part(sign(signed.encode()))}"


def hs256(provider, claims):
    """By the public key as if it were a shared one: what a confused verifier takes (RFC 8725 §2.1)."""
    key = provider.keys[0].as_pem(private=False)
    return encoded({"alg": "HS256", "kid": "k1"}, claims, lambda text: hmac.digest(key, text, hashlib.sha256))


def by_secret(_provider, claims):
    return encoded({"alg": "HS256"}, claims, lambda text: hmac.digest(SECRET.encode(), text, hashlib.sha256))


def by_another(claims):
    key = rsa("k1")
    return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)


def changed(provider, claims):
    head, _, tail = provider.signed({**claims, "sub": "s-7"}).split(".")
    body = provider.signed(claims).split(".")[1]
    return f"{head}.{body}.{tail}"


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (hs256, "UnsupportedAlgorithmError"),
        (by_secret, "UnsupportedAlgorithmError"),
        (
            lambda _provider, claims: encoded({"alg": "none", "kid": "k1"}, claims),
            "UnsupportedAlgorithmError",
        ),
        (lambda _provider, claims: by_another(claims), "none of the provider's keys"),
        (changed, "none of the provider's keys"),
        (lambda _provider, _claims: "", "the ID token is none"),
        (lambda _provider, _claims: "a.b.c", "the ID token is none"),
        (lambda _provider, _claims: "é" * 50, "the ID token is none"),
        (lambda _provider, _claims: None, "gave no ID token"),
        (lambda provider, claims: provider.signed(claims) + "x" * 200_000, "the ID token is none"),
        (
            lambda _provider, claims: encoded({"alg": "RS256", "kid": ["k1"]}, claims),
            "none of the provider's keys",
        ),
        (lambda _provider, claims: encoded({"alg": ["RS256"]}, claims), "UnsupportedAlgorithmError"),
    ],
)
def test_a_token_is_believed_by_its_signature_alone(portal, provider, forge, why):
    provider.sign = lambda claims: forge(provider, claims)

    refused(portal, sign_in(portal.visitor()), why)


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": [CLIENT, "another-client"]}, "azp"),
        ({"aud": [CLIENT, "another-client"], "azp": "another-client"}, "azp"),
        ({"azp": "another-client"}, "azp"),
        ({"exp": timedelta(seconds=-120)}, "exp"),
        ({"exp": None}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"iat": timedelta(seconds=600)}, "in the future"),
        ({"nbf": timedelta(seconds=600)}, "not yet valid"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce_supported": False, "nonce": "another"}, "nonce"),
        ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
        ({"at_hash": 5}, "at_hash"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"),
        ({"sub": "x" * 256}, "sub"),
        ({"sub": "a\nb"}, "sub"),
    ],
    ids=str,
)
def test_a_token_has_to_be_for_us_for_now_and_for_this_way(portal, provider, claims, why):
    provider.claims = at(portal, claims)

    refused(portal, sign_in(portal.visitor()), why)
    provider.claims = {}
    assert sign_in(portal.visitor()).status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": timedelta(seconds=-20)},
        {"iat": timedelta(seconds=30)},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "another-client"], "azp": CLIENT},
    ],
    ids=["a clock that goes behind", "one that goes before", "a list", "two readers"],
)
def test_clocks_may_differ_a_little_and_readers_be_several(portal, provider, claims):
    provider.claims = at(portal, claims)

    assert sign_in(portal.visitor()).status_code == 303


def test_a_nonce_of_another_way_is_refused(portal, provider):
    """A token that was issued once is no use again."""
    kept = []
    provider.sign = lambda claims: kept.append(provider.signed(claims)) or kept[0]
    assert sign_in(portal.visitor()).status_code == 303

    refused(portal, sign_in(portal.visitor()), "nonce")


# ---------- keys ----------


def test_keys_may_rotate(portal, provider):
    assert sign_in(portal.visitor()).status_code == 303
    provider.keys = [rsa("k2")]
    assert provider.asked.count("/keys") == 1
    refused(portal, sign_in(portal.visitor()), "none of the provider's keys")  # just asked
    portal.clock.on(seconds=61)
    assert sign_in(portal.visitor()).status_code == 303
    assert provider.asked.count("/keys") == 2


def test_a_key_that_is_not_named_is_found(portal, provider):
    provider.keys = [rsa("k1"), rsa("k2")]
    provider.sign = lambda claims: jwt.encode({"alg": "RS256"}, claims, provider.keys[1])

    assert sign_in(portal.visitor()).status_code == 303


def test_a_key_in_place_of_another_of_the_same_name_is_asked_for(portal, provider):
    assert sign_in(portal.visitor()).status_code == 303
    provider.keys = [rsa("k1")]
    portal.clock.on(seconds=61)

    assert sign_in(portal.visitor()).status_code == 303


@pytest.mark.parametrize(
    ("alg", "key"),
    [("ES256", ec("e1")), ("Ed25519", okp("o1")), ("PS256", rsa("p1"))],
    ids=["EC", "OKP", "PSS"],
)
def test_other_signatures_will_do(portal, provider, alg, key):
    provider.keys, provider.alg = [key], alg

    assert sign_in(portal.visitor()).status_code == 303


def test_every_signature_that_is_taken_is_known_and_by_a_key_of_two_halves():
    assert {JWSRegistry.algorithms[name].key_type for name in ALGORITHMS} == {"RSA", "EC", "OKP"}


def test_damaged_keys_shut_nobody_out_and_weak_ones_let_nobody_in(portal, provider):
    good = provider.keys[0].as_dict(private=False)
    odd = [
        None,
        {},
        {"kty": "RSA", "n": "!", "e": "AQAB"},
        {"kty": "oct", "k": "AAAA"},
        {"kty": "EC", "crv": 5},
    ]
    provider.answers["/keys"] = (200, {}, json.dumps({"keys": [*odd, good]}).encode())
    assert sign_in(portal.visitor()).status_code == 303

    del provider.answers["/keys"]
    with warnings.catch_warnings(action="ignore"):
        provider.keys = [rsa("w1", 1024)]
    portal.clock.on(seconds=61)
    refused(portal, sign_in(portal.visitor()), "none of the provider's keys")


# ---------- a provider that is down, slow or hostile ----------


def drip(handler):
    """A head that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(40):
        handler.wfile.write(b"x-a: b\r\n")
        time.sleep(0.1)


def flood(handler):
    """A body that never ends, without a length."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n")
    for _ in range(2000):
        handler.wfile.write(b" " * 65536)


def cut(handler):
    """An end in the middle."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")


PACKED = (200, {"content-encoding": "gzip", "content-type": "application/json"}, packed(1 << 20))
STEPS = ["/.well-known/openid-configuration", "/keys", "/token"]


@pytest.mark.parametrize("path", STEPS)
@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        (drip, {"oidc_down"}),
        (flood, {"oidc_down"}),
        (cut, {"oidc_down"}),
        (PACKED, {"oidc_down"}),
        ((500, {}, b"{}"), {"oidc_down", "oidc_untrusted"}),
        ((200, {}, b"<html>"), {"oidc_untrusted"}),
        ((200, {}, b"[]"), {"oidc_untrusted"}),
        ((200, {}, b"[" * 100_000), {"oidc_untrusted"}),
        ((302, {"location": "http://127.0.0.1:9/"}, b""), {"oidc_down", "oidc_untrusted"}),
    ],
    ids=[
        "drips",
        "floods",
        "ends early",
        "is packed",
        "fails",
        "is a page",
        "is a list",
        "is deep",
        "leads away",
    ],
)
def test_a_provider_that_is_not_well_lets_nobody_in_and_keeps_nobody(portal, provider, path, answer, faults):
    visitor = portal.visitor()
    provider.answers[path] = answer
    begun = time.monotonic()
    page = leave(visitor)
    if path in STEPS[1:]:
        page = visitor.get(back(onwards(page)))
    took = time.monotonic() - begun

    refused(portal, page, "")
    assert parse_qs(urlsplit(page.headers["location"]).query)["fault"][0] in faults
    assert took < 4
    provider.answers.clear()
    portal.clock.on(seconds=61)
    assert sign_in(portal.visitor()).status_code == 303


def test_a_slow_provider_keeps_nobody_else(portal, provider, monkeypatch):
    """Two wait for it; a third is told at once, and pages are answered."""
    monkeypatch.setattr(client_module, "SLOWEST_S", 10.0)
    monkeypatch.setattr(client_module, "_PATIENCE_S", 0.2)
    asked, go_on = threading.Barrier(3, timeout=20), threading.Event()

    def hang(handler):
        asked.wait()
        go_on.wait(20)
        handler.answer(200, {}, json.dumps(provider.discovery()).encode())

    provider.answers["/.well-known/openid-configuration"] = hang
    visitors = [portal.visitor() for _ in range(3)]
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(leave, visitor) for visitor in visitors[:2]]
        try:
            asked.wait()
            refused(portal, leave(visitors[2]), "others wait for it already", "oidc_down")
            assert visitors[2].get("/login").status_code == 200
        finally:
            go_on.set()
        assert [one.result().status_code for one in waiting] == [200, 200]


def test_a_certificate_is_verified_by_the_file_that_is_named(make, tmp_path):
    pem = self_signed(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    with Provider(tls=context) as secure:
        portal = make(f"  ca_file: {pem}\n", secure)
        found = portal.visitor()
        assert onwards(leave(found)).startswith(f"{secure.issuer}/authorize?")
        assert portal.books.provider is not None
        portal.books.provider._trusted = ssl.create_default_context()
        portal.clock.on(minutes=61)
        refused(portal, leave(found), "CERTIFICATE_VERIFY_FAILED", "oidc_down")


def test_nobody_is_there(make):
    with Provider() as away:
        portal = make("", away)
    refused(portal, leave(portal.visitor()), "ConnectError", "oidc_down")
    assert "some seconds ago" not in last(portal)[0].detail

    refused(portal, leave(portal.visitor()), "some seconds ago", "oidc_down")  # nobody waits for it once more


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"issuer": "https://evil.example"}, "not that of the issuer"),
        ({"issuer": None}, "not that of the issuer"),
        ({"token_endpoint": None}, "no token_endpoint"),
        ({"token_endpoint": 5}, "no token_endpoint"),
        ({"token_endpoint": "http://192.0.2.1/latest/meta-data"}, "token_endpoint"),
        ({"jwks_uri": "file:///etc/passwd"}, "jwks_uri"),
        ({"jwks_uri": "http://login.example/keys"}, "jwks_uri"),
        ({"userinfo_endpoint": "gopher://127.0.0.1/"}, "userinfo_endpoint"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
        ({"authorization_endpoint": "https://a@login.example/"}, "authorization_endpoint"),
        ({"authorization_endpoint": "https://login.example/\r\nset-cookie: a=b"}, "authorization_endpoint"),
        ({"authorization_endpoint": "https://login.example/#x"}, "authorization_endpoint"),
        ({"authorization_endpoint": "https://[::1"}, "authorization_endpoint"),
        ({"id_token_signing_alg_values_supported": ["none", "HS256"]}, "signs by none of"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
    ],
    ids=str,
)
def test_a_discovery_document_leads_nowhere_it_may_not(portal, provider, document, why):
    provider.document = document
    answer = leave(portal.visitor())

    refused(portal, answer, why)
    assert "refresh" not in answer.headers
    assert set(provider.asked) == {"/.well-known/openid-configuration"}


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
