"""Portal-wide causes: each once, with its count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.pairs import pair_pages
from audit.reasons import REASONS
from audit.site_findings import site_faults
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual
from tests.audit.sites import HOST, page, paragraphs, site


def kinds(view):
    return {fault.kind: fault for fault in site_faults(view)}


def vietnamese_only():
    return {k: v for k, v in bilingual().items() if k.startswith("/vi/")}


def twins():
    """Return the sample with a switch that keeps the page: its twins stand in the same order in both languages."""
    pages = bilingual()
    vietnamese = [path for path in pages if path.startswith("/vi/")]
    english = [path for path in pages if path.startswith("/en/")]
    for vi, en in zip(vietnamese, english, strict=True):
        pages[vi] = pages[vi].replace('<a href="/en/">English</a>', f'<a href="{en}">English</a>')
        pages[en] = pages[en].replace('<a href="/vi/">Tiếng Việt</a>', f'<a href="{vi}">Tiếng Việt</a>')
    return {
        p: body.replace("</title>", '</title><meta name="description" content="x">')
        for p, body in pages.items()
    }


def test_a_portal_that_does_well_has_none():
    view = site(twins())
    assert site_faults(view, pair_pages(view)) == ()


def test_every_fault_has_a_sentence_that_takes_its_parameters():
    pages = bilingual() | {
        f"/en/x{n}/": page("vi", f"Trang {n}", paragraphs("vi", n + 3), menu="en", lang="en")
        for n in range(4)
    }
    pages["/vi/stub/"] = page("vi", "Văn bản mới", "<p>Nội dung đang được cập nhật</p>")
    pages["/vi/lost/"] = page("vi", "Không tìm thấy trang", "<p>Đường dẫn không tồn tại.</p>")
    outcomes = (
        PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK, tls="untrusted: self-signed"),
        PortalOutcome("https://dichvucong.bovidu.gov.vn/", "services", True, FetchStatus.FORBIDDEN),
    )
    faults = site_faults(site(pages, outcomes=outcomes, day=date(2020, 1, 1)))
    assert {"blocked", "english_shell", "placeholder", "soft_404", "wrong_lang_vi", "untrusted"} <= {
        f.kind for f in faults
    }
    assert len({f.kind for f in faults}) == len(faults)
    for fault in faults:
        assert REASONS[fault.title.code] % fault.title.params
        assert fault.count >= 1
        assert fault.effort in {1, 2, 3}


def test_a_shell_is_counted_once_for_all_its_pages():
    pages = vietnamese_only() | {
        f"/en/x{n}/": page("vi", f"Trang {n}", paragraphs("vi", n + 3), menu="en") for n in range(6)
    }
    shell = kinds(site(pages))["english_shell"]
    assert shell.count == 6
    assert len(shell.urls) == 6


def test_two_dead_links_are_no_cause_but_three_are():
    def view(count):
        links = "".join(f'<a href="/vi/mat-{n}/">Mục {n}</a>' for n in range(count))
        pages = vietnamese_only()
        pages["/vi/lien-he/"] = pages["/vi/lien-he/"].replace("</main>", f"{links}</main>")
        dead = tuple(PageRecord(f"{HOST}/vi/mat-{n}/", FetchStatus.NOT_FOUND) for n in range(count))
        return site(pages, dead=dead)

    assert "broken_links" not in kinds(view(2))
    assert kinds(view(3))["broken_links"].count == 3


def test_a_dead_link_of_the_menu_is_one_cause_with_the_pages_it_stands_on():
    link = '<a href="/vi/mat/">Thư viện</a>'
    pages = {k: v.replace("</ul></nav>", f"<li>{link}</li></ul></nav>") for k, v in vietnamese_only().items()}
    found = kinds(site(pages, dead=(PageRecord(f"{HOST}/vi/mat/", FetchStatus.NOT_FOUND),)))

    assert found["broken_menu"].count == len(pages)
    assert found["broken_menu"].urls == (f"{HOST}/vi/mat/",)
    (spot,) = found["broken_menu"].spots
    assert (spot.on in {f"{HOST}{path}" for path in pages}, spot.text) == (True, "Thư viện")
    assert "broken_links" not in found


def test_a_stale_english_version_is_told_with_both_dates():
    pages = bilingual()
    for path in [p for p in pages if p.startswith("/en/")]:
        pages[path] = pages[path].replace("2018-06", "2014-06").replace("/06/2018", "/06/2014")
    stale = kinds(site(pages))["stale_english"]
    assert stale.title.params["date"].startswith("2014-06")
    assert stale.title.params["other"].startswith("2018-06")


def test_alternates_that_grow_without_end_are_told():
    pages = bilingual()
    for path in [p for p in pages if p.startswith("/vi/dich-vu-cong/") and p.endswith(".html")]:
        link = f'<link rel="alternate" hreflang="en" href="{path}/en"></head>'
        pages[path] = pages[path].replace("</head>", link)
    assert kinds(site(pages))["hreflang"].count == 10


def test_a_blocked_portal_that_nobody_confirmed_is_no_fault():
    outcomes = (
        PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK),
        PortalOutcome("https://e-services.bovidu.gov.vn/", "services", False, FetchStatus.DNS),
    )
    assert "blocked" not in kinds(site(bilingual(), outcomes=outcomes))


def test_each_host_that_keeps_the_crawler_out_is_told_by_itself():
    """Who opens the main portal has mended that, whatever the portal of services still does."""
    services = PortalOutcome("https://dichvucong.bovidu.gov.vn/", "services", True, FetchStatus.FORBIDDEN)

    def told(main: FetchStatus) -> dict[str, str]:
        english = PortalOutcome(f"{HOST}/en/", "english", True, main)
        outcomes = (PortalOutcome(f"{HOST}/vi/", "main", True, main), english, services)
        faults = site_faults(site(bilingual(), outcomes=outcomes))
        return {fault.place: fault.urls[0] for fault in faults if fault.kind == "blocked"}

    of_services = {"dichvucong.bovidu.gov.vn": services.url}
    assert told(FetchStatus.FORBIDDEN) == {"": f"{HOST}/vi/"} | of_services
    assert told(FetchStatus.OK) == of_services


def unlinked():
    """Return the sample without a link from the Vietnamese pages to the English ones."""
    return {
        path: body.replace('<li><a href="/en/">English</a></li>', "") if path.startswith("/vi/") else body
        for path, body in bilingual().items()
    }


def test_an_english_version_that_no_page_leads_to_is_told():
    view = site(unlinked())
    english = [page for page in view.in_language("en") if page.main_words("en") >= 40]
    fault = kinds(view)["english_unlinked"]

    assert (fault.urls, fault.count, fault.effort) == ((f"{HOST}/en/",), len(english), 1)
    assert fault.title.params == {"url": f"{HOST}/en/", "count": len(english)}
    assert "english_unlinked" not in kinds(site(bilingual()))


def test_one_page_that_is_found_by_its_address_is_told():
    few = {path: body for path, body in unlinked().items() if path.startswith("/vi/") or path == "/en/about/"}
    article = {
        "/vi/doi-ngoai/": page("vi", "Đối ngoại", paragraphs("en", 9)),
        "/vi/": few["/vi/"].replace("</main>", '<a href="/vi/doi-ngoai/">Đối ngoại</a></main>'),
    }

    assert "english_unlinked" not in kinds(site(few))
    assert kinds(site(few, probed=("/en/about/",)))["english_unlinked"].urls == (f"{HOST}/en/about/",)
    # an article in English that is linked is no way into the English version
    assert "english_unlinked" in kinds(site(few | article, probed=("/en/about/",)))


def test_a_link_that_a_second_look_shows_on_the_home_page_mends_it():
    """A second look asks for the home page again, and clicks stay those of the run."""
    view = site(unlinked() | {"/vi/": bilingual()["/vi/"]})
    for found in view.pages:
        if found.branch == "en":
            found.record = replace(found.record, depth=-1)

    assert "english_unlinked" not in kinds(view)


def test_an_english_version_behind_a_script_is_told_as_that():
    switch = PortalOutcome(
        f"{HOST}/vi/", "main", True, FetchStatus.OK, switch="cookie", switch_tried="changed"
    )

    assert not {"english_unlinked"} & set(kinds(site(unlinked(), outcomes=(switch,))))


def test_english_content_under_vietnamese_menus_is_told():
    """Observed on provincial portals: an English article in an all-Vietnamese frame."""
    pages = vietnamese_only() | {
        f"/vi/doi-ngoai/{n}/": page("en", f"Cooperation {n}", paragraphs("en", n + 3), menu="vi")
        for n in range(5)
    }
    fault = kinds(site(pages))["vietnamese_shell"]

    assert (fault.count, fault.title.params["total"]) == (5, 5)


def test_vietnamese_without_its_marks_is_told():
    text = "<p>Bo Y te la co quan cua Chinh phu thuc hien chuc nang quan ly nha nuoc ve y te tren pham vi ca nuoc.</p>"
    pages = vietnamese_only() | {"/vi/cu/": page("vi", "Gioi thieu", text * 4)}
    fault = kinds(site(pages))["unmarked"]

    assert fault.urls == (f"{HOST}/vi/cu/",)


def test_pages_on_a_test_host_are_told(monkeypatch):
    monkeypatch.setattr("tests.audit.sites.HOST", "https://demoen.tinh.example")
    found = kinds(site(vietnamese_only()))["test_host"]

    assert found.count == len(vietnamese_only())
