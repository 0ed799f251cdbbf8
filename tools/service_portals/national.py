"""One ministry's services on pages of the national portal's kind: result lists, tables of ways and papers, an English interface."""

from __future__ import annotations

from datetime import date
from functools import partial

from tools.service_portals import prose, prose_en, surroundings
from tools.service_portals.catalogue import Entry, Seen, entries
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.rendering import Site

HOST, ROOT = "dichvucong.bhh.example", "/p/home"
BODY, BODY_EN, SIGN = "Bộ Hàng hải và Đường thủy", "Ministry of Shipping and Waterways", "BHH"
DAY = date(2025, 6, 20)
HOUSE = prose.House(
    "Bộ phận tiếp nhận và trả kết quả của Bộ",
    "Cổng Dịch vụ công",
    "the reception office of the Ministry",
    "the public service portal",
)
ROWS = 12
LEVELS = {"whole": "Toàn trình", "part": "Một phần", "information": "Cung cấp thông tin"}
LABELS = {
    "steps": "Trình tự thực hiện", "papers": "Thành phần hồ sơ", "sets": "Số lượng hồ sơ",
    "who": "Đối tượng thực hiện", "agency": "Cơ quan thực hiện", "result": "Kết quả thực hiện",
    "laws": "Căn cứ pháp lý", "requirement": "Yêu cầu, điều kiện thực hiện",
}  # fmt: skip
"""Manner, time, fee and channels stand in the table of ways."""
APART = {"time": "Thời hạn giải quyết", "fee": "Phí, lệ phí"}
"""Of these a page without that table tells by itself."""
LABELS_EN = {
    "steps": "Implementation order", "manner": "Implementation method", "papers": "Profile components",
    "sets": "Number of dossiers", "time": "Processing time", "fee": "Fee", "who": "Implementation object",
    "agency": "Implementing agency", "result": "Implementation result", "laws": "Legal basis",
    "requirement": "Requirements, conditions", "channels": "Submission and return of results",
}  # fmt: skip


def address(entry: Entry) -> str:
    """Return the path of a service's page: what is filed online has a page of another kind."""
    if entry.way is Way.NONE:
        return f"{ROOT}/dvc-tthc-thu-tuc-hanh-chinh-chi-tiet.html?ma_thu_tuc={90210 + 31 * entry.number}"
    return f"{ROOT}/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc={entry.code}"


def in_english(path: str) -> str:
    """Return the address of a page in the English interface."""
    return f"{path}{'&' if '?' in path else '?'}lang=en"


def portal() -> Portal:
    """Return the fixture."""
    services = entries("national")
    site = Site("national", HOST)
    site.redirect("/", f"{ROOT}/dvc-trang-chu.html")
    put = partial(
        site.put, body=BODY, body_en=BODY_EN, root=ROOT, address=address, in_english=in_english, levels=LEVELS, english=False,
    )  # fmt: skip
    key = tuple(_service(site, put, entry) for entry in services)
    _lists(put, services)
    _around(put, services)
    return Portal(
        folder="national",
        family="national",
        agency={
            "id": "bhh",
            "name": {"vi": BODY, "en": BODY_EN},
            "kind": "ministry",
            "sectors": ["transport"],
            "portals": [{"url": f"http://{HOST}/", "role": "services", "confirmed": True}],
        },
        day=DAY,
        habits=(
            "Pages of the national service portal's kind: addresses /p/home/dvc-….html?ma_thu_tuc=, an empty h1.main-title before the"
            " one with the name, h2.main-title-sub, div.list-expand with items, table.table-result-tthc of ways (Hình thức nộp, Thời hạn"
            " giải quyết, Phí, lệ phí, Mô tả) with data-title on its cells, a table of papers with Bản chính and Bản sao, the whole"
            " procedure again in a modal #popupChitietTTHC of div.info-row, codes in span.link.thick inside the link, level labels in"
            " spans, an export of the page to Word, 'Không có thông tin' for what is not told, an English interface over Vietnamese"
            " text. Known from public code that reads the portal and from a public copy of a part of one page."
        ),
        mark="main-title -none",
        pages=tuple(site.pages.values()),
        key=key,
    )


