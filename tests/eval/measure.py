"""Labels beside verdicts: agreement per item, precision and recall of *met*, three-way accuracy.

`python -m tests.eval.measure [portal …] [--leave-one-out]` prints every item; run it from the checkout.
`python -m tests.eval.measure --confidence` prints how often each class of confidence is right, on these labels and the demo's key.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from audit.criteria.loader import load_edition
from audit.criteria.model import Criterion
from audit.detectors import DETECTORS, Case
from audit.results import Side, Verdict
from tests.eval.corpus import CORPORA, PORTALS, ROOT, lexicon, site_of
from tests.eval.packed import PACKED, PORTALS_FOLDER

OWN = {
    "X-FUNCTIONS": ("named", {"family": "functions_mandate"}),
    "X-CONTACT-OFFICIALS": ("named", {"family": "officials_contacts"}),
    "X-NEWS": ("named", {"family": "news"}),
    "X-SERVICES-LIST": ("services", {"family": "service_catalogue"}),
}
"""The labels' own items, and the detectors behind VN-D43-13-a, -k, -10b, -13-s."""

DECIDED = {"met": Verdict.MET, "partly": Verdict.PARTLY, "not_met": Verdict.NOT_MET}


@dataclass(frozen=True)
class Row:
    portal: str
    item: str
    language: str
    label: Verdict
    side: Side
    wanted: str
    note: str

    @property
    def verdict(self) -> Verdict:
        return self.side.verdict


@dataclass(frozen=True)
class Figures:
    decided: int
    met: int
    precision: float
    recall: float
    accuracy: float

    def __str__(self) -> str:
        return (
            f"{self.decided:3} items, {self.met:2} met: precision {self.precision:.2f} recall {self.recall:.2f} "
            f"three-way {self.accuracy:.2f}"
        )


@cache
def criteria() -> dict[str, Criterion]:
    folder = ROOT / "config" / "criteria"
    editions = [load_edition(folder / f"{name}.yaml") for name in ("osi-2024", "losi-2024")]
    found = {criterion.id: criterion for edition in editions for criterion in edition.criteria}
    template = next(iter(found.values()))
    for item, (detector, params) in OWN.items():
        found[item] = template.model_copy(
            update={"id": item, "detector": detector, "params": params, "sector": None}
        )
    return found


def labels() -> Iterable[dict]:
    for path in (CORPORA / "labels.jsonl", PORTALS_FOLDER / "labels.jsonl"):
        if path.exists():
            with path.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def rows(portals: Iterable[str] = PORTALS, language: str = "en", **thresholds: float) -> list[Row]:
    wanted, found = set(portals), []
    usual = lexicon().thresholds
    thresholds = {name: value for name, value in thresholds.items() if value != getattr(usual, name)}
    for label in labels():
        truth = DECIDED.get(label[language])
        if truth is None or label["portal"] not in wanted:
            continue
        side = _side(label["portal"], label["item"], language, **thresholds)
        found.append(Row(label["portal"], label["item"], language, truth, side, label["url"], label["note"]))
    return found


@cache
def _side(portal: str, item: str, language: str, **thresholds: float) -> Side:
    """Judge an item; the same portals are judged by many figures."""
    criterion = criteria()[item]
    return DETECTORS[criterion.detector](Case(site_of(portal, **thresholds), criterion, language))


def figures(found: list[Row]) -> Figures:
    """Items that the tool leaves open count against recall and accuracy, not against precision."""
    said = [row for row in found if row.verdict is Verdict.MET]
    true = [row for row in found if row.label is Verdict.MET]
    right = sum(row.label is Verdict.MET for row in said)
    same = sum(row.label is row.verdict for row in found)
    return Figures(
        len(found),
        len(true),
        right / len(said) if said else 1.0,
        right / len(true) if true else 1.0,
        same / len(found) if found else 1.0,
    )


def families(found: list[Row]) -> dict[str, Figures]:
    """Agreement per family of terms, or per detector where it has none."""
    known = criteria()
    groups: dict[str, list[Row]] = {}
    for row in found:
        criterion = known[row.item]
        name = str(criterion.params.get("family", criterion.detector))
        groups.setdefault(name, []).append(row)
    return {name: figures(group) for name, group in sorted(groups.items())}


CHOICES = [
    {"coverage": coverage, "menu_share": share} for coverage in (0.34, 0.5, 1.0) for share in (0.1, 0.3)
]


def leave_one_out(language: str = "en", portals: Iterable[str] = PORTALS) -> list[Row]:
    """Choose the thresholds on all portals but one, judge that one with them; the rows of all turns."""
    turns, names = [], tuple(portals)
    for left in names:
        others = [name for name in names if name != left]
        best = max(CHOICES, key=lambda choice: _worth(figures(rows(others, language, **choice))))
        turns.extend(rows([left], language, **best))
    return turns


def _worth(found: Figures) -> tuple[float, float]:
    total = found.precision + found.recall
    return (2 * found.precision * found.recall / total if total else 0.0, found.accuracy)


def main(arguments: list[str]) -> None:
    if "--confidence" in arguments:
        from tests.eval import confidence

        print(*confidence.report(), sep="\n")
        return
    portals = [a for a in arguments if a in {*PORTALS, *PACKED}] or [*PORTALS, *PACKED]
    assert lexicon()
    for language in ("en", "vi"):
        found = rows(portals, language)
        for row in found:
            mark = (
                "=" if row.label is row.verdict else "#" if Verdict.MET in {row.label, row.verdict} else "~"
            )
            where = row.side.evidence[0] if row.side.evidence else None
            shown = f"{where.url} “{where.quote[:70]}”" if where else ""
            near = "" if where else " | ".join(e.url for e in row.side.near_misses[:2])
            print(
                f"{mark} {language} {row.portal:18.18} {row.item:20} label {row.label:8} tool {row.verdict:14} "
                f"{row.side.reason.code} {shown}{near}"
            )
        print()
        for name, part in families(found).items():
            print(f"  {language} {name:24} {part}")
        for name in [*portals, "all"]:
            part = [row for row in found if name in {"all", row.portal}]
            if part:
                print(f"  {language} {name:24} {figures(part)}")
    if "--leave-one-out" in arguments:
        for language in ("en", "vi"):
            print(f"  {language} leave one portal out     {figures(leave_one_out(language, portals))}")


if __name__ == "__main__":
    main(sys.argv[1:])
