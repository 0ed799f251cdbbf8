"""Mentions: every place of a site that names a service, before they are told to be the same one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.facts.documents.model import Rows
from audit.facts.services.lists import rows_of_json, rows_of_table
from audit.facts.services.model import Procedure, Published, ServiceRow
from audit.facts.services.pieces import text_cell
from audit.facts.urls import Resolver
from audit.services.naming import normal_name
from audit.site import Page, Role, SiteView
from audit.site.addresses import key_of

_LISTED = 3
_TITLE_LINES = 8
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
    file: str = ""
    """Address of the document that the row stands in; `page` is then the page that links to it."""

    @property
    def norm(self) -> str:
        """The name as names are compared."""
        return normal_name(self.name)


def mentions(site: SiteView) -> Iterator[Mention]:
    """Yield what the pages of a site say of services, nearest to the home page first, then the data behind them, then files."""
    for page in site.pages:
        told = None if page.is_any(*_UNTOLD) else page.services
        if told is None:
            continue
        if told.procedure is not None and told.procedure.name:
            one = told.procedure
            yield Mention(page, one.name, _language(one.language, page), one.code, page.key, procedure=one)
        for row in told.rows:
            mention = _of_row(site, page, row)
            target = site.by_key.get(mention.target)
            if row.code or target is None or target is page or not _is_list(target):
                yield mention
    yield from _data(site)
    yield from _files(site)


def _of_row(site: SiteView, page: Page, row: ServiceRow, *, file: str = "") -> Mention:
    target = key_of(row.url) if row.url else ""
    known = site.by_key.get(target)
    key = known.key if known else target
    return Mention(page, row.name, _language(row.language, page), row.code, key, row=row, file=file)


def _data(site: SiteView) -> Iterator[Mention]:
    """Yield the services in the JSON that pages draw their lists from."""
    for source in site.data():
        page = site.page(source.page)
        if page is not None:
            text = source.body.decode("utf-8", "replace")
            yield from (_of_row(site, page, row) for row in rows_of_json(text, Resolver(source.page, "")))


def _files(site: SiteView) -> Iterator[Mention]:
    """Yield the services in tables of documents: those with a code or a level, since a file may be a table of anything."""
    for key, facts in site.documents.items():
        uses = site.links.to.get(key)
        page = uses[0].first if uses else next(iter(site.homes), None)
        for table in facts.tables if page is not None else ():
            for row in _of_table(table):
                if page is not None and (row.code or row.level is not Published.UNSTATED):
                    yield _of_row(site, page, row, file=facts.url)


def _of_table(table: Rows) -> tuple[ServiceRow, ...]:
    """Return the services of a sheet; its headings may stand below some lines of title."""
    cells = [[text_cell(text) for text in row] for row in table]
    for start in range(min(_TITLE_LINES, len(table) - 1)):
        rows = rows_of_table(list(table[start]), cells[start + 1 :])
        if rows:
            return rows
    return ()


def _is_list(page: Page) -> bool:
    """Whether a page lists services and describes none: what leads to it names a group of them, whatever it looks like."""
    told = page.services
    return told is not None and told.procedure is None and len(told.rows) >= _LISTED


def _language(said: str, page: Page) -> str:
    if said in {"en", "vi"}:
        return said
    return "en" if page.branch == "en" else "vi"
