"""A ministry-level body on Oracle WebCenter Portal: ADF tables and panels, addresses with the state of a visit, a part in English."""

from __future__ import annotations

from datetime import date
from functools import partial
from urllib.parse import quote

from tools.service_portals import prose, prose_en, surroundings
from tools.service_portals.catalogue import Entry, Seen, entries
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.rendering import Site

HOST = "www.ubnh.example"
BODY, BODY_EN, SIGN = "Ủy ban Ngân hàng Quốc gia", "National Banking Commission", "UBNH"
VI, EN = "/webcenter/portal/vi/menu", "/webcenter/portal/en/home"
DAY = date(2022, 6, 20)
HOUSE = prose.House(
    "Bộ phận Một cửa của Ủy ban, tầng 1 nhà A",
    "Cổng dịch vụ công của Ủy ban",
    "the One-stop Unit of the Commission, ground floor, building A",
    "the Commission's service portal",
)
ROWS = 15
LABELS = {
    "steps": "Trình tự thực hiện", "manner": "Cách thức thực hiện", "papers": "Thành phần hồ sơ",
    "sets": "Số lượng hồ sơ", "time": "Thời hạn giải quyết", "who": "Đối tượng thực hiện TTHC",
    "agency": "Cơ quan thực hiện TTHC", "result": "Kết quả thực hiện TTHC", "fee": "Phí, lệ phí",
    "form": "Tên mẫu đơn, mẫu tờ khai", "requirement": "Yêu cầu, điều kiện thực hiện TTHC",
    "channels": "Hình thức nhận hồ sơ và trả kết quả", "laws": "Căn cứ pháp lý của TTHC",
}  # fmt: skip
LABELS_EN = {
    "steps": "Order of implementation", "manner": "Manner of implementation", "papers": "Components of the dossier",
    "sets": "Number of dossiers", "time": "Time limit for settlement", "who": "Who may apply",
    "agency": "Implementing agency", "result": "Result", "fee": "Fees and charges", "form": "Application form",
    "requirement": "Requirements and conditions", "channels": "Receipt of dossiers and return of results",
    "laws": "Legal basis",
}  # fmt: skip


def document(entry: Entry) -> str:
    """Return the content server's name of a service's document."""
    return f"UBNH{entry.number * 7 + 4100:06}"


def address(entry: Entry) -> str:
    """Return the path of a service's Vietnamese page: two page templates are in use."""
    page = "dvc/tthc_chitiet" if entry.number % 3 else "trangchu/cchc/tthc/ndtthc"
    return f"{VI}/{page}?dDocName={document(entry)}"


def english_address(entry: Entry) -> str:
    """Return the path of a service's page under the English menu."""
    return f"{EN}/services/detail?dDocName={document(entry)}"


def stateful(path: str, salt: int = 0) -> str:
    """Return an address as WebCenter writes it into links: session, loop counter and window state are those of one visit."""
    if salt % 4 == 3:
        return path
    plain, _, query = path.partition("?")
    loop = f"_afrLoop={46_183_002_117_950 + 7_919 * (salt + len(path))}&_afrWindowMode=0&_adf.ctrl-state=8kqx2m1vb_{salt % 90 + 4}"
    session = ";jsessionid=pVx9Qd3zLh2N!-1127438!1594" if salt % 2 else ""
    return f"{plain}{session}?{query + '&' if query else ''}{loop}"


def portal() -> Portal:
    """Return the fixture."""
    services = entries("webcenter")
    site = Site("webcenter", HOST)
    site.redirect("/", f"{VI}/trangchu")
    put = partial(site.put, body=BODY, body_en=BODY_EN, vi=VI, en=EN, go=stateful)
    key = tuple(_service(site, put, entry) for entry in services)
    _lists(put, services)
    _english(put, services)
    _around(site, put, services)
    return Portal(
        folder="webcenter",
        family="webcenter",
        agency={
            "id": "ubnh",
            "name": {"vi": BODY, "en": BODY_EN},
            "kind": "ministry_level",
            "sectors": ["finance"],
            "portals": [{"url": f"http://{HOST}/", "role": "main", "confirmed": True}],
        },
        day=DAY,
        habits=(
            "Oracle WebCenter Portal over ADF Faces: friendly addresses /webcenter/portal/<language>/… with ;jsessionid, _afrLoop and"
            " _adf.ctrl-state in links, dDocName of the content server, af_table with its header in a table apart from the body"
            " (::db), rows with _afrRK, cells in nobr and span, panelTabbed, panelLabelAndMessage and showDetailHeader, short style"
            " classes (x17f). Known from public code that reads such portals (row and cell markup, addresses of Vietnamese bodies)"
            " and from addresses in the project's notes on quirks."
        ),
        mark="af_table_data-row",
        pages=tuple(site.pages.values()),
        key=key,
    )


