"""Wrong files and damaged folders, through the command line: one clear sentence, and nothing half-written."""

from __future__ import annotations

import json

import pytest

from audit.store.db import Store


def results(place):
    with Store(place.data / "audit.db") as store:
        run = store.run()
        return run, store.results(run.id), store.errors(run.id), store.origins(run.id)


@pytest.mark.parametrize(
    "fault",
    [
        ("  - id: T-mail\n", "  - id: T-mail\n    like: T-mail\n", "mine.yaml:22: criteria.2.like: goes round in a circle: T-mail -> T-mail"),
        ("    group: technology\n", "    group: technology\n    weight: -2\n", "mine.yaml:16: criteria.1.weight: Input should be greater than 0"),
        ("    group: technology\n", "    group: technology\n    sector: magic\n", "mine.yaml:16: criteria.1.sector: there is no sector 'magic'"),
        ("detector: responsive", "detector: dowsing", "mine.yaml:19: criteria.1.detector: there is no detector 'dowsing'"),
        ("    source:", "    colour: red\n    source:", "criteria.0.colour: unknown key"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [("audit",), ("run",), ("criteria", "check"), ("compare",)])
def test_a_wrong_edition_stops_before_anything_is_written(place, command, fault, capsys):
    old, new, message = fault
    before = results(place)
    place.edit("criteria/mine.yaml", old, new)

    assert place(*command) == 2
    assert message in capsys.readouterr().err
    assert results(place) == before


def damage_version(folder):
    data = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    data |= {"version": 99, "crawler_version": "7.0", "something_new": 1}
    (folder / "result.json").write_text(json.dumps(data), encoding="utf-8")


def damage_archive(folder):
    path = folder / "crawl-00000.warc.gz"
    path.write_bytes(path.read_bytes()[:2000])


def damage_pages(folder):
    (folder / "pages.db").write_bytes(b"no database at all" * 100)


def damage_result(folder):
    (folder / "result.json").write_text('{"version": 1, "portals": [', encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (damage_version, "/bo: is a snapshot of newer version (99, written by osi-audit 7.0); this program reads version 1"),
        (damage_archive, "/bo/crawl-00000.warc.gz: cut off at"),
        (damage_pages, "/bo/pages.db: cannot be read: file is not a database"),
        (damage_result, "/bo/result.json: is damaged: "),
    ],
)  # fmt: skip
def test_a_snapshot_that_cannot_be_read_costs_no_result(place, damage, message, capsys):
    _run, before, _errors, origins = results(place)
    damage(place.snapshot())

    assert place("audit", "latest") == 5
    shown = capsys.readouterr().err
    assert "bo: not judged: " in shown
    assert message in shown
    assert "stays" in shown
    _run, after, errors, made = results(place)
    assert (after, errors, made) == (before, {}, origins)


def test_without_an_earlier_result_the_fault_stands_in_its_place(place, capsys):
    damage_version(place.snapshot())
    other = place.config / "criteria" / "other.yaml"
    other.write_text(
        (place.config / "criteria" / "mine.yaml")
        .read_text(encoding="utf-8")
        .replace("mine", "other")
        .replace("T-", "O-"),
        encoding="utf-8",
    )

    assert place("audit", "latest", "--edition", "other") == 5
    _run, after, errors, _made = results(place)
    assert after == []
    assert "is a snapshot of newer version" in errors["bo"]


def test_comparing_names_the_snapshot_that_cannot_be_read(place, capsys):
    damage_version(place.snapshot())
    place.edit("criteria/mine.yaml", "family: contact", "family: site_map")
    before = results(place)

    assert place("compare", "latest") == 5
    assert "bo: not compared: " in capsys.readouterr().err
    assert results(place) == before
