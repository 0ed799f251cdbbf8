"""Who may do what."""

import re
from pathlib import Path

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


def test_the_document_says_what_each_role_may():
    text = (Path(__file__).parents[3] / "docs" / "portal.md").read_text(encoding="utf-8")
    head, *rows = re.search(r"## Who may do what\n\n((?:\|.*\n)+)", text)[1].splitlines()
    roles = [Role(cell.strip()) for cell in head.split("|")[2:-1]]
    told = {
        cells[1].split()[0]: cells[2:-1] for row in rows[1:] if (cells := [c.strip() for c in row.split("|")])
    }

    assert {May(name) for name in told} == set(May)
    for name, ticks in told.items():
        assert {role for role, tick in zip(roles, ticks, strict=True) if tick} == {
            r for r in Role if May(name) in GRANTS[r]
        }
