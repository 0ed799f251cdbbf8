"""A line to a provider that cannot be made to wait, to take in too much, or to ask somebody else."""

from __future__ import annotations

import json
import ssl
from collections.abc import AsyncIterator
from typing import Any, Final

import httpx2

from reports.portal.oidc.refusal import untrusted

MOST_BYTES: Final = 256 * 1024
"""Of one answer."""
_OK: Final = 200


class TooMuchError(httpx2.ReadError):
    """Raised for an answer that is larger, or is packed so that it could be."""


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for chunk in self._stream:
            taken += len(chunk)
            if taken > MOST_BYTES:
                raise TooMuchError("the answer is too large")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


class Line(httpx2.AsyncBaseTransport):
    """HTTP as a client of a provider needs it: no proxy, nothing packed, nothing endless. Redirects are the client's business.

    Args:
        trusted: By which certificates are verified.
    """

    def __init__(self, trusted: ssl.SSLContext) -> None:
        self._line = httpx2.AsyncHTTPTransport(verify=trusted, trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask, and return the answer, whose body is counted while it is read."""
        request.headers["accept-encoding"] = "identity"
        answer = await self._line.handle_async_request(request)
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            await answer.aclose()
            raise TooMuchError("the answer is packed, although nobody asked for that")
        stream = answer.stream
        if not isinstance(stream, httpx2.AsyncByteStream):
            raise TypeError(stream)
        return httpx2.Response(
            answer.status_code, headers=answer.headers, stream=_Counted(stream), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._line.aclose()


def trusted_by(ca_file: str) -> ssl.SSLContext:
    """Return what a provider's certificate is verified by: the system's authorities, or those of a file."""
    return ssl.create_default_context(cafile=ca_file or None)


def json_of(answer: httpx2.Response, what: str) -> Any:
    """Return what an answer says.

    Raises:
        NotLetIn: It says something else than 200, redirects among it, or no JSON.
    """
    if answer.status_code != _OK:
        raise untrusted(f"{what} answers {answer.status_code}")
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise untrusted(f"{what} answers with something that is not JSON") from error
