"""Random histories of a finding in a real audit.db, beside a plain model: runs in any order, judged again, unreadable, provisional and
trusted late; re-checks; and all that persons say through the table of answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from audit.conclude import confirm, note_run
from audit.datadir import DataDir
from audit.findings import finding_id
from audit.life.model import Event, EventKind, Look, Standing
from audit.life.standing import replay
from audit.life.table import Known, check_answers
from audit.lives import with_states
from audit.place import Place
from audit.recheck import Recheck, Shown
from audit.results import AgencyResult, Coverage, Finding, Message
from audit.review.sheet import Line
from audit.store.db import Run, Store
from crawler.errors import ReviewError
from tests.audit.builders import evidence, judgement, result

AGENCY = "moa"
ID = finding_id(AGENCY, "T-1")
DAYS = ("2026-03-01", "2026-03-02", "2026-06-30", "2026-07-01", "2027-01-01")
TODAY = date(2026, 3, 1)
PLACE = Place(DataDir(Path("nowhere")), Path("nowhere"), Path("nowhere"))
SHOWS = {
    "not_met": Look.FAILING,
    "met": Look.PASSING,
    "not_applicable": Look.GONE,
    "could_not_tell": Look.UNSEEN,
}
verdicts = st.sampled_from(["not_met", "not_met", "met", "not_applicable", "could_not_tell"])
readables = st.sampled_from([True, True, True, False])
untils = st.sampled_from(["", "2026-03-01", "2026-06-30"])
persons = st.sampled_from(["Bình", "An"])


@dataclass
class Seen:
    """What one run or re-check saw, by what it said last."""

    look: Look
    is_run: bool
    readable: bool = True
    first: bool = False


@dataclass
class Model:
    """The life of a finding as a person would keep it on paper."""

    looks: dict[str, Seen] = field(default_factory=dict)
    """By id; ids tell what came later."""
    words: list[tuple[str, ...]] = field(default_factory=list)
    """What persons said, each word once: what it is, the last day it holds, and the rest."""

    def note(self, id_: str, look: Look, *, readable: bool) -> None:
        """A run is believed. What no earlier run could read is new at once; that stays so, as it was told."""
        known = self.looks.get(id_)
        if known is not None and known.look is look:
            return
        first = not any(seen.is_run and seen.readable for other, seen in self.looks.items() if other < id_)
        self.looks[id_] = Seen(look, True, readable, first)

    def say(self, *word: str) -> None:
        if word not in self.words:
            self.words.append(word)

    @property
    def condition(self) -> str:
        state, was_told = "", False
        for id_ in sorted(self.looks):
            state = self._after(state, self.looks[id_], was_told=was_told)
            was_told = was_told or state in {"new", "open", "regressed"}
        return state

    def _after(self, state: str, seen: Seen, *, was_told: bool) -> str:
        if seen.look is Look.UNSEEN:
            return state
        if seen.look is Look.FAILING:
            if state in {"new", "open", "regressed"}:
                return "open" if seen.is_run else state
            if state == "suspected":
                return "regressed" if was_told else "new"
            return "new" if seen.first and not state else "suspected"
        if state in {"", "cleared"}:
            return state
        if not was_told:
            return "cleared"
        return "fixed" if seen.look is Look.PASSING or state == "fixed" else "gone"

    def state_on(self, day: str) -> str:
        state = self.condition
        if state not in {"new", "open", "regressed"}:
            return state
        waived, disputed = "", False
        for word, until, *_ in self.words:
            if word == "dispute":
                disputed = True
            elif word == "reject":
                disputed = False
            elif word == "end":
                waived = ""
            else:  # waive, accept
                waived, disputed = until or "9999-12-31", disputed and word != "accept"
        if waived >= day:
            return "waived"
        return "disputed" if disputed else state


class Life(RuleBasedStateMachine):
    """One finding of one agency."""

    waiting = Bundle("waiting")
    """Runs that were begun and have not come to their end."""
    held = Bundle("held")
    """Runs that are provisional."""
    done = Bundle("done")

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(Path(":memory:"))
        self.model = Model()
        self.moments = 0
        self.table: list[Line] = []
        self.before: list[Event] = []

    def teardown(self) -> None:
        self.store.close()

    # ---------- what happens ----------

    @initialize(target=waiting)
    def begin_first(self) -> str:
        return self._begun()

    @rule(target=waiting)
    def begin(self) -> str:
        return self._begun()

    @rule(target=done, verdict=verdicts)
    def audit(self, verdict: str) -> str:
        return self.end(self._begun(), verdict, readable=True)

    @rule(target=done, run_id=consumes(waiting), verdict=verdicts, readable=readables)
    def end(self, run_id: str, verdict: str, *, readable: bool) -> str:
        """In whatever order: a run that was broken off is gone on with after later ones."""
        self._judge(run_id, verdict, readable=readable)
        self._believe(run_id)
        self.store.set_state(run_id, "done")
        return run_id

    @rule(target=held, run_id=consumes(waiting), verdict=verdicts, readable=readables)
    def end_in_doubt(self, run_id: str, verdict: str, *, readable: bool) -> str:
        self._judge(run_id, verdict, readable=readable)
        self.store.set_state(run_id, "provisional")
        return run_id

    @rule(target=held, run_id=consumes(held), verdict=verdicts)
    def judge_what_is_held_again(self, run_id: str, verdict: str) -> str:
        self._judge(run_id, verdict, readable=self._result(run_id).coverage.readable)
        return run_id

    @rule(target=done, run_id=consumes(held))
    def trust(self, run_id: str) -> str:
        confirm(self.store.run(run_id), PLACE, self.store, "it is right")
        self._note_in_model(run_id)
        return run_id

    @rule(run_id=done, verdict=verdicts)
    def judge_again(self, run_id: str, verdict: str) -> None:
        self._judge(run_id, verdict, readable=self._result(run_id).coverage.readable)
        self.store.set_state(run_id, "auditing")
        self._believe(run_id)
        self._believe(run_id)  # as one does that was killed when it had been written down
        self.store.set_state(run_id, "done")

    @rule(look=st.sampled_from(Look))
    def look_again(self, look: Look) -> None:
        if not self._is_known():
            return
        id_ = self._moment()
        nothing = Shown(None, None, None, None)
        found = Recheck(id_, ID, AGENCY, self.store.run().id, look, nothing, nothing)
        self.store.rechecks.add_all([(found, Event(EventKind.RECHECK, id_, id_, look))])
        self.model.looks[id_] = Seen(look, is_run=False)

    @rule(by=persons)
    def dispute(self, by: str) -> None:
        cells = {"answer": "dispute", "text": "Đã có", "answered_by": by, "answered_on": "2026-02-01"}
        self._answer(cells, "dispute", "", by)

    @rule(word=st.sampled_from(["accept", "waive", "reject", "end"]), until=untils, by=persons)
    def decide(self, word: str, until: str, by: str) -> None:
        cells = {"decision": word, "reason": "Sáp nhập", "decided_by": by, "decided_on": "2026-02-02"}
        until = until if word in {"accept", "waive"} else ""
        self._answer({**cells, "until": until}, word, until, by)

    # ---------- what must be so ----------

    @invariant()
    def is_as_on_paper(self) -> None:
        standing = self._standing()
        for day in DAYS:
            assert (standing.state_on(day) or "") == self.model.state_on(day)

    @invariant()
    def nothing_that_happened_is_forgotten(self) -> None:
        events = self.store.lives.events(ID)
        assert events[: len(self.before)] == self.before
        self.before = events
        assert self._standing() == replay(events)

    @invariant()
    def nothing_is_written_down_twice(self) -> None:
        last: dict[str, Look | None] = {}
        for event in self.store.lives.events(ID):
            if event.look is not None:
                assert last.get(event.source) is not event.look
                last[event.source] = event.look

    @invariant()
    def what_is_held_says_nothing(self) -> None:
        trusted = {run.id for run in self.store.runs() if run.state == "done"}
        told = {e.source for e in self.store.lives.events(ID) if e.kind is EventKind.RUN}
        assert told <= set(self.store.lives.runs(AGENCY)) == trusted

    @invariant()
    def reports_call_it_so(self) -> None:
        told = self.store.lives.runs(AGENCY)
        if told:
            last = self._result(max(told))
            for finding in with_states(self.store, last, DAYS[0]).findings:
                assert finding.state == self.model.state_on(DAYS[0])

    # ---------- how ----------

    def _moment(self) -> str:
        self.moments += 1
        return f"2026{self.moments // 28 + 1:02d}{self.moments % 28 + 1:02d}T000000Z"

    def _begun(self) -> str:
        run_id = self._moment()
        self.store.save_run(Run(run_id, "crawling", run_id, DAYS[0], (AGENCY,), ("osi-2024",)))
        return run_id

    def _judge(self, run_id: str, verdict: str, *, readable: bool) -> None:
        if not readable:
            verdict = "could_not_tell"
        gap = Finding(ID, "criterion", "T-1", Message("finding_not_met", {"criterion": "T-1"}))
        proofs = (evidence(),) if verdict == "met" else ()
        more = {} if readable else {"coverage": Coverage(found=1, failed=1, readable=False)}
        judged = result(
            run_id=run_id,
            agency_id=AGENCY,
            judgements=(judgement("T-1", verdict, proofs=proofs),),
            findings=(gap,) if verdict == "not_met" else (),
            **more,
        )
        self.store.save_result(judged, run_id)

    def _result(self, run_id: str) -> AgencyResult:
        (found,) = self.store.results(run_id, [AGENCY])
        return found

    def _believe(self, run_id: str) -> None:
        note_run(self.store.run(run_id), PLACE, self.store)
        self._note_in_model(run_id)

    def _note_in_model(self, run_id: str) -> None:
        found = self._result(run_id)
        look = SHOWS[found.judgements[0].verdict]
        self.model.note(run_id, look, readable=found.coverage.readable)

    def _is_known(self) -> bool:
        return bool(self.store.lives.of(AGENCY))

    def _standing(self) -> Standing:
        return next((life.standing for life in self.store.lives.of(AGENCY)), Standing())

    def _answer(self, cells: dict[str, str], *word: str) -> None:
        if not self._is_known():
            return
        self.table = [Line(2, {"finding_id": ID, "agency_id": AGENCY, **cells})]
        was_disputed = any(said[0] == "dispute" for said in self.model.words)
        if word[0] in {"accept", "reject"} and not was_disputed:
            before = self._standing()
            try:
                self._take_in()
            except ReviewError:
                assert self._standing() == before
                self.table = []
                return
            raise AssertionError("a decision on no dispute was taken in")
        is_new = word not in self.model.words
        assert self._take_in() == is_new
        assert self._take_in() == 0  # a table that is brought in twice changes nothing
        self.model.say(*word)

    def _take_in(self) -> int:
        standings = {ID: (AGENCY, self._standing())}
        known = Known(standings, lambda _agency, _url: True, TODAY)
        return self.store.lives.add_all(check_answers("answers.csv", self.table, known))


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
