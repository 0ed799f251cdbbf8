"""Domains, hosts for services, portals of sub-units (Decree 43/2011 Art. 6, 16; Circular 01/2018 Art. 16)."""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin

import pytest

from audit.detectors.domain import base_of
from audit.engine import judge
from audit.facts.page import read_page
from audit.results import Verdict
from audit.site import SitePage, SiteView
from crawler.registry import Agency
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.sites import criteria, lexicon, page, paragraphs, site, verdict

DAY = date(2019, 6, 28)


def view(pages: dict[str, str], portals: tuple[tuple[str, str], ...], **agency) -> SiteView:
    """Return a site of whole addresses, of an agency with these portals (role, address)."""
    owner = Agency.model_validate(
        {
            "id": "bovidu",
            "name": {"vi": "Bộ Ví dụ", "en": "Ministry of Examples"},
            "kind": "ministry",
            "portals": [{"url": url, "role": role, "confirmed": True} for role, url in portals],
            **agency,
        }
    )
    read = []
    for n, (url, body) in enumerate(pages.items()):
        record = PageRecord(
            url, FetchStatus.OK, final_url=url, depth=min(n, 1), fetched_at="2019-06-28T00:00:00Z"
        )
        read.append(SitePage(record, read_page(body.encode(), url, "text/html; charset=utf-8")))
    outcomes = tuple(PortalOutcome(url, role, True, FetchStatus.OK) for role, url in portals)
    return SiteView(
        owner, read, lexicon=lexicon(), day=DAY, records=[p.record for p in read], portals=outcomes
    )


def judged(site_view: SiteView, criterion: str):
    return judge(site_view, (criteria()[criterion],), lexicon(), site_view.day)[0]


def home(host: str, body: str = "") -> dict[str, str]:
    return {f"https://{host}/": page("vi", "Trang chủ", body + paragraphs("vi", 4))}


def main(host: str) -> tuple[str, str]:
    return ("main", f"https://{host}/")


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("bovidu.gov.vn", "bovidu.gov.vn"),
        ("dichvucong.bovidu.gov.vn", "bovidu.gov.vn"),
        ("cucvidu.bovidu.gov.vn", "bovidu.gov.vn"),
        ("www.bovidu.org.vn", "bovidu.org.vn"),
        ("bovidu.vn", "bovidu.vn"),
        ("bovidu.example", "bovidu.example"),
    ],
)
def test_the_domain_below_gov_vn_is_the_agencys(host, base):
    assert base_of(host) == base


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("bovidu.gov.vn", Verdict.MET),
        ("www.bovidu.gov.vn", Verdict.MET),
        ("bovidu.vn", Verdict.NOT_MET),
        ("bovidu.com.vn", Verdict.NOT_MET),
        ("gov.vn.bovidu.com", Verdict.NOT_MET),
    ],
)
def test_a_portal_stands_under_its_own_domain(host, expected):
    assert judged(view(home(host), (main(host),)), "VN-D43-6-domain").verdict is expected


def test_one_known_domain_proves_nothing_about_the_second():
    one = judged(view(home("bovidu.gov.vn"), (main("bovidu.gov.vn"),)), "VN-D43-6-two")
    assert one.verdict is Verdict.COULD_NOT_TELL
    both = view(home("bovidu.gov.vn"), (main("bovidu.gov.vn"), ("english", "https://www.moe-vidu.gov.vn/")))
    assert judged(both, "VN-D43-6-two").verdict is Verdict.MET
    alias = view(home("bovidu.gov.vn"), (main("bovidu.gov.vn"),), aliases=["www.moevidu.gov.vn"])
    assert judged(alias, "VN-D43-6-two").english.reason.params["hosts"] == "bovidu.gov.vn, moevidu.gov.vn"


def test_a_second_host_of_one_domain_is_no_second_domain():
    portals = (main("bovidu.gov.vn"), ("english", "https://en.bovidu.gov.vn/"))
    assert judged(view(home("bovidu.gov.vn"), portals), "VN-D43-6-two").verdict is Verdict.COULD_NOT_TELL


def test_a_blocked_portal_has_no_domain_to_judge():
    assert judged(view({}, (main("bovidu.gov.vn"),)), "VN-D43-6-domain").verdict is Verdict.COULD_NOT_TELL


