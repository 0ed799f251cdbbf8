"""Whole crawls of what content management systems make: all of the content, none of the state, and an end."""

from __future__ import annotations

from crawler.job import CrawlJob, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from crawler.traps import CALENDAR_CAP, LISTING_CAP, STATE_CAP
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.crawl import crawl
from tests.mockgov.systems import ITEMS


def found(folder, start: str) -> dict[str, FetchStatus]:
    """Crawl from one address to the end, however many clicks away that is; path to status."""
    with MockGov({"/": f'<h1>Trang</h1><a href="{start}">vào</a>'}) as gov:
        outcome = crawl(folder, gov.url(), max_depth=1000)
        assert outcome.result.stop_reason == "finished"
        asked = [path for path in gov.paths() if path not in {"/robots.txt", "/sitemap.xml", "/"}]
        assert len(asked) == len(set(asked))
        with Snapshot(outcome.folder) as snapshot:
            return {r.url.removeprefix(gov.url("")): r.status for r in snapshot.pages()}


def read(pages: dict[str, FetchStatus]) -> set[str]:
    return {path for path, status in pages.items() if status is FetchStatus.OK and path != "/"}


def behind(pages: dict[str, FetchStatus]) -> set[str]:
    return {path.partition("?")[0] for path, status in pages.items() if status is FetchStatus.BACKSTAGE}


def test_webcenter(tmp_path):
    pages = found(tmp_path, "/webcenter/portal/vi/menu/trangchu?_afrLoop=1")

    menu = {
        "/webcenter/portal/vi/menu/trangchu",
        "/webcenter/portal/vi/menu/gioithieu",
        "/webcenter/portal/en",
    }
    assert read(pages) == menu | {f"/webcenter/portal/vi/tin?dDocName=V{item}" for item in ITEMS}


def test_websphere(tmp_path):
    pages = read(found(tmp_path, "/wps/portal/Trangchu/"))

    friendly = {f"/wps/portal/{name}/" for name in ("Trangchu", "gioithieu", "en/home")}
    content = {f"/wps/portal/?1dmy&urile=wcm:path:/noidung/tin/{item}" for item in ITEMS}
    assert {path for path in pages if "!ut" not in path} == friendly | content
    assert sum("!ut/p/" in path for path in pages) == STATE_CAP


def test_liferay(tmp_path):
    pages = found(tmp_path, "/web/guest/home")

    articles = {f"/web/guest/tin/-/asset_publisher/aB1/content/bai-{item}" for item in ITEMS}
    bare = {f"/web/guest/-/content/thong-bao?{item}" for item in (25975, 25976)}
    leaves = {path for path in read(pages) if "_cur=" in path}
    assert read(pages) - leaves == articles | bare | {"/web/guest/home"}
    assert len(leaves) == LISTING_CAP
    assert behind(pages) == {"/c/portal/login"}
    assert FetchStatus.TRAP in pages.values()


def test_sharepoint(tmp_path):
    pages = found(tmp_path, "/Pages/home.aspx")

    assert read(pages) == {"/Pages/home.aspx", "/Lists/Tin/DispForm.aspx?ID=3"} | {
        f"/Pages/tin.aspx?ChuyenMucID={n}" for n in (142, 143)
    } | {f"/Pages/chi-tiet.aspx?ItemID={item}" for item in ITEMS}
    screens = {
        "/_layouts/15/Authenticate.aspx",
        "/Lists/Tin/Forms/AllItems.aspx",
        "/UserControls/x.aspx",
        "/Pages/tin.aspx",
    }
    assert behind(pages) == screens  # fmt: skip


def test_dotnetnuke_and_page_numbers_in_paths(tmp_path):
    pages = found(tmp_path, "/tin/tabid/77/Default.aspx")

    leaves = {path for path in read(pages) if "/PhanTrang/" in path}
    items = {f"/tin/tabid/77/ItemId/{item}/Default.aspx" for item in ITEMS}
    assert read(pages) - leaves == items | {"/tin/tabid/77/Default.aspx"}
    assert len(leaves) == LISTING_CAP
    assert len(behind(pages)) == 2


def test_page_numbers_in_names_of_files(tmp_path):
    assert len(read(found(tmp_path, "/danh-sach/trang-1.htm"))) == LISTING_CAP


def test_weekly_schedules_end(tmp_path):
    assert CALENDAR_CAP // 2 <= len(read(found(tmp_path, "/lich"))) <= CALENDAR_CAP + 1


def test_sessions_in_queries_are_no_pages(tmp_path):
    pages = read(found(tmp_path, "/igate/trang-chu"))

    assert pages == {"/igate/trang-chu"} | {f"/igate/thu-tuc?id={item}" for item in ITEMS}


def test_print_twins_come_after_the_pages_they_repeat(tmp_path):
    links = "".join(f'<a href="/print/bai/{n}">In</a><a href="/bai/{n}">Bài</a>' for n in range(4))
    with MockGov({"/": links}) as gov:
        crawl(tmp_path, gov.url())
        order = [path for path in gov.paths() if "bai/" in path]

    assert [path.startswith("/print") for path in order] == [False] * 4 + [True] * 4


def test_a_system_that_only_a_page_shows_is_known_and_kept_with_the_snapshot(tmp_path):
    head = '<meta name="GENERATOR" content="Microsoft SharePoint">'
    links = "".join(f'<a href="/t.aspx?ItemID=3&Source=%2F{n}">t</a>' for n in range(5))
    with MockGov({"/": head + links, "/t.aspx": "<h1>Tin</h1>"}) as gov:
        outcome = crawl(tmp_path, gov.url())
        asked = gov.paths()

    assert [path for path in asked if path.startswith("/t.aspx")] == ["/t.aspx?ItemID=3"]
    assert outcome.result.addresses == {"systems": {gov.host: ["sharepoint"]}}
    assert outcome.result.stats["osi/cms/sharepoint"] == 1


def test_the_registry_says_what_no_rule_can_know(tmp_path):
    links = "".join(f'<a href="/t?vung={n}&id=1">t</a>' for n in range(5))
    links += '<a href="/t?p_p_id=a&_delta=20">20</a><a href="/t?p_p_id=a&_delta=50">50</a>'
    with MockGov({"/": links, "/t": "<h1>Tin</h1>"}) as gov:
        rules = {"drop": ["vung"], "keep": ["_delta"]}
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url(), canonical=rules))
        outcome = run_job(CrawlJob("bo", sites, tmp_path / "run" / "bo", "run"))
        asked = [path for path in gov.paths() if path.startswith("/t?")]

    assert sorted(asked) == ["/t?id=1", "/t?p_p_id=a&_delta=20", "/t?p_p_id=a&_delta=50"]
    assert outcome.result.addresses == {"drop": ["vung"], "keep": ["_delta"]}
