"""docs/deploy.md: its units are well-formed and what they call is there and runs."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from audit.store.db import Store

ROOT = Path(__file__).parents[1]
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
UNITS = dict(
    re.findall(
        r"`/etc/systemd/system/([\w-]+\.service)`[^`]*?(?:`[^`\n]+`[^`]*?)*```ini\n(.*?)```",
        DEPLOY,
        re.DOTALL,
    )
)


def service(unit: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(UNITS[unit])
    return parser["Service"]


def begun(unit: str, folder: Path, *more: str) -> subprocess.Popen[str]:
    """Begin what a unit begins, with its environment, on another data folder."""
    text = UNITS[unit].replace("/var/lib/osi-audit", str(folder))
    environment = dict(re.findall(r"^Environment=(\w+)=(.+)$", text, re.MULTILINE))
    (command,) = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    program, *arguments = shlex.split(command)
    assert program == "/opt/osi-audit/bin/osi-audit"
    return subprocess.Popen(
        [sys.executable, "-m", "audit", *arguments, *more],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def folder(tmp_path):
    Store(tmp_path / "var" / "audit.db").close()
    return tmp_path


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_there_are_the_units_that_the_text_names():
    assert set(UNITS) == {"osi-audit-portal.service", "osi-audit-worker.service", "osi-audit-backup.service"}
    for unit in UNITS:
        assert service(unit)["User"] == "osi-audit"
        assert service(unit)["NoNewPrivileges"] == "true"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_a_unit(unit, tmp_path):
    text = re.sub(r"/opt/osi-audit/bin/osi-audit", "/bin/true", UNITS[unit])
    (tmp_path / unit).write_text(text, encoding="utf-8")
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert unit not in ended.stderr


def test_the_portal_begins_and_ends(folder, free_port):
    with begun("osi-audit-portal.service", folder, "--port", str(free_port)) as process:
        try:
            status = asked(f"http://127.0.0.1:{free_port}/login")
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)

    assert status == 200


def asked(url: str) -> int:
    request = urllib.request.Request(url, headers={"Host": "osi.example"})
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                assert "max-age" in answer.headers["strict-transport-security"]
                return answer.status
        except urllib.error.URLError:
            time.sleep(0.1)
    return 0


def test_the_worker_begins_and_ends(folder):
    with begun("osi-audit-worker.service", folder) as process:
        end = time.monotonic() + 60
        while not (folder / "var" / "portal.db").exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert process.returncode in {0, -signal.SIGTERM}


def test_the_backup_is_made_and_named_by_its_moment(folder):
    with begun("osi-audit-backup.service", folder) as process:
        process.communicate(timeout=60)
    assert process.returncode == 0
    (after,) = re.findall(r"^ExecStartPost=(.+)$", UNITS["osi-audit-backup.service"], re.MULTILINE)
    command = after.replace("/var/lib/osi-audit", str(folder)).replace("%%", "%")  # as systemd reads it
    subprocess.run(shlex.split(command), check=True)
    (made,) = (folder / "backup").iterdir()

    assert re.fullmatch(r"\d{8}T\d{6}Z", made.name)
    assert (made / "audit.db").is_file()
