"""The demo server as a vhost server, as a proxy and over TLS; what every portal keeps to."""

from __future__ import annotations

import http.client
import re
import ssl
import unicodedata
from datetime import date
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

import lxml.html
import pytest

from audit.demo.behaviours import Request as Asked
from audit.demo.content import PORTALS as FOLDER
from audit.demo.content import PageFile, load_portals
from audit.demo.render import origin
from audit.demo.server import DEFAULT_DAY, DemoServer
from crawler.yamlfile import load_model

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/67.0 Safari/537.36"
ROBOT = "osi-audit/0.1 (+mailto:demo@osi-audit.example)"
PORTALS = {portal.site.id: portal for portal in load_portals()}
# Pages that fail or redirect on purpose.
FAILING = {
    "http://www.hoagiai-mau.example/",
    "http://www.giaoducpt-mau.example/ban-do-truong-hoc",
    "http://dichvucong.moitruongbien-mau.example/",
}


@pytest.fixture(scope="module")
def server():
    with DemoServer() as running:
        yield running


@pytest.fixture(scope="module")
def browse(server):
    trust = ssl.create_default_context(cafile=str(server.ca_file))
    proxies = ProxyHandler({"http": server.proxy_url, "https": server.proxy_url})
    opener = build_opener(proxies, HTTPSHandler(context=trust))

    def get(url, agent=BROWSER):
        with opener.open(Request(quote(url, safe=":/?&=%;#"), headers={"User-Agent": agent})) as answer:
            return answer.status, answer.geturl(), answer.read()

    return get


def ask(server, url, agent=BROWSER, cookie=""):
    """Answer without a socket: the network is a pure function."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return server.network.answer(
        Asked("GET", parts.hostname, target, {"user-agent": agent, "cookie": cookie})
    )


def pages_of(portal):
    """Every page with a readable HTML answer: (url, branch, page)."""
    for (host, path), (branch, page) in portal.pages.items():
        url = origin(portal, host) + path
        if url not in FAILING:
            yield url, branch, page


def test_answers_by_host_header(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/gioi-thieu", headers={"Host": "www.binhminh-mau.example"})
    answer = connection.getresponse()
    assert answer.status == 200
    assert "Tổng quan về tỉnh" in answer.read().decode()
    connection.close()


def test_is_a_plain_proxy(browse):
    status, _, body = browse("http://www.binhminh-mau.example/lien-he")
    assert status == 200
    assert "đường Bờ Kè" in body.decode()


def test_ends_tls_with_a_certificate_its_authority_signed(browse):
    status, _, body = browse("https://www.ytecd-mau.example/en/about/functions")
    assert status == 200
    assert "state management of primary health care" in body.decode()


def test_https_portal_sends_plain_requests_to_https(browse):
    _, final, _ = browse("http://www.ytecd-mau.example/en")
    assert final == "https://www.ytecd-mau.example/en"


def test_plain_portals_refuse_tls(server):
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=5)
    connection.set_tunnel("www.binhminh-mau.example", 443)
    with pytest.raises(OSError, match="502"):
        connection.request("GET", "/")
    connection.close()


def test_tunnel_keeps_the_connection_alive(server):
    trust = ssl.create_default_context(cafile=str(server.ca_file))
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=5, context=trust)
    connection.set_tunnel("www.ytecd-mau.example", 443)
    for path in ("/en", "/en/faq"):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
    connection.close()


def test_logs_requests(server, browse):
    browse("http://www.binhminh-mau.example/van-ban")
    assert any(entry.url == "http://www.binhminh-mau.example/van-ban" for entry in server.requests)


def test_head_has_no_body(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("HEAD", "/", headers={"Host": "www.binhminh-mau.example"})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read() == b""
    connection.close()


def test_closed_server_has_no_port():
    with pytest.raises(RuntimeError, match="not open"):
        _ = DemoServer().port


def test_unknown_host_is_a_bad_gateway(server):
    assert ask(server, "http://nobody.example/").status == 502


@pytest.mark.parametrize("name", sorted(PORTALS))
def test_portal_has_twenty_to_seventy_pages_and_its_series(name):
    files = [
        load_model(path, PageFile)[0] for path in (FOLDER / name).glob("*.yaml") if path.name != "site.yaml"
    ]
    assert 20 <= sum(page.listed for file in files for page in file.pages) <= 70
    series = sum(one.count for file in files for one in file.series)
    assert len(PORTALS[name].pages) == series + sum(len(file.pages) for file in files)


@pytest.mark.parametrize("name", sorted(PORTALS))
def test_every_internal_link_answers(server, name):
    portal = PORTALS[name]
    links = set()
    for url, _, _ in pages_of(portal):
        answer = ask(server, url, cookie="JSESSIONID=1")
        if answer.status == 200:
            tree = lxml.html.document_fromstring(answer.body)
            found = tree.xpath(
                "//a/@href | //link/@href | //form/@action | //option/@value[contains(., '://')]"
            )
            links |= {
                urljoin(url, link.split("#")[0])
                for link in found
                if not link.startswith(("mailto:", "javascript:"))
            }
    lost = [link for link in links if link not in FAILING and ask(server, link).status not in {200, 302}]
    assert lost == []


@pytest.mark.parametrize("name", sorted(PORTALS))
def test_nothing_but_example_hosts_and_no_remote_resource(server, name):
    for url, _, _ in pages_of(PORTALS[name]):
        text = ask(server, url).body.decode("utf-8", "replace")
        hosts = set(re.findall(r"""(?:https?:)?//([^/"'\s<]+)""", text)) | set(
            re.findall(r"@([\w.-]+\w)", text)
        )
        assert all(host.endswith(".example") for host in hosts), (url, hosts)
        tree = lxml.html.document_fromstring(text.encode())
        assert not [
            source for source in tree.xpath("//@src | //link[@rel='stylesheet']/@href") if "//" in source
        ]


