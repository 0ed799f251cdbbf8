"""Portals as content management systems make them: addresses full of the state of one visit, ids among it, endless listings."""

from __future__ import annotations

import itertools

from tests.mockgov.behaviours import behaviour

_VISIT = itertools.count(10_000_000_000)
"""Every page shown is another visit."""
ITEMS = (3, 58, 77)


def _page(handler, title, *links, head=""):
    anchors = "".join(f'<p><a href="{link}">{link[:20]}</a></p>' for link in links)
    handler.answer(200, f"<html><head>{head}</head><body><h1>{title}</h1>{anchors}</body></html>".encode())


@behaviour("webcenter")
def webcenter(handler, gov):
    """Oracle WebCenter: the loop, the window and its widths are in every link."""
    state = f"centerWidth=100%25&leftWidth=0%25&_afrLoop={next(_VISIT)}&_adf.ctrl-state=x{next(_VISIT)}_4"
    pages = [
        "/webcenter/portal/vi/menu/trangchu",
        "/webcenter/portal/vi/menu/gioithieu",
        "/webcenter/portal/en",
    ]
    links = [f"{page};jsessionid={next(_VISIT)}?{state}" for page in pages]
    links += [f"/webcenter/portal/vi/tin?dDocName=V{item}&{state}" for item in ITEMS]
    _page(handler, handler.path.partition(";")[0], *links)


@behaviour("wps")
def websphere(handler, gov):
    """IBM WebSphere Portal: every link carries the navigation so far, some nothing else."""
    blob = f"!ut/p/z1/04_Sj9CPykssy0xPLMnMz0vMAfIjo8ziDVCAo4FTkJGTsYGBu7OJ{next(_VISIT)}/"
    links = [f"/wps/portal/{page}/{blob}" for page in ("Trangchu", "gioithieu", "en/home")]
    links += [f"/wps/portal/{blob}?1dmy&urile=wcm:path:/noidung/tin/{item}" for item in ITEMS]
    _page(handler, handler.path[:40], *links, f"/wps/portal/{blob}", "/wps/myportal/Trangchu")


@behaviour("web")
def liferay(handler, gov):
    """Liferay: the way back grows with every step, and lists are as long as their reader likes."""
    back = handler.path.replace("%", "%25").replace("?", "%3F").replace("&", "%26")[-600:]
    article = "/web/guest/tin/-/asset_publisher/aB1/content/bai-{item}?inheritRedirect=false&redirect={back}"
    links = [article.format(item=item, back=back) for item in ITEMS]
    links += [f"/web/guest/-/content/thong-bao?{item}" for item in (25975, 25976)]
    current = (
        int(handler.path.rpartition("_cur=")[2].partition("&")[0] or 1) if "_cur=" in handler.path else 1
    )
    name = "_101_INSTANCE_x"
    links += [
        f"/web/guest/tin?p_p_id=101_INSTANCE_x&p_p_state=normal&{name}_delta=9999&{name}_cur={current + 1}"
    ]
    _page(handler, handler.path[:60], *links, "/c/portal/login?p_l_id=1")


@behaviour("Pages")
def sharepoint(handler, gov):
    """SharePoint: screens for editors, dialogues and fragments beside pages whose ids stand in the query."""
    links = [f"/Pages/chi-tiet.aspx?ItemID={item}&Source={handler.path[:200]}" for item in ITEMS]
    links += ["/Pages/tin.aspx?ChuyenMucID=142", "/Pages/tin.aspx?ChuyenMucID=143&InitialTabId=Ribbon%2ERead"]
    links += [
        "/_layouts/15/Authenticate.aspx?Source=%2F",
        "/Lists/Tin/Forms/AllItems.aspx",
        "/UserControls/x.aspx?id=1",
    ]
    _page(handler, handler.path[:60], *links, "/Pages/tin.aspx?Mode=Edit", "/Lists/Tin/DispForm.aspx?ID=3")


@behaviour("Lists")
def sharepoint_list(handler, gov):
    """An item of a list, for readers."""
    _page(handler, handler.path)


@behaviour("tin")
def dotnetnuke(handler, gov):
    """DotNetNuke: names and values one after the other in the path; page numbers in the path, too."""
    if "/PhanTrang/" in handler.path:
        number = int(handler.path.split("/")[4])
        _page(handler, f"Trang {number}", f"/tin/PhanTrang/1748/{number + 1}/Vien-thong.html")
        return
    links = [f"/tin/tabid/77/ItemId/{item}/Default.aspx?SkinSrc=x{next(_VISIT)}" for item in ITEMS]
    links += ["/tin/moduleId/746/ItemId/3/controller/Tin/action/Edit", "/tin/tabid/77/ctl/Login/Default.aspx"]
    _page(handler, handler.path[:60], *links, "/tin/PhanTrang/1748/2/Vien-thong.html")


@behaviour("trang-1.htm")
def numbered(handler, gov):
    _page(handler, "Trang 1", "/danh-sach/trang-2.htm")


@behaviour("danh-sach")
def listing(handler, gov):
    """A listing that always has a next page, its number in the name of the file."""
    number = int(handler.path.rpartition("-")[2].partition(".")[0])
    _page(handler, f"Trang {number}", f"/danh-sach/trang-{number + 1}.htm")


@behaviour("lich")
def schedule(handler, gov):
    """A weekly schedule with empty events, for ever."""
    number = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 0
    day = f"{number % 28 + 1:02d}/{number // 28 % 12 + 1:02d}/{2018 + number // 336}"
    _page(handler, f"Ngày {day}", f"/lich?date={day}&EventID=0&page={number + 1}")


@behaviour("igate")
def igate(handler, gov):
    """A one-stop shop that gives every visit a session in its query."""
    links = [f"/igate/thu-tuc?sid={next(_VISIT):x}a9c1be2047d65f&id={item}" for item in ITEMS]
    _page(handler, handler.path[:30], *links)


@behaviour("bai")
def article(handler, gov):
    """An article with its print twin."""
    _page(handler, f"Bài {handler.path.rpartition('/')[2]}", f"/print{handler.path}")


@behaviour("print")
def print_twin(handler, gov):
    """The same text, for printers."""
    _page(handler, f"Bài {handler.path.rpartition('/')[2]}", handler.path.removeprefix("/print"))
