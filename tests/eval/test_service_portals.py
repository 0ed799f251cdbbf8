"""The fixture portals of services: packed as the generator builds them, and their key agrees with their pages."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import lxml.html
import pytest
import yaml

from audit.facts.services.model import ProcedureField, Published
from tests.eval.service_portals import HELD_OUT, SERVICE_PORTALS, folder_of, load
from tools.service_portals import build
from tools.service_portals.build import portal_of
from tools.service_portals.model import DESCRIBED, HARDLY_TOLD, Fee, Returned, Shown, Way, checked_level
from tools.service_portals.packing import pack

PORTALS = (*SERVICE_PORTALS, *HELD_OUT)
SIZE = 300_000
"""Bytes that a packed portal may have."""


def _letters(answer) -> str:
    """The body as written, by the encoding that the header or the page names."""
    body = answer.body or b""
    named = re.search(
        r"charset=[\"']?([\w-]+)", answer.content_type + body[:1500].decode("ascii", "replace"), re.IGNORECASE
    )
    return body.decode(named[1] if named else "utf-8")


def _texts(name: str) -> dict[str, str]:
    """Address → text of every page, in one spelling, with single spaces."""
    found = {}
    for answer in load(name).answers.values():
        if answer.body and "html" in answer.content_type:
            tree = lxml.html.fromstring(_letters(answer))
            found[answer.url] = _plain(" ".join(tree.itertext()))
    return found


def _markup(name: str) -> str:
    """All that the portal sends, with the letters written out that scripts and data have as numbers."""
    bodies = " ".join(_letters(answer) for answer in load(name).answers.values() if answer.body)
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), bodies)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def test_every_family_is_there():
    assert set(SERVICE_PORTALS) == set(build.MODULES)
    assert set(HELD_OUT) == set(build.HELD_OUT)
    families = {
        yaml.safe_load((folder_of(name) / "portal.yaml").read_text("utf-8"))["family"]
        for name in SERVICE_PORTALS
    }
    assert len(families) >= 6
    assert sum(len(load(name).key) for name in SERVICE_PORTALS) >= 400


@pytest.mark.parametrize("name", PORTALS)
def test_a_portal_is_packed_as_it_is_built(name, tmp_path: Path):
    pack(portal_of(name), tmp_path)
    for file in ("pages.tar.xz", "pages.jsonl", "key.jsonl", "portal.yaml"):
        assert (tmp_path / file).read_bytes() == (folder_of(name) / file).read_bytes(), file
    assert (folder_of(name) / "pages.tar.xz").stat().st_size <= SIZE


@pytest.mark.parametrize("name", PORTALS)
def test_each_address_of_the_key_has_the_answer_it_should(name):
    portal = load(name)
    for line in portal.key:
        for url in (line["url"], line["english_url"]):
            if url:
                assert portal.answer(url).status == 200, url
                assert portal.answer(url).body, url
        if line["dead_end"]:
            assert portal.answer(line["dead_end"]).status >= 400
        assert (line["checked"] is None) == (not line["url"] and not line["english_url"])
        if line["login_wall"]:
            assert line["checked"] is None


@pytest.mark.parametrize("name", PORTALS)
def test_services_of_the_key_are_told_apart(name):
    key = load(name).key
    for field in ("code", "url", "english_url"):
        values = Counter(line[field] for line in key if line[field])
        assert [value for value, times in values.items() if times > 1] == [], field
    nameless = Counter(_plain(line["name"] or line["name_en"]) for line in key if not line["code"])
    assert max(nameless.values(), default=1) == 1
    assert all(line["name"] or line["name_en"] for line in key)


@pytest.mark.parametrize("name", PORTALS)
def test_the_key_keeps_to_the_words_of_the_model(name):
    points = [point.value for point in ProcedureField]
    for line in load(name).key:
        Published(line["published"])
        assert line["checked"] in {None, 0, 1, 2, 3, 4}
        assert not set(line["missing"]) & set(line["english"]["fields"])
        told = len(points) - len(line["missing"])
        if line["checked"] is not None:
            assert told <= HARDLY_TOLD if line["checked"] == 0 else told >= DESCRIBED
        for listed in (line["missing"], line["english"]["fields"]):
            assert listed == [point for point in points if point in listed]
        assert line["english"]["name"] == bool(line["name_en"])


@pytest.mark.parametrize("name", PORTALS)
def test_pages_show_what_the_key_says(name):
    texts = _texts(name)
    everything = " ".join(texts.values())
    bodies = _markup(name)
    mark = yaml.safe_load((folder_of(name) / "portal.yaml").read_text("utf-8"))["mark"]
    assert mark in bodies
    for line in load(name).key:
        for shown in (line["name"], line["name_en"]):
            assert _plain(shown) in everything or shown in bodies, shown
        if line["code"]:
            assert line["code"] in bodies, line["code"]
        if line["url"]:
            assert _plain(line["name"]) in texts[load(name).answer(line["url"]).url], line["url"]
        if line["english_url"] and line["english"]["name"]:
            assert _plain(line["name_en"]) in texts[load(name).answer(line["english_url"]).url], line[
                "english_url"
            ]


@pytest.mark.parametrize("name", PORTALS)
def test_answers_are_unique(name):
    lines = [json.loads(line) for line in (folder_of(name) / "pages.jsonl").read_text("utf-8").splitlines()]
    assert max(Counter(line["url"] for line in lines).values()) == 1
    assert {line["status"] for line in lines} >= {200, 404}


ALL = frozenset(ProcedureField)


@pytest.mark.parametrize(
    ("shown", "level"),
    [
        (None, None),
        (Shown(frozenset({ProcedureField.NAME})), 0),
        (Shown(ALL), 1),
        (Shown(ALL, way=Way.DEAD), 1),
        (Shown(ALL, form=True, way=Way.BARE), 2),
        (Shown(ALL, form=True, way=Way.LOOP, fee=Fee.FREE, returned=Returned.POST), 2),
        (Shown(ALL, way=Way.OFFICIAL), 3),
        (Shown(ALL, way=Way.FORM, fee=Fee.COUNTER, returned=Returned.ONLINE), 3),
        (Shown(ALL, way=Way.LOGIN, fee=Fee.FREE, returned=Returned.COUNTER), 3),
        (Shown(ALL, way=Way.LOGIN, fee=Fee.ONLINE, returned=Returned.POST), 4),
    ],
)
def test_the_checked_level_follows_the_table_of_the_document(shown, level):
    assert checked_level(shown) == level


def test_what_two_people_could_dispute_is_no_key():
    six = frozenset(list(ProcedureField)[:6])
    with pytest.raises(ValueError, match="not a clear case"):
        checked_level(Shown(six))
    with pytest.raises(ValueError, match="not a clear case"):
        checked_level(Shown(frozenset({ProcedureField.NAME}), way=Way.LOGIN))
