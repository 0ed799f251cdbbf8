"""What Datasette says when something fails; in place of its own hook, which prints all local variables to the standard output."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from datasette import Response, hookimpl
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError as ExplorerError

log = logging.getLogger(__name__)


@hookimpl(specname="handle_exception")  # type: ignore[untyped-decorator] # Datasette has no types
def told(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """Return the answer to a question that failed."""

    async def answer() -> Any:
        status, message = _said(exception)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("%s", request.path, exc_info=exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status.value}, status=status.value)
        template = datasette.jinja_env.get_template("error.html")
        text = await template.render_async(
            ok=False, error=message, status=status.value, title=status.phrase, urls=datasette.urls,
            app_css_hash=datasette.app_css_hash(), menu_links=list,
        )  # fmt: skip
        return Response.html(text, status=status.value)

    return answer


def _said(exception: Exception) -> tuple[HTTPStatus, str]:
    if isinstance(exception, Base400):
        return HTTPStatus(exception.status), str(exception.args[0])
    if isinstance(exception, ExplorerError):
        message = "" if exception.message_is_html else str(exception.message)
        return HTTPStatus(exception.status), message or str(exception.title or "")
    if isinstance(exception, sqlite3.Error):
        return HTTPStatus.BAD_REQUEST, str(exception)
    return (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here; the operator finds the cause in the log.",
    )
