"""Which other language it is, of text in Latin letters that is neither English nor Vietnamese."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from audit.facts.language_arbiter import FEWEST_LETTERS, opinion

_MALAY = {"id", "ms"}  # langdetect knows one of them only
_CLEAR = 1.15  # times the score of the next best language, from which the common words settle it


@cache
def _function_words() -> dict[str, tuple[tuple[str, int], ...]]:
    """Each common word, with the languages it is common in and its weight there."""
    lists = json.loads(files("audit.facts").joinpath("lang_data/function_words.json").read_text("utf-8"))
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for language, words in lists.items():
        for word, weight in words.items():
            found[word].append((language, weight))
    return {word: tuple(weights) for word, weights in found.items()}


def code_of(words: Sequence[str], text: str) -> str:
    """Name the language by its commonest words, and long texts that these do not settle by langdetect's profiles.

    Returns:
        ISO 639-1, or `other` when it cannot be told; never `en` or `vi`.
    """
    common = _function_words()
    scores: Counter[str] = Counter()
    for word in words:
        for language, weight in common.get(word, ()):
            scores[language] += weight
    ranked = [*scores.most_common(2), ("other", 0), ("other", 0)]
    if ranked[0][1] > _CLEAR * ranked[1][1]:
        return ranked[0][0]
    close = {name for name, _ in ranked[:2]}
    if sum(map(len, words)) >= FEWEST_LETTERS and close != _MALAY:
        found = opinion(text)
        return "other" if found in {"", "en", "vi"} else found
    return ranked[0][0] if ranked[0][1] > ranked[1][1] else "other"
