"""Writes `crawler/data/needs.tsv` and `asked.tsv`: what criteria ask for, how it is named and whom it is asked of, for the order of a crawl.

The crawler must not read the audit's lexicon and criteria; these lists are drawn from them. Run it from the checkout after a change
of terms, criteria or sectors: `python tools/build_needs.py`. A test tells when it was forgotten.
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
from audit.criteria.model import AppliesTo, Criterion, Edition, Language  # noqa: E402
from audit.lexicon import Lexicon, load_lexicon  # noqa: E402
from crawler.words import rules  # noqa: E402

CONFIG, DATA = ROOT / "config", ROOT / "crawler" / "data"
NEEDS, ASKED = DATA / "needs.tsv", DATA / "asked.tsv"
NEEDS_HEAD = (
    "# Written by tools/build_needs.py: family, language, strength, terms. No verdict depends on it.\n"
)
ASKED_HEAD = (
    "# Written by tools/build_needs.py: family, language, criteria (crawler/rules/asking.yaml), from, until, and of whom: kinds, sectors "
    "and portals between slashes, alternatives between semicolons. No verdict depends on it.\n"
)
SIDES = {
    Language.BOTH: ("en", "vi"),
    Language.ENGLISH: ("en",),
    Language.NEUTRAL: ("en", "vi"),
    Language.VIETNAMESE: ("vi",),
}
"""Languages in which names for what a criterion asks for count."""


def needs() -> str:
    """Return the terms: one line a family, language and strength, tabs between."""
    lexicon = load_lexicon(CONFIG)
    wanted = {family for family, *_ in _asked(lexicon)}
    stop = f"\t\tstop\t{'|'.join(sorted(lexicon.stop_words()))}\n"
    return (
        NEEDS_HEAD
        + stop
        + "".join(
            f"{name}\t{language}\t{strength}\t{'|'.join(terms)}\n"
            for name, family in sorted(lexicon.families.items())
            if name in wanted
            for language, own in (("en", family.en), ("vi", family.vi))
            for strength, terms in (
                ("strong", own.strong),
                ("weak", own.weak),
                ("negative", own.negative),
            )
            if terms
        )
    )


def asked() -> str:
    """Return who is asked for what: one line a family, language, validity and set of agencies, tabs between."""
    return ASKED_HEAD + "".join(
        "\t".join((family, language, f"{criteria:g}", *when_and_whom)) + "\n"
        for (family, language, *when_and_whom), criteria in sorted(_asked(load_lexicon(CONFIG)).items())
    )


def _asked(lexicon: Lexicon) -> dict[tuple[str, ...], float]:
    told = rules("asking")
    found: Counter[tuple[str, ...]] = Counter()
    editions = [load_edition(CONFIG / "criteria" / f"{name}.yaml") for name in edition_names(CONFIG)]
    for edition, criterion in ((own, one) for own in editions for one in own.criteria):
        families = set(_strings(criterion.params)) & lexicon.families.keys()
        whom = ";".join(_whom(one, lexicon) for one in criterion.applies_to)
        found.update(
            (f, side, *_when(edition, criterion), whom, criterion.detector)
            for f in families
            for side in SIDES[criterion.language]
        )
    summed: dict[tuple[str, ...], float] = {}
    for (*key, detector), criteria in found.items():
        if told[detector]:
            summed[tuple(key)] = summed.get(tuple(key), 0.0) + criteria * told[detector]
    return summed


def _when(edition: Edition, criterion: Criterion) -> tuple[str, str]:
    own, all_ = criterion.valid, edition.valid
    return own.start or all_.start or "", own.end or all_.end or ""


def _whom(asked_of: AppliesTo, lexicon: Lexicon) -> str:
    wanted = set(asked_of.sectors)
    words = [word for word, sectors in lexicon.sectors.registry.items() if wanted & set(sectors)]
    return "/".join(map(",".join, (sorted(asked_of.kinds), sorted(words), sorted(asked_of.portals))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_strings, value.values()))
    elif isinstance(value, (list, tuple)):
        yield from chain.from_iterable(map(_strings, value))


if __name__ == "__main__":
    NEEDS.write_text(needs(), encoding="utf-8")
    ASKED.write_text(asked(), encoding="utf-8")
