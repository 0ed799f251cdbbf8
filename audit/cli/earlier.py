"""What reports tell of the runs before: scores, what has changed since, and who belongs to whom."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from audit.cli.one_by_one import OneByOne
from audit.compare import Difference
from audit.place import Place
from audit.since import since
from audit.store.db import Run, Store
from audit.store.scores import EarlierScore
from audit.untold import Untold
from reports.told import PastScore, Told


def with_earlier(told: Told, settings: Place, store: Store, run: Run) -> Told:
    """Add to what reports are made from: earlier scores, differences from the last run, and parents by the registry.

    Differences are worked out when they are asked for, while the store is open, and not kept.

    Args:
        told: Of the run, with its results.
        settings: Where snapshots lie; its registry may be younger than the run.
        store: Where earlier runs lie.
        run: The run.

    Raises:
        ConfigError: The registry is wrong.
        StoreError: The database cannot be read.
    """
    known = store.scores.before(run.id)
    earlier = {a: scores for a, scores in known.items() if a in run.agencies}
    by_id = {result.agency_id: result for result in told.results}

    @lru_cache(maxsize=1)  # what became of the parts of an agency's change is asked right after them
    def found(agency_id: str) -> Difference | Untold | None:
        result = told.all_of(by_id[agency_id])
        return since(store, settings.data, result, earlier.get(agency_id, ()), told.rules)

    def difference(agency_id: str) -> Difference | None:
        one = found(agency_id)
        return one if isinstance(one, Difference) else None

    def untold(agency_id: str) -> Untold | None:
        one = found(agency_id)
        return one if isinstance(one, Untold) else None

    previous = max((scores[-1].run_id for scores in earlier.values()), default="")
    registry = settings.of_run(run).registry()
    return replace(
        told,
        run=replace(told.run, previous=previous),
        history={agency_id: tuple(map(_past, scores)) for agency_id, scores in known.items()},
        differences=OneByOne(earlier.keys() & by_id.keys(), difference),
        undivided=OneByOne(earlier.keys() & by_id.keys(), untold),
        parents={agency.id: agency.parent for agency in registry.agencies if agency.parent},
    )


def _past(score: EarlierScore) -> PastScore:
    return PastScore(score.run_id, score.day, score.english, score.local, score.readable, score.editions)
