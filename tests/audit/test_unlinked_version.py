"""From a loopback portal whose English version nobody links to the verdicts, the finding and the coverage statement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.agency_audit import audit_snapshot
from audit.rules import load_rules
from crawler.job import CrawlJob, run_job
from crawler.registry import load_registry
from tests.audit.bilingual import bilingual
from tests.mockgov import MockGov, agency, write_registry

CONFIG = Path(__file__).parents[2] / "config"
SWITCH = '<li><a href="/en/">English</a></li>'


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory):
    """The result of a portal with a switch, of one without, and of one without that is not looked for."""
    folder = tmp_path_factory.mktemp("unlinked")
    linked = {path: body.replace("https://www.bovidu.gov.vn", "") for path, body in bilingual().items()}
    alone = {p: body.replace(SWITCH, "") if p.startswith("/vi/") else body for p, body in linked.items()}
    moved = {"/en": (301, {"Location": "/en/"}, b"")}
    results = {}
    for name, pages, probes in (("linked", linked, 12), ("unlinked", alone, 12), ("unasked", alone, 0)):
        with MockGov({**pages, **moved}) as gov:
            sites = write_registry(folder / f"{name}.json", agency("bo", gov.url("/vi/")), probes=probes)
            outcome = run_job(CrawlJob("bo", sites, folder / name / "bo", "run"))
        assert outcome.result is not None, outcome.error
        registry = load_registry(sites)
        rules = load_rules(CONFIG, ("osi-2024",), date(2018, 6, 30))
        results[name] = audit_snapshot(outcome.folder, registry.get("bo"), rules, registry)
    return results


def english(result):
    return {j.criterion_id: j.english.verdict for j in result.judgements if j.english is not None}


def causes(result):
    return {finding.title.code for finding in result.findings}


def test_it_is_judged_as_if_it_were_linked(audited):
    linked, found, unasked = (english(audited[name]) for name in ("linked", "unlinked", "unasked"))
    same = [id_ for id_ in linked if linked[id_] == found[id_]]

    assert len(same) > 0.9 * len(linked)
    assert [id_ for id_ in linked if linked[id_] != unasked[id_]]


def test_that_nobody_links_it_is_a_finding(audited):
    assert "fault_english_unlinked" in causes(audited["unlinked"])
    assert "fault_english_unlinked" not in causes(audited["linked"]) | causes(audited["unasked"])


def test_the_coverage_statement_says_what_was_tried(audited):
    assert {name: result.coverage.probed for name, result in audited.items()} == {
        "linked": 0,
        "unlinked": 1,
        "unasked": 0,
    }
    counted = audited["unlinked"].coverage
    assert counted.found == counted.fetched + counted.skipped + counted.failed + counted.left
    assert counted.pages_by_language["en"] > 10
