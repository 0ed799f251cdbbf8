"""Forms, what they ask for, and inputs that work without a form."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice

from audit.facts.data import words
from audit.facts.model import Field, Form, Place
from audit.facts.text import Cache, first_words, fold
from audit.facts.tree import Node, Page
from audit.facts.urls import Resolver

_SEARCH = re.compile("|".join(map(re.escape, sorted(words("forms", "search"), key=len, reverse=True))))
_SEARCH_NAMES = words("forms", "search_names")
_BUTTON_NAMES = words("forms", "buttons")
_NOT_ASKED = frozenset({"hidden", "submit", "button", "image", "reset"})
_PRESSED = frozenset({"submit", "button", "image"})
_TEXT_KINDS = frozenset({"text", "search"})
_GROUPS = frozenset(
    {
        "div",
        "td",
        "tr",
        "table",
        "fieldset",
        "section",
        "ul",
        "p",
        "span",
        "li",
        "nav",
        "header",
        "footer",
        "aside",
    }
)
_MOST_FIELDS = 100
_MOST_FORMS = 50
_MOST_WORDS = 40
_NEAR = 40  # runs before a control in which its label may stand
_LONGEST_LABEL = 200
_WHOLE_PAGE = 0.6  # share of the page's text from which a form is the frame of the page (ASP.NET Web Forms)
_SMALL_PAGE = 400  # runs; on a page this short a form may well be most of it


@dataclass(slots=True)
class _Group:
    """Controls that belong together."""

    node: Node
    form: Node | None
    controls: list[Node] = field(default_factory=list)


class FormReader:
    """Reads the forms of one page."""

    def __init__(self, page: Page, resolve: Resolver) -> None:
        self._page = page
        self._resolve = resolve
        self._labels: dict[str, Node] = {}
        links = [
            node for node in page.all("a") if "class" in node.attrs and _button_classes[node.attrs["class"]]
        ]
        inputs = [node for node in page.all("input") if node.attrs.get("type", "").lower() in _PRESSED]
        self._pressed = sorted([node.index for node in (*links, *inputs, *page.all("button"))])
        for label in page.all("label"):
            if "for" in label.attrs:
                self._labels.setdefault(label.attrs["for"], label)

    def read(self) -> tuple[Form, ...]:
        """Return the page's forms in document order.

        A form that frames the whole page, as Web Forms makes them, is cut into groups of controls round each button;
        so are controls outside any form.
        """
        groups: dict[int, _Group] = {}
        for control in self._page.all("input", "select", "textarea"):
            if _is_asked(control):
                node, form = self._group_of(control)
                groups.setdefault(node.index, _Group(node, form)).controls.append(control)
        forms = [self._form(group) for group in islice(groups.values(), 2 * _MOST_FORMS)]
        return tuple(form for form in forms if form is not None)[:_MOST_FORMS]

    def _group_of(self, control: Node) -> tuple[Node, Node | None]:
        form = next((above for above in control.ancestors() if above.tag == "form"), None)
        if form is not None and not self._frames_page(form):
            return form, form
        smallest: Node | None = None
        for above in control.ancestors():
            if above is form or above.tag in {"body", "html"}:
                break
            if above.tag in _GROUPS:
                smallest = smallest or above
                if self._has_button(above):
                    return above, form
        return smallest or control, form

    def _frames_page(self, form: Node) -> bool:
        runs = len(self._page.runs)
        if form.get("id").lower() in {"aspnetform", "form1"} or form.get("name").lower() in {
            "aspnetform",
            "form",
        }:
            return form.end - form.start > _WHOLE_PAGE * runs
        return runs > _SMALL_PAGE and form.end - form.start > _WHOLE_PAGE * runs

    def _has_button(self, node: Node) -> bool:
        first = bisect_right(self._pressed, node.index)
        return first < len(self._pressed) and self._pressed[first] < node.last

    def _form(self, group: _Group) -> Form | None:
        node, owner = group.node, group.form
        fields = tuple(self._field(control) for control in group.controls[:_MOST_FIELDS])
        if owner is not node and len(fields) == 1 and not self._is_search(group.controls[0], fields[0], node):
            return None
        return Form(
            action=self._action(owner),
            method=(owner.get("method").lower() or "get") if owner else "",
            place=node.place or Place.MAIN,
            fields=fields,
            buttons=self._buttons(node),
            role=node.get("role").lower()
            or next((c.get("role").lower() for c in group.controls if c.get("role")), ""),
            text=first_words(self._page.text(node), _MOST_WORDS),
            hidden=node.hidden or all(control.hidden for control in group.controls),
        )

    def _action(self, owner: Node | None) -> str:
        if owner is None:
            return ""
        return self._resolve(owner.get("action")) or self._resolve.base.partition("#")[0]

    def _field(self, control: Node) -> Field:
        kind = control.tag if control.tag != "input" else control.get("type").lower() or "text"
        name = control.get("name") or control.get("id")
        return Field(kind, name, self._label(control)[:_LONGEST_LABEL])

    def _label(self, control: Node) -> str:
        label = self._labels.get(control.attrs.get("id", ""))
        if label is None and control.control >= 0 and self._page.nodes[control.control].tag == "label":
            label = self._page.nodes[control.control]
        if label is not None:
            text = self._page.text(label) if self._page.size(label) <= 4 * _LONGEST_LABEL else ""
            if text:
                return text
        for name in ("aria-label", "placeholder", "title"):
            text = fold(control.attrs.get(name, ""))
            if text:
                return text
        return self._text_before(control)

    def _text_before(self, control: Node) -> str:
        """Return the words of the cell or line before a control: old forms are tables."""
        row = next((above for above in control.ancestors() if above.tag in {"tr", "li", "p", "div"}), None)
        if row is None or row.place is not control.place:
            return ""
        runs = self._page.runs[max(row.start, control.start - _NEAR) : control.start]
        texts = [text for text in map(fold, runs) if text]
        return texts[-1] if texts else ""

    def _is_search(self, control: Node, asked: Field, group: Node) -> bool:
        if asked.kind not in _TEXT_KINDS:
            return False
        if asked.kind == "search" or "search" in (group.get("role"), control.get("role")):
            return True
        if asked.name.lower() in _SEARCH_NAMES:
            return True
        told = (
            asked.name,
            asked.label,
            control.get("id"),
            control.get("class"),
            group.get("id"),
            group.get("class"),
        )
        return _SEARCH.search(" ".join(told).lower()) is not None

    def _buttons(self, node: Node) -> tuple[str, ...]:
        found: dict[str, None] = {}
        first, last = bisect_left(self._pressed, node.index), bisect_left(self._pressed, node.last)
        for inner in (self._page.nodes[index] for index in self._pressed[first:last][:_MOST_FIELDS]):
            if self._page.size(inner) <= _LONGEST_LABEL:
                text = self._page.text(inner) or fold(
                    inner.attrs.get("value") or inner.attrs.get("alt") or inner.attrs.get("title") or ""
                )
                if text:
                    found.setdefault(text[:_LONGEST_LABEL])
        return tuple(found)


def _is_asked(control: Node) -> bool:
    """Say whether a person fills a control in."""
    return control.tag != "input" or control.attrs.get("type", "").lower() not in _NOT_ASKED


_button_classes: Cache[bool] = Cache(lambda names: not _BUTTON_NAMES.isdisjoint(names.lower().split()))
