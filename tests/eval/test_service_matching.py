"""How well names of procedures are matched: pairs written by hand, 1 to 160 before the rules, the others after."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from audit.services.required.comparing import Comparer
from audit.services.required.rules import load_match_rules

TABLE = Path(__file__).parent / "data" / "service_names.csv"
CONFIG = Path(__file__).parents[2] / "config"
PRECISION, RECALL = 0.98, 0.95
PARTS = {"before the rules": range(1, 161), "after": range(161, 451), "all": range(1, 451)}


@dataclass(frozen=True)
class Pair:
    number: int
    kind: str
    same: bool
    required: str
    portal: str
    score: float


@cache
def pairs() -> tuple[Pair, ...]:
    comparer = Comparer(load_match_rules(CONFIG))
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Pair(
                int(row["number"]),
                row["kind"],
                row["same"] == "1",
                row["required"],
                row["portal"],
                comparer.score(row["required"], row["portal"]),
            )
            for row in csv.DictReader(stream)
        )


def matched(pair: Pair) -> bool:
    return pair.score >= load_match_rules(CONFIG).limits.matched


def test_the_table_is_large_and_has_both_kinds():
    found = pairs()

    assert [pair.number for pair in found] == list(range(1, 451))
    assert sum(pair.same for pair in found) >= 150
    assert sum(not pair.same for pair in found) >= 150
    assert len({(pair.required, pair.portal) for pair in found}) == len(found)


@pytest.mark.parametrize("part", PARTS)
def test_names_are_matched_at_least_this_well(part):
    limits = load_match_rules(CONFIG).limits
    chosen = [pair for pair in pairs() if pair.number in PARTS[part]]
    right = [pair for pair in chosen if pair.same and pair.score >= limits.matched]
    wrong = [pair for pair in chosen if not pair.same and pair.score >= limits.matched]
    missed = [pair for pair in chosen if pair.same and pair.score < limits.matched]
    asked = [pair for pair in chosen if limits.ambiguous <= pair.score < limits.matched]
    precision = len(right) / (len(right) + len(wrong))
    recall = len(right) / (len(right) + len(missed))
    print(f"{part}: {len(chosen)} pairs, precision {precision:.3f}, recall {recall:.3f}, asked {len(asked)}")

    assert precision >= PRECISION, [(p.number, p.required, p.portal) for p in wrong]
    assert recall >= RECALL, [(p.number, p.required, p.portal, p.score) for p in missed]


def test_the_order_of_the_two_names_does_not_matter():
    comparer = Comparer(load_match_rules(CONFIG))

    differing = [p.number for p in pairs() if comparer.score(p.portal, p.required) != p.score]

    assert differing == []
