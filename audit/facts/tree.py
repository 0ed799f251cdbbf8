"""One pass over a page: its elements in document order, its text runs, what is visible and where it stands.

The parser builds no tree: it reports starts, ends and text, from which `Page` is filled. An element's text is a slice
of the page's runs, so no extractor walks the page again, and depth costs nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

from lxml import etree

from audit.facts.data import words
from audit.facts.model import Place
from audit.facts.names import Names, class_names, id_names
from audit.facts.places import LANDMARKS, declared_place, hinted_inside, inside
from audit.facts.text import fold

BREAK = "\n"
"""The run between two pieces of text that a reader sees apart."""

_APART, _CONTROL, _LANDMARK, _UNSEEN = (1 << bit for bit in range(4))
_BY_KIND = {
    _APART: words("elements", "blocks"),
    _CONTROL: frozenset({"a", "button", "label", "option", "summary"}),
    _LANDMARK: frozenset(LANDMARKS),
    _UNSEEN: words("elements", "unseen"),
}
_KINDS = {
    tag: sum(kind for kind, tags in _BY_KIND.items() if tag in tags)
    for tag in frozenset().union(*_BY_KIND.values())
}
"""What elements of a kind are, as bits: stands apart in print · link, button or label · says where it stands · shows no text."""
_kind = _KINDS.get
_APARTS = _BY_KIND[_APART]
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOLD = frozenset({"itemprop", "itemtype", "role", "data-cfemail"})
_MARKS = _TOLD | {"lang", "xml:lang", "hidden", "style", "aria-hidden"}
_INDEX = attrgetter("index")
_DEEPEST = 200
_KEPT_SCRIPT = 65_536  # characters of inline script that are looked at, per script


class Node:
    """An element.

    Attributes:
        index: Its place in `Page.nodes`; its descendants are ``nodes[index + 1 : last]``.
        start: Its text is made of the runs ``start`` to ``end``.
        block: Number of the nearest element, itself included, that stands apart in print.
        control: Number of the nearest link, button, label or option it is in, itself included; -1 when it is in none.

    Numbers, as references to itself would keep every page in memory until the garbage collector comes round.
    """

    __slots__ = (
        "attrs",
        "block",
        "control",
        "end",
        "hidden",
        "index",
        "lang",
        "last",
        "parent",
        "place",
        "start",
        "tag",
    )
    last: int
    end: int

    def __init__(
        self, tag: str, attrs: Mapping[str, str], parent: Node | None, index: int, start: int
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.index = index
        self.start = start
        if parent is None:
            self.block = index
            self.control = -1
            self.hidden = False
            self.lang = ""
            self.place: Place | None = None
        else:
            self.block = parent.block
            self.control = parent.control
            self.hidden = parent.hidden
            self.lang = parent.lang
            self.place = parent.place

    def get(self, name: str) -> str:
        """Return an attribute, stripped; empty when it is not there."""
        return self.attrs.get(name, "").strip()

    def ancestors(self) -> Iterator[Node]:
        """Yield parent, grandparent and so on, up to a depth that no page has on purpose."""
        node = self.parent
        for _ in range(_DEEPEST):
            if node is None:
                return
            yield node
            node = node.parent


class Page:
    """What the pass over a page left behind."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.runs: list[str] = []
        """Text runs and BREAKs; empty where the run is hidden."""
        self.owners: list[Node] = []
        """The innermost element of each run."""
        self.unseen: dict[int, str] = {}
        """Hidden runs by their number."""
        self.title = ""
        self.scripts: list[str] = []
        """Inline scripts, cut."""
        self.data_scripts: list[str] = []
        """JSON-LD, whole."""
        self.sources: list[str] = []
        """Addresses of scripts."""
        self.named: list[tuple[Node, frozenset[str]]] = []
        """Elements whose class or id tells something, and what."""
        self.marked: list[Node] = []
        """Elements with a role, microdata or a protected address."""
        self.by_tag: defaultdict[str, list[Node]] = defaultdict(list)

    def all(self, *tags: str) -> Sequence[Node]:
        """Return the elements of some kinds, in document order."""
        kinds = [self.by_tag[tag] for tag in tags if tag in self.by_tag]
        if len(kinds) < 2:
            return kinds[0] if kinds else ()
        return sorted(chain.from_iterable(kinds), key=_INDEX)

    def within(self, node: Node, *tags: str) -> list[Node]:
        """Return the descendants of some kinds, in document order."""
        return [found for found in self.nodes[node.index + 1 : node.last] if found.tag in tags]

    def text(self, node: Node) -> str:
        """Return the folded visible text of an element; of a hidden one, the text it would show."""
        if node.hidden:
            unseen = self.unseen
            return fold("".join([unseen.get(i, " ") for i in range(node.start, node.end)]))
        return self.slice(node.start, node.end)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self.runs), initial=0))

    def size(self, node: Node) -> int:
        """Return about how many characters an element's visible text has: at no cost, before asking for the text."""
        return self._ends[node.end] - self._ends[node.start]

    def slice(self, start: int, end: int) -> str:
        """Return the folded visible text of some runs."""
        return fold(self.runs[start] if end - start == 1 else "".join(self.runs[start:end]))


