"""An agency with a site of its own make: a good English list beside a Vietnamese one in another order and partly without codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

from audit.facts.services.model import ProcedureField as P
from audit.facts.services.model import Published
from tools.service_portals.custom_english_noise import ARTICLES, NEWS, NEWS_EN
from tools.service_portals.listing import Points, cut, english_points, in_pages, points, related
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.procedures import Procedure, read
from tools.service_portals.rendering import Site
from tools.service_portals.wording import form_name

FOLDER = "custom-english"
E_SERVICES = "http://e-services.cdtl.example"
PER_PAGE = 12

LEVELS = {
    Published.WHOLE: "Toàn trình",
    Published.PART: "Một phần",
    Published.INFORMATION: "Cung cấp thông tin",
}
LEVELS_EN = {
    Published.WHOLE: "Fully online",
    Published.PART: "Partly online",
    Published.INFORMATION: "Information only",
}
COLOURS = {Published.WHOLE: "success", Published.PART: "warning", Published.INFORMATION: "secondary"}

LABELS = {
    P.STEPS: "Các bước thực hiện",
    P.MANNER: "Cách thức thực hiện",
    P.COMPONENTS: "Hồ sơ cần chuẩn bị",
    P.TIME_LIMIT: "Thời hạn giải quyết",
    P.WHO: "Đối tượng thực hiện",
    P.AGENCY: "Cơ quan giải quyết",
    P.RESULT: "Kết quả",
    P.CONDITIONS: "Yêu cầu, điều kiện",
    P.CHANNELS: "Cách nộp hồ sơ và nhận kết quả",
    P.LEGAL_BASIS: "Căn cứ pháp lý",
}
LABELS_EN = {
    P.STEPS: "Steps",
    P.MANNER: "Manner of filing",
    P.COMPONENTS: "Required documents",
    P.TIME_LIMIT: "Processing time",
    P.WHO: "Who can apply",
    P.AGENCY: "Responsible unit",
    P.RESULT: "Result",
    P.CONDITIONS: "Fees and conditions",
    P.CHANNELS: "Where to file and how to receive the result",
    P.LEGAL_BASIS: "Legal basis",
}
WORDS = {
    "code": "Mã thủ tục", "level": "Mức độ", "forms": "Biểu mẫu", "guide": "", "guide_text": "", "more": "", "apply": "Nộp hồ sơ trực tuyến",
    "related": "Dịch vụ cùng lĩnh vực",
}  # fmt: skip
WORDS_EN = {
    "code": "Procedure code", "level": "Service level", "forms": "Forms to download", "guide": "How to apply", "apply": "Apply online",
    "related": "Related services",
    "guide_text": "Create an account, choose the service and follow the instructions on the screen.", "more": "Step-by-step guide",
}  # fmt: skip
ASIDE = (P.TIME_LIMIT, P.AGENCY, P.WHO)


def slug_of(text: str) -> str:
    """Return a name as an address writes it."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(
        r"[^a-z0-9]+", "-", "".join(sign for sign in plain if not unicodedata.combining(sign))
    ).strip("-")


def vietnamese_path(one: Procedure) -> str:
    """Return where the Vietnamese page is: by number for every third service, by its name for the others."""
    return (
        f"/vi/service/{one.number}"
        if one.number % 3 == 2
        else f"/vi/dich-vu/{slug_of(cut(one.name, 60))}-{one.number}"
    )


def english_path(one: Procedure) -> str:
    """Return where the English page is; only those by number tell their twin by the address."""
    return f"/en/service/{one.number}" if one.number % 3 == 2 else f"/en/services/{slug_of(one.name_en)}"


