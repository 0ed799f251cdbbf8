"""`Visit`: one request, as the pages see it, and how a page refuses one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reports.i18n import LocaleCode
from reports.portal import texts
from reports.portal.access import May, Viewer
from reports.portal.accounts.sessions import Session
from reports.portal.books import Books
from reports.portal.parts import HERE, put_in, rendered
from reports.portal.upload import Upload
from reports.portal.ways import Ways
from reports.safety import visible

DONE: Final = "done"
"""Parameter that tells, after a redirect, what was done: a key of `reports.portal.labels.DONE`."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of ours
    """Raised by a page for what it does not give; shown as a page of its own.

    Args:
        status: What a browser is told. What is out of sight is 404, so that nobody learns that it is there.
        code: Key of `reports.portal.labels.REFUSALS`: the sentence that a person is told.
    """

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(f"{status.value} {code}")
        self.status = status
        self.code = code


def not_found() -> Refused:
    """Return the refusal of what is not there, or is out of sight."""
    return Refused(HTTPStatus.NOT_FOUND, "not_found")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request."""

    request: Request
    books: Books
    locale: LocaleCode
    person: Viewer | None = None
    session: Session | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    """Fields of a form that was sent."""
    files: Mapping[str, Upload] = field(default_factory=dict)
    """Files of such a form, by field, where the route takes any."""

    @property
    def viewer(self) -> Viewer:
        """Who asks. Only for routes that want somebody who is in.

        Raises:
            Refused: Nobody is.
        """
        if self.person is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, "login")
        return self.person

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.books.clock()

    @property
    def address(self) -> str:
        """Whence the request comes, as the server in front tells it."""
        return self.request.client.host if self.request.client else ""

    def param(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """Return a parameter of the address, empty where it is not there."""
        return self.request.query_params.get(name, "")

    def may(self, what: May) -> bool:
        """Whether who asks may do that."""
        return self.person is not None and self.person.may(what)

    def url(self, page: str, **params: str) -> str:
        """Return the path of a page by its name; what is no part of the path becomes its query."""
        return self.ways.url(page, **params)

    @property
    def ways(self) -> Ways:
        """The addresses of all pages."""
        found: Ways = self.request.app.state.ways
        return found

    def absolute(self, path: str) -> str:
        """Return the whole address of a path: by what the operator set up, never by what a request claims."""
        return self.books.settings.base_url + path

    @property
    def here(self) -> str:
        """Path and query of this page, to come back to; of a form that was sent, where it leads."""
        url = self.request.url
        return url.path + (f"?{url.query}" if url.query else "") if self.request.method == "GET" else "/"

    def again(self, **params: object) -> str:
        """Return the address of this page with other parameters."""
        kept = [
            (name, value) for name, value in self.request.query_params.multi_items() if name not in params
        ]
        return f"{self.request.url.path}?{urlencode([*kept, *((name, str(value)) for name, value in params.items())])}"

    @property
    def done(self) -> str:
        """What was done just now, as a message id; empty where nothing was."""
        return texts.DONE.get(self.query(DONE), "")

    def agency(self, agency_id: str) -> str:
        """Return the id when the agency is in sight.

        Raises:
            Refused: It is not, or there is none.
        """
        if not self.viewer.sees(agency_id):
            raise not_found()
        return agency_id

    def page(self, template: str, status: HTTPStatus = HTTPStatus.OK, /, **context: Any) -> Response:
        """Render a page of `templates/portal/`."""
        return HTMLResponse(visible(self._rendered(template, **context)), status_code=status.value)

    def page_around(self, found: Sequence[bytes], template: str, /, **context: Any) -> Response:
        """Render a page around parts that were rendered before (`reports.portal.parts`)."""
        return HTMLResponse(put_in(self._rendered(template, inside=HERE, **context), found))

    def part(self, template: str, context: Mapping[str, Any]) -> bytes:
        """Render a part of a page; of the visit it knows the language and addresses, and nothing else."""
        return rendered(self.books.environments[self.locale], self.ways, template, context)

    def kept(self, key: tuple[object, ...], template: str, told: Callable[[], Mapping[str, Any]]) -> bytes:
        """Return a part of a page that was rendered before, or render it now.

        Args:
            key: All that the part shows follows from it and the language.
            template: Of the part.
            told: What it shows; asked only where it is not there yet.
        """
        return self.books.parts.get_or((self.locale, template, *key), lambda: self.part(template, told()))

    def _rendered(self, template: str, **context: Any) -> str:
        env = self.books.environments[self.locale]
        return env.get_template(f"portal/{template}").render(visit=self, May=May, **context)

    def to(self, path: str, done: str = "") -> Response:
        """Send the browser on after something was done, so that loading again does nothing twice (RFC 9110 §15.4.4)."""
        return RedirectResponse(
            path + (f"?{urlencode({DONE: done})}" if done else ""), HTTPStatus.SEE_OTHER.value
        )

    def note(self, action: str, *, agency_id: str = "", target: str = "", detail: str = "") -> None:
        """Write a change down in the log."""
        self.books.accounts.log.note(
            self.viewer,
            action,
            self.now,
            agency_id=agency_id,
            target=target,
            detail=detail,
            address=self.address,
        )


def path_of(request: Request, page: str, **params: str) -> str:
    """Return the path of a page by its name, with what is no part of the path as its query; empty values are left out."""
    found: Ways = request.app.state.ways
    return found.url(page, **params)
