"""Re-checks, imports, confirmations and schedulers that are killed at any moment, or begin in the same instant: nothing lost, nothing
doubled, state consistent."""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from audit.__main__ import run
from audit.findings import finding_id
from audit.store.db import Store
from tests.audit.cli.office import LIST, furnished
from tests.audit.contents import contents, tables
from tests.mockgov import MockGov, agency
from tests.mockgov.dying import die_at, in_one_instant, moments_of
from tests.mockgov.killing import KillableRun

SEED = 8
KILLS = 8
"""Beside those around the end of a transaction."""
VIEWPORT, CONTACT = finding_id("bo", "T-viewport"), finding_id("bo", "T-contact")
META = '<meta name="viewport" content="width=device-width, initial-scale=1">'
RUN_LOG = frozenset({"run_events"})
"""Which tells of everything that was begun."""
TODAY = datetime.now(UTC).strftime("%Y-%m-%d")


class Folder:
    """A data folder, and a copy of how it was before."""

    def __init__(self, data: Path, log: Path) -> None:
        self.data = data
        self.log = log
        self._before = data.with_name(f"{data.name}-before")
        shutil.copytree(data, self._before)

    def as_before(self) -> None:
        shutil.rmtree(self.data)
        shutil.copytree(self._before, self.data)


def harry(folder: Folder, arguments: Sequence[str]) -> None:
    """Kill a command at ten moments: it is done, or as if it had not been begun, and then is done when it is called again.

    Args:
        folder: Where, as it is before.
        arguments: Of the command.
    """
    before = tables(folder.data)
    labels = moments_of(arguments, folder.data, folder.log)
    after = contents(folder.data)
    assert tables(folder.data) != before
    done = len(labels) - labels[::-1].index("sql commit")
    for moment in chosen_of(len(labels), done):
        folder.as_before()
        die_at(arguments, folder.data, moment)
        told = (SEED, moment, labels[:moment])
        if moment >= done:
            assert contents(folder.data) == after, told
            continue
        assert tables(folder.data) == before, told
        assert run(list(arguments)) in {0, 7}
        assert contents(folder.data) == after, told


