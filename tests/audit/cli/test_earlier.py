"""What reports tell of the run before, end to end: two crawls of a portal, by the same rules and by others."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from audit.cli.earlier import with_earlier
from audit.cli.report import rules_of
from audit.compare import Cause
from audit.datadir import DataDir
from audit.place import Place
from audit.store.db import Store
from audit.untold import Untold
from reports.run import RunInfo
from reports.told import Told
from tests.audit.builders import result
from tests.audit.cli.conftest import PAGES, Workplace
from tests.mockgov import agency

GONE = {
    path: body.replace('<a href="/lien-he">Liên hệ</a>', "")
    for path, body in PAGES.items()
    if path != "/lien-he"
}


@pytest.fixture(scope="module")
def twice(crawled, tmp_path_factory) -> Workplace:
    """The portal audited twice; in between the agency took a page away."""
    folder = tmp_path_factory.mktemp("twice") / "place"
    shutil.copytree(crawled.folder, folder)
    place = Workplace(folder, crawled.gov)
    place.crawl_again(GONE)
    return place


@pytest.fixture
def changed(twice, tmp_path) -> Workplace:
    shutil.copytree(twice.folder, tmp_path / "changed")
    return Workplace(tmp_path / "changed", twice.gov)


def told(place: Workplace, *, named: bool = False) -> Told:
    settings = Place(DataDir(place.data), place.config, place.folder / "sites.yaml", named)
    with Store(place.data / "audit.db") as store:
        run = store.run()
        plain = Told(store.results(run.id), rules_of(settings, run), RunInfo(run.id))
        found = with_earlier(plain, settings, store, run)
        return replace(found, differences=dict(found.differences), undivided=dict(found.undivided))


def test_the_difference_from_the_last_run_is_told_with_its_parts(changed):
    later, earlier = changed.run_ids()
    found = told(changed)

    assert found.run.previous == earlier
    assert [past.run_id for past in found.history["bo"]] == [earlier]
    difference = found.differences["bo"]
    contact = next(c for c in difference.changes if c.criterion_id == "T-contact")
    assert (contact.cause, contact.local) == (Cause.SITE, ("met", "not_met"))
    assert difference.score.local[1] == found.results[0].score.local
    assert found.results[0].run_id == later
    assert found.undivided == {}


def test_the_first_run_has_nothing_before_it(place):
    found = told(place)

    assert (found.history, found.differences, found.undivided, found.run.previous) == ({}, {}, {}, "")


def test_where_rules_differ_the_parts_are_not_told_and_nothing_is_judged_again(changed, monkeypatch):
    changed.edit("criteria/mine.yaml", "family: contact", "family: site_map")
    assert changed("audit", "latest") == 0
    monkeypatch.setattr("audit.rejudge.judge_all", None)
    found = told(changed)

    assert found.differences == {}
    assert found.undivided == {"bo": Untold.RULES}


@pytest.mark.parametrize("file", ["pages.db", "result.json", ""])
def test_a_snapshot_that_is_gone_breaks_no_report(changed, file):
    later, earlier = changed.run_ids()
    folder = changed.data / "snapshots" / earlier / "bo"
    if file:
        (folder / file).unlink()
    else:
        shutil.rmtree(folder)
    found = told(changed)

    assert found.differences == {}
    assert found.undivided == {"bo": Untold.SNAPSHOT}
    assert changed("report", later) == 0


def test_a_snapshot_that_is_gone_does_not_matter_where_no_verdict_moved(place):
    place.crawl_again(PAGES)
    _later, earlier = place.run_ids()
    shutil.rmtree(place.data / "snapshots" / earlier)
    found = told(place)

    assert found.differences["bo"].changes == ()


def test_parents_come_from_the_registry(place):
    place.registry(agency("bo", place.gov.url()), {**agency("cuc", place.gov.url("/cuc")), "parent": "bo"})

    assert told(place, named=True).parents == {"cuc": "bo"}


def test_scores_of_an_agency_that_is_gone_from_the_list_are_told_too(changed):
    _later, earlier = changed.run_ids()
    with Store(changed.data / "audit.db") as store:
        store.save_result(result(earlier, "dissolved"), "then")
    found = told(changed)

    assert [past.run_id for past in found.history["dissolved"]] == [earlier]
    assert "dissolved" not in found.differences
