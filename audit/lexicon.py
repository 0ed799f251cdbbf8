"""Terms, families and thresholds: what `config/lexicon/` says, ready to match.

Words are data and detectors are code. A family (say `privacy`) has terms per language and one entry of traits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from audit.results import Confidence
from crawler.errors import ConfigError
from crawler.registry import Names
from crawler.yamlfile import load_model

LANGUAGES = ("en", "vi")
OTHER = {"en": "vi", "vi": "en"}

_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
# The mark of a vowel pair stands on either letter ("hoà", "hòa"): both styles are official usage, so both sides are folded to one.
_OLD_TONE = re.compile(r"(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_NEW_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip

Tokens = tuple[str, ...]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _checked_term(value: str) -> str:
    if value != unicodedata.normalize("NFC", value):
        raise ValueError(f"the term {value!r} is not NFC")
    if value != value.lower() or value != " ".join(value.split()):
        raise ValueError(f"the term {value!r} is not lower case with single spaces")
    if not _WORD.search(value):
        raise ValueError(f"the term {value!r} holds no word")
    return value


class _Terms(_Model):
    @field_validator("*", mode="after")
    @classmethod
    def _terms(cls, value: object) -> object:
        if isinstance(value, tuple):
            for term in value:
                if isinstance(term, str):
                    _checked_term(term)
        return value


class FamilyTerms(_Terms):
    """What one thing is called in one language."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


class Branch(_Model):
    """How an address or a link says which language version it belongs to."""

    paths: tuple[str, ...]
    hosts: tuple[str, ...]
    queries: tuple[str, ...]
    labels: tuple[str, ...]


class Roles(_Terms):
    """Words in titles and texts that give a page's role away."""

    news_titles: tuple[str, ...]
    speech_titles: tuple[str, ...]
    news_paths: tuple[str, ...]
    search_paths: tuple[str, ...]
    staff: tuple[str, ...]
    citizens: tuple[str, ...]


class LanguageTerms(_Model):
    """One file of terms: `en.yaml` or `vi.yaml`."""

    language: Literal["en", "vi"]
    stop_words: tuple[str, ...]
    branch: Branch
    elsewhere: tuple[str, ...]
    """Notes in a label that the target is in another language."""
    roles: Roles
    service_labels: tuple[tuple[str, ...], ...]
    apply: tuple[str, ...]
    purposes: dict[str, tuple[str, ...]]
    not_found: tuple[str, ...]
    """What error pages call themselves, whatever status they are sent with."""
    placeholders: tuple[str, ...]
    sectors: dict[str, tuple[str, ...]]
    families: dict[str, FamilyTerms]


class Traits(_Model):
    """What a family asks of a site; see the head of `families.yaml`."""

    placement: Literal["site", "section"]
    check: str
    confidence: Confidence
    link: Literal["official", "deep", "purpose", "none"] = "none"
    weak: bool = False
    news: bool = False
    """News pages are evidence, too."""


class _Families(_Model):
    families: dict[str, Traits]


class Thresholds(_Model):
    """Every number that decides; see `thresholds.yaml` for what each one means."""

    coverage: float = Field(gt=0, le=1)
    coverage_start: float = Field(gt=0, le=1)
    coverage_landing: float = Field(gt=0, le=1)
    menu_share: float = Field(gt=0, le=1)
    boilerplate_share: float = Field(gt=0, le=1)
    landing_depth: int
    branch_pages: int
    page_words: int
    mixed_words: int
    readable_pages: int
    collection_documents: int
    collection_years: int
    collection_months: int
    duties_chars: int
    prose_chars: int
    statement_chars: int
    section_chars: int
    people: int
    officials: int
    official_fields: int
    dated_items: int
    news_items: int
    news_days: int
    questions: int
    sitemap_links: int
    catalogue_entries: int
    service_labels: int
    legal_rows: int
    budget_amounts: int
    figures: int
    chart_units: int
    chart_list: int
    group_signs: int
    update_days: int
    consultation_days: int
    stale_months: int
    stale_lag_days: int
    local_hosts: int
    viewport_share: float
    https_share: float
    max_clicks: int
    staff_share: float
    news_group: int
    news_dated_share: float
    broken_links: int
    cause_pages: int
    quote_words: int
    near_misses: int
    places: int


