"""The pages of a run: where to begin, the overview, and a gap report for each agency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Final

from audit.results import AgencyResult
from reports.agencies import Agencies
from reports.environment import matrix_cells
from reports.i18n import LocaleCode
from reports.overview import OverviewView, overview_view
from reports.rendering import Content, Make, OfAgency, Rendering, agency_file
from reports.trend_chart import trend_chart

Files = Iterator[tuple[str, Callable[[], Content]]]


def start(rendering: Rendering) -> Files:
    """`index.html`: offers the languages, and in each of them what there is."""
    environments = rendering.environments
    says = {locale: env.filters["say"] for locale, env in environments.items()}
    results = rendering.told.results
    yield (
        "index.html",
        partial(rendering.page, next(iter(environments)), "choose.html", says=says, results=results),
    )


def overview(rendering: Rendering) -> Files:
    """`vi/index.html`: the run as a whole."""
    view = cache(partial(overview_view, rendering.told))
    for locale in rendering.environments:
        yield f"{locale}/index.html", partial(_overview, rendering, locale, view)


def _overview(rendering: Rendering, locale: LocaleCode, known: Callable[[], OverviewView]) -> Iterator[str]:
    view = known()
    return rendering.pieces(
        locale,
        "overview.html",
        view=view,
        trend_chart=trend_chart(view.trend.points),
        cell=matrix_cells(rendering.environments[locale]),
    )


def _begin(rendering: Rendering, reports: Agencies) -> Make:
    def make(locale: LocaleCode, ending: str, result: AgencyResult) -> str:
        file_name = f"{agency_file(result.agency_id)}{ending}"
        return rendering.page(locale, "agency.html", view=reports.view(result), file_name=file_name)

    return make


agencies: Final = OfAgency((".html",), _begin)
"""`vi/moh.html`: the gap report of an agency."""
