"""What each page is in its site: signs as in docs/verdicts.md, "page roles"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from audit.lexicon import Lexicon
from audit.lexicon.words import find_phrase, tokens
from audit.site.addresses import folder_of, has_date, key_of, segments
from audit.site.forms import TemplateForms
from audit.site.pages import Page, Role
from audit.site.signs import DATA_KINDS

__all__ = ["DATA_KINDS", "assign_roles", "service_signs"]


class _Site:
    """What is worked out once for all pages of a site."""

    def __init__(self, pages: Sequence[Page], homes: frozenset[str], lexicon: Lexicon) -> None:
        roles = [terms.roles for terms in lexicon.languages.values()]
        self.homes = homes
        self.lexicon = lexicon
        self.limits = lexicon.thresholds
        self.search_paths = frozenset(path for role in roles for path in role.search_paths)
        self.archive_paths = frozenset(path for role in roles for path in role.archive_paths)
        self.archive_titles = frozenset(tokens(term) for role in roles for term in role.archive_titles)
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
        named = any(
            find_phrase(words, phrase) >= 0 and len(words) <= 2 * len(phrase) + 2
            for words in map(tokens, (page.title, *page.signs.first))
            for phrase in self.not_found
        )
        return named and len(page.words) < 4 * self.limits.page_words

    def is_archive(self, page: Page, named: frozenset[str]) -> bool:
        """Whether a page gathers what bears one keyword or comes from one author.

        Posts say so of their links to it (rel), else it says so before the colon of its own heading, or its folder does and it
        is a list.
        """
        if page.key in self.homes:
            return False
        if page.key in named:
            return True
        heads = (text.partition(":") for text in (page.facts.title, *page.signs.first))
        if any(colon and tokens(start) in self.archive_titles for start, colon, _ in heads):
            return True
        parts = segments(page.url)
        in_folder = len(parts) > 1 and parts[-2].lower() in self.archive_paths
        return in_folder and page.signs.dated > 0 and not page.facts.published

    def is_release(self, page: Page) -> bool:
        words = tokens(page.facts.title)
        return any(find_phrase(words, phrase) >= 0 for phrase in self.news_titles)

    def is_news(self, page: Page) -> bool:
        if page.key in self.homes:
            return False
        if folder_of(page.url) in self.news_folders or has_date(page.url) or page.key in self.news_targets:
            return True
        if page.signs.is_article:
            return True
        in_news = any(part.lower() in self.lexicon.news_paths for part in segments(page.url)[:-1])
        alone = not self.children.get(page.tree) and page.signs.dated < 3
        return alone and in_news and bool(page.facts.published)


def assign_roles(
    pages: Sequence[Page],
    homes: frozenset[str],
    lexicon: Lexicon,
    forms: TemplateForms,
    archives: frozenset[str] = frozenset(),
) -> None:
    """Set `roles` of every page. Folders of dated pages are news folders, so that an undated sibling is news, too.

    Args:
        pages: Those of one site.
        homes: Keys of its home pages.
        lexicon: Words of titles and addresses.
        forms: Those that the template repeats; they make no page one with a form.
        archives: Keys of pages that links call lists of a keyword or of an author.
    """
    signs = _Site(pages, homes, lexicon)
    shared: dict[frozenset[Role], frozenset[Role]] = {}
    for page in pages:
        roles = frozenset([*_site_roles(page, signs), *_content_roles(page, signs)])
        if signs.is_archive(page, archives):
            roles |= {Role.ARCHIVE}
        if forms.asks(page):
            roles |= {Role.FORM}
        page.roles = shared.setdefault(roles, roles)


def _site_roles(page: Page, signs: _Site) -> Iterator[Role]:
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


def _content_roles(page: Page, signs: _Site) -> Iterator[Role]:
    """Yield what the page's own content makes it."""
    yield from page.signs.roles
    if signs.is_missing(page):
        yield Role.MISSING


def _dated(page: Page) -> bool:
    return page.signs.has_date or has_date(page.url)


def _news_folders(pages: Sequence[Page], signs: _Site) -> frozenset[str]:
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
        if page.signs.dated < lexicon.thresholds.news_items:
            continue
        titles = set(map(tokens, (page.title, page.slug, *page.signs.first)))
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


def service_signs(page: Page, _lexicon: Lexicon) -> int:
    """Return how many of the labels that describe a procedure stand on a page: who, steps, documents, fee, time."""
    return page.signs.services
