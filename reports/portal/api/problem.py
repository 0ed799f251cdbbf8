"""What a program is told when there is no answer: `application/problem+json` (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from reports.portal.visit import Refused

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:osi-audit:problem:"
DETAILS: Final[Mapping[str, str]] = {
    "token": "Send a token that holds: Authorization: Bearer …",
    "tries": "Too many tokens from this address did not hold. Wait and try again.",
    "rate": "This token has asked too often. Wait and try again.",
    "not_granted": "This token does not reach that.",
    "not_found": "There is nothing here that this token can see.",
    "method": "Only GET is answered here.",
    "store": "The data cannot be read at the moment.",
    "fault": "Something went wrong here; the operator finds the cause in the log.",
}
"""By code. For programs and those who write them, so in English alone."""


class Problem(Refused):
    """A refusal that says more than its code.

    Args:
        status: Of the answer.
        code: End of the problem's type.
        detail: A sentence; that of the code when empty.
        headers: Of the answer.
    """

    def __init__(
        self, status: HTTPStatus, code: str, detail: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, code)
        self.detail = detail
        self.headers = dict(headers or {})


def told(refused: Refused) -> Response:
    """Return the answer of a refusal."""
    detail, headers = (refused.detail, refused.headers) if isinstance(refused, Problem) else ("", {})
    said = {
        "type": TYPE + refused.code,
        "title": refused.status.phrase,
        "status": refused.status.value,
        "detail": detail or DETAILS.get(refused.code, refused.status.phrase),
    }
    return Response(json.dumps(said), refused.status.value, headers=headers, media_type=MEDIA_TYPE)
