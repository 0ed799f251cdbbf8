"""Ways to file a service online: where its buttons lead, and whether it can be filed there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from audit.facts.services.model import Action, Procedure
from audit.lexicon.words import folded
from audit.services.rules import ServiceRules
from audit.site import Page, Role, SiteView
from audit.site.addresses import host_of, key_of
from crawler.status import FetchStatus

_SIGN_IN = frozenset({FetchStatus.UNAUTHORIZED, FetchStatus.FORBIDDEN})
_DEAD = frozenset({
    FetchStatus.NOT_FOUND, FetchStatus.SERVER_ERROR, FetchStatus.CLIENT_ERROR, FetchStatus.REDIRECT_LOOP, FetchStatus.EMPTY_BODY,
    FetchStatus.DNS, FetchStatus.REFUSED,
})  # fmt: skip


class Way(StrEnum):
    """What is behind a button to file."""

    FORM = "form"
    SIGN_IN = "sign_in"
    PORTAL = "portal"  # another official service portal
    SCRIPT = "script"  # a button of a page that describes the service; only a script knows where it leads
    DEAD = "dead"
    NONE = "none"  # a page without form and login, or the same page
    UNREAD = "unread"

    @property
    def files(self) -> bool:
        """Whether the service can be filed there."""
        return self in _FILES


_FILES = frozenset({Way.FORM, Way.SIGN_IN, Way.PORTAL, Way.SCRIPT})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a button leads."""

    way: Way
    url: str
    quote: str


class Ways:
    """Tells what is behind the buttons of a site, each address once.

    Args:
        site: The agency's portals.
        rules: What a login page and a service portal are called.
    """

    def __init__(self, site: SiteView, rules: ServiceRules) -> None:
        self._site = site
        self._rules = rules
        self._titles = frozenset(map(folded, rules.sign_in_titles))
        self._patterns: dict[str, Way] = {}

    def of(self, page: Page, action: Action) -> Target:
        """Return what is behind a button on a page."""
        if not action.url:
            return Target(Way.SCRIPT, page.url, action.text)
        return Target(self.behind(action.url, page), action.url, action.text)

    def form_behind(self, url: str) -> Procedure | None:
        """Return the electronic form that an address of the site is, as far as it was read."""
        target = self._site.page(url)
        return _form(target) if target is not None else None

    def behind(self, url: str, page: Page) -> Way:
        """Return what an address leads to, from a page."""
        way = self._read(url, page)
        if way is Way.UNREAD and self._rules.is_sign_in(url):
            return Way.SIGN_IN
        pattern = _pattern(url)
        if way is not Way.UNREAD:
            if way is not Way.DEAD:
                self._patterns.setdefault(pattern, way)
            return way
        # A portal files all its services through one address with a parameter; one that was read speaks for the others.
        return self._patterns.get(pattern) or self._sibling(pattern, page)

    def _sibling(self, pattern: str, page: Page) -> Way:
        other = self._first.get(pattern)
        way = self._of_page(other, page) if other is not None else Way.UNREAD
        return self._patterns.setdefault(pattern, way)

    @cached_property
    def _first(self) -> dict[str, Page]:
        """The first page of each pattern."""
        found: dict[str, Page] = {}
        for page in self._site.pages:
            found.setdefault(_pattern(page.url), page)
        return found

    def _read(self, url: str, page: Page) -> Way:
        site = self._site
        target = site.page(url)
        if target is not None:
            return self._of_page(target, page)
        status = site.unread_status(url)
        if status in _SIGN_IN:
            return Way.SIGN_IN
        if status in _DEAD:
            return Way.DEAD
        if status is FetchStatus.REDIRECT:
            end = site.unread[key_of(url)].final_url
            known = site.unread_status(end)
            return self._read(end, page) if known is not FetchStatus.REDIRECT else Way.UNREAD
        if not site.owns(url):
            return Way.PORTAL if self._rules.is_portal(host_of(url)) else Way.NONE
        return Way.UNREAD

    def _of_page(self, target: Page, page: Page) -> Way:
        if target.is_any(Role.MISSING):
            return Way.DEAD
        if self.signs_in(target):
            return Way.SIGN_IN
        if _form(target) is not None or (target is not page and target.is_any(Role.FORM)):
            return Way.FORM
        return Way.NONE

    def is_dead(self, url: str) -> bool:
        """Whether an address of the agency gives no page and never will as it is."""
        target = self._site.page(url)
        if target is not None:
            return target.is_any(Role.MISSING)
        return self._site.unread_status(url) in _DEAD

    def is_walled(self, url: str) -> bool:
        """Whether an address of the agency shows nothing before one has signed in."""
        target = self._site.page(url)
        if target is not None:
            return self.signs_in(target)
        return self._site.unread_status(url) in _SIGN_IN

    def signs_in(self, page: Page) -> bool:
        """Whether a page asks to sign in and has little else."""
        if self._site.forms.signs_in(page):
            return True
        return folded(page.title).strip() in self._titles


def _form(page: Page) -> Procedure | None:
    """Return the electronic form that a page is; None when it is none."""
    told = page.services
    procedure = told.procedure if told is not None else None
    return procedure if procedure is not None and procedure.has_form else None


def _pattern(url: str) -> str:
    """Return an address without its parameters and the numbers in its path."""
    return "".join("#" if letter.isdigit() else letter for letter in key_of(url).partition("?")[0])
