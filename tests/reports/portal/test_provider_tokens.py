"""Coming in through a provider of OpenID Connect: what a token must say, and by which keys."""

# ruff: noqa: F811 - fixtures are asked for by their names
from __future__ import annotations

import base64
import hashlib
import hmac
import json
import warnings
from datetime import timedelta

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")

from joserfc import jwt
from joserfc.jws import JWSRegistry

from reports.portal.oidc.provider import ALGORITHMS
from tests.reports.portal.coming_in import _impatient, _shared, kept, make, portal, provider, refused, sign_in  # noqa: F401 - fixtures
from tests.reports.portal.provider import CLIENT, SECRET, ec, okp, rsa

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
