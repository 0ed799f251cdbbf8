"""What is asked of every agency, or by the hour, is told from indexes: no statement opens all results or findings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audit.life.model import Condition
from audit.store.db import Store

QUESTIONS: dict[str, Callable[[Store], object]] = {
    "last runs": lambda store: store.ages.last_runs(),
    "conditions": lambda store: store.ages.conditions(),
    "judged": lambda store: store.ages.judged(),
    "runs of an agency": lambda store: store.runs_of("moa"),
    "newest run of an agency": lambda store: store.newest("moa"),
    "agencies": lambda store: store.lives.agencies(),
    "findings of an agency": lambda store: store.lives.of("moa"),
    "findings of a condition": lambda store: store.lives.of("moa", {Condition.OPEN}),
    "standings": lambda store: store.lives.standings("moa"),
    "histories": lambda store: store.lives.histories("moa"),
    "told in a run": lambda store: store.lives.told_in("moa", "20260101T000000Z"),
    "scores of all runs": lambda store: store.standings.scores(),
    "what waits for a decision": lambda store: store.undecided.all("2026-01-01", ()),
    "results of an agency": lambda store: store.standings.looks("moa", ["done"]),
    "registry of the newest run": lambda store: store.standings.newest_registry(),
    "courses of findings": lambda store: store.ledger.courses("moa"),
    "points of findings": lambda store: store.ledger.gains("moa"),
    "findings with an event": lambda store: store.ledger.named([("f", 0), ("g", 1)]),
    "a result without findings": lambda store: store.ledger.judged("20260101T000000Z", "moa"),
    "looked runs": lambda store: store.lives.runs("moa"),
}
LARGE = ("finding_lives", "finding_events", "results")
FROM_INDEXES = ("USING INDEX", "USING COVERING INDEX")


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_statement_goes_through_a_large_table(tmp_path, question):
    with Store(tmp_path / "audit.db") as store:
        asked: list[str] = []
        store._db.conn.set_trace_callback(asked.append)
        QUESTIONS[question](store)
        store._db.conn.set_trace_callback(None)
        plans = [
            row[3]
            for statement in asked
            if statement.lstrip().lower().startswith(("select", "with", "--"))
            for row in store._db.execute(f"explain query plan {statement}")
        ]
    assert plans
    whole = [plan for plan in plans if plan.startswith("SCAN") and not any(i in plan for i in FROM_INDEXES)]
    assert not [plan for plan in whole if plan.split()[1] in LARGE]
    assert not [plan for plan in plans if plan.startswith("SCAN results") and "COVERING" not in plan]
