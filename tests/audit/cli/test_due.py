"""What the schedule wants, by the commands that timers call: those of docs/operations.md."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit.cli.due import metrics
from audit.store.db import Store

ROOT = Path(__file__).parents[3]
PROGRAM = "/opt/osi-audit/bin/osi-audit"
UNITS = ROOT / "deploy" / "systemd"
OPERATIONS = ROOT / "docs" / "operations.md"
EVERY_YEAR = "schedule:\n  cadences: [{every: year}]\n"


@pytest.fixture
def office(place):
    """The run of the session was made today, by the clock of this machine."""
    calendar(place, EVERY_YEAR)
    return place


def calendar(place, schedule: str) -> None:
    (place.config / "calendar.yaml").write_text(f"version: 1\n{schedule}", encoding="utf-8")


def long_ago(place, days: int = 800) -> None:
    with Store(place.data / "audit.db") as store:
        run = store.run()
        began = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        store._db.table("runs").update(run.id, {"created_at": began})


def states(place) -> list[str]:
    with Store(place.data / "audit.db") as store:
        return [run.state for run in store.runs()]


def test_what_ran_this_year_is_not_due(office, capsys):
    assert office("due") == 0
    assert capsys.readouterr().err == "nothing is due\n"


def test_what_ran_long_ago_is_due_and_audited_once(office, capsys):
    long_ago(office)
    assert office("due") == 0
    said = capsys.readouterr()
    assert re.fullmatch(r"bo\tevery year: last audited on \d{4}-\d\d-\d\d\n", said.out)
    assert len(states(office)) == 1

    assert office("due", "--run") == 0
    assert states(office) == ["done", "done"]
    capsys.readouterr()
    assert office("due", "--run") == 0
    assert "nothing is due" in capsys.readouterr().err
    assert len(states(office)) == 2


def test_nothing_begins_in_quiet_hours(office, capsys):
    long_ago(office)
    calendar(
        office, EVERY_YEAR + '  quiet: [{from: "00:00", until: "12:00"}, {from: "12:00", until: "00:00"}]\n'
    )
    assert office("due", "--run") == 0
    assert "not now: quiet hours until" in capsys.readouterr().err
    assert len(states(office)) == 1


def test_a_calendar_without_a_schedule_says_where_to_read_on(office, capsys):
    calendar(office, "")
    assert office("due") == 2
    assert "calendar.yaml: schedule: has no schedule: docs/operations.md" in capsys.readouterr().err


def test_a_wrong_schedule_is_named_with_its_line(office, capsys):
    calendar(office, "schedule:\n  cadences: [{every: day}]\n")
    assert office("due") == 2
    assert "calendar.yaml:3: schedule.cadences.0.every" in capsys.readouterr().err


def test_status_is_well_after_a_good_run(office, capsys, tmp_path):
    health = tmp_path / "health.prom"
    assert office("status", "--health", str(health)) == 0
    said = capsys.readouterr().out
    assert f"last run: {office.run_ids()[0]}, done" in said
    assert re.search(r"findings: \d+ new", said)
    assert "WARNING" not in said
    figures = dict(
        line.rsplit(" ", 1)
        for line in health.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    assert figures['osi_audit_runs{state="done"}'] == "1"
    assert figures["osi_audit_agencies_due"] == figures["osi_audit_warnings"] == "0"
    assert (
        abs(float(figures["osi_audit_last_good_run_timestamp_seconds"]) - datetime.now(UTC).timestamp())
        < 3600
    )


def test_status_warns_of_silence_of_broken_and_of_provisional_runs(office, capsys):
    long_ago(office, 46)
    with Store(office.data / "audit.db") as store:
        run = store.run()
        store.save_run(
            type(run)("20200101T000000Z", "provisional", run.created_at, run.day, ("bo",), run.editions)
        )
    assert office("status") == 6
    said = capsys.readouterr().out
    assert "WARNING: no good run for 46 days" in said
    assert "WARNING: run 20200101T000000Z is provisional: osi-audit runs show 20200101T000000Z" in said
    with Store(office.data / "audit.db") as store:
        store.set_state(run.id, "auditing")
    assert office("status") == 6
    assert f"was broken off while auditing: osi-audit run --resume {run.id}" in capsys.readouterr().out


def test_figures_have_one_type_and_no_name_twice():
    lines = metrics(
        {"done": 2}, None, 3, {"new": 1, "fixed": 4}, 0, notices={"told": 2, "refused": 1}
    ).splitlines()
    assert len(lines) == len(set(lines))
    assert [line.split()[2] for line in lines if line.startswith("# TYPE")] == [
        "osi_audit_runs",
        "osi_audit_findings",
        "osi_audit_agencies_due",
        "osi_audit_warnings",
        "osi_audit_notices",
    ]


def commands() -> list[str]:
    """What the units call, and the lines for cron that docs/operations.md has; services that go on for ever are none."""
    names = ("osi-audit", "osi-audit-prune", "osi-audit-search", "osi-audit-backup")
    units = "\n".join((UNITS / f"{name}.service").read_text(encoding="utf-8") for name in names)
    called = re.findall(r"^ExecStart(?:Post)?=-?(.+)$", units, re.MULTILINE)
    text = OPERATIONS.read_text(encoding="utf-8")
    cron = re.findall(r"^\d+ (?:\*|\d+) \* \* [*\d] osi-audit \S+ (.+)$", text, re.MULTILINE)
    return [line.replace("%%", "%") for line in called] + cron


def test_the_commands_of_the_units_run(office, tmp_path):
    long_ago(office)
    found = commands()
    assert sum(PROGRAM in command for command in found) == 7
    settings = shlex.join(["--config", str(office.config), "--sites", str(office.folder / "sites.yaml")])
    own = tmp_path / "osi-audit"
    own.write_text(
        f'#!/bin/sh\ncase "$1" in backup) exec {sys.executable} -m audit "$@";; *) exec {sys.executable} -m audit "$@" {settings};; esac\n',
        encoding="utf-8",
    )
    own.chmod(0o755)
    environment = {**os.environ, "OSI_AUDIT_DATA": str(office.data), "PYTHONPATH": str(ROOT)}
    (tmp_path / "backup").mkdir()
    for command in found:
        here = command.replace(PROGRAM, str(own)).replace("/var/lib/osi-audit", str(tmp_path))
        ended = subprocess.run(
            shlex.split(here), env=environment, check=False, cwd=tmp_path, capture_output=True
        )
        assert ended.returncode == 0, (command, ended.stderr)
    assert states(office) == ["done", "done"]
    assert (tmp_path / "health.prom").is_file()
    (backup,) = (tmp_path / "backup").iterdir()
    assert backup.name != "latest"