class _Walker:
    """Receives what the parser reports, and fills a page with it."""

    __slots__ = ("by_tag", "heard", "nodes", "owners", "page", "runs", "skipped", "top")

    def __init__(self) -> None:
        self.fill(Page())

    def fill(self, page: Page) -> None:
        """Let go of the page before, and begin with another."""
        self.page = page
        self.nodes, self.runs, self.owners, self.by_tag = page.nodes, page.runs, page.owners, page.by_tag
        self.top: Node | None = None
        self.skipped = 0
        self.heard: list[str] | None = None

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:  # noqa: C901, PLR0912 - called for every element, where each call counts
        if self.skipped:
            self.skipped += 1
            return
        top, runs, nodes = self.top, self.runs, self.nodes
        kind = _kind(tag, 0)
        index = len(nodes)
        if kind & _APART and top is not None and (not runs or runs[-1] is not BREAK):
            runs.append(BREAK)
            self.owners.append(top)
        self.top = node = Node(tag, attrs, top, index, len(runs))
        nodes.append(node)
        self.by_tag[tag].append(node)
        if kind:
            if kind & _APART:
                node.block = index
            if kind & _CONTROL:
                node.control = index
            if kind & _LANDMARK and "role" not in attrs:
                self._declare(node)
        if attrs:
            if "role" in attrs:
                self._declare(node)
            others = len(attrs)
            if "id" in attrs:
                others -= 1
                names = id_names[attrs["id"]]
                if names.tells:
                    self._named(node, names)
            if "class" in attrs:
                others -= 1
                names = class_names[attrs["class"]]
                if names.tells:
                    self._named(node, names)
            if others and not (others == 1 and "href" in attrs) and not _MARKS.isdisjoint(attrs):
                self._mark(node, attrs)
        if kind & _UNSEEN:
            self._skip(tag, attrs)

    def _declare(self, node: Node) -> None:
        declared = declared_place(node)
        if declared is not None:
            node.place = inside(node.place, declared)

    def _named(self, node: Node, names: Names) -> None:
        if names.traits:
            self.page.named.append((node, names.traits))
        if names.place is not None and "role" not in node.attrs and node.tag not in LANDMARKS:
            node.place = hinted_inside(node.place, names.place, node.tag)

    def _mark(self, node: Node, attrs: Mapping[str, str]) -> None:
        lang = attrs.get("lang") or attrs.get("xml:lang")
        if lang:
            node.lang = lang.strip().lower()
        node.hidden = (
            node.hidden
            or "hidden" in attrs
            or ("style" in attrs and _HIDDEN_STYLE.search(attrs["style"]) is not None)
            or attrs.get("aria-hidden") == "true"
        )
        if not _TOLD.isdisjoint(attrs):
            self.page.marked.append(node)

    def _skip(self, tag: str, attrs: Mapping[str, str]) -> None:
        self.skipped = 1
        self.heard = [] if tag in {"script", "title"} else None
        if tag == "script" and "src" in attrs:
            self.page.sources.append(attrs["src"])

    def data(self, text: str) -> None:
        if self.skipped:
            if self.heard is not None:
                self.heard.append(text)
            return
        top = self.top
        if top is None:
            return
        runs = self.runs
        if top.hidden:
            self.page.unseen[len(runs)] = text
            text = ""
        elif text.isspace():
            if not runs or runs[-1] is BREAK:
                return
            text = " "
        elif text[0].isupper() and runs and runs[-1] is not BREAK and self._is_glued(top):
            runs.append(" ")
            self.owners.append(top)
        runs.append(text)
        self.owners.append(top)

    def _is_glued(self, top: Node) -> bool:
        """Say whether a label starts right behind another element's word: style sheets set them apart, not spaces."""
        last = self.runs[-1][-1:]
        return (last.islower() or last.isdigit() or last == ")") and self.owners[-1] is not top

    def end(self, tag: str) -> None:
        if self.skipped > 1:
            self.skipped -= 1
            return
        node = self.top
        if node is None:
            return
        if self.skipped:
            self.skipped = 0
            self._hear(node)
        runs = self.runs
        node.end = len(runs)
        node.last = len(self.nodes)
        if tag in _APARTS and (not runs or runs[-1] is not BREAK):
            runs.append(BREAK)
            self.owners.append(node)
        self.top = node.parent

    def _hear(self, node: Node) -> None:
        if self.heard is None:
            return
        text = "".join(self.heard)
        if node.tag == "title":
            if not self.page.title and not any(above.tag == "svg" for above in node.ancestors()):
                self.page.title = fold(text)
        elif "ld+json" in node.get("type").lower():
            self.page.data_scripts.append(text)
        elif text:
            self.page.scripts.append(text[:_KEPT_SCRIPT])
        self.heard = None

    def close(self) -> None:
        while self.top is not None:
            self.end(self.top.tag)


_spare: list[tuple[_Walker, Any]] = []
"""What read the last page: making a parser takes as long as reading a short page."""


def read(text: str) -> Page:
    """Parse a page's text.

    Never fails: where the parser gives up, what it had reported by then is the page.
    """
    walker, parser = _spare.pop() if _spare else _reader()
    page = walker.page
    try:
        parser.feed(text.replace("\0", "").encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:
        walker.close()
        parser = None
    walker.fill(Page())  # parser and walker refer to each other, and would keep the page
    if parser is not None:
        _spare.append((walker, parser))
    return page


def _reader() -> tuple[_Walker, Any]:
    walker = _Walker()
    target: Any = walker
    return walker, etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
