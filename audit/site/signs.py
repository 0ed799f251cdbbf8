"""What the content of each page tells of its role, read once while its facts are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from audit.facts.model import Block, PageFacts, Place
from audit.facts.text import Cache
from audit.lexicon import Lexicon
from audit.lexicon.words import Tokens, cut, tokens
from audit.site.days import newest
from audit.site.forms import asking, logins
from audit.site.pages import Page, Signs
from audit.site.role import Role

_SYMBOL = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d{2}/)?[A-ZĐ]{2,}[A-ZĐ0-9-]*\b")
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU|Article|ARTICLE|Art\.|§)\s?\d[\w.]*")
DATA_KINDS = frozenset({"csv", "json", "geojson", "xlsx", "xls", "xml", "ods"})
"""Files that a program can read."""
_MAIN = Place.MAIN
_ARTICLE_TYPES = frozenset({"NewsArticle", "Article", "BlogPosting", "PressRelease"})
_DESCRIPTIONS = ("description", "og:description", "dc.description", "dcterms.description")

_Group = tuple[str, int]


class SignReader:
    """Reads the signs of pages.

    Args:
        lexicon: Labels of procedures.
        day: The day of the audit.
    """

    def __init__(self, lexicon: Lexicon, day: date) -> None:
        self._day = day.isoformat()
        self._limits = lexicon.thresholds
        self._labels: dict[str, list[tuple[Tokens, _Group]]] = {}
        """By first word."""
        for language, terms in lexicon.languages.items():
            for number, group in enumerate(terms.service_labels):
                for phrase in filter(None, map(tokens, group)):
                    self._labels.setdefault(phrase[0], []).append((phrase, (language, number)))
        self._languages = tuple(lexicon.languages)
        self._shared: dict[frozenset[Role], frozenset[Role]] = {}
        self._groups: Cache[frozenset[_Group]] = Cache(self._groups_of, size=5_000)

    def read(self, page: Page) -> Signs:
        """Read the signs of a page that has its facts at hand."""
        facts = page.facts
        first = tuple(heading.text for heading in facts.headings if heading.level == 1)
        services = self._services(page)
        return Signs(
            roles=self._roles(facts, page.main_blocks, first, services),
            first=first,
            dated=len(facts.dated),
            is_article=facts.meta.get("og:type") == "article" and bool(facts.published),
            has_date=bool(facts.published) or not _ARTICLE_TYPES.isdisjoint(facts.schema_types),
            services=services,
            newest=self._newest(facts),
            most_fields=max([len(form.fields) for form in facts.forms], default=0),
            has_viewport="viewport" in facts.meta,
            fits_screens="width=device-width" in facts.meta.get("viewport", "").replace(" ", ""),
            is_described=any(facts.meta.get(name) for name in _DESCRIPTIONS),
            has_bare_images=facts.bare_images > 0,
            has_alternates=bool(facts.alternates),
            forms=asking(facts.forms),
            logins=logins(facts.forms),
        )

    def _roles(
        self, facts: PageFacts, main: Iterable[Block], first: tuple[str, ...], services: int
    ) -> frozenset[Role]:
        limits = self._limits
        is_law = _articles(main) >= limits.law_articles
        told = {
            Role.PLACEHOLDER: bool(facts.placeholder),
            Role.LISTING: len(facts.dated) >= limits.news_items,
            Role.PEOPLE: len(facts.people) >= limits.people,
            Role.DATASET: any(doc.kind in DATA_KINDS for doc in facts.documents),
            Role.DOCUMENT: any(_SYMBOL.search(text) for text in (facts.title, *first)),
            Role.SERVICE: services >= limits.service_labels and not is_law,
            Role.LAW: is_law,
        }
        roles = frozenset(role for role, is_so in told.items() if is_so)
        return self._shared.setdefault(roles, roles)

    def _newest(self, facts: PageFacts) -> date | None:
        rows = {item.date for item in facts.dated if item.place is _MAIN}
        return newest(
            value for value in {*facts.dates, facts.published, *rows} if value and value <= self._day
        )

    def _services(self, page: Page) -> int:
        """Count the labels that describe a procedure, in the language that has most of them."""
        facts = page.facts
        labels = {
            block.text.partition(":")[0]
            for block in page.main_blocks
            if len(block.text) < 80 or ":" in block.text[:60]
        }
        labels.update(heading.text for heading in facts.headings if heading.place is _MAIN)
        for table in facts.tables:
            labels.update(table.headers, table.sample)
        found: set[_Group] = set()
        for label in labels:
            found |= self._groups[label]
        return max(sum(language == name for language, _ in found) for name in self._languages)

    def _groups_of(self, label: str) -> frozenset[_Group]:
        words = cut(label)
        return frozenset(
            group
            for start, word in enumerate(words)
            for phrase, group in self._labels.get(word, ())
            # "Fee", "Online registration deadline:"; a longer line is a sentence that happens to hold the word
            if len(words) <= 2 * len(phrase) + 2 and words[start : start + len(phrase)] == phrase
        )


def is_article(text: str) -> bool:
    """Whether a line opens as an article of a law does: "Điều 12. Hồ sơ", "Article 3"."""
    return _ARTICLE.match(text) is not None


def _articles(blocks: Iterable[Block]) -> int:
    return len({found.group() for block in blocks if (found := _ARTICLE.match(block.text))})
