"""Portals that mean harm: answers without end, and links that lead out of the agency's hosts."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import tests.mockgov.hostile
from crawler.heads import MAX_BYTES
from crawler.job import CrawlJob
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl, job_for

assert tests.mockgov.hostile.gigabyte  # its paths are there by now

ROOT = Path(__file__).parents[2]
MB = 1 << 20
ENDLESS = {
    "gigabyte": FetchStatus.TOO_LARGE,
    "gigabyte-declared": FetchStatus.TOO_LARGE,
    "gigabyte-packed": FetchStatus.TOO_LARGE,
    "twice-packed": FetchStatus.TOO_LARGE,
    "many-headers": FetchStatus.BAD_RESPONSE,
    "long-header": FetchStatus.CONNECTION_LOST,
    "drip": FetchStatus.TIMEOUT,
    "drip-headers": FetchStatus.TIMEOUT,
}
_PEAK = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
)


def peak_of(job: CrawlJob) -> int:
    """Crawl in a process of its own and return the most memory it had, in MB."""
    command = [sys.executable, "-m", "crawler.job", job.agency_id, "--sites", str(job.sites)]
    command += ["--out", str(job.out), "--run-id", job.run_id]
    told = subprocess.run(
        [sys.executable, "-c", _PEAK, *command], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return int(told.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def endless(tmp_path_factory):
    """One crawl of a portal for each answer without end, and a small one for comparison."""
    folder = tmp_path_factory.mktemp("endless")
    govs = {name: MockGov({"/": f'<h1>Trang</h1><a href="/{name}">x</a>'}) for name in ENDLESS}
    for gov in govs.values():
        gov.__enter__()
    with MockGov({"/": "<h1>Trang</h1>"}) as small:
        usual = peak_of(job_for(folder, small.url(), agency_id="nho"))
    job = job_for(folder, *(gov.url() for gov in govs.values()), timeout_s=3)
    peak = peak_of(job)
    with Snapshot(job.out) as snapshot:
        yield govs, snapshot, peak - usual
    for gov in govs.values():
        gov.__exit__()


@pytest.mark.parametrize(("name", "status"), ENDLESS.items(), ids=list(ENDLESS))
def test_an_answer_without_end_is_broken_off_and_said(endless, name, status):
    govs, snapshot, _ = endless

    record = snapshot.page(govs[name].url(f"/{name}"))

    assert (record.status, record.detail) == (status, record.detail)
    # What the sockets of both sides hold may have been sent; ten times a limit of 1 MB was not.
    assert all(sent < 12 * MB for path, sent in govs[name].state.items() if path == f"/{name}")


def test_answers_without_end_are_not_held_in_memory(endless):
    *_, more = endless

    assert more < 60


def test_headers_without_end_are_named(endless):
    govs, snapshot, _ = endless

    detail = snapshot.page(govs["many-headers"].url("/many-headers")).detail

    assert f"its headers are larger than {MAX_BYTES >> 10} kB" in detail


class Listener:
    """A port of this machine that must never be connected to, over IPv4 and IPv6."""

    def __init__(self) -> None:
        self.callers: list[object] = []
        self._socket = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self._socket.settimeout(0.05)
        self.port = self._socket.getsockname()[1]
        self._closing = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while not self._closing:
            try:
                caller, address = self._socket.accept()
            except TimeoutError:
                continue
            self.callers.append(address)
            caller.close()

    def close(self) -> None:
        self._closing = True
        self._thread.join()
        self._socket.close()


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()
    try:
        yield listener
    finally:
        listener.close()


def escapes(own: str, port: int) -> list[str]:
    """Ways to write an address of this machine that is not the agency's, and schemes that are no web."""
    host, _, _ = own.partition(":")
    return [
        *(
            f"http://{name}:{port}/x"
            for name in (
                "127.0.0.1", "127.1", "127.0.0.2", "0.0.0.0", "0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1",
                "017700000001", "localhost", "LOCALHOST.", "a.localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
                "[0:0:0:0:0:0:0:1]", "[64:ff9b::7f00:1]", "[::127.0.0.1]", "[::1%25lo]", "１２７.０.０.１", "127。0。0。1", "127.0.0.1.",
                "ip6-localhost", socket.gethostname(),
            )
        ),
        f"//127.0.0.1:{port}/x",
        f"http:\\\\127.0.0.1:{port}\\x",
        f"http:///127.0.0.1:{port}/x",
        f"http://{own}@127.0.0.1:{port}/x",
        f"http://{host}:x@127.0.0.1:{port}/x",
        f"http://{own}\\@127.0.0.1:{port}/x",
        f"http://127.0.0.1:{port}\\@{own}/x",
        f"http://{own}#@127.0.0.1:{port}/x",
        f"http://{own}%2f@127.0.0.1:{port}/x",
        f"http://{own}%00.127.0.0.1:{port}/x",
        f"http://127.0.0.1%3a{port}/x",
        f"ht\ttp://127.0.0.1:{port}/x",
        f"http://127.0.0.1:{port}\t/x",
        f"https://127.0.0.1:{port}/x",
        f"ftp://127.0.0.1:{port}/x",
        f"ws://127.0.0.1:{port}/x",
        f"view-source:http://127.0.0.1:{port}/x",
        f"browser+http://127.0.0.1:{port}/x",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "data:text/html,<a href=/trong>x</a>",
        f"javascript:location='http://127.0.0.1:{port}/x'",
        "s3://bucket/x",
    ]  # fmt: skip


