"""A ministry's service portal on Liferay 6.2 with OpenCPS, and an English version that is English in part."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from tools.service_portals.liferay_noise import ARTICLES, NEWS
from tools.service_portals.liferay_words import LABELS, LABELS_EN, LEVELS, WORDS, WORDS_EN
from tools.service_portals.listing import Points, cut, decision, english_points, in_pages, points, related
from tools.service_portals.model import Page, Portal, Truth, Way
from tools.service_portals.procedures import Procedure, read
from tools.service_portals.rendering import Site
from tools.service_portals.wording import form_name

FOLDER = "liferay-opencps"
LIST = "serviceinfodirectory_WAR_opencpsportlet"
DOSSIER = "dossiermgtfrontoffice_WAR_opencpsportlet"
PLAIN = "p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-2&p_p_col_count=1"
PER_PAGE = 10


def detail_path(one: Procedure, language: str = "") -> str:
    """Return where a service's page is, as links write it."""
    template = quote("/html/portlets/servicemgt/directory/service_detail.jsp", safe="")
    query = f"p_p_id={LIST}&{PLAIN}&_{LIST}_mvcPath={template}&_{LIST}_serviceinfoId={1200 + one.number}"
    return f"{language}/web/guest/thu-tuc-hanh-chinh?{query}"


def list_path(number: int) -> str:
    """Return where a page of the list is."""
    if number == 1:
        return "/web/guest/thu-tuc-hanh-chinh"
    return (
        f"/web/guest/thu-tuc-hanh-chinh?p_p_id={LIST}&{PLAIN}&_{LIST}_delta={PER_PAGE}&_{LIST}_cur={number}"
    )