class Sectors(_Model):
    """The UN's sectors, and the registry's words for them."""

    sectors: dict[str, Names]
    registry: dict[str, tuple[str, ...]]

    def of(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the UN sectors behind the registry's words; words that name none are left out."""
        return frozenset(sector for word in words for sector in self.registry.get(word, ()))


@dataclass(frozen=True)
class Lexicon:
    """All of `config/lexicon/` and `config/sectors.yaml`."""

    languages: dict[str, LanguageTerms]
    families: dict[str, Traits]
    thresholds: Thresholds
    sectors: Sectors

    def __getitem__(self, language: str) -> LanguageTerms:
        return self.languages[language]

    def terms(self, family: str, language: str) -> FamilyTerms:
        """Return a family's terms in one language; empty terms when it has none."""
        return self.languages[language].families.get(family, FamilyTerms())

    def stop_words(self) -> frozenset[str]:
        """Return the words of both languages that fill no coverage."""
        return frozenset(word for terms in self.languages.values() for word in terms.stop_words)


def load_lexicon(config_dir: Path) -> Lexicon:
    """Read terms, traits, thresholds and sectors.

    Args:
        config_dir: The configuration folder; `lexicon/` and `sectors.yaml` lie in it.

    Raises:
        ConfigError: A file is missing or breaks its model, or a family has terms without traits or the reverse.
    """
    folder = config_dir / "lexicon"
    languages = {name: load_model(folder / f"{name}.yaml", LanguageTerms)[0] for name in LANGUAGES}
    path = folder / "families.yaml"
    traits, lines = load_model(path, _Families)
    for name in traits.families:
        for language, terms in languages.items():
            if name not in terms.families:
                raise ConfigError(
                    path, f"has no terms in {language}.yaml", key=name, line=lines.get(f"families.{name}")
                )
    for language, terms in languages.items():
        for name in terms.families:
            if name not in traits.families:
                raise ConfigError(folder / f"{language}.yaml", "has no entry in families.yaml", key=name)
    thresholds, _ = load_model(folder / "thresholds.yaml", Thresholds)
    return Lexicon(languages, traits.families, thresholds, load_sectors(config_dir))


def load_sectors(config_dir: Path) -> Sectors:
    """Read `sectors.yaml`.

    Raises:
        ConfigError: The file is missing or wrong, or maps a word to a sector that does not exist.
    """
    path = config_dir / "sectors.yaml"
    sectors, lines = load_model(path, Sectors)
    for word, targets in sectors.registry.items():
        for target in targets:
            if target not in sectors.sectors:
                key = f"registry.{word}"
                raise ConfigError(path, f"there is no sector {target!r}", key=key, line=lines.get(key))
    return sectors


@lru_cache(maxsize=200_000)
def tokens(text: str) -> Tokens:
    """Split a text into folded words: NFC, lower case, one tone style, no apostrophes, no punctuation."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_APOSTROPHES)
    folded = _OLD_TONE.sub(lambda match: _NEW_TONE[match.group()], folded)
    return tuple(_WORD.findall(folded))


@lru_cache(maxsize=50_000)
def plain_word(word: str) -> str:
    """Return a word without diacritics, as addresses spell it."""
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def find_phrase(words: Tokens, phrase: Tokens) -> int:
    """Return the index at which `phrase` stands in `words` as whole words, or -1."""
    size = len(phrase)
    end = len(words) - size + 1
    start = 0
    while phrase and start < end:
        try:
            start = words.index(phrase[0], start, end)
        except ValueError:  # the fast way to say "no more"
            return -1
        if words[start : start + size] == phrase:
            return start
        start += 1
    return -1


def holds_any(words: Tokens, terms: tuple[str, ...]) -> str:
    """Return the first of `terms` that stands in `words`, or an empty string."""
    return next((term for term in terms if find_phrase(words, tokens(term)) >= 0), "")
