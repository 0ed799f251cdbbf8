"""`osi-audit compare` and what `osi-audit audit` prints: the causes of differences, end to end."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from audit.rules import program
from audit.store.db import Store
from tests.audit.cli.conftest import PAGES, Workplace
from tests.mockgov import agency

GONE = {
    path: body.replace('<a href="/lien-he">Liên hệ</a>', "")
    for path, body in PAGES.items()
    if path != "/lien-he"
}


@pytest.fixture(scope="module")
def after_the_change(crawled, tmp_path_factory) -> Workplace:
    """The portal audited twice; in between the agency took a page away."""
    folder = tmp_path_factory.mktemp("changed") / "place"
    shutil.copytree(crawled.folder, folder)
    place = Workplace(folder, crawled.gov)
    place.crawl_again(GONE)
    return place


@pytest.fixture
def changed(after_the_change, tmp_path) -> Workplace:
    shutil.copytree(after_the_change.folder, tmp_path / "changed")
    return Workplace(tmp_path / "changed", after_the_change.gov)


def compared(place: Workplace, capsys, *runs: str) -> dict:
    capsys.readouterr()
    assert place("compare", *runs, "--format", "json") == 0
    (found,) = json.loads(capsys.readouterr().out)["agencies"]
    return found


def causes(found: dict) -> set[tuple[str, str, str, str]]:
    return {
        (c["criterion_id"], c["cause"], c["local"]["before"], c["local"]["after"]) for c in found["changes"]
    }


def adds_up(found: dict) -> bool:
    return all(
        sum(part[end] for part in found["score"][f"{side}_by_cause"].values())
        == pytest.approx(found["score"][side]["after"][end] - found["score"][side]["before"][end])
        for side in ("english", "local")
        for end in ("low", "high")
    )


def test_a_run_agrees_with_itself(place, capsys):
    assert place("compare") == 0
    assert capsys.readouterr().out == "1 agency without any difference\n"


def test_what_the_agency_took_away_is_site(changed, capsys):
    later, earlier = changed.run_ids()

    found = compared(changed, capsys, earlier, later)

    assert ("T-contact", "site", "met", "not_met") in causes(found)
    assert {c[1] for c in causes(found)} == {"site"}
    assert adds_up(found)


def test_what_the_crawl_was_kept_from_is_reach(place, capsys):
    place.crawl_again({**PAGES, "/lien-he": (503, {}, b"later")})
    later, earlier = place.run_ids()

    found = compared(place, capsys, earlier, later)

    (change,) = [c for c in found["changes"] if c["criterion_id"] == "T-contact"]
    assert change["cause"] == "reach"
    assert adds_up(found)


def test_other_rules_are_told_from_another_site(place, capsys):
    """The terms change in such a way that the page is not found; the site loses its viewport's absence."""
    phones = {
        p: b.replace("<title>", '<meta name="viewport" content="width=device-width"><title>')
        for p, b in PAGES.items()
    }
    place.edit("criteria/mine.yaml", "family: contact", "family: site_map")
    place.crawl_again(phones)
    later, earlier = place.run_ids()

    found = compared(place, capsys, earlier, later)

    assert causes(found) == {
        ("T-contact", "rules", "met", "not_met"),
        ("T-viewport", "site", "not_met", "met"),
    }
    assert adds_up(found)
    parts = found["score"]["local_by_cause"]
    assert parts["rules"]["low"] < 0 < parts["site"]["low"]


def test_judging_again_says_what_the_rules_changed(place, capsys):
    place.edit("criteria/mine.yaml", "family: contact", "family: site_map")
    before = causes(compared(place, capsys, "latest"))
    assert before == {("T-contact", "rules", "met", "not_met")}
    assert place.verdicts()["T-contact"][1] == "met"

    assert place("audit", "latest") == 0

    shown = capsys.readouterr().out
    assert "1 verdict changed: rules changed 1" in shown
    assert "rules changed  T-contact" in shown
    assert place.verdicts()["T-contact"][1] == "not_met"
    assert compared(place, capsys, "latest")["changes"] == []


