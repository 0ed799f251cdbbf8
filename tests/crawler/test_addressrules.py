"""Which addresses are one page, per content management system and per agency."""

from __future__ import annotations

import pytest

from crawler.addressrules import AddressRules, system_names, system_on_page
from crawler.urls import canonical

HOST = "http://bo.example"
BLOB = "!ut/p/z1/04_Sj9CPykssy0xPLMnMz0vMAfIjo8ziDVCAo4FTkJGTsYGBu7OJ"

SAME = {
    "webcenter": (
        "/webcenter/portal/vi/menu/x;jsessionid=A1?centerWidth=100%25&leftWidth=0%25&_afrLoop=9&_adf.ctrl-state=z&id=4",
        "/webcenter/portal/vi/menu/x?id=4",
    ),
    "webcenter faces": ("/m/faces/tin?_afrWindowMode=0&_afrFS=16&showFooter=false&dDocName=V01", "/m/faces/tin?dDocName=V01"),
    "websphere friendly": (f"/wps/portal/Trangchu/gioithieu/{BLOB}/", "/wps/portal/Trangchu/gioithieu/"),
    "websphere content": (
        f"/wps/portal/{BLOB}/?1dmy&urile=wcm:path:/noidung/tin/a&page=x",
        "/wps/portal/?1dmy&urile=wcm:path:/noidung/tin/a&page=x",
    ),
    "websphere bare": (f"/wps/portal/{BLOB}/", f"/wps/portal/{BLOB}/"),
    "liferay": (
        "/web/guest/tin/-/asset_publisher/aB1/content/ten-bai?inheritRedirect=false&redirect=http%3A%2F%2Fbo.example%2Ftin&p_p_state=normal",
        "/web/guest/tin/-/asset_publisher/aB1/content/ten-bai",
    ),
    "liferay listing": ("/tin?p_p_id=a_INSTANCE_x&_a_INSTANCE_x_delta=9999&_a_INSTANCE_x_cur=3", "/tin?p_p_id=a_INSTANCE_x&_a_INSTANCE_x_cur=3"),
    "liferay bare id": ("/web/guest/tin/-/content/ten-bai?25975", "/web/guest/tin/-/content/ten-bai?25975"),
    "sharepoint": ("/tin/Pages/chi-tiet.aspx?ItemID=58&Source=%2Ftin&IsDlg=1", "/tin/Pages/chi-tiet.aspx?ItemID=58"),
    "sharepoint category": ("/Pages/tin.aspx?ChuyenMucID=142&InitialTabId=Ribbon", "/Pages/tin.aspx?ChuyenMucID=142"),
    "dotnetnuke": (
        "/tin/tabid/77/ItemId/12892/Default.aspx?popUp=true&SkinSrc=%5BG%5Dx",
        "/tin/tabid/77/ItemId/12892/Default.aspx",
    ),
    "dotnetnuke query": ("/Default.aspx?TabID=77&returnurl=%2F&ItemId=3", "/Default.aspx?TabID=77&ItemId=3"),
    "joomla": ("/index.php?option=com_content&id=9&tmpl=component&print=1", "/index.php?option=com_content&id=9"),
    "a session that looks like one": ("/tin?sid=8f3a9c1be2047d65&id=1", "/tin?id=1"),
    "an id of the same name": ("/tin?sid=25975&id=1", "/tin?sid=25975&id=1"),
    "a session without cookies": ("/(S(abcdefghij0123456789klmn))/tin/a.aspx", "/tin/a.aspx"),
    "a way around caches": ("/tin?id=1&_=1514764800000", "/tin?id=1"),
    "no system at all": ("/tin?source=bao&redirect=1&print=2&view=3", "/tin?source=bao&redirect=1&print=2&view=3"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "name"), SAME.values(), ids=SAME.keys())
def test_state_goes_and_what_names_the_page_stays(written, name):
    assert canonical(HOST + written) == HOST + name
    assert canonical(HOST + name) == HOST + name


