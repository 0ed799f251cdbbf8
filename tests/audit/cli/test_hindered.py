"""Findings, answers, re-checks, mails, schedules and confirmations that meet a full disk, a folder that may not be written, a damaged
database or a clock that jumps: one sentence, earlier results untouched, nothing half-written; and afterwards all goes well."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from audit.findings import finding_id
from audit.life.model import Condition
from audit.life.table import COLUMNS
from audit.store.db import Store
from crawler import clock
from tests.audit.contents import tables
from tests.mockgov import agency
from tests.mockgov.hindered import full_disk, hindered, ordinary_user
from tests.mockgov.mailbox import Box, mail_server

VIEWPORT = finding_id("bo", "T-viewport")
COMMANDS = ["waive", "dispute", "import", "recheck", "confirm", "notify", "due"]


@pytest.fixture
def office(place):
    """With a schedule, a contact, a run that is due, a table of answers, and a provisional run where that is asked for."""
    before = place.gov.pages
    place.registry(agency("bo", place.gov.url(), contacts=[{"email": "vp@bo.example"}]))
    (place.config / "calendar.yaml").write_text("version: 1\nschedule:\n  cadences: [{every: year}]\n")
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    waiver = {"decision": "waive", "reason": "Sáp nhập", "decided_by": "Lê Văn An", "decided_on": today}
    with (place.folder / "answers.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerow({"finding_id": VIEWPORT, "agency_id": "bo", **waiver})
    yield place
    place.gov.pages = before


@pytest.fixture
def mails(tmp_path, monkeypatch):
    box = Box()
    (tmp_path / "mail").mkdir()
    with mail_server(box, tmp_path / "mail") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield box


def edit(place, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(place.data / "audit.db")) as database, database:
        database.execute(statement, values)


def arguments_of(name: str, place) -> list[str]:
    """Make ready what a command wants, and return its arguments."""
    if name == "confirm":
        edit(place, "update runs set state = 'provisional'")
        for table in ("finding_events", "finding_lives", "looked_runs"):
            edit(place, f"delete from {table}")
    if name == "due":
        edit(place, "update runs set created_at = '2001-01-01T00:00:00Z'")
    return {
        "waive": ["findings", "waive", VIEWPORT, "--by", "An", "--reason", "Sáp nhập"],
        "dispute": ["findings", "dispute", VIEWPORT, "--by", "VP", "--text", "Trang đã có"],
        "import": ["answers", "import", str(place.folder / "answers.csv")],
        "recheck": ["recheck", VIEWPORT],
        "confirm": ["runs", "confirm", place.run_ids()[0]],
        "notify": ["notify", "--link", "https://audit.example/r"],
        "due": ["due", "--run", "--workers", "1"],
    }[name]


def untouched(place, before: dict[str, list[tuple[object, ...]]], name: str) -> None:
    """Nothing was written down; a scheduler's run may have begun, but says nothing yet of anything."""
    now = tables(place.data)
    begun = {"runs", "run_events"} if name == "due" else set()
    assert {k: rows for k, rows in now.items() if k not in begun} == {
        k: rows for k, rows in before.items() if k not in begun
    }
    for table in begun:
        assert set(before[table]) <= set(now[table])


@contextmanager
def log_that_grows(place) -> Iterator[int]:
    """Have a reader keep the database's log from being taken in, so that whatever is written makes it longer.

    Yields:
        Its bytes, which are more than any other file of the database takes to be opened.
    """
    path = place.data / "audit.db"
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from runs").fetchone()
        for _ in range(12):
            edit(place, "update _sqlite_migrations set applied_at = applied_at || ' '")
        yield (place.data / "audit.db-wal").stat().st_size


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_costs_nothing_that_was_there(office, mails, tmp_path, name):
    arguments = [*arguments_of(name, office), *office.options]
    before = tables(office.data)
    codes = []
    with log_that_grows(office) as size:
        assert size > 40 << 10
        room = (0, 3) if name in {"recheck", "due"} else (0, 1, 2, 4)
        for limit in (4 << 10, *(size + pages * 4120 for pages in room)):
            ended = hindered(arguments, full_disk(limit), tmp_path)
            codes.append(ended.code)
            assert "Traceback" not in ended.err
            assert len(mails.mails) <= (name == "notify")
            if ended.code in {0, 7}:
                break
            assert ended.code in {4, 5}, ended
            assert "see whether the disk is full" in ended.err or "cannot be" in ended.err, ended
            untouched(office, before, name)
    assert not {0, 7}.intersection(codes[:2])

    if not {0, 7}.intersection(codes):
        assert office(*arguments_of(name, office)) in {0, 7}
    assert tables(office.data) != before
    assert len(mails.mails) == (name == "notify")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_that_may_not_be_written_is_named(office, mails, tmp_path, name):
    arguments = [*arguments_of(name, office), *office.options]
    before = {p: p.read_bytes() for p in office.data.rglob("*") if p.is_file()}
    folders = [office.data, *(p for p in office.data.rglob("*") if p.is_dir())]
    for path in (*before, *folders):
        path.chmod(0o555)
    try:
        ended = hindered(arguments, ordinary_user, tmp_path)
    finally:
        for path in (*folders, *before):
            path.chmod(0o755)

    assert ended.code == 4, ended
    assert "Traceback" not in ended.err
    assert str(office.data) in ended.err
    assert {p: p.read_bytes() for p in office.data.rglob("*") if p.is_file()} == before
    assert mails.mails == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_damaged_database_is_one_sentence(office, mails, name, capsys):
    arguments = arguments_of(name, office)
    path = office.data / "audit.db"
    whole = path.read_bytes()
    path.write_bytes(b"\xff" * 4096 + whole[4096:])
    damaged = path.read_bytes()
    capsys.readouterr()

    assert office(*arguments) == 4
    said = capsys.readouterr().err
    assert said.startswith(f"error: {path}: the database says: file is not a database")
    assert path.read_bytes() == damaged
    assert mails.mails == []


