"""The gap reports of a run: what holds for all of them is worked out once."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from audit.results import AgencyResult
from reports.history import history_view
from reports.peers import Examples
from reports.rechecked import rechecked_view
from reports.sections import sections_view
from reports.told import Told
from reports.units import parent_of, units_view
from reports.views import AgencyView, agency_view


class Agencies:
    """What the report of each agency shows.

    Args:
        told: The run.
    """

    def __init__(self, told: Told) -> None:
        self.told = told
        self._last: AgencyView | None = None

    @cached_property
    def examples(self) -> Examples:
        """Where agencies of the run do well."""
        return Examples(self.told.results, self.told.rules.criteria)

    def view(self, result: AgencyResult) -> AgencyView:
        """Return all that the report of an agency shows; asked again for the same one at once, it is at hand.

        Raises:
            KeyError: A judgement names a criterion that the rules lack.
        """
        if self._last is None or self._last.result is not result:
            self._last = self._made(result)
        return self._last

    def _made(self, result: AgencyResult) -> AgencyView:
        told = self.told
        agency_id, criteria = result.agency_id, told.rules.criteria
        plain = agency_view(result, told.rules, told.results, told.required)
        rows = (view.row for view in plain.findings)
        found = {row.criterion.id: self.examples.of(result, row.criterion) for row in rows if row}
        return replace(
            plain,
            history=history_view(
                result,
                told.history.get(agency_id, ()),
                criteria,
                told.differences.get(agency_id),
                told.undivided.get(agency_id),
            ),
            examples={id_: example for id_, example in found.items() if example},
            units=units_view(agency_id, told.results, told.parents, criteria),
            rechecked=rechecked_view(told.rechecks.get(agency_id, ())),
            parent=parent_of(agency_id, told.results, told.parents),
            sections=sections_view(result.sections),
        )
