"""The UN's whole list: who is asked what, in words that say what to publish, and what is left to a person."""

from __future__ import annotations

from audit.criteria.applies import asks
from audit.criteria.loader import load_edition
from crawler.registry import Agency, load_registry
from tests.audit.sites import CONFIG, lexicon

OSI = {
    c.id.removeprefix("OSI2024-"): c
    for c in load_edition(CONFIG / "criteria" / "osi-2024.yaml", lexicon()).criteria
}
PERSONS = {
    "TEC-002", "TEC-022", "TEC-023", "TEC-024", "TEC-025", "TEC-083", "TEC-087", "TEC-195", "TEC-196", "EGL-086", "EP-313",
    *(f"EGL-{n}" for n in range(317, 323)), *(f"EP-{n}" for n in range(324, 330)),
}  # fmt: skip
FOR_ALL = {
    "IF-010", "IF-011", "IF-012", "IF-014", "IF-339", "IF-342", "CP-015", "CP-028", "CP-030", "CP-088", "SP-058", "EP-021",
    "EP-033", "EP-034", "EP-037", "EP-040", "EP-302", "EP-303", "EP-323", "TEC-002", "TEC-004", "TEC-005", "TEC-008", "TEC-071",
    "TEC-072", "TEC-074", "TEC-09a", "TEC-195", "TEC-196", "EGL-003", "EGL-006", "EGL-007", "EGL-009", "EGL-014", "EGL-016",
    "EGL-017", "EGL-036b", "EGL-038", "EGL-039",
}  # fmt: skip


def asked(kind: str, *sectors: str, roles: tuple[str, ...] = ()) -> set[str]:
    portals = [
        {"url": "https://www.bovidu.gov.vn/", "role": role, "confirmed": True} for role in ("main", *roles)
    ]
    names = {"vi": "Bộ Ví dụ", "en": "Ministry of Examples"}
    return asked_of(
        Agency.model_validate(
            {"id": "bovidu", "name": names, "kind": kind, "sectors": list(sectors), "portals": portals}
        )
    )


def asked_of(agency: Agency) -> set[str]:
    sectors = lexicon().sectors.of(agency.sectors)
    return {name for name, criterion in OSI.items() if asks(criterion, agency, sectors)}


def test_what_every_agency_is_asked():
    assert {name for name, criterion in OSI.items() if not criterion.applies_to} == FOR_ALL
    assert asked("government_agency") == FOR_ALL


def test_a_ministry_is_asked_for_its_own_services_only():
    justice = asked("ministry", "justice")
    assert {"SP-050", "SP-051", "SP-052", "SP-149", "SP-182", "SP-183", "IF-338", "IF-345"} <= justice
    assert not {"SP-043", "SP-045", "SP-055", "SP-057", "SP-144", "EP-099", "IF-340"} & justice
    finance = asked("ministry", "finance")
    assert {"SP-029", "SP-043", "SP-044", "SP-049", "SP-079", "SP-082", "EP-078"} <= finance
    assert not {"SP-050", "SP-143", "SP-045"} & finance
    police = asked("ministry", "security")
    assert {
        "SP-045",
        "SP-046",
        "SP-047",
        "SP-048",
        "SP-053",
        "SP-054",
        "SP-182",
        "IF-340",
        "IF-338",
    } <= police
    assert not {"SP-043", "SP-062", "IF-343"} & police


def test_a_province_is_asked_for_what_local_government_delivers():
    province = asked("province", "local_government")
    assert {
        "SP-048",
        "SP-049",
        "SP-050",
        "SP-055",
        "SP-056",
        "SP-057",
        "SP-062",
        "SP-063",
        "SP-143",
        "SP-148",
    } <= province
    assert {"EP-193", "EP-330", "EGL-036a", "SP-185", "SP-189"} <= province
    assert not {"SP-043", "SP-045", "SP-053", "IF-340", "EP-091", "IF-162", "SP-095"} & province


def test_a_national_portal_that_only_informs_is_asked_for_no_service():
    informs = asked("national_portal", "all")
    serves = asked("national_portal", "all", roles=("services",))
    assert serves - informs >= {
        "SP-045",
        "SP-050",
        "SP-053",
        "SP-095",
        "SP-166b",
        "SP-191",
        "TEC-022",
        "TEC-083",
        "EGL-086",
    }
    assert not {name for name in informs if name.startswith("SP-")} - {
        "SP-058",
        *(f"SP-{n}" for n in range(143, 149)),
    }
    assert {"IF-340", "IF-343", "IF-090", "IF-091", "EP-099", "EP-324"} <= informs


def test_a_portal_for_one_thing_is_not_asked_for_the_whole_of_government():
    visas = asked("national_portal", "foreigners", roles=("services",))
    assert "SP-045" in visas
    assert not {"SP-050", "SP-053", "SP-043", "IF-340", "IF-090"} & visas
    registry = load_registry(CONFIG / "sites.yaml")
    data = next(agency for agency in registry.agencies if agency.id == "data_gov")
    own = asked_of(data)
    assert {"IF-341", "EP-042", "EP-078", "EP-099", "EP-310"} <= own
    assert not {"IF-340", "SP-045", "SP-053"} & own


def test_every_feature_is_asked_of_somebody_in_the_register():
    registry = load_registry(CONFIG / "sites.yaml")
    assert set(OSI) == set().union(*(asked_of(agency) for agency in registry.agencies))


def test_what_a_crawl_cannot_decide_is_left_to_a_person():
    assert {name for name, c in OSI.items() if c.detector == "person"} == PERSONS
    for name in PERSONS:
        review = OSI[name].review
        assert review is not None
        for words, met, partly in ((review.vi, "Đạt:", "Đạt một phần:"), (review.en, "Met:", "Partly:")):
            assert met in words, name
            assert partly in words, name


def test_two_levels_of_a_service_are_said():
    filed = [c for c in OSI.values() if c.detector == "transaction" and c.id != "OSI2024-SP-149"]
    assert len(filed) == 29
    for criterion in filed:
        if criterion.id != "OSI2024-SP-183":
            assert "đạt một phần" in criterion.advice.vi, criterion.id
            assert "in part" in criterion.advice.en, criterion.id


def test_what_the_un_lists_twice_is_one_thing_to_publish():
    assert OSI["EGL-014"].root == "OSI2024-IF-014"
    assert OSI["SP-117"].root == "OSI2024-CP-117"


def test_titles_are_short_and_told_apart():
    for names in (
        [c.title.vi for c in OSI.values() if c.id == c.root],
        [c.title.en for c in OSI.values() if c.id == c.root],
    ):
        assert len(set(names)) == len(names)
        assert max(len(name) for name in names) <= 110
