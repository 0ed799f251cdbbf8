"""One request to a receiver of loopback: what it answers, how long it takes, and where its name leads."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from audit.telling.limits import load_limits
from audit.telling.line import trusted_from
from audit.telling.outcome import Kind
from audit.telling.webhook import Receiver, message_id, post, request_of
from crawler.errors import UsageError
from tests.mockgov.hooks import raw_receiver, receiver

LIMITS = load_limits(Path(__file__).parents[3] / "config").model_copy(update={"timeout_s": 5.0})
SHORT = LIMITS.model_copy(update={"timeout_s": 0.3})
HEAD = {"webhook-id": "msg_1"}


@pytest.fixture
def trusted():
    return trusted_from({})


def told(url, trusted, limits=LIMITS, *, inner=False):
    return post(Receiver(url, inner), request_of(url, b'{"a":1}', HEAD), limits, trusted)


def test_a_message_arrives_whole(trusted):
    with receiver() as hook:
        assert told(f"{hook.url}?way=1", trusted).kind is Kind.TOLD
    ((path, headers, body),) = hook.got
    assert (path, body) == ("/osi?way=1", b'{"a":1}')
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"] == "msg_1"
    assert headers["host"] == hook.url.split("/")[2]
    assert headers["user-agent"].startswith("osi-audit/")


@pytest.mark.parametrize(
    ("answer", "kind", "error"),
    [
        ((200, {}, b"whatever"), Kind.TOLD, ""),
        ((202, {}, b""), Kind.TOLD, ""),
        ((410, {}, b""), Kind.GONE, "answers 410"),
        ((301, {"Location": "http://127.0.0.1:1/"}, b""), Kind.LATER, "answers 301: no redirect is followed"),
        ((307, {"Location": "/osi/new"}, b""), Kind.LATER, "answers 307: no redirect is followed"),
        ((400, {}, "không\x1b[31m hiểu\n".encode()), Kind.LATER, "answers 400: không [31m hiểu"),
        ((404, {}, b""), Kind.LATER, "answers 404"),
        ((500, {}, b"x" * 100_000), Kind.LATER, f"answers 500: {'x' * 120}"),
    ],
)
def test_an_answer_is_what_its_status_says(trusted, answer, kind, error):
    with receiver() as hook:
        hook.answers = [answer]
        outcome = told(hook.url, trusted)
    assert outcome.kind is kind
    assert outcome.error.startswith(error)
    assert len(outcome.error) < 200
    assert len(hook.got) == 1


@pytest.mark.parametrize(
    ("status", "after", "wait"),
    [
        (429, "120", 120),
        (503, "", 1),
        (503, "0", 1),
        (502, "tomorrow", 1),
        (429, "9" * 9, 86_400),
        (500, "120", 0),
    ],
)
def test_a_busy_receiver_is_left_alone(trusted, status, after, wait):
    with receiver() as hook:
        hook.answers = [(status, {"Retry-After": after} if after else {}, b"")]
        assert told(hook.url, trusted).wait_s == wait


def test_tls_needs_a_certificate_that_is_trusted(trusted, tmp_path):
    with receiver(tmp_path) as hook:
        outcome = told(hook.url, trusted)
        assert (outcome.kind, outcome.error) == (Kind.UNREACHED, "TLS: self-signed certificate")
        assert hook.got == []
        own = trusted_from({"OSI_AUDIT_WEBHOOK_CA": str(tmp_path / "portal.pem")})
        assert told(hook.url, own).kind is Kind.TOLD


def test_authorities_that_are_none_are_named(tmp_path):
    (tmp_path / "empty.pem").write_text("nothing")
    for name, fault in (("none.pem", "No such file"), ("empty.pem", "cannot be used")):
        with pytest.raises(UsageError, match=fault) as caught:
            trusted_from({"OSI_AUDIT_WEBHOOK_CA": str(tmp_path / name)})
        assert "OSI_AUDIT_WEBHOOK_CA" in str(caught.value)


@pytest.mark.parametrize(
    ("pieces", "pause"),
    [
        ([b"HTTP/1.1 200 OK\r\n"] + [b"X: y\r\n"] * 1000, 0.02),
        ([bytes([c]) for c in b"HTTP/1.1 200 OK\r\n\r\n"], 0.05),
        ([], 5),
    ],
    ids=["dripping head", "dripping line", "silence"],
)
def test_however_slowly_it_answers_time_is_up_in_time(trusted, pieces, pause):
    with raw_receiver(pieces, pause) as url:
        began = time.monotonic()
        outcome = told(url, trusted, SHORT)
        assert time.monotonic() - began < 2
    assert (outcome.kind, outcome.error) == (Kind.UNREACHED, "no answer within 0.3 s")


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 2000,
        b"\0" * 100_000,
    ],
    ids=["another protocol", "nothing", "no status", "endless head", "endless line"],
)
def test_what_is_no_answer_costs_no_more_than_its_limit(trusted, answer):
    limits = LIMITS.model_copy(update={"answer_bytes": 1024, "timeout_s": 1.0})
    with raw_receiver([answer], 0) as url:
        outcome = told(url, trusted, limits)
    assert outcome.kind in {Kind.LATER, Kind.UNREACHED}
    assert len(outcome.error) < 200


def test_nobody_there_is_said_in_a_sentence(trusted):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcome = told(f"http://127.0.0.1:{port}/", trusted)
    assert (outcome.kind, outcome.error) == (Kind.UNREACHED, "cannot be reached: Connection refused")


def names(monkeypatch, *addresses: str) -> list[str]:
    """Have every name lead to these addresses; returns the names that were asked."""
    asked: list[str] = []

    def lookup(host, port, **_):
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port))
            for a in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.8"],
        ["64:ff9b::a00:8"],
        ["fd00::1"],
        ["203.0.114.7", "127.0.0.1"],
    ],
)
def test_a_name_that_leads_inside_is_not_connected_to(trusted, monkeypatch, addresses):
    names(monkeypatch, *addresses)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    outcome = told("https://hooks.bo.example/", trusted)
    assert outcome.kind is Kind.LATER
    assert "hooks.bo.example leads to the inner address" in outcome.error
    assert "inner: true" in outcome.error


def test_where_the_registry_allows_it_an_inner_name_is_told_by_one_look_up(trusted, monkeypatch):
    with receiver() as hook:
        port = hook.url.split(":")[2].split("/")[0]
        asked = names(monkeypatch, "127.0.0.1")
        assert told(f"http://hooks.bo.example:{port}/osi", trusted, inner=True).kind is Kind.TOLD
    assert asked == ["hooks.bo.example"]
    assert hook.got[0][1]["host"] == f"hooks.bo.example:{port}"


def test_a_second_address_gets_its_turn(trusted, monkeypatch):
    with receiver() as hook:
        port = hook.url.split(":")[2].split("/")[0]
        names(monkeypatch, "127.0.0.2", "127.0.0.1")
        with socket.create_server(("127.0.0.1", 0)):
            assert told(f"http://hooks.bo.example:{port}/osi", trusted, inner=True).kind is Kind.TOLD


def test_a_message_s_id_is_its_run_s_agency_s_and_target_s():
    ids = {
        message_id(run, agency, target)
        for run in ("20180630T070000Z", "20180930T070000Z")
        for agency in ("moa", "mob")
        for target in ("https://a.example/", "https://b.example/")
    }
    assert len(ids) == 8
    assert all("." not in id_ for id_ in ids)
