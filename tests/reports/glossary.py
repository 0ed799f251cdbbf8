"""Reads docs/glossary.md: terms, words that stay as they are, and sentences that say it otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
HELP = ROOT / "reports" / "templates" / "help"
_PLACE = re.compile(r"%(?:\(\w+\)[sd]|%)|\{\w+\}")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_VERBATIM = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Term:
    """One line of the table of terms."""

    forms: tuple[str, ...]
    vietnamese: tuple[str, ...]
    not_english: tuple[str, ...]
    not_vietnamese: tuple[str, ...]
    source: str


def _table(heading: str) -> list[list[str]]:
    section = GLOSSARY.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def _words(cell: str, separator: str = ",") -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(separator) if word.strip())


def terms() -> list[Term]:
    """All terms, in the order of the file."""
    return [
        Term(_words(forms), _words(vi, ";"), _words(not_en), _words(not_vi), source)
        for forms, vi, not_en, not_vi, source in _table("Terms")
    ]


def kept() -> frozenset[str]:
    """Words that stay as they are, in lower case, parts of compounds each for itself."""
    return frozenset(
        part.lower() for _, cell in _table("Words that stay as they are") for part in parts(cell)
    )


def otherwise() -> dict[str, str]:
    """Sentences that say a term otherwise on purpose, with the reason."""
    return {sentence.strip("`"): why for sentence, why in _table("Said otherwise on purpose")}


def parts(text: str) -> list[str]:
    """The words of a text: letters only."""
    return re.findall(r"[^\W\d_]+", text)


def plain(text: str) -> str:
    """A message without its places and its context."""
    return _PLACE.sub(" ", text.partition("|")[2] or text)


def holds(text: str, word: str) -> bool:
    """Whether a text has a word or phrase, whatever its case where the word has none."""
    flags = 0 if word != word.lower() else re.IGNORECASE
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, flags) is not None


def prose(locale: str) -> Iterator[tuple[str, str]]:
    """Each line of the help pages of a language, as readers see it: without templates' code, tags and what is quoted as code."""
    for path in sorted((HELP / locale).glob("*.html")):
        text = _JINJA.sub(" ", path.read_text(encoding="utf-8"))
        for line in _TAG.sub(" ", _VERBATIM.sub(" ", text)).splitlines():
            if line.strip():
                yield path.name, " ".join(line.split())
