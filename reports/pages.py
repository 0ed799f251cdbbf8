"""The pages of a run: where to begin, the overview, and a gap report for each agency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from audit.results import AgencyResult
from reports.environment import matrix_cells
from reports.i18n import LocaleCode
from reports.overview import OverviewView, overview_view
from reports.rendering import Rendering, agency_file
from reports.trend_chart import trend_chart
from reports.views import agency_view

Files = Iterator[tuple[str, Callable[[], str]]]


def start(rendering: Rendering) -> Files:
    """`index.html`: offers the languages."""
    offered = list(rendering.environments)
    yield "index.html", partial(rendering.page, offered[0], "choose.html", offered=offered)


def overview(rendering: Rendering) -> Files:
    """`vi/index.html`: the run as a whole."""
    view = cache(partial(overview_view, rendering.told))
    for locale in rendering.environments:
        yield f"{locale}/index.html", partial(_overview, rendering, locale, view)


def agencies(rendering: Rendering) -> Files:
    """`vi/moh.html`: the gap report of an agency."""
    for locale in rendering.environments:
        for result in rendering.told.results:
            yield f"{locale}/{result.agency_id}.html", partial(_agency, rendering, locale, result)


def _overview(rendering: Rendering, locale: LocaleCode, known: Callable[[], OverviewView]) -> str:
    view = known()
    return rendering.page(
        locale,
        "overview.html",
        view=view,
        trend_chart=trend_chart(view.trend.points),
        cell=matrix_cells(rendering.environments[locale]),
    )


def _agency(rendering: Rendering, locale: LocaleCode, result: AgencyResult) -> str:
    told = rendering.told
    name = agency_file(result.agency_id)
    view = agency_view(result, told.rules, told.results, told.required)
    return rendering.page(locale, "agency.html", view=view, file_name=f"{name}.html")
