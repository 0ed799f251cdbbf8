"""The keys by which a provider signs: those of its document that a signature may be verified by."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry, extract_compact
from joserfc.jwt import Token, decode

from reports.portal.oidc.refusal import untrusted

MOST_KEYS: Final = 40
_KINDS: Final = {"RSA", "EC", "OKP"}
_DAMAGED: Final = (ValueError, TypeError, KeyError, AttributeError)
"""What libraries raise for keys that are none."""
_RSA_BITS: Final = range(2048, 8192 + 1)
"""Shorter ones are broken by whoever has the means (NIST SP 800-131A); longer ones only take time."""


class UnknownKeyError(Exception):
    """Raised for a token that none of the keys at hand has signed: the provider may have new ones."""


def signing_keys(document: Any) -> tuple[Key, ...]:
    """Read a set of keys (RFC 7517 §5), leaving out those that are damaged, weak, secret or for something else.

    Raises:
        NotLetIn: It is no set of keys, or an endless one.
    """
    found = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(found, list) or len(found) > MOST_KEYS:
        raise untrusted("jwks_uri leads to no set of keys")
    return tuple(key for one in found if (key := _key(one)) is not None)


def _key(one: Any) -> Key | None:
    if not isinstance(one, dict) or one.get("kty") not in _KINDS or one.get("use", "sig") != "sig":
        return None
    try:
        if one["kty"] == "RSA" and _bits(one["n"]) not in _RSA_BITS:
            return None
        key = JWKRegistry.import_key(one)
    except (JoseError, *_DAMAGED):  # one key must not shut everybody out
        return None
    return key if isinstance(key, RSAKey | ECKey | OKPKey) else None


def _bits(modulus: str) -> int:
    """Of a modulus, before a library works with it."""
    return int.from_bytes(base64.urlsafe_b64decode(f"{modulus}==")).bit_length()


def verified(token: str, keys: Sequence[Key], algorithms: Sequence[str]) -> Token:
    """Return a token whose signature is right.

    Args:
        token: As it came.
        keys: Of the provider.
        algorithms: By which it signs; never empty, for then the library would take its own.

    Raises:
        UnknownKeyError: None of them has signed it.
        NotLetIn: It is no token, or is signed in another way.
    """
    registry = JWSRegistry(algorithms=list(algorithms), strict_check_header=False)
    try:
        header = extract_compact(token.encode("ascii"), registry=registry).headers()
        algorithm = registry.get_alg(str(header.get("alg")))
    except (JoseError, ValueError) as error:
        raise untrusted(f"the ID token is none: {type(error).__name__}") from error
    named = header.get("kid")
    for key in keys:
        if key.key_type != algorithm.key_type or (named is not None and named != key.kid):
            continue
        try:
            return decode(token, key, registry=registry)
        except (JoseError, ValueError, RecursionError):  # another one may fit, where none is named
            continue
    raise UnknownKeyError
