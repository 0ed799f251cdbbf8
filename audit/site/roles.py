"""What each page is in its site: signs as in docs/verdicts.md, "page roles"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from audit.facts.model import Form, Place
from audit.lexicon import Lexicon
from audit.lexicon.words import find_phrase, tokens
from audit.site.addresses import folder_of, has_date, key_of, segments
from audit.site.pages import Page, Role

_SYMBOL = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d{2}/)?[A-ZĐ]{2,}[A-ZĐ0-9-]*\b")
DATA_KINDS = frozenset({"csv", "json", "geojson", "xlsx", "xls", "xml", "ods"})
"""Files that a program can read."""
_ARTICLE_TYPES = frozenset({"NewsArticle", "Article", "BlogPosting", "PressRelease"})
_PLAIN_FIELDS = frozenset(
    {"text", "email", "tel", "textarea", "file", "date", "number", "select", "radio", "checkbox"}
)


class _Signs:
    """What is worked out once for all pages of a site."""

    def __init__(self, pages: Sequence[Page], homes: frozenset[str], lexicon: Lexicon) -> None:
        roles = [terms.roles for terms in lexicon.languages.values()]
        self.homes = homes
        self.lexicon = lexicon
        self.limits = lexicon.thresholds
        self.search_paths = frozenset(path for role in roles for path in role.search_paths)
        self.news_paths = frozenset(path for role in roles for path in role.news_paths)
        self.speech_titles = [tokens(term) for role in roles for term in role.speech_titles]
        self.not_found = [tokens(term) for terms in lexicon.languages.values() for term in terms.not_found]
        self.news_titles = [tokens(term) for role in roles for term in role.news_titles]
        self.children = _children(pages)
        self.news_folders = _news_folders(pages, self)
        self.news_targets = _news_targets(pages, lexicon)

    def is_speech(self, page: Page) -> bool:
        words = tokens(page.facts.title)
        return any(find_phrase(words, phrase) >= 0 for phrase in self.speech_titles)

    def is_missing(self, page: Page) -> bool:
        names = [tokens(page.title), *(tokens(h.text) for h in page.facts.headings if h.level == 1)]
        short = len(page.words) < 4 * self.limits.page_words
        return short and any(
            find_phrase(words, phrase) >= 0 and len(words) <= 2 * len(phrase) + 2
            for words in names
            for phrase in self.not_found
        )

    def is_release(self, page: Page) -> bool:
        words = tokens(page.facts.title)
        return any(find_phrase(words, phrase) >= 0 for phrase in self.news_titles)

    def is_news(self, page: Page) -> bool:
        if page.key in self.homes:
            return False
        if folder_of(page.url) in self.news_folders or has_date(page.url) or page.key in self.news_targets:
            return True
        if page.facts.meta.get("og:type") == "article" and page.facts.published:
            return True
        in_news = any(part.lower() in self.news_paths for part in segments(page.url)[:-1])
        alone = not self.children.get(page.tree) and len(page.facts.dated) < 3
        return alone and in_news and bool(page.facts.published)


def assign_roles(pages: Sequence[Page], homes: frozenset[str], lexicon: Lexicon) -> None:
    """Set `roles` of every page. Folders of dated pages are news folders, so that an undated sibling is news, too."""
    signs = _Signs(pages, homes, lexicon)
    for page in pages:
        page.roles = frozenset([*_site_roles(page, signs), *_content_roles(page, signs)])


def user_form(form: Form) -> bool:
    """Whether a form asks people for something: no search, login or newsletter box."""
    kinds = [field.kind for field in form.fields]
    if form.role == "search" or "search" in kinds or "password" in kinds:
        return False
    return "textarea" in kinds or "file" in kinds or sum(kind in _PLAIN_FIELDS for kind in kinds) >= 3


def _site_roles(page: Page, signs: _Signs) -> Iterator[Role]:
    """Yield what the page's place in the site makes it."""
    speech = signs.is_speech(page)
    if page.key in signs.homes:
        yield Role.HOME
    if page.record.depth != 0 and any(part.lower() in signs.search_paths for part in segments(page.url)):
        yield Role.SEARCH
    if speech:
        yield Role.SPEECH
    if signs.is_news(page):
        yield Role.NEWS
    elif not speech and page.depth <= signs.limits.landing_depth:
        yield Role.LANDING


