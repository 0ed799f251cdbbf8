"""A backup that is taken while people write, and a restore from it."""

from __future__ import annotations

import shutil
import stat
import threading
from contextlib import ExitStack

from audit.__main__ import run
from audit.life.model import EventKind
from tests.reports.portal.conftest import Portal


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
    shutil.copytree(tmp_path / "backup", fresh / "var")
    shutil.copytree(tmp_path / "portal" / "config", fresh / "config")
    shutil.copy(tmp_path / "portal" / "sites.yaml", fresh)
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

    assert modes == {"audit.db": 0o600, "portal.db": 0o600}
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
