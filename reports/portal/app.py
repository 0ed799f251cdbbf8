"""The application: routes of all pages, and what stands between a request and the page that answers it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Served
from starlette.types import ASGIApp

from crawler.errors import OsiAuditError
from reports.i18n import LocaleCode
from reports.portal import assets, healthz
from reports.portal.access import Viewer
from reports.portal.accounts.sessions import Session
from reports.portal.accounts.users import User
from reports.portal.api import endpoints, serving
from reports.portal.api.problem import told
from reports.portal.books import Books
from reports.portal.pages import NAVIGATION, ROUTES
from reports.portal.route import Route
from reports.portal.security import LARGEST_FORM, Guarded, TooLarge, body_of, is_ours, is_same, own_path
from reports.portal.upload import Upload, is_multipart, parts_of
from reports.portal.visit import Refused, Visit, path_of
from reports.portal.ways import Ways

log = logging.getLogger(__name__)
Handler = Callable[[Request, Exception], Awaitable[Response]]

THREADS: Final = 8
"""Requests that are answered at once in one process; each thread has databases open."""
MOST_FIELDS: Final = 100
ALL_ROUTES: Final = (*ROUTES, *assets.ROUTES, *healthz.ROUTES, *endpoints.ROUTES)
LANGUAGE: Final = "lang"
"""Cookie with the language that somebody chose."""


_TOO_MUCH: Final = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.REQUEST_TIMEOUT: "too_slow",
}
_AGAIN_S: Final = {HTTPStatus.TOO_MANY_REQUESTS: 60, HTTPStatus.SERVICE_UNAVAILABLE: 60}
"""After how many seconds programs and proxies may ask again (RFC 9110 §10.2.3)."""


def create_app(books: Books, routes: Sequence[Route] = ALL_ROUTES) -> ASGIApp:
    """Build the application.

    Args:
        books: What it reads; closed when the server stops.
        routes: What it answers.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        books.close()

    app = Starlette(
        routes=[_served(route, books) for route in routes],
        exception_handlers={HTTPException: _http_fault(books), Exception: _fault(books)},
        lifespan=lifespan,
    )
    for env in books.environments.values():
        env.globals |= {"asset": assets.address_of, "nav": lambda: NAVIGATION}
    app.state.ways = Ways(routes)
    # Around all of it, so that the answer to a fault of ours carries the headers, too.
    return Guarded(app, books.settings.host, secure=books.settings.secure)


def _served(route: Route, books: Books) -> Served:
    async def endpoint(request: Request) -> Response:
        try:
            form, files = (
                await _form(route, request, books.settings.slowest_form_s) if route.post else ({}, {})
            )
        except TooLarge as error:
            code = _TOO_MUCH.get(error.status, "form")
            return await anyio.to_thread.run_sync(_refused, Refused(error.status, code), request, books)
        return await anyio.to_thread.run_sync(_answered, route, request, books, form, files)

    return Served(route.path, endpoint, methods=["POST"] if route.post else ["GET"], name=route.known_as)


async def _form(route: Route, request: Request, within_s: float) -> tuple[dict[str, str], dict[str, Upload]]:
    """Fields of a form, the last of each name; and its files, where the route takes any.

    Raises:
        TooLarge: It is too large or too slow.
    """
    kind = request.headers.get("content-type", "")
    in_parts = route.upload > 0 and is_multipart(kind)
    body = await body_of(request, most=route.upload if in_parts else LARGEST_FORM, within_s=within_s)
    files: dict[str, Upload] = {}
    try:
        if in_parts:
            fields, files = parts_of(kind, body)
        else:
            fields = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise TooLarge(HTTPStatus.BAD_REQUEST) from error
    plain = {name: value.replace("\r\n", "\n").replace("\x00", "") for name, value in fields.items()}
    return plain, files