def _content_roles(page: Page, signs: _Signs) -> Iterator[Role]:
    """Yield what the page's own content makes it."""
    facts, limits = page.facts, signs.limits
    if facts.placeholder:
        yield Role.PLACEHOLDER
    if signs.is_missing(page):
        yield Role.MISSING
    if len(facts.dated) >= limits.news_items:
        yield Role.LISTING
    if len(facts.people) >= limits.people:
        yield Role.PEOPLE
    if any(user_form(form) for form in facts.forms if form.place in {Place.MAIN, Place.ASIDE}):
        yield Role.FORM
    if any(doc.kind in DATA_KINDS for doc in facts.documents):
        yield Role.DATASET
    if _SYMBOL.search(facts.title) or any(_SYMBOL.search(h.text) for h in facts.headings if h.level == 1):
        yield Role.DOCUMENT
    if service_signs(page, signs.lexicon) >= limits.service_labels:
        yield Role.SERVICE


def _dated(page: Page) -> bool:
    return (
        has_date(page.url)
        or bool(page.facts.published)
        or not _ARTICLE_TYPES.isdisjoint(page.facts.schema_types)
    )


def _news_folders(pages: Sequence[Page], signs: _Signs) -> frozenset[str]:
    limits = signs.limits
    members: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    for page in pages:
        folder = folder_of(page.url)
        if (
            page.depth <= 1
        ):  # static pages of the first level carry dates in their metadata, too (Circular 24/2011)
            continue
        members[folder] += 1
        dated[folder] += _dated(page) or signs.is_release(page) or signs.is_speech(page)
    return frozenset(
        folder
        for folder, count in members.items()
        if count >= limits.news_group and dated[folder] >= limits.news_dated_share * count
    )


def _news_targets(pages: Sequence[Page], lexicon: Lexicon) -> frozenset[str]:
    """Return the pages that a dated list named "news" leads to."""
    names = {
        tokens(term) for language in lexicon.languages for term in lexicon.terms("news", language).strong
    }
    found: set[str] = set()
    for page in pages:
        if len(page.facts.dated) < lexicon.thresholds.news_items:
            continue
        titles = {
            tokens(page.title),
            tokens(page.slug),
            *(tokens(h.text) for h in page.facts.headings if h.level == 1),
        }
        if titles & names:
            found |= {key_of(item.url) for item in page.facts.dated if item.url}
    return frozenset(found)


def _children(pages: Sequence[Page]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for page in pages:
        parts = page.tree.rstrip("/").split("/")
        for size in range(1, len(parts)):
            counts["/".join(parts[:size]) + "/"] += 1
    return counts


def service_signs(page: Page, lexicon: Lexicon) -> int:
    """Return how many of the labels that describe a procedure stand on a page: who, steps, documents, fee, time."""
    labels = {
        tokens(block.text.partition(":")[0])
        for block in page.main_blocks
        if len(block.text) < 80 or ":" in block.text[:60]
    }
    labels |= {tokens(heading.text) for heading in page.facts.headings if heading.place is Place.MAIN}
    labels |= {tokens(header) for table in page.facts.tables for header in (*table.headers, *table.sample)}
    best = 0
    for language in lexicon.languages.values():
        found = sum(_labelled(labels, group) for group in language.service_labels)
        best = max(best, found)
    return best


def _labelled(labels: set[tuple[str, ...]], group: tuple[str, ...]) -> bool:
    for term in group:
        phrase = tokens(term)
        for words in labels:
            # "Fee", "Online registration deadline:"; a longer line is a sentence that happens to hold the word
            if len(words) <= 2 * len(phrase) + 2 and find_phrase(words, phrase) >= 0:
                return True
    return False
