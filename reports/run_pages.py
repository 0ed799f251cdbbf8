"""The pages of a run beside the overview: as the UN would look, what another OSI would do for the EGDI, and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from crawler.errors import UsageError
from reports import egdi_charts
from reports.calendar import CalendarView, calendar_view
from reports.egdi import egdi_view, fixed
from reports.i18n import LocaleCode
from reports.rendering import Rendering
from reports.run_charts import stretches, timeline
from reports.un import FOUND, UnPart, UnView, has_items, un_view

Files = Iterator[tuple[str, Callable[[], str]]]


def un(rendering: Rendering) -> Files:
    """`vi/un.html`: each item of the UN's list over all portals; none where a run was judged by national duties alone."""
    if not has_items(rendering.told.rules):
        return

    @cache
    def view() -> UnView:
        told = rendering.told
        return un_view(told.results, told.rules, told.all_of if told.whole else None)

    for locale in rendering.environments:
        yield f"{locale}/un.html", partial(_un, rendering, locale, view)


def _un(rendering: Rendering, locale: LocaleCode, view: Callable[[], UnView]) -> str:
    return rendering.page(locale, "un.html", view=view(), found=FOUND, stretches=stretches)


def egdi(rendering: Rendering) -> Files:
    """`vi/egdi.html`: the EGDI that another OSI would give; none where the configuration has no figures."""
    if rendering.told.egdi is not None:
        for locale in rendering.environments:
            yield f"{locale}/egdi.html", partial(_egdi, rendering, locale)


def _egdi(rendering: Rendering, locale: LocaleCode) -> str:
    figures = rendering.told.egdi
    view = egdi_view(figures) if figures else None
    if view is None:
        raise UsageError("egdi_history.csv has no survey in which egdi.yaml's country has all values")
    return rendering.page(
        locale,
        "egdi.html",
        view=view,
        fixed=fixed,
        curve=egdi_charts.curve(view.latest),
        trend=egdi_charts.trend(view),
        peers=egdi_charts.peers(view),
    )


def calendar(rendering: Rendering) -> Files:
    """`vi/calendar.html`: days left and what is still open; none where the configuration has no calendar."""
    told = rendering.told

    @cache
    def view() -> CalendarView | None:
        if told.calendar is None:
            return None
        return calendar_view(told.calendar, told.results, told.rules, told.run.deadline)

    @cache
    def sums() -> UnPart | None:
        indices = un_view(told.results, told.rules).indices
        return indices[0].counted if indices and not indices[0].edition.own_index else None

    if told.calendar is not None:
        for locale in rendering.environments:
            yield f"{locale}/calendar.html", partial(_calendar, rendering, locale, view, sums)


def _calendar(
    rendering: Rendering,
    locale: LocaleCode,
    view: Callable[[], CalendarView | None],
    sums: Callable[[], UnPart | None],
) -> str:
    return rendering.page(locale, "calendar.html", view=view(), sums=sums(), timeline=timeline)
