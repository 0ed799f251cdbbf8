"""Small sites written in a test: paths and bodies in, a site view out."""

from __future__ import annotations

import re
from collections import deque
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from audit.criteria.loader import load_edition
from audit.engine import judge
from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.lexicon import load_lexicon
from audit.site import SitePage, SiteView
from crawler.registry import Agency
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus

CONFIG = Path(__file__).parents[2] / "config"
DAY = date(2018, 6, 30)
HOST = "https://www.bovidu.gov.vn"

MENU = {
    "vi": [
        ("/vi/", "Trang chủ"), ("/vi/gioi-thieu/", "Giới thiệu"), ("/vi/tin-tuc/", "Tin tức"),
        ("/vi/dich-vu-cong/", "Dịch vụ công trực tuyến"), ("/vi/van-ban/", "Văn bản"), ("/vi/lien-he/", "Liên hệ"),
        ("/vi/so-do/", "Sơ đồ cổng"), ("/en/", "English"),
    ],
    "en": [
        ("/en/", "Home"), ("/en/about/", "About us"), ("/en/news/", "News"), ("/en/services/", "Online services"),
        ("/en/documents/", "Legal documents"), ("/en/contact/", "Contact us"), ("/en/sitemap/", "Site map"),
        ("/vi/", "Tiếng Việt"),
    ],
}  # fmt: skip

PROSE = {
    "vi": "Bộ Ví dụ là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về ngành, lĩnh vực được giao trên phạm vi cả nước. ",
    "en": "The Ministry of Examples is an agency of the Government that is responsible for state management of its sector across "
    "the whole country. ",
}


def page(language: str, title: str, body: str, *, menu: str | None = None, lang: str | None = None) -> str:
    """Return a page with header, menu and footer around a body."""
    links = "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in MENU[menu or language])
    site = "Bộ Ví dụ" if (menu or language) == "vi" else "Ministry of Examples"
    return (
        f'<!doctype html><html lang="{lang or language}"><head><meta charset="utf-8"><title>{title} - {site}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>'
        f"<header><nav><ul>{links}</ul></nav></header><main><h1>{title}</h1>{body}</main>"
        f"<footer><p>{site}</p></footer></body></html>"
    )


def paragraphs(language: str, count: int = 8) -> str:
    return "".join(f"<p>{PROSE[language]}</p>" for _ in range(count))


def without_dead_links(pages: dict[str, str]) -> dict[str, str]:
    """Return the pages without links to pages of the site that are not among them."""
    link = re.compile(r'(?:<li>)?<a href="(/[^"]*/)">[^<]*</a>(?:</li>)?')
    return {
        path: link.sub(lambda match: match.group() if match.group(1) in pages else "", body)
        for path, body in pages.items()
    }


@cache
def lexicon():
    return load_lexicon(CONFIG)


@cache
def criteria():
    names = ("osi-2024", "vn-law", "vn-data")
    editions = [load_edition(CONFIG / "criteria" / f"{name}.yaml") for name in names]
    return {criterion.id: criterion for edition in editions for criterion in edition.criteria}


def site(
    pages: dict[str, str],
    *,
    kind: str = "ministry",
    sectors: tuple[str, ...] = (),
    day: date = DAY,
    home: str = "/vi/",
    dead: tuple[PageRecord, ...] = (),
    portals: tuple[tuple[str, str], ...] = (),
    outcomes: tuple[PortalOutcome, ...] | None = None,
    probed: tuple[str, ...] = (),
    **more,
) -> SiteView:
    """Return the view of a site; clicks are counted by following its links from the home page.

    Pages at `probed` were found by trying their addresses.
    """
    bodies = {urljoin(HOST, path): body.encode() for path, body in pages.items()}
    start = urljoin(HOST, home)
    agency = Agency.model_validate(
        {
            "id": "bovidu",
            "name": {"vi": "Bộ Ví dụ", "en": "Ministry of Examples"},
            "kind": kind,
            "sectors": list(sectors),
            "portals": [
                {"url": start, "role": "main", "confirmed": True},
                *({"url": urljoin(HOST, url), "role": role, "confirmed": True} for role, url in portals),
            ],
        }
    )
    read = [
        SitePage(_record(url, depth, probed=urlsplit(url).path in probed), _facts(bodies[url], url))
        for url, depth in _clicks(bodies, start).items()
    ]
    if outcomes is None:
        outcomes = (PortalOutcome(start, "main", True, FetchStatus.OK if read else FetchStatus.FORBIDDEN),)
    records = [*(p.record for p in read), *dead]
    return SiteView(agency, read, lexicon=lexicon(), day=day, records=records, portals=outcomes, **more)


def verdicts(view: SiteView, *ids: str):
    """Return judgements by id."""
    chosen = tuple(criteria()[name] for name in ids) or tuple(criteria().values())
    return {j.criterion_id: j for j in judge(view, chosen, lexicon(), view.day)}


def verdict(view: SiteView, criterion_id: str):
    return verdicts(view, criterion_id)[criterion_id]


@lru_cache(maxsize=2000)
def _facts(body: bytes, url: str) -> PageFacts:
    """What a page says; most tests change a page or two of the same site."""
    return read_page(body, url, "text/html; charset=utf-8")


def _record(url: str, depth: int, *, probed: bool = False) -> PageRecord:
    return PageRecord(
        url, FetchStatus.OK, final_url=url, http_status=200, content_type="text/html", depth=depth,
        source="probe" if probed else "start" if depth == 0 else "link", fetched_at="2018-06-30T00:00:00Z",
        warc_file="crawl-00000.warc.gz", warc_offset=17,
    )  # fmt: skip


def _clicks(bodies: dict[str, bytes], start: str) -> dict[str, int]:
    depths = {start: 0} if start in bodies else {}
    queue = deque(depths)
    while queue:
        url = queue.popleft()
        for link in _facts(bodies[url], url).links:
            if link.url in bodies and link.url not in depths:
                depths[link.url] = depths[url] + 1
                queue.append(link.url)
    return {url: depths.get(url, -1) for url in bodies}
