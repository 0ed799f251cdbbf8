"""The answer key against the demo registry and the criteria."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.criteria.applies import asks
from audit.criteria.loader import edition_names, load_editions
from audit.criteria.model import Language
from audit.demo.answers import load_answers
from audit.demo.content import load_portals
from audit.lexicon import load_lexicon
from audit.results import Verdict
from crawler.errors import ConfigError
from crawler.paths import config_dir
from crawler.registry import load_registry

DAY = date(2018, 6, 30)
SITES = Path("audit/demo/sites.yaml")


@pytest.fixture(scope="module")
def registry():
    return load_registry(Path(__file__).parents[3] / SITES)


@pytest.fixture(scope="module")
def criteria():
    """All that is in force on the day of the demo, complete with what `like` gives."""
    config = config_dir()
    editions = load_editions(config, edition_names(config), DAY)
    return {criterion.id: criterion for edition in editions for criterion in edition.criteria}


def test_every_agency_has_answers_and_a_portal(registry):
    ids = {agency.id for agency in registry.agencies}
    assert ids == set(load_answers().agencies)
    assert ids == {portal.site.id for portal in load_portals()}


def test_registry_names_served_hosts(registry):
    served = {host.host for portal in load_portals() for host in portal.site.hosts}
    assert {part.host for agency in registry.agencies for part in agency.portals} == served


def test_criteria_exist_and_are_in_force(criteria):
    for agency in load_answers().agencies.values():
        assert set(agency.criteria) <= set(criteria)


def test_criteria_are_asked_of_the_agency(registry, criteria):
    known = load_lexicon(config_dir()).sectors
    for agency_id, answers in load_answers().agencies.items():
        agency = registry.get(agency_id)
        sectors = known.of(agency.sectors)
        for name in answers.criteria:
            assert asks(criteria[name], agency, sectors), (agency_id, name)


def test_what_a_person_decides_is_not_in_the_key(criteria):
    for agency_id, answers in load_answers().agencies.items():
        for name in answers.criteria:
            assert criteria[name].detector != "person", (agency_id, name)


def test_criteria_with_one_side_have_one_answer(criteria):
    """What has no language, and duties that Vietnamese content fulfils whoever reads."""
    one_sided = {Language.NEUTRAL, Language.VIETNAMESE}
    checked = set()
    for agency_id, agency in load_answers().agencies.items():
        for name, answer in agency.criteria.items():
            if criteria[name].language in one_sided:
                assert answer.english == answer.local, (agency_id, name)
                checked.add(criteria[name].language)
    assert checked == one_sided


def test_criteria_that_ask_the_same_have_one_answer(criteria):
    """Of one agency; a duty with one side agrees with the Vietnamese answer."""
    compared = 0
    for agency_id, agency in load_answers().agencies.items():
        by_root: dict[str, set[str]] = {}
        for name, answer in agency.criteria.items():
            by_root.setdefault(criteria[name].root, set()).add(answer.local)
            compared += criteria[name].root != name and criteria[name].root in agency.criteria
        assert all(len(said) == 1 for said in by_root.values()), (agency_id, by_root)
    assert compared >= 5


def test_every_edition_is_answered(criteria):
    answered = {name for agency in load_answers().agencies.values() for name in agency.criteria}
    for start, least in (("OSI2024-", 90), ("LOSI2024-", 40), ("VN-D43-", 25), ("VN-C", 10), ("VN-DATA-", 4)):
        assert sum(name.startswith(start) for name in answered) >= least, start


def test_key_is_large_and_varied():
    answers = load_answers()
    assert len(answers.agencies["ytecd"].criteria) >= 80
    assert len(answers.agencies["binhminh"].criteria) >= 130
    assert answers.decided() >= 350
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
