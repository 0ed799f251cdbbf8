"""Known page pairs beside found ones: precision and recall of pairing, by method and with methods masked.

`python -m tests.eval.pairs` prints the table; run it from the checkout. Portals: a real one with 60 Vietnamese pages, each with
its English twin, and the demo portals, whose twins are told apart by their content files. Masking goes both ways: the methods are
not asked, and the addresses are renamed, so that nothing can leak from them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from audit.demo.answer import Network
from audit.demo.behaviours import Request
from audit.demo.content import load_portals
from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.pairs import How, pair_pages
from audit.site import SitePage, SiteView
from crawler.registry import Agency, load_registry
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.eval.corpus import CORPORA, ROOT, copy_of, file_of, lexicon, pages_of

DAY = date(2024, 12, 31)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
LINK = re.compile(r"""(href=["'])([^"'#]+)(["'])""")


@dataclass(frozen=True)
class Source:
    """A portal as bodies by address, and its known pairs: Vietnamese address → English address."""

    name: str
    agency: Agency
    bodies: dict[str, tuple[bytes, str]]
    """With their content types."""
    starts: tuple[str, ...]
    pairs: dict[str, str]
    day: date
    moved: tuple[tuple[str, str], ...] = ()
    """Addresses that redirect, with where they end."""


@dataclass(frozen=True)
class Figures:
    """Of one portal with one choice of methods."""

    known: int
    found: int
    """Counterparts told, for pages whose truth is known."""
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.known if self.known else 1.0

    def __str__(self) -> str:
        return f"{self.known:3} known, {self.found:3} found, {self.right:3} right: precision {self.precision:.2f} recall {self.recall:.2f}"


@cache
def real() -> Source:
    """The real bilingual portal."""
    name = "us-vote-gov"
    copy = copy_of(name)
    bodies = {}
    for page in pages_of(name)[0]:
        path = file_of(copy, page.facts.url)
        assert path is not None
        bodies[page.facts.url] = (path.read_bytes(), "text/html")
    lines = (CORPORA / name / "pairs_en_vi.tsv").read_text(encoding="utf-8").splitlines()
    base = f"http://{copy.host}"
    pairs = {base + vi: base + en for en, vi in (line.split("\t") for line in lines)}
    agency = _agency(name, f"{base}{copy.home}")
    return Source(name, agency, bodies, (f"{base}{copy.home}",), pairs, copy.day)


def _agency(name: str, url: str) -> Agency:
    return Agency.model_validate(
        {
            "id": name,
            "name": {"vi": name, "en": name},
            "kind": "ministry",
            "portals": [{"url": url, "role": "main", "confirmed": True}],
        }
    )


@cache
def demo(name: str) -> Source:
    """A demo portal, asked in this process."""
    network = Network(load_portals(), DAY)
    registry = load_registry(ROOT / "audit" / "demo" / "sites.yaml")
    agency = next(a for a in registry.agencies if a.id == name)
    starts = tuple(portal.url for portal in agency.portals)
    hosts = {urlsplit(url).hostname for url in starts}
    bodies: dict[str, tuple[bytes, str]] = {}
    queue = deque(starts)
    seen = set(queue)
    moved: dict[str, str] = {}
    while queue:
        url = queue.popleft()
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        answer = network.answer(
            Request("GET", parts.hostname or "", target, {"user-agent": "Mozilla/5.0 (X11)"})
        )
        follow = dict(answer.headers).get("Location")
        if follow:
            moved[url] = urljoin(url, follow)
            queue.append(moved[url])
        if answer.status != 200 or not answer.content_type.startswith("text/html"):
            continue
        bodies[url] = (answer.body, answer.content_type)
        for link in _facts(answer.body, url, answer.content_type, DAY).links:
            target = _SESSION.sub("", link.url)
            if urlsplit(target).hostname in hosts and target not in seen and len(seen) < 400:
                seen.add(target)
                queue.append(target)
    starts = tuple(moved.get(url, url) for url in starts)
    scheme = urlsplit(starts[0]).scheme
    lines = (Path(__file__).parent / "data" / "pairs_demo.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith(f"{name}\t")]
    pairs = {f"{scheme}://{vi}": f"{scheme}://{en}" if en else "" for _, vi, en in rows}
    return Source(name, agency, bodies, starts, pairs, DAY, tuple(moved.items()))


@cache
def halves(name: str) -> tuple[Source, Source]:
    """Return a portal without every second English page, and without the others; `real` is the real one."""
    source = real() if name == "real" else demo(name)
    english = sorted(en for en in source.pairs.values() if en and en not in source.starts)
    return without(source, english[0::2]), without(source, english[1::2])


def renamed(source: Source) -> Source:
    """Return the same portal under addresses that say nothing: `/p7`; home pages keep theirs, links follow."""
    names = {url: _opaque(url, n, source) for n, url in enumerate(sorted(source.bodies))}
    bodies = {}
    for url, (body, kind) in source.bodies.items():

        def follow(match: re.Match[bytes], base: str = url) -> bytes:
            target = urljoin(base, match[2].decode("utf-8", "replace")).replace(
                "https://", urlsplit(base).scheme + "://", 1
            )
            return match[1] + names.get(target, target).encode() + match[3]

        bodies[names[url]] = (re.sub(LINK.pattern.encode(), follow, body), kind)
    pairs = {names.get(vi, vi): names.get(en, en) for vi, en in source.pairs.items()}
    return Source(source.name, source.agency, bodies, source.starts, pairs, source.day, source.moved)


def _opaque(url: str, number: int, source: Source) -> str:
    parts = urlsplit(url)
    return url if url in source.starts else f"{parts.scheme}://{parts.hostname}/p{number}"


def without(source: Source, gone: Collection[str]) -> Source:
    """Return the portal without some pages."""
    kept = {url: body for url, body in source.bodies.items() if url not in gone}
    pairs = {vi: en for vi, en in source.pairs.items() if en not in gone}
    return Source(source.name, source.agency, kept, source.starts, pairs, source.day, source.moved)


_VIEWS: dict[int, tuple[Source, SiteView]] = {}
"""By the source's identity; the source is held so that no other takes its place."""


