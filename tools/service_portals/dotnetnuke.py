"""A province's portal on DotNetNuke: nested tables, postback pagers, open cells, letters composed and decomposed."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.dotnetnuke_noise import ARTICLES, NEWS
from tools.service_portals.listing import cut, decision, points, related
from tools.service_portals.model import Portal, Truth, Way
from tools.service_portals.procedures import Procedure, read
from tools.service_portals.rendering import Site
from tools.service_portals.wording import form_name

FOLDER = "dotnetnuke"
GRID_ROWS = 15
GRID = "/ThuTucHanhChinh/tabid/118/Default.aspx"
PRINT = (
    "/ThuTucHanhChinh/tabid/118/ctl/PrintAll/mid/746/Default.aspx?SkinSrc=%5bG%5dSkins%2f_default%2fNo+Skin"
)
LOG_IN = "/Login/tabid/93/Default.aspx"

LABELS = {
    P.STEPS: "Trình tự thực hiện",
    P.MANNER: "Cách thức thực hiện",
    P.COMPONENTS: "Thành phần hồ sơ và số lượng",
    P.TIME_LIMIT: "Thời gian giải quyết",
    P.WHO: "Đối tượng",
    P.AGENCY: "Cơ quan thực hiện",
    P.RESULT: "Kết quả giải quyết",
    P.CONDITIONS: "Điều kiện thực hiện",
    P.CHANNELS: "Hình thức nộp, nhận kết quả",
    P.LEGAL_BASIS: "Căn cứ pháp lý",
}
OTHER_ORDER = (
    P.AGENCY, P.WHO, P.TIME_LIMIT, P.CONDITIONS, P.RESULT, P.MANNER, P.STEPS, P.COMPONENTS, P.CHANNELS, P.LEGAL_BASIS,
)  # fmt: skip
MENU = (
    ("TRANG CHỦ", "/Default.aspx?tabid=36"),
    ("GIỚI THIỆU", "/GioiThieu/tabid/57/Default.aspx"),
    ("THỦ TỤC HÀNH CHÍNH", GRID),
    ("TRA CỨU HỒ SƠ", "/TraCuu/tabid/121/Default.aspx"),
    ("HỎI ĐÁP", "/HoiDap/tabid/122/Default.aspx"),
    ("BIỂU MẪU", "/BieuMau/tabid/123/Default.aspx"),
    ("THỐNG KÊ", "/ThongKe/tabid/125/Default.aspx"),
    ("HƯỚNG DẪN", "/HuongDan/tabid/126/Default.aspx"),
    ("VĂN BẢN", "/VanBan/tabid/124/Default.aspx"),
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def item(one: Procedure) -> int:
    """Return the number by which the module knows a service."""
    return 12800 + 7 * one.number


def detail_path(one: Procedure) -> str:
    """Return where a service's page is: pairs of names and values in the path."""
    return f"/ThuTucHanhChinh/tabid/118/moduleId/746/ItemId/{item(one)}/controller/ThuTuc/action/Detail/Default.aspx"


def decomposed(one: Procedure, text: str) -> str:
    """Write every fourth service with combining marks, as text pasted from some editors comes."""
    return type(text)(unicodedata.normalize("NFD", text)) if one.number % 4 == 2 else text


