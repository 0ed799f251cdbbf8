"""How soon a crawl comes to its verdicts: the share of a whole crawl's verdicts by pages, in our order and breadth first.

Every portal that lies here as a copy is crawled twice without a network by the crawl's own session and frontier
(`tests/eval/replay.py`), once in our order, once breadth first: by clicks, then as found, site map entries last. After 5, 10, 20, 40,
60 and 100 % of its pages the agency is judged by all editions, and each verdict, of the English and the Vietnamese side, is set beside
that of the whole crawl. Pages are answers that a crawl's budget is charged with, dead links too. "Not met wrongly" counts
what a crawl that ended early says is missing, and how much of it the whole crawl finds (docs/verdicts.md, R13a).

    python benchmarks/focus.py [portal …] [--late] [--hindsight]

`--late` names the verdicts that differ at 20 %. `--hindsight` crawls portals that miss the target once more in an order that knows what
each page is worth (`tests/eval/hindsight.py`), which tells what any order can reach; it judges a portal as often as it has pages.
"""

from __future__ import annotations

import math
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from audit.results import Verdict
from benchmarks.outcome import Measured, end
from tests.eval.corpus import CORPORA as FOLDER
from tests.eval.focus import BreadthFirst, Curve, Missing, missing, same
from tests.eval.hindsight import Hindsight
from tests.eval.packed import PACKED
from tests.eval.replay import CORPORA, DEMO, portal_of

SHARES = (5, 10, 20, 40, 60, 100)
BUDGET, WANTED = 20, 0.90
"""Of the pages, in per cent, and of the verdicts."""
FOUND = {Verdict.MET, Verdict.PARTLY}


def budget_of(total: int, share: int) -> int:
    """Pages that are a share, in per cent, of all."""
    return max(1, math.ceil(total * share / 100))


def _told(share: int, told: Missing) -> str:
    """Say how much of what is said to be missing a whole crawl finds."""
    return f"{share} %: {told.wrong} of {told.wrong + told.right}"


def report(name: str, *, late: bool, hindsight: bool) -> bool:
    """Print the curves of a portal; return whether the targets are met."""
    started = time.monotonic()
    portal = portal_of(name)
    facts: dict = {}
    curves = {"ours": Curve(portal, facts=facts), "breadth": Curve(portal, BreadthFirst, facts)}
    whole = curves["ours"].whole()
    total = whole.pages
    found = {key: verdict for key, verdict in whole.verdicts.items() if verdict in FOUND}
    print(f"{name}: {total} pages, {len(whole.verdicts)} verdicts, {len(found)} of them met or partly")
    needed = {}
    for label, curve in curves.items():
        points = {share: curve.at(budget_of(total, share)) for share in SHARES}
        for title, keys in (("all", whole.verdicts), ("met or partly", found)):
            line = "  ".join(f"{share} %: {same(point, keys):.3f}" for share, point in points.items())
            print(f"  {label:8} {title:14} {line}")
        told = {share: missing(point, whole.verdicts) for share, point in points.items()}
        print(
            f"  {label:8} {'not met wrongly':14} " + "  ".join(_told(share, told[share]) for share in SHARES)
        )
        needed[label] = curve.needed(WANTED, whole.verdicts)
    ours = curves["ours"].at(budget_of(total, BUDGET))
    share = same(ours, whole.verdicts)
    sides = ", ".join(
        f"{side} {same(ours, {k: v for k, v in whole.verdicts.items() if k[1] == side}):.3f}"
        for side in ("en", "vi")
    )
    met = share >= WANTED and needed["ours"] <= needed["breadth"]
    print(
        f"  {'met' if met else 'NOT MET'}: {share:.3f} of the verdicts after {BUDGET} % (wanted {WANTED:.2f}; {sides}); {WANTED:.0%} of "
        f"them after {needed['ours']} pages, breadth first after {needed['breadth']}; {time.monotonic() - started:.0f} s"
    )
    if hindsight and not met:
        known = Curve(portal, partial(Hindsight, curves["ours"].worth(), portal.agency, portal.day), facts)
        known.start_from(whole)
        point = same(known.at(budget_of(total, BUDGET)), whole.verdicts)
        print(f"  with what each page is worth known beforehand: {point:.3f} after {BUDGET} %")
    if late:
        for key, verdict in whole.verdicts.items():
            if ours.get(key) is not verdict:
                print(
                    f"    {key[0]} {key[1]}: {ours.get(key)} in place of {verdict}: {whole.where.get(key, '')}"
                )
    return met


def main() -> None:
    """Print the curves of all portals, or of those named."""
    arguments = sys.argv[1:]
    names = [a for a in arguments if not a.startswith("-")]
    everything = [*(CORPORA if FOLDER.is_dir() else ()), *PACKED, *DEMO]
    met = [
        report(name, late="--late" in arguments, hindsight="--hindsight" in arguments)
        for name in names or everything
    ]
    print(f"{sum(met)} of {len(met)} portals meet both targets")
    end([Measured("portals that meet both targets", sum(met), "portals", target=len(met))], shown=False)


if __name__ == "__main__":
    main()
