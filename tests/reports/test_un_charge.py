"""Who answers for an item: by rule from the criterion and the registry's sectors, never invented."""

from __future__ import annotations

import pytest

from audit.criteria.model import Criterion
from crawler.registry import Kind
from reports.un_charge import charge_of
from tests.reports import samples

HEALTH = samples.good_ministry()
EDUCATION = samples.shell_ministry()
PROVINCE = samples.vietnamese_province()


def criterion(**more) -> Criterion:
    return Criterion.model_validate(samples._asks("OSI2024-SP-1", "SP", "Mẫu", **more))


def portal(*sectors):
    names = ("Cổng quốc gia", "National portal")
    return samples.result(
        "portal", names, Kind.NATIONAL_PORTAL, lambda _: (samples.V.MET, samples.V.MET), sectors=sectors
    )


def charge(item, asked=(HEALTH, EDUCATION, PROVINCE), national=()):
    return charge_of(item, asked, national, samples.rules().lexicon.sectors)


def test_the_ministry_of_the_criterions_sector_answers():
    found = charge(criterion(sector="health", locus="national_portal"))

    assert [result.agency_id for result in found.agencies] == ["good"]
    assert not found.national_portal


def test_where_a_criterion_has_no_sector_those_it_is_asked_of_answer():
    item = criterion(applies_to=[{"sectors": ["education"]}, {"kinds": ["province"]}])

    found = charge(item)
    assert [result.agency_id for result in found.agencies] == ["shell"]
    assert found.provinces


def test_of_an_own_sector_that_is_not_asked_those_asked_answer():
    item = criterion(sector="justice", applies_to=[{"sectors": ["education"]}])

    assert [result.agency_id for result in charge(item).agencies] == ["shell"]


def test_a_sector_without_an_agency_in_the_run_is_named_and_nobody_else():
    found = charge(criterion(sector="environment"))

    assert (found.agencies, found.sectors) == ((), ("environment",))


@pytest.mark.parametrize("national", [(), (portal("all"),)], ids=["not in the run", "in the run"])
def test_what_is_looked_for_on_the_national_portal_is_its_own(national):
    found = charge(criterion(locus="national_portal"), national=national)

    assert found.national_portal
    assert found.agencies == national


def test_a_portal_of_one_field_does_not_answer_for_the_whole_government():
    assert charge(criterion(locus="national_portal"), national=(portal("finance"),)).agencies == ()


def test_what_only_portals_are_asked_is_theirs_whatever_its_sector():
    item = criterion(sector="health", applies_to={"kinds": ["national_portal"], "sectors": ["health"]})
    national = portal("all")

    assert charge(item, national=(national,)).agencies == (national,)


def test_where_nothing_says_who_nobody_is_named():
    found = charge(criterion(locus="any_government_site"))

    assert not found.assigned
    assert charge(criterion(applies_to={"portals": ["services"]})).assigned is False


def test_a_unit_does_not_answer_for_the_whole_country():
    unit = samples.result(
        "unit",
        ("Sở Y tế", "Department of Health"),
        Kind.UNIT,
        lambda _: (samples.V.MET, samples.V.MET),
        sectors=("health",),
    )

    assert charge(criterion(sector="health"), asked=(unit,)).agencies == ()
