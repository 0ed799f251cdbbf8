"""Terms, families and thresholds: what `config/lexicon/` says, ready to match.

Words are data and detectors are code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from audit.lexicon.families import Family, FamilyTerms, Term, load_families
from audit.lexicon.naming import Naming
from audit.lexicon.nesting import Nesting, load_nesting
from audit.lexicon.sureness import Sureness, load_sureness
from crawler.errors import ConfigError
from crawler.registry import Names
from crawler.yamlfile import load_model

LANGUAGES = ("en", "vi")
OTHER = {"en": "vi", "vi": "en"}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Branch(_Model):
    """How an address or a link says which language version it belongs to."""

    paths: tuple[str, ...]
    hosts: tuple[str, ...]
    queries: tuple[str, ...]
    labels: tuple[str, ...]


class Roles(_Model):
    """Words in titles and texts that give a page's role away."""

    news_titles: tuple[Term, ...]
    speech_titles: tuple[Term, ...]
    news_paths: tuple[Term, ...]
    search_paths: tuple[Term, ...]
    archive_paths: tuple[Term, ...]
    """Folders of pages that gather what bears one keyword or comes from one author."""
    archive_titles: tuple[Term, ...]
    """How such pages begin their heading, before a colon."""
    staff: tuple[Term, ...]
    citizens: tuple[Term, ...]


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


class Thresholds(_Model):
    """Every number that decides; see `thresholds.yaml` for what each one means."""

    coverage: float = Field(gt=0, le=1)
    coverage_start: float = Field(gt=0, le=1)
    coverage_landing: float = Field(gt=0, le=1)
    coverage_weak: float = Field(gt=0, le=1)
    menu_share: float = Field(gt=0, le=1)
    form_share: float = Field(gt=0, le=1)
    form_pages: int
    boilerplate_share: float = Field(gt=0, le=1)
    landing_depth: int
    branch_pages: int
    sample_sureness: float = Field(gt=0)
    page_words: int
    short_words: int
    mixed_words: int
    leading_share: float = Field(gt=0, le=1)
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
    catalogue_described: int
    service_labels: int
    law_articles: int = Field(gt=0)
    legal_rows: int
    budget_amounts: int
    figures: int
    chart_units: int
    group_signs: int
    update_days: int
    consultation_days: int
    stale_months: int
    stale_lag_days: int
    local_hosts: int
    useful_links: int
    useful_chars: int
    resident_facts: int
    label_words: int
    profile_aspects: int
    vote_years: int
    viewport_share: float
    https_share: float
    max_clicks: int
    staff_share: float
    told_pages: int
    told_phrases: int
    news_group: int
    news_dated_share: float
    broken_links: int
    cause_pages: int
    list_items: int
    project_fields: int
    metadata_share: float
    continuous_days: int
    data_years: int
    print_share: float
    link_name_share: float
    table_header_share: float
    unit_hosts: int
    legacy_share: float
    quote_words: int
    near_misses: int
    places: int
    pair_pages: int
    pair_sharers: int
    pair_score: float = Field(gt=0, le=1)
    pair_score_shell: float = Field(gt=0, le=1)
    pair_lead: float = Field(ge=0, lt=1)
    pair_marks: int
    pair_shape: float = Field(ge=0, le=1)
    pair_article: float = Field(gt=0, le=1)
    pair_files: int
    pair_contradiction: float = Field(ge=0, le=1)
    pair_stub_share: float = Field(gt=0, le=1)
    template_pages: int
    menu_letters: int
    template_share: float = Field(gt=0, le=1)
    template_parts: int
    portal_share: float = Field(gt=0, le=1)
    review_days_before: int
    review_days_after: int


class Sectors(_Model):
    """The UN's sectors, and the registry's words for them."""

    sectors: dict[str, Names]
    fields: dict[str, Names]
    """Fields of government that the UN has no sector for: whom a service is asked of."""
    registry: dict[str, tuple[str, ...]]

    @property
    def known(self) -> frozenset[str]:
        """Every sector and field."""
        return frozenset(self.sectors) | frozenset(self.fields)

    def of(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the sectors and fields behind the registry's words; words that name none are left out."""
        return frozenset(sector for word in words for sector in self.registry.get(word, ()))


@dataclass(frozen=True)
class Lexicon:
    """All of `config/lexicon/` and `config/sectors.yaml`."""

    languages: dict[str, LanguageTerms]
    families: dict[str, Family]
    thresholds: Thresholds
    sectors: Sectors
    sureness: Sureness
    nesting: Nesting

    def __getitem__(self, language: str) -> LanguageTerms:
        return self.languages[language]

    def terms(self, family: str, language: str) -> FamilyTerms:
        """Return a family's terms in one language; no terms for a family that does not exist."""
        found = self.families.get(family)
        return found.terms(language) if found else FamilyTerms()

    @cached_property
    def news_paths(self) -> frozenset[str]:
        """Segments of addresses below which news are kept, in all languages."""
        return frozenset(path for terms in self.languages.values() for path in terms.roles.news_paths)

    def stop_words(self) -> frozenset[str]:
        """Return the words of both languages that fill no coverage."""
        return frozenset(word for terms in self.languages.values() for word in terms.stop_words)

    @cached_property
    def naming(self) -> Naming:
        """Tells which texts can name a family."""
        limits = self.thresholds
        least = min(limits.coverage, limits.coverage_start, limits.coverage_landing)
        return Naming(self.families.values(), self.stop_words(), least)


def load_lexicon(config_dir: Path) -> Lexicon:
    """Read terms, traits, thresholds and sectors.

    Args:
        config_dir: The configuration folder; `lexicon/` and `sectors.yaml` lie in it.

    Raises:
        ConfigError: A file is missing or breaks its model, or a family stands twice.
    """
    folder = config_dir / "lexicon"
    languages = {name: load_model(folder / f"{name}.yaml", LanguageTerms)[0] for name in LANGUAGES}
    families = load_families(folder / "families")
    thresholds, _ = load_model(folder / "thresholds.yaml", Thresholds)
    sureness = load_sureness(folder / "confidence.yaml")
    nesting = load_nesting(folder / "nesting.yaml", families)
    return Lexicon(languages, families, thresholds, load_sectors(config_dir), sureness, nesting)


def load_sectors(config_dir: Path) -> Sectors:
    """Read `sectors.yaml`.

    Raises:
        ConfigError: The file is missing or wrong, or maps a word to a sector that does not exist.
    """
    path = config_dir / "sectors.yaml"
    sectors, lines = load_model(path, Sectors)
    for word, targets in sectors.registry.items():
        for target in targets:
            if target not in sectors.known:
                key = f"registry.{word}"
                raise ConfigError(path, f"there is no sector {target!r}", key=key, line=lines.get(key))
    return sectors
