"""Small sites of services written in a test: facts in, a site view out, no HTML."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from audit.facts.model import Field, Form, Link, PageFacts, Place
from audit.facts.services.model import (
    FieldText,
    PageServices,
    Procedure,
    ProcedureField,
    Published,
    ServiceRow,
)
from audit.rules import Rules, load_rules
from audit.services.inventory import take_inventory
from audit.site import SitePage, SiteView
from crawler.registry import Agency
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus

DAY = date(2020, 3, 1)
HOST = "http://dichvucong.bo.example"
EIGHT = tuple(ProcedureField)[:8]
LOGIN = Form(
    f"{HOST}/dang-nhap",
    "post",
    Place.MAIN,
    (Field("text", "u", "Tài khoản"), Field("password", "p", "Mật khẩu")),
)


@cache
def rules() -> Rules:
    return load_rules(Path(__file__).parents[3] / "config", ("osi-2024",), DAY)


def at(path: str) -> str:
    return path if "://" in path else HOST + path


def row(name: str, url: str = "", code: str = "", **more) -> ServiceRow:
    more = {"language": "vi", **more, "level": Published(more.get("level", ""))}
    if "apply_url" in more:
        more["apply_url"] = at(more["apply_url"])
    return ServiceRow(name=name, url=at(url) if url else "", code=code, source="table", **more)


def procedure(name: str, points=EIGHT, language: str = "vi", spoken: str = "", **more) -> Procedure:
    fields = tuple(FieldText(point, f"nội dung {point}", spoken or language) for point in points)
    more["level"] = Published(more.get("level", ""))
    return Procedure(name=name, language=language, fields=fields, **more)


def page(
    path: str, *rows: ServiceRow, of: Procedure | None = None, title: str = "Trang", depth: int = 1, **facts
) -> SitePage:
    links = tuple(Link(at(link), link, Place.MAIN) for link in facts.pop("links", ()))
    told = PageServices(rows, of) if rows or of else None
    url = at(path)
    record = PageRecord(
        url, FetchStatus.OK, final_url=url, http_status=200, depth=depth,
        fetched_at="2020-03-01T00:00:00Z",
    )  # fmt: skip
    return SitePage(record, PageFacts(url, title=title, links=links, services=told, **facts))


def unread(path: str, status: FetchStatus, final: str = "") -> PageRecord:
    return PageRecord(at(path), status, final_url=final, depth=2)


def view(
    *pages: SitePage,
    records: tuple[PageRecord, ...] = (),
    status: FetchStatus = FetchStatus.OK,
    portals=(),
    beside=None,
) -> SiteView:
    agency = Agency.model_validate({
        "id": "bo", "name": {"vi": "Bộ Ví dụ", "en": "Ministry of Examples"}, "kind": "ministry", "sectors": [],
        "portals": [
            {"url": "http://bo.example/", "role": "main", "confirmed": True},
            {"url": f"{HOST}/", "role": "services", "confirmed": True},
            *portals,
        ],
    })  # fmt: skip
    outcomes = (
        PortalOutcome("http://bo.example/", "main", True, FetchStatus.OK),
        PortalOutcome(f"{HOST}/", "services", True, status),
    )
    home = page("http://bo.example/", title="Bộ Ví dụ", depth=0, links=("/",))
    read = [home, *pages]
    known = [*(one.record for one in read), *records]
    return SiteView(
        agency, read, lexicon=rules().lexicon, day=DAY, records=known, portals=outcomes, beside=beside
    )


def inventory(*pages: SitePage, **more):
    return take_inventory(view(*pages, **more), rules())


def only(*pages: SitePage, **more):
    """Return the only service of a site."""
    found = inventory(*pages, **more).services
    assert len(found) == 1, [one.name or one.name_en for one in found]
    return found[0]
