"""The gap report of an agency on paper: PDF/UA made by WeasyPrint (extra `pdf`) from the page's own template.

What a page leaves closed on the screen is printed as one line, as browsers print it; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from audit.results import AgencyResult
from crawler.errors import UsageError
from reports.agencies import Agencies
from reports.i18n import LocaleCode
from reports.rendering import Rendering, agency_file

_EXTRA: Final = "PDF needs the extra pdf: pip install 'osi-audit[pdf]'"
_PANGO: Final = "PDF needs the system's Pango library: install it with tools/system-packages pdf"


def unavailable() -> str:
    """Say in one sentence why no PDF can be made here; empty when it can."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - an extra, and slow to load
    except ImportError:
        return _EXTRA
    except OSError:  # the libraries that it loads are the system's
        return _PANGO
    return ""


def agencies(rendering: Rendering) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """`vi/moh.pdf`: the gap report of an agency, on paper."""
    reports = Agencies(rendering.told)
    for result in rendering.told.results:
        for locale in rendering.environments:
            yield f"{locale}/{result.agency_id}.pdf", partial(_agency, rendering, locale, result, reports)


def _agency(rendering: Rendering, locale: LocaleCode, result: AgencyResult, reports: Agencies) -> bytes:
    name = agency_file(result.agency_id)
    page = rendering.page(locale, "agency.html", view=reports.view(result), file_name=f"{name}.html")
    return pdf_of(page)


def pdf_of(page: str) -> bytes:
    """Print a page of the reports: tagged, with its title, language and bookmarks (PDF/UA-1, ISO 14289-1).

    Args:
        page: HTML, complete in itself.

    Raises:
        UsageError: WeasyPrint or a library of it is not there.
    """
    if why := unavailable():
        raise UsageError(why)
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    from reports.paper import on_paper  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols={"data"})
    made: Any = HTML(string=on_paper(page), url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made)
