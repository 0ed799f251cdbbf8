"""Sections by language: the rows, the map and the table."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from audit.results import Section, SectionDepth
from reports.render import render_run
from reports.sections import DEPTHS, leading, sections_view
from reports.site_map import MOST_ROWS, NAME_LETTERS, WIDTH, short, site_map
from tests.reports import earlier, samples
from tests.reports.pages import page


@pytest.fixture(scope="module")
def view():
    return sections_view(earlier.SECTIONS)


def many(count: int) -> tuple[Section, ...]:
    words = {"vi": 50, "en": 1}
    return tuple(
        Section("a.example", f"m{n}", f"Mục {n}", "", f"https://a.example/m{n}", (SectionDepth(1, 2, words),))
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ({"en": 71, "vi": 29}, "en"),
        ({"en": 30, "vi": 70}, "vi"),
        ({"en": 50, "vi": 50}, "mixed"),
        ({"other": 9}, "other"),
        ({}, "und"),
        ({"en": 0}, "und"),
    ],
)
def test_a_language_leads_or_the_section_is_mixed(words, language):
    assert leading(words) == language


def test_rows_stand_by_words_and_what_is_summed_up_last(view):
    assert [row.section.name or row.section.name_en for row in view.rows] == [
        "Tin tức - sự kiện",
        "Giới thiệu",
        "",
        "News",
        "",
    ]
    assert [row.number for row in view.rows] == [1, 2, 3, 4, 5]
    assert view.words == {"vi": 127_500, "en": 4860, "other": 40}
    assert view.pages == 241
    assert [row.section.path for row in view.untranslated] == ["tin-tuc"]


def test_what_an_older_or_newer_audit_says_of_depth_finds_a_column():
    odd = Section(
        "a.example", "x", "X", "", "", (SectionDepth(9, 3, {"vi": 5, "xx": 2}), SectionDepth(4, 1, {}))
    )
    (row,) = sections_view((odd,)).rows
    assert [(d.clicks, d.pages) for d in row.depths] == [(4, 4)]
    assert row.words == {"vi": 5, "other": 2}


def test_results_from_before_have_no_such_section(rendered):
    assert sections_view(()) is None
    assert page(rendered, "vi/shell").select_one("#sections") is None


def test_the_map_draws_the_largest_sections_within_its_frame():
    depths = tuple(SectionDepth(clicks, 10, {"vi": 9, "en": 1}) for clicks in DEPTHS)
    drawn = site_map(sections_view(tuple(replace(s, depths=depths) for s in many(40))))
    assert len(drawn.branches) == MOST_ROWS
    assert drawn.left_out == 20
    for branch in drawn.branches:
        xs = [box.x for box in branch.boxes]
        assert xs == sorted(xs)
        assert all(b - a > branch.boxes[0].width for a, b in pairwise(xs))
        assert all(drawn.names <= box.x and box.x + box.width <= WIDTH for box in branch.boxes)
        assert all(box.y + box.height <= drawn.height for box in branch.boxes)
        assert all(box.english == pytest.approx(box.width / 10, abs=0.1) for box in branch.boxes)


def test_long_names_are_cut_on_the_map_only():
    assert short("Giới thiệu") == "Giới thiệu"
    assert len(short("x" * 200)) == NAME_LETTERS


def test_the_table_says_the_same_as_the_map(told_rendered, view):
    section = page(told_rendered, "vi/shell").select_one("section:has(> #sections)")
    rows = section.select("table.ag-sections tbody tr")
    assert len(rows) == len(view.rows)
    for row, known in zip(rows, view.rows, strict=True):
        cells = [re.sub(r"\D", "", td.get_text()) for td in row.select("td")[-4:]]
        wanted = (known.words["en"], known.words["vi"], known.words["other"], known.pages)
        assert cells == [str(n) for n in wanted]
    total = [re.sub(r"\D", "", td.get_text()) for td in section.select("tfoot td")[-4:]]
    assert total == ["4860", "127500", "40", "241"]
    drawn = " ".join(section.select_one("svg.sm-chart").get_text(" ").split())
    assert "V 210" in drawn  # a letter beside the colour
    assert "1. Tin tức - sự kiện" in drawn
    assert section.select_one("svg.sm-chart > title")
    assert section.select_one("svg.sm-chart > desc")


def test_many_sections_are_folded_behind_the_sum(tmp_path):
    result = replace(samples.shell_ministry(), sections=many(41))
    render_run(replace(earlier.told(), results=(result,)), tmp_path, locales=("en",), agencies=("shell",))
    section = page(tmp_path, "en/shell").select_one("section:has(> #sections)")
    first, further = section.select("table.ag-sections")
    assert len(first.select("tbody tr")) == MOST_ROWS
    assert len(further.select("tbody tr")) == 41 - MOST_ROWS
    assert first.select("tfoot")
    assert not further.select("tfoot")
    assert "21 further sections" in section.select_one("summary").get_text()
    assert "41 sections have next to nothing in English." in section.get_text()


def test_names_from_the_site_stay_text(tmp_path):
    evil = Section(
        "a.example",
        "x",
        '<script>alert(1)</script>{{ 7*7 }}"',
        "\u202eevil",
        "javascript:alert(1)",
        (SectionDepth(1, 1, {"vi": 3}),),
    )
    result = replace(samples.shell_ministry(), sections=(evil,))
    render_run(replace(earlier.told(), results=(result,)), tmp_path, agencies=("shell",))
    for locale in ("vi", "en"):
        soup = page(tmp_path, f"{locale}/shell")
        section = soup.select_one("section:has(> #sections)")
        assert not soup.select("script")
        assert not section.select("tbody a")
        assert "{{ 7*7 }}" in section.get_text()
        assert "\u202e" not in (tmp_path / locale / "shell.html").read_text(encoding="utf-8")
