"""`Client`: the portal as a provider knows it."""

from __future__ import annotations

import base64
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeVar
from urllib.parse import quote_plus

import anyio
import anyio.from_thread
import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.jwk import Key
from joserfc.jwt import Token

from reports.i18n import LocaleCode
from reports.portal.oidc.identity import Expected, Identity, identity_in, verified_email
from reports.portal.oidc.keys import UnknownKeyError, signing_keys, verified
from reports.portal.oidc.line import Line, json_of, trusted_by
from reports.portal.oidc.provider import BASIC, Provider, discovery_of, provider_of
from reports.portal.oidc.refusal import NotLetIn, down, untrusted
from reports.portal.options import OidcOptions

T = TypeVar("T")

SLOWEST_S: Final = 8.0
"""That a provider has for all that one step of signing in asks of it."""
MOST_AT_ONCE: Final = 2
"""Threads of one process that wait for a provider: a slow one must not keep the portal from answering others."""
_PATIENCE_S: Final = 2.0
"""For one of these to come free."""
_KNOWN_FOR: Final = timedelta(hours=1)
"""That a discovery document and keys are not asked for again."""
_DOWN_FOR: Final = timedelta(seconds=10)
"""That a provider is not asked again after its document could not be had."""
_ROTATES_EVERY: Final = timedelta(seconds=60)
"""How often tokens that name unknown keys make the keys be asked for again."""


