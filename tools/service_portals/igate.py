"""A province's service portal of the iGate kind: lists, inline JSON and JSON by GET, step forms, a part behind the login."""

from __future__ import annotations

import json
from datetime import date
from functools import partial

from tools.service_portals import prose, surroundings
from tools.service_portals.catalogue import Entry, Seen, entries
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.rendering import Site

HOST, ROOT = "dichvucong.vanson.example", "/vanson"
BODY = "Ủy ban nhân dân tỉnh Vân Sơn"
DAY = date(2024, 9, 20)
HOUSE = prose.House("Trung tâm Phục vụ hành chính công", "Cổng Dịch vụ công tỉnh Vân Sơn")
ROWS = 10
SUFFIX = ".H99"
"""The province's own ending of national codes."""
LEVELS = {"whole": "Toàn trình", "part": "Một phần", "information": "Cung cấp thông tin"}
BADGES = {"whole": "label-success", "part": "label-warning", "information": "label-default"}
LABELS = {
    "agency": "Cơ quan thực hiện", "manner": "Cách thức thực hiện", "steps": "Trình tự thực hiện",
    "time": "Thời hạn giải quyết", "fee": "Phí, lệ phí", "papers": "Thành phần hồ sơ", "sets": "Số bộ hồ sơ",
    "form": "Biểu mẫu", "requirement": "Yêu cầu - điều kiện", "who": "Đối tượng thực hiện",
    "result": "Kết quả thực hiện", "channels": "Hình thức nộp hồ sơ, nhận kết quả", "laws": "Căn cứ pháp lý",
}  # fmt: skip
FORM_TITLES = ("Biểu mẫu", "Mẫu đơn, tờ khai")
HTML_FIELDS = 5
"""So many fields have lists in HTML; those of the others are drawn from JSON."""


def ident(entry: Entry) -> int:
    """Return the portal's own number of a service."""
    return 26_040 + 13 * entry.number


def address(entry: Entry) -> str:
    """Return the path of a service's page."""
    if entry.number % 3 == 2:
        return f"{ROOT}/tra-cuu/chi-tiet-thu-tuc?ma-thu-tuc={ident(entry)}"
    return f"{ROOT}/bothutuc/tthc?matt={ident(entry)}"


def filing(entry: Entry) -> str:
    """Return the path behind the button to file it."""
    return f"{ROOT}/dichvucong/tiepnhanonline?matt={ident(entry)}&sid={entry.number % 4 + 11}"


def record(entry: Entry) -> dict[str, object]:
    """Return a service as a row of the JSON that lists are drawn from."""
    return {
        "maThuTuc": ident(entry),
        "maQuocGia": entry.code,
        "tenThuTuc": entry.name,
        "tenLinhVuc": entry.field,
        "tenCoQuan": entry.body,
        "mucDo": {"ma": {"whole": 4, "part": 3}.get(entry.level, 2), "tenMucDo": LEVELS[entry.level]},
        "duongDan": address(entry) if entry.seen is Seen.DESCRIBED and entry.number % 2 else None,
        "trangThai": 1,
    }


def portal() -> Portal:
    """Return the fixture."""
    services = entries("igate")
    site = Site("igate", HOST)
    site.redirect("/", f"{ROOT}/home")
    put = partial(
        site.put, body=BODY, root=ROOT, address=address, filing=filing, levels=LEVELS, badges=BADGES
    )
    key = tuple(_service(site, put, entry, services) for entry in services)
    _lists(put, services)
    _drawn(site, put, services)
    _around(put, services)
    return Portal(
        folder="igate",
        family="igate",
        agency={
            "id": "vanson",
            "name": {"vi": "Tỉnh Vân Sơn", "en": "Van Son Province"},
            "kind": "province",
            "sectors": [
                "justice",
                "environment",
                "construction",
                "labour",
                "social_protection",
                "health",
                "transport",
            ],
            "portals": [{"url": f"http://{HOST}/", "role": "services", "confirmed": True}],
        },
        day=DAY,
        habits=(
            "A province's portal of the VNPT iGate kind: /<tenant>/bothutuc/listThuTuc?page=N and /bothutuc/tthc?matt=N, ul.list-tthc"
            " with a.tthc-name and level badges (label-fill-out), details as .tthc-list-item with .item-title and"
            " .tthc-list-item-detail that hold whole nested <html><body>, the 'box -steps' of the filing page, sid in its address,"
            " lists drawn from JSON (inline, or by GET from a data-url), a second detail page whose table shows pasted HTML as text,"
            " codes with the province's ending. Known from public code of such a filing page, from public code that reads such a"
            " portal, and from one stored page."
        ),
        mark="tthc-",
        pages=tuple(site.pages.values()),
        key=key,
    )


def _service(site: Site, put: partial[str], entry: Entry, services: tuple[Entry, ...]) -> Truth:
    path = address(entry)
    if entry.seen is Seen.LISTED:
        return entry.truth()
    if entry.seen is Seen.GONE:
        return entry.truth(dead_end=site.dead(path, 500))
    if entry.seen is Seen.WALLED:
        site.redirect(path, f"{ROOT}/dangnhap")
        return entry.truth()
    words = prose.wording(entry, HOUSE)
    forms: tuple[tuple[str, str], ...] = ()
    if "form" in entry.flags:
        target = f"/web/jsp/download_file.jsp?ma={0x3FD2AC91 + entry.number * 7919:x}"
        if entry.number % 2:
            target = f"/uploads/bieumau/{ident(entry)}/mau-{entry.number % 9 + 1:02}.docx"
        site.file(target)
        forms = ((f"{words.form}.docx", target),)
    way, dead_end = _way(site, put, entry)
    siblings = [other for other in services if other.field == entry.field and other.seen is Seen.DESCRIBED]
    at = siblings.index(entry)
    related = [*siblings[at + 1 :], *siblings[:at]][:3]
    updating = "Đang cập nhật" if "updating" in entry.flags else ""
    template = "detail_table.html" if entry.number % 3 == 2 else "detail_items.html"
    url = put(
        path, template, entry=entry, words=words, forms=forms, way=way, related=related, suffix=SUFFIX,
        sections=prose.sections(words, LABELS, updating),
    )  # fmt: skip
    return entry.truth(url, dead_end=dead_end)


