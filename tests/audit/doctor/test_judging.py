"""What the doctor says of what it finds: pure."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit.doctor import configuration, database, folder, mail, programs, runs, snapshots
from audit.doctor.folder import FolderState
from audit.doctor.mail import MailState
from audit.doctor.model import Check, Level, Patient, ok
from audit.doctor.snapshots import Seen
from audit.doctor.table import CHECKS, examine
from audit.store.db import Run
from audit.store.health import Cause, Health
from audit.timekeeping import clock_fault
from crawler.errors import ConfigError, StoreError

GB = 1_000_000_000
SOUND = Health(Path("/var/audit.db"), size=40_000_000, free=9 * GB)
ROOMY = FolderState(Path("/var"), free=9 * GB, free_files=10**6)
NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
DONE = Run("20260701T000000Z", "done", "2026-07-01T00:00:00Z", "2026-07-01", ("moa",), ("osi-2024",))


def levels(said) -> str:
    """Initials of the levels: o, w, f; every one that is not ok says what to do."""
    told = list(said)
    assert all(bool(one.do) is (one.level is not Level.OK) for one in told)
    return "".join(one.level[0] for one in told)


def text(said) -> str:
    return "\n".join(f"{one.what} → {one.do}" for one in said)


@pytest.mark.parametrize(
    ("health", "expected", "words"),
    [
        (SOUND, "o", "is whole (40 MB)"),
        (replace(SOUND, is_there=False), "o", "the first run makes it"),
        (replace(SOUND, trouble="file is not a database"), "f", "newest backup"),
        (replace(SOUND, trouble="a folder …", cause=Cause.NO_FILE), "f", "move it away"),
        (replace(SOUND, trouble="Permission denied", cause=Cause.BARRED), "f", "chown"),
        (replace(SOUND, refused="written by a newer version"), "f", "newer osi-audit"),
        (
            replace(SOUND, damage=("page 3 is never used", "b", "c")),
            "f",
            "page 3 is never used, b and 1 more",
        ),
        (replace(SOUND, loose=2), "f", "2 rows of what is not there"),
        (replace(SOUND, waiting=("m008", "m009")), "ow", "2 changes are waiting"),
        (replace(SOUND, waiting=("m009",), free=79_000_000), "of", "80 MB are needed, 79 MB are free"),
        (replace(SOUND, is_writable=False), "of", "cannot be written by this user"),
        (replace(SOUND, has_log=False), "ow", "a disk of this machine"),
        (replace(SOUND, log_size=300 << 20), "ow", "has grown to 315 MB"),
        (replace(SOUND, log_size=200 << 20), "o", "is whole"),
        (replace(SOUND, copies=(("audit.db.before-m004", GB),)), "oo", "audit.db.before-m004 (1.0 GB)"),
    ],
)
def test_a_database(health, expected, words):
    assert levels(database.judge(health)) == expected
    assert words in text(database.judge(health))


def test_an_old_library():
    assert levels(database.judge_library((3, 34, 1))) == "f"
    assert levels(database.judge_library(sqlite3.sqlite_version_info)) == ""


@pytest.mark.parametrize(
    ("state", "expected", "words"),
    [
        (ROOMY, "o", "9.0 GB are free"),
        (replace(ROOMY, is_folder=False, is_there=False), "o", "the first run makes it"),
        (
            replace(ROOMY, is_folder=False, is_there=False, parent_writable=False),
            "f",
            "cannot be made by this user",
        ),
        (replace(ROOMY, is_folder=False), "f", "is a file, not a folder"),
        (replace(ROOMY, locked_away=("/var/audit.db",)), "f", "cannot write /var/audit.db"),
        (replace(ROOMY, free=100_000_000), "f", "is full: 100 MB"),
        (replace(ROOMY, free=900_000_000), "w", "900 MB free; a run may want 1.0 GB"),
        (replace(ROOMY, last_run=5 * GB), "w", "a run may want 10.0 GB"),
        (replace(ROOMY, free_files=12), "fo", "only 12 more files"),
    ],
)
def test_a_data_folder(state, expected, words):
    assert levels(folder.judge(state)) == expected
    assert words in text(folder.judge(state))


def going(id_: str, state: str = "crawling") -> Run:
    return replace(DONE, id=id_, state=state)


@pytest.mark.parametrize(
    ("listed", "process", "expected", "words"),
    [
        ([], None, "o", "runs in all: 0"),
        ([DONE], None, "o", "no run was left at work"),
        ([going("B"), DONE], 42, "o", "process 42 is at work on B"),
        ([DONE], 42, "o", "process 42 is at work on the data folder"),
        ([going("B"), DONE], None, "w", "osi-audit run --resume B"),
        ([DONE, going("A", "reporting")], None, "w", "with later ones after them: A"),
        ([going("B"), DONE, going("A")], None, "ww", "with later ones after them: A"),
        ([going("B"), DONE, going("A")], 42, "ow", "with later ones after them: A"),
        ([going("B", "provisional"), DONE], None, "w", "provisional runs: B"),
        ([going("B", "planned"), going("A", "failed")], None, "o", "no run was left at work"),
    ],
)
def test_runs(listed, process, expected, words):
    assert levels(runs.judge_runs(listed, process)) == expected
    assert words in text(runs.judge_runs(listed, process))


@pytest.mark.parametrize(
    ("newest", "expected", "words"),
    [
        ("20260701T075900Z", "o", "fits the newest run"),
        ("20260701T080400Z", "o", "fits"),
        (
            "20260701T080600Z",
            "f",
            "the clock says 2026-07-01 08:00 UTC, and the newest run began on 2026-07-01 08:06",
        ),
        ("20990101T000000Z", "f", "set the clock"),
        ("20250101T000000Z", "w", "546 days ago"),
        ("", "", ""),
        ("no-time", "", ""),
    ],
)
def test_a_clock_beside_the_newest_run(newest, expected, words):
    assert levels(runs.judge_clock(NOW, newest)) == expected
    assert words in text(runs.judge_clock(NOW, newest))


def test_a_clock_beside_the_program():
    lost, written = datetime(2001, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    assert (
        clock_fault(lost, written)
        == "the clock says 2001-01-01, and this program was installed on 2026-07-01"
    )
    assert clock_fault(written - timedelta(hours=23), written) == ""
    assert clock_fault(datetime.now(UTC)) == ""
    assert clock_fault(lost)


def test_snapshots():
    sound = Seen("A", "moa", cited=3)
    assert levels(snapshots.judge([], deep=False)) == ""
    assert text(snapshots.judge([sound], deep=False)).startswith("snapshots that can be read: 1 ")
    assert "results rest on (3)" in text(snapshots.judge([sound], deep=True))

    gone = [Seen("A", f"a{n}", is_missing=True, is_newest=n == 7) for n in range(8)]
    assert levels(snapshots.judge([sound, *gone], deep=False)) == "wo"
    said = text(snapshots.judge(gone, deep=False))
    assert "A/a0, A/a1, A/a2, A/a3, A/a4 and 3 more" in said
    assert said.endswith("osi-audit run --agency a7")
    assert "osi-audit run" not in text(snapshots.judge(gone[:7], deep=False))

    broken = [Seen("A", f"a{n}", trouble="pages.db: is damaged") for n in range(12)]
    assert levels(snapshots.judge(broken, deep=False)) == "f" * 11
    assert "2 more snapshots are damaged" in text(snapshots.judge(broken, deep=False))


def test_files_of_configuration():
    def wrong():
        raise ConfigError("guard.yaml", "is wrong", line=3)

    def barred():
        raise PermissionError(13, "Permission denied")

    readers = {"one.yaml": list, "guard.yaml": wrong, "again.yaml": wrong, "secret.yaml": barred}
    said = list(configuration.judge_files(readers))
    assert levels(said) == "ffo"
    assert [one.what for one in said] == [
        "guard.yaml:3: is wrong",
        "secret.yaml cannot be read: Permission denied",
        "in order: one.yaml",
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MailState(is_set=False), "o"),
        (MailState(is_set=False, mailboxes=2), "w"),
        (MailState(is_set=True, trouble="OSI_AUDIT_MAIL_FROM says who writes"), "f"),
        (MailState(is_set=True, host="mail.example:587", answer="535 no"), "f"),
        (MailState(is_set=True, host="mail.example:587", mailboxes=2), "o"),
    ],
)
def test_mail(state, expected):
    assert levels(mail.judge_mail(state)) == expected


def test_webhooks():
    assert levels(mail.judge_webhooks(0, [], "")) == ""
    assert levels(mail.judge_webhooks(2, [], "")) == "o"
    assert "moa" in text(mail.judge_webhooks(2, ["moa"], ""))
    assert levels(mail.judge_webhooks(2, [], "there is no secret")) == "f"


def test_programs():
    assert levels(programs.judge_browser("", "")) == "o"
    assert levels(programs.judge_browser("", "exit code 1")) == "f"
    assert "apt-get install chromium" in text(programs.judge_browser("no_chromium", ""))
    assert "pip install 'osi-audit[browser]'" in text(programs.judge_browser("no_extra", ""))
    assert levels(programs.judge_documents({"antiword": True})) == "o"
    assert "catdoc not installed" in text(programs.judge_documents({"antiword": True, "catdoc": False}))
    assert levels(programs.judge_paper("", has_letters=True)) == "o"
    assert "Vietnamese letters" in text(programs.judge_paper("", has_letters=False))
    assert "→ pip install" in text(
        programs.judge_paper("PDF needs the extra pdf: pip install", has_letters=True)
    )
    assert levels(programs.judge_language({"vi": ("vi", "vi"), "en": ("en", "en")})) == "o"
    assert "(vi)" in text(programs.judge_language({"vi": ("vi", ""), "en": ("en", "en")}))


def test_what_one_check_finds_broken_keeps_no_other_from_being_looked_at():
    def said(_patient: Patient):
        yield ok("one")
        raise StoreError("audit.db: the database says: no")

    def broken(_patient: Patient):
        raise KeyError("agencies")

    checks = [Check("a", said), Check("b", broken), Check("c", lambda _: [ok("three")])]
    told = list(examine(object(), checks))

    assert [(name, one.level) for name, one in told] == [
        ("a", Level.OK),
        ("a", Level.WARNING),
        ("b", Level.FAULT),
        ("c", Level.OK),
    ]
    assert told[1][1].what.startswith("cannot be looked at before audit.db is in order")
    assert "KeyError: 'agencies' (tests/audit/doctor/test_judging.py:" in told[2][1].what


def test_names_of_checks_fit_their_column():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert max(len(check.name) for check in CHECKS) <= 10