class Liferay:
    """The portal being made."""

    def __init__(self) -> None:
        self.data, self.services = read(FOLDER)
        self.site = Site(FOLDER, "dichvucong.btnl.example")
        names = self.data["agency"]["name"]
        self.groups = list(dict.fromkeys(one.group for one in self.services))
        fields = [
            {
                "name": g.field,
                "url": f"/web/guest/linh-vuc?domainCode={n}",
                "count": sum(one.group == g for one in self.services),
            }
            for n, g in enumerate(self.groups, 1)
        ]
        self.chrome: dict[str, Any] = {
            "site": names["vi"], "site_en": names["en"], "en": False, "fields": fields, "vi_url": "", "en_url": "",
        }  # fmt: skip
        self.key: list[Truth] = []

    def row(self, place: int, one: Procedure) -> dict[str, Any]:
        """Return a service as a list shows it."""
        level, css = LEVELS[one.published]
        return {
            "place": place, "code": one.code, "name": one.name, "short": cut(one.name, 62), "field": one.group.field,
            "body": one.group.body, "level": level, "css": css,
            "url": detail_path(one) if one.described or one.case in "gw" else "",
            "apply": self.apply_path(one) if one.shown and one.shown.way.works else "",
        }  # fmt: skip

    def apply_path(self, one: Procedure) -> str:
        """Return where the button of a service leads; empty when it has none."""
        way = one.shown.way if one.shown else Way.NONE
        return {
            Way.NONE: "",
            Way.FORM: f"/web/guest/nop-ho-so?p_p_id={DOSSIER}&{PLAIN}&_{DOSSIER}_serviceConfigId={one.number}",
            Way.LOGIN: f"/group/guest/nop-ho-so?serviceConfigId={one.number}",
            Way.OFFICIAL: f"http://capphep.btnl.example/dang-ky-ho-so?ma={one.code}",
            Way.DEAD: f"/web/guest/dvc-cu/nop-truc-tuyen?id={one.number}",
            Way.BARE: "/web/guest/thong-bao-nang-cap",
            Way.LOOP: detail_path(one),
        }[way]

    def details(self) -> None:
        """Make the page of each service, with what hangs on it."""
        for one in self.services:
            dead_end = english_url = ""
            url = self.site.base + detail_path(one)
            if one.case == "g":
                dead_end, url = self.site.dead(detail_path(one)), ""
            elif one.case == "w":
                self.site.redirect(detail_path(one), "/web/guest/dang-nhap")
                url = ""
            elif not one.described:
                url = ""
            else:
                dead_end = self.target(one)
                english_url = self.detail(one)
            self.key.append(one.truth(url, english_url, dead_end))

    def target(self, one: Procedure) -> str:
        """Make what the button leads to; return the address when it is dead."""
        apply = self.apply_path(one)
        way = one.shown.way if one.shown else Way.NONE
        if way is Way.FORM:
            papers = [one.papers[0], *one.group.common]
            self.site.put(
                apply,
                "eform.html",
                **self.chrome,
                title="Nộp hồ sơ",
                crumb="Nộp hồ sơ",
                one=one,
                papers=papers,
            )
        elif way is Way.LOGIN:
            self.site.redirect(apply, "/web/guest/dang-nhap")
        elif way is Way.OFFICIAL:
            values = self.chrome | {
                "title": "Đăng nhập hệ thống cấp phép",
                "crumb": "Đăng nhập",
                "action": "/dang-nhap",
            }
            self.site.put(apply, "login.html", **values)
        elif way is Way.DEAD:
            return self.site.dead(apply)
        return ""

    def detail(self, one: Procedure) -> str:
        """Make the pages that describe a service; return the address of the English one."""
        form = None
        assert one.shown is not None  # noqa: S101
        if one.shown.form:
            where = f"/documents/10184/{20000 + one.number}/mau-{one.number:02}.doc/3f1c9e{one.number:02}?version=1.0"
            form = {"url": self.site.file(where), "name": form_name(one)}
        tabs = one.number % 3 == 0
        counter = self.data["counter"]
        found = points(one, LABELS, "Phí, lệ phí", counter)
        english = detail_path(one, "/en") if one.english_kind in {"full", "mixed", "named", "shell"} else ""
        values = self.chrome | {
            "title": one.name, "crumb": "Thủ tục hành chính", "one": one, "name": one.name, "field": one.group.field,
            "level": LEVELS[one.published][0], "form": form, "guide": "", "apply": self.apply_path(one), "L": WORDS,
            "summary": one.summary, "points": found, "tabs": in_tabs(found), "en_url": english,
            "related": [self.row(0, other) for other in related(one, self.services)],
        }  # fmt: skip
        template = "detail_tabs.html" if tabs else "detail_table.html"
        self.site.put(detail_path(one), template, **values)
        if one.number % 8 == 1:
            self.site.put(popular_path(one), template, **values)
        if not english:
            return ""
        full = one.english_kind == "full"
        if one.shown.way is Way.FORM:
            values["apply"] = f"/en{self.apply_path(one)}" if full else ""
        if full and one.shown.way is Way.FORM:
            chrome = self.chrome | {"en": True, "title": "Application", "crumb": "Application"}
            papers = [one.papers_en[0], *one.group.common_en]
            self.site.put(values["apply"], "eform_en.html", **chrome, one=one, papers=papers)
        found = english_points(one, LABELS_EN, self.data["counter_en"], counter)
        values |= {
            "en": True, "title": one.name_en or one.name, "crumb": "Services", "name": one.name_en or one.name, "L": WORDS_EN,
            "field": one.group.field_en if full else one.group.field, "level": "", "summary": one.summary_en,
            "form": {"url": form["url"], "name": f"Form {one.number:02}: {one.papers_en[0]}"} if form and full else None,
            "guide": "/en/web/guest/how-to-apply" if one.english.guidance else "", "points": found, "tabs": in_tabs(found),
            "en_url": english, "vi_url": detail_path(one), "related": [],
        }  # fmt: skip
        return self.site.put(english, template, **values)

    def lists(self) -> None:
        """Make the list, its pages, its filters and the list by body."""
        bodies = [group.body for group in self.groups]
        pages = list(in_pages(self.services, PER_PAGE))
        for number, part in pages:
            buttons = [{"number": n, "url": list_path(n), "current": n == number} for n, _ in pages]
            rows = [self.row((number - 1) * PER_PAGE + place, one) for place, one in enumerate(part, 1)]
            self.list_page(list_path(number), "Thủ tục hành chính", rows, buttons, bodies)
        for field, group in zip(self.chrome["fields"], self.groups, strict=True):
            own = [one for one in self.services if one.group == group]
            rows = [self.row(place, one) for place, one in enumerate(own, 1)]
            alone = [{"number": 1, "url": field["url"], "current": True}]
            self.list_page(field["url"], f"Lĩnh vực: {group.field}", rows, alone, bodies)
        groups = [
            {"name": g.body, "rows": [self.row(0, one) for one in self.services if one.group == g]}
            for g in reversed(self.groups)
        ]
        title = "Dịch vụ công theo cơ quan"
        self.site.put(
            "/web/guest/dich-vu-cong-theo-co-quan",
            "bodies.html",
            **self.chrome,
            title=title,
            crumb=title,
            groups=groups,
        )

    def list_page(
        self,
        path: str,
        title: str,
        rows: list[dict[str, Any]],
        pages: list[dict[str, Any]],
        bodies: list[str],
    ) -> None:
        """Make one page of a list."""
        more = {"rows": rows, "pages": pages, "bodies": bodies, "total": len(self.services), "per": PER_PAGE}
        self.site.put(path, "list.html", **self.chrome, title=title, crumb=title, **more)

    def english_pages(self) -> None:
        """Make the English list, an English guide, and an English home page that is a shell."""
        shown = [one for one in self.services if one.english_kind]
        rows = [
            {
                "place": n, "code": one.code, "name": one.name_en or one.name,
                "url": detail_path(one, "/en") if one.english_kind != "list" else "",
                "field": one.group.field_en if one.english.name else one.group.field,
            }
            for n, one in enumerate(shown, 1)
        ]  # fmt: skip
        chrome = self.chrome | {
            "en": True,
            "vi_url": "/web/guest/thu-tuc-hanh-chinh",
            "en_url": "/en/web/guest/services",
        }
        intro = "The services below can be used by organisations and individuals. The list is being extended."
        self.site.put(
            "/en/web/guest/services",
            "english.html",
            **chrome,
            title="Services",
            crumb="Services",
            rows=rows,
            intro=intro,
        )
        guide = [
            "To apply online you need an account on this portal. Registration takes about five minutes and is confirmed by e-mail.",
            "1. Choose the service in the list and read which documents are required.",
            "2. Press “Apply online”, fill in the form and attach scanned copies of the documents.",
            "3. Pay the fee if there is one. You are told by e-mail when the result is ready.",
        ]
        self.site.put(
            "/en/web/guest/how-to-apply",
            "article.html",
            **chrome,
            title="How to apply online",
            crumb="Guide",
            lines=guide,
        )
        home = [
            f"Chào mừng đến với Cổng dịch vụ công của {self.chrome['site']}.",
            "Nội dung tiếng Anh đang được cập nhật.",
        ]
        chrome |= {"vi_url": "/web/guest/trang-chu"}
        self.site.put(
            "/en/web/guest/trang-chu",
            "article.html",
            **chrome,
            title="Trang chủ",
            crumb="Trang chủ",
            lines=home,
        )

    def other_pages(self) -> None:
        """Make home, login, notice and all that is no service."""
        popular = [
            self.row(0, one) | {"url": popular_path(one)}
            for one in self.services
            if one.described and one.number % 8 == 1
        ]
        news = [
            {"url": f"/web/guest/tin-tuc/-/asset_publisher/qP2/content/{slug}", "title": t, "day": d}
            for slug, t, d, _ in NEWS
        ]
        self.site.put(
            "/web/guest/trang-chu",
            "home.html",
            **self.chrome,
            title="Trang chủ",
            crumb="Trang chủ",
            popular=popular,
            news=news,
        )
        more = {NEWS[0][1]: [decision([one for one in self.services if one.group.field == "Hóa chất"][:5])]}
        for (_, title, _, lines), item in zip(NEWS, news, strict=True):
            shown = [*lines, *more.get(title, [])]
            self.site.put(
                item["url"], "article.html", **self.chrome, title=title, crumb="Tin tức", lines=shown
            )
        for path, title, lines in ARTICLES:
            self.site.put(path, "article.html", **self.chrome, title=title, crumb=title, lines=lines)
        links = [f'<p><a href="{item["url"]}">{item["title"]}</a> ({item["day"]})</p>' for item in news]
        self.site.put(
            "/web/guest/tin-tuc", "article.html", **self.chrome, title="Tin tức", crumb="Tin tức", lines=links
        )
        self.site.put(
            "/web/guest/dang-nhap",
            "login.html",
            **self.chrome,
            title="Đăng nhập",
            crumb="Đăng nhập",
            action="/c/portal/login",
        )
        self.site.redirect("/c/portal/login?p_l_id=10184", "/web/guest/dang-nhap")
        self.site.redirect("/", "/web/guest/trang-chu")
        for number in range(1, 4):
            self.site.file(f"/documents/10184/{899 + number}/mau-{number:02}.doc")
        text = "Chức năng nộp hồ sơ trực tuyến của dịch vụ này đang được nâng cấp. Mời quay lại sau."
        self.site.put("/web/guest/thong-bao-nang-cap", "bare.html", title="Thông báo", text=text)
        main = [
            "<h2>Tin hoạt động</h2>",
            "Bộ tổ chức hội nghị sơ kết công tác sáu tháng đầu năm và triển khai nhiệm vụ sáu tháng cuối năm.",
            (
                '<p><a href="http://dichvucong.btnl.example/web/guest/trang-chu">Dịch vụ công trực tuyến</a> | '
                '<a href="http://capphep.btnl.example/">Hệ thống cấp phép</a></p>'
            ),
        ]
        self.site.put(
            "http://btnl.example/",
            "article.html",
            **self.chrome,
            title="Trang chủ",
            crumb="Giới thiệu",
            lines=main,
        )
        values = self.chrome | {"title": "Hệ thống cấp phép", "crumb": "Đăng nhập", "action": "/dang-nhap"}
        self.site.put("http://capphep.btnl.example/", "login.html", **values)


def popular_path(one: Procedure) -> str:
    """Return the second address of a service's page, which carries the way back."""
    return f"{detail_path(one)}&_{LIST}_backURL=%2Fweb%2Fguest%2Ftrang-chu"


def in_tabs(found: Points) -> list[Points]:
    """Divide the points among three tabs."""
    return [found[:4], found[4:-2], found[-2:]]


def portal() -> Portal:
    """Return the portal with its key."""
    made = Liferay()
    made.other_pages()
    made.lists()
    made.details()
    made.english_pages()
    pages: tuple[Page, ...] = tuple(made.site.pages.values())
    return Portal(
        FOLDER,
        "liferay_opencps",
        made.data["agency"],
        date(2026, 6, 15),
        "Liferay 6.2 chrome (portlet-boundary, portlet-topper, taglib-page-iterator, search containers with lfr-template rows, p_p_id "
        "addresses with _cur and _delta, a second address of one page with backURL, private pages that answer with the login) and the "
        "two-column service detail and the bold-label list of OpenCPS, known from the JSP files of its public repositories; the tabbed "
        "detail follows later versions. The English UI is partly Vietnamese, as with OpenCPS's empty English bundle.",
        "portlet-boundary",
        pages,
        tuple(made.key),
    )