@pytest.mark.parametrize(
    "id_", ["ItemID", "TabID", "ChuyenMucID", "CategoryId", "id", "lang", "ItemId", "NewsID", "urile"]
)
@pytest.mark.parametrize("system", system_names())
def test_no_system_drops_an_id_of_content(system, id_):
    rules = AddressRules(systems={"bo.example": (system,)})

    assert canonical(f"{HOST}/x?{id_}=7", rules) == f"{HOST}/x?{id_}=7"
    assert canonical(f"{HOST}/x?25975", rules) == f"{HOST}/x?25975"


BACKSTAGE = {
    "_layouts": "/_layouts/15/Authenticate.aspx?Source=%2F",
    "usercontrols": "/UserControls/Publishing/News.aspx?ItemID=1",
    "forms/": "/Lists/Tin/Forms/AllItems.aspx",
    "mode=edit": "/Pages/tin.aspx?Mode=Edit",
    "ctl": "/tin/tabid/77/ctl/Login/Default.aspx",
    "action": "/x/moduleId/746/ItemId/12892/controller/Tin/action/Edit",
    "c/portal": "/c/portal/login?p_l_id=1",
    "wp-admin": "/wp-login.php",
    "node/edit": "/node/7/edit",
}


@pytest.mark.parametrize(("name", "address"), BACKSTAGE.items(), ids=BACKSTAGE.keys())
def test_screens_of_the_system_are_known(name, address):
    assert AddressRules().rules("bo.example", address).screen(address) == name
    kept = AddressRules(keep=(name,))
    assert kept.rules("bo.example", address).screen(address) == ""


@pytest.mark.parametrize(
    "address",
    ["/forms/passport", "/Lists/Tin/Forms/DispForm.aspx?ID=3", "/tin/edit.html", "/user/login-help", "/Pages/tin.aspx?ItemID=1"],
)  # fmt: skip
def test_pages_for_readers_are_no_screens(address):
    assert AddressRules().rules("bo.example", address).screen(address) == ""


@pytest.mark.parametrize(
    ("source", "system"),
    [
        ('<meta name="GENERATOR" content="Microsoft SharePoint">', "sharepoint"),
        ("<script>Liferay.ThemeDisplay = {}</script>", "liferay"),
        ('<meta name="generator" content="DotNetNuke">', "dotnetnuke"),
        ("<script>AdfLoopbackUtils.runLoopback()</script>", "webcenter"),
        ('<a href="/wps/portal/x">x</a>', "websphere"),
        ("<h1>SharePoint</h1>", ""),
    ],
)
def test_a_page_shows_its_system(source, system):
    assert system_on_page(source.encode()) == system


def test_a_system_shown_by_a_page_holds_for_its_whole_host():
    rules = AddressRules()
    link = f"{HOST}/tin.aspx?Source=%2F&ItemID=3"

    assert canonical(link, rules) == link
    assert (
        rules.learn("bo.example", b'<meta name="GENERATOR" content="Microsoft SharePoint">') == "sharepoint"
    )
    assert canonical(link, rules) == f"{HOST}/tin.aspx?ItemID=3"
    assert canonical(link.replace("bo.", "so."), rules) == link.replace("bo.", "so.")
    assert rules.learn("bo.example", b"Liferay.ThemeDisplay") == ""


def test_the_registry_has_the_last_word():
    rules = AddressRules(drop=("view*", "ItemID"), keep=("_delta", "!ut/p"))

    assert canonical(f"{HOST}/x?viewMode=2&ItemID=3&id=1", rules) == f"{HOST}/x?id=1"
    assert canonical(f"{HOST}/x?p_p_id=a&_delta=20", rules) == f"{HOST}/x?p_p_id=a&_delta=20"
    assert canonical(f"{HOST}/wps/portal/tin/{BLOB}/", rules) == f"{HOST}/wps/portal/tin/{BLOB}/"


def test_a_crawls_rules_come_back_from_its_result():
    rules = AddressRules(("view*",), ("_delta",), {"bo.example": ("liferay",)})

    assert AddressRules.from_record(rules.to_record()).to_record() == rules.to_record()
    assert AddressRules.from_record({}).to_record() == {}
