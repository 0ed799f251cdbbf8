"""Where one comes to first."""

from __future__ import annotations

import re

from audit.results import Interval
from reports.portal.standing import AgencyRow, by_need


def row(id_: str, *, run_id: str = "20260701T000000Z", readable: bool = True, waiting: int = 0) -> AgencyRow:
    score = Interval(40, 50) if run_id and readable else None
    return AgencyRow(id_, id_, id_, "ministry", run_id, score, score, bool(score), waiting)


def test_those_stand_first_that_need_a_look():
    rows = [
        row("never", run_id=""),
        row("little", waiting=1),
        row("none"),
        row("much", waiting=9),
        row("shut", readable=False),
        row("much too", waiting=9),
        row("shut too", readable=False, waiting=3),
    ]

    assert [one.id for one in by_need(rows)] == [
        "shut too",
        "shut",
        "much",
        "much too",
        "little",
        "none",
        "never",
    ]
    assert by_need([]) == []


def test_the_list_is_in_that_order(shared, monkeypatch):
    waiting = {"bo": 1, "cuc": 0, "tinh": 7}
    monkeypatch.setattr(type(shared.books), "waiting", lambda _: waiting)
    operator = shared.visitor("operator")

    assert re.findall(r'<th scope="row"><a href="/agencies/(\w+)"', operator.get("/").text) == [
        "tinh",
        "bo",
        "cuc",
    ]


def test_who_sees_one_agency_comes_to_it(shared):
    answer = shared.visitor("stranger").get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/agencies/tinh")