def test_a_result_remembers_its_rules_and_its_program(place, capsys):
    with Store(place.data / "audit.db") as store:
        first = store.origins(store.run().id)["bo"]
    place.edit("criteria/mine.yaml", "family: contact", "family: site_map")
    assert place("audit", "latest") == 0
    with Store(place.data / "audit.db") as store:
        again = store.origins(store.run().id)["bo"]

    assert first.config_sha256 != again.config_sha256
    assert first.version == again.version == program()
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}", program())


def test_criteria_that_come_and_go_are_counted(place, capsys):
    place.edit("criteria/mine.yaml", "id: T-viewport", "id: T-phones")

    assert place("audit", "latest") == 0
    assert "asked newly: 1, asked no more: 1" in capsys.readouterr().out


def test_differences_as_csv_have_a_row_for_each_verdict(changed, capsys):
    later, earlier = changed.run_ids()
    capsys.readouterr()

    assert changed("compare", earlier, later, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["agency_id"] == "bo"
    assert ("T-contact", "site") in {(r["criterion_id"], r["cause"]) for r in rows}


def test_merged_and_new_agencies_are_named(place, capsys):
    earlier = place.run_ids()[0]
    place.registry(
        agency("bo", place.gov.url(), successor="moi", valid={"until": "2018-01-01"}),
        agency("moi", place.gov.url()),
    )
    assert place("run", "--on", "2018-06-30") == 0
    capsys.readouterr()

    assert place("compare", earlier, "latest") == 0
    shown = capsys.readouterr().out
    assert "bo was merged into or renamed to moi (in the later run): not compared" in shown
    assert "moi is in the later run only; it succeeds bo: not compared" in shown


def test_an_agency_that_left_the_registry_is_named(changed, capsys):
    later, earlier = changed.run_ids()
    changed.edit("criteria/mine.yaml", "family: contact", "family: site_map")
    assert changed("audit", later) == 0
    changed.registry(agency("other", changed.gov.url()))

    assert changed("compare", earlier, later) == 5
    assert "bo: not compared: is not in the registry any more" in capsys.readouterr().err


def test_a_run_that_does_not_exist_is_a_usage_error(place, capsys):
    assert place("compare", "latest", "20000101T000000Z") == 2
    assert "no run '20000101T000000Z'" in capsys.readouterr().err
    assert place("compare", "latest", "--agency", "nobody") == 2
    assert "there is no result of nobody to compare" in capsys.readouterr().err


def test_the_page_of_two_runs_is_written_in_each_language(changed, capsys, tmp_path):
    later, earlier = changed.run_ids()
    out = tmp_path / "pages" / "difference.html"

    assert changed("compare", earlier, later, "--format", "html", "--out", str(out)) == 0

    other = out.with_name("difference.en.html")
    assert capsys.readouterr().out.split() == [str(out), str(other)]
    vietnamese, english = (BeautifulSoup(path.read_bytes(), "lxml") for path in (out, other))
    assert (vietnamese.html["lang"], english.html["lang"]) == ("vi", "en")
    assert vietnamese.select_one("[hreflang=en]")["href"] == other.name
    for soup in (vietnamese, english):
        assert "T-contact" in soup.select_one(".df-moved").get_text()
    assert "Site changed" in english.select_one(".df-moved").get_text()


def test_one_language_gives_one_file(changed, capsys, tmp_path):
    out = tmp_path / "d.html"

    assert changed("compare", "latest", "--format", "html", "--out", str(out), "--locale", "en") == 0

    assert sorted(path.name for path in tmp_path.glob("d*.html")) == ["d.html"]
    assert "today's rules" in out.read_text(encoding="utf-8")


def test_html_needs_a_file_and_the_other_formats_take_one(changed, capsys, tmp_path):
    out = tmp_path / "d.csv"

    assert changed("compare", "latest", "--format", "html") == 2
    assert "name it with --out FILE" in capsys.readouterr().err
    assert changed("compare", "latest", "--format", "csv", "--out", str(out)) == 0
    assert out.read_text(encoding="utf-8").startswith("agency_id,")
    assert changed("compare", "latest", "--out", str(tmp_path / "none" / "d.txt")) == 4
    assert "cannot be written" in capsys.readouterr().err
