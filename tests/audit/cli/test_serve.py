"""The commands around the portal: as the demo prints them, they work."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from audit.__main__ import run


@pytest.fixture
def served(place):
    """The real server with its worker, on a port of its own."""
    command = [sys.executable, "-m", "audit", "serve", "--port", "0", *place.options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if found := re.search(r"the portal is at (\S+)", line):
                break
        else:
            raise AssertionError(process.wait())
        address = found[1]
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/login", timeout=5).close()
                break
            except OSError:
                assert time.monotonic() < end
                time.sleep(0.1)
        yield address, process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_the_server_answers_and_ends_with_its_worker(served):
    address, process = served
    with urllib.request.urlopen(f"{address}/login", timeout=5) as answer:
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers
    workers = children(process.pid)
    assert workers
    process.send_signal(signal.SIGTERM)
    process.wait(60)

    assert process.returncode in {0, -signal.SIGTERM}
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_without_a_database_it_says_what_to_do(place, tmp_path, capsys):
    assert run(["serve", "--data", str(tmp_path / "none")]) == 2
    assert "osi-audit run or osi-audit demo makes one" in capsys.readouterr().err


def test_a_socket_alone_does_not_say_by_which_address_people_come(place, capsys):
    assert place("serve", "--unix", str(place.folder / "portal.sock")) == 2
    assert "--unix needs --base-url" in capsys.readouterr().err


def test_people_are_let_in_and_shut_out(place, capsys):
    assert (
        place("users", "add", "VP@Bo.example", "--role", "webmaster", "--agency", "bo", "--name", "Văn phòng")
        == 0
    )
    first = capsys.readouterr().out
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invitation/[\w-]{43}\n", first)
    assert place("users", "invite", "vp@bo.example") == 0
    assert capsys.readouterr().out != first
    assert place("users", "disable", "vp@bo.example") == 0
    capsys.readouterr()
    assert place("users", "list") == 0

    assert capsys.readouterr().out == "vp@bo.example\twebmaster\tbo\tshut out\t\tVăn phòng\n"
    assert place("users", "enable", "vp@bo.example") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "nobody", "--role", "operator"), "is not an e-mail address"),
        (("add", "a@b.example", "--role", "reader"), "belongs to an agency"),
        (("add", "a@b.example", "--role", "operator", "--agency", "bo"), "belongs to no agency"),
        (("add", "a@b.example", "--role", "reader", "--agency", "bq"), "no agency 'bq'"),
        (("invite", "a@b.example"), "has no access"),
        (("disable", "a@b.example"), "has no access"),
    ],
)
def test_what_is_wrong_is_said(place, capsys, arguments, said):
    assert place("users", *arguments) == 2
    assert said in capsys.readouterr().err


def test_nobody_is_let_in_twice(place, capsys):
    assert place("users", "add", "a@b.example", "--role", "operator") == 0
    assert place("users", "add", "A@B.example", "--role", "operator") == 2
    assert "has access already" in capsys.readouterr().err
