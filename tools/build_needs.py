"""Writes `crawler/data/needs.tsv`: what the criteria ask for and how it is named, for the order of a crawl.

The crawler must not read the audit's lexicon; this list is drawn from it. Run it from the checkout after a change of
terms or criteria: `python tools/build_needs.py`. A test tells when it was forgotten.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from audit.criteria.loader import edition_names, load_edition  # noqa: E402
from audit.lexicon import load_lexicon  # noqa: E402

PLACE = ROOT / "crawler" / "data" / "needs.tsv"
HEAD = "# Written by tools/build_needs.py: family, criteria that ask for it, language, strength, terms. No verdict depends on it.\n"


def needs() -> str:
    """Return the list: one line a family, language and strength of its terms, tabs between."""
    config = ROOT / "config"
    lexicon = load_lexicon(config)
    families = lexicon.families
    asked: Counter[str] = Counter()
    for edition in (load_edition(config / "criteria" / f"{name}.yaml") for name in edition_names(config)):
        for criterion in edition.criteria:
            asked.update(set(_strings(criterion.params)) & families.keys())
    stop = f"\t0\t\tstop\t{'|'.join(sorted(lexicon.stop_words()))}\n"
    return (
        HEAD
        + stop
        + "".join(
            f"{name}\t{asked[name]}\t{language}\t{strength}\t{'|'.join(terms)}\n"
            for name, family in sorted(families.items())
            if asked[name]
            for language, own in (("en", family.en), ("vi", family.vi))
            for strength, terms in (("strong", own.strong), ("weak", own.weak))
            if terms
        )
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_strings, value.values()))
    elif isinstance(value, (list, tuple)):
        yield from chain.from_iterable(map(_strings, value))


if __name__ == "__main__":
    PLACE.write_text(needs(), encoding="utf-8")