class Client:
    """Sends people to a provider, and learns from it who came back. One for each process; its functions run in threads of anyio.

    Args:
        options: Of the provider.
        secret: The client's; empty for a public one.
        callback: Where people come back, as the provider knows it.
        clock: Says the moment.
    """

    def __init__(
        self, options: OidcOptions, secret: str, callback: str, clock: Callable[[], datetime]
    ) -> None:
        self.issuer = options.issuer
        self._client_id = options.client_id
        self._secret = secret
        self._callback = callback
        self._clock = clock
        self._trusted = trusted_by(str(options.ca_file or ""))
        self._asking = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._provider: tuple[Provider, datetime] | None = None
        self._down: tuple[str, datetime] | None = None
        self._keys: tuple[tuple[Key, ...], datetime] | None = None

    def address(self, state: str, nonce: str, verifier: str, locale: LocaleCode) -> str:
        """Return where a browser goes to sign in (OpenID Connect Core 1.0 §3.1.2.1).

        Args:
            state: By which its return is known.
            nonce: That the ID token has to say.
            verifier: Of PKCE (RFC 7636).
            locale: In which the person reads.

        Raises:
            NotLetIn: The provider cannot be asked, or is not to be trusted.
        """
        provider = self._ask(self._known)
        client = self._client(provider)
        url, _state = client.create_authorization_url(
            provider.authorization, state=state, nonce=nonce, code_verifier=verifier, ui_locales=locale
        )
        return str(url)

    def is_its(self, issuer: str) -> bool:
        """Whether an answer by way of a browser is the provider's, as far as it says (RFC 9207 §2.4).

        Args:
            issuer: That the answer names; empty for none.
        """
        if issuer:
            return issuer == self.issuer
        return self._provider is None or not self._provider[0].names_itself

    def identity(self, code: str, nonce: str, verifier: str) -> Identity:
        """Exchange a code for who came back.

        Args:
            code: That the browser brought.
            nonce: That the ID token has to say.
            verifier: Of PKCE.

        Raises:
            NotLetIn: The provider cannot be asked, refuses the code, or says what cannot be believed.
        """
        return self._ask(partial(self._exchanged, code, nonce, verifier))

    # ---------- on the line ----------

    def _ask(self, work: Callable[[], Awaitable[T]]) -> T:
        if not self._asking.acquire(timeout=_PATIENCE_S):
            raise down("others wait for it already")
        try:
            return anyio.from_thread.run(partial(_in_time, work))
        finally:
            self._asking.release()

    def _client(self, provider: Provider) -> AsyncOAuth2Client:
        client = AsyncOAuth2Client(
            self._client_id,
            self._secret or None,
            token_endpoint_auth_method=provider.method if self._secret else "none",
            scope="openid email",
            redirect_uri=self._callback,
            code_challenge_method="S256",
            transport=Line(self._trusted),
            follow_redirects=False,
            trust_env=False,
            timeout=SLOWEST_S,
        )
        client.register_client_auth_method((BASIC, _basic))
        return client

    def _line(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=Line(self._trusted), follow_redirects=False, trust_env=False, timeout=SLOWEST_S
        )

    async def _known(self) -> Provider:
        now = self._clock()
        if self._provider is not None and now - self._provider[1] < _KNOWN_FOR:
            return self._provider[0]
        if self._down is not None and now - self._down[1] < _DOWN_FOR:
            raise down(f"{self._down[0]} (some seconds ago)")
        try:
            async with self._line() as line:
                answer = await line.get(discovery_of(self.issuer))
            found = provider_of(json_of(answer, "the discovery document"), self.issuer)
        except (NotLetIn, httpx2.HTTPError, anyio.get_cancelled_exc_class()) as error:
            self._down = _why(error), now
            raise
        self._down, self._provider = None, (found, now)
        return found

    async def _signing(self, provider: Provider, *, anew: bool = False) -> tuple[Key, ...]:
        now = self._clock()
        kept_for = _ROTATES_EVERY if anew else _KNOWN_FOR
        if self._keys is not None and now - self._keys[1] < kept_for:
            return self._keys[0]
        async with self._line() as line:
            answer = await line.get(provider.keys)
        self._keys = signing_keys(json_of(answer, "jwks_uri")), now
        return self._keys[0]

    async def _exchanged(self, code: str, nonce: str, verifier: str) -> Identity:
        provider = await self._known()
        async with self._client(provider) as client:
            try:
                found = await client.fetch_token(
                    provider.token, grant_type="authorization_code", code=code, code_verifier=verifier
                )
            except (
                ValueError,
                RecursionError,
            ) as error:  # by the library, for an answer that is no JSON object
                raise untrusted("the token endpoint answers with something that is not JSON") from error
        id_token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(id_token, str):
            raise untrusted("the token endpoint gave no ID token")
        access_token = access_token if isinstance(access_token, str) else ""
        token = await self._verified(id_token, provider)
        expected = Expected(self._client_id, nonce, access_token, int(self._clock().timestamp()))
        identity = identity_in(token, provider, expected)
        if "email" in token.claims or not provider.userinfo or not access_token:
            return identity
        return await self._with_email(identity, provider, access_token)

    async def _verified(self, id_token: str, provider: Provider) -> Token:
        try:
            return verified(id_token, await self._signing(provider), provider.algorithms)
        except UnknownKeyError:
            pass  # the provider may have new keys
        try:
            return verified(id_token, await self._signing(provider, anew=True), provider.algorithms)
        except UnknownKeyError as error:
            raise untrusted("the ID token is signed by none of the provider's keys") from error

    async def _with_email(self, identity: Identity, provider: Provider, access_token: str) -> Identity:
        """Ask for the address where the ID token does not say it (OpenID Connect Core 1.0 §5.3, §5.4)."""
        async with self._line() as line:
            answer = await line.get(provider.userinfo, headers={"authorization": f"Bearer {access_token}"})
        claims = json_of(answer, "userinfo_endpoint")
        if not isinstance(claims, dict) or claims.get("sub") != identity.subject:
            raise untrusted("userinfo_endpoint speaks of somebody else")
        return Identity(identity.issuer, identity.subject, verified_email(claims))


def _basic(client: Any, _method: str, uri: str, headers: Any, body: Any) -> tuple[str, Any, Any]:
    """Say who the client is, with both words encoded (RFC 6749 §2.3.1), which the library leaves out."""
    words = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["authorization"] = f"Basic {base64.b64encode(words.encode()).decode()}"
    return uri, headers, body


async def _in_time(work: Callable[[], Awaitable[T]]) -> T:
    try:
        with anyio.fail_after(SLOWEST_S):
            return await work()
    except TimeoutError as error:
        raise down(f"did not answer within {SLOWEST_S:.0f} s") from error
    except httpx2.HTTPError as error:
        raise down(_why(error)) from error
    except OAuthError as error:
        raise untrusted(f"the token endpoint says {_cut(str(error.error))}") from error


def _why(error: BaseException) -> str:
    return error.why if isinstance(error, NotLetIn) else f"{type(error).__name__}: {_cut(str(error))}"


def _cut(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isprintable())[:200]
