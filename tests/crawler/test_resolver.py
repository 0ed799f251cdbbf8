from __future__ import annotations

import pytest
from twisted.internet import defer
from twisted.internet.error import DNSLookupError

from crawler.resolver import GuardedResolver, _check, refused


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1", "0.0.0.0"])
def test_names_that_lead_to_local_addresses_are_refused(address):
    with pytest.raises(DNSLookupError, match="local address"):
        _check(address, "rebind.gov.vn")

    assert "rebind.gov.vn" in refused


def test_public_answers_pass():
    assert _check("203.162.0.11", "moj.gov.vn") == "203.162.0.11"


@pytest.fixture
def resolver(monkeypatch):
    """A resolver whose underlying look-up always answers 10.0.0.1."""
    monkeypatch.setenv("http_proxy", "http://proxy.bo.gov.vn:3128")
    monkeypatch.setattr(
        "scrapy.resolver.CachingThreadedResolver.getHostByName",
        lambda *_args, **_kw: defer.succeed("10.0.0.1"),
    )
    return GuardedResolver(None, 10, 1.0)


def outcome(deferred) -> list:
    seen: list = []
    deferred.addCallbacks(seen.append, lambda failure: seen.append(failure.type))
    return seen


def test_an_ordinary_name_with_a_local_answer_fails(resolver):
    assert outcome(resolver.getHostByName("www.moj.gov.vn")) == [DNSLookupError]


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "proxy.bo.gov.vn"])
def test_the_proxy_and_names_the_guard_has_judged_pass(resolver, name):
    assert outcome(resolver.getHostByName(name)) == ["10.0.0.1"]
