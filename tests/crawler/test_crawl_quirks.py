"""What was met on real government sites beyond one system's ways: one portal that has it all, crawled once."""

from __future__ import annotations

import pytest

from audit.site.addresses import is_test_host
from crawler.job import CrawlJob, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from crawler.traps import VARIANT_CAP
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.crawl import crawl
from tests.mockgov.proxy import MockProxy
from tests.mockgov.texts import ENGLISH, VIETNAMESE, page

FILES = {
    "/tep/Quyết định (số 5).html": "/tep/Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20(s%E1%BB%91%205).html",
    "/tep/Kế hoạch（2018）.html": "/tep/K%E1%BA%BF%20ho%E1%BA%A1ch%EF%BC%882018%EF%BC%89.html",
    "/tep/[a]&#x2f;b.html": "/tep/[a]/b.html",
    "/tep/cuoi%20": "/tep/cuoi%20",
}
"""As a page writes them, and as a server is asked for them."""
SWITCH = {
    "en": FetchStatus.OK,
    "fr": FetchStatus.NOT_FOUND,
    "ru": FetchStatus.NOT_FOUND,
    "zh": FetchStatus.NOT_FOUND,
}
ALIASES = 30


def _facets() -> dict[str, object]:
    """An open-data portal: every page links to every combination of three filters."""
    links = "".join(
        f'<a href="/du-lieu?linh_vuc={a}&co_quan={b}&dinh_dang={c}">lọc</a>'
        for a in range(9)
        for b in range(9)
        for c in range(9)
    )
    return {"/du-lieu": page("Dữ liệu", VIETNAMESE).replace("</main>", f"{links}</main>")}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory):
    """Path to record, the paths that were asked for, and the services' host."""
    folder = tmp_path_factory.mktemp("quirks")
    refresh = "<meta http-equiv=refresh content='0; url=/trang-moi'><title>http://bo.example/cu</title>"
    pages: dict[str, object] = {
        **{asked: page("Tệp", VIETNAMESE) for asked in FILES.values()},
        **{f"/cu/{n}": refresh for n in range(ALIASES)},
        "/trang-moi": page("Trang mới", VIETNAMESE),
        "/en": page("English", ENGLISH, lang="en"),
        "/lon": "<main>" + f"<p>{VIETNAMESE}</p>" * 12_000 + '<a href="/sau-trang-lon">tiếp</a></main>',
        "/sau-trang-lon": page("Sau", VIETNAMESE),
        "/tu-choi": "<title>Thông báo từ chối truy cập</title><p>Mã 403",
        **_facets(),
    }
    links = [*FILES, *(f"/cu/{n}" for n in range(ALIASES)), *(f"/{code}" for code in SWITCH)]
    links += ["sec.gov", "/lon", "/tu-choi", "/du-lieu", "/slow/9", "/app#/ke-khai/2.000987"]
    with MockGov({"/dvc": page("Nộp hồ sơ", VIETNAMESE)}) as services:
        links.append(services.url("/dvc"))
        anchors = "".join(f'<a href="{link}">mục</a> ' for link in links)
        pages["/"] = page("Trang chủ", VIETNAMESE).replace("</main>", f"{anchors}</main>")
        with MockGov(pages, robots="Sitemap: http://{host}/so-do.xml\n") as gov:
            pages["/so-do.xml"] = f"<urlset><url><loc>{gov.url('/chi-co-trong-so-do')}</loc></url></urlset>"
            pages["/chi-co-trong-so-do"] = page("Riêng", VIETNAMESE)
            entry = agency("bo", gov.url(), services.url())
            sites = write_registry(folder / "sites.yaml", entry, max_body_mb=4, max_minutes=3, max_pages=900)
            outcome = run_job(CrawlJob("bo", sites, folder / "run" / "bo", "run"))
            assert outcome.result is not None, outcome.error
            with Snapshot(outcome.folder) as snapshot:
                records = {r.url.removeprefix(gov.url("")): r for r in snapshot.pages()}
            yield records, gov.paths(), services


def test_names_of_files_reach_the_server_as_a_browser_sends_them(portal):
    records, _, _ = portal

    assert {path: records[path].status for path in FILES.values()} == dict.fromkeys(
        FILES.values(), FetchStatus.OK
    )


def test_a_switcher_whose_versions_do_not_exist_ends_in_dead_links(portal):
    records, _, _ = portal

    assert {code: records[f"/{code}"].status for code in SWITCH} == SWITCH


def test_filters_of_an_open_data_portal_are_capped(portal):
    records, asked, _ = portal

    assert sum(path.startswith("/du-lieu?") for path in asked) == VARIANT_CAP
    trapped = [
        r for path, r in records.items() if path.startswith("/du-lieu?") and r.status is FetchStatus.TRAP
    ]
    assert len(trapped) == 9**3 - VARIANT_CAP


def test_aliases_that_send_their_visitor_on_are_no_pages(portal):
    records, asked, _ = portal

    assert {records[f"/cu/{n}"].status for n in range(ALIASES)} == {FetchStatus.REDIRECT}
    assert asked.count("/trang-moi") == 1


def test_a_link_that_forgot_its_scheme_is_a_dead_link_of_this_host(portal):
    records, _, _ = portal

    assert records["/sec.gov"].status is FetchStatus.NOT_FOUND


def test_a_page_of_more_than_a_megabyte_is_read_to_its_end(portal):
    records, _, _ = portal

    assert records["/lon"].size > 1_500_000
    assert records["/sau-trang-lon"].status is FetchStatus.OK


def test_a_refusal_with_status_200_is_no_page(portal):
    records, _, _ = portal

    assert records["/tu-choi"].status is FetchStatus.BLOCK_PAGE


def test_services_on_another_host_of_the_agency_are_read(portal):
    records, _, services = portal

    assert records[services.url("/dvc")].status is FetchStatus.OK


def test_a_server_that_does_not_answer_is_told_from_a_page_that_is_missing(portal):
    records, _, _ = portal

    assert records["/slow/9"].status is FetchStatus.TIMEOUT
    assert records["/slow/9"].status.is_blocked


def test_the_site_map_that_robots_txt_names_is_read_first(portal):
    records, _, _ = portal

    assert (records["/chi-co-trong-so-do"].status, records["/chi-co-trong-so-do"].source) == (
        FetchStatus.OK,
        "sitemap",
    )


def test_a_test_host_below_the_agencys_domain_is_read_as_its_own(tmp_path, monkeypatch):
    """Its pages are judged with the others, and told (`test_host`)."""
    home = page("Trang chủ", VIETNAMESE, menu="").replace(
        "</main>", '<a href="http://demoen.bo.gov.vn/">thử</a></main>'
    )
    with MockProxy(
        {"bo.gov.vn": {"/": home}, "demoen.bo.gov.vn": {"/": page("Demo", ENGLISH, menu="")}}
    ) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        outcome = crawl(tmp_path, "http://bo.gov.vn/")
        with Snapshot(outcome.folder) as snapshot:
            read = {record.url: record.status for record in snapshot.pages()}

    assert read == {"http://bo.gov.vn/": FetchStatus.OK, "http://demoen.bo.gov.vn/": FetchStatus.OK}
    assert is_test_host("http://demoen.bo.gov.vn/")
