"""Pairs that the site itself declares: by hreflang, or by a language switch that keeps the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from audit.pairs.addresses import best, is_grown
from audit.pairs.outlines import Outlines
from audit.pairs.twins import How, Outline, Twin
from audit.site import Page, Role, SiteView
from crawler.status import FetchStatus

_GONE = frozenset({FetchStatus.NOT_FOUND, FetchStatus.CLIENT_ERROR, FetchStatus.REDIRECT_LOOP})


class Declared:
    """What pages say about their counterparts.

    Args:
        site: The site.
        outlines: Of its pages.
    """

    def __init__(self, site: SiteView, outlines: Outlines) -> None:
        self._site = site
        self._outlines = outlines
        self._homes = frozenset(home.key for home in site.homes)
        self.lost: set[str] = set()
        """Keys of pages whose switch leads to a home page."""
        self.unread: set[str] = set()
        """Keys of pages whose counterpart is named but was not read: nothing can be said of it."""

    def pair(self, originals: Sequence[Outline], english: Sequence[Outline], how: How) -> dict[str, Twin]:
        """Pair by what the Vietnamese pages say; where they are silent, by what the English ones say.

        A page that many others name as their counterpart is the counterpart of none of them.
        """
        claims = {original.key: self._claimed(original, how) for original in originals}
        sharers = Counter(
            twin.key for twins in claims.values() for twin in {t.key: t for t in twins}.values()
        )
        most = self._site.lexicon.thresholds.pair_sharers
        found = {}
        for key, twins in claims.items():
            fitting = [twin for twin in twins if sharers[twin.key] <= most]
            if fitting:
                found[key] = Twin(best(fitting), how)
        wanted = {original.key: original for original in originals if original.key not in found}
        found.update(self._claimed_back(wanted, english, how))
        return found

    def _claimed(self, original: Outline, how: How) -> list[Outline]:
        twins = []
        for url in _named(original, how, "en"):
            page = self._site.page(url)
            if page is None:
                self._note_unread(original, url)
            elif page.key == original.key or not self._may_be_english(page) or is_grown(original.page, page):
                continue
            elif self._is_home(page) and not self._is_home(original.page):
                if how is How.SWITCH:
                    self.lost.add(original.key)
            else:
                twins.append(self._outlines.of(page))
        return twins

    def _claimed_back(
        self, wanted: dict[str, Outline], english: Iterable[Outline], how: How
    ) -> Iterator[tuple[str, Twin]]:
        """Yield pages that exactly one English page names: a switch that loses the page is the same on all of them."""
        claims: dict[str, list[Outline]] = {}
        for outline in english:
            named = {page.key for url in _named(outline, how, "vi") if (page := self._site.page(url))}
            for key in named & wanted.keys() - {outline.key}:
                claims.setdefault(key, []).append(outline)
        for key, outlines in claims.items():
            fitting = (
                [o for o in outlines if self._is_home(o.page)]
                if self._is_home(wanted[key].page)
                else outlines
            )
            if len(fitting) == 1 and self._is_home(wanted[key].page) == self._is_home(fitting[0].page):
                yield key, Twin(fitting[0], how)

    def _is_home(self, page: Page) -> bool:
        return page.key in self._homes

    def _may_be_english(self, page: Page) -> bool:
        """Whether a page claims or holds English; a link named "English" may lead to a language course."""
        return page.branch == "en" or "en" in page.languages or page.is_any(Role.PLACEHOLDER)

    def _note_unread(self, original: Outline, url: str) -> None:
        status = self._site.unread_status(url)
        if status is not None and status not in _GONE and self._site.owns(url):
            self.unread.add(original.key)


def _named(outline: Outline, how: How, language: str) -> list[str]:
    pairs = outline.alternates if how is How.HREFLANG else outline.switches
    return [url for named, url in pairs if named == language]
