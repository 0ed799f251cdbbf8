"""`osi-audit report`: which files it writes, and what it says when it cannot."""

from __future__ import annotations

import json

import pytest

from audit.store.db import Store
from tests.audit.cli.office import RUN, furnished

USUAL = {"html", "json", "csv", "xlsx", "md"}


@pytest.fixture
def office(tmp_path):
    return furnished(tmp_path)


def written(folder) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def endings(names) -> set[str]:
    return {name.rpartition(".")[2] for name in names}


def test_the_usual_forms_are_written_for_every_agency_in_both_languages(office, capsys):
    out = office.folder / "out"

    assert office("report", "--out", str(out)) == 0
    names = written(out)
    assert endings(names) == USUAL
    assert {f"{lo}/{a}.{e}" for lo in ("vi", "en") for a in ("moa", "tinhb", "moc") for e in USUAL} <= names
    said = capsys.readouterr().out.splitlines()
    assert said[0] == str(out / "index.html")
    assert said[-1] == f"and {len(names) - 3} files beside them"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--format", "json"), {f"{lo}/{n}.json" for lo in ("vi", "en") for n in ("moa", "tinhb", "moc", "overview")}),
        (("--format", "csv,md", "--locale", "vi"), {"vi/overview.csv", *(f"vi/{a}.{e}" for a in ("moa", "tinhb", "moc") for e in ("csv", "md"))}),
        (("--format", "JSON, csv", "--agency", "moa", "--locale", "en"), {"en/moa.json", "en/moa.csv"}),
    ],
)  # fmt: skip
def test_forms_languages_and_agencies_are_chosen(office, options, expected):
    out = office.folder / "out"

    assert office("report", "--out", str(out), *options) == 0
    assert written(out) == expected


def test_an_agency_alone_is_set_beside_all_others(office, capsys):
    out, alone = office.folder / "out", office.folder / "alone"

    assert office("report", "--out", str(out), "--format", "json") == 0
    assert office("report", "--out", str(alone), "--format", "json", "--agency", "moa") == 0
    assert written(alone) == {"vi/moa.json", "en/moa.json"}
    first, second = (json.loads((f / "vi" / "moa.json").read_text(encoding="utf-8")) for f in (out, alone))
    assert first["peers"] == second["peers"]
    assert first["peers"]["agencies"] == 2


def test_pages_of_an_agency_alone_link_to_what_lies_there_from_before(office):
    out = office.folder / "out"
    assert office("report", "--out", str(out), "--format", "html", "--agency", "moa") == 0
    assert 'href="index.html"' not in (out / "vi" / "moa.html").read_text(encoding="utf-8")

    assert office("report", "--out", str(out), "--format", "html") == 0
    assert office("report", "--out", str(out), "--format", "html", "--agency", "moa") == 0
    assert 'href="index.html"' in (out / "vi" / "moa.html").read_text(encoding="utf-8")


def test_forms_can_be_set_by_the_environment(office, monkeypatch):
    monkeypatch.setenv("OSI_AUDIT_FORMATS", "md")
    monkeypatch.setenv("OSI_AUDIT_LOCALES", "vi")
    out = office.folder / "out"

    assert office("report", "--out", str(out)) == 0
    assert written(out) == {"vi/moa.md", "vi/tinhb.md", "vi/moc.md"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("20000101T000000Z",), "no run '20000101T000000Z'"),
        (("--format", "html,odt"), "no format 'odt'; there are html, json, csv, xlsx, md"),
        (("--format", ","), "which format?"),
        (("--locale", "fr"), "no language 'fr'; there are vi, en"),
        (("--agency", "nobody"), "no agency 'nobody' in run 20180630T000000Z; it has moa, tinhb, moc"),
        (("--templates", "/nowhere"), "'/nowhere' does not exist"),
    ],
)
def test_what_does_not_exist_is_named_before_anything_is_written(office, arguments, message, capsys):
    out = office.folder / "out"

    assert office("report", *arguments, "--out", str(out)) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_an_agency_without_a_result_is_named_and_the_others_are_written(office, capsys):
    with office.store as store:
        store.save_error(RUN, "tinhb", "2018-06-30T01:00:00Z", "the snapshot is damaged")
    out = office.folder / "out"

    assert (
        office("report", "--out", str(out), "--format", "json,html", "--agency", "moa", "--agency", "tinhb")
        == 5
    )
    assert "tinhb: no result in run 20180630T000000Z: the snapshot is damaged" in capsys.readouterr().err
    assert written(out) == {
        f"{lo}/{name}" for lo in ("vi", "en") for name in ("moa.json", "moa.html", "moa-fixes.html")
    }

    assert office("report", "--out", str(out), "--format", "json") == 5
    overview = json.loads((out / "vi" / "overview.json").read_text(encoding="utf-8"))
    assert overview["without_result"] == [{"agency_id": "tinhb", "why": "the snapshot is damaged"}]
    assert {"vi/moa.json", "vi/moc.json"} <= written(out)


