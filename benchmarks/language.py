"""How much faster the project's language identification is than langdetect, on the same texts in the same run.

    python benchmarks/language.py [FILE.jsonl]

FILE holds one object with a `text` a line; without it the texts that ship with the tests are used. Times are of this
process's CPU, so that a busy machine changes both alike. "cold" is the first pass over texts never seen before, "warm"
the second, as on a site whose menus repeat on every page.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import langdetect
from langdetect.lang_detect_exception import LangDetectException

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.facts.language import identify  # noqa: E402 - run as a script, from any folder
from benchmarks.outcome import Measured, end  # noqa: E402

SHIPPED = Path(__file__).parents[1] / "tests" / "eval" / "data" / "language.jsonl"


def seeded(text: str) -> str:
    """Ask langdetect with its seed set, as the plain way of using it would."""
    try:
        return str(langdetect.detect(text))
    except LangDetectException:
        return "und"


def rate(function: Callable[[str], str], texts: Sequence[str]) -> float:
    """Measure texts per second of CPU time."""
    start = time.process_time()
    for text in texts:
        function(text)
    return len(texts) / max(time.process_time() - start, 1e-9)


def measure(path: Path) -> dict[str, float]:
    """Measure both identifiers.

    Returns:
        Texts per second of each, and the ratios: `langdetect`, `cold`, `warm`, `cold_ratio`, `warm_ratio`.
    """
    texts = [
        text for line in path.read_text("utf-8").splitlines() for text in json.loads(line)["text"].split("\n")
    ]
    langdetect.DetectorFactory.seed = 0
    seeded("warm up, load the profiles")
    identify("warm up, load the weights")
    cold = rate(identify, texts)
    warm = rate(identify, texts)
    plain = rate(seeded, texts)
    return {
        "langdetect": plain,
        "cold": cold,
        "warm": warm,
        "cold_ratio": cold / plain,
        "warm_ratio": warm / plain,
    }


def main() -> None:
    """Print the rates and ratios."""
    found = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
    print(f"langdetect {found['langdetect']:,.0f} texts/s")
    for kind in ("cold", "warm"):
        print(f"{kind:10} {found[kind]:,.0f} texts/s, {found[f'{kind}_ratio']:.1f} times langdetect")
    end(
        [
            Measured(f"{kind} texts", found[kind], "texts/s", baseline=found["langdetect"])
            for kind in ("cold", "warm")
        ],
        shown=False,
    )


if __name__ == "__main__":
    main()
