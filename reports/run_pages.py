"""The pages of a run beside the overview: as the UN would look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from reports.i18n import LocaleCode
from reports.rendering import Rendering
from reports.run_charts import stretches
from reports.un import FOUND, UnView, un_view

Files = Iterator[tuple[str, Callable[[], str]]]


def un(rendering: Rendering) -> Files:
    """`vi/un.html`: each item of the UN's list over all portals."""

    @cache
    def view() -> UnView:
        return un_view(rendering.told.results, rendering.told.rules)

    for locale in rendering.environments:
        yield f"{locale}/un.html", partial(_un, rendering, locale, view)


def _un(rendering: Rendering, locale: LocaleCode, view: Callable[[], UnView]) -> str:
    return rendering.page(locale, "un.html", view=view(), found=FOUND, stretches=stretches)
