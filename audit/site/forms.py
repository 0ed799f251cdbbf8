"""The forms of a site: what asks people for something, and which of them the template repeats on page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from audit.facts.data import words
from audit.facts.model import Form, Place
from audit.lexicon.words import tokens

if TYPE_CHECKING:
    from audit.lexicon import Thresholds
    from audit.site.pages import Page

CONTENT = frozenset({Place.MAIN, Place.ASIDE})
"""Where a form belongs to what the page is about."""
_PLAIN_FIELDS = frozenset(
    {"text", "email", "tel", "textarea", "file", "date", "number", "select", "radio", "checkbox"}
)
_TYPED = _PLAIN_FIELDS - {"select", "radio", "checkbox"}
_FINDS = tuple(tokens(text) for text in words("forms", "finds"))
_OF_NO_SEARCH = frozenset({"textarea", "file", "email", "tel"})
_ONE_QUESTION = frozenset({"radio", "checkbox"})
_ENOUGH = 3


def user_form(form: Form) -> bool:
    """Whether a form asks people for something: no search or filter, login, vote or newsletter box, no comments below a post.

    Controls that nobody can send or fill in, such as the boxes by which menus open, ask for nothing either.
    """
    kinds = {field.kind for field in form.fields}
    if {"comment", "author"} <= {field.name.lower() for field in form.fields}:
        return False
    if form.role == "search" or "search" in kinds or "password" in kinds:
        return False
    if not form.buttons and _TYPED.isdisjoint(kinds):
        return False
    if form.buttons and _OF_NO_SEARCH.isdisjoint(kinds) and all(map(_finds, form.buttons)):
        return False
    return "textarea" in kinds or "file" in kinds or _questions(form) >= _ENOUGH


def _finds(button: str) -> bool:
    said = tokens(button)
    return any(said[: len(verb)] == verb for verb in _FINDS)


def _questions(form: Form) -> int:
    """Return how many things a form asks: the choices of one question bear one name."""
    asked = [field for field in form.fields if field.kind in _PLAIN_FIELDS]
    chosen = {field.name for field in asked if field.kind in _ONE_QUESTION}
    return len(chosen) + sum(field.kind not in _ONE_QUESTION for field in asked)


def outline(form: Form) -> int:
    """Return what tells a form from another wherever it stands: what it asks for, and what its buttons say."""
    return hash((tuple((field.kind, field.name) for field in form.fields), form.buttons))


def signs_in(form: Form) -> bool:
    """Whether a form asks for a password."""
    return any(field.kind == "password" for field in form.fields)


def asking(forms: Iterable[Form]) -> tuple[int, ...]:
    """Return the outlines of the forms in a page's content that ask people for something."""
    return tuple({outline(form) for form in forms if form.place in CONTENT and user_form(form)})


def logins(forms: Iterable[Form]) -> tuple[int, ...]:
    """Return the outlines of the forms that let people sign in, wherever they stand."""
    return tuple({outline(form) for form in forms if signs_in(form)})


class TemplateForms:
    """The forms that a language version repeats on page after page: a vote, a question box or a login beside whatever is read.

    Such a form says nothing of the page it stands on. A form is the template's when it stands on the version's home page and on
    as many of its pages as make a link its menu, or on most of its pages.

    Args:
        pages: Those of one site, with their signs.
        homes: Keys of its home pages.
        limits: On how many pages of a version a form is its template's.
    """

    def __init__(self, pages: Collection[Page], homes: Collection[str], limits: Thresholds) -> None:
        sizes = Counter(page.branch for page in pages)
        counts = Counter((page.branch, form) for page in pages for form in _outlines(page))
        at_home = {(page.branch, form) for page in pages if page.key in homes for form in _outlines(page)}
        self._known: Mapping[str, frozenset[int]] = {
            branch: frozenset(
                form
                for (where, form), number in counts.items()
                if where == branch
                and number > limits.form_pages
                and number >= size * (limits.menu_share if (where, form) in at_home else limits.form_share)
            )
            for branch, size in sizes.items()
        }

    def holds(self, page: Page, form: Form) -> bool:
        """Whether a page has a form from the template."""
        return outline(form) in self._of(page)

    def asks(self, page: Page) -> bool:
        """Whether a page has a form of its own that asks people for something."""
        return not self._of(page).issuperset(page.signs.forms)

    def signs_in(self, page: Page) -> bool:
        """Whether a page has a form of its own that lets people sign in."""
        return not self._of(page).issuperset(page.signs.logins)

    def _of(self, page: Page) -> frozenset[int]:
        return self._known.get(page.branch, frozenset())


def _outlines(page: Page) -> tuple[int, ...]:
    return (*page.signs.forms, *page.signs.logins)