class CustomEnglish:
    """The portal being made."""

    def __init__(self) -> None:
        self.data, self.services = read(FOLDER)
        self.site = Site(FOLDER, "cdtl.example")
        self.groups = list(dict.fromkeys(one.group for one in self.services))
        self.vi: dict[str, Any] = {"lang": "vi", "alternates": (), "switch": ""}
        self.en = self.vi | {"lang": "en"}
        self.key: list[Truth] = []

    @staticmethod
    def has_english(one: Procedure) -> bool:
        """Whether it has a page in the English part."""
        return one.english_kind in {"full", "mixed", "named"}

    def apply_path(self, one: Procedure, language: str) -> str:
        """Return where the button of a service leads; empty when it has none."""
        way = one.shown.way if one.shown else Way.NONE
        english = language == "en"
        return {
            Way.NONE: "",
            Way.FORM: f"{E_SERVICES}/apply/{one.number}" if english else f"/vi/nop-ho-so/{one.number}",
            Way.LOGIN: f"/en/account/sign-in?next=/apply/{one.number}"
            if english
            else f"/vi/tai-khoan/dang-nhap?next=/nop-ho-so/{one.number}",
            Way.OFFICIAL: f"{E_SERVICES}/sign-in?service={one.number}",
            Way.DEAD: f"/vi/eform/{one.number}",
            Way.BARE: "/vi/bao-tri",
            Way.LOOP: english_path(one) if english else vietnamese_path(one),
        }[way]

    def row(self, place: int, one: Procedure) -> dict[str, Any]:
        """Return a service as the Vietnamese list shows it."""
        return {
            "place": place, "name": one.name, "short": cut(one.name, 48), "code": one.code, "field": one.group.field, "body": one.group.body,
            "level": LEVELS[one.published], "css": COLOURS[one.published],
            "url": vietnamese_path(one) if one.described or one.case in "gw" else "",
            "apply": self.apply_path(one, "vi") if one.shown and one.shown.way.works else "",
        }  # fmt: skip

    @staticmethod
    def card(one: Procedure) -> dict[str, Any]:
        """Return a service as the English list shows it."""
        return {
            "name": one.name_en, "short": one.name_en, "url": english_path(one), "level": LEVELS_EN[one.published],
            "css": COLOURS[one.published], "summary": one.summary_en, "body": one.group.body_en,
        }  # fmt: skip

    def details(self) -> None:
        """Make the pages of each service, with what hangs on them."""
        for one in self.services:
            url = dead_end = english_url = ""
            if one.case == "w":
                self.site.redirect(vietnamese_path(one), "/vi/tai-khoan/dang-nhap")
            elif one.described:
                languages = [
                    code for code, there in (("vi", one.name), ("en", self.has_english(one))) if there
                ]
                for language in languages:
                    dead_end = self.target(one, language)
                url = self.vietnamese(one) if one.name else ""
                english_url = self.english(one) if self.has_english(one) else ""
            truth = one.truth(url, english_url, dead_end)
            if one in self.for_foreigners():
                truth = replace(truth, foreigners=True)
            self.key.append(truth)

    def for_foreigners(self) -> list[Procedure]:
        """Return what the English list for foreigners holds."""
        return [one for one in self.services if self.has_english(one) and one.who == "fo"]

    def target(self, one: Procedure, language: str) -> str:
        """Make what the button leads to in one language; return the address when it is dead."""
        way = one.shown.way if one.shown else Way.NONE
        path = self.apply_path(one, language)
        chrome = self.en if language == "en" else self.vi
        if way in {Way.LOGIN, Way.OFFICIAL}:
            chrome = self.en if way is Way.OFFICIAL else chrome
            self.site.put(
                path, "login.html", **chrome, title="Sign in" if chrome is self.en else "Đăng nhập", crumb=""
            )
        elif way is Way.FORM:
            english = language == "en"
            papers = (
                (one.papers_en[:1] + one.group.common_en) if english else (one.papers[:1] + one.group.common)
            )
            name = one.name_en if english else one.name
            title = "Application" if english else "Nộp hồ sơ trực tuyến"
            self.site.put(path, "eform.html", **chrome, title=title, crumb=title, name=name, papers=papers)
        elif way is Way.DEAD:
            return self.site.dead(path)
        return ""

    def vietnamese(self, one: Procedure) -> str:
        """Make the Vietnamese page."""
        assert one.shown is not None  # noqa: S101
        form = None
        if one.shown.form:
            form = {"url": self.site.file(f"/files/bieu-mau/{one.number:03}.docx"), "name": form_name(one)}
        found = points(one, LABELS, "Phí, lệ phí", self.data["counter"])
        values = (
            self.vi
            | self.twins(one)
            | {"switch": english_path(one) if self.has_english(one) and one.number % 3 == 1 else ""}
        )
        return self.page(
            vietnamese_path(one), found, LABELS, one.number % 2 == 0, **values, title=one.name, crumb=one.group.field, name=one.name,
            code=one.code, level=LEVELS[one.published], summary=one.summary, form=form, guide="", apply=self.apply_path(one, "vi"), L=WORDS,
            related=[{"url": vietnamese_path(other), "name": other.name} for other in related(one, self.services)],
        )  # fmt: skip

    def english(self, one: Procedure) -> str:
        """Make the English page."""
        assert one.shown is not None  # noqa: S101
        full = one.english_kind == "full"
        form = None
        if full and one.shown.form:
            form = {
                "url": self.site.file(f"/files/forms/{one.number:03}-en.docx"),
                "name": f"{one.papers_en[0]} (form {one.number:02})",
            }
        found = english_points(one, LABELS_EN, self.data["counter_en"], self.data["counter"])
        values = (
            self.en
            | self.twins(one)
            | {"switch": vietnamese_path(one) if one.name and one.number % 3 == 1 else ""}
        )
        return self.page(
            english_path(one), found, LABELS_EN, one.number % 4 in {0, 3}, **values, title=one.name_en, crumb="Services", name=one.name_en,
            code=one.code if one.number % 2 else "", level=LEVELS_EN[one.published], summary=one.summary_en, form=form,
            guide="/en/how-to-apply" if one.english.guidance else "", apply=self.apply_path(one, "en"), L=WORDS_EN,
            related=[
                {"url": english_path(other), "name": other.name_en} for other in related(one, self.services) if self.has_english(other)
            ],
        )  # fmt: skip

    def twins(self, one: Procedure) -> dict[str, Any]:
        """Return the alternates in the head: of every third service that is there in both languages."""
        if one.number % 3 or not (one.name and self.has_english(one)):
            return {"alternates": ()}
        return {
            "alternates": (
                ("vi", self.site.base + vietnamese_path(one)),
                ("en", self.site.base + english_path(one)),
            )
        }

    def page(self, path: str, found: Points, labels: dict[P, str], sections: bool, **values: Any) -> str:
        """Make a page of one of the two layouts; in sections, a box beside the text holds three of the points."""
        beside = {labels[point] for point in ASIDE}
        aside = {place for place, (label, _) in enumerate(found) if label in beside}
        return self.site.put(
            path,
            "detail_sections.html" if sections else "detail_dl.html",
            points=found,
            aside=aside,
            **values,
        )

    def lists(self) -> None:
        """Make the Vietnamese table with its pages and filters, and the English cards."""
        ordered = sorted((one for one in self.services if one.name), key=lambda one: slug_of(one.name))
        fields = [(group.field, f"/vi/dich-vu-cong/linh-vuc/{group.slug}") for group in self.groups]
        title = "Danh mục dịch vụ công"
        parts = list(in_pages(ordered, PER_PAGE))
        for number, part in parts:
            pages = [{"number": n, "url": table_path(n), "current": n == number} for n, _ in parts]
            rows = [self.row((number - 1) * PER_PAGE + place, one) for place, one in enumerate(part, 1)]
            self.site.put(
                table_path(number),
                "table.html",
                **self.vi,
                title=title,
                crumb=title,
                rows=rows,
                pages=pages,
                fields=fields,
            )
        for group, (name, path) in zip(self.groups, fields, strict=True):
            rows = [
                self.row(n, one) for n, one in enumerate((one for one in ordered if one.group == group), 1)
            ]
            self.site.put(
                path,
                "table.html",
                **self.vi,
                title=f"Dịch vụ công: {name}",
                crumb=title,
                rows=rows,
                pages=[],
                fields=fields,
            )
        shown = [one for one in self.services if self.has_english(one)]
        parts = list(in_pages(shown, PER_PAGE))
        for number, part in parts:
            pages = [{"number": n, "url": cards_path(n), "current": n == number} for n, _ in parts]
            self.cards(
                cards_path(number),
                "All services",
                "All services that the Agency describes in English.",
                part,
                pages,
            )
        own = self.for_foreigners()
        self.cards(
            "/en/foreigners",
            "Services for foreigners",
            "What foreign nationals and foreign companies can apply for.",
            own,
            [],
        )

    def cards(self, path: str, title: str, intro: str, part: Any, pages: list[dict[str, Any]]) -> None:
        """Make one page of English cards, in groups."""
        groups = [
            {
                "name": group.field_en,
                "slug": group.slug,
                "rows": [self.card(one) for one in part if one.group == group],
            }
            for group in self.groups
            if any(one.group == group for one in part)
        ]
        self.site.put(
            path, "cards.html", **self.en, title=title, crumb=title, intro=intro, groups=groups, pages=pages
        )

    def other_pages(self) -> None:
        """Make both home pages, the guide, and all that is no service."""
        popular = [
            self.row(0, one) for one in self.services if one.name and one.described and one.number % 7 == 1
        ]
        news = [{"url": f"/vi/tin-tuc/{slug}", "title": title, "day": day} for slug, title, day, _ in NEWS]
        values = {
            "title": "Cục Đầu tư và Lao động quốc tế",
            "intro": "Một cửa cho nhà đầu tư và người lao động.",
            "popular_title": "Dịch vụ được quan tâm",
        }
        self.site.put("/vi/", "home.html", **self.vi, **values, crumb="", popular=popular, news=news)
        self.site.redirect("/", "/vi/")
        for name in ("uy-quyen", "to-khai-chung"):
            self.site.file(f"/files/bieu-mau/{name}.docx")
        cards = [self.card(one) for one in self.services if self.has_english(one) and one.number % 7 == 1]
        news_en = [{"url": f"/en/news/{slug}", "title": title, "day": day} for slug, title, day, _ in NEWS_EN]
        values = {
            "title": "Welcome to the Agency",
            "intro": "One door for investors and workers from abroad.",
            "popular_title": "Popular services",
        }
        self.site.put("/en/", "home.html", **self.en, **values, crumb="", popular=cards, news=news_en)
        for (_, title, _, lines), entry in zip(NEWS, news, strict=True):
            self.site.put(entry["url"], "article.html", **self.vi, title=title, crumb="Tin tức", lines=lines)
        for (_, title, _, lines), entry in zip(NEWS_EN, news_en, strict=True):
            self.site.put(entry["url"], "article.html", **self.en, title=title, crumb="News", lines=lines)
        links = [f'<p><a href="{entry["url"]}">{entry["title"]}</a></p>' for entry in news]
        self.site.put("/vi/tin-tuc", "article.html", **self.vi, title="Tin tức", crumb="Tin tức", lines=links)
        for language, path, title, lines in ARTICLES:
            chrome = self.en if language == "en" else self.vi
            self.site.put(path, "article.html", **chrome, title=title, crumb=title, lines=lines)
        self.site.put("/vi/tai-khoan/dang-nhap", "login.html", **self.vi, title="Đăng nhập", crumb="")
        self.site.put(f"{E_SERVICES}/", "login.html", **self.en, title="Sign in", crumb="")
        self.site.put("/vi/bao-tri", "bare.html", title="Thông báo", text="Hệ thống đang bảo trì.")


def table_path(number: int) -> str:
    """Return where a page of the Vietnamese list is."""
    return "/vi/dich-vu-cong" if number == 1 else f"/vi/dich-vu-cong?trang={number}"


def cards_path(number: int) -> str:
    """Return where a page of the English list is."""
    return "/en/services" if number == 1 else f"/en/services?page={number}"


def portal() -> Portal:
    """Return the portal with its key."""
    made = CustomEnglish()
    made.other_pages()
    made.lists()
    made.details()
    return Portal(
        FOLDER,
        "custom",
        made.data["agency"],
        date(2026, 6, 15),
        "A site of its own make in Bootstrap 5, as newer agencies have: English services as cards in groups with a badge of the level, "
        "Vietnamese ones in a table by alphabet with a code for some; details as a definition list or as sections with a box beside them. "
        "A Vietnamese and an English page tell each other by hreflang, by the switch, or by the address only. Known from Bootstrap's "
        "documentation and from English service lists of agencies in general.",
        'class="service',
        tuple(made.site.pages.values()),
        tuple(made.key),
    )