SERVICE = "https://dichvucong.bovidu.gov.vn/"


@pytest.mark.parametrize(
    ("words", "expected", "code"), [(6, Verdict.MET, "host_full"), (0, Verdict.PARTLY, "host_empty")]
)
def test_the_service_host_needs_vietnamese_content(words, expected, code):
    link = f'<a href="{SERVICE}">Dịch vụ công trực tuyến</a>'
    pages = home("bovidu.gov.vn", link) | {SERVICE: page("vi", "Dịch vụ công", paragraphs("vi", words))}
    found = judged(view(pages, (main("bovidu.gov.vn"), ("services", SERVICE))), "VN-C01-16-vi")
    assert found.verdict is expected
    assert found.local.reason.code == code


@pytest.mark.parametrize(
    ("target", "expected", "code"),
    [
        (SERVICE, Verdict.COULD_NOT_TELL, "host_unread"),
        ("https://dichvucong.gov.vn/", Verdict.COULD_NOT_TELL, "host_national"),
        ("https://dichvucong.bokhac.gov.vn/", Verdict.NOT_MET, "host_none"),  # of another ministry
        ("https://bovidu.gov.vn/dvc", Verdict.NOT_MET, "host_none"),
    ],
)
def test_a_link_tells_whose_service_host_it_is(target, expected, code):
    pages = home("bovidu.gov.vn", f'<a href="{target}">Dịch vụ công trực tuyến</a>')
    found = judged(view(pages, (main("bovidu.gov.vn"),)), "VN-C01-16-vi")
    assert found.verdict is expected
    assert found.local.reason.code == code


def test_a_service_host_that_keeps_us_out_cannot_be_told():
    start = "https://www.bovidu.gov.vn/vi/"
    outcomes = (
        PortalOutcome(start, "main", True, FetchStatus.OK),
        PortalOutcome(SERVICE, "services", True, FetchStatus.TIMEOUT),
    )
    pages = {"/vi/": page("vi", "Trang chủ", paragraphs("vi", 4))}
    found = verdict(site(pages, portals=(("services", SERVICE),), outcomes=outcomes), "VN-C01-16-vi")
    assert found.local.reason.code == "services_blocked"


def units(*names: str) -> str:
    hosts = enumerate(names, 1)
    return "".join(f'<li><a href="https://donvi{n}.bovidu.gov.vn/">{name}</a></li>' for n, name in hosts)


NAMES = ("Cục Ví dụ", "Tổng cục Mẫu", "Trung tâm Thông tin", "Viện Nghiên cứu mẫu")


@pytest.mark.parametrize(
    ("count", "expected"), [(4, Verdict.MET), (1, Verdict.MET), (0, Verdict.COULD_NOT_TELL)]
)
def test_units_are_linked_from_the_home_page(count, expected):
    pages = home("bovidu.gov.vn", units(*NAMES[:count]))
    assert judged(view(pages, (main("bovidu.gov.vn"),)), "VN-D43-16").verdict is expected


def test_a_service_is_no_unit_though_its_word_holds_one():
    pages = home("bovidu.gov.vn", '<a href="https://dichvucong.gov.vn/">Dịch vụ công trực tuyến</a>')
    assert judged(view(pages, (main("bovidu.gov.vn"),)), "VN-D43-16").verdict is Verdict.COULD_NOT_TELL


def news(body: str) -> str:
    text = page(
        "vi",
        "Cục Ví dụ khai trương trang thông tin điện tử",
        f"<p>28/06/2019</p>{body}" + paragraphs("vi", 3),
    )
    return text.replace("</head>", '<meta property="og:type" content="article"></head>')


@pytest.mark.parametrize(("placed", "expected"), [(0, Verdict.NOT_MET), (1, Verdict.PARTLY)])
def test_units_that_the_news_know_only_are_not_linked(placed, expected):
    start = "https://bovidu.gov.vn/"
    article = urljoin(start, "/tin-tuc/khai-truong.html")
    link = f'<a href="{article}">Khai trương</a>'
    pages = home("bovidu.gov.vn", link + units(*NAMES[:placed])) | {article: news(units(*NAMES))}
    found = judged(view(pages, (main("bovidu.gov.vn"),)), "VN-D43-16")
    assert found.verdict is expected, found.local.reason
