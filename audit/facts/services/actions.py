"""What can be done from the page of a procedure: file it, pay, sign in, track, learn how."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from urllib.parse import urlsplit

from bs4 import Tag

from audit.facts.data import load
from audit.facts.documents import document_kind
from audit.facts.language import identify
from audit.facts.services.content import Content
from audit.facts.services.fields import Reading
from audit.facts.services.menus import Menus
from audit.facts.services.model import Action, ActionKind
from audit.facts.services.outline import Element, Outline, own_text
from audit.facts.services.related import Related
from audit.facts.services.toggles import is_toggle
from audit.facts.services.verbs import does
from audit.facts.services.words import bare
from audit.facts.text import first_words

_DATA = load("services/actions")
_SHARE: tuple[str, ...] = tuple(_DATA["share"])
_HERE = frozenset(bare[text] for text in _DATA["here"])
_ADDRESS = re.compile(r"""['"]((?:https?://|\.{0,2}/|[\w-]+\.(?:aspx|jsp|html?|php|do)\b)[^'"\s]*)['"]""")
_ELSEWHERE = ("data-href", "data-url", "data-link", "formaction")
_NOT_PRESSED = frozenset(
    {
        "text",
        "search",
        "hidden",
        "checkbox",
        "radio",
        "file",
        "email",
        "password",
        "reset",
        "number",
        "date",
        "tel",
    }
)
_WEAK = frozenset(bare[text] for text in _DATA["weak"])
_BUTTON = re.compile(r"\b(?:btn|button|nut|cta)")
_FIELDS = ("input", "select", "textarea")
_HOMES = frozenset({"", "/", "/en", "/en/", "/vi", "/vi/"})
_HEADER = 30  # links of a header that are looked at
_CLIMBED = 6  # elements above a button in which the link to the home page is looked for
_FORMS = ("form", "input", "textarea")
_MENU = (5, 8)  # links side by side from which one is a menu's; buttons to file stand among others
_MOST = 60  # actions of a page
_CONTEXT = 20  # words of the line around a link that says "here"


class ActionReader:
    """Reads the actions of one page.

    Args:
        outline: The page.
        reading: Its labels: what stands in lists of other procedures is left out.
        content: For its addresses.
    """

    def __init__(self, outline: Outline, reading: Reading, content: Content) -> None:
        self._outline = outline
        self._reading = reading
        self._content = content
        self._menus = Menus(outline)
        self._related = Related(outline)
        self._first = min((point.start for point in reading.points if point.lines), default=0)
        self._starts = [line.runs[0] for line in outline.lines]

    def read(self) -> tuple[Action, ...]:
        """Return what can be done, each once, in the order of the page; sections that tell how to file are among it."""
        found: dict[tuple[ActionKind, str, str], Action] = {}
        for control in self._outline.controls:
            for action in self._of(control):
                found.setdefault((action.kind, action.url, action.text if not action.url else ""), action)
        for point in self._reading.points:
            if {"guide", "how"} & set(point.kinds) and point.told("guide"):
                text = " ".join(point.lines)
                action = Action(ActionKind.GUIDE, first_words(text), identify(text))
                found.setdefault((action.kind, "", action.text), action)
        return tuple(found.values())[:_MOST]

    def _of(self, control: Element) -> list[Action]:
        if not _is_pressed(control) or self._is_elsewhere(control):
            return []
        text = own_text(self._outline, control)
        if bare[text] in _HERE:
            text = self._line_of(control) or text
        kinds = does(text) or ((ActionKind.APPLY,) if self._is_weak(control, text) else ())
        if not kinds:
            return []
        script = f"{control.get('href')}{control.get('onclick')}".lower()
        if any(mark in script for mark in _SHARE) or self._leads_to_part(control):
            return []
        url = self.address(control)
        if is_toggle(control, url) and not self._opens_form(control):
            return []
        kinds = tuple(kind for kind in kinds if not self._is_of_others(control, kind))
        if url and document_kind(url):
            kinds = tuple(kind for kind in kinds if kind is ActionKind.GUIDE)
        return [Action(kind, text, identify(text), url) for kind in kinds]

    def _is_weak(self, control: Element, text: str) -> bool:
        """Say whether a button that is no form's says no more than "Thực hiện" or "Start"."""
        if bare[text] not in _WEAK or not (
            control.tag_name == "button" or _BUTTON.search(control.get("class").lower())
        ):
            return False
        form = next((one for one in control.ancestors() if one.tag_name == "form"), None)
        return form is None or form.tag.find(_FIELDS, type=_is_asked) is None

    def address(self, control: Element) -> str:
        """Return where a control leads, absolute; empty when only a script knows."""
        resolve = self._content.resolve
        href = control.get("href")
        if href and (url := resolve(href)):
            return url
        for name in _ELSEWHERE:
            if control.get(name) and (url := resolve(control.get(name))):
                return url
        for script in (control.get("onclick"), href if href.lower().startswith("javascript") else ""):
            found = _ADDRESS.search(script)
            if found and (url := resolve(found[1])):
                return url
        return self._form_address(control)

    def _form_address(self, control: Element) -> str:
        """Return where the button of a form without fields leads."""
        if control.tag_name == "a":
            return ""
        form = next((one for one in control.ancestors() if one.tag_name == "form"), None)
        if form is None or not form.get("action"):
            return ""
        if form.tag.find(_FIELDS, type=_is_asked) is not None:
            return ""
        return self._content.resolve(form.get("action"))

    def _is_of_others(self, control: Element, kind: ActionKind) -> bool:
        """Say whether a control belongs to a menu or to another procedure."""
        is_apply = kind is ActionKind.APPLY
        return self._menus.hold(control, _MENU[is_apply]) or (
            is_apply and (self._related.holds(control) or self._is_of_site(control))
        )

    def _is_of_site(self, control: Element) -> bool:
        """Say whether a control stands above all points beside a link to the home page: in a header, or a trail."""
        for above in islice(control.ancestors(), 1, _CLIMBED):
            if above.end > self._first:
                return False
            if any(map(self._leads_home, above.tag.find_all("a", href=True, limit=_HEADER))):
                return True
        return False

    def _leads_home(self, link: Tag) -> bool:
        address = urlsplit(self._content.resolve(str(link["href"])))
        return bool(address.netloc) and address.path in _HOMES and not (address.query or address.fragment)

    def _opens_form(self, control: Element) -> bool:
        """Say whether a control leads to a part of this page with a form in it."""
        part = self._outline.ids.get(_target(control)[1:])
        return part is not None and part.tag.find(_FORMS) is not None

    def _leads_to_part(self, control: Element) -> bool:
        """Say whether a link leads to a part of this page that holds no form."""
        target = _target(control)
        if (
            target[:1] != "#"
            or len(target) < 2
            or "modal" in control.get("data-toggle") + control.get("data-bs-toggle")
        ):
            return False
        part = self._outline.ids.get(target[1:])
        return part is not None and part.tag.find(_FORMS) is None

    def _is_elsewhere(self, control: Element) -> bool:
        return any(start <= control.start < end for start, end in self._reading.skipped)

    def _line_of(self, control: Element) -> str:
        place = bisect_right(self._starts, control.first) - 1
        if place < 0 or control.first < 0:
            return ""
        text = self._outline.lines[place].text
        return text if text.count(" ") < _CONTEXT else ""


def _is_pressed(control: Element) -> bool:
    if control.tag_name == "input":
        return (control.get("type").lower() or "text") not in _NOT_PRESSED
    if control.tag_name in {"a", "button", "area"}:
        return True
    return control.last - control.first < 4  # a box that a script watches is a button when it says little


def _target(control: Element) -> str:
    return control.get("href") or control.get("data-target") or control.get("data-bs-target")


def _is_asked(kind: str | None) -> bool:
    return kind not in {"hidden", "submit", "button", "image"}
