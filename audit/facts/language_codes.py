"""Which other language it is, of text in Latin letters that is neither English nor Vietnamese."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from audit.facts.language_arbiter import FEWEST_LETTERS, opinion


@cache
def _function_words() -> dict[str, str]:
    """Each common word of one language, with the language that it gives away."""
    lists = json.loads(files("audit.facts").joinpath("lang_data/function_words.json").read_text("utf-8"))
    return {word: language for language, words in lists.items() for word in words.split()}


def code_of(words: Sequence[str], text: str) -> str:
    """Name the language by its commonest words, and long texts without any by langdetect's profiles.

    Returns:
        ISO 639-1, or `other` when it cannot be told; never `en` or `vi`.
    """
    languages = _function_words()
    counts = Counter(found for word in words if (found := languages.get(word)))
    ranked = counts.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    if not ranked and sum(map(len, words)) >= FEWEST_LETTERS:
        found = opinion(text)
        return "other" if found in {"", "en", "vi"} else found
    return "other"
