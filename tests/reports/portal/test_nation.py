"""The nation at a glance: what waits, medians, and what was said last."""

import pytest

from audit.life.model import Event, EventKind
from audit.store.ledger import Said
from audit.store.standings import RunScore
from audit.store.undecided import unanswered
from reports.portal.nation import nation_of


def word(number: int, kind: EventKind, by: str = "Bình", finding: str = "f1") -> Said:
    return Said(number, "bo", finding, Event(kind, "2026-11-22", by=by))


ASKED, DISPUTED, SAID = EventKind.WAIVER_ASKED, EventKind.DISPUTED, EventKind.COMMENTED


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ([word(1, DISPUTED)], [1]),
        ([word(1, DISPUTED), word(2, EventKind.DISPUTE_REJECTED)], []),
        ([word(1, DISPUTED), word(2, EventKind.DISPUTE_REJECTED), word(3, DISPUTED)], [3]),
        ([word(1, DISPUTED), word(2, DISPUTED)], [1]),  # asked twice waits since the first time
        ([word(1, ASKED), word(2, EventKind.WAIVED)], []),
        ([word(1, ASKED), word(2, SAID)], [1]),  # of the agency: no answer
        ([word(1, ASKED), word(2, SAID, "Người điều hành")], []),
        ([word(1, DISPUTED), word(2, SAID, "Người điều hành")], [1]),  # that is decided, not talked about
        ([word(2, DISPUTED, finding="f2"), word(5, ASKED), word(7, DISPUTED)], [2, 5, 7]),
    ],
)
def test_what_was_answered_waits_no_more(words, left):
    assert [one.number for one in unanswered(words, {"Người điều hành"})] == left


def test_medians_are_of_the_newest_result_and_of_those_that_could_be_read():
    scores = [
        RunScore("r1", "2026-01-01", "a", 10, 20, readable=True),
        RunScore("r1", "2026-01-01", "b", 30, 40, readable=True),
        RunScore("r1", "2026-01-01", "c", 50, 60, readable=True),
        RunScore("r2", "2026-02-01", "a", 90, 95, readable=True),
        RunScore("r2", "2026-02-01", "c", 0, 0, readable=False),
    ]
    nation = nation_of(scores, {}, lambda _words: ())

    assert (nation.whole.agencies, nation.whole.readable) == (3, 2)
    assert (nation.whole.english, nation.whole.local) == (60, 67.5)  # of a in r2 and b in r1
    assert [(run.name, run.agencies, run.english) for run in nation.runs] == [("r2", 2, 90), ("r1", 3, 30)]
    assert [score.agency_id for score in nation.unreadable] == ["c"]
    assert nation.newest == "r2"


def test_an_operator_finds_what_waits_until_it_is_decided(portal):
    operator, webmaster = portal.visitor("operator"), portal.visitor("webmaster")
    assert "Nothing waits." in operator.get("/nation").text
    finding = portal.finding()
    webmaster.post(f"/findings/{finding}/disputed", text="<b>đã có</b> rồi")
    page = operator.get("/nation").text

    assert "1 objection or request, the oldest first." in page
    assert "&lt;b&gt;đã có&lt;/b&gt; rồi" in page
    assert f"/findings/{finding}" in page

    operator.post(f"/findings/{finding}/dispute_rejected", text="chưa thấy")
    page = operator.get("/nation").text
    assert "Nothing waits." in page
    assert "chưa thấy" in page  # it is among what was said last


def test_what_was_let_be_does_not_wait(portal):
    finding = portal.finding()
    portal.visitor("webmaster").post(f"/findings/{finding}/disputed", text="sai")
    portal.visitor("operator").post(f"/findings/{finding}/waived", text="để sau")

    assert portal.books.store.undecided.all(portal.books.today(), ()) == []


def test_the_store_counts_what_results_say(shared):
    """The same as the results themselves, though none is opened for it."""
    store = shared.books.store
    run_id = store.run().id
    told = {
        (r.agency_id, r.score.english.low, r.score.local.low, r.coverage.readable)
        for r in store.results(run_id)
    }

    assert {(s.agency_id, s.english, s.local, s.readable) for s in store.standings.scores()} == told


def test_it_leads_to_the_reports_of_the_run_and_its_matrix(shared):
    operator = shared.visitor("operator")
    run_id = shared.books.store.run().id
    page = operator.get("/nation").text

    assert f"/runs/{run_id}/files/en/index.html#matrix" in page
    assert 'id="matrix"' in operator.get(f"/runs/{run_id}/files/en/index.html").text


def test_a_provisional_run_is_named(portal):
    store = portal.books.store
    store.set_state(store.run().id, "provisional")
    page = portal.visitor("reviewer").get("/nation").text

    assert "provisional, until somebody confirms it" in page
    assert "No agency could be read yet." in page  # nothing of it counts before
