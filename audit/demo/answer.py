"""One request to the demo portals, answered: a pure function of address, headers and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from audit.demo.behaviours import Request, Response, matching
from audit.demo.content import PORTALS, Page, Portal
from audit.demo.files import CONTENT_TYPES, make_file
from audit.demo.render import TEMPLATES, View, parse_query, render
from audit.demo.site_map import sitemap_xml

_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_TEXT = "text/plain; charset=utf-8"

_NEIGHBOUR = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{host}</title></head>
<body><h1>{host}</h1><p>Trang mẫu của một cơ quan khác, không thuộc phạm vi trình diễn.</p></body></html>"""
_LOST = {
    "vi": ("Không tìm thấy trang", "Đường dẫn không tồn tại hoặc nội dung đã được gỡ khỏi cổng thông tin."),
    "en": ("Page not found", "The address does not exist, or its content has been removed from this portal."),
}


@dataclass(frozen=True, slots=True)
class Network:
    """All demo hosts on one day."""

    portals: tuple[Portal, ...]
    day: date

    def portal_of(self, host: str) -> Portal | None:
        """Return the portal that a host belongs to."""
        for portal in self.portals:
            if any(part.host == host for part in portal.site.hosts):
                return portal
        return None

    def is_https(self, host: str) -> bool:
        """Whether a host is served over TLS only."""
        portal = self.portal_of(host)
        return portal is not None and any(part.host == host and part.https for part in portal.site.hosts)

    def answer(self, request: Request) -> Response:
        """Return what a host says; hosts that are linked to but not ours say so."""
        portal = self.portal_of(request.host)
        if portal is None:
            return self._neighbour(request.host)
        path = _SESSION.sub("", unquote(request.target))
        response = self._plain(portal, request, path)
        for behaviour in matching(portal.site.behaviours, request.host, path):
            response = behaviour(request, response)
        return response

    def _neighbour(self, host: str) -> Response:
        known = host.endswith("-mau.example")
        return (
            Response(200, _NEIGHBOUR.format(host=host).encode())
            if known
            else Response(502, b"no such host", _TEXT)
        )

    def _plain(self, portal: Portal, request: Request, path: str) -> Response:
        """Answer as if the portal had no quirks."""
        host, (bare, _, query) = request.host, path.partition("?")
        own = next(part for part in portal.site.hosts if part.host == host)
        if bare == "/robots.txt":
            return (
                Response(200, own.robots.encode(), _TEXT)
                if own.robots is not None
                else self._lost(portal, host)
            )
        if bare == "/sitemap.xml" and own.sitemap:
            return Response(200, sitemap_xml(portal, host, self.day), "application/xml; charset=utf-8")
        if bare.startswith("/static/"):
            return _style(portal, bare)
        if bare in portal.documents:
            return _document(portal, bare)
        if bare.startswith("/print/"):
            return self._print_twin(portal, host, bare.removeprefix("/print/"))
        return self._page(portal, host, path, query)

    def _page(self, portal: Portal, host: str, path: str, query: str) -> Response:
        found = portal.pages.get((host, path)) or portal.pages.get((host, path.partition("?")[0]))
        if found is None and "&" in query:
            found = portal.pages.get((host, path.partition("&")[0]))
        if found is None:
            return self._lost(portal, host)
        branch, page = found
        return Response(200, render(View(portal, branch, page, self.day, parse_query(query))).encode())

    def _lost(self, portal: Portal, host: str) -> Response:
        branch = next(name for name, part in portal.site.branches.items() if part.host == host)
        title, text = _LOST[portal.site.branches[branch].ui]
        page = Page(path="/404", title=title, body=text, plain=True)
        return Response(404, render(View(portal, branch, page, self.day)).encode())

    def _print_twin(self, portal: Portal, host: str, name: str) -> Response:
        for (page_host, path), (branch, page) in portal.pages.items():
            if page_host == host and page.section and re.split(r"[=/]", path)[-1] == name:
                return Response(
                    200, render(View(portal, branch, page, self.day), template="print.html.j2").encode()
                )
        return self._lost(portal, host)


def _style(portal: Portal, path: str) -> Response:
    sheets = {
        "/static/base.css": TEMPLATES / "base.css",
        "/static/site.css": PORTALS / portal.site.id / "site.css",
    }
    if path not in sheets:
        return Response(404, b"not found", _TEXT)
    text = sheets[path].read_bytes()
    if path == "/static/base.css" and portal.site.responsive:
        text += (TEMPLATES / "phone.css").read_bytes()
    return Response(200, text, "text/css; charset=utf-8")


def _document(portal: Portal, path: str) -> Response:
    kind = path.rsplit(".", 1)[1]
    rows = portal.site.data.get(path, [])
    return Response(200, make_file(kind, portal.documents[path], rows), CONTENT_TYPES[kind])