@pytest.mark.parametrize("table", ["finding_events", "finding_lives", "runs"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_database_with_a_bad_sector_is_one_sentence(office, mails, name, table, tmp_path):
    arguments = [*arguments_of(name, office), *office.options]
    path = office.data / "audit.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("pragma wal_checkpoint(truncate)")
        (root,) = database.execute("select rootpage from sqlite_master where name = ?", [table]).fetchone()
        (size,) = database.execute("pragma page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)

    ended = hindered(arguments, lambda: None, tmp_path)

    if table == "runs" and name in {"waive", "dispute", "import"}:
        assert ended.code == 0, ended  # nothing of that is asked for
        return
    assert ended.code == 4, ended
    assert "Traceback" not in ended.err
    assert "malformed" in ended.err
    assert mails.mails == []


def jump(monkeypatch, days: float) -> None:
    """Set the clock of the program ahead."""
    monkeypatch.setenv(clock.BEHIND, str(-timedelta(days=days).total_seconds()))


def runs_of(place) -> list[tuple[str, str]]:
    with Store(place.data / "audit.db") as store:
        return [(run.id, run.state) for run in store.runs()]


def test_a_schedule_outlives_a_clock_that_was_years_ahead(office, monkeypatch, capsys):
    jump(monkeypatch, 3000)
    assert office("due", "--run", "--workers", "1") == 0
    (ahead, _), (first, _) = runs_of(office)
    assert ahead[:4] > first[:4]

    jump(monkeypatch, 0)
    capsys.readouterr()
    assert office("due") == 0
    assert "which is to come: a clock was wrong" in capsys.readouterr().out
    assert office("due", "--run", "--workers", "1") == 0
    newest = runs_of(office)[0]
    assert newest[0] > ahead  # what came later is told so, whatever its time
    assert office("due") == 0
    assert capsys.readouterr().err.endswith("nothing is due\n")
    assert [state for _, state in runs_of(office)] == ["done"] * 3


def test_a_schedule_begins_nothing_by_a_clock_that_cannot_be_right(office, monkeypatch, capsys):
    arguments_of("due", office)
    before = tables(office.data)
    monkeypatch.setattr("audit.cli.due.clock_fault", lambda _now: "the clock says 2001-01-01")
    assert office("due", "--run") == 4
    assert "the clock says 2001-01-01: nothing was begun; set the clock" in capsys.readouterr().err
    assert tables(office.data) == before


def test_what_persons_say_and_re_checks_show_keeps_its_order_when_the_clock_goes_back(
    office, monkeypatch, capsys
):
    jump(monkeypatch, 2)
    assert office("recheck", VIEWPORT) == 7
    jump(monkeypatch, -400)
    assert office("findings", "waive", VIEWPORT, "--by", "An", "--reason", "Sáp nhập") == 0
    assert office("recheck", VIEWPORT) == 7
    assert office("findings", "unwaive", VIEWPORT, "--by", "An", "--reason", "xong") == 0
    jump(monkeypatch, 0)

    with Store(office.data / "audit.db") as store:
        ids = [one.id for one in store.rechecks.of(VIEWPORT)]
        assert ids == sorted(set(ids))
        assert len(ids) == 2
        kinds = [event.kind.value for event in store.lives.events(VIEWPORT)]
        assert kinds == ["run", "recheck", "waived", "recheck", "waiver_ended"]
        standing = store.lives.life(VIEWPORT).standing
        assert (standing.condition, standing.waiver) == (Condition.NEW, None)
    assert len([p for p in (office.data / "rechecks").iterdir() if p.is_dir()]) == 2


def test_a_clock_that_jumps_within_a_run_breaks_nothing(office, monkeypatch):
    arguments_of("due", office)
    seconds = iter([0, 4000, -4000, 90_000, -90_000] * 200)
    real = clock.moment

    def jumping() -> datetime:
        return real() + timedelta(seconds=next(seconds))

    for module in ("audit.runs", "audit.cli.due", "audit.store.db"):
        monkeypatch.setattr(f"{module}.moment", jumping)
    assert office("due", "--run", "--workers", "1") == 0
    monkeypatch.undo()

    assert [state for _, state in runs_of(office)] == ["done", "done"]
    with Store(office.data / "audit.db") as store:
        newest, first = runs_of(office)
        assert newest[0] > first[0]
        assert [event.state for event in store.run_log.events(newest[0])][-1] == "done"
        assert store.results(newest[0])
        assert store.lives.runs("bo").keys() == {newest[0], first[0]}


def test_without_its_snapshot_a_re_check_says_so_and_changes_nothing(office, capsys):
    before = tables(office.data)
    shutil.rmtree(office.snapshot())
    assert office("recheck", VIEWPORT) == 2
    assert "osi-audit run --agency bo" in capsys.readouterr().err
    assert tables(office.data) == before
