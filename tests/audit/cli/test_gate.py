"""A webmaster's pipeline runs the gate against a staging host."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from audit.findings import finding_id
from audit.gate import host_map, staged
from crawler.errors import UsageError
from crawler.registry import Agency
from tests.mockgov import MockGov, agency

VIEWPORT = finding_id("bo", "T-viewport")
META = '<meta name="viewport" content="width=device-width, initial-scale=1">'


@pytest.fixture
def portal(place):
    place.registry(agency("bo", place.gov.url()))
    return place


def fit(pages: dict[str, str]) -> dict[str, str]:
    return {path: body.replace("<head>", f"<head>{META}") for path, body in pages.items()}


def test_a_portal_that_is_as_it_was_may_go_out(portal, capsys):
    assert portal("gate", "bo", "--fail-on", "new", "--fail-on", "regressed") == 0
    said = capsys.readouterr().out
    assert f"compared with run {portal.run_ids()[0]}" in said
    assert len(portal.run_ids()) == 1


def test_a_score_too_low_shuts_the_gate(portal, capsys):
    assert portal("gate", "bo", "--fail-under", "99") == 8
    assert "SHUT: the English score is " in capsys.readouterr().out


def test_a_new_finding_on_a_staging_host_shuts_the_gate_and_is_told_to_the_pipeline(portal, tmp_path, capsys):
    before, portal.gov.pages = portal.gov.pages, fit(portal.gov.pages)
    portal.crawl_again(portal.gov.pages)
    portal.gov.pages = before
    xml, log = tmp_path / "gate.xml", tmp_path / "gate.sarif"
    with MockGov(before) as staging:
        mapped = f"127.0.0.1={staging.host}"
        arguments = ["--fail-on", "regressed", "--junit", str(xml), "--sarif", str(log)]
        portal.gov.hits.clear()
        assert portal("gate", "bo", "--host-map", mapped, *arguments) == 8
        assert staging.hits
        assert portal.gov.hits == []
    assert "SHUT: 1 finding is regressed" in capsys.readouterr().out

    suite = ET.parse(xml).getroot()
    assert suite.get("failures") == "2"
    (failed,) = [case for case in suite if case.find("failure") is not None and VIEWPORT in case.get("name")]
    assert failed.find("failure").get("message") == "regressed finding"
    (told,) = json.loads(log.read_text(encoding="utf-8"))["runs"]
    (error,) = [one for one in told["results"] if one["level"] == "error"]
    assert error["partialFingerprints"] == {"findingId/v1": VIEWPORT}
    assert error["ruleId"] == "T-viewport" == told["tool"]["driver"]["rules"][error["ruleIndex"]]["id"]


def test_a_run_that_is_there_can_be_judged_without_a_crawl(portal, capsys):
    portal.gov.hits.clear()
    assert portal("gate", "bo", "--run", "latest", "--fail-on", "new") == 8
    said = capsys.readouterr().out
    assert "no run to compare with: every finding is new" in said
    assert VIEWPORT in said
    assert portal.gov.hits == []


def test_a_portal_that_cannot_be_read_is_no_pass(portal, capsys):
    portal.gov.robots = "User-agent: *\nDisallow: /"
    try:
        assert portal("gate", "bo") == 3
    finally:
        portal.gov.robots = None
    assert "could not be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("nobody",), "no agency 'nobody'"),
        (("bo", "--baseline", "20000101T000000Z"), "no run '20000101T000000Z'"),
        (("bo", "--run", "latest", "--host-map", "a=b"), "leave --host-map out"),
        (("bo", "--host-map", "moh.gov.vn"), "is not like moh.gov.vn=127.0.0.1:8080"),
        (("bo", "--host-map", "moh.gov.vn=127.0.0.1:8080"), "no portal of bo stands on moh.gov.vn"),
        (("bo", "--host-map", "127.0.0.1=127.0.0.1:x"), "is no host like"),
    ],
)
def test_a_wrong_call_is_named(portal, capsys, arguments, fault):
    assert portal("gate", *arguments) == 2
    assert fault in capsys.readouterr().err


def test_portals_move_to_their_staging_hosts_with_path_and_scheme():
    portals = [
        {"url": "https://moh.gov.vn/en/", "role": "english"},
        {"url": "https://dvc.moh.gov.vn/", "role": "services"},
    ]
    names = {"vi": "Bộ", "en": "Ministry"}
    moh = Agency.model_validate({"id": "moh", "name": names, "kind": "ministry", "portals": portals})
    (moved,) = staged(moh, host_map(["MOH.gov.vn=127.0.0.1:8080"])).portals
    assert moved.url == "http://127.0.0.1:8080/en/"
    (secure,) = staged(moh, {"dvc.moh.gov.vn": "https://staging.example"}).portals
    assert (secure.url, secure.role) == ("https://staging.example/", "services")
    with pytest.raises(UsageError, match="is no host like"):
        staged(moh, {"moh.gov.vn": "ftp://x"})
