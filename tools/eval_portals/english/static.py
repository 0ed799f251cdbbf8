"""Portals of static pages: texts rendered by Jinja2 templates, served over loopback for as long as a copy is made."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from content import Text, texts
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import markdown

HERE = Path(__file__).parent
NEWS = "news"
HEADING = re.compile(r"<h2>(.*?)</h2>")
FILE = re.compile(r'href="(/[^"#?]*\.(?:pdf|csv|json|xlsx|geojson|zip|docx))"')


@dataclass(frozen=True)
class Section:
    """What stands under one second-level heading; `title` and `anchor` are empty for what stands above the first."""

    anchor: str
    title: str
    html: str


def slug(title: str) -> str:
    """Return the anchor of a heading.

    >>> slug("Nếu người nhà bị ốm?")
    'neu-nguoi-nha-bi-om'
    """
    plain = unicodedata.normalize("NFKD", title.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


def sections(body: str) -> list[Section]:
    """Render Markdown and cut it at its second-level headings."""
    rendered = markdown(body, extensions=["tables", "def_list", "md_in_html", "attr_list"])
    first, *rest = HEADING.split(rendered)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return [Section("", "", first), *(Section(slug(title), title, html) for title, html in pairs)]


def address(text: Text) -> str:
    """Return the path under which a text is served."""
    return f"/{text.path}/" if text.path else "/"


def language(text: Text) -> str:
    """Return the language of a text: the first part of its path, else English."""
    first = text.path.split("/")[0]
    return first if first in {"vi", "es"} else "en"


def render(name: str) -> dict[str, bytes]:
    """Return the pages and files of a portal by their paths; a file is empty, only its address counts."""
    pages = list(texts(HERE / name / "content"))
    by_path = {text.path: text for text in pages}
    news = sorted((text for text in pages if text.kind == NEWS), key=lambda text: text.day, reverse=True)
    found = Environment(
        loader=FileSystemLoader(HERE / name / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(address=address, language=language, pages=pages, news=news)
    site = {}
    for text in pages:
        parts = text.path.split("/")
        above = [by_path[path] for n in range(1, len(parts)) if (path := "/".join(parts[:n])) in by_path]
        children = [other for other in pages if text.path and other.path.rpartition("/")[0] == text.path]
        related = [by_path[path] for path in text.facts.get("related", "").split(",") if path]
        html = found.get_template(f"{text.kind}.html").render(
            page=text, above=above, children=children, related=related, sections=sections(text.body)
        )
        site[address(text)] = html.encode()
    files = {path for html in site.values() for path in FILE.findall(html.decode())}
    return site | {path: b"" for path in files if not path.startswith("/old/")}


@contextmanager
def serving(name: str) -> Iterator[int]:
    """Serve a portal until the block ends; yields the port. What a portal does not have is answered 404."""
    site = render(name)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            body = site.get(path)
            kind = "text/html; charset=utf-8" if path.endswith("/") or body is None else _kind(path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>Page not found</title>" if body is None else body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _kind(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
