"""One webhook message by HTTP: to a checked address, within a time, without following anybody anywhere."""

from __future__ import annotations

import hashlib
import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from audit.telling.limits import Limits
from audit.telling.line import Heard, InnerAddressError, connected, remaining
from audit.telling.outcome import Kind, Outcome
from crawler import USER_AGENT_PRODUCT

_SHOWN: Final = 120
"""Characters of an answer that are kept with the fault; the rest may be anything."""
_BUSY: Final = frozenset({429, 502, 503, 504})
"""Standard Webhooks wants such receivers asked less often: not again within the same call."""
_LONGEST_PAUSE_S: Final = 86_400.0
"""That a receiver may ask for."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a message goes."""

    url: str
    inner: bool = False
    """Whether the registry allows addresses of an inner network."""


def message_id(run_id: str, agency_id: str, target: str) -> str:
    """Return what a message is known by, the same for every try, so that a receiver can drop doubles.

    >>> message_id("20180630T070000Z", "moa", "https://hooks.moa.example/")
    'msg_5d3ecfc1d99e626049780da62f1bdbd3'
    """
    whole = f"{run_id}\n{agency_id}\n{target}"
    return f"msg_{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


def request_of(url: str, body: bytes, signature: Mapping[str, str]) -> bytes:
    """Return a whole request of HTTP/1.1, as it goes over the line.

    Args:
        url: Of the receiver, ASCII.
        body: JSON.
        signature: Headers, from `audit.telling.signing.signature_headers`.
    """
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "User-Agent": USER_AGENT_PRODUCT,
        "Accept": "*/*",
        "Connection": "close",
        **signature,
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("ascii") + body


def post(receiver: Receiver, request: bytes, limits: Limits, trusted: ssl.SSLContext) -> Outcome:
    """Send a request once and say what came of it.

    No redirect is followed, and no proxy is asked: the name is looked up here, and the address that was checked is connected to.

    Args:
        receiver: Where to.
        request: From `request_of`.
        limits: Time of it all, and how much of the answer is read.
        trusted: From `audit.telling.line.trusted_from`.
    """
    until = time.monotonic() + limits.timeout_s

    def left() -> float:
        return until - time.monotonic()

    try:
        with connected(receiver.url, trusted, left, inner=receiver.inner) as line:
            line.settimeout(remaining(left))
            line.sendall(request)
            answer = http.client.HTTPResponse(Heard(line, limits.answer_bytes, left))  # type: ignore[arg-type]
            answer.begin()
            return _told(answer)
    except InnerAddressError as error:
        return Outcome(Kind.LATER, str(error))
    except TimeoutError:
        return Outcome(Kind.UNREACHED, f"no answer within {limits.timeout_s:g} s")
    except http.client.HTTPException as error:
        return Outcome(Kind.LATER, f"no answer by HTTP: {type(error).__name__}")
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or "the handshake fails"
        return Outcome(Kind.UNREACHED, f"TLS: {why}")
    except OSError as error:
        return Outcome(Kind.UNREACHED, f"cannot be reached: {error.strerror or error}")


def _told(answer: http.client.HTTPResponse) -> Outcome:
    status = answer.status
    if 200 <= status < 300:
        return Outcome(Kind.TOLD)
    if status == HTTPStatus.GONE:
        return Outcome(Kind.GONE, "answers 410: it wants to hear no more")
    if 300 <= status < 400:
        return Outcome(
            Kind.LATER, f"answers {status}: no redirect is followed; put the new address into the registry"
        )
    error = f"answers {status}{_excerpt(answer)}"
    return Outcome(Kind.LATER, error, wait_s=_pause(answer) if status in _BUSY else 0.0)


def _excerpt(answer: http.client.HTTPResponse) -> str:
    try:
        text = answer.read(_SHOWN * 4).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f": {shown[:_SHOWN]}" if shown else ""


def _pause(answer: http.client.HTTPResponse) -> float:
    """Seconds that a receiver wants to be left alone, one at least. A date, the other form of it, is passed over."""
    text = answer.headers.get("Retry-After", "").strip()
    seconds = float(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0
    return min(max(1.0, seconds), _LONGEST_PAUSE_S)
