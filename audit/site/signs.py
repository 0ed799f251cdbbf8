"""What the content of each page tells of its role, read once while its facts are at hand."""

from __future__ import annotations

import re

from audit.facts.model import Form, PageFacts, Place
from audit.facts.text import Cache
from audit.lexicon import Lexicon
from audit.lexicon.words import Tokens, cut, tokens
from audit.site.pages import Page, Signs
from audit.site.role import Role

_SYMBOL = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d{2}/)?[A-ZĐ]{2,}[A-ZĐ0-9-]*\b")
DATA_KINDS = frozenset({"csv", "json", "geojson", "xlsx", "xls", "xml", "ods"})
"""Files that a program can read."""
_ARTICLE_TYPES = frozenset({"NewsArticle", "Article", "BlogPosting", "PressRelease"})
_PLAIN_FIELDS = frozenset(
    {"text", "email", "tel", "textarea", "file", "date", "number", "select", "radio", "checkbox"}
)
_FEWEST_TO_STAFF = 2

_Group = tuple[str, int]


class SignReader:
    """Reads the signs of pages.

    Args:
        lexicon: Labels of procedures, and how officials and citizens are spoken to.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._limits = lexicon.thresholds
        self._labels: dict[str, list[tuple[Tokens, _Group]]] = {}
        """By first word."""
        for language, terms in lexicon.languages.items():
            for number, group in enumerate(terms.service_labels):
                for phrase in filter(None, map(tokens, group)):
                    self._labels.setdefault(phrase[0], []).append((phrase, (language, number)))
        self._languages = tuple(lexicon.languages)
        self._groups: Cache[frozenset[_Group]] = Cache(self._groups_of, size=5_000)
        roles = [terms.roles for terms in lexicon.languages.values()]
        self._staff = [" ".join(tokens(term)) for role in roles for term in role.staff]
        self._near = [
            (term.split(), re.compile(r"\W+".join(map(re.escape, term.split())))) for term in self._staff
        ]
        self._citizens = [" ".join(tokens(term)) for role in roles for term in role.citizens]

    def read(self, page: Page, text: str) -> Signs:
        """Read a page's signs.

        Args:
            page: With its facts at hand.
            text: Its main text, folded.
        """
        facts = page.facts
        first = tuple(heading.text for heading in facts.headings if heading.level == 1)
        services = self._services(page)
        return Signs(
            roles=self._roles(facts, first, services),
            first=first,
            dated=len(facts.dated),
            is_article=facts.meta.get("og:type") == "article" and bool(facts.published),
            has_date=bool(facts.published) or not _ARTICLE_TYPES.isdisjoint(facts.schema_types),
            services=services,
            to_staff=self._speaks_to_staff(page, text),
        )

    def _roles(self, facts: PageFacts, first: tuple[str, ...], services: int) -> frozenset[Role]:
        limits = self._limits
        told = {
            Role.PLACEHOLDER: bool(facts.placeholder),
            Role.LISTING: len(facts.dated) >= limits.news_items,
            Role.PEOPLE: len(facts.people) >= limits.people,
            Role.FORM: any(
                user_form(form) for form in facts.forms if form.place in {Place.MAIN, Place.ASIDE}
            ),
            Role.DATASET: any(doc.kind in DATA_KINDS for doc in facts.documents),
            Role.DOCUMENT: any(_SYMBOL.search(text) for text in (facts.title, *first)),
            Role.SERVICE: services >= limits.service_labels,
        }
        return frozenset(role for role, is_so in told.items() if is_so)

    def _services(self, page: Page) -> int:
        """Count the labels that describe a procedure, in the language that has most of them."""
        facts = page.facts
        labels = {
            block.text.partition(":")[0]
            for block in page.main_blocks
            if len(block.text) < 80 or ":" in block.text[:60]
        }
        labels.update(heading.text for heading in facts.headings if heading.place is Place.MAIN)
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

    def _speaks_to_staff(self, page: Page, text: str) -> bool:
        """Whether officials are spoken to more often than citizens (docs/verdicts.md, R7)."""
        if self._most_staff(text) < _FEWEST_TO_STAFF:
            return False
        spoken = f" {' '.join(page.words)} "
        staff = sum(spoken.count(f" {term} ") for term in self._staff)
        return staff >= _FEWEST_TO_STAFF and staff > sum(spoken.count(f" {term} ") for term in self._citizens)

    def _most_staff(self, text: str) -> int:
        """Count what may speak to officials in a text, never less than does: quicker than cutting it into words.

        Borders of words are not asked for, so that the search may run to the first word of a term.
        """
        return sum(
            len(pattern.findall(text)) for words, pattern in self._near if all(word in text for word in words)
        )


def user_form(form: Form) -> bool:
    """Whether a form asks people for something: no search, login or newsletter box, no comments below a post."""
    kinds = [field.kind for field in form.fields]
    if {"comment", "author"} <= {field.name.lower() for field in form.fields}:
        return False
    if form.role == "search" or "search" in kinds or "password" in kinds:
        return False
    return "textarea" in kinds or "file" in kinds or sum(kind in _PLAIN_FIELDS for kind in kinds) >= 3
