"""The section on page pairs: arranged, rendered, seen in a browser."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest

from audit.results import PagePair, PairGap
from reports.pairs import GAPS, LISTED_PAIRS, SHOWN_PAIRS, pairs_view
from reports.render import render_run
from reports.told import Told
from tests.reports import samples

HOST = "https://shell.gov.example"


def pair(n: int, gap: PairGap, clicks: int = 1, **more) -> PagePair:
    english = {} if gap in {PairGap.NO_COUNTERPART, PairGap.WIDGET_ONLY} else {
        "english_url": f"{HOST}/en/page-{n}", "english_title": f"Page {n}", "how": "address", "english_words": 38,
    }  # fmt: skip
    return PagePair(
        **{
            "url": f"{HOST}/trang-{n}",
            "title": f"Trang số {n}",
            "gap": gap,
            "words": 412,
            "clicks": clicks,
            **english,
            **more,
        }
    )


def every_gap() -> tuple[PagePair, ...]:
    return tuple(
        pair(n, gap, clicks=n % 4, days_behind=213 if gap is PairGap.OLDER else None)
        for n, gap in enumerate(PairGap)
    )


def rendered(tmp_path, pairs, locale="vi") -> str:
    result = replace(samples.shell_ministry(), pairs=tuple(pairs))
    render_run(Told([result], samples.rules(), samples.RUN), tmp_path)
    return (tmp_path / locale / "shell.html").read_text(encoding="utf-8")


def section(page: str) -> str:
    found = re.search(r'<section aria-labelledby="pairs">.*?</section>', page, re.DOTALL)
    return found.group() if found else ""


def test_every_gap_has_its_words():
    assert set(GAPS) == set(PairGap)


def test_counts_and_order():
    pairs = [
        pair(1, PairGap.STUB, 2), pair(2, PairGap.NONE_MISSING, 0), pair(3, PairGap.NO_COUNTERPART, 2),
        pair(4, PairGap.OLDER, 1), pair(5, PairGap.NO_COUNTERPART, -1), pair(6, PairGap.WRONG_LANGUAGE, 1),
    ]  # fmt: skip
    view = pairs_view(pairs)

    assert (view.total, view.english, view.whole) == (6, 2, 1)
    assert [row.pair.title[-1] for row in view.rows] == ["6", "4", "3", "1", "5"]
    assert [(item.gap.value, item.count) for item in view.counts][:2] == [
        ("no_counterpart", 2),
        ("wrong_language", 1),
    ]
    assert sum(item.count for item in view.counts) == view.total


def test_a_long_list_is_cut_and_says_so(tmp_path):
    pairs = [pair(n, PairGap.NO_COUNTERPART) for n in range(LISTED_PAIRS + 7)]
    view = pairs_view(pairs)
    page = section(rendered(tmp_path, pairs, "en"))

    assert (len(view.first), len(view.further), view.unlisted) == (SHOWN_PAIRS, LISTED_PAIRS - SHOWN_PAIRS, 7)
    assert page.count("<li>") == LISTED_PAIRS
    assert "7 more pages are in the export" in page


def test_the_section_says_in_words_what_is_missing(tmp_path):
    page = section(rendered(tmp_path, every_gap()))

    assert (
        "<strong>3 trong 8 trang tiếng Việt mà người đọc gặp có bản tiếng Anh tương ứng, không tính trang sơ sài và tệp.</strong>"
        in page
    )
    assert "38 từ so với 412 từ" in page
    assert "chậm 213 ngày" in page
    assert f'href="{HOST}/en/page-2"' in page
    for gap in PairGap:
        assert gap.value not in re.sub(r"<[^>]+>", "", page)


def test_both_languages_are_translated_whole(tmp_path):
    rendered(tmp_path, every_gap())
    texts = {
        locale: section((tmp_path / locale / "shell.html").read_text(encoding="utf-8"))
        for locale in ("vi", "en")
    }

    assert "Vietnamese pages that a reader meets have an English counterpart" in texts["en"]
    for text in GAPS.values():
        assert text.name in texts["en"] or text is GAPS[PairGap.NONE_MISSING]
        assert f"> {text.name}<" not in texts["vi"]


def test_without_pairs_there_is_no_section(tmp_path):
    page = rendered(tmp_path, ())

    assert section(page) == ""
    assert "#pairs" not in page


def test_hostile_titles_and_addresses_do_nothing(tmp_path):
    bad = pair(
        1,
        PairGap.STUB,
        url="javascript:alert(1)",
        title="<script>alert(1)</script> %(words)s %d",
        english_title="\u202eevil",
    )
    page = section(rendered(tmp_path, [bad]))

    assert "<script" not in page
    assert not any(href.startswith("javascript:") for href in re.findall(r'href="([^"]*)"', page))
    assert "%(words)s %d" in page
    assert "\u202e" not in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_a_phone_and_a_desk(tmp_path, width):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    rendered(tmp_path, [*every_gap(), pair(99, PairGap.STUB, title="Mộttiêuđềrấtdàikhôngcókhoảngtrắng" * 6)])
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((tmp_path / "vi" / "shell.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        box = page.locator("section[aria-labelledby=pairs]").bounding_box()
        table = page.locator("section[aria-labelledby=pairs] table").bounding_box()
        whole = page.evaluate("document.documentElement.scrollWidth")
        browser.close()

    assert whole <= width
    assert box["width"] <= width
    assert table["height"] < 900
