"""Parts of pages that are kept: nothing of a person is in them, and they fall when anything they show changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import reports
from audit.life.model import Event, EventKind, State
from audit.results import Message
from audit.store.db import Store
from reports.portal.parts import HERE, packed, put_in, unpacked
from tests.reports.portal.conftest import PEOPLE

PAGES = ("/agencies/bo", *(f"/agencies/bo/{name}" for name in ("criteria", "coverage", "services")))
TEMPLATES = Path(reports.__file__).parent / "templates" / "portal" / "parts"


@pytest.mark.parametrize("size", [0, 10, 100_000])
def test_a_part_comes_back_as_it_was(size):
    assert unpacked(packed("ộ".encode() * size)) == "ộ".encode() * size
    assert len(packed("ộ".encode() * 100_000)) < 10_000


def test_parts_stand_in_their_order_where_the_page_has_room_for_them():
    assert put_in(f"a\u202e{HERE}b", [packed(b"1"), packed(b"2")]) == b"a[U+202E]12b"


def test_no_part_asks_who_visits():
    """A part is rendered for one person and shown to others."""
    files = sorted(TEMPLATES.glob("*.html"))
    assert files
    for file in files:
        assert "visit" not in file.read_text("utf-8"), file.name
        assert "csrf" not in file.read_text("utf-8"), file.name


@pytest.mark.parametrize("path", PAGES)
def test_nobody_finds_anything_of_another_person(shared, path):
    """The page of one who comes second is what it is for one who comes first, whoever that was."""
    shared.books.parts.forget()
    seen = {}
    for who in ("webmaster", "reader", "operator", "reviewer"):
        visitor = shared.visitor(who)
        second = visitor.get(path).text
        shared.books.parts.forget()
        assert visitor.get(path).text == second
        seen[who] = visitor, second
    for who, (_, text) in seen.items():
        for other in set(seen) - {who}:
            assert PEOPLE[other].name not in text
            assert seen[other][0].csrf() not in text


def test_no_kept_part_holds_anything_of_a_person(shared):
    for who in ("webmaster", "reader", "operator"):
        visitor = shared.visitor(who)
        for path in PAGES:
            assert visitor.get(path).status_code == 200
    kept = [unpacked(part).decode() for part in shared.books.parts.values()]
    assert len(kept) >= len(PAGES)
    for text in kept:
        assert "csrf" not in text
        assert not [person.name for person in PEOPLE.values() if person.name in text]


def test_what_another_process_writes_is_seen_at_once(portal):
    reader, finding = portal.visitor("reader"), portal.finding()
    page = "/agencies/bo?state=all"
    before = reader.get("/agencies/bo").text
    assert finding in before
    assert reader.get("/agencies/bo").text == before
    with Store(portal.data.db) as other:
        other.lives.add(finding, Event(EventKind.WAIVED, "2026-01-01", by="somebody", text="let it be"))

    assert finding not in reader.get("/agencies/bo").text
    assert f"pt-{State.WAIVED.value}" in reader.get(page).text


def test_a_run_that_is_judged_again_may_tell_a_finding_otherwise(portal):
    """Though it looks at it as before, so that nothing new happened to it."""
    reader, store = portal.visitor("reader"), portal.books.store
    pages = ("/agencies/bo", "/agencies/bo?state=all", "/agencies/bo/feed.atom")
    before = [reader.get(page).text for page in pages]
    run = store.run()
    (result,) = store.results(run.id, ["bo"])
    (first, *rest) = result.findings
    told = (replace(first, title=Message("finding_not_met", {"criterion": "X"}), gain=77.7), *rest)
    events = store.lives.events(first.id)
    last = store.ledger.last()
    with Store(portal.data.db) as other:
        other.save_result(replace(result, findings=told), "2099-01-01T00:00:00Z")
        other.lives.look("bo", run.id, {first.id: events[-1]}, told, readable=True)
        other.set_state(run.id, "done", finished_at="2099-01-01T00:00:01Z")

    assert store.ledger.last() == last
    after = [reader.get(page).text for page in pages]
    assert all("77" in text for text in after[:2])
    assert [one == two for one, two in zip(before, after, strict=True)] == [False] * 3


def test_a_run_that_is_no_longer_told_is_gone_from_every_page(portal):
    reader = portal.visitor("reader")
    run_id = portal.books.store.run().id
    for path in PAGES:
        assert reader.get(path).status_code == 200
    with Store(portal.data.db) as other:
        other.set_state(run_id, "provisional", finished_at="2026-01-01T00:00:00Z")

    assert run_id not in reader.get("/agencies/bo").text
    assert [reader.get(path).status_code for path in PAGES[1:]] == [404] * 3
    operator = portal.visitor("operator")
    assert "notice" in operator.get("/agencies/bo").text
    assert operator.get(PAGES[1]).status_code == 200


def test_a_result_that_is_judged_again_is_another_one(portal):
    reader, store = portal.visitor("reader"), portal.books.store
    before = {path: reader.get(path).text for path in PAGES[:2]}
    (result,) = store.results(store.run().id, ["bo"])
    with Store(portal.data.db) as other:
        other.save_result(replace(result, judgements=()), "2099-01-01T00:00:00Z")
    assert reader.get(PAGES[1]).text != before[PAGES[1]]
