"""From a click to a proof: a re-check that was asked for in the browser, done by the real worker on a real portal."""

import pytest

from audit.__main__ import run
from audit.lock import only_run
from reports.portal.accounts.jobs import JobState
from tests.audit.cli.conftest import PAGES

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


@pytest.fixture
def work(portal):
    def _work() -> int:
        return run(["worker", "--once", "--data", str(portal.data.root), *portal.options])

    return _work


def phones(portal) -> str:
    """The finding that pages do not fit a telephone."""
    return next(
        life.finding.id
        for life in portal.books.store.lives.of("bo")
        if life.finding.criterion_id == "T-viewport"
    )


def test_what_was_mended_is_seen_to_be(portal, work):
    visitor, finding = portal.visitor("webmaster"), phones(portal)
    assert (
        visitor.post(f"/findings/{finding}/recheck").headers["location"] == f"/findings/{finding}?done=queued"
    )
    assert "asked for on" in visitor.get(f"/findings/{finding}").text

    portal.ministry.pages = {
        path: body.replace("<head>", f"<head>{VIEWPORT}") for path, body in PAGES.items()
    }
    assert work() == 0

    shown = visitor.get(f"/findings/{finding}").text
    assert "pt-fixed" in shown
    assert "Re-check: in order" in shown
    assert "Trần Thị Bình" in shown  # who asked, not who runs the worker


def test_what_was_not_mended_is_still_there(portal, work):
    visitor, finding = portal.visitor("webmaster"), phones(portal)
    visitor.post(f"/findings/{finding}/recheck")
    work()

    assert "Re-check: still there" in visitor.get(f"/findings/{finding}").text


def test_a_recheck_waits_while_a_run_is_at_work(portal, work):
    visitor, finding = portal.visitor("webmaster"), phones(portal)
    visitor.post(f"/findings/{finding}/recheck")
    with only_run(portal.data):
        work()
        (job,) = portal.books.accounts.jobs.newest(5)
        assert job.state is JobState.QUEUED
    work()
    (job,) = portal.books.accounts.jobs.newest(5)

    assert job.state is JobState.DONE


def test_what_cannot_be_looked_at_is_said_so(portal, work):
    visitor, finding = portal.visitor("webmaster"), phones(portal)
    visitor.post(f"/findings/{finding}/recheck")
    life = portal.books.store.lives.life(finding)
    (portal.data.snapshot(life.told_by, "bo") / "result.json").unlink()
    work()
    (job,) = portal.books.accounts.jobs.newest(5)

    assert (job.state, job.outcome) == (JobState.FAILED, "portal")
    assert "the portal could not be read" in visitor.get(f"/findings/{finding}").text


def test_nothing_but_the_finding_says_what_is_fetched(portal, work):
    """An address in the form is not read (CWE-918)."""
    visitor, finding = portal.visitor("webmaster"), phones(portal)
    visitor.post(f"/findings/{finding}/recheck", url="http://127.0.0.1:1/", named="http://127.0.0.1:1/")
    work()
    asked = [page.url for one in portal.books.store.rechecks.of(finding) for page in one.asked]

    assert asked
    assert all(url.startswith(portal.books.registry.get("bo").portals[0].url) for url in asked)
