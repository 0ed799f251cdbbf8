"""docs/quirks.md is complete, and everything it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.status import FetchStatus
from reports.causes import CAUSES
from tests.mockgov import hostile, server, switches  # noqa: F401 - hostile registers its behaviours
from tests.mockgov.behaviours import BEHAVIOURS

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "quirks.md").read_text(encoding="utf-8")
FAULTS = 20


def rows(begin: str) -> list[list[str]]:
    """The cells of the lines of a table that begin so."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCUMENT.splitlines()
        if re.match(begin, line)
    ]


def section(title: str) -> list[list[str]]:
    """The cells of the table of a section, without its head."""
    text = DOCUMENT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


QUIRKS = rows(r"\| C?\d+ \|")
STATUSES = section("Statuses")


def missing_tests(cell: str) -> list[str]:
    """Tests that a cell names and that are not there."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", cell)
    assert named, cell
    return [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]


def missing_places(cell: str, tests: str) -> list[str]:
    """Paths and other ways of the loopback portal that a cell names, and that neither it nor the tests beside it know."""
    sources = "".join(
        (ROOT / path).read_text(encoding="utf-8") for path in set(re.findall(r"`(tests/[\w/]+\.py)", tests))
    )
    return [
        place
        for place in re.findall(r"`([^`]+)`", cell)
        if place.lstrip("/").partition("/")[0] not in BEHAVIOURS
        and not hasattr(switches, place)
        and place.partition("(")[2] not in {f"{name}=" for name in server.MockGov.__dataclass_fields__}
        and place not in sources
        and not (ROOT / place).is_file()
    ]


def test_every_quirk_is_there_once():
    assert [row[0] for row in QUIRKS] == [str(n) for n in range(1, 35)] + [f"C{n}" for n in range(1, 13)]


@pytest.mark.parametrize("row", QUIRKS, ids=[row[0] for row in QUIRKS])
def test_what_a_quirk_names_exists(row):
    number, quirk, behaviour, places, tests, finding = row

    assert quirk
    paths = re.findall(r"`((?:crawler|audit|config|reports)/[\w/.\-]+)`", behaviour)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert missing_tests(tests) == []
    # addresses that move, and lists of addresses, are in no server's hands
    assert missing_places(places, tests) == [] if places != "–" else number in {"33", "34"}
    kinds = [] if finding == "–" or finding.startswith("by criterion ") else finding.split(", ")
    assert [kind for kind in kinds if kind not in CAUSES] == []
    if finding.startswith("by criterion "):
        assert f"- id: {finding.removeprefix('by criterion ')}\n" in (
            ROOT / "config" / "criteria" / "vn-law.yaml"
        ).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", section("Variants"), ids=[row[0][:40] for row in section("Variants")])
def test_what_a_variant_names_exists(row):
    _, without_care, done, places, tests = row
    paths = re.findall(r"`((?:crawler|audit|config|reports)/[\w/.\-]+)`", done)

    assert without_care
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert missing_tests(tests) == []
    assert missing_places(places, tests) == []


def test_every_status_is_there_once():
    assert [row[0].strip("`") for row in STATUSES] == [status.value for status in FetchStatus]


@pytest.mark.parametrize("row", STATUSES, ids=[row[0] for row in STATUSES])
def test_a_status_has_a_test_that_knows_it(row):
    status, places, tests = row
    path = re.findall(r"`(tests/[\w/]+\.py)", tests)[0]
    source = (ROOT / path).read_text(encoding="utf-8")
    value = status.strip("`")

    assert missing_tests(tests) == []
    assert missing_places(places, tests) == []
    assert f"FetchStatus.{FetchStatus(value).name}" in source or f'"{value}"' in source


def test_every_fault_has_its_tests():
    found = section("Faults")

    assert len(found) >= FAULTS
    assert [name for _, _, tests in found for name in missing_tests(tests)] == []
