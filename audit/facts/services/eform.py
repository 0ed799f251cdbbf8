"""Electronic forms: told from search boxes, logins, ratings and questions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import Tag

from audit.facts.data import load
from audit.facts.services.outline import Element, Outline, own_text
from audit.facts.services.verbs import any_of
from audit.facts.services.words import bare

_DATA = load("services/actions")
_SEND = any_of(_DATA["send"])
_OTHER = any_of(_DATA["not_forms_of_matter"])
_ATTACH = any_of(_DATA["attach"])
_ATTACH_NAMES = re.compile("|".join(_DATA["attach_names"]))
_WORDS = any_of(_DATA["form_words"])
_NEEDED: int = _DATA["fields_needed"]
_PAGE_NEEDED: int = _DATA["page_fields_needed"]
_NOT_ASKED = frozenset({"hidden", "submit", "button", "image", "reset"})
_PRESSED = frozenset({"submit", "button", "image"})
_SMALL = 6  # fields; the text of a smaller form tells what it is for
_LONGEST = 60  # characters of a button
_SEEN = 3000  # characters of a form that are looked at
_FIELDS = ("input", "select", "textarea")
_BESIDE = 8  # hidden fields and buttons of a form beside what it asks for
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class ElectronicForm:
    """The form on a page that files a procedure."""

    holder: Tag
    """The element with its fields and buttons."""
    fields: int
    attaches: bool
    is_sure: bool
    """Whether its words say that it is an application, and it is large enough to be the page."""


def read_form(outline: Outline) -> ElectronicForm | None:
    """Return the electronic form of a page for its matter; None when there is none.

    Fields belong to the smallest part of the page that has a button to send or to search: pages of ASP.NET Web Forms
    are one form as a whole.
    """
    if len(outline.asked) < 2:
        return None
    groups: dict[int, tuple[Tag, list[Tag]]] = {}
    holders = _holders(outline)
    for asked in outline.asked:
        if (asked.get("type") or "text") in _NOT_ASKED and asked.name == "input":
            continue
        holder = next((one for one in asked.parents if id(one) in holders), None)
        if holder is not None:
            groups.setdefault(id(holder), (holder, []))[1].append(asked)
    forms = [form for holder, asked in groups.values() if (form := _form(holder, asked, holders[id(holder)]))]
    return max(forms, key=lambda form: form.fields, default=None)


def _holders(outline: Outline) -> dict[int, list[str]]:
    """Return the texts of the buttons that are in each element."""
    found: dict[int, list[str]] = {}
    for control in outline.controls:
        if not _is_button(control):
            continue
        text = own_text(outline, control)
        if len(text) > _LONGEST or not (_SEND.search(bare[text]) or _OTHER.search(bare[text])):
            continue
        for above in control.tag.parents:
            found.setdefault(id(above), []).append(text)
    return found


def _is_button(control: Element) -> bool:
    if control.tag_name == "input":
        return control.get("type").lower() in _PRESSED
    if control.tag_name == "button":
        return True
    return control.tag_name == "a" and (
        bool(control.get("onclick"))
        or "btn" in control.get("class").lower()
        or "button" in control.get("class").lower()
        or control.get("href").lower().startswith("javascript")
    )


def _form(holder: Tag, asked: list[Tag], buttons: list[str]) -> ElectronicForm | None:
    names = {str(one.get("name") or one.get("id") or id(one)) for one in asked if not _is_password(one)}
    files = [one for one in asked if one.get("type") == "file"]
    if any(map(_is_password, asked)) or (len(names) < _NEEDED and not (files and len(names) > 1)):
        return None
    if not any(_SEND.search(bare[text]) and not _OTHER.search(bare[text]) for text in buttons):
        return None
    form = holder if holder.name == "form" else holder.find_parent("form")
    is_own = form is not None and len(form.find_all(_FIELDS)) <= len(asked) + _BESIDE
    if _OTHER.search(bare[_called([holder, form] if form is not None and is_own else [holder])]):
        return None
    text = bare[holder.get_text(" ", strip=True)[:_SEEN]]
    if len(names) < _SMALL and not files and _OTHER.search(text):
        return None
    if (
        any(
            _OTHER.search(bare[head.get_text(" ", strip=True)])
            for head in holder.find_all(("h1", "h2", "h3", "h4", "legend"), limit=2)
        )
        and not files
    ):
        return None
    attaches = (
        bool(files)
        or _ATTACH.search(text) is not None
        or any(
            _ATTACH_NAMES.search(_called([one]).lower()) for one in holder.find_all(class_=True, limit=200)
        )
    )
    is_sure = len(names) >= _PAGE_NEEDED and (
        _WORDS.search(text) is not None or any(_WORDS.search(bare[one]) for one in buttons)
    )
    return ElectronicForm(holder, len(names), attaches, is_sure or (bool(files) and len(names) >= _NEEDED))


def _is_password(asked: Tag) -> bool:
    return asked.get("type") == "password"


def _called(tags: Iterable[Tag]) -> str:
    """Return what class, id, name and address call elements, in words."""
    told = []
    for tag in tags:
        names = tag.get("class")
        told += [*(names if isinstance(names, list) else [])]
        told += [str(tag.get(name) or "") for name in ("id", "name", "action")]
    return _CAMEL.sub(" ", " ".join(told)).replace("-", " ").replace("_", " ")
