"""Seconds that the reports of a run of 110 agencies by 350 criteria cost on one core, beside an environment built anew for each.

The baseline writes the same files but reads catalogue, style sheet and templates once per report, as a first version would.
Where Chromium is at hand, the time that it takes to open and lay out the overview is measured too.

    python benchmarks/reports.py [agencies]
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import count as counting
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.criteria.model import Criterion  # noqa: E402 - run as a script, from any folder
from audit.findings import find  # noqa: E402
from audit.results import AgencyResult, Judgement  # noqa: E402
from audit.rules import Rules  # noqa: E402
from audit.scoring import gains  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from reports.i18n import translations  # noqa: E402
from reports.render import render_run  # noqa: E402
from reports.told import Told  # noqa: E402
from tests.reports import samples  # noqa: E402

BASELINE_AGENCIES = 8
CRITERIA = 350
"""Of four editions."""


@cache
def rules() -> Rules:
    """Return the sample rules, filled up to `CRITERIA` with copies, which are asked of whom the originals are asked of."""
    found = samples.rules()
    first, *others = found.editions
    missing = CRITERIA - len(found.criteria)
    copies = (_copy(c, turn) for turn in counting(1) for c in found.criteria.values())
    return replace(
        found,
        editions=(
            first.model_copy(update={"criteria": (*first.criteria, *islice(copies, max(0, missing)))}),
            *others,
        ),
    )


def _copy(criterion: Criterion, turn: int) -> Criterion:
    return criterion.model_copy(
        update={
            "id": f"{criterion.id}-{turn}",
            "root": f"{criterion.root or criterion.id}-{turn}",
        }
    )


def run_of(count: int) -> list[AgencyResult]:
    """Return `count` agencies, the four samples in turn, with a judgement for every criterion."""
    base = [_widened(result) for result in samples.all_results()]
    return [replace(base[number % 4], agency_id=f"agency-{number}") for number in range(count)]


def _widened(result: AgencyResult) -> AgencyResult:
    judged = {j.criterion_id: j for j in result.judgements}
    criteria = rules().criteria
    judgements = tuple(replace(judged[_original(id_, judged)], criterion_id=id_) for id_ in criteria)
    gain = gains(judgements, rules().main, result.score.parts)
    causes = tuple(f for f in result.findings if not f.criterion_id)
    return replace(
        result,
        judgements=judgements,
        findings=causes + find(result.agency_id, judgements, (), gain, criteria),
    )


def _original(id_: str, known: Mapping[str, Judgement]) -> str:
    return id_ if id_ in known else id_.rpartition("-")[0]


def all_at_once(results: list[AgencyResult], out: Path) -> None:
    """Render a run as the program does."""
    render_run(Told(results, rules(), samples.RUN), out)


def one_by_one(results: list[AgencyResult], out: Path) -> None:
    """Render every report with nothing kept from the one before."""
    for result in results:
        for locale in ("vi", "en"):
            translations.cache_clear()
            render_run(Told([result], rules(), samples.RUN), out, locales=(locale,))


def seconds(work: Callable[[list[AgencyResult], Path], None], results: list[AgencyResult]) -> float:
    """Return the processor time of rendering `results`."""
    with TemporaryDirectory() as folder:
        start = time.process_time()
        work(results, Path(folder))
        return time.process_time() - start


def opening(path: Path) -> float | None:
    """Return the seconds that Chromium takes to open and lay out a report; None where it is not installed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto("about:blank")
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.evaluate("document.body.getBoundingClientRect().height")
        seconds = time.perf_counter() - start
        browser.close()
    return seconds


def main() -> None:
    """Print both rates, and how large and how quick to open the overview and a report are."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 110
    ours = seconds(all_at_once, run_of(count))
    base = seconds(one_by_one, run_of(BASELINE_AGENCIES)) / BASELINE_AGENCIES * count
    with TemporaryDirectory() as folder:
        all_at_once(run_of(count), Path(folder))
        files = [Path(folder) / "vi" / f"{name}.html" for name in ("index", "agency-1", "agency-2")]
        sizes = [path.stat().st_size for path in files]
        opened = [opening(path) for path in files]
    print(
        f"{len(rules().criteria)} criteria, {count} agencies, two languages: {ours:.1f} s ({ours / count / 2 * 1000:.0f} ms a report)"
    )
    print(f"baseline, an environment for each report: {base:.1f} s")
    for path, size, took in zip(files, sizes, opened, strict=True):
        said = "" if took is None else f", opens in {took:.2f} s"
        print(f"{path.stem}: {size / 1000:.0f} kB{said}")
    end(
        [
            Measured(f"reports of {count} agencies in two languages", ours, "s", base, base, at_most=True),
            Measured("overview", sizes[0] / 1000, "kB"),
            *(Measured("opening the overview", took, "s") for took in opened[:1] if took is not None),
        ],
        shown=False,
    )


if __name__ == "__main__":
    main()
