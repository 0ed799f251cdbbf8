"""A small agency's hand-made site of the age of frames: tables without headings, font tags, procedures as running paragraphs."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import partial

from tools.service_portals import prose, prose_en, surroundings
from tools.service_portals.catalogue import Entry, Seen, entries
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.rendering import Site

HOST = "www.cknnc.example"
BODY, BODY_EN, SIGN = "Cục Kiểm nghiệm Nghề cá", "Fishery Testing Administration", "KNNC"
DAY = date(2020, 6, 22)
HOUSE = prose.House(
    "Văn phòng Cục (phòng 102)",
    "trang tiếp nhận của Cục",
    "the Administration's office (room 102)",
    "the Administration's website",
)
LABELS = {
    "steps": "Trình tự thực hiện", "manner": "Cách thức thực hiện", "papers": "Thành phần hồ sơ",
    "sets": "Số lượng hồ sơ", "time": "Thời hạn giải quyết", "who": "Đối tượng thực hiện thủ tục hành chính",
    "agency": "Cơ quan thực hiện thủ tục hành chính", "result": "Kết quả thực hiện thủ tục hành chính",
    "fee": "Lệ phí", "form": "Tên mẫu đơn, mẫu tờ khai", "requirement": "Yêu cầu, điều kiện",
    "channels": "Hình thức nhận hồ sơ và trả kết quả", "laws": "Căn cứ pháp lý",
}  # fmt: skip
SHORT_LABELS = {
    "who": "Ai được làm", "papers": "Hồ sơ gồm có", "sets": "Số bộ hồ sơ", "steps": "Các bước tiến hành",
    "manner": "Cách thức thực hiện", "channels": "Nơi nhận hồ sơ, cách trả kết quả", "time": "Thời gian giải quyết",
    "agency": "Đơn vị giải quyết", "fee": "Phí, lệ phí", "requirement": "Điều kiện thực hiện", "form": "Mẫu đơn",
    "result": "Kết quả", "laws": "Văn bản quy định",
}  # fmt: skip
LABELS_EN = {
    "steps": "Procedure", "manner": "How it is done", "papers": "Documents required", "sets": "Number of sets",
    "time": "Time limit", "who": "Who can apply", "agency": "Responsible unit", "result": "Result", "fee": "Fee",
    "form": "Form", "requirement": "Conditions", "channels": "Submission and return of results", "laws": "Legal basis",
}  # fmt: skip
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
LAYOUTS = ("detail_paragraphs.html", "detail_table.html", "detail_lines.html")


def address(entry: Entry) -> str:
    """Return the path of a service's page."""
    return f"/tthc/tt{entry.number + 1:02}.htm"


def portal() -> Portal:
    """Return the fixture."""
    services = entries("custom_old")
    site = Site("custom-old", HOST)
    put = partial(site.put, body=BODY, body_en=BODY_EN, address=address)
    put("/", "frames.html")
    put("/menu.htm", "menu.html")
    fields = list(dict.fromkeys(entry.field for entry in services))
    key = tuple(_service(site, put, entry, fields.index(entry.field)) for entry in services)
    _lists(put, services, fields)
    _around(put, services)
    return Portal(
        folder="custom-old",
        family="custom",
        agency={
            "id": "cknnc",
            "name": {"vi": BODY, "en": BODY_EN},
            "kind": "government_agency",
            "sectors": ["agriculture", "health"],
            "portals": [{"url": f"http://{HOST}/", "role": "main", "confirmed": True}],
        },
        day=DAY,
        habits=(
            "A hand-made site as small bodies kept them from about 2000 on: frameset with a menu, one .htm file a page, layout by tables"
            " without th and by font, center and bgcolor, unclosed p, li and td, &nbsp; for space, names in capitals without a heading"
            " element, lists with their numbers typed in, points as paragraphs with bold lead-ins, forms as .doc beside the page, .asp for"
            " the few that are filed online, some pages in decomposed Unicode; no codes, levels in running text or nowhere. Known from"
            " the look of such sites in general; no site was copied."
        ),
        mark="<font face=",
        pages=tuple(site.pages.values()),
        key=key,
    )


