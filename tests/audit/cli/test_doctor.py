"""`osi-audit doctor` on a data folder with a run in it, and on what is left of one."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from audit.cli import doctor as command
from audit.datadir import DataDir
from audit.doctor import programs
from audit.doctor.model import Level, Patient
from audit.doctor.table import examine
from audit.lock import only_run
from audit.place import Place
from audit.store.db import Store
from audit.store.schema import migrations
from crawler.paths import ROOT
from crawler.snapshot import Snapshot
from crawler.thinned import CITED_NAME, is_thinned
from tests.audit.cli.conftest import page
from tests.audit.store.old_versions import NAMES
from tests.mockgov import agency
from tests.mockgov.hindered import hindered, ordinary_user
from tests.mockgov.mailbox import SECRET, Box, mail_server

OURS = [check for check in command.ALL if check.name not in {"browser", "paper"}]
"""Those that begin no program."""


@pytest.fixture
def ask(place):
    """Have the doctor look at a copy of the run; returns level and text of each line, by check."""

    def asked(**more) -> dict[str, list[tuple[str, str]]]:
        where = Place(DataDir(place.data), place.config, place.folder / "sites.yaml")
        patient = Patient(where, more.pop("environment", {}), more.pop("now", datetime.now(UTC)), **more)
        found: dict[str, list[tuple[str, str]]] = {}
        for name, said in examine(patient, OURS):
            found.setdefault(name, []).append((said.level.value, f"{said.what} → {said.do}"))
        return found

    return asked


def worst(said: list[tuple[str, str]]) -> str:
    levels = [level for level, _ in said]
    return next(level.value for level in (Level.FAULT, Level.WARNING, Level.OK) if level in levels)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file, with its time."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_in_order_is_said_and_nothing_is_changed(place, ask):
    before = contents(place.folder)

    found = ask(deep=True)

    assert contents(place.folder) == before
    assert set(found) == {check.name for check in OURS}
    faults = [line for said in found.values() for line in said if line[0] == "fault"]
    assert faults == []
    assert "1, with all records that results rest on (" in found["snapshots"][0][1]
    assert worst(found["runs"]) == "ok"


def test_the_whole_command(place, capsys, monkeypatch):
    monkeypatch.setattr(command, "examine", lambda patient, _: examine(patient, OURS))
    assert place("doctor") == 0
    said = capsys.readouterr()
    assert "ok       database   " in said.out
    assert "warning  config     " in said.out
    assert (
        "has no schedule: nothing is ever due\n                    → docs/operations.md says how" in said.out
    )
    assert said.err.startswith("0 faults, ")

    (place.folder / "config" / "guard.yaml").unlink()
    assert place("doctor") == 9
    said = capsys.readouterr()
    assert f"fault    config     {place.folder}/config/guard.yaml: cannot be read" in said.out
    assert said.err.startswith("1 fault, ")


def test_what_programs_read_is_as_documented(place, capsys, monkeypatch):
    monkeypatch.setattr(command, "examine", lambda patient, _: examine(patient, OURS))
    (place.folder / "config" / "guard.yaml").unlink()
    assert place("doctor", "--json") == 9
    document = json.loads(capsys.readouterr().out)
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = operations.partition("`osi-audit doctor --json`")[2].partition("\n\n|")[2].partition("\n\n")[0]
    rows = [line.split("|")[1].strip().strip("`") for line in f"|{table}".splitlines()[2:]]

    assert rows == [*document, *(f"checks[].{key}" for key in document["checks"][0])]
    assert (document["form"], document["faults"], document["deep"]) == (command.FORM, 1, False)
    assert document["data"] == str(place.data)
    assert {line["check"] for line in document["checks"]} == {check.name for check in OURS}
    assert [line["check"] for line in document["checks"] if line["level"] == "fault"] == ["config"]


def test_a_browser_that_is_asked_to_begin(tmp_path):
    good, silent = tmp_path / "good", tmp_path / "silent"
    good.write_text("#!/bin/sh\necho '<html></html>'\n")
    silent.write_text("#!/bin/sh\necho 'no usable sandbox' >&2\nexit 1\n")
    for program in (good, silent):
        program.chmod(0o755)

    assert programs.begins(str(good)) == ""
    assert programs.begins(str(silent)) == "exit code 1, no usable sandbox"
    assert programs.begins(str(tmp_path / "none")) == "No such file or directory"


@pytest.mark.browser
def test_the_browser_begins():
    found = [said.level for said in programs.look_browser(None)]
    if found == [Level.WARNING]:
        pytest.skip("there is no Chromium")
    assert found == [Level.OK]


def test_paper_is_tried():
    why = command._paper()
    assert why in {"", command.unavailable()}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def overwrite(path: Path) -> None:
    path.write_bytes(b"<html>not a database</html>" * 300)


def spoil(path: Path) -> None:
    """Damage the first page of a table, as a bad sector does."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("select rootpage from sqlite_master where name = 'verdicts'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)


