"""Every route with every role: who is let in, who is sent away, and what of strangers' agencies is seen."""

import re
from urllib.parse import quote

import pytest

from reports.portal.access import GRANTS
from reports.portal.app import ALL_ROUTES
from tests.reports.portal.conftest import OURS, PEOPLE

PLACES = {
    "agency_id": "bo", "section": "coverage", "file": "style.css", "digest": "x", "locale": "vi", "secret": "x", "share_id": "x", "rest": "audit",
}  # fmt: skip
OF_AGENCY = [r for r in ALL_ROUTES if r.needs and re.search(r"\{(agency_id|finding_id)\}", r.path)]


def address(portal, route, agency_id: str) -> str:
    """An address of a route that is about something that is there."""
    store = portal.books.store
    life = store.lives.of(agency_id)[0]
    record = next(
        e.record
        for life in store.lives.of(agency_id)
        for e in store.lives.events(life.finding.id)
        if e.record
    )
    known = {
        **PLACES, "agency_id": agency_id, "finding_id": life.finding.id, "run_id": life.told_by, "source": life.told_by,
        "record": record, "name": f"vi/{agency_id}.html", "criterion_id": "T-mail",
    }  # fmt: skip
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda place: known[place[1]], route.path)


def ask(visitor, route, path: str):
    if route.program:
        return visitor.get(
            path, headers={"authorization": f"Bearer {visitor.token}"} if visitor.token else {}
        )
    return visitor.post(path, text="vì sao") if route.post else visitor.get(path)


def named(route) -> str:
    return f"{'POST' if route.post else 'GET'} {route.path}"


@pytest.mark.parametrize("route", [r for r in ALL_ROUTES if r.needs], ids=named)
def test_nobody_is_let_in_without_signing_in(shared, route):
    answer = ask(shared.visitor(), route, address(shared, route, "bo"))

    if route.post:
        assert answer.status_code == 401
    elif route.program:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize("who", PEOPLE)
def test_a_route_lets_in_whom_its_grant_says(portal, who):
    visitor = portal.visitor(who)
    agency_id = "tinh" if who == "stranger" else "bo"
    for route in (r for r in ALL_ROUTES if r.needs):
        status = ask(visitor, route, address(portal, route, agency_id)).status_code
        granted = route.needs in GRANTS[PEOPLE[who].role]

        assert (status != 403) == granted, named(route)
        assert status < 500, named(route)


@pytest.mark.parametrize("route", OF_AGENCY, ids=named)
def test_what_is_another_agencys_is_not_there(shared, route):
    path = address(shared, route, "bo")
    stranger, nobody = (
        shared.visitor("stranger"),
        path.replace(shared.finding("bo"), "0" * 16).replace("/bo", "/nix"),
    )
    answer = ask(stranger, route, path)
    if route.needs not in GRANTS[PEOPLE["stranger"].role]:
        assert answer.status_code == 403
        return

    assert answer.status_code == 404
    # Nothing tells what is out of sight from what is not there.
    missing = ask(stranger, route, nobody)
    assert missing.status_code == 404
    assert missing.text.replace(quote(nobody, safe=""), "") == answer.text.replace(quote(path, safe=""), "")


@pytest.mark.parametrize(
    "route", [r for r in OF_AGENCY if not r.post and r.needs in GRANTS[PEOPLE["reader"].role]], ids=named
)
def test_a_ministry_sees_its_unit_but_a_unit_not_its_ministry(shared, route):
    assert ask(shared.visitor("reader"), route, address(shared, route, "cuc")).status_code == 200


def test_a_form_that_was_not_ours_does_nothing(portal):
    """No token, another's token, another site's page (CWE-352)."""
    webmaster, stranger = portal.visitor("webmaster"), portal.visitor("stranger")
    path = f"/findings/{portal.finding()}/disputed"
    tries = (
        {"csrf": ""},
        {"csrf": stranger.csrf()},
        {"headers": {**OURS, "origin": "https://evil.example"}},
        {"headers": {**OURS, "sec-fetch-site": "cross-site"}},
        {"headers": {**OURS, "sec-fetch-site": "same-site"}},
        {"headers": {}},
    )
    for how in tries:
        assert webmaster.post(path, text="x", **how).status_code == 403

    assert not [e for e in portal.books.store.lives.events(portal.finding()) if e.kind == "disputed"]
    assert webmaster.post(path, text="x").status_code == 303


def test_reading_changes_nothing(shared):
    """A GET writes neither to audit.db nor to the log of changes."""
    operator = shared.visitor("operator")
    before = shared.books.store.ledger.last(), shared.books.accounts.log.newest(100)
    for route in ALL_ROUTES:
        if not route.post:
            operator.get(address(shared, route, "bo"))

    assert (shared.books.store.ledger.last(), shared.books.accounts.log.newest(100)) == before


def test_a_session_opens_nothing_for_programs_and_a_token_no_page(shared):
    """Else a browser could be made to ask for data, and a token that leaks would be a way into the pages."""
    operator = shared.visitor("operator")
    nobody = shared.visitor()
    for route in ALL_ROUTES:
        path = address(shared, route, "bo")
        if route.program and route.needs:
            assert operator.get(path).status_code == 401, named(route)
        elif route.needs and not route.post:
            answer = nobody.get(path, headers={"authorization": f"Bearer {operator.token}"})
            assert answer.status_code == 303, named(route)


def test_programs_change_nothing():
    assert not [route for route in ALL_ROUTES if route.program and route.post]
