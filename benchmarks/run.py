"""Runs every benchmark, each in a process of its own, and writes `benchmarks/results.json`.

The file is a list of objects with `name`, `value`, `unit`, `target`, `baseline` and `met`; `met` is null where nothing is wanted.

    python benchmarks/run.py [--tiny] [--out FILE] [benchmark …]

`--tiny` runs all with sizes that only show whether they work: their figures mean nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from benchmarks.outcome import VARIABLE  # noqa: E402 - run as a script, from any folder

RESULTS = FOLDER / "results.json"
TINY = {
    "audit": ["20"],
    "crawl": ["30", "1"],
    "focus": ["hoagiai"],
    "language": [],
    "lives": ["3", "3", "60"],
    "memory": ["1500", "0.05"],
    "nation": ["12", "3", "24", "2"],
    "parts": ["20"],
    "portal": ["3", "3", "60", "1"],
    "recheck": ["4"],
    "reports": ["4"],
    "search": ["3", "6", "20", "12"],
    "second": ["30"],
    "sites": ["4", "8", "16"],
}
"""The benchmarks and their smallest sizes."""


def run_one(name: str, sizes: Sequence[str]) -> list[dict[str, object]]:
    """Run a benchmark, whose words go to the terminal, and return its figures.

    Raises:
        RuntimeError: It failed, or told none.
    """
    with TemporaryDirectory() as folder:
        told = Path(folder, "figures.json")
        command = [sys.executable, str(FOLDER / f"{name}.py"), *sizes]
        ended = subprocess.run(command, check=False, env={**os.environ, VARIABLE: str(told)})
        if ended.returncode or not told.is_file():
            raise RuntimeError(f"benchmarks/{name}.py ended with {ended.returncode} and without figures")
        return [{**row, "name": f"{name}: {row['name']}"} for row in json.loads(told.read_text("utf-8"))]


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for; 1 when a benchmark failed. A target that is not met is said and fails nothing."""
    parser = argparse.ArgumentParser(description="Run the benchmarks.")
    parser.add_argument("names", nargs="*", metavar="benchmark", help=", ".join(TINY))
    parser.add_argument("--tiny", action="store_true", help="see only whether they work")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in TINY]:
        parser.error(f"no benchmark {', '.join(unknown)}")
    rows: list[dict[str, object]] = []
    failed = 0
    for name in options.names or TINY:
        print(f"== benchmarks/{name}.py", flush=True)
        start = time.monotonic()
        try:
            rows += run_one(name, TINY[name] if options.tiny else [])
        except RuntimeError as error:
            failed += 1
            print(error, flush=True)
        print(f"({time.monotonic() - start:.0f} s)", flush=True)
    options.out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    missed = [row for row in rows if row["met"] is False]
    print(f"== {len(rows)} figures in {options.out}; {len(missed)} targets not met")
    for row in missed:
        print(f"   {row['name']}: {row['value']:.3g} {row['unit']}, wanted {row['target']:g}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