def turn_into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [cut, overwrite, spoil, turn_into_folder])
def test_a_database_that_is_no_more_is_a_line_and_not_the_end(place, ask, harm, capsys):
    harm(place.data / "audit.db")
    found = ask()

    assert worst(found["database"]) == "fault"
    assert "newest backup" in found["database"][0][1]
    assert "newest backup" not in found["runs"][-1][1]
    assert found["snapshots"][0][0] == "ok"  # which is worth knowing now
    assert worst(found["config"]) != "fault"
    assert worst(found["language"]) == "ok"
    assert "Traceback" not in capsys.readouterr().err


def test_a_database_of_another_version(place, ask):
    path = place.data / "audit.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("insert into _sqlite_migrations values (99, 'osi-audit', 'm999_later', '2030')")
    assert "upgrade first" in ask()["database"][0][1]

    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before=NAMES[2:])
    before = contents(place.data)
    found = ask()
    assert worst(found["database"]) == "warning"
    assert f"({len(NAMES) - 2} changes are waiting)" in found["database"][1][1]
    assert [level for level, _ in found["snapshots"]] == ["ok", "warning"]
    assert contents(place.data) == before


def test_a_log_that_was_not_taken_in_is_read_too(place, ask):
    run_id = place.run_ids()[0]
    with Store(place.data / "audit.db") as store:
        store.set_state(run_id, "crawling")
        kept = {name: (place.data / name).read_bytes() for name in ("audit.db", "audit.db-wal")}
    for name, data in kept.items():
        (place.data / name).write_bytes(data)

    found = ask()

    assert "was broken off while crawling" in found["runs"][0][1]
    assert f"osi-audit run --resume {run_id}" in found["runs"][0][1]
    for name, data in kept.items():
        assert (place.data / name).read_bytes() == data


def test_who_is_at_work_is_named(place, ask):
    with Store(place.data / "audit.db") as store:
        store.set_state(place.run_ids()[0], "crawling")
    with only_run(DataDir(place.data)):
        assert ask()["runs"][0] == ("ok", f"process {os.getpid()} is at work on {place.run_ids()[0]} → ")


@pytest.mark.parametrize(
    ("ago", "level", "words"),
    [(-1, "fault", "set the clock"), (0, "ok", "fits"), (500, "warning", "or the clock is ahead")],
)
def test_a_clock_that_is_off(ask, ago, level, words):
    found = ask(now=datetime.now(UTC) + timedelta(days=ago))["runs"]
    assert worst(found) == level
    assert words in found[-1][1]


def archive(folder: Path) -> Path:
    return folder / "crawl-00000.warc.gz"


def cut_tail(folder: Path) -> None:
    data = archive(folder).read_bytes()
    archive(folder).write_bytes(data[: -len(data) // 3])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (cut_tail, "crawl-00000.warc.gz"),
        (lambda folder: archive(folder).unlink(), "crawl-00000.warc.gz: cannot be read"),
        (lambda folder: overwrite(folder / "pages.db"), "pages.db: cannot be read: file is not a database"),
        (lambda folder: (folder / "pages.db").unlink(), "pages.db: there is no such file"),
        (lambda folder: (folder / "result.json").write_text("{"), "result.json: is damaged"),
        (lambda folder: (folder / "result.json").unlink(), "result.json: is missing"),
    ],
)
def test_a_damaged_snapshot_is_named(place, ask, harm, words):
    harm(place.snapshot())
    ((level, said),) = ask()["snapshots"]
    assert level == "fault"
    assert words in said
    assert "osi-audit run --fresh --agency bo" in said


def test_a_missing_snapshot_is_named(place, ask):
    shutil.rmtree(place.snapshot())
    ((level, said),) = ask()["snapshots"]
    assert level == "warning"
    assert f"{place.run_ids()[0]}/bo" in said
    assert "osi-audit run --agency bo" in said


def test_a_record_that_a_result_rests_on_is_missed_by_who_looks_deep(place, ask):
    (proof, *_) = [e for j in place.result().judgements for e in (*j.local.evidence, *j.english.evidence)]
    with Snapshot(place.snapshot()) as snapshot:
        last = max(record.warc_offset for record in snapshot.pages())
    offset = int(proof.record.rpartition(":")[2])
    assert offset < last
    with archive(place.snapshot()).open("r+b") as file:
        file.seek(offset + 40)
        file.write(b"\0" * 40)

    assert worst(ask()["snapshots"]) == "ok"
    ((level, said),) = ask(deep=True)["snapshots"]
    assert level == "fault"
    assert "records that results rest on cannot be read" in said


def test_a_thinned_snapshot_is_asked_for_no_more_than_was_kept(place, ask):
    place.crawl_again(
        {**place.gov.pages, "/tin": page("Tin tức"), "/": page("Bộ Thử nghiệm", "<a href=/tin>Tin</a>")}
    )
    place.crawl_again(place.gov.pages)
    for was, now in (
        ("whole_runs: 4", "whole_runs: 1"),
        ("archive_days: 365", "archive_days: 0"),
        ("whole_for_good: year", "whole_for_good: none"),
        ("least_freed: 0.2", "least_freed: 0"),
    ):
        place.edit("retention.yaml", was, now)
    assert place("prune") == 0
    thinned = [path for path in (place.data / "snapshots").glob("*/bo") if is_thinned(path)]
    assert thinned

    ((level, said),) = ask(deep=True)["snapshots"]
    assert (level, "snapshots that can be read: 3, with all records" in said) == ("ok", True)

    (thinned[0] / CITED_NAME).write_bytes(b"")
    said = ask()["snapshots"]
    assert worst(said) == "fault"
    assert f"{CITED_NAME}: has 0 bytes instead of" in said[0][1]


