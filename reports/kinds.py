"""Which reports there are: for each format, the kinds of files that are written in it.

A kind of report is a module that names its files and makes each of them (`reports.rendering.Kind`), about the run or about one
agency at a time, with templates of its own where it is a page, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reports import help as help_pages
from reports import pages, pdf, run_pages, webmaster
from reports.export.kinds import FILES
from reports.official import files as official
from reports.rendering import Kind

FORMATS: Final[Mapping[str, tuple[Kind, ...]]] = {
    "html": (
        pages.start,
        pages.overview,
        run_pages.un,
        run_pages.egdi,
        run_pages.calendar,
        official.thematic_page,
        pages.agencies,
        webmaster.lists,
        help_pages.pages,
    ),
    **FILES,
    "docx": (official.agencies, official.thematic),
    "pdf": (pdf.agencies,),
}
"""What a person opens first comes first. Those about the run are written before those about an agency."""
UNAVAILABLE: Final[Mapping[str, Callable[[], str]]] = {"pdf": pdf.unavailable}
"""For formats that need more than the program itself brings: says in one sentence what is missing here, or nothing."""
USUAL: Final = ("html", "json", "csv", "xlsx", "md")
"""What is written where nothing else is asked for: what opens anywhere and costs little to make."""