def _service(site: Site, put: partial[str], entry: Entry, field: int) -> Truth:
    path = address(entry)
    if entry.seen is Seen.LISTED:
        return entry.truth()
    if entry.seen is Seen.GONE:
        return entry.truth(dead_end=site.dead(path))
    words = prose.wording(entry, HOUSE)
    forms: tuple[tuple[str, str], ...] = ()
    if "form" in entry.flags:
        target = f"/bieumau/mau{entry.number + 1:02}.doc"
        site.file(target)
        forms = ((words.form, f"..{target}"),)
    way, dead_end = _way(site, put, entry)
    other = f"/en/proc{entry.number + 1:02}.htm" if entry.english else ""
    labels = SHORT_LABELS if entry.number % 3 == 1 else LABELS
    updating = "Đang cập nhật" if "updating" in entry.flags else ""
    url = put(
        path, LAYOUTS[entry.number % 3], entry=entry, words=words, forms=forms, way=way, other=other,
        listed=f"dm{field + 1}.htm", sections=prose.sections(words, labels, updating),
    )  # fmt: skip
    if field == 3:
        site.rewrite(url, unicodedata.normalize("NFD", str(site.pages[url].body)))
    elif field == 4:
        site.rewrite(url, _old_windows(str(site.pages[url].body)), "text/html")
    english_url = ""
    if entry.english:
        translated = prose_en.wording(entry, HOUSE)
        english_url = put(
            other, "detail_en.html", entry=entry, words=translated, way=way, other=path,
            forms=forms if entry.english == "full" else (), sections=prose.sections(translated, LABELS_EN),
        )  # fmt: skip
    return entry.truth(url, english_url, dead_end)


def _old_windows(text: str) -> bytes:
    """Encode as Windows-1258, which has letters for a, e, o, u with their marks, and the tones apart from them."""
    letters = []
    for letter in text.replace("charset=utf-8", "charset=windows-1258"):
        parts = unicodedata.normalize("NFD", letter)
        tone = [part for part in parts if part in TONES]
        letters += [unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)), *tone]
    return "".join(letters).encode("cp1258")


def _way(site: Site, put: partial[str], entry: Entry) -> tuple[str, str]:
    path = f"/dangky/dk{entry.number + 1:02}.asp"
    if entry.way is Way.FORM:
        put(path, "form.html", entry=entry)
    elif entry.way is Way.LOGIN:
        path = f"/member/login.asp?id={entry.number + 1}"
        put(path, "login.html")
    elif entry.way is Way.DEAD:
        return path, site.dead(path)
    else:
        return "", ""
    return path, ""


def _lists(put: partial[str], services: tuple[Entry, ...], fields: list[str]) -> None:
    put("/tthc/index.htm", "fields.html", fields=fields)
    for number, field in enumerate(fields):
        rows = [entry for entry in services if entry.field == field]
        half = 6 if number == 1 else len(rows)
        template = ("list_bullets.html", "list_table.html", "list_definitions.html")[number % 3]
        more = f"dm{number + 1}_2.htm" if half < len(rows) else ""
        put(f"/tthc/dm{number + 1}.htm", template, field=field, rows=rows[:half], first=0, more=more, back="")
        if more:
            put(
                f"/tthc/{more}",
                template,
                field=field,
                rows=rows[half:],
                first=half,
                more="",
                back=f"dm{number + 1}.htm",
            )
    groups = {field: [entry for entry in services if entry.field == field] for field in fields}
    put("/tthc/danhmuc.htm", "list_all.html", groups=groups, total=len(services))
    shown = [entry for entry in services if entry.english]
    put("/en/index.htm", "home_en.html", rows=shown)
    put("/en/howto.htm", "guide_en.html")


def _around(put: partial[str], services: tuple[Entry, ...]) -> None:
    articles = surroundings.news(BODY, SIGN, services, DAY.year)
    law = surroundings.regulation(BODY, SIGN, services[0].field, DAY.year)
    paths = {article.slug: f"/tintuc/tin{at:03}.htm" for at, article in enumerate((*articles, law), 41)}
    often = [entry for entry in services if "twice" in entry.flags]
    put("/trangchu.htm", "home.html", articles=articles, paths=paths, often=often)
    for article in (*articles, law):
        put(paths[article.slug], "article.html", article=article)
    put("/tintuc/index.htm", "news.html", articles=(*articles, law), paths=paths)
    put("/gioithieu.htm", "article.html", article=surroundings.about(BODY, DAY.year))
    put("/huongdan.htm", "article.html", article=surroundings.guide("trang tiếp nhận của Cục", DAY.year))
    put("/hoidap.htm", "questions.html", questions=surroundings.questions(services, DAY.year))
    put("/thongke.htm", "statistics.html", rows=surroundings.statistics(services))
    put("/timkiem.asp", "search.html")
    rows = [entry for entry in services if "form" in entry.flags and entry.seen is Seen.DESCRIBED][:14]
    put("/bieumau.htm", "forms.html", rows=[(entry, prose.FORMS[entry.act]) for entry in rows])