@pytest.mark.parametrize("name", sorted(PORTALS))
def test_pages_are_whole_and_dates_are_no_later_than_the_day(server, name):
    for url, _, page in pages_of(PORTALS[name]):
        answer = ask(server, url)
        if answer.status != 200:
            continue
        tree = lxml.html.document_fromstring(answer.body)
        assert tree.xpath("//title/text()"), url
        if "jsessionid" not in str(answer.headers).lower() or page.path != "/":
            assert len(tree.xpath("//main")) == 1, url
        for stamp in tree.xpath("//time/@datetime"):
            assert stamp <= DEFAULT_DAY.isoformat(), url


def test_no_paragraph_stands_on_two_pages():
    seen = {}
    for name, portal in PORTALS.items():
        for (host, path), (_, page) in portal.pages.items():
            for paragraph in re.split(r"\n\s*\n", page.body):
                if len(paragraph) > 120:
                    assert paragraph not in seen, (name, host, path, seen[paragraph])
                    seen[paragraph] = (host, path)


def test_dates_follow_the_day():
    early, late = DemoServer(date(2018, 6, 30)), DemoServer(date(2019, 3, 1))
    url = "http://www.binhminh-mau.example/tin-tuc"
    assert "29/06/2018" in ask(early, url).body.decode()
    assert "28/02/2019" in ask(late, url).body.decode()
    assert "2018" not in re.sub(r"Thông tư[^<]*", "", ask(late, url).body.decode())


def test_declared_languages_are_right_and_wrong_as_meant(server):
    declared = {
        "https://www.ytecd-mau.example/en": "en",
        "https://www.ytecd-mau.example/": "vi",
        "http://www.giaoducpt-mau.example/": "en",
        "http://english.hoagiai-mau.example/": "vi-VN",
    }
    for url, language in declared.items():
        assert lxml.html.document_fromstring(ask(server, url).body).get("lang") == language


