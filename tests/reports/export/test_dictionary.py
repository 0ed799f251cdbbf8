"""The data dictionary is complete: whatever is written stands in it, and nothing else."""

from __future__ import annotations

import csv
import importlib
import io
import json
import pkgutil
import unicodedata

import pytest

import audit
import reports
from reports.export import dictionary
from reports.export.scores import export_scores
from reports.export.verdicts import export_verdicts
from tests.reports import samples
from tests.reports.export import full
from tools.data_dictionary import EXPORTS

READ = {"reports.egdi_data"}
"""Tables that come with the program and are only read."""


def tables_in_code() -> dict[str, tuple[str, ...]]:
    """Every constant of the program that names the columns of a table that is written."""
    found = {}
    for package in (audit, reports):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "__main__" not in module.name and module.name not in READ:
                columns = getattr(importlib.import_module(module.name), "COLUMNS", None)
                if isinstance(columns, tuple):
                    found[module.name] = columns
    return found


def test_every_table_of_the_program_is_in_the_dictionary():
    documented = [set(columns) for columns in EXPORTS.values()]
    missing = {n: c for n, c in tables_in_code().items() if not any(set(c) <= known for known in documented)}

    assert len(tables_in_code()) >= len(EXPORTS)
    assert missing == {}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_column_of_an_export_has_a_meaning(name):
    shown = dictionary.export(name, EXPORTS[name])

    assert shown.keys == EXPORTS[name]
    assert all(field.meaning.en and field.meaning.vi for field in shown.fields)


def test_json_lines_hold_nothing_that_the_dictionary_lacks():
    for write, name in ((export_scores, "scores"), (_verdicts, "verdicts")):
        stream = io.StringIO()
        write(samples.all_results(), "jsonl", stream)
        keys = {key for line in stream.getvalue().splitlines() for key in json.loads(line)}
        assert keys <= set(EXPORTS[name])


def _verdicts(results, form, stream):
    export_verdicts(results, samples.rules(), form, stream)


def test_evidence_in_json_lines_is_that_of_the_documents():
    stream = io.StringIO()
    _verdicts(samples.all_results(), "jsonl", stream)
    keys = {key for line in stream.getvalue().splitlines() for e in json.loads(line)["evidence"] for key in e}

    assert keys == {field.key for field in dictionary.properties("evidence")}


def test_written_tables_have_the_columns_of_the_dictionary(written):
    with (written / "vi" / "overview.csv").open(encoding="utf-8-sig", newline="") as stream:
        head = next(csv.reader(stream))
    parts = {part.subindex for result in full.told().results for part in result.score.parts}
    general = [key for key in head if key.split("_")[0] not in parts]
    own = [key for key in head if key.split("_")[0] in parts]

    known = [key for key in dictionary.table("overview").keys if not key.startswith("SUBINDEX_")]
    assert general == known
    assert own
    assert {f"SUBINDEX_{key.partition('_')[2]}" for key in own} <= set(dictionary.table("overview").keys)


def test_nothing_stands_in_the_dictionary_that_is_not_written():
    used = {field.key for name in dictionary.names("tables") for field in dictionary.table(name).fields}
    used |= {field.key for name in dictionary.names("objects") for field in dictionary.properties(name)}
    used |= {key for columns in EXPORTS.values() for key in columns}

    assert set(dictionary.names("fields")) <= used
    assert set(dictionary.names("exports")) == set(EXPORTS)


def test_vietnamese_is_vietnamese_and_every_key_is_said_in_both_languages():
    fields = [dictionary.field(key) for key in dictionary.names("fields")]

    for field in fields:
        assert field.heading.vi == unicodedata.normalize("NFC", field.heading.vi)
        assert field.meaning.vi != field.meaning.en
        assert field.meaning.en.endswith(".")
        assert field.meaning.vi.endswith(".")
    marked = sum(not field.meaning.vi.isascii() for field in fields)
    assert marked == len(fields)


@pytest.mark.parametrize("part", ["tables", "objects"])
def test_headings_of_one_table_differ(part):
    for name in dictionary.names(part):
        fields = dictionary.table(name).fields if part == "tables" else dictionary.properties(name)
        assert len({field.key for field in fields}) == len(fields)
        if part == "tables":
            assert len({field.heading.vi for field in fields}) == len(fields), name
            assert len({field.heading.en for field in fields}) == len(fields), name
