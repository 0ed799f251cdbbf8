"""The pages of a run: where to begin, the overview, and a gap report for each agency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from audit.results import AgencyResult
from reports.agencies import Agencies
from reports.environment import matrix_cells
from reports.i18n import LocaleCode
from reports.overview import OverviewView, overview_view
from reports.rendering import Rendering, agency_file
from reports.trend_chart import trend_chart

Files = Iterator[tuple[str, Callable[[], str]]]


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


def agencies(rendering: Rendering) -> Files:
    """`vi/moh.html`: the gap report of an agency, in all languages before the next."""
    reports = Agencies(rendering.told)
    for result in rendering.told.results:
        for locale in rendering.environments:
            yield f"{locale}/{result.agency_id}.html", partial(_agency, rendering, locale, result, reports)


def _overview(rendering: Rendering, locale: LocaleCode, known: Callable[[], OverviewView]) -> str:
    view = known()
    return rendering.page(
        locale,
        "overview.html",
        view=view,
        trend_chart=trend_chart(view.trend.points),
        cell=matrix_cells(rendering.environments[locale]),
    )


def _agency(rendering: Rendering, locale: LocaleCode, result: AgencyResult, reports: Agencies) -> str:
    name = agency_file(result.agency_id)
    return rendering.page(locale, "agency.html", view=reports.view(result), file_name=f"{name}.html")