def _answered(
    route: Route, request: Request, books: Books, form: dict[str, str], files: dict[str, Upload]
) -> Response:
    if route.program:
        return serving.answered(route, request, books)
    try:
        user, person, session = _who(request, books)
        visit = Visit(request, books, _locale(request, user), person, session, form, files)
        refusal = _refusal(route, visit)
        if refusal is not None:
            return refusal
        return route.answer(visit)
    except Refused as refused:
        return _refused(refused, request, books)
    except OsiAuditError:
        log.exception("%s %s", request.method, request.url.path)
        return _refused(Refused(HTTPStatus.SERVICE_UNAVAILABLE, "store"), request, books)


def _who(request: Request, books: Books) -> tuple[User | None, Viewer | None, Session | None]:
    """Who asks, if a session says so that is not over, of a person who still has access."""
    secret = request.cookies.get(books.settings.session_cookie)
    if not secret:
        return None, None, None
    accounts = books.accounts
    session = accounts.sessions.find(secret, books.clock())
    user = accounts.users.by_id(session.user_id) if session is not None else None
    if user is None or not user.active:
        return None, None, None
    return user, books.viewer(user), session


def _refusal(route: Route, visit: Visit) -> Response | None:
    """What is said before a page is asked at all; None when it may be.

    Raises:
        Refused: In a sentence.
    """
    if route.post and not is_ours(visit.request, visit.books.settings.base_url):
        raise Refused(HTTPStatus.FORBIDDEN, "foreign_form")
    if route.needs is not None and visit.person is None:
        if route.post:
            raise Refused(HTTPStatus.UNAUTHORIZED, "login")
        target = visit.request.url.path + (f"?{visit.request.url.query}" if visit.request.url.query else "")
        return RedirectResponse(path_of(visit.request, "login", next=target), HTTPStatus.SEE_OTHER.value)
    if route.needs is not None and not visit.may(route.needs):
        raise Refused(HTTPStatus.FORBIDDEN, "not_granted")
    if (
        route.post
        and visit.session is not None
        and not is_same(visit.form.get("csrf", ""), visit.session.csrf)
    ):
        raise Refused(HTTPStatus.FORBIDDEN, "foreign_form")
    return None


def _locale(request: Request, user: User | None) -> LocaleCode:
    """The language that was chosen, else the person's own, else the browser's; Vietnamese first."""
    chosen = request.cookies.get(LANGUAGE)
    if chosen in {"vi", "en"}:
        return "en" if chosen == "en" else "vi"
    if user is not None:
        return user.locale
    wanted = [
        part.partition(";")[0].strip().lower()
        for part in request.headers.get("accept-language", "").split(",")
    ]
    known = next((tag[:2] for tag in wanted if tag[:2] in {"vi", "en"}), "vi")
    return "en" if known == "en" else "vi"


def _refused(refused: Refused, request: Request, books: Books) -> Response:
    """A page that says why there is none; to programs, as they read it."""
    if request.url.path.startswith(serving.BEGINNING):
        return told(refused)
    try:
        user, person, session = _who(request, books)
    except OsiAuditError:
        user, person, session = None, None, None
    visit = Visit(request, books, _locale(request, user), person, session)
    came_from = request.headers.get("referer", "").removeprefix(books.settings.base_url)
    before = own_path(came_from) if came_from.startswith("/") and came_from != request.url.path else ""
    answer = visit.page("refused.html", refused.status, refused=refused, before=before)
    if refused.status in _AGAIN_S:
        answer.headers["retry-after"] = str(_AGAIN_S[refused.status])
    return answer


def _http_fault(books: Books) -> Handler:
    async def handler(request: Request, fault: Exception) -> Response:
        status = HTTPStatus(fault.status_code) if isinstance(fault, HTTPException) else HTTPStatus.BAD_REQUEST
        code = (
            "not_found"
            if status == HTTPStatus.NOT_FOUND
            else "method"
            if status == HTTPStatus.METHOD_NOT_ALLOWED
            else "form"
        )
        response = await anyio.to_thread.run_sync(_refused, Refused(status, code), request, books)
        if isinstance(fault, HTTPException) and fault.headers:
            response.headers.update(fault.headers)
        return response

    return handler


def _fault(books: Books) -> Handler:
    async def handler(request: Request, _fault: Exception) -> Response:
        return await anyio.to_thread.run_sync(
            _refused, Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "fault"), request, books
        )

    return handler