def test_an_agency_alone_without_a_result_writes_nothing(office, capsys):
    with office.store as store:
        store.save_error(RUN, "tinhb", "2018-06-30T01:00:00Z", "the snapshot is damaged")
    out = office.folder / "out"

    assert office("report", "--out", str(out), "--agency", "tinhb") == 5
    assert "the snapshot is damaged" in capsys.readouterr().err
    assert not out.exists()


def damaged(office, agency_id: str, payload: str) -> None:
    with office.store as store:
        store._db.execute(
            "update results set payload = ?, version = '0.0.9' where agency_id = ?", [payload, agency_id]
        )
        store._db.conn.commit()


@pytest.mark.parametrize("payload", ['{"run_id": "x"}', "", '{"agency": 1', "[]"])
def test_a_result_of_an_older_schema_costs_no_other_report(office, payload, capsys):
    damaged(office, "tinhb", payload)
    out = office.folder / "out"

    assert office("report", "--out", str(out), "--format", "html,json") == 5
    said = capsys.readouterr().err
    assert "tinhb: no result in run" in said
    assert "was written by another version of the program (0.0.9) and cannot be read" in said
    assert f"osi-audit audit {RUN}" in said
    assert "Traceback" not in said
    assert {"vi/moa.html", "vi/moc.json", "vi/index.html"} <= written(out)
    assert "vi/tinhb.html" not in written(out)


def test_a_result_by_criteria_that_are_gone_says_so(office, capsys):
    from audit.results import Judgement, Message, Side, Verdict
    from tests.audit.builders import result

    side = Side(Verdict.MET, Message("gone"))
    judged = Judgement("OSI1999-XX-1", Verdict.MET, side, side)
    with office.store as store:
        store.save_result(result(RUN, "moc", judgements=(judged,)), "2018-06-30T01:00:00Z")
    out = office.folder / "out"

    assert office("report", "--out", str(out), "--format", "json") == 5
    assert (
        "moc: no result in run 20180630T000000Z: it was judged by criteria that the configuration no longer has "
        "(OSI1999-XX-1)" in capsys.readouterr().err
    )
    assert "vi/moa.json" in written(out)


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{% if %}", "agency.html, line 1: Expected an expression"),
        ("{{ nothing.here }}", "'nothing' is undefined"),
        ("{% include 'absent.html' %}", "absent.html"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
    ],
)
def test_a_fault_in_a_template_of_ones_own_is_said_once_and_all_else_is_written(
    office, template, fault, capsys
):
    own = office.folder / "own"
    own.mkdir()
    (own / "agency.html").write_text(template, encoding="utf-8")
    out = office.folder / "out"

    assert office("report", "--out", str(out), "--format", "html,csv", "--templates", str(own)) == 1
    said = capsys.readouterr().err
    assert said.count(fault) == 1
    assert "6 of the reports could not be written" in said
    assert "and 5 more" in said
    assert {"index.html", "vi/index.html", "vi/moa.csv", "en/moc.csv"} <= written(out)
    assert "vi/moa.html" not in written(out)


def test_templates_of_ones_own_stand_in_place_of_the_program_s(office):
    own = office.folder / "own"
    own.mkdir()
    (own / "choose.html").write_text("<p>Our own start</p>", encoding="utf-8")
    out = office.folder / "out"

    assert office("report", "--out", str(out), "--format", "html", "--templates", str(own)) == 0
    assert (out / "index.html").read_text(encoding="utf-8") == "<p>Our own start</p>"


def test_a_run_is_left_as_it_was(office):
    with Store(office.folder / "var" / "audit.db") as store:
        before = store.run(RUN), store.results(RUN)
    assert office("report", "--format", "json") == 0
    with Store(office.folder / "var" / "audit.db") as store:
        assert (store.run(RUN), store.results(RUN)) == before


def test_the_day_to_answer_by_stands_on_the_first_screen(office, capsys):
    out = office.folder / "out"
    assert office("report", "--out", str(out), "--answer-by", "2018-08-15", "--format", "html") == 0
    assert "15/08/2018" in (out / "vi" / "moa.html").read_text("utf-8")
    capsys.readouterr()
    assert office("report", "--out", str(out), "--answer-by", "mai") == 2
    assert "'mai' is not a date" in capsys.readouterr().err
