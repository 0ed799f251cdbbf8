"""From a finding to the proof that it is mended, or still there: the time and the requests of `osi-audit recheck`.

The demo portals are audited once on loopback. Then findings of as many kinds as there are, of every portal, are looked at
again, one by one, through the command: in one process that has loaded everything, as a service has, and, some of them, in a
process of their own, whose loading of the program is taken off and told apart. Requests are counted at the server, beside the
pages that the verdict rests on. The baseline is what a webmaster would do without a re-check: crawl and judge the whole portal anew.

Processor time, the crawl's included, stands beside the clock's: other programs change the latter.

    python benchmarks/recheck.py [findings]
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.__main__ import run as command  # noqa: E402 - run as a script, from any folder
from audit.cli.demo import DEMO_DAY, SITES, environment  # noqa: E402
from audit.cli.recheck import STILL_THERE  # noqa: E402
from audit.datadir import DataDir  # noqa: E402
from audit.demo.server import DemoServer  # noqa: E402
from audit.life.model import Look  # noqa: E402
from audit.recheck import Recheck  # noqa: E402
from audit.store.db import Store  # noqa: E402
from audit.store.lives import Life  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402

FINDINGS = 48
FRESH = 5
"""Findings that are looked at in a process of their own."""
SECONDS = 2.0
"""From finding to proof, at the 95th percentile."""


@dataclass(frozen=True)
class Taken:
    """What one re-check took."""

    life: Life
    clock_s: float
    cpu_s: float
    requests: int
    found: Recheck

    @property
    def allowed(self) -> int:
        """Requests: one for each page that the verdict rests on, and one for each host's robots.txt."""
        return len(self.found.asked) + len({urlsplit(asked.url).netloc for asked in self.found.asked})


class Bench:
    """The demo portals, audited once.

    Args:
        root: Data folder.
        server: Of the portals; open.
    """

    def __init__(self, root: Path, server: DemoServer) -> None:
        self._data = DataDir(root)
        self._server = server
        self.where = ["--data", str(root), "--sites", str(SITES)]

    def call(self, *arguments: str) -> None:
        """Call a command in this process.

        Raises:
            RuntimeError: It failed.
        """
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = command([*arguments, *self.where])
        if code not in {0, STILL_THERE}:
            raise RuntimeError(f"{' '.join(arguments)} ended with {code}: {said.getvalue()[-1000:]}")

    def findings(self, wanted: int) -> list[Life]:
        """Return findings of all portals in turn, of each portal one of every kind and group of criteria before a second one.

        A portal that lets no crawler in has nothing to set beside what is there now: a new run tells whether it does.
        """
        with Store(self._data.db) as store:
            readable = [id_ for id_ in store.lives.agencies() if any(store.lives.runs(id_).values())]
            known = [_by_kind(store.lives.of(id_)) for id_ in readable]
        turns = chain.from_iterable(zip_longest(*known))
        return [life for life in turns if life is not None][:wanted]

    def recheck(self, life: Life, call: Callable[[str], None]) -> Taken:
        """Look at a finding again, and count what that took."""
        asked = len(self._server.requests)
        clock, cpu = time.perf_counter(), _processor_s()
        call(life.finding.id)
        clock, cpu = time.perf_counter() - clock, _processor_s() - cpu
        with Store(self._data.db) as store:
            found = store.rechecks.of(life.finding.id)[-1]
        folder = self._data.recheck(found.id)
        if len(list(folder.glob("*.html"))) < 2:
            raise RuntimeError(f"no proof in {folder}")
        crawl = json.loads((folder / life.agency_id / "result.json").read_text("utf-8"))["stats"]
        cpu += float(crawl.get("osi/process/cpu_s", 0))
        return Taken(life, clock, cpu, len(self._server.requests) - asked, found)

    def fresh(self, finding_id: str) -> None:
        """Look at a finding again in a process of its own."""
        words = [sys.executable, "-m", "audit", "recheck", finding_id, *self.where]
        done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT)
        if done.returncode not in {0, STILL_THERE}:
            raise RuntimeError(f"recheck ended with {done.returncode}: {done.stderr[-1000:]}")

    def whole(self, agency_id: str) -> float:
        """Return the seconds of crawling and judging an agency anew."""
        start = time.perf_counter()
        self.call("crawl", "--agency", agency_id, "--on", DEMO_DAY.isoformat())
        self.call("audit", "latest")
        return time.perf_counter() - start


