"""Pages in an encoding from before Unicode: named as a defect, and read as they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from audit.facts.language_encodings import repair
from audit.facts.tree import Page

_SAMPLE = 2_000  # characters of suspect runs that are enough to tell by
# What Vietnamese in Unicode has no use for: other Latin-1 letters and signs, Windows-1252 leftovers, bare tone marks.
_SUSPECT = re.compile(
    "[\u0080-\u009f¡-§¨ª¬¯±-¶¸-º¼-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ\u0192\u02c6\u02dc\u0300-\u0323\u2020\u2021\u2030]"
)


def repair_page(page: Page) -> str:
    """Repair a page's title and visible text in place.

    Decree 43/2011 Art. 7 asks for Unicode: what is in another font encoding is a finding, and its words can only be
    found when they are read as the font shows them.

    Returns:
        `vni`, `tcvn3`, `cp1258` or `double_utf8`; empty when the text is sound.
    """
    problem = _problem(page.runs)
    page.title, alone = repair(page.title)  # what a database was converted wrongly for may be titles only
    if problem:
        page.runs[:] = [run if run.isascii() else repair(run)[0] for run in page.runs]
    return problem or alone


def repair_lines(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return lines of text as they were meant, and what was wrong with them, as `repair_page`."""
    problem = _problem(lines)
    if not problem:
        return list(lines), ""
    return [line if line.isascii() else repair(line)[0] for line in lines], problem


def _problem(runs: Iterable[str]) -> str:
    sample = _sample(runs)
    return repair(sample)[1] if sample else ""


def _sample(runs: Iterable[str]) -> str:
    """Collect the runs that may be in an old encoding: a page's menu may be sound around an article that is not."""
    pieces: list[str] = []
    length = 0
    for run in runs:
        if not run.isascii() and _SUSPECT.search(run):
            pieces.append(run.strip())
            length += len(run)
            if length >= _SAMPLE:
                break
    return " ".join(pieces)
