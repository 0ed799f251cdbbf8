"""The gap report of an agency on paper: PDF/UA made by WeasyPrint (extra `pdf`) from the page's own template.

What a page leaves closed on the screen is printed as one line, as browsers print it; nothing is fetched.
"""

from __future__ import annotations

from typing import Any, Final

from audit.results import AgencyResult
from crawler.errors import UsageError
from reports.agencies import Agencies
from reports.i18n import LocaleCode
from reports.rendering import Make, OfAgency, Rendering, agency_file

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


def _begin(rendering: Rendering, reports: Agencies) -> Make:
    def make(locale: LocaleCode, _ending: str, result: AgencyResult) -> bytes:
        file_name = f"{agency_file(result.agency_id)}.html"
        return pdf_of(rendering.page(locale, "agency.html", view=reports.view(result), file_name=file_name))

    return make


agencies: Final = OfAgency((".pdf",), _begin)
"""`vi/moh.pdf`: the gap report of an agency, on paper."""
