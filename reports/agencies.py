"""The gap reports of a run: what holds for all of them is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from audit.results import AgencyResult
from audit.services.required.reconciliation import Entry
from reports.history import history_view
from reports.peers import Examples
from reports.rechecked import rechecked_view
from reports.required import required_view
from reports.sections import sections_view
from reports.told import Told
from reports.units import units_view
from reports.views import AgencyView, Peers, agency_view, peers_of


class Agencies:
    """What the report of each agency shows.

    Args:
        told: The run.
    """

    def __init__(self, told: Told) -> None:
        self.told = told
        self._alone: AgencyView | None = None
        self._last: AgencyView | None = None

    @cached_property
    def examples(self) -> Examples:
        """Where agencies of the run do well."""
        return self.told.examples or Examples(self.told.results, self.told.rules.criteria)

    @cached_property
    def peers(self) -> Mapping[str, Peers]:
        """How agencies of each kind stand."""
        return peers_of(self.told.results)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Ids of those that others belong to."""
        return frozenset(self.told.parents.values())

    @cached_property
    def by_id(self) -> Mapping[str, AgencyResult]:
        """The results of the run."""
        return {result.agency_id: result for result in self.told.results}

    @cached_property
    def required(self) -> Mapping[str, tuple[Entry, ...]]:
        """What lists ask of each agency."""
        found: dict[str, list[Entry]] = {}
        for entry in self.told.required.entries if self.told.required else ():
            found.setdefault(entry.agency_id, []).append(entry)
        return {agency_id: tuple(entries) for agency_id, entries in found.items()}

    def alone(self, result: AgencyResult) -> AgencyView:
        """Return what is told of an agency in every form; asked again for the same one at once, it is at hand.

        Args:
            result: Whole.

        Raises:
            KeyError: A judgement names a criterion that the rules lack.
        """
        if self._alone is None or self._alone.result is not result:
            told = self.told
            peers = self.peers.get(result.kind, Peers())
            asked = told.required and replace(told.required, entries=self.required.get(result.agency_id, ()))
            self._alone = replace(
                agency_view(result, told.rules),
                peer_median=peers.median,
                peers=peers.count,
                required=required_view(asked, result.agency_id),
            )
        return self._alone

    def view(self, result: AgencyResult) -> AgencyView:
        """Return all that the report of an agency shows; asked again for the same one at once, it is at hand.

        Args:
            result: Whole.

        Raises:
            KeyError: A judgement names a criterion that the rules lack.
        """
        if self._last is None or self._last.result is not result:
            self._last = self._made(result)
        return self._last

    def _made(self, result: AgencyResult) -> AgencyView:
        told, plain = self.told, self.alone(result)
        agency_id, criteria = result.agency_id, told.rules.criteria
        rows = (view.row for view in plain.findings)
        found = {row.criterion.id: self.examples.of(result, row.criterion) for row in rows if row}
        is_head = agency_id in self.heads
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
            units=units_view(agency_id, told.results, told.parents, criteria) if is_head else None,
            rechecked=rechecked_view(told.rechecks.get(agency_id, ())),
            parent=self.by_id.get(told.parents.get(agency_id, "")),
            sections=sections_view(result.sections),
        )
