"""Evidence opens as it was read."""

import re

import pytest


@pytest.fixture
def copy(shared) -> str:
    """The address of an archived copy, from the page of a finding that has one."""
    visitor = shared.visitor("reader")
    for life in shared.books.store.lives.of("bo"):
        found = re.search(
            r'href="(/agencies/bo/copies/[^"]+)"', visitor.get(f"/findings/{life.finding.id}").text
        )
        if found:
            return found[1]
    raise AssertionError("no finding has an archived copy")


def test_a_copy_shows_what_the_crawl_read_and_when(shared, copy):
    visitor = shared.visitor("reader")
    page, inner = visitor.get(copy), visitor.get(f"{copy}/page")

    assert page.status_code == inner.status_code == 200
    assert 'sandbox title="' in page.text
    assert "Bộ Thử nghiệm" in inner.text


def test_a_copy_is_shut_in(shared, copy):
    headers = shared.visitor("reader").get(f"{copy}/page").headers

    assert "sandbox;" in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "allow-scripts" not in headers["content-security-policy"]


def test_only_records_that_are_pages_open(shared, copy):
    """Not every place in an archive is evidence: only where a page of the crawl begins."""
    head, _, offset = copy.rpartition(":")

    assert shared.visitor("reader").get(f"{head}:{int(offset) + 1}").status_code == 404
