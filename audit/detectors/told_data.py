"""Rules of open data told on the pages that hold the files: licence, fields, notes for those who use them, whom to ask for more."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance
from audit.detectors.patterns import reachable
from audit.detectors.told_rules import NOTHING, lines
from audit.facts.model import DocumentLink, Place
from audit.lexicon.words import holds_any, tokens
from audit.site import Page
from audit.site.roles import DATA_KINDS
from crawler.status import FetchStatus

OPEN_KINDS = DATA_KINDS - {"xls"}
"""Formats that any program reads; old sheets become open data by what the page says of them."""
_FOR_PROGRAMS = OPEN_KINDS - {"xlsx", "ods"}
_LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)|opendefinition\.org|open-government-licence"
)
_SHEETS = frozenset({"xls", "xlsx", "ods", "xml"})
_BARE = 3
"""Words of a link that only says what to do, or the file's format."""
_NAME = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")


def files_of(case: Case, page: Page) -> list[DocumentLink]:
    """Return the files of a page that hold data for programs; dead links are none, nor are sheets to be filled in."""
    return [
        doc
        for doc in page.facts.documents
        if doc.kind in DATA_KINDS
        and doc.place is not Place.FOOTER
        and case.site.unread_status(doc.url) is not FetchStatus.NOT_FOUND
        and _holds_data(case, page, doc)
    ]


def name_of(page: Page, file: DocumentLink) -> str:
    """Return what a file is called where it is linked: "CSV" and "Download" name none, the row or heading around them does."""
    link = next((link for link in page.facts.links if link.url == file.url), None)
    if link is None or len(tokens(file.text)) > _BARE:
        return file.text
    around = link.context or link.heading or page.title
    return around if file.text in around else " · ".join(filter(None, (around, file.text)))


def _holds_data(case: Case, page: Page, file: DocumentLink) -> bool:
    """Whether a file is data: a sheet may as well be a form to fill in, so something has to call it data."""
    if file.kind not in _SHEETS:
        return True
    said = tokens(name_of(page, file))
    if holds_any(said, _in_both(case, "blank_form")):
        return False
    return bool(holds_any((*said, *tokens(page.title)), _in_both(case, "data_words")))


def _in_both(case: Case, purpose: str) -> tuple[str, ...]:
    """Files are named in one language on pages of both."""
    return tuple(term for terms in case.lexicon.languages.values() for term in terms.purposes[purpose])


def is_open(case: Case, page: Page) -> bool:
    """Whether a page says that its data may be used freely, or under which licence."""
    linked = any(_LICENCE.search(link.url) for link in page.facts.links)
    licence = case.lexicon.terms("open_data_licence", case.language)
    words = (*licence.strong, *licence.told, *case.purpose("reuse"))
    return linked or bool(holds_any(page.words, words))


def files_told(case: Case, page: Page) -> Substance:
    """Data under another name: files in open formats that may be used freely; without that word, or as sheets, a part of it."""
    files = files_of(case, page)
    if not files:
        return NOTHING
    free = is_open(case, page) and any(doc.kind in _FOR_PROGRAMS for doc in files)
    return Substance(Level.FULL if free else Level.SOME, len(files), files[0].text or page.title)


def licence_told(case: Case, page: Page) -> Substance:
    """The licence, named where the files are."""
    if not files_of(case, page) or not is_open(case, page):
        return NOTHING
    licence = case.lexicon.terms("open_data_licence", case.language)
    said = lines(case, page, (*licence.strong, *licence.told, *case.purpose("reuse")))
    named = lines(case, page, (*licence.strong, *licence.told))
    return Substance(Level.FULL if named else Level.SOME, 1, (named or said or [page.title])[0])


def fields_told(case: Case, page: Page) -> Substance:
    """The fields of a data set, named one by one; notes on source and method are a part of it."""
    speaks = holds_any(page.words, case.purpose("data_context"))
    for table in page.facts.tables if speaks else ():
        heads = [tokens(header) for header in table.headers]
        named = any(holds_any(head, case.purpose("field_name")) for head in heads[:2])
        meant = any(holds_any(head, case.purpose("field_meaning")) for head in heads[1:])
        if table.place is Place.MAIN and named and meant and table.rows >= case.limits.told_phrases:
            return Substance(Level.FULL, table.rows, " · ".join(table.headers))
    if not files_of(case, page):
        return NOTHING
    for block in page.main_blocks:
        names = set(_NAME.findall(block.text))
        if len(names) >= case.limits.told_phrases and block.place is Place.MAIN:
            return Substance(Level.FULL, len(names), block.text)
    notes = lines(case, page, (*case.terms.told, *case.terms.strong, *case.terms.weak))
    return Substance(Level.SOME, 1, notes[0]) if notes else NOTHING


def guidance_told(case: Case, page: Page) -> Substance:
    """How programs ask for the data, with an example to copy; a note on how to read the files is a part of a guide."""
    code = next((block.text for block in page.main_blocks if block.tag in {"pre", "code"}), "")
    titled = holds_any(tokens(page.title), (*case.terms.strong, *case.terms.weak, *case.terms.told))
    if code and titled and sum(len(b.text) for b in page.main_blocks) >= case.limits.prose_chars:
        return Substance(Level.FULL, 1, code)
    said = lines(case, page, (*case.terms.told, *case.terms.strong)) if files_of(case, page) else []
    return Substance(Level.SOME, 1, said[0]) if said else NOTHING


def request_told(case: Case, page: Page) -> Substance:
    """An invitation to ask for other data, beside those there are, with a link or an address for it."""
    for line in lines(case, page, (*case.terms.told, *case.terms.strong)):
        linked = any(link.text and link.text in line for link in page.facts.links if link.place is Place.MAIN)
        way = linked or reachable(line) or holds_any(tokens(line), case.purpose("consultation_form"))
        return Substance(Level.FULL if way else Level.SOME, 1, line)
    return NOTHING
