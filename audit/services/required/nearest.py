"""The services whose names share the rarest words with a name: a quick choice of what is worth comparing. Pure."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from audit.services.model import Service

_LOOKED_AT: Final = 20_000
"""Places in the lists of words that are looked at for one name, rare words first; a bound on the work, not on what is found."""


class Nearest:
    """An index of names by word.

    Args:
        named: Services, each with the words of its name.
        count: How many are chosen.
    """

    def __init__(self, named: Iterable[tuple[Service, Collection[str]]], count: int) -> None:
        self._services: list[Service] = []
        self._words: list[float] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        kept: list[Collection[str]] = []
        self._count = count
        for index, (service, words) in enumerate(named):
            self._services.append(service)
            kept.append(words)
            for word in words:
                self._places[word].append(index)
        self._words = [sum(map(self._rarity, words)) for words in kept]

    def of(self, words: Collection[str]) -> list[Service]:
        """Return the nearest services, nearest first; those without a common word are never among them."""
        shared: dict[int, float] = defaultdict(float)
        looked_at = 0
        for word in sorted(words, key=lambda word: (len(self._places.get(word, ())), word)):
            places = self._places.get(word, ())
            looked_at += len(places)
            if shared and looked_at > _LOOKED_AT:
                break
            rarity = self._rarity(word)
            for index in places:
                shared[index] += rarity
        own = sum(map(self._rarity, words))
        best = heapq.nsmallest(
            self._count,
            ((-weight / (own + self._words[index]), index) for index, weight in shared.items()),
        )
        return [self._services[index] for _, index in best]

    def _rarity(self, word: str) -> float:
        return math.log((len(self._services) + 1) / (len(self._places.get(word, ())) + 0.5))
