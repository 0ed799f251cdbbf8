"""Who may do what."""

import pytest

from reports.portal.access import GRANTS, May, Role, Viewer, in_sight

AGENCY = [role for role in Role if role.of_agency]


def test_every_role_has_its_grants():
    assert set(GRANTS) == set(Role)
    assert GRANTS[Role.OPERATOR] == set(May)


@pytest.mark.parametrize("role", AGENCY)
def test_who_belongs_to_an_agency_decides_nothing_and_sees_no_nation(role):
    assert not GRANTS[role] & {May.NATION, May.DECIDE, May.RUN, May.ACCOUNTS}


def test_a_reader_only_reads():
    assert GRANTS[Role.READER] == {May.READ}


@pytest.mark.parametrize("role", AGENCY)
def test_an_agency_sees_itself_and_its_units(role):
    units = {"bo": frozenset({"cuc"}), "tinh": frozenset({"so"})}

    assert in_sight(role, "bo", units) == {"bo", "cuc"}
    assert in_sight(role, "cuc", units) == {"cuc"}


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.REVIEWER])
def test_operators_and_reviewers_see_all(role):
    viewer = Viewer("1", "n", role, "", in_sight(role, "", {}))

    assert viewer.sees("bo")
    assert viewer.sees("tinh")


def test_a_person_of_no_known_agency_sees_nothing_of_others():
    viewer = Viewer("1", "n", Role.READER, "gone", in_sight(Role.READER, "gone", {}))

    assert not viewer.sees("bo")
