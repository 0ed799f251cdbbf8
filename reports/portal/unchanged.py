"""Answers that are not sent again to a program that has them (RFC 9110 §13.1.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response


def sent(request: Request, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Send an answer with its entity tag; 304 where the request names that.

    Args:
        request: What was asked.
        body: Of the answer.
        media_type: Of the body.
        headers: Of the answer.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    more = {"cache-control": "private, no-cache", **headers, "etag": tag}
    if tag in known or "*" in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED.value, headers=more)
    return Response(body, headers=more, media_type=media_type)
