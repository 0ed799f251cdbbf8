"""Crawl a running CMS on loopback and keep its pages as it sent them: one archive, a list of addresses, a manifest."""

from __future__ import annotations

import http.client
import io
import json
import re
import tarfile
from collections import deque
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

DAY = "2026-06-15"
PATH = "/:,;=@!$&'()*+~"
"""Characters that stay as they are in paths."""
SKIPPED = re.compile(
    r"/(wp-json|wp-admin|xmlrpc|wp-login|load\.php|api\.php|rest\.php|feed)(/|\.|$|\?)|[?&](replytocom|feed|share)="
)
"""Addresses no crawler of portals follows: feeds and the machinery's own."""


@dataclass(frozen=True)
class Portal:
    """A running portal: the name of its copy, the host it thinks it is, its port on loopback, its CMS."""

    name: str
    host: str
    port: int
    cms: str
    version: str
    start: str = "/"
    skipped: str = "^$"


@dataclass(frozen=True)
class Answer:
    """What the server sent for an address."""

    url: str
    status: int
    kind: str
    body: bytes
    location: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for key, value in attrs if key == "href" and value]


def ask(portal: Portal, url: str) -> Answer:
    """Send one GET as a browser under the portal's own host name would."""
    parts = urlsplit(url)
    link = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=120)
    path = (parts.path or "/") + (f"?{quote(parts.query, safe=f'{PATH}?%')}" if parts.query else "")
    link.request("GET", path, headers={"Host": portal.host, "Accept-Language": "vi"})
    got = link.getresponse()
    kind = got.getheader("Content-Type", "")
    return Answer(url, got.status, kind, got.read(), got.getheader("Location", ""))


def plain(url: str) -> str:
    """Return an address with its path escaped in the one usual way, so that each page has one.

    >>> plain("http://a.example/wiki/Liên_hệ?x=1")
    'http://a.example/wiki/Li%C3%AAn_h%E1%BB%87?x=1'
    """
    parts = urlsplit(url)
    return parts._replace(path=quote(unquote(parts.path), safe=PATH)).geturl()


def crawl(portal: Portal) -> list[Answer]:
    """Follow every link on the portal's host, breadth first; robots.txt and the site map are asked for, their answers listed."""
    starts = [f"http://{portal.host}{path}" for path in (portal.start, "/robots.txt", "/sitemap.xml")]
    queue, seen, found = deque(starts), set(starts), []
    skipped = re.compile(portal.skipped)
    while queue:
        answer = ask(portal, queue.popleft())
        found.append(answer)
        links = [answer.location] if answer.location else []
        if "html" in answer.kind:
            reader = _Links()
            reader.feed(answer.body.decode("utf-8"))
            links += reader.found
        for link in links:
            url = plain(urldefrag(urljoin(answer.url, link.strip()))[0])
            mine = urlsplit(url).hostname == portal.host and urlsplit(url).scheme == "http"
            path = unquote(url.split(portal.host, 1)[-1])
            if mine and url not in seen and not SKIPPED.search(url) and not skipped.search(path):
                seen.add(url)
                queue.append(url)
    return found


def name_of(url: str) -> str:
    """Return the file that keeps a page: readable, without characters that file systems dislike.

    >>> name_of("http://a.example/tin-tuc/?page=2")
    'tin-tuc/index_page=2.html'
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lstrip("/")
    if not path or path.endswith("/"):
        path += "index"
    tail = f"_{unquote(parts.query)}" if parts.query else ""
    return re.sub(r'[\\:*?"<>|]', "_", path + tail).removesuffix(".html") + ".html"


def copy(portal: Portal, out: Path) -> None:
    """Write `<name>/site.tar.xz`, `pages.jsonl` and `manifest.json` under a folder."""
    folder = out / portal.name
    folder.mkdir(parents=True, exist_ok=True)
    lines, size, pages = [], 0, 0
    with tarfile.open(folder / "site.tar.xz", "w:xz", preset=9) as archive:
        for answer in sorted(crawl(portal), key=lambda found: found.url):
            line = {"url": answer.url, "status": answer.status, "content_type": answer.kind}
            if answer.location:
                line["location"] = urljoin(answer.url, answer.location)
            elif "html" in answer.kind and answer.status == 200:
                line["file"] = name_of(answer.url)
                member = tarfile.TarInfo(f"site/{line['file']}")
                member.size = len(answer.body)
                archive.addfile(member, io.BytesIO(answer.body))
                size, pages = size + len(answer.body), pages + 1
            lines.append(json.dumps(line, ensure_ascii=False))
    (folder / "pages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    manifest = {
        "name": portal.name,
        "host": portal.host,
        "home": portal.start,
        "captured": DAY,
        "cms": portal.cms,
        "cms_version": portal.version,
        "pages": pages,
        "bytes": size,
        "licence": "Texts written for this project (Apache-2.0). Only the markup that the CMS rendered is kept, none of its code.",
    }
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{portal.name}: {pages} pages, {size} bytes, {len(lines)} addresses")
