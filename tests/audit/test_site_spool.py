"""Facts on disk: the same facts come back, they are gone with the view, and memory does not grow with a portal."""

import dataclasses
import gc
import tempfile
import tracemalloc
from datetime import date

import pytest

from audit.facts import language
from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.facts.text import Cache
from audit.lexicon import words
from audit.lexicon.words import tokens
from audit.site import SitePage, SiteView, addresses
from audit.site.spool import Recent, Spool
from crawler.registry import Agency
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual
from tests.audit.sites import DAY, HOST, lexicon, site

PAGES = bilingual()


def facts_of(path):
    return read_page(PAGES[path].encode(), HOST + path, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", sorted(PAGES))
def test_every_fact_comes_back_as_it_was(path):
    facts = facts_of(path)
    stored = Spool().add(facts, "")[1]
    for each in dataclasses.fields(PageFacts):
        assert getattr(stored, each.name) == getattr(facts, each.name), each.name
    assert stored.main_language == facts.main_language


def test_what_is_no_fact_is_no_attribute():
    stored = Spool().add(facts_of("/vi/"), "")[1]
    with pytest.raises(AttributeError):
        _ = stored.weather


def test_words_in_a_row_are_found_with_their_marks_only():
    spool = Spool()
    for text in ("bộ y tế ban hành", "bo y te ban hanh", "tế y bộ", "đường_dây nóng"):
        spool.add(facts_of("/vi/"), text)
    assert spool.holding(tokens("Bộ Y tế")) == [0]
    assert spool.holding(tokens("y te")) == [1]
    assert spool.holding(tokens("đường_dây")) == [3]
    assert spool.holding(()) == []


def test_the_values_asked_for_last_are_at_hand():
    recent = Recent(2)
    made = []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert recent.get(key, lambda key=key: made.append(key) or key) == key
    assert made == ["a", "b", "c", "b"]


def test_nothing_is_left_on_the_disk_even_when_the_pages_break_off(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))

    def broken():
        for path in sorted(PAGES):
            url = HOST + path
            yield SitePage(PageRecord(url, FetchStatus.OK, final_url=url), facts_of(path))
        raise OSError("the archive is damaged")

    agency = site({}, outcomes=()).agency
    with pytest.raises(OSError, match="damaged"):
        SiteView(agency, broken(), lexicon=lexicon(), day=DAY)
    gc.collect()
    assert not list(tmp_path.iterdir())


def test_a_closed_spool_says_so():
    view = site(PAGES)
    view.spool.close()
    with pytest.raises(ValueError, match="closed file"):
        _ = view.pages[-1].facts.blocks


def test_mentions_of_the_spool_are_what_the_texts_hold():
    view = site(PAGES)
    for term in ("quản lý nhà nước", "state management of its sector", "không có đâu"):
        phrase = f" {' '.join(tokens(term))} "
        found = {page.url for language in ("vi", "en") for page, _ in view.mentions([term], language)}
        holding = {page.url for page in view.pages if phrase in f" {' '.join(page.words)} "}
        assert found <= holding
        assert bool(found) == bool(holding)


MENU = "".join(f'<li><a href="/muc-{n}/">Chuyên mục số {n}</a></li>' for n in range(30))


def portal(count):
    """Yield pages with a menu in common and prose of their own, one after the other."""
    for number in range(count):
        url = f"{HOST}/muc-{number % 60}/trang-{number}/" if number else f"{HOST}/"
        prose = "".join(
            f"<p>Đoạn {n} của trang {number}: Bộ hướng dẫn thủ tục {number * n} cho công dân.</p>"
            for n in range(20)
        )
        text = (
            f"<html lang=vi><title>Trang {number}</title><header><nav><ul>{MENU}</ul></nav></header><main><h1>Trang {number}</h1>"
            f"{prose}<a href='/muc-{number % 60}/trang-{number + 1}/'>Trang {number + 1}</a></main></html>"
        )
        record = PageRecord(
            url, FetchStatus.OK, final_url=url, depth=min(number, 3), fetched_at=f"{DAY}T00:00:00Z"
        )
        yield SitePage(record, read_page(text.encode(), url, "text/html", fetched_on=date(2018, 6, 30)))


def forget():
    """Empty what is held per process: it is bounded, and has tests of its own."""
    for each in gc.get_objects():
        if isinstance(each, Cache):
            each.clear()
            each._old.clear()
    for module in (addresses, language, words):
        for each in vars(module).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()


def memory_of(count):
    agency = Agency.model_validate(
        {
            "id": "bovidu", "name": {"vi": "Bộ", "en": "Ministry"}, "kind": "ministry",
            "portals": [{"url": f"{HOST}/", "role": "main", "confirmed": True}],
        }
    )  # fmt: skip
    outcome = PortalOutcome(f"{HOST}/", "main", True, FetchStatus.OK)
    tracemalloc.start()
    view = SiteView(agency, portal(count), lexicon=lexicon(), day=DAY, portals=[outcome])
    assert len(view.pages) == count
    view.named("contact", "vi")
    view.spool.recent.clear()
    forget()
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held


def test_a_page_more_costs_a_few_kilobytes_of_memory():
    """A page's facts alone are some 30 kB here; a fraction of that is kept, whatever the portal's size.

    Python's own table of names grows by leaps of megabytes: one of the two steps is without.
    """
    memory_of(80)  # loads what is held for good
    small, middle, large = map(memory_of, (20, 50, 80))
    assert 0 < min(middle - small, large - middle) / 30 < 5_000
