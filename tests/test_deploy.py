"""docs/deploy.md: its units are well-formed and what they call is there and runs."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from audit.__main__ import run
from audit.store.db import Store

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
DOCUMENTS = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("deploy.md", "operations.md")
}
UNITS = {path.name: path.read_text(encoding="utf-8") for path in sorted((DEPLOY / "systemd").iterdir())}
SERVICES = [name for name in UNITS if name.endswith(".service")]
TIMERS = [name for name in UNITS if name.endswith(".timer")]
MOST_EXPOSED = {"osi-audit-worker.service": 3.0, "osi-audit.service": 3.0}
"""By systemd-analyze security, 10 is the worst. Those that crawl may begin Chromium, which makes namespaces and machine code."""
LESS_EXPOSED = 1.5


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


def test_the_documents_name_every_file_and_no_other():
    told = "\n".join(DOCUMENTS.values())
    named = set(re.findall(r"\bdeploy/(?:systemd/)?([\w.-]*\w)", told)) - {"systemd", "deploy.md"}
    units = set(re.findall(r"\bosi-audit(?:-\w+)?\.(?:service|timer)\b", told))

    assert named | units == {path.name for path in DEPLOY.rglob("*") if path.is_file()}


def test_a_timer_begins_what_is_there():
    assert [name.replace(".timer", ".service") for name in TIMERS] == [
        name for name in SERVICES if service(name).get("Type") == "oneshot"
    ]


@pytest.mark.parametrize("unit", SERVICES)
def test_a_service_is_nobodys_but_its_users(unit):
    told = service(unit)

    assert told["User"] == "osi-audit"
    assert told["UMask"] == "0077"
    assert told["ProtectSystem"] == "strict"
    assert told["NoNewPrivileges"] == "true"
    assert told["StateDirectory"] == "osi-audit"
    assert "MemoryMax" in told
    (arguments,) = re.findall(r"^ExecStart=/opt/osi-audit/bin/osi-audit (.+)$", UNITS[unit], re.MULTILINE)
    assert run([*shlex.split(arguments), "--help"]) == 0


def systemd_analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("needs systemd-analyze")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_systemd_understands_the_units(tmp_path):
    for unit, text in UNITS.items():  # all of them at once, since a timer wants its service
        (tmp_path / unit).write_text(
            text.replace("/opt/osi-audit/bin/osi-audit", "/bin/true"), encoding="utf-8"
        )
    ended = systemd_analyze("verify", "--man=no", *(str(tmp_path / unit) for unit in UNITS))

    assert [line for line in ended.stderr.splitlines() if "osi-audit" in line] == []
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_gives_little_away(unit):
    ended = systemd_analyze("security", "--offline=true", "--no-pager", str(DEPLOY / "systemd" / unit))
    if "Unknown" in ended.stderr or "unrecognized" in ended.stderr:
        pytest.skip("needs systemd 250")
    (level,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", ended.stdout)

    assert float(level) <= MOST_EXPOSED.get(unit, LESS_EXPOSED)


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


def container(word: str) -> list[str]:
    """What a line of the container file has as a list."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    (found,) = re.findall(rf"^{word} .*?(\[.*\])$", text, re.MULTILINE)
    return json.loads(found)


def test_a_container_begins_what_is_there_and_not_as_root():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["990:990"]
    assert container("ENTRYPOINT") == ["/opt/osi-audit/bin/osi-audit"]
    assert run([*container("CMD"), "--help"]) == 0
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    (named,) = re.findall(r"\)\[([\w,]+)\]", text)
    assert set(named.split(",")) <= set(extras)


def test_a_container_knows_whether_its_portal_is_well(folder, free_port):
    program, *rest = [part.replace("8000", str(free_port)) for part in container("HEALTHCHECK")]
    assert program == "/opt/osi-audit/bin/python"
    check = [sys.executable, *rest]
    assert subprocess.run(check, capture_output=True, check=False).returncode
    with begun("osi-audit-portal.service", folder, "--port", str(free_port)) as process:
        try:
            assert asked(f"http://127.0.0.1:{free_port}/login") == 200
            assert not subprocess.run(check, capture_output=True, check=False).returncode
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


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
