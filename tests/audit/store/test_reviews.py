import sqlite3
from dataclasses import replace

import pytest

from audit.results import Review, Verdict
from audit.store.db import Store
from audit.store.history import Kept
from crawler.errors import StoreError

FIRST = Review(
    "OSI2024-EP-001", "moa", Verdict.MET, Verdict.PARTLY, "Trần Thị Bình", "2026-05-04", "công văn 12/VP"
)
LATER = replace(FIRST, english=Verdict.NOT_MET, reviewed_on="2026-06-01")
THEN = "2026-06-02T00:00:00Z"


@pytest.fixture
def reviews(tmp_path):
    with Store(tmp_path / "audit.db") as store:
        yield store.reviews


def test_bringing_in_the_same_answers_twice_changes_nothing(reviews):
    other = replace(FIRST, agency_id="mob")

    assert reviews.add([FIRST, other], THEN) == [Kept.NEW, Kept.NEW]
    assert reviews.add([FIRST, other], THEN) == [Kept.SAME, Kept.SAME]
    assert reviews.all() == [FIRST, other]


def test_a_newer_answer_stands_and_the_older_is_kept(reviews):
    reviews.add([FIRST], THEN)

    assert reviews.add([LATER], THEN) == [Kept.CHANGED]
    assert reviews.standing() == [LATER]
    assert reviews.history("moa", FIRST.criterion_id) == [FIRST, LATER]


def test_an_older_answer_that_comes_later_does_not_stand(reviews):
    reviews.add([LATER], THEN)

    assert reviews.add([FIRST], THEN) == [Kept.OLDER]
    assert reviews.add([FIRST], THEN) == [Kept.SAME]
    assert reviews.standing() == [LATER]


def test_of_two_answers_of_a_day_the_last_stands(reviews):
    corrected = replace(FIRST, note="đã xem lại")
    for answer in (FIRST, corrected):
        reviews.add([answer], THEN)

    assert reviews.standing() == [corrected]
    assert reviews.add([FIRST], THEN) == [Kept.CHANGED]
    assert reviews.standing() == [FIRST]


def test_answers_are_chosen_by_agency(reviews):
    other = replace(FIRST, agency_id="mob")
    reviews.add([FIRST, other], THEN)

    assert reviews.standing(["mob"]) == [other]
    assert reviews.standing(["moc"]) == []


def test_a_fault_half_way_keeps_nothing(tmp_path):
    path = tmp_path / "audit.db"
    with Store(path) as store:
        broken = replace(FIRST, agency_id="mob", reviewer=None)
        with pytest.raises(StoreError, match="reviewer"):
            store.reviews.add([FIRST, broken], THEN)
    connection = sqlite3.connect(path)
    assert connection.execute("select count(*) from reviews").fetchone() == (0,)
    connection.close()
