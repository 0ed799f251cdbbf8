"""A province's portal of Bootstrap cards, accordions and unclosed definition rows. Held out: see tests/eval/services_held_out."""

from __future__ import annotations

import json
from datetime import date
from functools import partial

from audit.facts.services.model import Published
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.plan import Planned, planned, related, short, slug
from tools.service_portals.province_cards_words import COMMUNE, LAYOUTS, sections, words
from tools.service_portals.rendering import Site

HOST = "sonha.example"
DVC = f"http://dichvucong.{HOST}"
"""The province's host of services."""
PER_PAGE = 9
LEVELS = {
    Published.WHOLE: ("DVC trực tuyến toàn trình", "bg-success"),
    Published.PART: ("DVC trực tuyến một phần", "bg-warning text-dark"),
    Published.INFORMATION: ("DVC cung cấp thông tin trực tuyến", "bg-secondary"),
    Published.UNSTATED: ("", ""),
}
BUTTONS = ("Nộp hồ sơ", "Nộp hồ sơ trực tuyến", "Nộp trực tuyến", "Thực hiện trực tuyến")
DECIDED = {"Hộ tịch", "Đất đai"}
"""Fields of the services that a decision announces."""


def identity(one: Planned) -> int:
    """Return the number by which the portal knows a service."""
    return 7310 + one.number * 3


def address(one: Planned) -> str:
    """Return the path of a service's page."""
    return f"/dich-vu-cong/{slug(one.name, 60)}-{identity(one)}"


def portal() -> Portal:
    """Return the fixture."""
    services = planned("province-cards")
    carded = tuple(one for one in services if one.seen in {"", "wall", "gone"})
    bodies = dict.fromkeys(one.body for one in services)
    site = Site("province-cards", HOST)
    put = partial(
        site.put,
        LEVELS=LEVELS,
        DVC=DVC,
        url_of={one.number: address(one) for one in services},
        tree=[(body, slug(body), sum(one.body == body for one in carded)) for body in bodies],
        shows_body=_shows_body,
        short=short,
    )
    key = tuple(_service(site, put, one, services) for one in services)
    _lists(site, put, services, carded)
    _around(site, put, services)
    put(f"{DVC}/", "dvc_home.html")
    return Portal(
        folder="province-cards",
        family="custom",
        agency={
            "id": "sonha",
            "name": {"vi": "Ủy ban nhân dân tỉnh Sơn Hạ", "en": "Son Ha Provincial People's Committee"},
            "kind": "province",
            "sectors": ["health", "education"],
            "portals": [
                {"url": f"http://{HOST}/", "role": "main", "confirmed": True},
                {"url": f"{DVC}/", "role": "services", "confirmed": True},
            ],
        },
        day=date(2026, 3, 12),
        habits=(
            "Bootstrap 5: grids of cards with badges of levels, accordions, headings with lists, definition rows whose tags stay open,"
            " rows of a grid; modals beside a table; a page whose list stands in __NEXT_DATA__ only; a table of PDF files; electronic"
            " forms of several steps; a choice of identity accounts without a password field. Known from public page sources of such"
            " portals and frameworks."
        ),
        mark="accordion-button",
        pages=tuple(site.pages.values()),
        key=key,
    )


def _shows_body(one: Planned) -> bool:
    return one.said("agency") or bool(one.seen)


def _service(site: Site, put: partial[str], one: Planned, services: tuple[Planned, ...]) -> Truth:
    path = address(one)
    if one.seen == "gone":
        return one.truth(dead_end=site.dead(path))
    if one.seen == "wall":
        site.redirect(path, f"/dang-nhap?ReturnUrl={path}")
        put(f"/dang-nhap?ReturnUrl={path}", "login_accounts.html")
    if one.seen:
        return one.truth()
    forms = _forms(site, one)
    way, dead_end = _way(site, put, one)
    template, labels = LAYOUTS[one.number % 4]
    url = put(
        path,
        template,
        s=one,
        forms=forms,
        way=way,
        button=BUTTONS[one.number % 4],
        sections=sections(one, labels),
        others=related(one, services)[:3],
    )
    return one.truth(url=url, dead_end=dead_end)


def _forms(site: Site, one: Planned) -> list[tuple[str, str]]:
    """Return link text and address of the form to download."""
    if not one.form:
        return []
    path = f"/uploads/bieu-mau/{slug(one.out, 30)}-{one.number}.{'docx' if one.number % 2 else 'doc'}"
    site.file(path)
    which = f"{one.number % 9 + 1:02}"
    texts = ("Mẫu đơn, tờ khai", f"Tải mẫu số {which}", f"Mau-{which}-{slug(one.out, 24)}.docx")
    return [(texts[one.number % 3], path)]


