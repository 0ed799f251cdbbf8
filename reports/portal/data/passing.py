"""`Passed`: an answer that Datasette gives in our place: to few addresses, with our headers, and without scripts."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from reports.portal.data.explorer import BASE, NAME, Explorer
from reports.safety import inert_cell

POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
"""Our own without a word for scripts: none runs here, and nothing is fetched by one."""
_PART: Final = r"[A-Za-z0-9_~-]+"
"""Of a path as Datasette writes it: what is no letter, digit, - or _ stands behind a ~; no dot, which begins a format."""
_KEYS: Final = r"[A-Za-z0-9_~,%-]+"
_ASKED: Final = re.compile(
    rf"{BASE}(?:{NAME}(?:\.(?:json|csv))?|{NAME}/(?!-$){_PART}(?:\.(?:json|csv))?|{NAME}/{_PART}/{_KEYS}(?:\.json)?)"
)
_KEPT: Final = frozenset({b"content-type", b"content-disposition", b"location"})
"""Headers of an answer: no cookie, no permission for other sites."""
_PASSED_ON: Final = frozenset({b"host", b"accept"})
"""Headers of a request: Datasette learns of no session."""


def is_passed(path: str) -> bool:
    """Whether Datasette is asked for that path, as the browser wrote it: audit.db, its tables, rows and questions.

    Its own pages below `/-/` tell settings, plugins, versions and files.

    >>> [is_passed(f"/data/{path}") for path in ("audit", "audit/runs.json", "audit/runs/20260701T000000Z")]
    [True, True, True]
    >>> [is_passed(f"/data/{path}") for path in ("-/plugins", "_internal", "audit.db", "audit/-/x", "audit%2F-/plugins", "")]
    [False, False, False, False, False, False]
    """
    return bool(_ASKED.fullmatch(path)) and not path.startswith(f"{BASE}{NAME}/-/")


_OF_THE_SERVER: Final = ("type", "asgi", "http_version", "scheme", "query_string", "client", "server")


class Passed(Response):
    """What Datasette answers.

    Args:
        explorer: Asked.
        path: Asked for, as the browser wrote it, of which `is_passed` holds.
    """

    def __init__(self, explorer: Explorer, path: str) -> None:
        super().__init__()
        self._explorer = explorer
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask, and pass the answer on."""
        path = "/" + self._path.removeprefix(BASE)  # its links put the base before it again
        asked = {
            **{key: scope[key] for key in _OF_THE_SERVER if key in scope},
            "method": "GET",
            "path": path,
            "raw_path": path.encode("ascii"),
            "root_path": "",
            "headers": [(name, value) for name, value in scope["headers"] if name in _PASSED_ON],
        }  # fmt: skip
        table = _Table(send) if self._path.endswith(".csv") else None
        to = table.take if table is not None else send

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name.lower(), value) for name, value in message.get("headers", ())]
                kept = [(name, value) for name, value in kept if name in _KEPT]
                message = {**message, "headers": [*kept, (b"content-security-policy", POLICY.encode())]}
            await to(message)

        await self._explorer.ask(asked, receive, sent)


class _Table:
    """A table on its way, whose cells no spreadsheet takes for a formula (CWE-1236). Rows are few: see `MOST_ROWS`."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._begin: Message = {}
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begin = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        if self._begin["status"] == 200:  # else it is a page that says why
            self._body = bytearray(_inert(self._body.decode("utf-8")).encode("utf-8"))
        await self._send(self._begin)
        await self._send({"type": "http.response.body", "body": bytes(self._body)})


def _inert(text: str) -> str:
    """A table of the same cells, defused."""
    out = io.StringIO(newline="")
    written = csv.writer(out)
    written.writerows([inert_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline="")))
    return out.getvalue()
