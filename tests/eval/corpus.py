"""Static copies of real portals as site views, without a network: links are followed over the files as a server would serve them."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from audit.facts.page import read_page
from audit.lexicon import Lexicon, load_lexicon
from audit.site import SitePage, SiteView
from crawler.registry import Agency
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.eval.packed import PACKED, Packed, unpack

ROOT = Path(__file__).parents[2]
CORPORA = (ROOT / ".." / "shared" / "corpora").resolve()
PORTALS = ("sg-mse", "us-vote-gov", "uk-service-manual")


@dataclass(frozen=True)
class Copy:
    """One static copy."""

    name: str
    folder: Path
    host: str
    home: str
    sectors: tuple[str, ...]
    day: date
    kind: str = "ministry"
    packed: Packed | None = None


def copy_of(name: str) -> Copy:
    if name in PACKED:
        own = unpack(name)
        return Copy(name, own.folder, own.host, own.home, own.sectors, own.day, own.kind, own)
    folder = CORPORA / name
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    site = folder / manifest["site"]
    home = (
        "/" if (site / "index.html").exists() else f"/{next(p.name for p in site.iterdir() if p.is_dir())}/"
    )
    captured = re.match(r"\d{4}-\d{2}-\d{2}", manifest.get("captured") or "")
    day = date.fromisoformat(captured.group()) if captured else date(2024, 12, 31)
    sectors = (manifest["sector"],) if manifest.get("sector") else ()
    return Copy(name, site, manifest["host"], home, sectors, day)


def file_of(copy: Copy, url: str) -> Path | None:
    """Return the file that the server of the corpora would send."""
    if copy.packed:
        answer = copy.packed.answer(url)
        return answer.file if answer else None
    parts = urlsplit(url)
    if (parts.hostname or "") != copy.host:
        return None
    path = (copy.folder / unquote(parts.path).lstrip("/")).resolve()
    if not path.is_relative_to(copy.folder.resolve()):
        return None
    if path.is_dir():
        path /= "index.html"
    for candidate in (path, path.with_name(path.name + ".html")):
        if candidate.is_file() and candidate.suffix in {".html", ".htm"}:
            return candidate
    return None


@cache
def pages_of(name: str) -> tuple[tuple[SitePage, ...], tuple[PageRecord, ...]]:
    """Return what a crawl of the copy would read, with clicks from the home page, and the dead links."""
    copy = copy_of(name)
    start = f"http://{copy.host}{copy.home}"
    found: dict[Path, SitePage] = {}
    dead: dict[str, PageRecord] = {}
    queue = deque([(start, 0, "", "", "start")])
    seen = {start}
    while queue:
        step = queue.popleft()
        page = _read(copy, step, found, dead)
        if page is None:
            continue
        for link in page.facts.links:
            target = link.url.replace("https://", "http://", 1)
            if urlsplit(target).hostname == copy.host and target not in seen:
                seen.add(target)
                queue.append((target, step[1] + 1, page.record.url, link.text, "link"))
    for url, path in copy.packed.pages() if copy.packed else _files(copy):
        if path not in found and path.name != "404.html":
            _read(copy, (url, -1, "", "", "sitemap"), found, dead)
    return tuple(found.values()), tuple(dead.values())


def _files(copy: Copy) -> Iterator[tuple[str, Path]]:
    for path in sorted(copy.folder.rglob("*.html")):
        name = path.relative_to(copy.folder).as_posix().removesuffix("index.html")
        yield f"http://{copy.host}/{name}", path


def _why_not(copy: Copy, url: str) -> FetchStatus:
    """A copy of a part of a host says nothing about the rest of it: that is another body's."""
    if copy.packed:
        return copy.packed.why_not(url)
    path = urlsplit(url).path
    if not path.startswith(copy.home):
        return FetchStatus.OFF_HOST
    document = Path(path).suffix.lower() not in {"", ".html", ".htm"}
    return FetchStatus.NOT_A_PAGE if document else FetchStatus.NOT_FOUND


def _has_sitemap(copy: Copy) -> bool:
    return copy.packed.sitemap if copy.packed else (copy.folder / "sitemap.xml").is_file()


def _read(copy: Copy, step: tuple[str, int, str, str, str], found, dead) -> SitePage | None:
    url, depth, referrer, anchor, source = step
    path = file_of(copy, url)
    if path is None:
        dead[url] = PageRecord(url, _why_not(copy, url), depth=depth, referrer=referrer)
        return None
    if path in found:
        return None
    asked = url
    answer = copy.packed.answer(url) if copy.packed else None
    if answer:
        url = answer.url
    elif path.name == "index.html" and not urlsplit(url).path.endswith(("/", "index.html")):
        asked = url = urljoin(url, urlsplit(url).path + "/")
    record = PageRecord(
        asked, FetchStatus.OK, final_url=url, http_status=200, content_type="text/html", depth=depth,
        referrer=referrer, anchor=anchor, source=source, fetched_at=f"{copy.day.isoformat()}T00:00:00Z",
    )  # fmt: skip
    found[path] = SitePage(record, read_page(path.read_bytes(), url, "text/html"))
    return found[path]


@cache
def lexicon(**thresholds: float) -> Lexicon:
    found = load_lexicon(ROOT / "config")
    return replace(found, thresholds=found.thresholds.model_copy(update=thresholds))


@cache
def site_of(name: str, **thresholds: float) -> SiteView:
    """Return the view of a copy; `thresholds` replace those of the lexicon."""
    copy = copy_of(name)
    start = f"http://{copy.host}{copy.home}"
    pages, dead = pages_of(name)
    agency = Agency.model_validate(
        {
            "id": name,
            "name": copy.packed.names if copy.packed else {"vi": name, "en": name},
            "kind": copy.kind,
            "sectors": list(copy.sectors),
            "portals": [{"url": start, "role": "main", "confirmed": True}],
        }
    )
    outcome = PortalOutcome(start, "main", True, FetchStatus.OK)
    return SiteView(
        agency,
        pages,
        lexicon=lexicon(**thresholds),
        day=copy.day,
        records=[*(page.record for page in pages), *dead],
        portals=[outcome],
        sitemaps={f"{start}sitemap.xml": "ok"} if _has_sitemap(copy) else {},
    )
