"""The packed portals: what their lists say is what a walk over their links finds."""

import json

import pytest

from crawler.status import FetchStatus
from tests.eval.corpus import pages_of
from tests.eval.packed import PACKED, PORTALS_FOLDER, unpack


def test_they_are_of_three_kinds():
    assert {unpack(name).kind for name in PACKED} == {"ministry", "province", "government_agency"}


@pytest.mark.parametrize("name", PACKED)
def test_every_page_is_reached_by_links_from_the_home_page(name):
    pages, _ = pages_of(name)
    manifest = json.loads((PORTALS_FOLDER / name / "manifest.json").read_text(encoding="utf-8"))
    assert len(pages) == manifest["pages"] == len(list(unpack(name).pages()))
    assert [page.record.url for page in pages if page.record.depth < 0] == []


@pytest.mark.parametrize("name", PACKED)
def test_an_address_without_a_page_says_why(name):
    listed = [
        json.loads(line)
        for line in (PORTALS_FOLDER / name / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    dead = [line["url"] for line in listed if line["status"] == 404 and "html" in line["content_type"]]
    files = [line["url"] for line in listed if line["status"] == 200 and "html" not in line["content_type"]]
    own = unpack(name)
    assert {own.why_not(url) for url in dead} == {FetchStatus.NOT_FOUND}
    assert {own.why_not(url) for url in files} == {FetchStatus.NOT_A_PAGE}
    assert own.why_not(f"http://{own.host}/wp-login.php") is FetchStatus.ROBOTS


def test_a_redirect_leads_to_the_page_in_the_end():
    pages, _ = pages_of("vn-agency-mediawiki")
    assert pages[0].record.url == "http://nios.example/"
    assert pages[0].record.final_url.startswith("http://nios.example/wiki/")
    assert unpack("vn-province-wordpress").sitemap
    assert not unpack("vn-agency-mediawiki").sitemap
