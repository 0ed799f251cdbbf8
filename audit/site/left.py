"""What a crawl left unread because its budget or time had ended, by the names that links and addresses give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from audit.facts.model import Place
from audit.lexicon.words import tokens
from audit.site.addresses import claimed_language, is_branch_root, key_of, slug_of
from audit.site.beside import ENDED
from audit.site.links import LinkUse
from audit.site.units import Match, Unit, UnitKind, Units
from crawler.records import PageRecord

if TYPE_CHECKING:
    from audit.site.view import SiteView


class Left:
    """The pages that a crawl left unread; none after a crawl that came to its end.

    Files are no part of it: what they are called is known, and a crawl opens some of them only. Neither are other addresses of pages
    that were read, nor lists of a keyword or of an author, which show nothing (docs/verdicts.md, R5).

    Args:
        site: Of which they are left.
    """

    def __init__(self, site: SiteView) -> None:
        self._site = site
        archives = site.links.archives()
        self.pages: Mapping[str, PageRecord] = {
            key: record
            for key, record in site.unread.items()
            if record.status in ENDED and key not in archives and key not in site.by_key
        }
        """By key."""
        self._named: dict[tuple[str, str], tuple[Match, ...]] = {}
        self._called: dict[str, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self.pages)

    def version(self, language: str) -> tuple[PageRecord, ...]:
        """Return the pages whose address claims a language version."""
        return tuple(r for r in self.pages.values() if self._claims(r) == language)

    def doors(self, language: str) -> tuple[PageRecord, ...]:
        """Return the front doors of a language version among them."""
        return tuple(r for r in self.version(language) if is_branch_root(r.url, self._site.lexicon))

    def named(self, family: str, language: str) -> tuple[Match, ...]:
        """Return what bears the name of a family in one language: links to these pages, and addresses that no link leads to."""
        name = (family, language)
        if name not in self._named:
            self._named[name] = tuple(self._find(family, language))
        return self._named[name]

    def below(self, family: str, language: str) -> Iterator[Match]:
        """Yield the addresses that lie in a folder which bears the name of a family, and little else."""
        for match in self._folders.find(self._site.lexicon.terms(family, language)):
            sure = match.strong or match.coverage >= self._site.lexicon.nesting.whole
            if sure and match.unit.branch in {"", language}:
                yield match

    def called(self, language: str) -> frozenset[str]:
        """Return the keys of the pages that some link calls by a strong name of any family, and by little else."""
        if language not in self._called:
            whole = self._site.lexicon.nesting.whole
            self._called[language] = frozenset(
                match.unit.key
                for family in self._site.lexicon.families
                for match in self.named(family, language)
                if match.strong and match.coverage >= whole
            )
        return self._called[language]

    def sections(self, language: str) -> Iterator[LinkUse]:
        """Yield the links of menus and home pages that lead to them."""
        for key in self.pages:
            for use in self._site.links.to.get(key, ()):
                if (use.menu or use.on_home) and use.branch == language:
                    yield use

    def _claims(self, record: PageRecord) -> str:
        return claimed_language(record.url, self._site.lexicon)

    def _find(self, family: str, language: str) -> Iterator[Match]:
        for match in self._site.named(family, language):
            record = self.pages.get(match.unit.key)
            if record and match.unit.branch == language and self._claims(record) in {"", language}:
                yield match
        for match in self._addresses.find(self._site.lexicon.terms(family, language)):
            if match.unit.branch in {"", language}:
                yield match

    @cached_property
    def _addresses(self) -> Units:
        """The last parts of addresses to which no page that was read links, as those of a site map."""
        linked = self._site.links.to
        return self._units((r, slug_of(r.url)) for key, r in self.pages.items() if not linked.get(key))

    @cached_property
    def _folders(self) -> Units:
        """The last parts but one of addresses."""
        return self._units((r, slug_of(urljoin(r.url.rstrip("/"), "."))) for r in self.pages.values())

    def _units(self, names: Iterable[tuple[PageRecord, str]]) -> Units:
        site = self._site
        found = [self._unit(record, text) for record, text in names] if site.pages else []
        return Units(found, site.lexicon.stop_words(), site.lexicon.thresholds)

    def _unit(self, record: PageRecord, text: str) -> Unit:
        page = self._site.page(record.referrer) if record.referrer else None
        page = page or self._site.pages[0]
        key, language = key_of(record.url), self._claims(record)
        return Unit(text, tokens(text), UnitKind.SLUG, page, record.url, key, language, Place.MAIN)
