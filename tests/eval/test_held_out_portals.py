"""The held-out portals of services, from the pages' side: every link has an answer, and labels tell what the key says they tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest

from audit.facts.services.model import ProcedureField
from crawler.urls import canonical
from tests.eval.service_portals import HELD_OUT, load
from tools.service_portals import agency_bilingual_words as agency
from tools.service_portals import province_cards_words as province

LABELS = (
    *(labels for _, labels in province.LAYOUTS),
    *agency.LABELS,
    *agency.LABELS_EN,
    {"steps": agency.HAPPENS},
)
NOTHING = {*province.UPDATING, *agency.UPDATING, agency.UPDATING_EN}
VIETNAMESE = re.compile("[ạảãăắằẳẵặâấầẩẫậđẹẻẽêếềểễệịỉĩọỏõôốồổỗộơớờởỡợụủũưứừửữựỳỵỷỹ]")
"""Letters that no English text has."""
NUMBERED = re.compile(r"^(?:[ivx]+|\d+)\.\s*")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _points() -> Iterator[tuple[str, str]]:
    for key, label in chain.from_iterable(labels.items() for labels in LABELS):
        for one in label if isinstance(label, tuple) else (label,):
            yield _plain(one), "conditions" if key in {"fee", "need"} else key


POINTS = dict(_points())
"""Label → point."""
EMPTY = {_plain(text) for text in NOTHING}


@cache
def _tree(name: str, url: str):
    body = load(name).answer(url).body
    return lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _links(name: str) -> set[str]:
    """Addresses on the portal's own hosts that its pages link to."""
    answers = load(name).answers.values()
    hosts = {urlsplit(answer.url).hostname for answer in answers}
    pages = [answer.url for answer in answers if answer.body]
    found = {
        canonical(urljoin(page, target)) for page in pages for target in _tree(name, page).xpath("//a/@href")
    }
    return {url for url in found if url and urlsplit(url).hostname in hosts}


def _told(name: str, url: str) -> dict[str, str]:
    """Point → the first words after its label, of points with something under their label."""
    (main,) = _tree(name, url).xpath("//main")
    texts = [plain for plain in map(_plain, main.itertext()) if plain]
    found = {}
    for at, text in enumerate(texts):
        point = POINTS.get(NUMBERED.sub("", text).rstrip(":").strip())
        if point:
            after = next((one for one in texts[at + 1 :] if one == "…" or one.strip(" :.")), "")
            if after not in EMPTY:
                found[point] = after
    return found


@pytest.mark.parametrize("name", HELD_OUT)
def test_every_link_has_an_answer_and_every_page_of_the_key_a_link(name):
    portal, links = load(name), _links(name)
    assert [url for url in links if portal.answer(url) is None] == []
    wanted = {line[field] for line in portal.key for field in ("url", "english_url", "dead_end")} - {""}
    assert wanted - links == set()


@pytest.mark.parametrize("name", HELD_OUT)
def test_labels_with_something_under_them_are_the_points_of_the_key(name):
    for line in load(name).key:
        urls = [line[field] for field in ("url", "english_url") if line[field]]
        if urls:
            told = {"name"}.union(*(_told(name, url) for url in urls))
            wanted = {point.value for point in ProcedureField} - set(line["missing"])
            assert told == wanted, urls


@pytest.mark.parametrize("name", HELD_OUT)
def test_english_fields_of_the_key_are_those_told_without_vietnamese_letters(name):
    for line in load(name).key:
        if line["english_url"]:
            told = _told(name, line["english_url"]) | {"name": _plain(line["name_en"])}
            english = {point for point, text in told.items() if not VIETNAMESE.search(text)}
            assert english == set(line["english"]["fields"]), line["english_url"]
        else:
            assert line["english"]["fields"] == [], line["name"]
