"""Causes that lie in a template: recognised by addresses, told once, with place, count and share."""

from __future__ import annotations

import pytest

from audit.faults import Fault
from audit.findings import _of_fault, finding_id
from audit.pairs import pair_pages
from audit.reasons import REASONS
from audit.site import SiteView
from audit.template_findings import template_faults
from audit.templates import Templates
from reports.causes import CAUSES
from tests.audit.pairs.small import A_EN, EN_MENU, A, html, prose, site
from tests.audit.sites import HOST, PROSE

SOUND = '<meta name="viewport" content="width=device-width"><meta name="description" content="x">'
PLACE = HOST.removeprefix("https://www.")


def whole(title: str, *, head: str = SOUND, body: str = "", lang: str = "vi") -> str:
    return html("vi", title, prose("vi") + f"<p>{title}</p>" + body, head=head).replace(
        '<html lang="vi">', f'<html lang="{lang}">' if lang else "<html>"
    )


def portal(count: int = 12, **broken: str) -> dict[str, str]:
    """Return a home page, ten sound pages in one folder and `count` pages in another, with `broken` in all of these."""
    names = [f"/vi/chuyen-de/{n}-muc/" for n in range(10)] + [f"/vi/thu-tuc/{n}-muc/" for n in range(count)]
    menu = "".join(f'<a href="{name}">Mục {name}</a>' for name in names)
    pages = {"/vi/": whole("Trang chủ", body=menu)}
    pages |= {name: whole(f"Mục {name}", **(broken if "thu-tuc" in name else {})) for name in names}
    return pages


def faults(view: SiteView) -> dict[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for fault in template_faults(view, pair_pages(view)):
        found.setdefault(fault.kind, []).append(fault)
    return found


def test_a_sound_portal_has_no_causes():
    assert faults(site(portal())) == {}


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("no_lang", {"lang": ""}),
        ("no_viewport", {"head": '<meta name="description" content="x">'}),
        ("no_description", {"head": '<meta name="viewport" content="width=device-width">'}),
        ("no_alt", {"body": '<img src="/anh/1.png">'}),
    ],
)
def test_a_defect_of_one_template_is_one_cause_with_place_count_and_share(kind, broken):
    view = site(portal(30, **broken))
    ((fault,),) = faults(view).values()

    assert (fault.kind, fault.place, fault.count) == (kind, f"{PLACE}/vi/thu-tuc/*", 30)
    assert fault.title.params == {"count": 30, "total": 30, "percent": 100, "where": f"{PLACE}/vi/thu-tuc/*"}
    assert REASONS[fault.title.code] % fault.title.params
    assert fault.kind in CAUSES
    finding = _of_fault("moh", fault)
    assert len(finding.urls) == finding.count == 30
    assert finding.spots == ()
    assert finding.id == finding_id("moh", kind, f"{PLACE}/vi/thu-tuc/*")


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="/anh/1.png" alt="">',
        '<img src="/anh/1.png" alt="Sơ đồ">',
        '<img src="/anh/1.png" role="presentation">',
        '<img src="/anh/1.png" aria-label="Sơ đồ">',
        '<img src="/dem.gif" width="1" height="1">',
        '<div style="display:none"><img src="/anh/1.png"></div>',
    ],
    ids=["decorative", "described", "presentation", "labelled", "counter", "hidden"],
)
def test_not_every_picture_needs_words(picture):
    assert faults(site(portal(body=picture))) == {}


def test_pages_without_a_title_and_pages_with_one_title():
    untitled = {p: b.replace(f"<title>Mục {p}</title>", "") for p, b in portal().items()}
    same = {
        p: b.replace(f"<title>Mục {p}</title>", "<title>Cổng thông tin</title>") for p, b in portal().items()
    }

    assert [f.count for f in faults(site(untitled))["no_title"]] == [22]
    assert [f.count for f in faults(site(same))["same_title"]] == [22]
    assert "no_title" not in faults(site(same))


def test_a_menu_half_in_english_is_told_for_its_template():
    menu = {
        "/vi/": "Trang chủ cổng thông tin điện tử", "/a": "Introduction of the Ministry", "/b": "Văn bản quy phạm pháp luật",
        "/c": "Online public services", "/d": "Thủ tục hành chính", "/e": "Frequently asked questions",
    }  # fmt: skip
    pages = portal()
    for path in [p for p in pages if "thu-tuc" in p]:
        pages[path] = html("vi", f"Mục {path}", prose("vi") + path, head=SOUND, menu=menu)
    (fault,) = faults(site(pages))["mixed_menu"]

    assert (fault.place, fault.count) == (f"{PLACE}/vi/thu-tuc/*", 12)