def test_no_link_form_source_or_site_map_leads_out_of_the_agencys_hosts(tmp_path):
    with listening() as outside, MockGov() as gov:
        out = escapes(gov.host, outside.port)
        links = "".join(
            f'<a href="{url}">1.000105 - Cấp giấy phép lao động</a><iframe src="{url}"></iframe><link rel="alternate" hreflang="en" href="{url}">'
            f'<table data-url="{url}"></table><form action="{url}"><input type="search" name="q"></form><a href="{url}.pdf">Tệp</a>'
            for url in out
        )
        entries = "".join(f"<url><loc>{url.replace('<', '&lt;')}</loc></url>" for url in out)
        gov.robots = "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {url}\n" for url in out)
        gov.pages |= {
            "/": f"<h1>Trang</h1>{links}<a href=/nen>nền</a>",
            "/nen": f'<base href="http://127.0.0.1:{outside.port}/"><h1>Nền</h1><a href="tin">tin</a>',
            "/sitemap.xml": f"<urlset>{entries}</urlset>",
        }
        outcome = crawl(tmp_path, gov.url())

    assert outside.callers == []
    assert outcome.fetched == 2
    assert not any("passwd" in path or "trong" in path for path in gov.paths())
    with Snapshot(outcome.folder) as snapshot:
        asked = {r.url for r in snapshot.pages() if r.http_status is not None}
    assert asked >= {gov.url(), gov.url("/nen")}
    assert all(url.startswith(gov.url()) for url in asked)  # what urljoin takes for a path of its own


def test_no_redirect_leads_out_of_the_agencys_hosts(tmp_path):
    with listening() as outside, MockGov() as gov:
        out = [url for url in escapes(gov.host, outside.port) if url.isascii() and "\t" not in url]
        gov.pages["/"] = "<h1>Trang</h1>" + "".join(
            f'<a href="/di/{n}">x</a><a href="/lam-moi/{n}">x</a>' for n in range(len(out))
        )
        for number, url in enumerate(out):
            gov.pages[f"/di/{number}"] = (302, {"Location": url}, b"")
            gov.pages[f"/lam-moi/{number}"] = f'<meta http-equiv=refresh content="0; url={url}"><h1>Đi</h1>'
        outcome = crawl(tmp_path, gov.url())

    assert outside.callers == []
    assert not any("passwd" in path or "trong" in path for path in gov.paths())
    assert outcome.result.stop_reason == "finished"


@pytest.mark.parametrize("form", range(6))
def test_robots_txt_and_site_maps_that_redirect_do_not_lead_out(tmp_path, form):
    with listening() as outside, MockGov({"/": "<h1>Trang</h1>"}) as gov:
        url = [
            f"http://127.0.0.1:{outside.port}/",
            f"http://[::1]:{outside.port}/",
            f"http://2130706433:{outside.port}/",
            f"http://localhost:{outside.port}/",
            "file:///etc/passwd",
            "data:text/plain,User-agent: *",
        ][form]
        gov.pages["/sitemap.xml"] = (301, {"Location": url}, b"")
        gov.robots = (301, {"Location": url}, b"")
        crawl(tmp_path, gov.url())

    assert outside.callers == []