def view(source: Source) -> SiteView:
    """Return the site view of a portal, clicks counted from its start pages; made once."""
    if id(source) not in _VIEWS:
        _VIEWS[id(source)] = (source, _view(source))
    return _VIEWS[id(source)][1]


@cache
def _facts(body: bytes, url: str, kind: str, day: date) -> PageFacts:
    """What a page says; portals without some of their pages have the others in common."""
    return read_page(body, url, kind, fetched_on=day)


def _view(source: Source) -> SiteView:
    facts = {url: _facts(body, url, kind, source.day) for url, (body, kind) in source.bodies.items()}
    depths = dict.fromkeys((url for url in source.starts if url in facts), 0)
    queue = deque(depths)
    while queue:
        url = queue.popleft()
        for link in facts[url].links:
            target = _SESSION.sub("", link.url)
            target = target if target in facts else target.replace("https://", "http://", 1)
            if target in facts and target not in depths:
                depths[target] = depths[url] + 1
                queue.append(target)
    read = [
        SitePage(
            PageRecord(url, FetchStatus.OK, final_url=url, http_status=200, depth=depths.get(url, -1)),
            facts[url],
        )
        for url in source.bodies
    ]
    moved = [PageRecord(url, FetchStatus.REDIRECT, final_url=end) for url, end in source.moved]
    outcomes = [PortalOutcome(url, "main", True, FetchStatus.OK) for url in source.starts[:1]]
    return SiteView(
        source.agency,
        read,
        lexicon=lexicon(),
        day=source.day,
        records=[*(page.record for page in read), *moved],
        portals=outcomes,
    )


def measure(source: Source, methods: Collection[How] = tuple(How)) -> tuple[Figures, list[str]]:
    """Return the figures of a portal, and what was paired otherwise than known."""
    site = view(source)
    known, open_ = {}, set()
    for vi, en in source.pairs.items():
        page, twin = site.page(vi), site.page(en) if en else None
        if page is not None and not en:
            open_.add(page.key)
        elif page is not None and twin is not None:
            known[page.key] = twin.key
    found = right = 0
    wrong = []
    for pair in pair_pages(site, methods):
        page, twin = site.page(pair.url), site.page(pair.english_url) if pair.english_url else None
        assert page is not None
        truth = known.get(page.key, "")
        if page.key not in open_ and twin is not None:
            found += 1
            right += truth == twin.key
        if page.key not in open_ and truth != (twin.key if twin else ""):
            wrong.append(
                f"{pair.how or '-'}: {pair.url} ({pair.title}) with {pair.english_url or 'none'}, known {truth or 'none'}"
            )
    return Figures(len(known), found, right), wrong


ROWS: tuple[tuple[str, tuple[How, ...]], ...] = (
    ("all", tuple(How)),
    ("hreflang alone", (How.HREFLANG,)),
    ("switch alone", (How.SWITCH,)),
    ("address alone", (How.ADDRESS,)),
    ("content alone", (How.CONTENT,)),
    ("no hreflang", tuple(how for how in How if how is not How.HREFLANG)),
    ("neither hreflang nor switch", (How.ADDRESS, How.PAGE, How.CONTENT)),
)


def main() -> None:
    sources: Iterable[Source] = (
        real(),
        *(demo(name) for name in ("ytecd", "hoagiai", "moitruongbien", "giaoducpt", "binhminh")),
    )
    for source in sources:
        for title, methods in ROWS:
            figures, wrong = measure(source, methods)
            print(f"{source.name:14} {title:30} {figures}")
            for line in wrong:
                print(f"    {line}")
        other = renamed(source)
        figures, wrong = measure(other, (How.CONTENT,))
        print(f"{source.name:14} {'content, renamed addresses':30} {figures}")
        for line in wrong:
            print(f"    {line}")


if __name__ == "__main__":
    main()