def test_twins_point_at_each_other():
    portal = PORTALS["ytecd"]
    for (host, path), (_, page) in portal.pages.items():
        if page.twin and not page.twin.startswith("http"):
            assert portal.pages[host, page.twin][1].twin == path


def test_blocked_portal_refuses_robots_and_serves_people(server):
    home = "http://www.moitruongbien-mau.example/"
    assert ask(server, home, ROBOT).status == 403
    assert "Thông báo từ chối truy cập" in ask(server, home, ROBOT).body.decode()
    quiet = ask(server, home + "tin-tuc", ROBOT)
    assert quiet.status == 200
    assert "tường lửa" in quiet.body.decode()
    assert ask(server, home + "van-ban", ROBOT).status == 429
    assert ask(server, home + "robots.txt", ROBOT).status == 200
    assert ask(server, "http://dichvucong.moitruongbien-mau.example/robots.txt", ROBOT).status == 503
    assert "Tin hoạt động" in ask(server, home).body.decode()


def test_blocked_portal_refuses_robots_everywhere(server):
    portal = PORTALS["moitruongbien"]
    for url, _, page in pages_of(portal):
        body = ask(server, url, ROBOT).body.decode()
        assert f"<h1>{page.title}</h1>" not in body


def test_session_ids_change_until_a_cookie_comes_back(server):
    url = "http://www.hoagiai-mau.example/Pages/home.aspx"
    first, second = ask(server, url), ask(server, url)
    assert b";jsessionid=" in first.body
    assert first.body != second.body
    assert b";jsessionid=" not in ask(server, url, cookie="JSESSIONID=1").body


def test_session_id_does_not_change_the_page(server):
    url = "http://www.hoagiai-mau.example/Pages/lanh-dao.aspx;jsessionid=ABC"
    assert "Viên Chí Thanh" in ask(server, url).body.decode()


def test_legacy_encodings(server):
    base = "http://www.hoagiai-mau.example/Pages/"
    ask_page = lambda name: ask(server, base + name, cookie="JSESSIONID=1")  # noqa: E731
    old = ask_page("gioi-thieu-chung.aspx")
    assert "gần dân, lắng nghe" in unicodedata.normalize("NFC", old.body.decode("cp1258"))
    assert "hßa gi¶i" in ask_page("lich-su.aspx").body.decode()
    assert "quyeàn" in ask_page("ban-tin-noi-bo.aspx").body.decode()
    composed = ask_page("chuc-nang.aspx").body.decode()
    assert not unicodedata.is_normalized("NFC", composed)
    assert "Kính gá»­i" in ask_page("thu-ngo.aspx").body.decode().replace("KÃ\xadnh", "Kính")


def test_print_twin_has_the_same_text(server):
    twin = ask(server, "http://www.hoagiai-mau.example/print/412").body.decode()
    assert "thừa kế đất đai" in twin
    assert "<nav" not in twin


def test_calendar_never_ends(server):
    url = "http://www.hoagiai-mau.example/Pages/lich-cong-tac.aspx"
    seen = set()
    for _ in range(5):
        tree = lxml.html.document_fromstring(ask(server, url, cookie="JSESSIONID=1").body)
        url = urljoin(url, tree.xpath("//p[@class='pager']/a[2]/@href")[0])
        assert url not in seen
        seen.add(url)


def test_documents_are_real_files(server):
    base = "https://www.ytecd-mau.example"
    assert ask(server, f"{base}/tep/14-tt.pdf").body.startswith(b"%PDF-1.4")
    assert ask(server, f"{base}/tep/du-toan-trong-nam.xlsx").body.startswith(b"PK")
    data = ask(server, f"{base}/en/data/notifiable-diseases-by-month.csv").body.decode()
    assert data.splitlines()[0] == "month,dengue,hand_foot_mouth,seasonal_influenza"


def test_sitemap_names_listed_pages_only(server):
    text = ask(server, "https://www.ytecd-mau.example/sitemap.xml").body.decode()
    assert "https://www.ytecd-mau.example/en/about/functions" in text
    assert "/en/search" not in text