def chosen_of(count: int, *more: int) -> list[int]:
    """Moments by chance, one of each tenth of them so that no part is left out; and others."""
    chance = random.Random(SEED)
    bounds = [count * part // KILLS for part in range(KILLS + 1)]
    found = {chance.randrange(low, high) for low, high in pairwise(bounds) if low < high}
    return sorted(found | {number for one in more for number in (one - 1, one) if number < count})


@pytest.fixture
def portal(place):
    """The portal, whose pages a test may change."""
    before = place.gov.pages
    place.registry(agency("bo", place.gov.url()))
    yield place
    place.gov.pages = before


@pytest.fixture
def folder(portal, tmp_path) -> Folder:
    return Folder(portal.data, tmp_path / "moments")


def mend(place) -> None:
    place.gov.pages = {
        path: body.replace("<head>", f"<head>{META}") for path, body in place.gov.pages.items()
    }


def filled_in(path: Path, cells: dict[str, dict[str, str]]) -> str:
    """Fill in the rows of a table that was exported which have a certain cell."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        for key in cells.keys() & set(row.values()):
            row.update(cells[key])
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def answers_of(place) -> list[str]:
    """A table of one dispute and one waiver, to be taken in."""
    path = place.folder / "answers.csv"
    assert place("answers", "export", str(path)) == 0
    dispute = {"answer": "dispute", "text": "Trang đã có", "answered_by": "Văn phòng", "answered_on": TODAY}
    waiver = {"decision": "waive", "reason": "Sáp nhập", "decided_by": "Lê Văn An", "decided_on": TODAY}
    cells = {VIEWPORT: dispute, CONTACT: waiver}
    return ["answers", "import", filled_in(path, cells), *place.options]


def reviews_of(place, *more: str) -> list[str]:
    """A table of one answer, to be taken in."""
    path = place.folder / "reviews.csv"
    assert place("review", "export", str(path), "--all") == 0
    answer = {"english": "met", "vietnamese": "not_met", "reviewer": "Bình", "date": TODAY, "proof": "12/VP"}
    return ["review", "import", filled_in(path, {"T-mail": answer}), *more, *place.options]


def test_a_recheck_is_written_down_whole_or_not_at_all(portal, folder):
    mend(portal)
    arguments = ["recheck", "--agency", "bo", "--open", *portal.options]
    harry(folder, arguments)
    assert run(arguments) == 7
    rows = tables(portal.data)
    goal = len(portal.gov.hits) + random.Random(SEED).randint(1, 4)
    assert KillableRun(*arguments).kill_when(lambda: len(portal.gov.hits) >= goal) >= 2  # with its crawl
    assert tables(portal.data) == rows
    assert run(arguments) == 7
    with Store(portal.data / "audit.db") as store:
        assert {path.name for path in (portal.data / "rechecks").iterdir()} == store.rechecks.ids()


def test_answers_are_taken_in_whole_or_not_at_all(portal, folder):
    harry(folder, answers_of(portal))


def test_reviews_are_taken_in_whole_or_not_at_all(portal, folder):
    harry(folder, reviews_of(portal))


def test_a_list_of_services_is_taken_in_whole_or_not_at_all(tmp_path):
    office = furnished(tmp_path)
    folder = Folder(tmp_path / "var", tmp_path / "moments")
    where = ["--data", str(folder.data), "--sites", str(tmp_path / "sites.yaml")]
    harry(folder, ["services", "import", office.file(*LIST), *where])


def test_what_is_killed_while_it_judges_again_ends_as_if_it_had_not_been(portal, folder):
    arguments = reviews_of(portal, "--judge")
    labels = moments_of(arguments, folder.data, folder.log)
    after = contents(folder.data, without=RUN_LOG)
    folder.as_before()
    for moment in chosen_of(len(labels)):
        die_at(arguments, folder.data, moment)
        # What it was judged by before may be gone, but that it was audited stays known: nothing is due by it.
        with Store(portal.data / "audit.db") as store:
            assert set(store.ages.last_runs(good=True)) == {"bo"}
    assert run(arguments) == 0
    assert contents(folder.data, without=RUN_LOG) == after


@pytest.fixture
def held(portal, tmp_path):
    """With a run of two agencies that is provisional."""
    portal.edit("guard.yaml", "pages_at_least: 20", "pages_at_least: 2")
    with MockGov({"/": "<title>Sở</title><h1>Sở Thử nghiệm</h1>"}) as other:
        portal.gov.pages = {"/": "<title>Bộ</title><h1>Bộ Thử nghiệm</h1>"}
        portal.registry(agency("bo", portal.gov.url()), agency("so", other.url()))
        assert portal("run", "--on", "2018-06-30") == 0
    with Store(portal.data / "audit.db") as store:
        assert store.run().state == "provisional"
    return portal


def test_a_provisional_run_is_trusted_wholly_or_not_at_all(held, tmp_path):
    harry(Folder(held.data, tmp_path / "moments"), ["runs", "confirm", held.run_ids()[0], *held.options])


def test_a_provisional_run_is_not_trusted_because_judging_it_again_was_killed(held, tmp_path):
    arguments = ["audit", "latest", "--workers", "1", *held.options]
    said = {name: rows for name, rows in tables(held.data).items() if name.startswith(("finding_", "looked"))}
    with Store(held.data / "audit.db") as store:
        why = store.run_log.note(store.run().id)
    folder = Folder(held.data, tmp_path / "moments")
    labels = moments_of(arguments, folder.data, folder.log)
    for moment in chosen_of(len(labels))[3:]:
        die_at(arguments, folder.data, moment)
    assert run(arguments) == 0
    with Store(held.data / "audit.db") as store:
        assert (store.run().state, store.run_log.note(store.run().id)) == ("provisional", why)
    assert {name: tables(held.data)[name] for name in said} == said


@pytest.fixture
def waiting(portal):
    """With an agency that was audited long ago."""
    (portal.config / "calendar.yaml").write_text("version: 1\nschedule:\n  cadences: [{every: year}]\n")
    began = (datetime.now(UTC) - timedelta(days=800)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with closing(sqlite3.connect(portal.data / "audit.db")) as database, database:
        database.execute("update runs set created_at = ?", [began])
    return portal


def test_a_scheduler_that_is_killed_goes_on_with_its_run(waiting, tmp_path):
    arguments = ["due", "--run", *waiting.options]
    folder = Folder(waiting.data, tmp_path / "moments")
    labels = moments_of(arguments, folder.data, folder.log)
    after = contents(folder.data, without=RUN_LOG)
    folder.as_before()

    chance = random.Random(SEED)
    for _ in range(2):
        goal = len(waiting.gov.hits) + chance.randint(1, 4)
        KillableRun(*arguments).kill_when(lambda goal=goal: len(waiting.gov.hits) >= goal)
    killed = [die_at(arguments, folder.data, moment) for moment in chosen_of(len(labels))[::2]]
    assert any(killed)
    assert run(arguments) == 0
    assert contents(folder.data, without=RUN_LOG) == after
    with Store(waiting.data / "audit.db") as store:
        assert [one.state for one in store.runs()] == ["done", "done"]


def test_two_schedulers_in_one_instant_audit_once(waiting, tmp_path):
    arguments = ["due", "--run", *waiting.options]
    folder = Folder(waiting.data, tmp_path / "moments")
    for new in (True, False):
        folder.as_before()
        if new:  # not even a database is there
            shutil.rmtree(folder.data)
        codes = sorted(in_one_instant(arguments, arguments))
        # The slower of the two finds the other at work, or that it came too late.
        assert codes in ([0, 0], [0, 4])
        with Store(waiting.data / "audit.db") as store:
            assert [one.state for one in store.runs()] == ["done"] * (1 if new else 2)
            assert store.lives.runs("bo").keys() == {one.id for one in store.runs()}


def test_two_imports_in_one_instant_are_one(portal, folder):
    for arguments in (answers_of(portal), reviews_of(portal)):
        folder.as_before()
        assert run(arguments) == 0
        after = contents(folder.data)
        for _ in range(4):
            folder.as_before()
            assert in_one_instant(arguments, arguments, arguments) == [0, 0, 0]
            assert contents(folder.data) == after
