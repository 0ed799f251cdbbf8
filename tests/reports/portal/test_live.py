"""How long a page keeps itself up to date."""

from datetime import timedelta

import pytest

from reports.portal.accounts.jobs import JobKind, JobState


@pytest.fixture
def asked(portal):
    operator = portal.books.viewer(portal.books.accounts.users.by_login("operator@portal.example"))
    return portal.books.accounts.jobs.ask(
        JobKind.RECHECK, portal.finding(), operator, portal.clock(), agency_id="bo"
    )


def is_live(visitor, path: str) -> bool:
    page = visitor.get(path).text
    on = 'data-live="on"' in page
    assert ("/live.js" in page) == on
    return on


def test_while_something_waits(portal, asked):
    webmaster = portal.visitor("webmaster")
    for path in ("/queue", f"/findings/{asked.target}"):
        assert is_live(webmaster, path)
        assert not is_live(webmaster, f"{path}?live=off")
    portal.books.accounts.jobs.end(asked.id, JobState.DONE, portal.clock())

    for path in ("/queue", f"/findings/{asked.target}"):
        assert not is_live(webmaster, path)


def test_not_for_ever(portal, asked):
    """Else a session that nobody uses would never be over."""
    portal.clock.now += timedelta(minutes=61)
    webmaster = portal.visitor("webmaster")

    assert not is_live(webmaster, "/queue")
    assert "Load again" in webmaster.get("/queue").text


def test_a_page_with_a_form_is_never_loaded_again_by_itself(portal, asked):
    assert asked
    operator = portal.visitor("operator")
    operator.post("/runs/start", agencies="bo")
    for path in ("/runs", f"/findings/{asked.target}"):
        assert is_live(operator, path)
        assert "http-equiv" not in operator.get(path).text
    assert "<noscript><meta http-equiv" in operator.get("/queue").text
