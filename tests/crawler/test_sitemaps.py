from __future__ import annotations

import gzip

import pytest

from crawler.sitemaps import MAX_BYTES, MAX_ENTRIES, read_sitemap

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
URLSET = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>
<url><loc> http://x.gov.vn/a </loc><xhtml:link rel="alternate" hreflang="EN" href="http://x.gov.vn/en/a"/></url>
<url><loc>http://x.gov.vn/b?x=1&amp;y=2</loc></url></urlset>"""


def test_pages_and_alternates_are_read():
    found = read_sitemap(URLSET.encode())

    assert found.pages == ("http://x.gov.vn/a", "http://x.gov.vn/b?x=1&y=2")
    assert found.alternates == (("en", "http://x.gov.vn/en/a"),)
    assert found.problem == ""


def test_gzip_is_known_by_its_bytes():
    assert read_sitemap(gzip.compress(URLSET.encode())) == read_sitemap(URLSET.encode())


def test_an_index_names_further_site_maps():
    found = read_sitemap(
        f"<sitemapindex {NAMESPACE}><sitemap><loc>http://x/1.xml.gz</loc></sitemap></sitemapindex>".encode()
    )

    assert found.children == ("http://x/1.xml.gz",)
    assert found.pages == ()


def test_a_plain_list_is_read():
    assert read_sitemap(b"http://x/a\nhttp://x/b\n").pages == ("http://x/a", "http://x/b")


def test_a_broken_site_map_gives_what_can_be_read():
    assert read_sitemap(b"<urlset><url><loc>http://x/a</loc></url><url><loc>http://x/b").pages == (
        "http://x/a",
        "http://x/b",
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "is empty"),
        (b"<html><body>404</body></html>", "is no site map"),
        (b"not xml at all", "is no XML"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset/>", "declares a document type"),
        (gzip.compress(b" " * (MAX_BYTES + 1)), "is larger than"),
        (b"\x1f\x8bbroken", "is empty"),
    ],
    ids=["empty", "HTML", "text", "entities", "bomb", "broken gzip"],
)
def test_what_is_no_site_map_says_why(body, problem):
    found = read_sitemap(body)

    assert found.problem.startswith(problem)
    assert found.pages == ()


def test_entities_are_never_expanded():
    body = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>'

    assert read_sitemap(body).pages == ()


def test_entries_are_capped():
    body = "<urlset>" + "<url><loc>http://x/a</loc></url>" * (MAX_ENTRIES + 5) + "</urlset>"
    found = read_sitemap(body.encode())

    assert len(found.pages) == MAX_ENTRIES
    assert found.problem == f"has more than {MAX_ENTRIES} entries"
