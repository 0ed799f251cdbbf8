"""Names of services: cleaned of what lists print around them, and told from what is no service."""

from __future__ import annotations

from audit.facts.data import load
from audit.facts.services.words import bare

_DATA = load("services/names")


def _by_first_word(phrases: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase.split()[0], []).append(phrase)
    return {first: tuple(sorted(each, key=len)) for first, each in found.items()}


_STARTS = _by_first_word([*_DATA["starts"]["vi"], *_DATA["starts"]["en"]])
FIRST = frozenset(_STARTS)
"""First words of names, without marks."""


def starts_as_service(text: str) -> bool:
    """Say whether a text starts with what a person asks the State for: "Cấp giấy phép …", "Registration of …"."""
    plain = bare[text[:80]]
    for start in _STARTS.get(plain.partition(" ")[0], ()):
        if plain == start or plain.startswith(start + " "):
            return True
    return False
