from __future__ import annotations

import pytest

from crawler.hosts import HostMap, is_private, is_public_suffix
from crawler.registry import Registry
from tests.mockgov.registry import agency


def registry(*agencies) -> Registry:
    return Registry.model_validate(
        {"version": 1, "defaults": {"user_agent_contact": "x"}, "agencies": list(agencies)}
    )


@pytest.fixture
def hosts() -> HostMap:
    everybody = registry(
        agency(
            "molisa", "http://www.molisa.gov.vn/", "https://dichvucong.molisa.gov.vn", aliases=["bldtbxh.vn"]
        ),
        agency("tcdn", "http://tcdn.molisa.gov.vn/"),
        agency("portal", "http://chinhphu.vn/"),
    )
    return HostMap.for_agency(everybody.agencies[0], everybody)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("www.molisa.gov.vn", True),
        ("molisa.gov.vn", True),
        ("english.molisa.gov.vn", True),
        ("a.b.molisa.gov.vn:8080", True),
        ("www.bldtbxh.vn", True),
        ("tcdn.molisa.gov.vn", False),
        ("www.tcdn.molisa.gov.vn", False),
        ("moha.gov.vn", False),
        ("gov.vn", False),
        ("xmolisa.gov.vn", False),
        ("molisa.gov.vn.evil.example", False),
        ("chinhphu.vn", False),
    ],
)
def test_an_agency_owns_its_hosts_and_their_subdomains(hosts, host, own):
    assert hosts.is_own(host) is own


def test_a_portal_on_a_public_suffix_owns_that_host_only():
    everybody = registry(agency("odd", "http://gov.vn/"))
    hosts = HostMap.for_agency(everybody.agencies[0], everybody)

    assert hosts.is_own("gov.vn")
    assert not hosts.is_own("moj.gov.vn")


def test_agencies_on_one_address_are_told_apart_by_port():
    everybody = registry(agency("a", "http://127.0.0.1:8001/"), agency("b", "http://127.0.0.1:8002/"))
    hosts = HostMap.for_agency(everybody.agencies[0], everybody)

    assert hosts.is_own("127.0.0.1:8001")
    assert not hosts.is_own("127.0.0.1:8002")
    assert hosts.politeness_keys() == {"127.0.0.1:8001"}


def test_local_hosts_are_allowed_only_when_the_registry_names_them(hosts):
    everybody = registry(agency("a", "http://127.0.0.1:8001/"))
    local = HostMap.for_agency(everybody.agencies[0], everybody)

    assert local.allows("127.0.0.1")
    assert not local.allows("127.0.0.2")
    assert not hosts.allows("127.0.0.1")
    assert hosts.allows("moh.gov.vn")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "[::1]", "fe80::1", "fc00::1", "[::ffff:10.0.0.1]", "64:ff9b::a00:1", "2002:7f00:1::1",
        "localhost", "LOCALHOST.", "a.localhost", "nas.local", "vault.internal", "2130706433", "0x7f000001", "0177.0.0.1",
    ],
)  # fmt: skip
def test_local_addresses_are_known_in_every_spelling(host):
    assert is_private(host)


@pytest.mark.parametrize("host", ["moj.gov.vn", "8.8.8.8", "2606:4700::1111", "xn--x-iga.vn", "123.gov.vn"])
def test_public_hosts_are_no_local_ones(host):
    assert not is_private(host)


def test_public_suffixes_come_with_the_package():
    assert [is_public_suffix(h) for h in ("gov.vn", "vn", "com", "moj.gov.vn", "vass.ac.vn")] == [
        True, True, True, False, False,
    ]  # fmt: skip
