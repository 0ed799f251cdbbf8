from __future__ import annotations

from crawler.registry import Portal
from crawler.tls import tls_state
from tests.mockgov import MockGov


def portal(url: str) -> Portal:
    return Portal(url=url, role="main")


def test_a_self_signed_certificate_is_untrusted(tmp_path):
    with MockGov(tls_folder=tmp_path) as gov:
        assert tls_state(portal(gov.url()), 5) == "untrusted: self-signed certificate"


def test_no_tls_behind_an_https_address_is_untrusted():
    with MockGov() as gov:
        assert tls_state(portal(f"https://{gov.host}/"), 5).startswith("untrusted: ")


def test_plain_http_has_no_state():
    assert tls_state(portal("http://x.gov.vn/"), 5) == ""


def test_a_host_that_does_not_answer_has_no_state():
    with MockGov() as gov:
        url = f"https://{gov.host}/"

    assert tls_state(portal(url), 5) == ""


def test_behind_a_proxy_nothing_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    with MockGov(tls_folder=tmp_path) as gov:
        assert tls_state(portal(gov.url()), 5) == ""
        assert gov.hits == []