class DotNetNuke:
    """The portal being made."""

    def __init__(self) -> None:
        self.data, self.services = read(FOLDER)
        self.site = Site(FOLDER, "bachgiang.example")
        names = list(dict.fromkeys(one.group.body for one in self.services))
        self.bodies = {
            name: f"/ThuTucHanhChinh/tabid/118/CoQuan/{n}/Default.aspx" for n, name in enumerate(names, 1)
        }
        self.chrome: dict[str, Any] = {
            "site": "Cổng thông tin điện tử tỉnh Bạch Giang", "menu": MENU, "bodies": tuple(self.bodies.items()), "after": "",
        }  # fmt: skip
        self.key: list[Truth] = []

    def row(self, place: int, one: Procedure) -> dict[str, Any]:
        """Return a service as a list shows it."""
        return {
            "place": place, "name": decomposed(one, one.name), "short": decomposed(one, cut(one.name, 70)), "code": one.code,
            "field": one.group.field, "body": one.group.body, "level": self.level(one),
            "url": detail_path(one) if one.described or one.case in "gw" else "",
            "apply": self.apply_path(one) if one.shown and one.shown.way.works else "",
        }  # fmt: skip

    @staticmethod
    def level(one: Procedure) -> str:
        """Return the level as the portal prints it."""
        return f"Mức độ {one.published.value}" if one.published.value else ""

    def apply_path(self, one: Procedure) -> str:
        """Return where the button of a service leads; empty when it has none."""
        way = one.shown.way if one.shown else Way.NONE
        return {
            Way.NONE: "",
            Way.FORM: f"/NopHoSo/tabid/130/ctl/HoSo/mid/750/ThuTucId/{item(one)}/Default.aspx",
            Way.LOGIN: f"/Login/tabid/93/Default.aspx?returnurl=%2fNopHoSo%2ftabid%2f130%2fThuTucId%2f{item(one)}%2fDefault.aspx",
            Way.OFFICIAL: f"http://motcua.bachgiang.example/dangnhap.aspx?tt={one.code}",
            Way.DEAD: f"/dvc/DangKy/tabid/77/id/{item(one)}/Default.aspx",
            Way.BARE: "/ThongBao/tabid/140/Default.aspx",
            Way.LOOP: detail_path(one),
        }[way]

    def log_in(self, path: str) -> None:
        """Make a page to sign in on."""
        self.site.put(path, "login.html", **self.chrome, title="Đăng nhập", crumb="ĐĂNG NHẬP")

    def details(self) -> None:
        """Make the page of each service, with what hangs on it."""
        for one in self.services:
            dead_end = ""
            url = self.site.base + detail_path(one)
            if one.case == "g":
                dead_end, url = self.site.dead(detail_path(one)), ""
            elif one.case == "w":
                self.site.redirect(detail_path(one), LOG_IN)
                url = ""
            elif not one.described:
                url = ""
            else:
                dead_end = self.target(one)
                self.detail(one)
            self.key.append(one.truth(url, "", dead_end))

    def target(self, one: Procedure) -> str:
        """Make what the button leads to; return the address when it is dead."""
        way = one.shown.way if one.shown else Way.NONE
        path = self.apply_path(one)
        if way in {Way.LOGIN, Way.OFFICIAL}:
            self.log_in(path)
        elif way is Way.FORM:
            papers = [one.papers[0], *one.group.common]
            self.site.put(
                path,
                "eform.html",
                **self.chrome,
                title="Nộp hồ sơ",
                crumb="NỘP HỒ SƠ QUA MẠNG",
                one=one,
                papers=papers,
            )
        elif way is Way.DEAD:
            return self.site.dead(path)
        return ""

    def detail(self, one: Procedure) -> None:
        """Make the page that describes a service."""
        assert one.shown is not None  # noqa: S101
        form = None
        if one.shown.form:
            where = f"/LinkClick.aspx?fileticket=Bg{item(one)}%3d&tabid=118&mid=746" if one.number % 2 else ""
            where = where or f"/Portals/0/BieuMau/{item(one)}.doc"
            form = {"url": self.site.file(where), "name": form_name(one)}
        as_text = one.number % 3 == 1
        found = (
            points(one, LABELS, "Lệ phí", self.data["counter"], OTHER_ORDER)
            if as_text
            else points(one, LABELS, "Phí, lệ phí", self.data["counter"])
        )
        found = [(label, [decomposed(one, line) for line in lines if line]) for label, lines in found]
        self.site.put(
            detail_path(one), "detail_text.html" if as_text else "detail_table.html", **self.chrome, title=one.name,
            crumb="CHI TIẾT THỦ TỤC HÀNH CHÍNH", one=one, name=decomposed(one, one.name), level=self.level(one), form=form,
            apply=self.apply_path(one), points=found,
            related=[self.row(0, other) for other in related(one, self.services)],
        )  # fmt: skip

    def lists(self) -> None:
        """Make the grid, whose pager is a postback, the list of all for print, and the list of each body."""
        rows = [self.row(place, one) for place, one in enumerate(self.services, 1)]
        pages = range(2, 2 + (len(rows) - 1) // GRID_ROWS)
        self.site.put(
            GRID,
            "grid.html",
            **self.chrome,
            title="TTHC",
            crumb="THỦ TỤC HÀNH CHÍNH",
            rows=rows[:GRID_ROWS],
            pages=pages,
            print=PRINT,
        )
        groups = list(dict.fromkeys(one.group for one in self.services))
        every = [
            {"roman": ROMAN[n], "name": f"Lĩnh vực {group.field} ({group.body})", "rows": [
                self.row(place, one) for place, one in enumerate((one for one in self.services if one.group == group), 1)
            ]}
            for n, group in enumerate(groups)
        ]  # fmt: skip
        self.site.put(PRINT, "printall.html", title="In danh mục", groups=every)
        for n, (name, path) in enumerate(self.bodies.items()):
            own = [
                self.row(place, one)
                for place, one in enumerate((one for one in self.services if one.group.body == name), 1)
            ]
            if n % 2:
                self.site.put(path, "links.html", **self.chrome, title=name, crumb=name, rows=own)
            else:
                self.site.put(
                    path, "grid.html", **self.chrome, title=name, crumb=name, rows=own, pages=[], print=""
                )

    def other_pages(self) -> None:
        """Make home, notice and all that is no service."""
        popular = [self.row(0, one) for one in self.services if one.described and one.number % 10 == 6]
        news = [
            {"url": f"/TinTuc/tabid/58/ItemID/{n}/Default.aspx", "title": title, "day": day}
            for n, title, day, _ in NEWS
        ]
        self.site.put(
            "/Default.aspx?tabid=36",
            "home.html",
            **self.chrome,
            title="Trang chủ",
            crumb="TRANG CHỦ",
            news=news,
            popular=popular,
        )
        self.site.redirect("/", "/Default.aspx?tabid=36")
        self.log_in(LOG_IN)
        for name in ("ks", "gpxd", "uq"):
            self.site.file(f"/Portals/0/BieuMau/{name}.doc")
        self.log_in("http://motcua.bachgiang.example/")
        more = {NEWS[0][1]: [decision(self.services[:5])]}
        for (_, title, _, lines), entry in zip(NEWS, news, strict=True):
            shown = [*lines, *more.get(title, [])]
            self.site.put(
                entry["url"], "article.html", **self.chrome, title=title, crumb="TIN TỨC", lines=shown
            )
        for path, title, lines, after in ARTICLES:
            self.site.put(
                path,
                "article.html",
                **self.chrome | {"after": after},
                title=title,
                crumb=title.upper(),
                lines=lines,
            )
        text = "Chức năng đăng ký trực tuyến của thủ tục này đang được xây dựng."
        self.site.put("/ThongBao/tabid/140/Default.aspx", "bare.html", title="Thông báo", text=text)


def portal() -> Portal:
    """Return the portal with its key."""
    made = DotNetNuke()
    made.other_pages()
    made.lists()
    made.details()
    return Portal(
        FOLDER,
        "dotnetnuke",
        made.data["agency"],
        date(2026, 6, 15),
        "DotNetNuke 5 page: one Form around everything, panes and containers in nested tables, dnn_ctr746_ ids, tabid/moduleId/ItemId/"
        "controller/action pairs in the path, a GridView whose pager is __doPostBack with Page$2 beside a page that prints all, details as "
        "two-column tables with open cells and bold labels or as spans with line breaks, Word's markup in cells, some texts decomposed "
        "(NFD). No English side. Known from DNN modules in public repositories and from addresses of such portals.",
        "dnn_ctr746_",
        tuple(made.site.pages.values()),
        tuple(made.key),
    )
