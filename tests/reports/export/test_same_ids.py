"""One finding has one id, whatever it is written in."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from tests.reports.export import full

AGENCIES = [result.agency_id for result in full.told().results]


def in_html(path) -> list[str]:
    return re.findall(
        r'<details class="finding[^"]*" id="f-([0-9a-f]{16,})"', path.read_text(encoding="utf-8")
    )


def in_json(path) -> list[str]:
    document = json.loads(path.read_text(encoding="utf-8"))
    named = {c["finding_id"] for c in document["criteria"]} - {""}
    ids = [finding["finding_id"] for finding in document["findings"]]
    assert named <= set(ids)
    return ids


def in_csv(path) -> list[str]:
    text = path.read_bytes().decode("utf-8-sig")
    return [row["finding_id"] for row in csv.DictReader(io.StringIO(text, newline=""))]


def in_workbook(path) -> list[str]:
    book = load_workbook(path)
    heads = {"vi": ("Phát hiện", "Mã phát hiện"), "en": ("Findings", "Finding")}[path.parent.name]
    rows = list(book[heads[0]].values)
    place = rows[0].index(heads[1])
    return [row[place] for row in rows[1:]]


def in_checklist(path) -> list[str]:
    return re.findall(
        r"^- \[ \] \*\*.*\*\* `([0-9a-f]{16,})`", path.read_text(encoding="utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("agency_id", AGENCIES)
def test_every_form_names_the_same_findings(written, locale, agency_id):
    folder = written / locale
    expected = [f.id for r in full.told().results if r.agency_id == agency_id for f in r.findings]
    in_order = {
        "json": in_json(folder / f"{agency_id}.json"),
        "csv": in_csv(folder / f"{agency_id}.csv"),
        "xlsx": in_workbook(folder / f"{agency_id}.xlsx"),
    }
    grouped = {
        "html": in_html(folder / f"{agency_id}.html"),
        "md": in_checklist(folder / f"{agency_id}.md"),
    }

    assert all(ids == expected for ids in in_order.values())
    assert all(sorted(ids) == sorted(expected) for ids in grouped.values())


def test_the_masthead_offers_the_forms_that_were_written(written):
    page = (written / "vi" / "shell.html").read_text(encoding="utf-8")
    offered = re.search(r'<div class="downloads.*?</div>', page, re.DOTALL)

    links = re.findall(r'href="([^"]+)"', offered.group())
    assert sorted(links) == ["shell.csv", "shell.json", "shell.md", "shell.xlsx"]
    assert all((written / "vi" / link).is_file() for link in links)


def test_a_page_that_stands_alone_offers_nothing(rendered):
    assert (
        "downloads" not in (rendered / "vi" / "shell.html").read_text(encoding="utf-8").split("</style>")[1]
    )


def test_the_overview_offers_the_run_as_data(written):
    page = (written / "en" / "index.html").read_text(encoding="utf-8")

    for name in ("overview.xlsx", "overview.csv", "overview.json"):
        assert f'href="{name}"' in page
        assert (written / "en" / name).is_file()
