"""A backup that is taken while people write and a run is at work, and a restore from it on another machine."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from audit.__main__ import run
from audit.life.model import EventKind
from audit.store.backup import copies
from audit.store.backups import LIST
from audit.store.db import Store
from crawler.paths import ROOT
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.schema import SCHEMA as PORTAL
from reports.portal.accounts.secret import digest
from tests.audit.cli.conftest import DAY
from tests.audit.store.old_versions import applied, build, contents
from tests.reports.portal.conftest import PASSWORD, PEOPLE, Portal
from tests.reports.portal.fronts import HOST, free_ports, listens, portal_served, wait_for


def comments(portal) -> list[str]:
    events = portal.books.store.lives.events(portal.finding())
    return [event.text for event in events if event.kind is EventKind.COMMENTED]


def test_a_backup_taken_while_people_write_is_restored(portal, tmp_path):
    webmaster, finding = portal.visitor("webmaster"), portal.finding()
    said, stopped = [], threading.Event()

    def write() -> None:
        while not stopped.is_set():
            text = f"lần {len(said)}"
            if webmaster.post(f"/findings/{finding}/commented", text=text).status_code == 303:
                said.append(text)

    writing = threading.Thread(target=write)
    writing.start()
    try:
        while len(said) < 3:
            assert writing.is_alive()
        before = len(said)
        assert (
            run(["backup", str(tmp_path / "backup"), "--data", str(portal.data.root), *portal.options]) == 0
        )
        after = len(said)
    finally:
        stopped.set()
        writing.join()

    fresh = tmp_path / "fresh"
    shutil.copytree(tmp_path / "portal" / "config", fresh / "config")
    shutil.copy(tmp_path / "portal" / "sites.yaml", fresh)
    assert run(["restore", str(tmp_path / "backup"), "--data", str(fresh / "var"), *portal.options]) == 0
    with ExitStack() as stack:
        restored = Portal(fresh, portal.ministry, stack)
        kept = comments(restored)
        assert kept == said[: len(kept)]
        assert before <= len(kept) <= after + 1  # one may be under way

        old = restored.visitor()
        old.client.cookies.set("osi", webmaster.client.cookies["osi"])
        assert old.get("/").headers["location"].startswith("/login")
        again = restored.visitor()
        assert again.sign_in("webmaster@bo.example").status_code == 303
        assert again.get(f"/findings/{finding}").status_code == 200


def test_a_backup_is_nobody_elses_to_read(portal, tmp_path):
    run(["backup", str(tmp_path / "backup"), "--data", str(portal.data.root), *portal.options])
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "backup").iterdir()}

    assert modes == {"audit.db": 0o600, "portal.db": 0o600, "backup.json": 0o600}
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700


def test_nothing_is_overwritten_and_nothing_half_is_left(portal, tmp_path, capsys):
    target = tmp_path / "backup"
    target.mkdir()
    assert run(["backup", str(target), "--data", str(portal.data.root), *portal.options]) == 2
    assert "is there already" in capsys.readouterr().err

    target.rmdir()
    (portal.data.root / "portal.db").write_bytes(b"no database at all" * 1000)
    assert run(["backup", str(target), "--data", str(portal.data.root), *portal.options]) == 4
    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]


def test_without_a_database_it_says_so(tmp_path, capsys):
    assert run(["backup", str(tmp_path / "backup"), "--data", str(tmp_path / "none")]) == 2
    assert "there is no such database" in capsys.readouterr().err


@pytest.fixture
def backup(portal, tmp_path):
    """A backup, of which nothing changes any more."""
    folder = tmp_path / "backup"
    assert run(["backup", str(folder), "--data", str(portal.data.root), *portal.options]) == 0
    return folder


def restored(portal, backup, to) -> int:
    return run(["restore", str(backup), "--data", str(to), *portal.options])


def test_nobodys_session_is_in_it_to_the_last_byte(portal, tmp_path):
    secret = portal.visitor("operator").client.cookies["osi"]
    portal.visitor("operator").get("/")
    assert run(["backup", str(tmp_path / "backup"), "--data", str(portal.data.root), *portal.options]) == 0
    kept = (tmp_path / "backup" / "portal.db").read_bytes()

    assert PEOPLE["operator"].login.encode() in kept
    assert digest(secret).encode() not in kept


def test_a_new_machine_serves_and_lets_in_what_a_busy_one_backed_up(audited, tmp_path):
    """While the real portal answers and a run is at work, all of it by the real commands."""
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(audited[0], old)
    (port,) = free_ports(1)
    running = [sys.executable, "-m", "audit", "run", "--workers", "1", "--on", DAY, *options(old)]
    with portal_served(options(old), "--port", str(port)) as serving:
        wait_for(lambda: listens(port), serving)
        with subprocess.Popen(
            running, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as at_work:
            wait_for(lambda: len(states(old)) == 2, at_work)
            assert run(["backup", str(tmp_path / "backup"), *options(old)]) == 0
            assert at_work.wait() == 0
        assert states(old) == ["done", "done"]

    moved(old, new, tmp_path / "backup")
    assert states(new)[0] == "done"
    assert len(states(new)) == 2
    with portal_served(options(new), "--port", str(port)) as serving:
        wait_for(lambda: listens(port), serving)
        assert signed_in(port, "reader@bo.example", "/agencies/bo") == 200


def test_a_new_machine_reports_the_same(portal, backup, tmp_path):
    old, new = tmp_path / "portal", tmp_path / "new"
    moved(old, new, backup)
    for where in (old, new):
        assert run(["report", "latest", "--out", str(where / "out"), *options(where)]) == 0
    made = pages(old / "out")

    assert len(made) > 20
    assert made == pages(new / "out")
    (finding, *_) = [life.finding.id for life in portal.books.store.lives.of("bo")]
    assert run(["recheck", finding, *options(new)]) in {0, 7}  # the snapshots have come, too


def pages(folder: Path) -> dict[Path, str]:
    """Every page, but for the minute in which it was written."""
    return {
        path.relative_to(folder): re.sub(r"(written|lập ngày) [^<]*", "", path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }


def moved(old: Path, new: Path, backup: Path) -> None:
    """Go to another machine as docs/deploy.md says."""
    for part in ("config", "var/snapshots", "var/reports"):
        shutil.copytree(old / part, new / part)
    shutil.copy(old / "sites.yaml", new)
    assert run(["restore", str(backup), *options(new)]) == 0
    assert run(["search", "index", *options(new)]) == 0


def options(folder) -> list[str]:
    known = {"data": "var", "config": "config", "sites": "sites.yaml"}
    return [part for name, path in known.items() for part in (f"--{name}", str(folder / path))]


def states(folder) -> list[str]:
    with Store(folder / "var" / "audit.db", reading=True) as store:
        return [each.state for each in store.runs()][::-1]


def signed_in(port: int, login: str, path: str) -> int:
    """Sign in as a browser does, and return with which status a page comes then."""
    host = {"host": HOST, "origin": f"https://{HOST}", "sec-fetch-site": "same-origin"}
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(client):
        form = urlencode({"login": login, "password": PASSWORD})
        client.request("POST", "/login", form, {**host, "content-type": "application/x-www-form-urlencoded"})
        answer = client.getresponse()
        answer.read()
        assert answer.status == 303
        client.request(
            "GET", path, headers={**host, "cookie": answer.headers["set-cookie"].partition(";")[0]}
        )
        return client.getresponse().status


def flip(path) -> None:
    """Change one letter of a text in a page of a table, which SQLite does not notice."""
    data = bytearray(path.read_bytes())
    at = data.index(b"webmaster@bo.example" if path.name == "portal.db" else b"osi-2024")
    data[at] ^= 1
    path.write_bytes(data)


def cut(path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def of_newer_version(path) -> None:
    name = {"audit.db": "osi-audit", "portal.db": "osi-audit-portal"}[path.name]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("insert into _sqlite_migrations values (999, ?, 'z999_later', '2030')", [name])
    (path.parent / LIST).unlink()


def without_list(harm):
    def harmed(path) -> None:
        (path.parent / LIST).unlink()
        harm(path)

    return harmed


@pytest.mark.parametrize("name", ["audit.db", "portal.db"])
@pytest.mark.parametrize(
    "broken",
    [
        (flip, "SHA-256 differs"),
        (cut, "SHA-256 differs"),
        (without_list(cut), "is damaged"),
        (Path.unlink, "is missing"),
        (of_newer_version, "written by a newer version"),
        (lambda path: (path.parent / LIST).write_text("{}"), "backup.json is damaged"),
        (
            lambda path: (path.parent / LIST).write_text(
                '{"form": 9, "made_at": "", "version": "7", "sha256": {}}'
            ),
            "newer version",
        ),
    ],
)
def test_a_backup_that_is_broken_is_refused_whole(portal, backup, capsys, broken, name):
    fresh, (harm, words) = backup.with_name("fresh"), broken
    harm(backup / name)

    assert restored(portal, backup, fresh) in {2, 4}
    assert words in capsys.readouterr().err
    assert not fresh.exists()


def test_what_is_no_backup_is_refused(portal, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "none"):
        assert restored(portal, folder, tmp_path / "fresh") == 2
    assert "there is no audit.db in it" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["audit.db", "portal.db", "audit.db-wal", "portal.db-wal"])
def test_nothing_that_is_there_is_overwritten(portal, backup, tmp_path, capsys, name):
    there = tmp_path / "fresh" / name
    there.parent.mkdir()
    there.write_bytes(b"of another day")

    assert restored(portal, backup, there.parent) == 2
    assert f"{there}: there already" in capsys.readouterr().err
    assert there.read_bytes() == b"of another day"
    there.unlink()
    assert restored(portal, backup, there.parent) == 0
    assert stat.S_IMODE((there.parent / "portal.db").stat().st_mode) == 0o600


def test_a_backup_of_an_older_version_is_put_back_and_brought_up_to_date(portal, backup, tmp_path):
    """Also one without a list, as older versions made them."""
    (backup / LIST).unlink()
    people = {**contents(backup / "portal.db")}
    (backup / "portal.db").unlink()
    build(backup / "portal.db", 4, people, PORTAL)

    fresh = tmp_path / "fresh"
    assert restored(portal, backup, fresh) == 0
    with Accounts(fresh / "portal.db") as accounts:
        assert accounts.users.by_login(PEOPLE["reader"].login)
    assert [copy.name for copy in copies(fresh / "portal.db")] == ["portal.db.before-p005"]
    assert len(applied(fresh / "portal.db", PORTAL)) > 4


def test_a_restore_that_is_killed_leaves_nothing_or_all(portal, backup, tmp_path):
    for moment in range(40):
        fresh = tmp_path / f"fresh{moment}"
        process = os.fork()
        if not process:
            die_at_rename(moment)
            restored(portal, backup, fresh)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        if os.WIFEXITED(status):
            break
        if (fresh / "audit.db").exists():  # comes last
            assert (fresh / "portal.db").exists()
        for path in fresh.glob("*.db"):
            assert contents(path) == contents(backup / path.name)
            path.unlink()
        assert restored(portal, backup, fresh) == 0
    else:
        raise AssertionError("it never came to its end")
    assert moment == 2


def die_at_rename(moment: int) -> None:
    left, rename = [moment], Path.rename

    def dying(path, target):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return rename(path, target)

    Path.rename = dying
