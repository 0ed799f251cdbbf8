"""`Provider`: what a discovery document says of a provider, once it is believed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from reports.portal.oidc.origin import fault_of_endpoint
from reports.portal.oidc.refusal import untrusted

ALGORITHMS: Final = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519",
)  # fmt: skip
"""Signatures by a key that only the provider has: whoever verifies cannot sign, so neither `none` nor HMAC (RFC 8725 §3.1)."""
_DEFAULT_ALGORITHM: Final = "RS256"
BASIC: Final = "client_secret_basic"
_METHODS: Final = ("client_secret_post", BASIC)
"""Of saying who a client is; what does not depend on how either side reads RFC 6749 §2.3.1 comes first."""
PATH: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is asked, and how."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    """Empty where there is none."""
    algorithms: tuple[str, ...]
    method: str
    """How a client with a secret says who it is, as RFC 7591 §2 names it."""
    names_itself: bool
    """Whether each answer by way of the browser names the issuer (RFC 9207)."""


def discovery_of(issuer: str) -> str:
    """Return where an issuer's document lies (OpenID Connect Discovery 1.0 §4).

    >>> discovery_of("https://login.example/realms/bo/")
    'https://login.example/realms/bo/.well-known/openid-configuration'
    """
    return issuer.removesuffix("/") + PATH


def provider_of(document: Any, issuer: str) -> Provider:
    """Read a discovery document.

    Args:
        document: As JSON.
        issuer: Whose it has to be, to the letter.

    Raises:
        NotLetIn: It is another one's, names an address that is not to be asked, or cannot do what is needed.
    """
    if not isinstance(document, dict) or document.get("issuer") != issuer:
        raise untrusted("the discovery document is not that of the issuer")
    offered = _words(document, "id_token_signing_alg_values_supported", (_DEFAULT_ALGORITHM,))
    algorithms = tuple(name for name in ALGORITHMS if name in offered)
    if not algorithms:
        raise untrusted(f"the provider signs by none of {', '.join(ALGORITHMS)}")
    if "S256" not in _words(document, "code_challenge_methods_supported", ("S256",)):
        raise untrusted("the provider says that it does not know PKCE by S256")
    methods = _words(document, "token_endpoint_auth_methods_supported", (BASIC,))
    return Provider(
        issuer,
        _address(document, "authorization_endpoint", issuer),
        _address(document, "token_endpoint", issuer),
        _address(document, "jwks_uri", issuer),
        _address(document, "userinfo_endpoint", issuer) if document.get("userinfo_endpoint") else "",
        algorithms,
        next((name for name in _METHODS if name in methods), BASIC),
        document.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(document: dict[str, Any], key: str, issuer: str) -> str:
    found = document.get(key)
    if not isinstance(found, str):
        raise untrusted(f"the discovery document has no {key}")
    fault = fault_of_endpoint(found, issuer)
    if fault:
        raise untrusted(f"{key} of the discovery document {fault}")
    return found


def _words(document: dict[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = document.get(key)
    return tuple(word for word in found if isinstance(word, str)) if isinstance(found, list) else default
