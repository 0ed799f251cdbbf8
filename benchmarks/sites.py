"""Whether a run of many small sites costs each of them the same, however many there are: processor time and memory.

Three runs from crawl to reports, each of more sites than the one before, of a registry that holds these alone. What a site costs is
taken between two runs, so that what a run costs once is in none of them: between the second and the third, beside what it is between
the first and the second, which is the baseline. Sites have a host name each and two pages, on loopback, without delay.

    python benchmarks/sites.py [sites of the first run] [of the second] [of the third] [phases, such as crawl]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.nation import FEW_PAGES, PHASES, Cost, sample  # noqa: E402 - run as a script, from any folder
from benchmarks.outcome import Measured, end  # noqa: E402

SIZES = (50, 100, 200)
WORKERS = 32
"""Crawls at a time."""
DEARER = 1.25
"""What a site may cost at the most, beside one of a smaller run."""
NATION = 10_000
MOST_MB = 1_000.0
"""Of the largest process, for a nation."""


def grown(values: Sequence[float], sizes: Sequence[int]) -> tuple[float, float]:
    """Return what a site takes between the first two runs, and between the last two.

    Args:
        values: What each run took.
        sizes: Its sites.
    """
    first, second, third = values
    few, more, most = sizes
    return (second - first) / (more - few), (third - second) / (most - more)


def figures(runs: Sequence[dict[str, Cost]], sizes: Sequence[int]) -> list[Measured]:
    """Return what a site costs early and late, and what the largest process holds, there and in a nation."""
    early, late = grown([sum(cost.cpu_s for cost in run.values()) for run in runs], sizes)
    memory = [max(cost.memory_mb for cost in run.values()) for run in runs]
    slope = max((memory[-1] - memory[0]) / (sizes[-1] - sizes[0]), 0.0)
    whole = memory[-1] + max(NATION - sizes[-1], 0) * slope
    return [
        Measured(
            f"processor a site, {sizes[1]} to {sizes[2]} sites against {sizes[0]} to {sizes[1]}",
            late / max(early, 1e-9),
            "x",
            DEARER,
            early,
            at_most=True,
        ),
        Measured(f"processor a site, {sizes[1]} to {sizes[2]} sites", late, "s"),
        Measured(f"memory of the largest process, {sizes[2]} sites", memory[-1], "MB", baseline=memory[0]),
        Measured(
            f"memory of the largest process, {NATION} sites by these", whole, "MB", MOST_MB, at_most=True
        ),
    ]


def main() -> None:
    """Print what each run took, phase by phase, and the figures."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sizes = [*given, *SIZES[len(given) :]]
    phases = [phase for phase in PHASES if phase in sys.argv[1:]] or list(PHASES)
    runs = []
    for sites in sizes:
        with TemporaryDirectory() as folder:
            costs, _ = sample(Path(folder), sites, sites, FEW_PAGES, min(sites, WORKERS), phases=phases)
        runs.append(costs)
    heads = "".join(f"{phase:>12}{'MB':>12}" for phase in phases)
    print(f"{'sites':>8}{heads}")
    for sites, costs in zip(sizes, runs, strict=True):
        cells = "".join(f"{costs[p].cpu_s:10.1f} s{costs[p].memory_mb:12.0f}" for p in phases)
        print(f"{sites:8}{cells}")
    end(figures(runs, sizes))


if __name__ == "__main__":
    main()
