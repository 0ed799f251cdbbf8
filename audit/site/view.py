"""SiteView: all that a detector may see of one agency, with the indexes that make a hundred criteria cheap."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice

from audit.documents import read_apart
from audit.facts.documents import DocumentFacts
from audit.lexicon import LANGUAGES, Lexicon
from audit.lexicon.words import Tokens, tokens
from audit.site import prepare
from audit.site.addresses import host_of, key_of, translations
from audit.site.beside import Beside, DataSource, SearchAnswer, data_sources, search_answers, without_page
from audit.site.documents import Documents
from audit.site.forms import TemplateForms
from audit.site.left import Left
from audit.site.links import LinkNotes, Links
from audit.site.pages import Page, Role, SitePage
from audit.site.roles import assign_roles
from audit.site.signs import SignReader
from audit.site.spool import Spool
from audit.site.staff import mark_staff
from audit.site.switches import Switches
from audit.site.units import Match, Units, collect_units
from audit.site.versions import version_elsewhere
from crawler.registry import Agency, Registry
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus

_BATCH = 16
"""Pages read before they are taken in: reading and taking in turn about, each would find the processor's caches cold."""


class SiteView:
    """One agency's portals.

    Args:
        agency: The agency, with its portals and sectors.
        pages: What was read, in any order; a few are taken at a time, and their facts stored away before the next.
        lexicon: Terms and thresholds.
        day: The day it is judged at.
        records: All that the crawl came to know, read or not: for broken links and for what was left out.
        portals: How each portal answered.
        stop_reason: Why the crawl ended.
        sitemaps: Per XML site map: `ok: N urls` or what was wrong; None when the crawl did not look.
        registry: Tells official hosts of other agencies; without it links to them are not recognised.
        beside: What the crawl kept beside the pages.
    """

    def __init__(
        self,
        agency: Agency,
        pages: Iterable[SitePage],
        *,
        lexicon: Lexicon,
        day: date,
        records: Sequence[PageRecord] = (),
        portals: Sequence[PortalOutcome] = (),
        stop_reason: str = "finished",
        sitemaps: Mapping[str, str] | None = None,
        registry: Registry | None = None,
        beside: Beside | None = None,
    ) -> None:
        self.agency = agency
        self.lexicon = lexicon
        self.day = day
        self.portals = tuple(portals)
        self.stop_reason = stop_reason
        self.sitemaps = sitemaps
        self.beside = beside or Beside()
        self.known_hosts = prepare.known_hosts(registry, agency.id, lexicon)
        self.spool = Spool()
        """The facts, on disk; closed with the view."""
        notes = LinkNotes()
        self.read = tuple(sorted(self._kept(pages, notes), key=prepare.rank))
        """Every page that was read, duplicates too."""
        kept, self._aliases = prepare.distinct(self.read)
        self.unread = without_page(records)
        """What gave no page, by key: refused, failed, left over, documents."""
        self._redirects = {
            key: key_of(r.final_url) for key, r in self.unread.items() if r.status is FetchStatus.REDIRECT
        }
        self.homes = tuple(prepare.home_pages(agency, kept, lexicon, self._redirects))
        home_keys = frozenset(page.key for page in self.homes)
        self.pages = tuple(sorted(kept, key=lambda page: page.key not in home_keys))
        """Home pages first, then by clicks; duplicates left out."""
        self._index(home_keys, notes)
        self._named: dict[tuple[str, str], list[Match]] = {}
        self._mentioned: dict[Tokens, array[int]] = {}
        self._unreadable: dict[str, str] = {}
        self._branches: dict[str, tuple[Page, ...]] = {}

    def _kept(self, pages: Iterable[SitePage], notes: LinkNotes) -> Iterator[Page]:
        """Take in page after page: what is asked of every page is kept, the rest goes to disk."""
        signs = SignReader(self.lexicon, self.day)
        switches = Switches(self.lexicon)
        naming = self.lexicon.naming
        pages = iter(pages)
        while batch := list(islice(pages, _BATCH)):
            for source in batch:
                page = Page(source, self.lexicon)
                page.signs = signs.read(page)
                page.names = tuple([h for h in source.facts.headings if naming.may_name(h.text)])
                page.counterparts = switches.read(source.facts)
                page.keep(self.spool)
                notes.add(page, source.facts.links)
                yield page

    def _index(self, home_keys: frozenset[str], notes: LinkNotes) -> None:
        limits = self.lexicon.thresholds
        prepare.clean_titles(self.pages, limits.boilerplate_share)
        self.links = Links(notes, self.pages, home_keys, limits.menu_share)
        self.by_key = self._addresses()
        for key, count in self.links.inlinks().items():
            if key in self.by_key:
                self.by_key[key].inlinks += count
        self.forms = TemplateForms(self.pages, home_keys, limits)
        """What the template asks for on page after page."""
        assign_roles(self.pages, home_keys, self.lexicon, self.forms, self.links.archives())
        mark_staff(self.pages, self.spool, self.lexicon)
        self.units = Units(
            collect_units(self.pages, self.links, self.lexicon), self.lexicon.stop_words(), limits
        )

    def _addresses(self) -> dict[str, Page]:
        """Return every address under which a page is known: its own, its twins', those that redirect to it."""
        found = {**self._aliases, **{page.key: page for page in self.pages}}
        for page in self.pages:
            found.setdefault(key_of(page.record.url), page)
        for key, end in self._redirects.items():
            if end in found:
                found.setdefault(key, found[end])
        return found

    @property
    def dropped(self) -> int:
        """Print twins and other duplicates that were left out."""
        return len(self._aliases)

    @property
    def readable(self) -> bool:
        """Whether enough was read to say "not met" at all."""
        return not self.unreadable("vi")

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The agency's own hosts, without www."""
        return self.portal_hosts | {host_of(page.url) for page in self.pages}

    @cached_property
    def portal_hosts(self) -> frozenset[str]:
        """The hosts that the registry names; units below them may have been read, too."""
        named = {host_of(portal.url) for portal in self.agency.portals}
        return frozenset(named | {alias.lower().removeprefix("www.") for alias in self.agency.aliases})

    def owns(self, url: str) -> bool:
        """Whether an address belongs to the agency: on one of its hosts, and not left out by the crawl as another's."""
        return host_of(url) in self.hosts and self.unread_status(url) is not FetchStatus.OFF_HOST

    @cached_property
    def sectors(self) -> frozenset[str]:
        """UN sectors of the agency."""
        return self.lexicon.sectors.of(self.agency.sectors)

    def page(self, url: str) -> Page | None:
        """Return the page behind an address."""
        return self.by_key.get(key_of(url))

    def home_pages(self, language: str) -> tuple[Page, ...]:
        """Return the home pages of a language version; of any version when it has none of its own."""
        own = tuple(page for page in self.homes if page.branch == language)
        return own or self.homes

    @cached_property
    def documents(self) -> Documents:
        """The documents that were fetched, by key of their address; read when first asked for."""
        return Documents(read_apart(self.beside.documents()))

    def data(self) -> Iterator[DataSource]:
        """Read the JSON that pages draw their lists from; each time it is asked for, since it may be large."""
        return data_sources(self.beside)

    @cached_property
    def searches(self) -> tuple[SearchAnswer, ...]:
        """What the portals' own searches answered to the crawl's questions; none of it is a page of the site."""
        return tuple(search_answers(self.beside))

    def document(self, url: str) -> DocumentFacts | None:
        """Return the facts of a document that a link leads to, redirects followed; None when it was not fetched."""
        key = key_of(url)
        record = self.unread.get(key)
        end = key_of(record.final_url) if record is not None and record.final_url else key
        return self.documents.get(key) or self.documents.get(end)

    @cached_property
    def left(self) -> Left:
        """The pages that the crawl left unread because its budget or time had ended."""
        return Left(self)

    def unread_status(self, url: str) -> FetchStatus | None:
        """Return why an address gave no page; None when it did, or when nobody asked for it."""
        record = self.unread.get(key_of(url))
        return record.status if record else None

    def in_language(self, language: str) -> tuple[Page, ...]:
        """Return the pages whose main text is in a language."""
        return self._by_language[language]

    @cached_property
    def _by_language(self) -> dict[str, tuple[Page, ...]]:
        return {name: tuple(p for p in self.pages if name in p.languages) for name in LANGUAGES}

    def branch(self, language: str) -> tuple[Page, ...]:
        """Return the pages that stand in a language version, whatever their text is."""
        if language not in self._branches:
            self._branches[language] = tuple(page for page in self.pages if page.branch == language)
        return self._branches[language]

    def below(self, page: Page) -> tuple[Page, ...]:
        """Return the pages whose address lies below a page's."""
        return tuple(p for p in self._trees.get(page.tree, ()) if p is not page)

    @cached_property
    def _trees(self) -> dict[str, list[Page]]:
        trees: dict[str, list[Page]] = {}
        for page in self.pages:
            parts = page.tree.rstrip("/").split("/")
            for size in range(2, len(parts)):
                trees.setdefault("/".join(parts[:size]) + "/", []).append(page)
        return trees

    def named(self, family: str, language: str) -> list[Match]:
        """Return the units that name a family in one language (docs/verdicts.md, R2), found once and kept."""
        name = (family, language)
        if name not in self._named:
            self._named[name] = self.units.find(self.lexicon.terms(family, language))
        return self._named[name]

    def mentions(
        self, terms: Iterable[str], language: str, *, news: bool = False
    ) -> Iterator[tuple[Page, str]]:
        """Yield the pages whose running text holds one of the terms, with the term; a lead, never evidence (R1).

        News, speeches and search results are left out: nearly everything is spoken of there. With `news`, those are told alone
        that are news.
        """
        found: set[str] = set()
        for term in terms:
            phrase = tokens(term)
            for index in self._pages_with(phrase):
                page = self.pages[index]
                fits = language in page.languages and page.is_any(Role.NEWS) is news
                if fits and not page.is_any(Role.SPEECH, Role.SEARCH) and page.key not in found:
                    found.add(page.key)
                    yield page, term

    @cached_property
    def _numbers(self) -> array[int]:
        """Where the pages stand among those that count, by their number in the spool; -1 for duplicates."""
        found = array("i", [-1]) * len(self.read)
        for index, page in enumerate(self.pages):
            found[page.number] = index
        return found

    def _pages_with(self, phrase: Tokens) -> array[int]:
        if phrase not in self._mentioned:
            found = (self._numbers[number] for number in self.spool.holding(phrase))
            self._mentioned[phrase] = array("i", sorted(index for index in found if index >= 0))
        return self._mentioned[phrase]

    def twins(self, page: Page, language: str) -> list[Page]:
        """Return a page's counterparts in a language: by hreflang, the language switch where it keeps the page, or the address."""
        urls = [*page.counterparts.get(language, ()), *translations(page.url, language, self.lexicon)]
        homes = {home.key for home in self.homes}
        found = {p.key: p for url in urls if (p := self.page(url)) is not None and p is not page}
        return [
            p
            for key, p in found.items()
            if language in p.languages and (key not in homes or page.key in homes)
        ]

    @cached_property
    def staff_share(self) -> float:
        """Share of content pages that speak to officials rather than to the public (docs/verdicts.md, R7)."""
        content = [p for p in self.pages if not p.is_any(Role.HOME, Role.NEWS, Role.SPEECH, Role.SEARCH)]
        return sum(p.is_any(Role.STAFF) for p in content) / len(content) if content else 0.0

    def outcome(self, role: str) -> PortalOutcome | None:
        """Return how the portal of a role answered, a confirmed one first."""
        found = [portal for portal in self.portals if portal.role == role]
        return min(found, key=lambda portal: not portal.confirmed) if found else None

    def unreadable(self, language: str) -> str:
        """Return why "not met" cannot be said in a language; empty when it can (docs/verdicts.md, R13).

        `blocked`: the main portal, or the confirmed portal of that language, kept us out. `script`: the home page is built
        by script. `elsewhere`: the version of that language lies on a host that the registry does not name. `too_little`: fewer pages were read than the portal has, or nothing but a front page, and too few to judge.
        """
        if language not in self._unreadable:
            self._unreadable[language] = self._hindrance(language)
        return self._unreadable[language]

    def _hindrance(self, language: str) -> str:
        main = self.outcome("main")
        if not self.pages:
            return "blocked"
        if main is not None and main.status.is_blocked and not self._answers(main):
            return "blocked"
        english = self.outcome("english")
        if language == "en" and english and english.confirmed and english.status.is_blocked:
            return "blocked"
        if version_elsewhere(self, language):
            return "elsewhere"
        homes = self.home_pages(language)
        if homes and all(page.facts.needs_script for page in homes):
            return "script"
        few = len(self.pages) < self.lexicon.thresholds.readable_pages
        if few and (self._left_over() or self._leads_nowhere()):
            return "too_little"
        return ""

    def _answers(self, portal: PortalOutcome) -> bool:
        return any(host_of(page.url) == host_of(portal.url) for page in self.pages)

    def _leads_nowhere(self) -> bool:
        """Whether a front page without a way on is all there was: a notice in its place, or a menu that no crawler can follow."""
        if len(self.pages) != 1:
            return False
        front = self.pages[0]
        ways = {key_of(link.url) for link in front.facts.links if host_of(link.url) == host_of(front.url)}
        return not ways - {front.key}

    def _left_over(self) -> bool:
        return any(
            record.status.is_blocked
            or record.status
            in {FetchStatus.BUDGET_PAGES, FetchStatus.BUDGET_TIME, FetchStatus.INTERRUPTED, FetchStatus.TRAP}
            for record in self.unread.values()
        )
