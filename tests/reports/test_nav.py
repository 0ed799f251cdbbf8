from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from audit.reasons import REASONS
from reports.environment import environment

WRITTEN = frozenset(
    f"{locale}/{name}" for locale in ("vi", "en") for name in ("index.html", "un.html", "help/index.html")
) | {"index.html", "vi/help/only.html"}


def nav(here, written=WRITTEN, locale="vi"):
    template = environment(locale, REASONS).from_string(
        '{% from "nav.html" import run_nav with context %}{{ run_nav(here) }}'
    )
    return BeautifulSoup(template.render(here=here, written=written, locales=("vi", "en")), "lxml")


def links(soup):
    return [link["href"] for link in soup.select("a")]


def test_it_leads_to_the_pages_that_are_written_and_to_no_other():
    assert links(nav("moh.html", WRITTEN | {"en/moh.html"})) == [
        "index.html",
        "un.html",
        "help/index.html",
        "../en/moh.html",
        "../index.html",
    ]
    assert links(nav("moh.html", frozenset({"vi/moh.html"}))) == []


def test_a_page_one_folder_deeper_finds_its_way_back():
    assert links(nav("help/index.html", locale="en")) == [
        "../index.html",
        "../un.html",
        "../help/index.html",
        "../../vi/help/index.html",
        "../../index.html",
    ]


def test_a_page_that_the_other_language_lacks_is_not_offered_there():
    assert not any("../en/" in href for href in links(nav("help/only.html")))


@pytest.mark.parametrize("here", ["index.html", "un.html", "help/index.html"])
def test_it_says_where_one_is(here):
    (current,) = nav(here).select("[aria-current=page]")
    assert current["href"].endswith(here)


def test_every_link_of_the_rendered_navigation_leads_to_a_file(rendered):
    for path in rendered.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        for link in soup.select(".run-nav a"):
            assert (path.parent / link["href"]).resolve().is_file(), f"{path.name}: {link['href']}"
