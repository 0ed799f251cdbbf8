"""Which services of the OSI a service is one of: by its names in Vietnamese and English (OSI 2024 #043-#059, #131b, #182-#191)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from audit.criteria.model import Criterion
from audit.lexicon import LANGUAGES, Lexicon
from audit.lexicon.words import Tokens, find_phrase, tokens

_DETECTOR = "transaction"


def asks_transaction(criterion: Criterion) -> bool:
    """Whether a criterion asks for one service that people or businesses apply for."""
    return criterion.detector == _DETECTOR and "family" in criterion.params


class Topics:
    """Recognises the services that the survey asks for.

    Args:
        criteria: Those in force; the ones that ask for a transaction count, each with the family of terms that names it.
        lexicon: The terms.
    """

    def __init__(self, criteria: Iterable[Criterion], lexicon: Lexicon) -> None:
        self._strong: dict[str, dict[str, list[tuple[Tokens, str]]]] = {}
        self._negative: dict[tuple[str, str], list[Tokens]] = {}
        wanted = [(c.id, str(c.params["family"])) for c in criteria if asks_transaction(c)]
        for language in LANGUAGES:
            by_word: dict[str, list[tuple[Tokens, str]]] = defaultdict(list)
            for criterion, family in wanted:
                terms = lexicon.terms(family, language)
                for term in terms.strong:
                    phrase = tokens(term)
                    by_word[phrase[0]].append((phrase, criterion))
                self._negative[criterion, language] = [tokens(term) for term in terms.negative]
            self._strong[language] = by_word

    def of(self, name: str, language: str) -> frozenset[str]:
        """Return the ids of the criteria whose service a name names."""
        words = tokens(name)
        by_word = self._strong[language]
        found = {
            criterion
            for word in set(words)
            for phrase, criterion in by_word.get(word, ())
            if find_phrase(words, phrase) >= 0
        }
        return frozenset(
            criterion
            for criterion in found
            if not any(find_phrase(words, phrase) >= 0 for phrase in self._negative[criterion, language])
        )
