"""The links of a site, each once: the same text to the same target is one link, however many pages repeat it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from audit.facts.model import Link, Place
from audit.lexicon.words import Tokens, tokens
from audit.site.addresses import host_of, key_of
from audit.site.pages import Page


@dataclass(slots=True)
class LinkUse:
    """One text leading to one target within one language version."""

    text: str
    words: Tokens
    target: str
    """Address as written on its first page."""
    key: str
    branch: str
    first: Page
    link: Link
    """As it stands on the first page."""
    pages: int = 0
    places: Counter[Place] = field(default_factory=Counter)
    on_home: set[Place] = field(default_factory=set)
    menu: bool = False
    """In the menu or footer of its language version (docs/verdicts.md, R3)."""

    @property
    def footer(self) -> bool:
        """Whether it stands in the footer more often than elsewhere."""
        return self.places[Place.FOOTER] * 2 > self.pages


class Links:
    """All links of a site.

    Args:
        pages: The pages, home pages first.
        homes: Keys of the home pages.
        menu_share: A link on this share of its version's pages is menu.
    """

    def __init__(self, pages: Sequence[Page], homes: frozenset[str], menu_share: float) -> None:
        self.uses: list[LinkUse] = []
        self.to: dict[str, list[LinkUse]] = defaultdict(list)
        """By key of the target."""
        self.hosts: dict[str, int] = Counter()
        """Links per host, each text and target once."""
        sizes: Counter[str] = Counter(page.branch for page in pages)
        index: dict[tuple[str, str, str], LinkUse] = {}
        for page in pages:
            self._read(page, page.key in homes, index)
        for use in self.uses:
            share = use.pages / sizes[use.branch]
            on_home = bool(use.on_home & {Place.NAV, Place.FOOTER})
            use.menu = on_home or (share >= menu_share and use.pages > 1)
            self.to[use.key].append(use)
            self.hosts[host_of(use.target)] += 1

    def _read(self, page: Page, is_home: bool, index: dict[tuple[str, str, str], LinkUse]) -> None:
        seen: set[tuple[str, str, str]] = set()
        for link in page.facts.links:
            key = key_of(link.url)
            name = (link.text, key, page.branch)
            use = index.get(name)
            if use is None:
                use = LinkUse(link.text, tokens(link.text), link.url, key, page.branch, page, link)
                index[name] = use
                self.uses.append(use)
            if is_home:
                use.on_home.add(link.place)
            if name not in seen:
                seen.add(name)
                use.pages += 1
                use.places[link.place] += 1

    def inlinks(self) -> Mapping[str, int]:
        """Return how many pages link to each key."""
        counts: Counter[str] = Counter()
        for key, uses in self.to.items():
            counts[key] = sum(use.pages for use in uses if use.first.key != key or use.pages > 1)
        return counts