def _service(site: Site, put: partial[str], entry: Entry) -> Truth:
    path = address(entry)
    if entry.seen is Seen.LISTED:
        return entry.truth()
    if entry.seen is Seen.GONE:
        return entry.truth(dead_end=site.dead(path))
    if entry.seen is Seen.WALLED:
        site.redirect(path, f"{VI}/dangnhap")
        return entry.truth()
    words = prose.wording(entry, HOUSE)
    forms = _forms(site, entry)
    way, dead_end = _way(site, put, entry)
    other = english_address(entry) if entry.english in {"full", "brief", "shell"} else f"{EN}"
    updating = "Đang cập nhật" if "updating" in entry.flags else ""
    url = put(
        path, "detail_tabs.html" if entry.number % 3 else "detail_headers.html", entry=entry, words=words, forms=forms,
        way=way, other=other, sections=prose.sections(words, LABELS, updating),
    )  # fmt: skip
    english_url = ""
    if entry.english in {"full", "brief"}:
        translated = prose_en.wording(entry, HOUSE)
        english_url = put(
            english_address(entry), "detail_en.html", entry=entry, words=translated, other=path, way=way,
            forms=forms if entry.english == "full" else (), sections=prose.sections(translated, LABELS_EN),
        )  # fmt: skip
    elif entry.english == "shell":
        put(
            english_address(entry), "detail_en.html", entry=entry, words=words, other=path, way=way, forms=(),
            sections=prose.sections(words, LABELS_EN),
        )  # fmt: skip
    return entry.truth(url, english_url, dead_end)


def _forms(site: Site, entry: Entry) -> tuple[tuple[str, str], ...]:
    if "form" not in entry.flags:
        return ()
    name = f"/webcenter/ShowProperty?nodeId=/UCMServer/{document(entry)}//idcPrimaryFile"
    target = (
        site.file(f"{name}&revision=latestreleased")
        if entry.number % 2
        else site.file(f"/ucm/{document(entry)}.doc")
    )
    return ((f"Mẫu số {entry.number % 9 + 1:02}.doc", target.removeprefix(site.base)),)


def _way(site: Site, put: partial[str], entry: Entry) -> tuple[str, str]:
    path = f"{VI}/dvc/nophoso?dDocName={document(entry)}"
    if entry.way is Way.FORM:
        put(path, "form.html", entry=entry)
    elif entry.way is Way.LOGIN:
        site.redirect(path, f"{VI}/dangnhap")
    elif entry.way is Way.BARE:
        put(path, "bare.html", entry=entry)
    elif entry.way is Way.DEAD:
        return path, site.dead(path)
    elif entry.way is Way.LOOP:
        return address(entry), ""
    elif entry.way is Way.OFFICIAL:
        return (
            f"https://dichvucong.quocgia.example/p/home/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc={entry.code}",
            "",
        )
    else:
        return "", ""
    return path, ""


def _lists(put: partial[str], services: tuple[Entry, ...]) -> None:
    cuts = [services[at : at + ROWS] for at in range(0, len(services), ROWS)]
    pages = [f"{VI}/dvc/dstthc" + (f"?rangeStart={at * ROWS}" if at else "") for at in range(len(cuts))]
    for at, (path, cut) in enumerate(zip(pages, cuts, strict=True)):
        put(
            path,
            "list.html",
            title="Danh mục thủ tục hành chính",
            rows=cut,
            first=at * ROWS,
            address=address,
            pages=pages,
        )
    fields = list(dict.fromkeys(entry.field for entry in services))
    paths = {field: f"{VI}/dvc/linhvuc?lv={number:02}" for number, field in enumerate(fields, 1)}
    counts = {field: sum(entry.field == field for entry in services) for field in fields}
    put(f"{VI}/dvc", "fields.html", paths=paths, counts=counts)
    for field in fields[1::2]:
        rows = [entry for entry in services if entry.field == field]
        put(paths[field], "field.html", field=field, rows=rows, address=address)
    for field in fields[0::2]:
        rows = [entry for entry in services if entry.field == field]
        put(paths[field], "field_links.html", field=field, rows=rows, address=address)


def _english(put: partial[str], services: tuple[Entry, ...]) -> None:
    shown = [entry for entry in services if entry.english]
    put(EN, "home_en.html", other=f"{VI}/trangchu")
    put(f"{EN}/services", "list_en.html", rows=shown, address=english_address, other=f"{VI}/dvc/dstthc")
    put(f"{EN}/services/userguide", "guide_en.html", other=f"{VI}/huongdan")
    put(f"{EN}/about", "about_en.html", other=f"{VI}/gioithieu")


def _around(site: Site, put: partial[str], services: tuple[Entry, ...]) -> None:
    articles = surroundings.news(BODY, SIGN, services, DAY.year)
    law = surroundings.regulation(BODY, SIGN, services[0].field, DAY.year)
    paths = {
        article.slug: f"{VI}/tintuc/chitiet?dDocName={quote(article.slug)}" for article in (*articles, law)
    }
    put(
        f"{VI}/trangchu", "home.html", articles=articles, paths=paths, address=address,
        popular=[entry for entry in services if "twice" in entry.flags],
    )  # fmt: skip
    for article in (*articles, law):
        put(paths[article.slug], "article.html", article=article)
    put(f"{VI}/tintuc", "news.html", articles=(*articles, law), paths=paths)
    put(f"{VI}/gioithieu", "article.html", article=surroundings.about(BODY, DAY.year))
    put(
        f"{VI}/huongdan", "article.html", article=surroundings.guide("cổng dịch vụ công của Ủy ban", DAY.year)
    )
    put(f"{VI}/hoidap", "questions.html", questions=surroundings.questions(services, DAY.year))
    put(f"{VI}/thongke", "statistics.html", rows=surroundings.statistics(services))
    put(
        f"{VI}/bieumau", "forms.html",
        rows=[(entry, *_forms(site, entry)[0]) for entry in services if "form" in entry.flags and entry.seen is Seen.DESCRIBED][:12],
        forms=prose.FORMS,
    )  # fmt: skip
    put(f"{VI}/dangnhap", "login.html")
    put(f"{VI}/timkiem", "search.html")
