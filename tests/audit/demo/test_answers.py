"""The answer key against the demo registry and the criteria."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.demo.answers import load_answers
from audit.demo.content import load_portals
from audit.results import Verdict
from crawler.errors import ConfigError
from crawler.paths import config_dir
from crawler.registry import load_registry
from crawler.yamlfile import load_yaml

SITES = Path("audit/demo/sites.yaml")


@pytest.fixture(scope="module")
def registry():
    return load_registry(Path(__file__).parents[3] / SITES)


@pytest.fixture(scope="module")
def criteria():
    found = {}
    for path in sorted((config_dir() / "criteria").glob("*.yaml")):
        data, _ = load_yaml(path)
        found |= {row["id"]: row for row in data["criteria"]}
    return found


def test_every_agency_has_answers_and_a_portal(registry):
    ids = {agency.id for agency in registry.agencies}
    assert ids == set(load_answers().agencies)
    assert ids == {portal.site.id for portal in load_portals()}


def test_registry_names_served_hosts(registry):
    served = {host.host for portal in load_portals() for host in portal.site.hosts}
    assert {part.host for agency in registry.agencies for part in agency.portals} == served


def test_criteria_exist_and_are_in_force(criteria):
    for agency in load_answers().agencies.values():
        for name in agency.criteria:
            valid = criteria[name].get("valid", {})
            assert valid.get("from", "2000") <= "2018-06-30" <= valid.get("until", "9999"), name


def test_criteria_apply_to_the_agency(registry, criteria):
    for agency_id, answers in load_answers().agencies.items():
        sectors = set(registry.get(agency_id).sectors)
        for name in answers.criteria:
            asked = criteria[name].get("applies_to", [])
            wanted = [a.get("sectors", []) for a in ([asked] if isinstance(asked, dict) else asked)]
            assert not wanted or any(not w or sectors & set(w) for w in wanted), (agency_id, name)


def test_neutral_criteria_have_one_answer(criteria):
    for agency in load_answers().agencies.values():
        for name, answer in agency.criteria.items():
            if criteria[name].get("language") == "neutral":
                assert answer.english == answer.local, name


def test_key_is_large_and_varied():
    answers = load_answers()
    assert len(answers.agencies["ytecd"].criteria) >= 40
    assert answers.decided() >= 100
    verdicts = [answer.verdict for agency in answers.agencies.values() for answer in agency.criteria.values()]
    for verdict in (Verdict.MET, Verdict.VIETNAMESE_ONLY, Verdict.NOT_MET, Verdict.COULD_NOT_TELL):
        assert verdicts.count(verdict) >= 10, verdict
    sides = [
        side
        for agency in answers.agencies.values()
        for a in agency.criteria.values()
        for side in (a.english, a.local)
    ]
    assert sides.count("partly") >= 10


def test_wrong_key_names_file_and_key(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("version: 1\nagencies:\n  a:\n    criteria: {X-1: perhaps}\n", "utf-8")
    with pytest.raises(ConfigError, match=r"answers\.yaml:4: agencies\.a\.criteria\.X-1"):
        load_answers(path)