def test_a_name_that_leads_into_an_inner_network_is_not_asked(tmp_path):
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        pytest.skip("this machine has no name")
    with listening() as outside:
        outcome = crawl(tmp_path, f"http://{name}:{outside.port}/")

    assert outside.callers == [], address
    assert outcome.result.portals[0].status in {FetchStatus.PRIVATE_ADDRESS, FetchStatus.DNS}
    assert outcome.fetched == 0


@pytest.mark.parametrize(
    ("robots", "fetched", "stat"),
    [
        (bytes(range(256)) * 2000, 2, None),
        (b"User-agent: *\nDisallow: /kin\n" + b"Disallow: /*a*b*c*d*e*f$\n" * 30_000, 2, "osi/robots/cut"),
        (b"User-agent: *\nDisallow: /kin\n" + b"x" * 900_000, 2, "osi/robots/cut"),
        (b"User-agent: *\nDisallow: /kin\n" + b"Disallow: /" + b"*a" * 50_000 + b"\n", 2, None),
        (b"User-agent: *\nCrawl-delay: 1e308\nDisallow: /kin\n", None, None),
        (b"User-agent: *\nCrawl-delay: nan\nDisallow: /kin\n", 2, None),
        (b"User-agent: *\nCrawl-delay: -5\nDisallow: /kin\n", 2, None),
    ],
    ids=["binary", "many rules", "no line ends", "many stars", "endless delay", "no delay", "negative delay"],
)
def test_a_hostile_robots_txt_costs_little(tmp_path, robots, fetched, stat):
    with MockGov({"/": f'<h1>Trang</h1><a href="/{"a" * 300}">x</a>'}) as gov:
        gov.pages[f"/{'a' * 300}"] = "<h1>Trang</h1>"
        gov.robots = (200, {"Content_Type": "text/plain"}, robots)
        outcome = crawl(tmp_path, gov.url(), max_minutes=0.1)

    assert outcome.seconds < 20
    assert outcome.result is not None
    if fetched is not None:
        assert outcome.fetched == fetched
    if stat:
        assert outcome.result.stats[stat] == 1


def test_a_robots_txt_without_end_keeps_the_crawler_out(tmp_path):
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        gov.robots = (301, {"Location": "/gigabyte"}, b"")
        outcome = crawl(tmp_path, gov.url())

    assert gov.state["/gigabyte"] < 12 * MB
    assert outcome.result.portals[0].status is FetchStatus.ROBOTS_UNREACHABLE


def test_a_robots_txt_that_redirects_for_ever_counts_as_none(tmp_path):
    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        gov.robots = (301, {"Location": "/endless/1"}, b"")
        outcome = crawl(tmp_path, gov.url())

    assert outcome.fetched == 1
    assert sum(path.startswith("/endless") for path in gov.paths()) <= 5


SITE_MAPS = {
    "bomb": "/gigabyte-packed",
    "without end": "/gigabyte",
    "slow": "/drip",
}


@pytest.mark.parametrize("path", SITE_MAPS.values(), ids=list(SITE_MAPS))
def test_a_hostile_site_map_costs_little(tmp_path, path):
    with MockGov({"/": "<h1>Trang</h1>"}, robots=f"Sitemap: http://{{host}}{path}\n") as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.fetched == 1
    assert outcome.seconds < 25
    assert gov.state[path] < 12 * MB


def test_site_maps_that_name_one_another_come_to_an_end(tmp_path):
    def index(*paths: str) -> bytes:
        found = "".join(f"<sitemap><loc>http://{gov.host}{path}</loc></sitemap>" for path in paths)
        return f"<sitemapindex>{found}</sitemapindex>".encode()

    with MockGov({"/": "<h1>Trang</h1>"}) as gov:
        gov.pages["/sitemap.xml"] = index("/sitemap.xml", "/2.xml", *(f"/nhieu/{n}.xml" for n in range(500)))
        gov.pages["/2.xml"] = index("/sitemap.xml", "/2.xml", "/3.xml")
        outcome = crawl(tmp_path, gov.url())

    assert outcome.result.stop_reason == "finished"
    assert outcome.result.stats["osi/sitemaps/over_cap"] > 400
    assert max(gov.paths().count(path) for path in ("/sitemap.xml", "/2.xml")) == 1