def test_a_snapshot_in_the_making_is_nobodys_fault(place, ask):
    with Store(place.data / "audit.db") as store:
        run = store.run()
        later = store.run().__class__(**{**_fields(run), "id": "20990101T000000Z", "state": "crawling"})
        store.save_run(later)
    folder = place.data / "snapshots" / later.id / "bo"
    folder.mkdir(parents=True)
    (folder / "pages.db").write_bytes(b"")
    assert worst(ask()["snapshots"]) == "ok"


def _fields(run) -> dict[str, object]:
    return {name: getattr(run, name) for name in run.__slots__}


def test_a_damaged_re_check_is_named(place, ask):
    place("recheck", "--agency", "bo", "--open")
    (folder,) = (place.data / "rechecks").glob("*/bo")
    assert "snapshots that can be read: 2" in ask()["snapshots"][0][1]
    archive(folder).unlink()
    said = ask()["snapshots"]
    assert worst(said) == "fault"
    assert f"{folder.parent.name}/bo: " in said[0][1]


def test_configuration_that_is_missing_or_wrong(place, ask):
    (place.folder / "sites.yaml").write_text("version: 1\n", encoding="utf-8")
    (place.config / "weights.yaml").unlink()
    (place.config / "calendar.yaml").write_text("surveys: x\n", encoding="utf-8")
    said = ask()["config"]
    faults = [words for level, words in said if level == "fault"]
    assert [Path(words.split(":")[0]).name for words in faults] == [
        "sites.yaml",
        "weights.yaml",
        "calendar.yaml",
    ]

    shutil.rmtree(place.config)
    ((level, words),) = ask()["config"]
    assert level == "fault"
    assert "is no folder of configuration" in words


def test_a_data_folder_that_is_not_there_or_a_file(place, ask):
    shutil.rmtree(place.data)
    found = ask()
    assert [worst(found[name]) for name in ("folder", "database")] == ["ok", "ok"]
    assert not place.data.exists()
    place.data.write_text("")
    found = ask()
    assert [worst(found[name]) for name in ("folder", "database")] == ["fault", "ok"]


def test_rights_that_are_missing_are_named(place, tmp_path, monkeypatch):
    monkeypatch.setattr(command, "examine", lambda patient, _: examine(patient, OURS))
    (place.data / "audit.db").chmod(0o400)
    ended = hindered(["doctor", *place.options], ordinary_user, tmp_path)
    assert ended.code == 9
    assert f"fault    folder     this user cannot write {place.data}/audit.db\n" in ended.out
    assert f"fault    database   {place.data}/audit.db or its folder cannot be written" in ended.out

    (place.data / "audit.db").chmod(0)
    ended = hindered(["doctor", *place.options], ordinary_user, tmp_path)
    assert f"fault    database   {place.data}/audit.db cannot be read: Permission denied\n" in ended.out
    assert "chown" in ended.out
    assert "Traceback" not in ended.err


def test_a_mail_server_is_asked_and_sent_nothing(place, ask, tmp_path):
    place.registry(agency("bo", place.gov.url(), contacts=[{"email": "vp@bo.example"}]))
    assert worst(ask()["mail"]) == "warning"
    box = Box()
    with mail_server(box, tmp_path) as environment:
        assert worst(ask(environment=environment)["mail"]) == "ok"
        (tmp_path / "password").write_text("wrong", encoding="utf-8")
        refused = ask(environment=environment)["mail"]
        del environment["OSI_AUDIT_SMTP_CA"]
        distrusted = ask(environment=environment)["mail"]
        (tmp_path / "password").unlink()
        incomplete = ask(environment=environment)["mail"]
    closed = ask(environment={**environment, "OSI_AUDIT_SMTP_PASSWORD_FILE": ""})["mail"]
    assert [worst(said) for said in (refused, distrusted, incomplete, closed)] == ["fault"] * 4
    assert "SMTPAuthenticationError" in refused[0][1]
    assert "certificate verify failed" in distrusted[0][1]
    assert "OSI_AUDIT_SMTP_PASSWORD_FILE" in incomplete[0][1]
    assert "refused" in closed[0][1]
    assert box.mails == []
    assert SECRET not in json.dumps([refused, distrusted, incomplete, closed])


def test_a_webhook_needs_a_secret(place, ask):
    place.registry(agency("bo", place.gov.url(), contacts=[{"webhook": "https://bo.example/hook"}]))
    assert worst(ask()["mail"]) == "fault"
    secret = {"OSI_AUDIT_WEBHOOK_SECRET": "whsec_" + "QUJD" * 10}
    assert worst(ask(environment=secret)["mail"]) == "ok"
