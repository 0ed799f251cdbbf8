"""A ministry's main portal on SharePoint 2010 with a section of procedures, levels 1 to 4, and few English pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.liferay_words import LABELS_EN
from tools.service_portals.listing import cut, english_points, points
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.procedures import Procedure, read
from tools.service_portals.rendering import Site
from tools.service_portals.sharepoint_noise import ARTICLES, NEWS
from tools.service_portals.wording import form_name

FOLDER = "sharepoint"
FIRST_PAGE = 20

LABELS = {
    P.STEPS: "Trình tự thực hiện",
    P.MANNER: "Cách thức thực hiện",
    P.COMPONENTS: "Hồ sơ",
    P.TIME_LIMIT: "Thời hạn giải quyết",
    P.WHO: "Đối tượng thực hiện thủ tục hành chính",
    P.AGENCY: "Cơ quan thực hiện thủ tục hành chính",
    P.RESULT: "Kết quả của việc thực hiện thủ tục hành chính",
    P.CONDITIONS: "Yêu cầu, điều kiện thực hiện thủ tục hành chính",
    P.CHANNELS: "Nơi nộp hồ sơ và hình thức trả kết quả",
    P.LEGAL_BASIS: "Căn cứ pháp lý của thủ tục hành chính",
}
WORDS = {
    "part": "Chi tiết thủ tục hành chính", "code": "Mã số", "field": "Lĩnh vực", "forms": "Biểu mẫu kèm theo", "guide": "",
    "apply": "Nộp hồ sơ qua mạng",
}  # fmt: skip
WORDS_EN = {
    "part": "Service", "code": "Code", "field": "Field", "forms": "Forms to download", "guide": "How to apply: a guide for applicants",
    "apply": "Apply online",
}  # fmt: skip
MENU = (
    ("Trang chủ", "/Pages/home.aspx"),
    ("Giới thiệu", "/Pages/gioi-thieu.aspx"),
    ("Tin tức", "/tintuc/Pages/default.aspx"),
    ("Thủ tục hành chính", "/tthc/Lists/ThuTuc/AllItems.aspx"),
    ("Văn bản", "/vanban/Pages/default.aspx"),
    ("Hỏi đáp", "/hoidap/Pages/default.aspx"),
    ("Hướng dẫn", "/dvc/Pages/HuongDan.aspx"),
    ("Thống kê hồ sơ", "/dvc/Pages/ThongKe.aspx"),
    ("Tìm kiếm", "/Pages/TimKiem.aspx"),
)
MENU_EN = (("Home", "/en/Pages/home.aspx"), ("Public services", "/en/Pages/services.aspx"))


def detail_path(one: Procedure) -> str:
    """Return where a service's page is."""
    return f"/tthc/Lists/ThuTuc/View_Detail.aspx?ItemID={one.number + 30}"


def english_path(one: Procedure) -> str:
    """Return where its page in the English site is."""
    return f"/en/Lists/Procedures/View_Detail.aspx?ItemID={one.number + 30}"


def apply_path(one: Procedure) -> str:
    """Return where the button of a service leads; empty when it has none."""
    way = one.shown.way if one.shown else Way.NONE
    back = quote(detail_path(one), safe="")
    log_in = "/_layouts/BNLTL/DangNhap.aspx" if one.number % 2 else "/dvc/Pages/DangNhap.aspx"
    return {
        Way.NONE: "",
        Way.FORM: f"/dvc/Pages/NopHoSo.aspx?ThuTucID={one.number + 30}",
        Way.LOGIN: f"{log_in}?ReturnUrl={back}",
        Way.OFFICIAL: f"/dvc/Pages/ChuyenTiep.aspx?ThuTucID={one.number + 30}",
        Way.DEAD: f"/dvctt/DangKy.aspx?id={one.number + 30}",
        Way.BARE: "/Pages/bao-tri.aspx",
        Way.LOOP: detail_path(one),
    }[way]


