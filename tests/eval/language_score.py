"""Scores the language identification on labelled items, bucket by bucket.

An item has `text`, `lang`, `bucket` ("en/label") and `source`; the classes are en, vi and other, and `und` is wrong for
a text that has a language.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from audit.facts.language import identify, identify_blocks
from audit.facts.language_script import weigh
from audit.facts.model import Place


def _kind(language: str) -> str:
    return language if language in {"en", "vi", "und"} else "other"


@dataclass
class Figures:
    """Percentages per bucket: `core label` and its like are right answers; `… called en or vi` are rates."""

    right: dict[str, float] = field(default_factory=dict)
    called: dict[str, float] = field(default_factory=dict)
    f1: dict[str, float] = field(default_factory=dict)
    wrong: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


def score(path: Path) -> Figures:
    """Score every item of a file; pages are left to `score_pages`."""
    buckets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    figures = Figures()
    for item in map(json.loads, path.read_text("utf-8").splitlines()):
        if not item["bucket"].startswith("page/"):
            answer = _kind(identify(item["text"]))
            group, _, length = item["bucket"].partition("/")
            name = f"core {length}" if group in {"en", "vi", "other"} else item["bucket"]
            buckets[name].append((_kind(item["lang"]), answer))
            if answer != _kind(item["lang"]):
                figures.wrong[name].append((item["text"], item["lang"], answer))
    for name, pairs in buckets.items():
        if name in {"no-language/label", "names-only/label"}:
            figures.called[f"{name} en"] = _percent(answer == "en" for _, answer in pairs)
            figures.called[f"{name} en or vi"] = _percent(answer in {"en", "vi"} for _, answer in pairs)
        elif name != "mixed-inline/label":
            figures.right[name] = _percent(wanted == answer for wanted, answer in pairs)
    for language in ("en", "vi"):
        figures.f1[language] = _f1(buckets["core label"], language)
    return figures


def _percent(hits) -> float:
    found = list(hits)
    return 100 * sum(found) / len(found)


def _f1(pairs: list[tuple[str, str]], language: str) -> float:
    right = sum(wanted == answer == language for wanted, answer in pairs)
    wrong = sum((wanted == language) != (answer == language) for wanted, answer in pairs)
    return 100 * 2 * right / (2 * right + wrong)


def _english(languages: list[str], letters: list[int]) -> float:
    return sum(n for n, language in zip(letters, languages, strict=True) if language == "en") / sum(letters)


def score_pages(path: Path) -> list[tuple[float, float]]:
    """Score assembled pages: the error of the English share, in points, without and with neighbours."""
    errors = []
    for item in map(json.loads, path.read_text("utf-8").splitlines()):
        if item["bucket"].startswith("page/"):
            blocks = [(Place.MAIN, text) for text in item["text"].split("\n")]
            languages, shares = identify_blocks(blocks)
            spoken = [language for language, _ in item["parts"]]
            letters = [count for _, count in item["parts"]]
            among = shares[Place.MAIN].english / max(1, shares[Place.MAIN].total)
            alone = _english(languages, letters)
            wanted = _english(spoken, [weigh(text) for _, text in blocks])
            errors.append((100 * abs(alone - item["share_en"]), 100 * abs(among - wanted)))
    return errors
