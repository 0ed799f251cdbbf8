from __future__ import annotations

import json
from pathlib import Path

from crawler.extract import Extracts
from crawler.hosts import HostMap
from crawler.registry import load_registry
from tests.mockgov import agency, write_registry

SITES = Path(__file__).parents[2] / "config" / "sites.yaml"


def test_a_crawl_is_the_same_with_the_extract(tmp_path):
    whole = load_registry(SITES)
    extracts = Extracts(whole)
    for one in whole.agencies:
        path = tmp_path / f"{one.id}.json"
        path.write_text(extracts.of(one.id), encoding="utf-8")
        part = load_registry(path)

        assert HostMap.for_agency(part.get(one.id), part) == HostMap.for_agency(one, whole), one.id
        assert part.get(one.id).limits == one.limits
        assert part.get(one.id).portals == one.portals
        assert part.defaults.user_agent_contact == whole.defaults.user_agent_contact


def test_neighbours_below_its_own_hosts_come_along_and_nobody_else(tmp_path):
    sites = write_registry(
        tmp_path / "sites.yaml",
        agency("tinh", "https://tinh.example/", contacts=[{"email": "a@tinh.example"}]),
        agency("xa", "https://xa.tinh.example/", parent="tinh"),
        agency("other", "https://other.example/"),
        timeout_s=7,
    )
    registry = load_registry(sites)

    province, commune = (json.loads(Extracts(registry).of(name)) for name in ("tinh", "xa"))

    assert [a["id"] for a in province["agencies"]] == ["tinh", "xa"]
    assert [a["id"] for a in commune["agencies"]] == ["xa"]
    assert "a@tinh.example" not in json.dumps(province)
    assert commune["agencies"][0]["limits"]["timeout_s"] == 7
