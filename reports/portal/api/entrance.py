"""How a program comes in: by its token alone. Cookies are not looked at, so that no browser can be made to ask (CWE-352)."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Final

from starlette.requests import Request

from reports.portal.access import Role, Viewer, in_sight
from reports.portal.accounts.tokens import Token
from reports.portal.api.problem import Problem
from reports.portal.books import Books

_CHALLENGE: Final = 'Bearer realm="osi-audit"'
_REFUSED: Final = f'{_CHALLENGE}, error="invalid_token"'


def program(request: Request, books: Books) -> Viewer:
    """Return the program that a token is of (RFC 6750 §2.1): one of an agency reads what a reader there does.

    A token that holds is let in however many others from the same address did not: 256 bits are not found by trying, and an
    agency's machines often share one address.

    Raises:
        Refused: There is no token, it does not hold, or it has asked too often.
    """
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Problem(HTTPStatus.UNAUTHORIZED, "token", headers={"www-authenticate": _CHALLENGE})
    at = books.clock()
    token = books.accounts.tokens.find(secret.strip(), at)
    if token is None:
        raise _failed(request, books)
    if seconds := books.rates.wait(token.id, at):
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "rate", headers={"retry-after": str(seconds)})
    return viewer(token, books)


def viewer(token: Token, books: Books) -> Viewer:
    """Return what a token lets a program see."""
    role = Role.READER if token.agency_id else Role.REVIEWER
    units = books.units if token.agency_id else {}
    return Viewer(
        f"token:{token.id}", token.name, role, token.agency_id, in_sight(role, token.agency_id, units)
    )


def _failed(request: Request, books: Books) -> Problem:
    """Count a token that does not hold against its address, and say so or, after too many, to wait."""
    key = (f"token:{request.client.host if request.client else ''}",)
    failures, at = books.accounts.failures, books.clock()
    if wait := failures.wait(key, at):
        seconds = str(max(1, math.ceil(wait.total_seconds())))
        return Problem(HTTPStatus.TOO_MANY_REQUESTS, "tries", headers={"retry-after": seconds})
    failures.add(key, at)
    return Problem(HTTPStatus.UNAUTHORIZED, "token", headers={"www-authenticate": _REFUSED})
