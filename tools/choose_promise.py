"""Chooses the points of `crawler/rules/promise.yaml`: which of some values gives most verdicts early, on portals that may be tuned to.

One number after another is set to each of its values, the best is kept, and so on until no number changes, or for so many rounds.
What counts is the mean, over the portals, of the share of a whole crawl's verdicts after some shares of its pages
(`benchmarks/focus.py` draws the whole curve). A value is only changed for a gain beyond what single verdicts make. Portals that are for
measuring only (`tests/eval/portals/README.md`) are refused.

With `--leave-one-out` each portal is left out in turn: the points are chosen on the others, from the first of each number's values on,
in one round, and what they give on the one left out is printed beside what the points as they stand give there. It takes some minutes on
the portals that any order leaves something to gain on (`SMALL`), which it is done on unless others are named: pages are read once, and
what an order has read before is not judged again (`tests/eval/focus.py`).

    python -m tools.choose_promise [--rounds N] [--leave-one-out] [--portal NAME …] [--number NAME …]
"""

from __future__ import annotations

import argparse
from collections.abc import Collection
from statistics import fmean
from typing import Any

from crawler.headings import named_by
from crawler.words import rules
from tests.eval.focus import Curve, Judged, same
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
SMALL = tuple(name for name in ALLOWED if name not in {"us-vote-gov", "uk-service-manual", "moitruongbien"})
"""Without those that are done after a twentieth of their pages in most orders, and take most of the time."""
SHARES = (0.15, 0.2)
"""Of the pages."""
GAIN = 0.003
"""Of the mean share of verdicts, below which a value is left as it is."""
VALUES: dict[str, tuple[float, ...]] = {
    "need": (30, 60, 90),
    "english": (1, 0.7),
    "asked": (0.5, 0.7, 1),
    "repeated": (0.2, 0.4, 0.6),
    "believed": (1, 0.5),
    "weak": (0.15, 0.3, 0.5),
    "weak_whole": (0.5, 0.7, 1),
    "weak_beside": (1, 0.4),
    "below": (0.4, 0.7, 1),
    "first_below": (0, 0.5, 1),
    "reported": (1, 0.3),
    "share_strong": (0.34, 0.5, 0.65),
    "share_weak": (0.5, 0.65, 0.8),
    "door": (60, 120),
    "click": (5, 10, 15),
    "folder": (2, 5, 8),
    "headline": (0, 8, 16),
    "lag": (5, 30),
}


class Judge:
    """How early portals come to their verdicts by the points as they stand."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._portals = [portal_of(name) for name in names]
        self._facts: list[dict[str, Any]] = [{} for _ in names]
        self._judged: list[Judged] = [{} for _ in names]
        self._whole = [
            Curve(portal, facts=facts).whole()
            for portal, facts in zip(self._portals, self._facts, strict=True)
        ]
        self._known: dict[str, list[float]] = {}

    def shares(self) -> list[float]:
        """Return per portal the mean share of verdicts after `SHARES` of its pages."""
        points = str(sorted(rules("promise").items()))
        named_by.cache_clear()
        if points not in self._known:
            self._known[points] = [self._share(number) for number in range(len(self._portals))]
        return self._known[points]

    def _share(self, number: int) -> float:
        whole = self._whole[number]
        curve = Curve(self._portals[number], facts=self._facts[number], judged=self._judged[number])
        curve.start_from(whole)
        return fmean(same(curve.at(max(1, round(whole.pages * share))), whole.verdicts) for share in SHARES)


def choose(judge: Judge, rounds: int, left_out: int | None = None, numbers: Collection[str] = VALUES) -> None:
    """Change the points in this process to the best that is found, and print each step.

    Args:
        judge: Of the portals.
        rounds: At most.
        left_out: Number of a portal that does not count.
        numbers: Names of those that are tried; the others stay.
    """
    points = rules("promise")
    best = _mean(judge, left_out)
    print(f"begun with: {best:.4f}  {' '.join(f'{share:.3f}' for share in judge.shares())}", flush=True)
    for _ in range(rounds):
        changed = False
        for name in numbers:
            values = VALUES[name]
            before = points[name]
            found = {}
            for value in values:
                points[name] = value
                found[value] = _mean(judge, left_out)
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
    print(f"chosen: {best:.4f}  {', '.join(f'{name} {points[name]:g}' for name in numbers)}", flush=True)


def leave_one_out(
    judge: Judge, names: tuple[str, ...], rounds: int, numbers: Collection[str] = VALUES
) -> None:
    """Print what points chosen on the other portals give on each one, beside what those in use give there."""
    points = rules("promise")
    in_use = dict(points)
    standing = judge.shares()
    apart = []
    for number, name in enumerate(names):
        points.update({key: VALUES[key][0] for key in numbers})
        choose(judge, rounds, number, numbers)
        apart.append(judge.shares()[number])
        print(
            f"{name}: {apart[-1]:.4f} by points of the others, {standing[number]:.4f} by those in use",
            flush=True,
        )
        points.update(in_use)
    print(f"left out in turn: {fmean(apart):.4f}, by points in use: {fmean(standing):.4f}")


def _mean(judge: Judge, left_out: int | None) -> float:
    return fmean(share for number, share in enumerate(judge.shares()) if number != left_out)


def main() -> None:
    """Choose, and print; the file is for a person to change."""
    parser = argparse.ArgumentParser(description="Choose the points of links' promises.")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--leave-one-out", action="store_true", help="choose on the others for each portal")
    parser.add_argument("--portal", action="append", choices=ALLOWED, help="only these")
    parser.add_argument("--number", action="append", choices=VALUES, help="only these; the others stay")
    options = parser.parse_args()
    if options.leave_one_out:
        names = tuple(options.portal or SMALL)
        leave_one_out(Judge(names), names, 1, options.number or VALUES)
    else:
        choose(Judge(tuple(options.portal or ALLOWED)), options.rounds, numbers=options.number or VALUES)


if __name__ == "__main__":
    main()
