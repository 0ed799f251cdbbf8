"""The checklist in Markdown."""

from __future__ import annotations

import re

import pytest

from reports.export.checklist import address, plain
from tests.reports.export import full


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_causes_that_many_pages_share_come_first_and_every_item_says_what_to_do(written, locale):
    text = (written / locale / "shell.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert (
        headings[0]
        == {"vi": "Nguyên nhân chung của nhiều trang", "en": "Causes that touch many pages"}[locale]
    )
    assert len(headings) == len(set(headings)) > 3
    items = re.split(r"^- \[ \] ", text, flags=re.MULTILINE)[1:]
    assert len(items) == len(full.full_agency().findings)
    assert all(re.match(r"\*\*.+\*\* `[0-9a-f]{16}`: .+\n  - \S", item) for item in items)
    assert "<https://shell.gov.example/en/news>" in items[0]


def test_nothing_in_it_is_markup_that_a_portal_wrote(written):
    text = (written / "en" / "hostile.md").read_text(encoding="utf-8")

    bare = re.sub(r"\\.", "", text)
    assert re.findall(r"<(?!https?://)", bare) == []
    assert "](" not in bare
    assert not set("\u202e\u2066\ufeff\x00\x07") & set(text)
    links = re.findall(r"<([^>]*)>", bare)
    assert links
    assert all(link.startswith("https://hostile.gov.example/") for link in links)


def test_an_agency_without_findings_gets_a_sentence(written):
    text = (written / "en" / "blocked.md").read_text(encoding="utf-8")

    assert "- [ ]" not in text
    assert "Nothing to fix was found" in text


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x", "<https://a.example/x>"),
        ("https://a.example/a b>c", "<https://a.example/a%20b%3Ec>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_addresses_of_the_web_are_links(url, shown):
    assert address(url) == shown


def test_text_stays_one_line_of_text():
    assert plain("a\n# b [c](d)") == r"a \# b \[c\](d)"
