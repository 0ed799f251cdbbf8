"""What pages about a whole run need of its agencies, gathered while their results pass one by one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audit.criteria.model import Criterion
from audit.results import AgencyResult
from reports.peers import Examples
from reports.short import Shortening


class Gathering:
    """Takes whole results and keeps none of them.

    Args:
        criteria: That the run was judged by, by id.
    """

    def __init__(self, criteria: Mapping[str, Criterion]) -> None:
        self.results: list[AgencyResult] = []
        """Short, in the order in which they came."""
        self.examples = Examples((), criteria)
        self._shortening = Shortening()

    def passing(self, results: Iterable[AgencyResult]) -> Iterator[AgencyResult]:
        """Yield each result once it has been taken."""
        for result in results:
            short = self._shortening.of(result)
            self.results.append(short)
            self.examples.add(result, short)
            yield result