class SharePoint:
    """The portal being made."""

    def __init__(self) -> None:
        self.data, self.services = read(FOLDER)
        self.site = Site(FOLDER, "bnltl.example")
        names = self.data["agency"]["name"]
        self.groups = list(dict.fromkeys(one.group for one in self.services))
        fields = [(g.field.upper(), f"/tthc/Pages/ThuTuc.aspx?LinhVuc={g.slug}") for g in self.groups]
        self.chrome: dict[str, Any] = {
            "site": names["vi"], "site_en": names["en"], "en": False, "menu": MENU, "fields": fields, "after": "",
        }  # fmt: skip
        self.chrome_en = self.chrome | {"en": True, "menu": MENU_EN}
        self.key: list[Truth] = []

    def row(self, place: int, one: Procedure) -> dict[str, Any]:
        """Return a service as a list shows it."""
        return {
            "place": place, "number": one.number + 30, "name": one.name, "short": cut(one.name, 75), "code": one.code,
            "body": one.group.body, "level": one.published.value,
            "url": detail_path(one) if one.described or one.case in "gw" else "",
        }  # fmt: skip

    def details(self) -> None:
        """Make the page of each service, with what hangs on it."""
        for one in self.services:
            dead_end = english_url = ""
            url = self.site.base + detail_path(one)
            if one.case == "g":
                dead_end, url = self.site.dead(detail_path(one)), ""
            elif one.case == "w":
                self.site.redirect(
                    detail_path(one),
                    f"/_layouts/BNLTL/DangNhap.aspx?ReturnUrl={quote(detail_path(one), safe='')}",
                )
                self.log_in(f"/_layouts/BNLTL/DangNhap.aspx?ReturnUrl={quote(detail_path(one), safe='')}")
                url = ""
            elif not one.described:
                url = ""
            else:
                dead_end = self.target(one)
                english_url = self.detail(one)
            self.key.append(one.truth(url, english_url, dead_end))

    def log_in(self, path: str) -> None:
        """Make a page to sign in on."""
        self.site.put(path, "login.html", **self.chrome, title="Đăng nhập")

    def target(self, one: Procedure) -> str:
        """Make what the button leads to; return the address when it is dead."""
        way = one.shown.way if one.shown else Way.NONE
        path = apply_path(one)
        if way is Way.LOGIN:
            self.log_in(path)
        elif way is Way.OFFICIAL:
            other = f"http://motcua.bnltl.example/Account/Login?tthc={one.code}"
            self.site.redirect(path, other)
            self.log_in(other)
        elif way is Way.FORM:
            papers = [one.papers[0], *one.group.common]
            self.site.put(
                path, "eform.html", **self.chrome, title="Nộp hồ sơ trực tuyến", one=one, papers=papers
            )
        elif way is Way.DEAD:
            return self.site.dead(path)
        return ""

    def detail(self, one: Procedure) -> str:
        """Make the pages that describe a service; return the address of the English one."""
        assert one.shown is not None  # noqa: S101
        form = None
        if one.shown.form:
            file = f"Mau {one.number:02} - {one.group.slug}.doc"
            where = f"/tthc/Lists/ThuTuc/Attachments/{one.number + 30}/{quote(file)}"
            form = {"url": self.site.file(where), "name": form_name(one), "file": file}
        level = f"Mức độ {one.published.value}" if one.published.value else ""
        values = self.chrome | {
            "title": one.name, "one": one, "name": one.name, "field": one.group.field, "level": level, "form": form, "guide": "",
            "apply": apply_path(one), "L": WORDS, "summary": one.summary,
            "points": points(one, LABELS, "Lệ phí", self.data["counter"]), "lettered": one.number % 5 == 0,
        }  # fmt: skip
        self.site.put(
            detail_path(one), "richtext.html" if one.number % 5 in {0, 3} else "dispform.html", **values
        )
        if one.english_kind not in {"full", "mixed", "named"}:
            return ""
        full = one.english_kind == "full"
        values |= self.chrome_en | {
            "title": one.name_en, "name": one.name_en, "field": one.group.field_en if full else one.group.field, "level": "",
            "L": WORDS_EN, "lettered": False, "summary": one.summary_en, "guide": "/en/Pages/guide.aspx" if one.english.guidance else "",
            "form": {"url": form["url"], "name": f"Form: {one.papers_en[0]}"} if form and full else None,
            "apply": "" if one.shown.way is Way.FORM else apply_path(one),
            "points": english_points(one, LABELS_EN, self.data["counter_en"], self.data["counter"]),
        }  # fmt: skip
        return self.site.put(english_path(one), "richtext.html", **values)

    def lists(self) -> None:
        """Make the first page of the list, whose pager is a script, and the list of each field."""
        rows = [self.row(place, one) for place, one in enumerate(self.services[:FIRST_PAGE], 1)]
        first = [{"name": "TẤT CẢ", "rows": rows}]
        title = "Danh sách thủ tục hành chính"
        more: dict[str, Any] = {"codes": True, "icons": False, "more": True}
        self.site.put(
            "/tthc/Lists/ThuTuc/AllItems.aspx", "list.html", **self.chrome, title=title, groups=first, **more
        )
        for number, group in enumerate(self.groups):
            own = [one for one in self.services if one.group == group]
            shown = [
                {
                    "name": group.field.upper(),
                    "rows": [self.row(place, one) for place, one in enumerate(own, 1)],
                }
            ]
            more = {"codes": number % 3 != 1, "icons": number % 2 == 0, "more": False}
            path = f"/tthc/Pages/ThuTuc.aspx?LinhVuc={group.slug}"
            self.site.put(
                path,
                "list.html",
                **self.chrome,
                title=f"Thủ tục hành chính lĩnh vực {group.field}",
                groups=shown,
                **more,
            )

    def english_pages(self) -> None:
        """Make the few English pages."""
        shown = [one for one in self.services if one.english_kind]
        rows = [
            {"place": n, "name": one.name_en, "code": one.code, "body": one.group.body_en, "url": english_path(one) if one.english_kind != "list" else ""}
            for n, one in enumerate(shown, 1)
        ]  # fmt: skip
        self.site.put(
            "/en/Pages/services.aspx", "english.html", **self.chrome_en, title="Public services", rows=rows
        )
        lines = [
            "The Ministry is in charge of crops, plant protection, animals, forests, fisheries and irrigation throughout the country.",
            '<p><a href="/en/Pages/services.aspx">Public services of the Ministry</a></p>',
        ]
        self.site.put(
            "/en/Pages/home.aspx",
            "article.html",
            **self.chrome_en,
            title="Home",
            crumb="About us",
            lines=lines,
        )
        lines = [
            "Applications are accepted in Vietnamese. Foreign papers have to be translated and the translation certified.",
            "Open an account, fill in the form, attach the papers as PDF files and pay the fee by card. Keep the number of your file.",
        ]
        self.site.put(
            "/en/Pages/guide.aspx",
            "article.html",
            **self.chrome_en,
            title="Guide for applicants",
            crumb="Guide",
            lines=lines,
        )

    def other_pages(self) -> None:
        """Make home, notice and all that is no service."""
        popular = [self.row(0, one) for one in self.services if one.described and one.number % 9 == 1]
        news = [
            {"url": f"/tintuc/Lists/TinTuc/View_Detail.aspx?ItemID={n}", "title": title}
            for n, title, _ in NEWS
        ]
        self.site.put(
            "/Pages/home.aspx", "home.html", **self.chrome, title="Trang chủ", news=news, popular=popular
        )
        self.site.redirect("/", "/Pages/home.aspx")
        self.site.redirect("/_layouts/Authenticate.aspx?Source=%2F", "/dvc/Pages/DangNhap.aspx")
        self.log_in("/dvc/Pages/DangNhap.aspx")
        self.log_in("http://motcua.bnltl.example/")
        for (_, title, lines), item in zip(NEWS, news, strict=True):
            self.site.put(
                item["url"], "article.html", **self.chrome, title=title, crumb="Tin tức", lines=lines
            )
        links = [f'<p><a href="{item["url"]}">{item["title"]}</a></p>' for item in news]
        self.site.put(
            "/tintuc/Pages/default.aspx",
            "article.html",
            **self.chrome,
            title="Tin tức",
            crumb="Tin tức",
            lines=links,
        )
        for path, title, lines, after in ARTICLES:
            values = self.chrome | {"after": after}
            self.site.put(path, "article.html", **values, title=title, crumb=title, lines=lines)
        text = "Hệ thống nộp hồ sơ qua mạng đang được bảo trì."
        self.site.put("/Pages/bao-tri.aspx", "bare.html", title="Thông báo", text=text)


def portal() -> Portal:
    """Return the portal with its key."""
    made = SharePoint()
    made.other_pages()
    made.lists()
    made.details()
    made.english_pages()
    return Portal(
        FOLDER,
        "sharepoint",
        made.data["agency"],
        date(2026, 6, 15),
        "SharePoint 2010 publishing site: one aspnetForm around the page, web parts in nested tables, ms-listviewtable with ms-gb group "
        "rows in upper case, a pager by RefreshPageTo only, View_Detail.aspx?ItemID= pages of a list as ms-formtable or as one rich text "
        "field with run-in bold labels, forms under Attachments, level as number or as the alt of an icon. Known from SharePoint's own "
        "class names in public repositories and from addresses that such portals use.",
        "ms-listviewtable",
        tuple(made.site.pages.values()),
        tuple(made.key),
    )
