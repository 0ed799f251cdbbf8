"""A small provider of OpenID Connect on loopback, with keys of its own: over HTTP, and as wrong as a test asks it to be."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import html
import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "osi-audit", "bí mật & %41 của client"


class Provider:
    """Signs in whom `person` says, without asking.

    What tests set to make it wrong: `document` and `claims` are laid over what it would say, `answers` stand in place of a path's.
    """

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.reset()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Of", (_Handler,), {"provider": self}))
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.issuer = f"{'https' if tls else 'http'}://{host}:{self._server.server_port}"

    def reset(self) -> None:
        """Be right again, and know of nothing that was."""
        self.shows = ""
        """A page that asks first, for whoever has eyes; a format with `url`, where its link leads."""
        self.person: dict[str, Any] = {"sub": "s-1", "email": "reader@bo.example", "email_verified": True}
        self.document: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.extra: dict[str, str] = {}
        """Parameters of the way back."""
        self.answers: dict[str, tuple[int, dict[str, str], bytes] | Callable[[Any], None]] = {}
        self.userinfo: dict[str, Any] | None = None
        """Says the address in place of the ID token."""
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.keys: list[Key] = [_FIRST]
        self.alg = "RS256"
        self.now: Callable[[], float] = time.time
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}

    def __enter__(self):
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_exc):
        self.close()

    def close(self):
        """Be away; once."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def discovery(self) -> dict[str, Any]:
        known = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [self.alg],
            "code_challenge_methods_supported": ["S256"],
            **({"userinfo_endpoint": f"{self.issuer}/userinfo"} if self.userinfo is not None else {}),
            **self.document,
        }
        return {key: value for key, value in known.items() if value is not None}

    def signed(self, claims: dict[str, Any]) -> str:
        key = self.keys[-1]
        return jwt.encode(
            {"alg": self.alg, "kid": key.kid}, claims, key, registry=JWSRegistry(algorithms=[self.alg])
        )

    def way_back(self, asked: dict[str, str]) -> str:
        """Where the browser goes after signing in."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        said = {"code": code, "state": asked["state"], **self.extra}
        return f"{asked['redirect_uri']}?{urlencode({k: v for k, v in said.items() if v})}"

    def token(self, code: str) -> dict[str, str]:
        access_token = secrets.token_urlsafe(8)
        now = int(self.now())
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        person = self.person if self.userinfo is None else {"sub": self.person["sub"]}
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.codes[code]["nonce"],
            "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("="),
            **person,
            **self.claims,
        }
        claims = {key: value for key, value in claims.items() if value is not None}
        return {"access_token": access_token, "token_type": "Bearer", "id_token": self.sign(claims)}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urlsplit(self.path)
        self.provider.asked.append(path.path)
        if self.special(path.path):
            return
        asked = {key: values[0] for key, values in parse_qs(path.query).items()}
        if path.path == "/.well-known/openid-configuration":
            self.say(self.provider.discovery())
        elif path.path == "/keys":
            self.say({"keys": [key.as_dict(private=False) for key in self.provider.keys]})
        elif path.path == "/authorize":
            way_back = self.provider.way_back(asked)
            if self.provider.shows:
                page = self.provider.shows.format(url=html.escape(way_back))
                self.answer(200, {"content-type": "text/html; charset=utf-8"}, page.encode())
            else:
                self.answer(303, {"location": way_back})
        elif path.path == "/userinfo":
            assert self.headers["authorization"].startswith("Bearer ")
            self.say(self.provider.userinfo)
        else:
            self.answer(404)

    def do_POST(self):
        path = urlsplit(self.path).path
        self.provider.asked.append(path)
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.special(path):
            return
        form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        if self.who(form) != (CLIENT, SECRET):
            self.answer(401, {}, b'{"error": "invalid_client"}')
            return
        asked = self.provider.codes.get(form["code"])
        made = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(made).decode().rstrip("=")
        if (
            asked is None
            or asked["code_challenge_method"] != "S256"
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            self.answer(400, {}, b'{"error": "invalid_grant"}')
            return
        token = self.provider.token(form["code"])
        del self.provider.codes[form["code"]]  # a code opens once
        self.say(token)

    def who(self, form: dict[str, str]) -> tuple[str, str]:
        """The client, by the only method that the document names (RFC 6749 §2.3.1)."""
        if self.provider.document.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
            assert "authorization" not in self.headers
            return form["client_id"], form["client_secret"]
        assert "client_secret" not in form
        name, _, secret = (
            base64.b64decode(self.headers["authorization"].removeprefix("Basic ")).decode().partition(":")
        )
        return unquote_plus(name), unquote_plus(secret)

    def special(self, path: str) -> bool:
        found = self.provider.answers.get(path)
        if callable(found):
            self.close_connection = True
            with contextlib.suppress(OSError):  # whoever asked has gone
                found(self)
        elif found is not None:
            self.answer(*found)
        return found is not None

    def say(self, what):
        self.answer(200, {"content-type": "application/json"}, json.dumps(what).encode())

    def answer(self, status, headers=None, body=b""):
        self.send_response(status)
        for name, value in {**(headers or {}), "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # whoever asked has had enough
            self.close_connection = True

    def log_message(self, *_args):
        pass


def rsa(kid: str, bits: int = 2048) -> RSAKey:
    return RSAKey.generate_key(bits, {"kid": kid, "use": "sig"})


def ec(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig"})


def okp(kid: str) -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"kid": kid, "use": "sig"})


def packed(size: int) -> bytes:
    """Little that becomes much."""
    return gzip.compress(b" " * size)


_FIRST = rsa("k1")
