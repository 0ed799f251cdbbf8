"""Chooses the points of `crawler/rules/promise.yaml`: which of some values gives most verdicts early, on portals that may be tuned to.

One number after another is set to each of its values, the best is kept, and so on until no number changes, or for so many rounds.
What counts is the mean, over the portals, of the share of a whole crawl's verdicts after some shares of its pages
(`benchmarks/focus.py` draws the whole curve). A value is only changed for a gain beyond what single verdicts make. Portals that are for
measuring only (`tests/eval/portals/README.md`) are refused.

    python -m tools.choose_promise [--rounds N] [--portal NAME …]
"""

from __future__ import annotations

import argparse
from statistics import fmean
from typing import Any

from crawler import needs
from crawler.words import rules
from tests.eval.focus import Curve, same
from tests.eval.replay import portal_of

ALLOWED = (
    "vn-ministry-wagtail",
    "vn-province-wordpress",
    "vn-agency-mediawiki",
    "us-vote-gov",
    "uk-service-manual",
    "ytecd",
    "giaoducpt",
    "binhminh",
    "moitruongbien",
    "hoagiai",
)
"""Portals that may be tuned to; those in English that were written for measuring are not among them."""
SHARES = (0.1, 0.2)
"""Of the pages."""
GAIN = 0.003
"""Of the mean share of verdicts, below which a value is left as it is."""
VALUES: dict[str, tuple[float, ...]] = {
    "need": (8, 12, 18),
    "repeated": (0.15, 0.3, 0.5),
    "door": (40, 60, 90),
    "folder": (3, 5, 8),
    "headline": (4, 8, 14),
    "below": (0.2, 0.4, 0.7),
    "weak": (0.3, 0.5, 0.7),
    "lag": (15, 30, 60),
}


class Judge:
    """How early portals come to their verdicts by the points as they stand."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._portals = [portal_of(name) for name in names]
        self._facts: list[dict[str, Any]] = [{} for _ in names]
        self._whole = [
            Curve(portal, facts=facts).whole()
            for portal, facts in zip(self._portals, self._facts, strict=True)
        ]
        self._known: dict[str, list[float]] = {}

    def shares(self) -> list[float]:
        """Return per portal the mean share of verdicts after `SHARES` of its pages."""
        points = str(sorted(rules("promise").items()))
        if points not in self._known:
            needs.forget_terms()
            self._known[points] = [self._share(number) for number in range(len(self._portals))]
        return self._known[points]

    def _share(self, number: int) -> float:
        whole = self._whole[number]
        curve = Curve(self._portals[number], facts=self._facts[number])
        curve.start_from(whole)
        return fmean(same(curve.at(max(1, round(whole.pages * share))), whole.verdicts) for share in SHARES)


def choose(judge: Judge, rounds: int) -> None:
    """Change the points in this process to the best that is found, and print each step."""
    points = rules("promise")
    best = fmean(judge.shares())
    print(f"as it stands: {best:.4f}  {' '.join(f'{share:.3f}' for share in judge.shares())}", flush=True)
    for _ in range(rounds):
        changed = False
        for name, values in VALUES.items():
            before = points[name]
            found = {}
            for value in values:
                points[name] = value
                found[value] = fmean(judge.shares())
            value = max(found, key=lambda each: found[each])
            points[name] = value if found[value] > best + GAIN else before
            changed |= points[name] != before
            best = max(best, found.get(points[name], best))
            print(
                f"{name}: {', '.join(f'{v:g} {s:.4f}' for v, s in found.items())} -> {points[name]:g}",
                flush=True,
            )
        if not changed:
            break
    print(f"chosen: {best:.4f}  {', '.join(f'{name} {points[name]:g}' for name in VALUES)}")


def main() -> None:
    """Choose, and print; the file is for a person to change."""
    parser = argparse.ArgumentParser(description="Choose the points of links' promises.")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--portal", action="append", choices=ALLOWED, help="only these")
    options = parser.parse_args()
    choose(Judge(tuple(options.portal or ALLOWED)), options.rounds)


if __name__ == "__main__":
    main()
