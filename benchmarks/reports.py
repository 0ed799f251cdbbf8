"""Seconds that the reports of a run of 110 agencies cost on one core, beside an environment built anew for each report.

The baseline writes the same files but reads catalogue, style sheet and templates once per report, as a first version would.

    python benchmarks/reports.py [agencies]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.results import AgencyResult  # noqa: E402 - run as a script, from any folder
from reports.i18n import translations  # noqa: E402
from reports.render import render_run  # noqa: E402
from tests.reports import samples  # noqa: E402

BASELINE_AGENCIES = 8


def run_of(count: int) -> list[AgencyResult]:
    """Return `count` agencies, the four samples in turn."""
    base = samples.all_results()
    return [replace(base[number % 4], agency_id=f"agency-{number}") for number in range(count)]


def all_at_once(results: list[AgencyResult], out: Path) -> None:
    """Render a run as the program does."""
    render_run(results, samples.rules(), out, run=samples.RUN)


def one_by_one(results: list[AgencyResult], out: Path) -> None:
    """Render every report with nothing kept from the one before."""
    for result in results:
        for locale in ("vi", "en"):
            translations.cache_clear()
            render_run([result], samples.rules(), out, locales=(locale,), run=samples.RUN)


def seconds(work: Callable[[list[AgencyResult], Path], None], results: list[AgencyResult]) -> float:
    """Return the processor time of rendering `results`."""
    with TemporaryDirectory() as folder:
        start = time.process_time()
        work(results, Path(folder))
        return time.process_time() - start


def main() -> None:
    """Print both rates and the size of the overview."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 110
    ours = seconds(all_at_once, run_of(count))
    base = seconds(one_by_one, run_of(BASELINE_AGENCIES)) / BASELINE_AGENCIES * count
    with TemporaryDirectory() as folder:
        all_at_once(run_of(count), Path(folder))
        overview = (Path(folder) / "vi" / "index.html").stat().st_size
        report = (Path(folder) / "vi" / "agency-1.html").stat().st_size
    print(f"{count} agencies, two languages: {ours:.1f} s ({ours / count / 2 * 1000:.0f} ms a report)")
    print(f"baseline, an environment for each report: {base:.1f} s")
    print(f"overview {overview / 1000:.0f} kB, one agency {report / 1000:.0f} kB")


if __name__ == "__main__":
    main()