def _way(site: Site, put: partial[str], entry: Entry) -> tuple[str, str]:
    path = filing(entry)
    if entry.way is Way.FORM:
        put(path, "form.html", entry=entry)
    elif entry.way is Way.LOGIN:
        site.redirect(path, f"{ROOT}/dangnhap")
    elif entry.way is Way.BARE:
        put(path, "bare.html")
    elif entry.way is Way.DEAD:
        return path, site.dead(path)
    elif entry.way is Way.LOOP:
        return address(entry), ""
    elif entry.way is Way.OFFICIAL:
        return (
            f"https://dichvucong.quocgia.example/p/home/dvc-chi-tiet-thu-tuc-nganh-doc.html?ma_thu_tuc={entry.code}",
            "",
        )
    else:
        return "", ""
    return path, ""


def _lists(put: partial[str], services: tuple[Entry, ...]) -> None:
    fields = list(dict.fromkeys(entry.field for entry in services))
    rows = [entry for entry in services if entry.field in fields[:HTML_FIELDS]]
    cuts = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)]
    pages = [
        f"{ROOT}/bothutuc/listThuTuc" + (f"?page={at}" if at > 1 else "") for at in range(1, len(cuts) + 1)
    ]
    for at, (path, cut) in enumerate(zip(pages, cuts, strict=True)):
        put(path, "list.html", rows=cut, first=at * ROWS, pages=pages, total=len(services))
    bodies = list(dict.fromkeys(entry.body for entry in services))
    tree = {
        body: {
            field: _field_path(fields.index(field))
            for field in dict.fromkeys(entry.field for entry in services if entry.body == body)
        }
        for body in bodies
    }
    put(f"{ROOT}/bothutuc/coquan", "tree.html", tree=tree)
    for number, field in enumerate(fields[:HTML_FIELDS]):
        put(
            _field_path(number),
            "cards.html",
            field=field,
            rows=[entry for entry in services if entry.field == field],
        )


def _field_path(number: int) -> str:
    return f"{ROOT}/bothutuc/linhvuc?malv={number + 1}"


def _drawn(site: Site, put: partial[str], services: tuple[Entry, ...]) -> None:
    """Lists without a row in their HTML."""
    fields = list(dict.fromkeys(entry.field for entry in services))
    bodies = [
        {"ma": f"H99.{n:02}", "ten": body}
        for n, body in enumerate(dict.fromkeys(e.body for e in services), 1)
    ]
    for number, field in enumerate(fields[HTML_FIELDS:], HTML_FIELDS):
        rows = [entry for entry in services if entry.field == field]
        plain = json.dumps([record(entry) for entry in rows], ensure_ascii=number % 4 == 1)
        kind = ("variable", "element", "address")[(number - HTML_FIELDS) % 3]
        data_url = f"{ROOT}/api/thutuc/danhsach?malv={number + 1}&start=0&length=50"
        put(
            _field_path(number), "drawn.html", field=field, kind=kind, rows=plain, data_url=data_url,
            bodies=json.dumps(bodies, ensure_ascii=False),
        )  # fmt: skip
        if kind == "address":
            answer = {"draw": 1, "recordsTotal": len(rows), "data": [record(entry) for entry in rows]}
            site.rewrite(
                site.base + data_url,
                json.dumps(answer, ensure_ascii=False),
                "application/json; charset=utf-8",
            )


def _around(put: partial[str], services: tuple[Entry, ...]) -> None:
    described = [entry for entry in services if entry.seen is Seen.DESCRIBED]
    firsts = list({entry.field: entry for entry in reversed(described)}.values())
    articles = surroundings.news(BODY, "UBND", services, DAY.year)
    law = surroundings.regulation(BODY, "UBND", services[0].field, DAY.year)
    paths = {
        article.slug: f"{ROOT}/tintuc/chitiet?id={3100 + at}" for at, article in enumerate((*articles, law))
    }
    popular = [entry for entry in services if "twice" in entry.flags or entry.seen is Seen.WALLED]
    put(f"{ROOT}/home", "home.html", articles=articles, paths=paths, popular=popular, firsts=firsts[::-1])
    put(f"{ROOT}/home?lang=en", "home_en.html", articles=articles, paths=paths)
    for article in (*articles, law):
        put(paths[article.slug], "article.html", article=article)
    put(f"{ROOT}/tintuc", "news.html", articles=(*articles, law), paths=paths)
    put(f"{ROOT}/gioithieu", "article.html", article=surroundings.about(BODY, DAY.year))
    put(f"{ROOT}/huongdan", "article.html", article=surroundings.guide(HOUSE.portal, DAY.year))
    put(f"{ROOT}/phananhkiennghi", "questions.html", questions=surroundings.questions(services, DAY.year))
    put(f"{ROOT}/thongke", "statistics.html", rows=surroundings.statistics(services))
    put(f"{ROOT}/dangnhap", "login.html")
    put(f"{ROOT}/tracuu", "track.html", rows=described[2::6])
    put(f"{ROOT}/bothutuc/timkiem", "search.html")