def test_a_defect_of_every_page_is_told_once_for_the_host():
    pages = {path: body.replace(' lang="vi"', "") for path, body in portal().items()}
    (fault,) = faults(site(pages))["no_lang"]

    assert (fault.place, fault.count) == (f"{PLACE}/*", 23)


def test_a_defect_of_several_templates_is_told_once_for_the_host():
    pages = portal()
    for folder in ("tai-lieu", "hoi-dap", "bieu-mau"):
        for n in range(6):
            pages[f"/vi/{folder}/{n}-x/"] = whole(f"{folder} {n}", lang="")
    (fault,) = faults(site(pages))["no_lang"]

    assert (fault.place, fault.count, fault.title.params["total"]) == (f"{PLACE}/*", 18, 41)


def test_a_few_pages_are_no_template():
    assert faults(site(portal(4, lang=""))) == {}


def test_print_twins_are_no_template():
    pages = portal() | {f"/vi/print/{n}": whole(f"Bản in {n}", lang="") for n in range(9)}

    assert faults(site(pages)) == {}


def test_a_defect_of_a_minority_is_no_cause():
    pages = portal(20)
    for n in range(6):
        pages[f"/vi/thu-tuc/{n}-muc/"] = whole(f"Mục {n}", lang="")
    assert faults(site(pages)) == {}


def test_a_place_stays_the_same_when_pages_come_and_go():
    places = {
        fault.place
        for count in (8, 15, 40)
        for group in faults(site(portal(count, lang=""))).values()
        for fault in group
    }
    assert places == {f"{PLACE}/vi/thu-tuc/*"}


def test_numbers_crowded_folders_and_queries_are_values():
    pages = {f"/vi/tin/2018/{n}/bai.html": whole(f"Tin {n}") for n in range(9)}
    pages |= {
        f"/vi/tinh/{name}{x}/trang-{n}/": whole(f"{name} {x} {n}")
        for x in "abcdefghijklmnopqrstuvw"
        for name in ("ha",)
        for n in range(5)
    }
    pages |= {f"/vi/xem.aspx?ItemID={n}": whole(f"Văn bản {n}") for n in range(9)}
    view = site({"/vi/": whole("Trang chủ"), **pages})
    templates = Templates(view.pages, view.lexicon.thresholds)
    patterns = {templates.pattern(page) for page in view.pages}

    assert patterns == {
        f"{PLACE}/*", f"{PLACE}/vi/tin/*/*/*", f"{PLACE}/vi/tinh/*/*", f"{PLACE}/vi/*?ItemID=*",
    }  # fmt: skip


def services(count: int, english: str, switch: str) -> dict[str, str]:
    """Return services of both languages with the same decree and telephone each; `english` is the English text."""
    vi = {f"/vi/thu-tuc/{n}/": f"Thủ tục {n}" for n in range(count)}
    en = {f"/en/procedures/{n}/": f"Procedure {n}" for n in range(count)}
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu=vi, switch="/en/", head=SOUND),
        "/en/": html("en", "Home", prose("en"), menu={**EN_MENU, **en}, switch="/vi/", head=SOUND),
    }
    for n, (path, title) in enumerate(vi.items()):
        text = prose("vi", 9) + f"<p>{A} Số QĐ-{n}XY, {n + 300}.000 đồng</p>"
        pages[path] = html("vi", title, text, menu=vi, switch=switch, head=SOUND)
    for n, (path, title) in enumerate(en.items()):
        pages[path] = html(
            "en",
            title,
            f"{english}<p>{A_EN} No. QD-{n}XY, {n + 300},000 dong</p>",
            menu=en,
            switch="/vi/",
            head=SOUND,
        )
    return pages


def test_a_switch_that_loses_the_page_is_told_once_for_its_template():
    (fault,) = faults(site(services(8, prose("en", 9), "/en/")))["switch_to_home"]

    assert (fault.place, fault.count) == (f"{PLACE}/*", 8)
    assert all("/vi/thu-tuc/" in url for url in fault.urls)


def test_a_switch_to_the_home_page_is_none_where_there_is_no_page_to_lead_to():
    pages = {k: v for k, v in services(8, prose("en", 9), "/en/").items() if "/procedures/" not in k}

    assert "switch_to_home" not in faults(site(pages))


def test_stubs_of_one_template_are_told_once():
    (fault,) = faults(site(services(8, f"<p>{PROSE['en']}</p>", "")))["stub"]

    assert fault.count == 8
    assert all("/en/procedures/" in url for url in fault.urls)
