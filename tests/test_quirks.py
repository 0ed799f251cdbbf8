"""docs/quirks.md is complete, and everything it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.causes import CAUSES

ROOT = Path(__file__).parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "quirks.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| C?\d+ \|", line)
]


def test_every_quirk_is_there_once():
    assert [row[0] for row in ROWS] == [str(n) for n in range(1, 35)] + [f"C{n}" for n in range(1, 13)]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_a_quirk_names_exists(row):
    _, quirk, behaviour, tests, finding = row

    assert quirk
    paths = re.findall(r"`((?:crawler|audit|config|reports)/[\w/.\-]+)`", behaviour)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)
    assert named
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []
    kinds = [] if finding == "–" or finding.startswith("by criterion ") else finding.split(", ")
    assert [kind for kind in kinds if kind not in CAUSES] == []
    if finding.startswith("by criterion "):
        assert f"- id: {finding.removeprefix('by criterion ')}\n" in (
            ROOT / "config" / "criteria" / "vn-law.yaml"
        ).read_text(encoding="utf-8")