def _way(site: Site, put: partial[str], one: Planned) -> tuple[str, str]:
    """Make what the button leads to; return its address, and the same again if nothing works there."""
    odd, path = one.number % 2, f"/nop-ho-so/{identity(one)}"
    if one.way is Way.NONE or "inline" in one.flags:
        return "", ""
    if one.way is Way.FORM:
        put(path, "eform_steps.html" if odd else "eform_long.html", s=one)
    elif one.way is Way.LOGIN and odd:
        site.redirect(path, f"/dang-nhap?ReturnUrl={path}")
        put(f"/dang-nhap?ReturnUrl={path}", "login_accounts.html")
    elif one.way is Way.LOGIN:
        path = f"/dang-nhap?ma={identity(one)}"
        put(path, "login_password.html")
    elif one.way is Way.OFFICIAL:
        path = f"{DVC}/khai-bao?ma={one.code}"
        put(path, "dvc_login.html")
    elif one.way is Way.DEAD:
        return path, site.dead(path, 404 if odd else 503)
    elif one.way is Way.BARE:
        put(path, "bare.html" if odd else "soft404.html")
    else:
        return f"{address(one)}#nop-ho-so", ""
    return path, ""


def _lists(site: Site, put: partial[str], services: tuple[Planned, ...], carded: tuple[Planned, ...]) -> None:
    cuts = [carded[at : at + PER_PAGE] for at in range(0, len(carded), PER_PAGE)]
    pages = ["/dich-vu-cong" + (f"?trang={at}" if at > 1 else "") for at in range(1, len(cuts) + 1)]
    for path, cut in zip(pages, cuts, strict=True):
        put(path, "cards.html", rows=cut, pages=pages, total=len(carded))
    for body in dict.fromkeys(one.body for one in services):
        mine = [one for one in carded if one.body == body and _shows_body(one)]
        fields = dict.fromkeys(one.field for one in mine)
        grouped = [(field, [one for one in mine if one.field == field]) for field in fields]
        put(f"/co-quan/{slug(body)}", "agency.html", body=body, fields=grouped)
    put("/co-quan", "tree.html")
    communal = [one for one in carded if one.body == COMMUNE and not one.seen]
    put("/thu-tuc/cap-xa", "modal_list.html", rows=communal, words=words)
    on_paper = [one for one in services if one.seen == "pdf"]
    for one in on_paper:
        site.file(f"/uploads/quy-trinh/{slug(one.name, 40)}.pdf", "application/pdf")
    put("/thu-tuc/quy-trinh-noi-bo", "pdf_list.html", rows=on_paper, slug=slug)
    put("/dich-vu-noi-bat", "next.html", state=_state(services))


def _state(services: tuple[Planned, ...]) -> str:
    """Return the data of a page whose list stands nowhere else."""
    items = [one for one in services if one.seen == "next"]
    described = [one for one in services if not one.seen]
    listed = {
        "total": len(items) + 5,
        "items": [
            {
                "id": identity(one),
                "maThuTuc": one.code,
                "tenThuTuc": one.name,
                "linhVuc": one.field,
                "coQuanThucHien": one.body if _shows_body(one) else "",
                "mucDo": LEVELS[one.level][0],
                "url": None if one.seen else address(one),
            }
            for one in [*items, *described[3:8]]
        ],
    }
    state = {
        "props": {
            "pageProps": {"initialState": {"dichVu": listed}, "__N_SSP": True},
            "page": "/dich-vu-noi-bat",
            "query": {},
            "buildId": "kX3a9",
        }
    }
    return json.dumps(state, ensure_ascii=False)


def _around(site: Site, put: partial[str], services: tuple[Planned, ...]) -> None:
    put("/", "home.html", some=[one for one in services if not one.seen][8:14])
    put("/dang-nhap", "login_accounts.html")
    put("/tra-cuu", "search.html")
    put("/hoi-dap", "faq.html")
    put("/phan-anh-kien-nghi", "petitions.html")
    put("/thong-ke", "statistics.html")
    put("/bieu-mau", "forms.html")
    put("/van-ban/quy-che-mot-cua", "law.html")
    decided = [one for one in services if one.code and one.field in DECIDED]
    put("/van-ban/quyet-dinh-215", "decision.html", rows=decided)
    put("/tin-tuc", "news.html")
    put("/gioi-thieu", "about.html")
    put("/huong-dan", "guide.html")
    for number in range(1, 5):
        put(f"/tin-tuc/{number}", "article.html", n=number)
    put("/linh-vuc", "fields.html", fields=list(dict.fromkeys(one.field for one in services)))
    for number in range(1, 5):
        site.file(f"/uploads/mau-chung-{number}.docx")
    site.file("/uploads/qd-215.pdf", "application/pdf")
    site.dead("/ban-do-cong")
    put("/lien-ket", "links.html")
