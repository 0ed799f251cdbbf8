"""deploy/nginx.conf and deploy/Caddyfile, tried: what the portal promises holds behind them, and what they promise holds before it."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import ssl
import stat
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from reports.portal.accounts.db import Accounts
from reports.portal.accounts.failures import FREE_TRIES
from tests.reports.portal.conftest import PASSWORD, PEOPLE
from tests.reports.portal.fronts import HOST, Front, free_ports, fronted, listens, portal_served, wait_for

OURS = {"origin": f"https://{HOST}", "sec_fetch_site": "same-origin"}
FORGED = {
    "x_forwarded_for": "203.0.113.9",
    "x_forwarded_host": "evil.example",
    "x_forwarded_proto": "http",
    "x_real_ip": "203.0.113.9",
    "forwarded": "for=203.0.113.9;host=evil.example;proto=http",
}


@dataclass(frozen=True)
class Served:
    """A portal with a server in front."""

    front: Front
    accounts: Accounts

    def session(self, who: str) -> str:
        """The header with a session's cookie, as signing in gives it."""
        user = self.accounts.users.by_login(PEOPLE[who].login)
        return f"__Host-osi={self.accounts.sessions.begin(user.id, datetime.now(UTC))}"


@pytest.fixture(scope="module", params=["nginx", "caddy", "nginx by a socket"])
def served(request, audited, tmp_path_factory):
    if not shutil.which(request.param.split()[0]):
        pytest.skip(f"{request.param} is not installed (tools/system-packages fronts)")
    folder = tmp_path_factory.mktemp("fronts") / "portal"
    shutil.copytree(audited[0], folder)
    port, tls, plain = free_ports(3)
    by_socket = request.param.endswith("socket")
    unix = folder / "portal.sock"
    options = [
        "--data", str(folder / "var"), "--config", str(folder / "config"), "--sites", str(folder / "sites.yaml"),
    ]  # fmt: skip
    with ExitStack() as stack:
        listening = ("--unix", str(unix)) if by_socket else ("--port", str(port))
        process = stack.enter_context(portal_served(options, *listening))
        wait_for(lambda: listens(unix if by_socket else port), process)
        if by_socket:
            assert stat.S_IMODE(unix.stat().st_mode) == 0o660
        upstream = f"unix:{unix}" if by_socket else f"127.0.0.1:{port}"
        front = stack.enter_context(fronted(request.param.split()[0], folder / "front", upstream, tls, plain))
        accounts = stack.enter_context(Accounts(folder / "var" / "portal.db"))
        yield Served(front, accounts)
    assert not unix.exists()


def csrf(page: bytes) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', page.decode())[1]


def test_pages_come_by_tls_with_the_portals_own_headers(served):
    answer, _ = served.front.ask("/login")

    assert answer.status == 200
    assert answer.headers.get_all("strict-transport-security") == ["max-age=31536000; includeSubDomains"]
    assert len(answer.headers.get_all("content-security-policy")) == 1
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert not re.search(r"\d", answer.headers.get("server", ""))  # no versions


def test_who_signs_in_gets_a_cookie_for_tls_alone_and_comes_in(served):
    body = f"login=operator%40portal.example&password={PASSWORD.replace(' ', '+')}"
    answer, _ = served.front.ask("/login", body, **OURS)

    assert answer.status == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-osi=")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= {
        part.strip().lower() for part in cookie.split(";")
    }
    inside, page = served.front.ask("/", cookie=cookie.partition(";")[0])
    assert inside.status == 200
    assert "Người điều hành" in page.decode()


def test_without_tls_one_is_sent_to_it(served):
    client = http.client.HTTPConnection("127.0.0.1", served.front.plain_port, timeout=30)
    client.request("GET", "/agencies/bo?state=new", headers={"host": HOST})
    answer = client.getresponse()
    client.close()

    assert answer.status in {301, 308}
    assert re.fullmatch(rf"https://{HOST}(:\d+)?/agencies/bo\?state=new", answer.headers["location"])


def test_another_host_is_not_served(served):
    with suppress(ssl.SSLError, ConnectionResetError):  # nobody shows a certificate for it
        served.front.connect(host="evil.example")
        raise AssertionError("a certificate for another host")
    answer, page = served.front.ask("/login", host="evil.example")
    assert answer.status in {200, 403, 404, 421}
    assert b"<form" not in page


def test_what_clients_claim_of_themselves_is_not_believed(served):
    session = served.session("operator")
    answer, page = served.front.ask("/account", cookie=session, **FORGED)
    assert answer.status == 200
    assert "strict-transport-security" in answer.headers

    body = f"csrf={csrf(page)}"
    made, page = served.front.ask("/account/feeds", body, "127.0.0.2", cookie=session, **OURS, **FORGED)
    assert made.status in {200, 303}
    assert "evil.example" not in page.decode()
    assert re.search(rf"https://{HOST}/feeds?/", page.decode())  # an address that goes out of the house
    (_, change), *_ = served.accounts.log.newest(1)
    assert change.address == "127.0.0.2"


def test_guesses_are_counted_by_the_address_they_come_from(served):
    def guess(source: str, number: int) -> int:
        claimed = {**FORGED, "x_forwarded_for": f"203.0.113.{number}"}
        answer, _ = served.front.ask(
            "/api/v1/agencies/bo/findings", source=source, authorization=f"Bearer guess{number}", **claimed
        )
        return answer.status

    assert {guess("127.0.0.3", number) for number in range(FREE_TRIES["token"])} == {401}
    assert guess("127.0.0.3", 99) == 429
    assert guess("127.0.0.4", 99) == 401


