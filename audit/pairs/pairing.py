"""Finds for each Vietnamese page that a reader meets its English counterpart, the most trusted proof first. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from audit.pairs.addresses import Neutral, below_pairs, by_address
from audit.pairs.chosen import english_pages, vietnamese_pages
from audit.pairs.content import Content
from audit.pairs.declared import Declared
from audit.pairs.gaps import days_behind, gap_of
from audit.pairs.names import Names
from audit.pairs.outlines import Outlines
from audit.pairs.twins import How, Outline, Twin
from audit.results import PagePair, PairGap
from audit.site import SiteView


def pair_pages(site: SiteView, methods: Collection[How] = tuple(How)) -> tuple[PagePair, ...]:
    """Return the Vietnamese pages that a reader meets with their English counterparts, nearest to the home page first.

    A page of which nothing can be told is left out: its counterpart is named but was not read, or none was found and the
    English version as a whole could not be read.

    Args:
        site: The agency's portals.
        methods: Ways of pairing; all but for measurements.
    """
    outlines = Outlines(site, with_marks=How.CONTENT in methods)
    originals = [outlines.of(page) for page in vietnamese_pages(site)]
    if not originals:
        return ()
    pairing = _Pairing(site, outlines, originals, methods)
    twins = pairing.find()
    told = not site.unreadable("en")
    return tuple(
        _pair(original, twin, pairing.gap(original, twin))
        for original in originals
        if (twin := twins.get(original.key)) or (told and original.key not in pairing.unread)
    )


class _Pairing:
    def __init__(
        self, site: SiteView, outlines: Outlines, originals: Sequence[Outline], methods: Collection[How]
    ) -> None:
        self._site = site
        self._originals = originals
        self._english = [outlines.of(page) for page in english_pages(site)]
        self._methods = methods
        self._limits = site.lexicon.thresholds
        self._declared = Declared(site, outlines)
        self._names = Names(site)
        named = self._names.marks if How.NAME in methods else {}
        self._content = Content(originals, self._english, named, self._limits)

    @property
    def unread(self) -> set[str]:
        return self._declared.unread

    def gap(self, original: Outline, twin: Twin | None) -> PairGap:
        return gap_of(original, twin, self._limits, lost=original.key in self._declared.lost)

    def find(self) -> dict[str, Twin]:
        """Let each method pair what those before it left."""
        ways: dict[How, Callable[[list[Outline], list[Outline]], dict[str, Twin]]] = {
            How.HREFLANG: lambda left, right: self._declared.pair(left, right, How.HREFLANG),
            How.SWITCH: lambda left, right: self._declared.pair(left, right, How.SWITCH),
            How.ADDRESS: self._by_address,
            How.PAGE: lambda left, _: self._both_languages(left),
            How.CONTENT: self._content.pair,
            How.NAME: lambda left, right: self._names.pair(left, right, self._content.contradict),
        }
        found: dict[str, Twin] = {}
        for how, pair in ways.items():
            if how in self._methods:
                found.update(pair(*self._rest(found)))
        if How.ADDRESS in self._methods:
            pages = {o.key: o.page for o in self._originals}
            pairs = [(pages[key], twin.outline.page) for key, twin in found.items()]
            found.update(below_pairs(*self._rest(found), pairs, self._agree))
        return found

    def _rest(self, found: Mapping[str, Twin]) -> tuple[list[Outline], list[Outline]]:
        """Return the pages of either language that are not paired yet."""
        taken = {twin.outline.key for twin in found.values()}
        left = [o for o in self._originals if o.key not in found]
        return left, [e for e in self._english if e.key not in taken]

    def _agree(self, one: Outline, other: Outline) -> bool:
        return not self._content.contradict(one, other)

    def _by_address(self, left: list[Outline], right: list[Outline]) -> dict[str, Twin]:
        neutral = Neutral(self._site.lexicon)
        return by_address(left, right, neutral, self._agree)

    def _both_languages(self, left: list[Outline]) -> dict[str, Twin]:
        least = self._limits.mixed_words
        return {
            o.key: Twin(o, How.PAGE)
            for o in left
            if "en" in o.page.languages
            and o.english_words >= max(least, self._limits.pair_stub_share * o.words)
        }


def _pair(original: Outline, twin: Twin | None, gap: PairGap) -> PagePair:
    other = twin.outline if twin else None
    url, title, how = "", "", ""
    if other is not None and twin is not None:
        url, title, how = other.page.url, other.page.title, twin.how.value
    elif gap is PairGap.DOCUMENT_ONLY and original.english_file is not None:
        url, title, how = original.english_file.url, original.english_file.text, How.FILE.value
    return PagePair(
        url=original.page.url,
        title=original.page.title,
        gap=gap,
        english_url=url,
        english_title=title,
        how=how,
        words=original.words,
        english_words=other.english_words if other else 0,
        days_behind=days_behind(original, other) if other else None,
        clicks=original.page.clicks,
    )