def _service(site: Site, put: partial[str], entry: Entry) -> Truth:
    path = address(entry)
    if entry.seen is Seen.LISTED:
        return entry.truth()
    if entry.seen is Seen.GONE:
        return entry.truth(dead_end=site.dead(path))
    words = prose.wording(entry, HOUSE)
    forms: tuple[tuple[str, str], ...] = ()
    if "form" in entry.flags:
        target = f"/web/jsp/download_file.jsp?ma={0x7B20D1C3 + entry.number * 104_729:x}"
        site.file(target, "application/octet-stream")
        forms = ((f"{words.form}.docx", target),)
    way, dead_end = _way(site, put, entry)
    export = (
        f"/jsp/tthc/export/export_word_detail_tthc.jsp?maTTHC={entry.code}&idTTHC={90210 + 31 * entry.number}"
    )
    site.file(export)
    template = "detail_tthc.html" if entry.way is Way.NONE else "detail_dvc.html"
    nothing = "Không có thông tin" if entry.way is Way.NONE else ""
    url = put(
        path, template, entry=entry, words=words, forms=forms, way=way, export=export,
        apart=prose.sections(words, APART, nothing), sections=prose.sections(words, LABELS, nothing),
        switch=in_english(path) if entry.english in {"full", "brief", "shell"} else "",
    )  # fmt: skip
    english_url = ""
    if entry.english in {"full", "brief"}:
        translated = prose_en.wording(entry, HOUSE)
        english_url = put(
            in_english(path), "detail_en.html", entry=entry, words=translated, way=way,
            forms=forms if entry.english == "full" else (), sections=prose.sections(translated, LABELS_EN),
            switch=path, english=True,
        )  # fmt: skip
    elif entry.english == "shell":
        put(
            in_english(path), "detail_en.html", entry=entry, words=words, way=way, forms=(),
            sections=prose.sections(words, LABELS_EN), switch=path, english=True,
        )  # fmt: skip
    return entry.truth(url, english_url, dead_end)


def _way(site: Site, put: partial[str], entry: Entry) -> tuple[str, str]:
    path = f"{ROOT}/dvc-nop-truc-tuyen.html?ma_thu_tuc={entry.code}"
    if entry.way is Way.LOGIN:
        site.redirect(path, f"{ROOT}/dvc-dang-nhap.html")
    elif entry.way is Way.BARE:
        put(path, "bare.html")
    elif entry.way is Way.DEAD:
        return path, site.dead(path)
    elif entry.way is Way.LOOP:
        return address(entry), ""
    else:
        return "", ""
    return path, ""


def _lists(put: partial[str], services: tuple[Entry, ...]) -> None:
    base = f"{ROOT}/dvc-tthc-thu-tuc-hanh-chinh.html"
    cuts = [services[at : at + ROWS] for at in range(0, len(services), ROWS)]
    pages = [base + (f"?pageIndex={at}" if at > 1 else "") for at in range(1, len(cuts) + 1)]
    for at, (path, cut) in enumerate(zip(pages, cuts, strict=True)):
        put(path, "list_tthc.html", rows=cut, first=at * ROWS, pages=pages, total=len(services))
    online = [entry for entry in services if entry.way is not Way.NONE]
    base = f"{ROOT}/dvc-dich-vu-cong-truc-tuyen-ds.html"
    cuts = [tuple(online[at : at + ROWS]) for at in range(0, len(online), ROWS)]
    pages = [base + (f"?pageIndex={at}" if at > 1 else "") for at in range(1, len(cuts) + 1)]
    for path, cut in zip(pages, cuts, strict=True):
        put(path, "list_dvc.html", rows=cut, pages=pages)
    shown = [entry for entry in services if entry.english]
    put(in_english(f"{ROOT}/dvc-tthc-thu-tuc-hanh-chinh.html"), "list_en.html", rows=shown, english=True)


def _around(put: partial[str], services: tuple[Entry, ...]) -> None:
    articles = surroundings.news(BODY, SIGN, services, DAY.year)
    law = surroundings.regulation(BODY, SIGN, services[0].field, DAY.year)
    paths = {
        article.slug: f"{ROOT}/dvc-tin-tuc-chi-tiet.html?id={710 + at}"
        for at, article in enumerate((*articles, law))
    }
    fields = list(dict.fromkeys(entry.field for entry in services))
    put(f"{ROOT}/dvc-trang-chu.html", "home.html", articles=articles, paths=paths, fields=fields)
    put(in_english(f"{ROOT}/dvc-trang-chu.html"), "home_en.html", english=True)
    for article in (*articles, law):
        put(paths[article.slug], "article.html", article=article)
    put(f"{ROOT}/dvc-tin-tuc.html", "news.html", articles=(*articles, law), paths=paths)
    put(f"{ROOT}/dvc-gioi-thieu.html", "article.html", article=surroundings.about(BODY, DAY.year))
    put(
        f"{ROOT}/dvc-huong-dan.html",
        "article.html",
        article=surroundings.guide("Cổng Dịch vụ công của Bộ", DAY.year),
    )
    put(
        f"{ROOT}/dvc-phan-anh-kien-nghi.html",
        "questions.html",
        questions=surroundings.questions(services, DAY.year),
    )
    put(f"{ROOT}/dvc-thong-ke.html", "statistics.html", rows=surroundings.statistics(services))
    put(f"{ROOT}/dvc-dang-nhap.html", "login.html")
    put(f"{ROOT}/dvc-tim-kiem.html", "search.html")
    put(in_english(f"{ROOT}/dvc-huong-dan.html"), "guide_en.html", english=True)
