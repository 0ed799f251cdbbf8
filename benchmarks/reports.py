"""Seconds that the reports of a run of 110 agencies by 350 criteria cost on one core, beside an environment built anew for each.

The baseline writes the same files but reads catalogue, style sheet and templates once per report, as a first version would.
Where Chromium is at hand, the time that it takes to open and lay out the overview is measured too, and the processor time that
its table of criteria and agencies takes to be sorted or filtered: from the key to the picture, whatever else the machine does.

    python benchmarks/reports.py [agencies]
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import count as counting
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from playwright.sync_api import CDPSession, Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.criteria.model import Criterion  # noqa: E402 - run as a script, from any folder
from audit.findings import find  # noqa: E402
from audit.reasons import REASONS  # noqa: E402
from audit.results import AgencyResult, Judgement, Verdict  # noqa: E402
from audit.rules import Rules  # noqa: E402
from audit.scoring import gains  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from reports import pages  # noqa: E402
from reports.environment import environment  # noqa: E402
from reports.files import replace_file  # noqa: E402
from reports.i18n import LocaleCode, translations  # noqa: E402
from reports.render import render_run  # noqa: E402
from reports.rendering import Rendering  # noqa: E402
from reports.told import Told  # noqa: E402
from tests.reports import samples  # noqa: E402

BASELINE_AGENCIES = 8
CRITERIA = 350
"""Of four editions."""


@cache
def rules(*, asked: bool = False) -> Rules:
    """Return the sample rules, filled up to `CRITERIA` with copies, which are asked of whom the originals are asked of.

    Args:
        asked: Whether to count only criteria that some agency is asked, each of which is a row of the overview.
    """
    found = samples.rules()
    first, *others = found.editions
    counted = _asked() if asked else frozenset(found.criteria)
    missing = CRITERIA - len(counted)
    copies = (_copy(c, turn) for turn in counting(1) for c in found.criteria.values() if c.id in counted)
    return replace(
        found,
        editions=(
            first.model_copy(update={"criteria": (*first.criteria, *islice(copies, max(0, missing)))}),
            *others,
        ),
    )


def _asked() -> frozenset[str]:
    return frozenset(
        j.criterion_id
        for result in samples.all_results()
        for j in result.judgements
        if j.verdict is not Verdict.NOT_APPLICABLE
    )


def _copy(criterion: Criterion, turn: int) -> Criterion:
    return criterion.model_copy(
        update={
            "id": f"{criterion.id}-{turn}",
            "root": f"{criterion.root or criterion.id}-{turn}",
        }
    )


def run_of(count: int, *, asked: bool = False) -> list[AgencyResult]:
    """Return `count` agencies, the four samples in turn, with a judgement for every criterion of `rules`."""
    base = [_widened(result, rules(asked=asked)) for result in samples.all_results()]
    return [replace(base[number % 4], agency_id=f"agency-{number}") for number in range(count)]


def _widened(result: AgencyResult, by: Rules) -> AgencyResult:
    judged = {j.criterion_id: j for j in result.judgements}
    criteria = by.criteria
    judgements = tuple(replace(judged[_original(id_, judged)], criterion_id=id_) for id_ in criteria)
    gain = gains(judgements, by.main, result.score.parts)
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


def largest_overview(count: int, out: Path) -> Path:
    """Write the overview of `count` agencies by `CRITERIA` rows."""
    sectors = rules().lexicon.sectors
    environments: dict[LocaleCode, Environment] = {
        "vi": environment("vi", REASONS, sectors.sectors | sectors.fields)
    }
    told = Told(run_of(count, asked=True), rules(asked=True), samples.RUN)
    ((name, make),) = pages.overview(Rendering(told, environments, ("html",)))
    replace_file(out / name, make())
    return out / name


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


@contextmanager
def chromium() -> Iterator[Page | None]:
    """Give an empty page of Debian's Chromium; None where it is not installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto("about:blank")
        yield page
        browser.close()


def opening(path: Path) -> float | None:
    """Return the seconds that Chromium takes to open and lay out a report, its script begun; None where it is not installed."""
    with chromium() as page:
        if page is None:
            return None
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.evaluate("document.body.getBoundingClientRect().height")
        return time.perf_counter() - start


def sorting(path: Path) -> Mapping[str, float]:
    """Return the milliseconds of the page's thread from a wish to the next picture, the slowest of three; nothing without Chromium."""
    with chromium() as page:
        if page is None:
            return {}
        page.goto(path.as_uri())
        page.locator(".mx-frame").scroll_into_view_if_needed()
        page.wait_for_timeout(1000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def took(how: str) -> float:
            start = _busy(session)
            page.evaluate(_UNTIL_SHOWN, how)
            return 1000 * (_busy(session) - start)

        return {what: max(took(how) for _ in range(3)) for what, how in WISHES.items()}


def _busy(session: CDPSession) -> float:
    found = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in found if metric["name"] == "ThreadTime"))


WISHES = {
    "sorting the rows": "document.querySelector('th[data-sort=rows] button').click()",
    "sorting the columns": "document.querySelector('th[data-sort=columns] button').click()",
    "filtering": "const field = document.getElementById('mx-kind'); field.selectedIndex = 2 - field.selectedIndex;"
    " field.dispatchEvent(new Event('input'))",
}
"""What a reader does, as script."""
_UNTIL_SHOWN = """how => new Promise(done => {
    new Function(how)();
    requestAnimationFrame(() => setTimeout(done));
})"""


def main() -> None:
    """Print both rates, and how large and how quick to open the overview and a report are."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 110
    ours = seconds(all_at_once, run_of(count))
    base = seconds(one_by_one, run_of(BASELINE_AGENCIES)) / BASELINE_AGENCIES * count
    with TemporaryDirectory() as folder:
        all_at_once(run_of(count), Path(folder))
        reports = [Path(folder) / "vi" / f"{name}.html" for name in ("agency-1", "agency-2")]
        files = [largest_overview(count, Path(folder)), *reports]
        sizes = [path.stat().st_size for path in files]
        opened = [opening(path) for path in files]
        waits = sorting(files[0])
    print(
        f"{len(rules().criteria)} criteria, {count} agencies, two languages: {ours:.1f} s ({ours / count / 2 * 1000:.0f} ms a report)"
    )
    print(f"baseline, an environment for each report: {base:.1f} s")
    for path, size, took in zip(files, sizes, opened, strict=True):
        said = "" if took is None else f", opens in {took:.2f} s"
        print(f"{path.stem}: {size / 1000:.0f} kB{said}")
    for what, took in waits.items():
        print(f"{what}: {took:.0f} ms of processor time until it is shown")
    end(
        [
            Measured(f"reports of {count} agencies in two languages", ours, "s", base, base, at_most=True),
            Measured("overview", sizes[0] / 1000, "kB", 2000, at_most=True),
            *(
                Measured("opening the overview", took, "s", 1, at_most=True)
                for took in opened[:1]
                if took is not None
            ),
            *(
                Measured(f"{what} of the overview", took, "ms", 200, at_most=True)
                for what, took in waits.items()
            ),
        ],
        shown=False,
    )


if __name__ == "__main__":
    main()
