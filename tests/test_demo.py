"""The demo as its user meets it: one command in an empty folder, and the answer key holds."""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from audit.demo.answers import load_answers
from audit.store.db import Store
from reports.services import ServiceRowView

ROOT = Path(__file__).parent.parent
KEY = load_answers().agencies


def osi_audit(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "audit", *args],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(cwd), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo, run once for all tests here."""
    folder = tmp_path_factory.mktemp("demo")
    started = time.monotonic()
    done = osi_audit("demo", cwd=folder)
    seconds = time.monotonic() - started
    table = osi_audit("export", "verdicts", "--format", "jsonl", cwd=folder)
    rows = {(r["agency_id"], r["criterion_id"]): r for r in map(json.loads, table.stdout.splitlines())}
    with Store(folder / "var" / "audit.db") as store:
        results = {r.agency_id: r for r in store.results(store.run().id)}
    return SimpleNamespace(folder=folder, done=done, seconds=seconds, rows=rows, results=results)


def test_the_demo_ends_well_and_prints_where_the_reports_lie(demo):
    assert demo.done.returncode == 0, demo.done.stderr
    printed = [Path(line.strip()) for line in demo.done.stdout.splitlines() if line.startswith("  /")]

    assert len(printed) >= 3
    assert all(path.is_file() for path in printed)
    assert f"open {(demo.folder / 'var').as_uri()}" in demo.done.stdout


def test_the_demo_takes_under_two_minutes(demo):
    assert demo.seconds < 120


@pytest.mark.parametrize("agency", KEY)
def test_every_agency_has_a_report_in_both_languages(demo, agency):
    reports = next((demo.folder / "var" / "reports").iterdir())
    for language in ("vi", "en"):
        page = (reports / language / f"{agency}.html").read_text(encoding="utf-8")

        assert demo.results[agency].agency_vi in page
        assert "<script" not in page


@pytest.mark.parametrize("agency", KEY)
def test_verdicts_are_those_of_the_key(demo, agency):
    """Every decided item, in both languages, to the letter."""
    wrong = []
    for criterion, answer in KEY[agency].criteria.items():
        row = demo.rows[agency, criterion]
        for side, want in (("english", answer.english), ("local", answer.local)):
            if row[side] != want:
                wrong.append(f"{criterion} {side}: key {want}, found {row[side]}")

    assert wrong == []


@pytest.mark.parametrize("agency", KEY)
def test_services_are_those_of_the_key(demo, agency):
    """Every service is found, none is made up, and levels and English are as the key says."""
    services = demo.results[agency].inventory.services
    found = {code: ServiceRowView(service, agrees=True) for service in services for code in service.codes}
    said = {
        code: (row.service.published.value, row.service.checked, row.in_english)
        for code, row in found.items()
        if code in KEY[agency].services
    }

    assert said == {c: (a.published.value, a.checked, a.english) for c, a in KEY[agency].services.items()}
    assert len(services) == KEY[agency].service_count, [s.name or s.name_en for s in services]


def test_the_example_list_is_set_against_the_services_that_were_found(demo):
    listed = osi_audit("services", "reconcile", cwd=demo.folder).stdout.splitlines()
    sums = {line.split()[0]: line.split()[1:] for line in listed if line.strip()}
    with (ROOT / "config/services/example-list.csv").open(encoding="utf-8-sig") as stream:
        required = list(csv.DictReader(stream))

    assert int(sums["all"][0]) == len(required)
    assert sums["ytecd"][0] == str(sum(row["Cơ quan"] == "ytecd" for row in required))
    report = next((demo.folder / "var" / "reports").iterdir()) / "vi" / "ytecd.html"
    assert "VÍ DỤ/EXAMPLE" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("agency", [a for a in KEY if KEY[a].open])
def test_what_cannot_be_read_is_never_called_missing(demo, agency):
    verdicts = {row["verdict"] for (a, _), row in demo.rows.items() if a == agency}

    assert verdicts <= {"could_not_tell", "not_applicable"}
    assert demo.results[agency].score.english.low == 0
    assert demo.results[agency].score.english.high == pytest.approx(100)


@pytest.mark.parametrize("agency", KEY)
def test_portal_wide_causes_are_those_of_the_key(demo, agency):
    found = {f.kind for f in demo.results[agency].findings if f.kind != "criterion"}

    assert set(KEY[agency].findings) <= found


@pytest.mark.parametrize("agency", KEY)
def test_pages_are_counted_by_the_language_of_their_text(demo, agency):
    counted = demo.results[agency].coverage.pages_by_language
    for language, (least, most) in KEY[agency].pages.items():
        assert least <= counted.get(language, 0) <= most, (language, counted)


@pytest.mark.parametrize("agency", KEY)
def test_the_coverage_statement_adds_up(demo, agency):
    seen = demo.results[agency].coverage

    assert seen.found == seen.fetched + seen.skipped + seen.failed + seen.left
    assert seen.readable is KEY[agency].readable


def test_every_verdict_has_evidence_or_says_where_we_looked(demo):
    for (agency, criterion), row in demo.rows.items():
        for side in ("english", "local"):
            if row[side] in {"met", "partly"}:
                judgement = next(j for j in demo.results[agency].judgements if j.criterion_id == criterion)
                evidence = (judgement.english if side == "english" else judgement.local).evidence

                assert evidence, (agency, criterion, side)
                assert all(
                    e.url.startswith("http") and e.quote and len(e.quote.split()) <= 41 for e in evidence
                ), (
                    agency,
                    criterion,
                    evidence,
                )