def _processor_s() -> float:
    """Processor time of this process and of those it has waited for; crawls are not among them."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _by_kind(lives: Sequence[Life]) -> list[Life]:
    """Put findings in an order in which no kind comes twice before all others came once, causes first."""
    kinds: dict[str, list[Life]] = {}
    for life in sorted(lives, key=lambda life: (life.finding.criterion_id != "", life.finding.id)):
        group = "-".join(life.finding.criterion_id.split("-")[:2])
        kinds.setdefault(f"{life.finding.kind} {group}", []).append(life)
    return [life for turn in zip_longest(*kinds.values()) for life in turn if life is not None]


def importing() -> float:
    """Return the seconds that a process takes to load the program, the median of three."""
    took = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "import audit.__main__, audit.cli.recheck"], check=True, cwd=ROOT
        )
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def worst(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


@contextlib.contextmanager
def audited() -> Iterator[Bench]:
    """Serve the demo portals and audit them once."""
    with TemporaryDirectory() as folder, DemoServer(DEMO_DAY) as server, environment(server.environment):
        bench = Bench(Path(folder), server)
        bench.call("run", "--on", DEMO_DAY.isoformat())
        yield bench


def main() -> None:
    """Print what re-checks took, beside auditing the whole portal anew."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS
    with audited() as bench:
        lives = bench.findings(wanted)
        bench.recheck(lives[0], lambda id_: bench.call("recheck", id_))  # loads what all others find loaded
        warm = [bench.recheck(life, lambda id_: bench.call("recheck", id_)) for life in lives]
        loading = importing()
        fresh = [bench.recheck(life, bench.fresh) for life in lives[:: max(1, len(lives) // FRESH)]]
        anew = {agency_id: bench.whole(agency_id) for agency_id in {life.agency_id for life in lives}}
    single = [taken for taken in warm if len(taken.found.asked) == 1]
    print(
        f"{len(warm)} findings of {len({t.life.finding.kind for t in warm})} kinds and"
        f" {len({t.life.finding.criterion_id for t in warm})} criteria at {len(anew)} portals; {len(single)} rest on one page;"
        f" loading the program takes {loading:.2f} s"
    )
    for taken in sorted(warm, key=lambda taken: -taken.clock_s)[:5]:
        print(
            f"  {taken.life.agency_id} {taken.life.finding.kind} {taken.life.finding.criterion_id}: {taken.clock_s:.2f} s,"
            f" {taken.cpu_s:.2f} s of the processor, {taken.requests} requests of {taken.allowed}"
        )
    end(figures(warm, fresh, single, anew, loading))


def figures(
    warm: Sequence[Taken],
    fresh: Sequence[Taken],
    single: Sequence[Taken],
    anew: dict[str, float],
    loading: float,
) -> list[Measured]:
    """Return all figures."""
    base = worst([anew[taken.life.agency_id] for taken in warm])
    too_many = sum(taken.requests > taken.allowed for taken in (*warm, *fresh))
    return [
        Measured(
            "from finding to proof (p95)",
            worst([taken.clock_s for taken in warm]),
            "s",
            SECONDS,
            base,
            at_most=True,
        ),
        *(
            Measured(
                "from finding to proof, of one page (p95)",
                worst([taken.clock_s for taken in some]),
                "s",
                SECONDS,
                worst([anew[taken.life.agency_id] for taken in some]),
                at_most=True,
            )
            for some in [single]
            if some
        ),
        Measured(
            "from finding to proof (median)",
            statistics.median(taken.clock_s for taken in warm),
            "s",
            None,
            base,
        ),
        Measured("from finding to proof (p95)", worst([taken.cpu_s for taken in warm]), "s of the processor"),
        Measured(
            "in a process of its own, without loading (p95)",
            max(0.0, worst([taken.clock_s for taken in fresh]) - loading),
            "s",
            SECONDS,
            base,
            at_most=True,
        ),
        Measured("loading the program", loading, "s"),
        Measured(
            "re-checks that saw something else where nothing has changed",
            sum(taken.found.look is not Look.FAILING for taken in (*warm, *fresh)),
            "",
            0,
            at_most=True,
        ),
        Measured("re-checks with more requests than pages and robots.txt", too_many, "", 0, at_most=True),
        Measured(
            "requests of a re-check",
            statistics.mean(taken.requests for taken in warm),
            "requests",
            statistics.mean(taken.allowed for taken in warm),
            at_most=True,
        ),
    ]


if __name__ == "__main__":
    main()
