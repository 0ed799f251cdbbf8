"""`Identity`: who somebody is at a provider, once an ID token is believed (OpenID Connect Core 1.0 §3.1.3.7). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from joserfc.jwt import Token

from reports.portal.oidc.provider import Provider
from reports.portal.oidc.refusal import untrusted

SKEW_S: Final = 60
"""By which the clocks of provider and portal may differ."""
_LONGEST_SUBJECT: Final = 255
"""Characters of ASCII (OpenID Connect Core 1.0 §2)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to say."""

    client_id: str
    nonce: str
    access_token: str
    """That came with it; empty for none."""
    now: int
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody at a provider. Only issuer and subject together name a person for good (§5.7)."""

    issuer: str
    subject: str
    email: str
    """Verified by the provider, in lower case; empty where it says none, or has not verified it."""


def identity_in(token: Token, provider: Provider, expected: Expected) -> Identity:
    """Read an ID token whose signature is right.

    Raises:
        NotLetIn: It is another one's, for another one, of another sign-in, too old, from the future, or damaged.
    """
    claims = token.claims
    hashed = claims.get("at_hash", "")
    if not isinstance(hashed, str):
        raise untrusted("at_hash of the ID token is no text")
    known = CodeIDToken(
        claims,
        token.header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": expected.client_id},
            "nonce": {"essential": True, "value": expected.nonce},
        },
        {"client_id": expected.client_id, "nonce": expected.nonce, "access_token": expected.access_token},
    )
    try:
        known.validate(now=expected.now, leeway=SKEW_S)
    except JoseError as error:
        raise untrusted(f"the ID token is refused: {error.error} {error.description}") from error
    subject = claims["sub"]
    if not subject or len(subject) > _LONGEST_SUBJECT or not subject.isascii() or not subject.isprintable():
        raise untrusted("sub of the ID token is no name")
    return Identity(provider.issuer, subject, verified_email(claims))


def verified_email(claims: Mapping[str, Any]) -> str:
    """Return the address that a provider has verified, in lower case; empty where there is none.

    One with other letters than ASCII is none: in lower case, some of them become letters of somebody else's address (CWE-178).

    >>> verified_email({"email": "VP@Bo.example", "email_verified": True}), verified_email({"email": "vp@bo.example"})
    ('vp@bo.example', '')
    """
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str) or not email.isascii():
        return ""
    return email.lower()
