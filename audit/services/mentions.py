"""Mentions: every place of a site that names a service, before they are told to be the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.facts.services.model import Procedure, ServiceRow
from audit.lexicon.words import tokens
from audit.site import Page, Role, SiteView
from audit.site.addresses import key_of

_NUMBERED = re.compile(r"^\s*(?:\d{1,4}(?:[.)]\d{1,3})*[.):]?|[a-zđ][.)]|[IVXL]{1,5}[.)])\s+", re.IGNORECASE)
_PADDING = (("thủ", "tục"), ("dịch", "vụ", "công"), ("dịch", "vụ"))
_LISTED = 3
_UNTOLD = (Role.SEARCH, Role.MISSING)


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A row of a list or a procedure's own page that names a service; exactly one of `row` and `procedure` is there."""

    page: Page
    name: str
    language: str
    """en or vi: of the name, else of the version that the page stands in."""
    code: str
    target: str
    """Key of the page that describes the service: the row's link, or the procedure's own page; empty when a row leads nowhere."""
    row: ServiceRow | None = None
    procedure: Procedure | None = None

    @property
    def norm(self) -> str:
        """The name as names are compared."""
        return normal_name(self.name)


def normal_name(name: str) -> str:
    """Return a name in folded words, without leading number and without the words for procedure and service.

    >>> normal_name("1. Thủ tục CẤP GIẤY PHÉP lao động.")
    'cấp giấy phép lao động'
    """
    words = tokens(_NUMBERED.sub("", name))
    for padding in _PADDING:
        if words[: len(padding)] == padding and len(words) > len(padding) + 1:
            words = words[len(padding) :]
            break
    return " ".join(words)


def mentions(site: SiteView) -> Iterator[Mention]:
    """Yield what the pages of a site say of services, nearest to the home page first."""
    for page in site.pages:
        told = page.facts.services if page.tells_services and not page.is_any(*_UNTOLD) else None
        if told is None or (told.procedure is None and page.is_any(Role.PLACEHOLDER)):
            continue
        if told.procedure is not None and told.procedure.name:
            one = told.procedure
            yield Mention(page, one.name, _language(one.language, page), one.code, page.key, procedure=one)
        for row in told.rows:
            target = key_of(row.url) if row.url else ""
            known = site.by_key.get(target)
            if not row.code and known is not None and known is not page and _is_list(known):
                continue
            yield Mention(
                page,
                row.name,
                _language(row.language, page),
                row.code,
                known.key if known else target,
                row=row,
            )


def _is_list(page: Page) -> bool:
    """Whether a page lists services and describes none: what leads to it names a group of them, whatever it looks like."""
    told = page.facts.services if page.tells_services else None
    return told is not None and told.procedure is None and len(told.rows) >= _LISTED


def _language(said: str, page: Page) -> str:
    if said in {"en", "vi"}:
        return said
    return "en" if page.branch == "en" else "vi"
