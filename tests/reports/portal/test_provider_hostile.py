"""Coming in through a provider of OpenID Connect that is down, slow or hostile."""

# ruff: noqa: F811 - fixtures are asked for by their names
from __future__ import annotations

import json
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")


from reports.portal.oidc import client as client_module
from tests.mockgov.certificate import self_signed
from tests.reports.portal.coming_in import (  # noqa: F401 - fixtures
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
from tests.reports.portal.provider import Provider, packed


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
