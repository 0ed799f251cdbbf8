"""What a page calls itself in another language: its alternates, and the links of its language switch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.facts.model import PageFacts
from audit.facts.text import Cache
from audit.lexicon import Lexicon

_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Switches:
    """Reads the language switches of pages, once, while their facts are at hand.

    Args:
        lexicon: How a switch to each language is labelled.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._labels = {
            name: frozenset(label.lower() for label in terms.branch.labels)
            for name, terms in lexicon.languages.items()
        }
        self._named: Cache[frozenset[str]] = Cache(self._languages, size=5_000)

    def read(self, facts: PageFacts) -> Mapping[str, tuple[str, ...]]:
        """Return addresses by language, alternates first, then links in the order of the page."""
        found: dict[str, list[str]] = {}
        for alternate in facts.alternates:
            if alternate.language[:2] in self._labels:
                found.setdefault(alternate.language[:2], []).append(alternate.url)
        for link in facts.links:
            named = self._named[link.text]
            if link.hreflang:
                named |= {link.hreflang[:2]} & self._labels.keys()
            for language in named:
                found.setdefault(language, []).append(link.url)
        return {language: tuple(urls) for language, urls in found.items()} if found else _NONE

    def _languages(self, label: str) -> frozenset[str]:
        """Return the languages that a label switches to."""
        text = label.strip().lower()
        return frozenset(name for name, labels in self._labels.items() if text in labels)