def test_too_large_a_form_is_refused(served):
    answer, _ = served.front.ask("/login", "login=" + "x" * 70_000, **OURS)

    assert answer.status == 413


def test_a_table_of_answers_may_be_larger_than_a_form(served):
    session = served.session("operator")
    _, page = served.front.ask("/review", cookie=session)
    parts = [("csrf", csrf(page), ""), ("table", "agency_id\n" + "x\n" * 100_000, '; filename="x.csv"')]
    body = "".join(
        f'--x\r\ncontent-disposition: form-data; name="{name}"{file}\r\n\r\n{text}\r\n'
        for name, text, file in parts
    )
    kind = {"content_type": "multipart/form-data; boundary=x", "accept_language": "en"}
    answer, page = served.front.ask("/review/table", f"{body}--x--\r\n", cookie=session, **kind, **OURS)

    assert answer.status == 422, page.decode()[-1500:]
    assert "the column “criterion_id” is missing" in page.decode()


def test_too_large_a_head_is_refused_and_a_fair_one_taken(served):
    assert served.front.ask("/login", x_small="x" * 4_000)[0].status == 200
    with suppress(ConnectionError, http.client.RemoteDisconnected):
        assert served.front.ask("/login", x_large="x" * 40_000)[0].status in {400, 431}


BEGUN = {
    "silent": b"",
    "half a head": b"GET /login HTTP/1.1\r\nHost: osi.example\r\n",
    "half a form": b"POST /login HTTP/1.1\r\nHost: osi.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlogin=",
}


def test_who_is_slow_is_given_up_and_keeps_nobody_waiting(served):
    with ExitStack() as stack:
        slow = {kind: [] for kind in BEGUN}
        for number, kind in enumerate(BEGUN):  # each from an address of its own, at once
            for _ in range(20):
                client = stack.enter_context(served.front.connect(f"127.0.1.{number}"))
                client.sendall(BEGUN[kind])
                slow[kind].append(client)
        at = time.monotonic()
        assert served.front.ask("/login")[0].status == 200
        assert time.monotonic() - at < 5
        for kind, clients in slow.items():
            for client in clients[:3]:
                client.settimeout(30)
                with suppress(ssl.SSLError, ConnectionResetError):
                    said = client.recv(65_536)
                    assert said == b"" or re.match(rb"HTTP/1.1 (400|408) ", said), kind
        assert time.monotonic() - at < 30


def test_connections_of_one_address_are_limited_by_nginx(served):
    if served.front.name != "nginx":
        pytest.skip("Caddy itself does not limit them")
    with ExitStack() as stack:
        for _ in range(45):
            client = stack.enter_context(served.front.connect("127.0.0.6"))
            client.sendall(b"POST /login HTTP/1.1\r\nHost: osi.example\r\nContent-Length: 100\r\n\r\n")
        assert served.front.ask("/login", source="127.0.0.6")[0].status == 503
        assert served.front.ask("/login", source="127.0.0.7")[0].status == 200


def test_an_archived_copy_keeps_its_own_policy(served):
    session = served.session("reader")
    _, page = served.front.ask("/agencies/bo", cookie=session)
    for finding in sorted(set(re.findall(r'href="(/findings/\w+)"', page.decode()))):
        _, page = served.front.ask(finding, cookie=session)
        if copy := re.search(r'href="(/agencies/bo/copies/[^"]+)"', page.decode()):
            break
    answer, _ = served.front.ask(f"{copy[1]}/page", cookie=session)

    (policy,) = answer.headers.get_all("content-security-policy")
    assert "sandbox;" in policy
    assert "allow-scripts" not in policy


def test_only_what_is_the_same_for_everybody_is_compressed(served):
    session = served.session("reader")
    _, page = served.front.ask("/agencies/bo", cookie=session, accept_encoding="gzip, br, zstd")
    asset = re.search(r'href="(/assets/[^"]+\.css)"', page.decode())[1]
    style, packed = served.front.ask(asset, accept_encoding="gzip")

    assert style.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in style.headers["vary"].lower()
    assert "immutable" in style.headers["cache-control"]
    assert b"{" in gzip.decompress(packed)
    for path in (
        "/login",
        "/agencies/bo",
        "/account",
        "/nothing/here",
        "/search?q=bo",
        "/api/v1/openapi.json",
    ):
        answer, _ = served.front.ask(path, cookie=session, accept_encoding="gzip, br, zstd")
        assert "content-encoding" not in answer.headers, path


def test_secrets_in_addresses_stay_out_of_the_log(served):
    secret = "8XtJVvx6QILW3my6ApGzDFJ78Hf3d7qJ6G8YDVhQ_QA"
    for path in (f"/invitation/{secret}", f"/login?next=/shared/{secret}/vi/bo.html&x={secret}"):
        served.front.ask(
            path,
            cookie=f"__Host-osi={secret}",
            authorization=f"Bearer {secret}",
            referer=f"https://{HOST}/x/{secret}",
        )
    end = time.monotonic() + 10
    while served.front.log.count("/login?next=") < 1:
        assert time.monotonic() < end
        time.sleep(0.05)

    assert "/invitation/..." in served.front.log
    assert secret not in served.front.log
