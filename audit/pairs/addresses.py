"""Pairs by address: the same path, query and host but for the name of a language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from audit.lexicon import LANGUAGES, Lexicon
from audit.pairs.twins import How, Outline, Twin
from audit.site import Page, Role
from audit.site.addresses import host_of, segments

_STEM = re.compile(r"[-_.](?:en|eng|english|vi|vn|vie|vietnamese)$", re.IGNORECASE)
_QUERIES = frozenset({"lang", "language", "locale", "hl", "l", "lng", "culture", "siteid", "ngonngu"})
_GROWN = ("/en", "/vi", "/vn", "/eng")
_SLUG_LETTERS = 4
_LANGUAGE_DEPTH = 3  # parts of the path in which a language may be named


class Neutral:
    """Addresses without their language.

    Args:
        lexicon: How addresses name languages.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        branches = [lexicon[language].branch for language in LANGUAGES]
        self._paths = frozenset(path for branch in branches for path in branch.paths)
        self._hosts = frozenset(host for branch in branches for host in branch.hosts)

    def host(self, url: str) -> str:
        """Return the host without the label that names a language."""
        label, _, rest = host_of(url).partition(".")
        return rest if label in self._hosts and "." in rest else host_of(url)

    def forms(self, url: str) -> Iterator[str]:
        """Yield the forms of an address: as it stands, and without each part of the path that may name a language.

        `/vi/register/vi/` is the Vietnamese page of what `/register/vi/` is about: only one of two such parts is a language.
        """
        host, query = self.host(url), _query(url)
        parts = [part.lower() for part in segments(url)]
        if parts:
            parts[-1] = _STEM.sub("", parts[-1])
        yield "|".join((host, "/".join(parts), query))
        for at, part in enumerate(parts[:_LANGUAGE_DEPTH]):
            if part in self._paths:
                yield "|".join((host, "/".join(parts[:at] + parts[at + 1 :]), query))


def _query(url: str) -> str:
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return "&".join(sorted(f"{k}={v}" for k, v in pairs if k.lower() not in _QUERIES))


def is_grown(page: Page, other: Page) -> bool:
    """Whether a page is nothing but another one under its address with a language put behind it.

    Such addresses never end (`/x.html/en/vi/en/…`), and the server sends the same page whatever stands there.
    """
    return (
        page.depth > 0
        and other.url.startswith(page.url.rstrip("/") + "/")
        and other.url.rstrip("/").lower().endswith(_GROWN)
        and "en" not in other.languages
    )


def by_address(
    originals: Sequence[Outline],
    english: Sequence[Outline],
    neutral: Neutral,
    agrees: Callable[[Outline, Outline], bool],
) -> dict[str, Twin]:
    """Pair what has the same address but for the language, then home pages, then slugs that stand once on each side.

    Args:
        originals: Vietnamese pages without a counterpart so far.
        english: What they may be paired with.
        neutral: Takes languages out of addresses.
        agrees: Whether the contents of two pages allow them to be a pair; asked where an address is little proof.
    """
    found = _same_path(originals, english, neutral, agrees)
    found.update(_homes([o for o in originals if o.key not in found], english, neutral))
    taken = {twin.outline.key for twin in found.values()}
    rest = [o for o in originals if o.key not in found]
    found.update(_same_slug(rest, [e for e in english if e.key not in taken], agrees))
    return found


def _same_path(
    originals: Sequence[Outline],
    english: Sequence[Outline],
    neutral: Neutral,
    agrees: Callable[[Outline, Outline], bool],
) -> dict[str, Twin]:
    index: dict[str, list[Outline]] = defaultdict(list)
    for outline in english:
        for form in neutral.forms(outline.page.url):
            index[form].append(outline)
    found = {}
    for original in originals:
        twins = [
            twin
            for form in neutral.forms(original.page.url)
            for twin in index.get(form, ())
            if twin.key != original.key
            and not is_grown(original.page, twin.page)
            and (not _numbered(original) or agrees(original, twin))
        ]
        if twins:
            found[original.key] = Twin(best(twins), How.ADDRESS)
    return found


def best(twins: Iterable[Outline]) -> Outline:
    """Return the page that says most in English; among equals the one nearest to the home page."""
    return max(twins, key=lambda twin: (twin.english_words, -rank(twin), twin.page.url))


def rank(outline: Outline) -> int:
    """Return the clicks from the home page; a page that no link leads to comes last."""
    return outline.page.clicks if outline.page.clicks >= 0 else 10_000


def _numbered(outline: Outline) -> bool:
    """Whether an address tells pages apart by a number alone: systems count each language by itself."""
    parts = segments(outline.page.url)
    values = [value for _, value in parse_qsl(urlsplit(outline.page.url).query)]
    last = [*parts[-1:], *values]
    return bool(last) and any(value.isdigit() for value in last)


def _homes(originals: Sequence[Outline], english: Sequence[Outline], neutral: Neutral) -> dict[str, Twin]:
    """Pair the front doors of the language versions of one host, where there is one of each."""
    doors: dict[str, list[Outline]] = defaultdict(list)
    for outline in english:
        if outline.page.is_any(Role.HOME):
            doors[neutral.host(outline.page.url)].append(outline)
    found = {}
    for original in originals:
        own = doors.get(neutral.host(original.page.url), [])
        own = [door for door in own if door.key != original.key]
        if original.page.is_any(Role.HOME) and own:
            found[original.key] = Twin(best(own), How.ADDRESS)
    return found


def _same_slug(
    originals: Sequence[Outline], english: Sequence[Outline], agrees: Callable[[Outline, Outline], bool]
) -> dict[str, Twin]:
    """Pair pages whose last part of the address is the same word in other folders."""
    left, right = _once(originals), _once(english)
    return {
        original.key: Twin(right[slug], How.ADDRESS)
        for slug, original in left.items()
        if slug in right and right[slug].key != original.key and agrees(original, right[slug])
    }


def _once(outlines: Sequence[Outline]) -> Mapping[str, Outline]:
    slugs = {outline.key: outline.page.slug.lower() for outline in outlines}
    counts = Counter(slugs.values())
    return {
        slug: outline
        for outline in outlines
        if counts[slug := slugs[outline.key]] == 1 and len(slug) >= _SLUG_LETTERS and not slug.isdigit()
    }


def below_pairs(
    originals: Sequence[Outline],
    english: Sequence[Outline],
    pairs: Iterable[tuple[Page, Page]],
    agrees: Callable[[Outline, Outline], bool],
) -> dict[str, Twin]:
    """Pair pages of the same name below folders whose front pages are a pair: `/vi/dich-vu/3` and `/en/services/3`.

    Args:
        originals: Vietnamese pages without a counterpart so far.
        english: What they may be paired with.
        pairs: What was paired before.
        agrees: Whether the contents of two pages allow them to be a pair.
    """
    folders = {original.tree: twin.tree for original, twin in pairs if original.depth > 0 and twin.depth > 0}
    by_tree = {outline.page.tree: outline for outline in english}
    found = {}
    for original in originals:
        folder, _, name = original.page.tree.rstrip("/").rpartition("/")
        twin = by_tree.get(f"{folders.get(folder + '/', '-')}{name}/")
        if twin is not None and twin.key != original.key and agrees(original, twin):
            found[original.key] = Twin(twin, How.ADDRESS)
    return found
