import sqlite3
from dataclasses import replace

import pytest

from audit.facts.services.model import Published
from audit.services.required.model import MatchDecision, RequiredService
from audit.store.db import Store
from audit.store.history import Kept
from crawler.errors import StoreError

THEN, LATER = "2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z"
A = RequiredService("1/QĐ", "moa", "Cấp giấy phép", Published.LEVEL_4, 2018, code="1.930113", note="ưu tiên")
B = replace(A, name="Đăng ký khai sinh", code="", level=Published.WHOLE)
OTHER = replace(A, decision="2/QĐ", agency_id="kind:province", sector="health")
SAID = MatchDecision(
    "1/QĐ", "moa", "cấp giấy phép", "1.930113", "cấp phép", "Bình", "2026-05-04", "đã gọi hỏi"
)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "audit.db") as opened:
        yield opened


def add(store, *services, at=THEN, file="a.csv"):
    return store.required.add(services, at, file=file, sha256="ab12")


def test_without_an_import_there_is_no_list(store):
    assert store.required.standing() == []
    assert store.required.services() == []


def test_a_file_of_two_decisions_is_two_lists(store):
    kept = add(store, B, OTHER, A)

    assert [(k.decision, k.number, k.rows, k.file, k.sha256) for k in kept] == [
        ("1/QĐ", 1, 2, "a.csv", "ab12"),
        ("2/QĐ", 1, 1, "a.csv", "ab12"),
    ]
    assert store.required.services() == [B, A, OTHER]
    assert store.required.services(["2/QĐ"]) == [OTHER]


def test_a_list_replaces_that_of_the_same_decision_and_the_history_stays(store):
    add(store, A, B, OTHER)
    add(store, replace(A, year=2019), at=LATER, file="b.csv")

    assert store.required.services() == [replace(A, year=2019), OTHER]
    assert [(i.decision, i.number, i.rows, i.imported_at, i.file) for i in store.required.history()] == [
        ("1/QĐ", 1, 2, THEN, "a.csv"),
        ("2/QĐ", 1, 1, THEN, "a.csv"),
        ("1/QĐ", 2, 1, LATER, "b.csv"),
    ]


def test_the_same_list_again_leaves_no_trace(store):
    add(store, A, B)

    assert add(store, A, B, at=LATER) == []
    assert len(store.required.history()) == 1


def test_a_list_can_be_withdrawn_and_come_back(store):
    add(store, A, OTHER)

    assert store.required.withdraw("1/QĐ", LATER).rows == 0
    assert store.required.services() == [OTHER]
    assert store.required.withdraw("1/QĐ", LATER) is None
    assert store.required.withdraw("9/QĐ", LATER) is None

    add(store, A, at=LATER)

    assert [i.number for i in store.required.history() if i.decision == "1/QĐ"] == [1, 2, 3]
    assert store.required.services(["1/QĐ"]) == [A]


def test_a_fault_half_way_keeps_nothing(store):
    with pytest.raises(StoreError, match="decision"):
        add(store, A, replace(B, decision=None))
    assert store.required.history() == []


def test_the_rows_of_every_import_stay(store):
    add(store, A, B)
    add(store, A, at=LATER)
    connection = sqlite3.connect(store.path)
    assert connection.execute("select number, count(*) from required_services group by 1").fetchall() == [
        (1, 2),
        (2, 1),
    ]
    connection.close()


def test_a_later_word_stands_and_the_earlier_is_kept(store):
    none = replace(SAID, code="", service_name="", decided_on="2026-06-01")

    assert store.matches.add([SAID], THEN) == [Kept.NEW]
    assert store.matches.add([SAID], THEN) == [Kept.SAME]
    assert store.matches.add([none], THEN) == [Kept.CHANGED]
    assert store.matches.add([SAID], THEN) == [Kept.SAME]
    assert store.matches.add([replace(SAID, decided_on="2026-01-01")], THEN) == [Kept.OLDER]
    assert store.matches.standing() == [none]
    assert [d.decided_on for d in store.matches.all()] == ["2026-01-01", "2026-05-04", "2026-06-01"]


def test_words_are_kept_by_list_agency_and_name(store):
    others = [replace(SAID, decision="2/QĐ"), replace(SAID, agency_id="mob"), replace(SAID, name="khác")]

    assert store.matches.add([SAID, *others], THEN) == [Kept.NEW] * 4
    assert store.matches.standing(["mob"]) == [others[1]]
    assert len(store.matches.standing()) == 4


def test_a_fault_in_a_word_keeps_none(store):
    with pytest.raises(StoreError, match="reviewer"):
        store.matches.add([SAID, replace(SAID, agency_id="mob", reviewer=None)], THEN)
    assert store.matches.all() == []
