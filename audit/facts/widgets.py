"""Third parties and features that a page carries: translation, chat, maps, counters, accounts, logins."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from audit.facts.blocks import Run
from audit.facts.data import load
from audit.facts.dates import find_dates
from audit.facts.model import Link
from audit.facts.text import Cache, Cores
from audit.facts.tree import Page
from crawler.shells import is_app_script
from crawler.words import words

_DATA = load("widgets")
_APP_MARKS = ("ng-app", "ng-version", "data-reactroot", "data-server-rendered")
_SHELL_LETTERS = 200
_EMPTY_LETTERS = 40
_FRAME_LETTERS = 1000  # outside links, up to which a page with an empty view has no content of its own
_VIEWS = frozenset(f"{data}{view}" for view in words("rendering")["app_views"] for data in ("", "data-"))
_WAYS_ON = frozenset({"a", "area", "frame", "iframe", "form"})
_COUNTER_LABEL = 80  # characters of a line that is a counter's


def _compile(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


_SCRIPTS = _compile(_DATA["scripts"])
_PIECE = re.compile(
    r"(?P<loose>(?:\(\?:[^()]*\)|\[[^\]]*\]|\\\w|\.)[?*+]?|(?:\\\W|[^\\])[?*+])|(?P<or>\|)|\\?(?P<letter>.)"
)
"""Of a pattern: what may be one thing or another, where an alternative ends, or a letter that must be there."""


def needles(pattern: str) -> tuple[str, ...]:
    """Return the longest fixed part of each alternative of a pattern, lower case: where none stands, nothing can match.

    They are looked for at a twentieth of what the pattern costs on a long script.
    """
    runs = [[""]]
    for piece in _PIECE.finditer(pattern):
        if piece["or"]:
            runs.append([""])
        elif piece["loose"]:
            runs[-1].append("")
        else:
            runs[-1][-1] += piece["letter"]
    return tuple(max(each, key=len).lower() for each in runs)


_SOCIAL = {
    f"social:{name}": re.compile(rf"https?://(?:{pattern})", re.IGNORECASE)
    for name, pattern in _DATA["social"].items()
}
_ANY_SOCIAL = re.compile(
    "https?://(?:" + "|".join(f"(?:{pattern})" for pattern in _DATA["social"].values()) + ")", re.IGNORECASE
)
"""Nearly no address is one of them: asked first."""
_IN_LINKS = {**_DATA["identity"], "share": _DATA["share"], "app": _DATA["app"]}
_LINKED = _compile(_IN_LINKS)
_NEEDLES = {name: needles(pattern) for name, pattern in (*_DATA["scripts"].items(), *_IN_LINKS.items())}
_COUNTER = re.compile(
    "|".join(map(re.escape, sorted(_DATA["counter"]["labels"], key=len, reverse=True))), re.IGNORECASE
)
_COUNTERS = Cores(label.lower() for label in _DATA["counter"]["labels"])
_FIGURES = re.compile(r"[\d.,:;|/()]+")
_LABEL_SHARE = 0.5  # of a counter's line is its label
_NUMBER = re.compile(r"(?<![\d/])\d[\d.,\s]*(?![\d/])")


def _short(name: str) -> str:
    """All makes of maps are one feature."""
    return "map" if name.startswith("map:") else name


def _found(patterns: dict[str, re.Pattern[str]], text: str) -> Iterator[str]:
    lower = text.lower()
    for name, pattern in patterns.items():
        if any(needle in lower for needle in _NEEDLES[name]) and pattern.search(text):
            yield name


def _scan(text: str) -> frozenset[str]:
    return frozenset(map(_short, _found(_SCRIPTS, text)))


def _of_link(url: str) -> frozenset[str]:
    found = set(_found(_LINKED, url))
    if _ANY_SOCIAL.match(url):
        found.update(name for name, pattern in _SOCIAL.items() if pattern.match(url))
    return frozenset(found)


_sources: Cache[frozenset[str]] = Cache(_scan, size=5_000)
_links: Cache[frozenset[str]] = Cache(_of_link)
_inline: dict[bytes, frozenset[str]] = {}
_MOST_INLINE = 20_000


def _of_script(text: str) -> frozenset[str]:
    """Scan an inline script once per process: a site repeats them on every page, and they are long."""
    key = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
    found = _inline.get(key)
    if found is None:
        if len(_inline) >= _MOST_INLINE:
            _inline.clear()
        found = _inline[key] = _scan(text)
    return found


def read_widgets(
    page: Page, links: Iterable[Link], frames: Iterable[str], blocks: Sequence[Run]
) -> tuple[str, ...]:
    """Return the names of what a page carries, sorted: `google_translate`, `chat:tawk`, `map`, `social:facebook` …."""
    found: set[str] = set()
    for source in page.sources:
        found |= _sources[source]
    for script in page.scripts:
        found |= _of_script(script)
    for frame in frames:
        found |= _sources[frame]
        if "facebook.com/plugins/page" in frame:
            found.add("social:facebook")
    for link in links:
        told = _links[link.url]
        if told:
            found |= told
    found.update(_of_elements(page))
    if has_counter(blocks):
        found.add("counter")
    return tuple(sorted(found))


def _of_elements(page: Page) -> Iterator[str]:
    for _, traits in page.named:
        for trait in traits:
            kind, _, name = trait.partition(":")
            if kind == "widget":
                yield name
    if page.all("video"):
        yield "video"


def has_counter(blocks: Sequence[Run]) -> bool:
    """Say whether a page tells how often it was visited: a label with a number in its line or the lines after it."""
    for number, block in enumerate(blocks):
        if len(block.text) <= _COUNTER_LABEL and _counter_labels[block.text]:
            lines = blocks[number + 1 : number + 4]
            if _NUMBER.search(block.text) or any(_is_count(line.text) for line in lines):
                return True
    return False


def _is_counter_label(text: str) -> bool:
    label = _COUNTER.search(text) if _COUNTERS.may_stand_in(text) else None
    return (
        label is not None
        and len(label[0]) >= _LABEL_SHARE * len(_FIGURES.sub("", text))
        and not find_dates(text)
    )


_counter_labels: Cache[bool] = Cache(_is_counter_label)


def _is_count(text: str) -> bool:
    return len(text) <= _COUNTER_LABEL // 2 and _NUMBER.search(text) is not None and not find_dates(text)


def needs_script(page: Page, blocks: Iterable[Run]) -> bool:
    """Say whether a page is empty until a script fills it."""
    if not (page.sources or page.scripts):
        return False
    letters = sum([len(block.text) for block in blocks])
    if letters >= _SHELL_LETTERS:
        return letters < 2 * _FRAME_LETTERS and _is_frame(page, letters)
    if letters < _EMPTY_LETTERS or any("app_root" in traits for _, traits in page.named):
        return True
    if any(node.tag == "app-root" or any(mark in node.attrs for mark in _APP_MARKS) for node in page.nodes):
        return True
    return any(map(is_app_script, page.sources)) and not any(node.tag in _WAYS_ON for node in page.nodes)


def _is_frame(page: Page, letters: int) -> bool:
    """Say whether a page is a menu and a footer round the view of an application, and nothing stands in that."""
    views = [node for node in page.nodes if node.tag in _VIEWS or not _VIEWS.isdisjoint(node.attrs)]
    if not views or any(page.text(view) for view in views):
        return False
    return letters - sum(len(page.text(node)) for node in page.nodes if node.tag == "a") < _FRAME_LETTERS
