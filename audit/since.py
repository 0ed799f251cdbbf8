"""What has changed since an agency's last run, told from what is kept: nothing is judged again, no server is asked.

Two results made by the same rules can be set side by side as they are. Where the rules differ, or a snapshot that the parts
depend on is gone, the parts are not told: `osi-audit compare` judges the snapshots again and tells them.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.compare import Difference, Judgements, Steps, compare
from audit.datadir import DataDir
from audit.engine import with_reviews
from audit.reach import Reach
from audit.rejudge import scores_by
from audit.results import AgencyResult
from audit.rules import Rules
from audit.store.db import Store
from audit.store.scores import EarlierScore
from audit.untold import Untold
from crawler.errors import SnapshotError, StoreError
from crawler.snapshot import Snapshot


def since(
    store: Store, data: DataDir, later: AgencyResult, earlier: Sequence[EarlierScore], rules: Rules
) -> Difference | Untold | None:
    """Compare a result with the newest earlier one of the same agency; None where there is none.

    Args:
        store: Where both lie.
        data: Where the snapshots lie; they are opened only where a verdict moved.
        later: Of one agency in one run.
        earlier: Scores of the runs before it, the oldest first (`Scores.before`).
        rules: That the run was judged by.

    Raises:
        StoreError: The database cannot be read.
    """
    if not earlier:
        return None
    before, origin = earlier[-1], store.origin(later.run_id, later.agency_id)
    if origin is None or not all(before.rules) or before.rules != (origin.config_sha256, origin.version):
        return Untold.RULES
    return _beside(store, data, before.run_id, later, rules)


def _beside(
    store: Store, data: DataDir, run_id: str, later: AgencyResult, rules: Rules
) -> Difference | Untold:
    try:
        (earlier,) = store.results(run_id, [later.agency_id])
    except StoreError:  # damaged; the report of this run is none the worse
        return Untold.RULES
    if {j.criterion_id for j in earlier.judgements} != {j.criterion_id for j in later.judgements}:
        return Untold.RULES
    followed = {j.review.criterion_id: j.review for j in earlier.judgements if j.review}
    by_site = with_reviews(later.judgements, tuple(rules.criteria.values()), tuple(followed.values()))
    reaches = (_EVERYTHING, _EVERYTHING)
    if _verdicts(earlier.judgements) != _verdicts(by_site):
        try:
            reaches = _reach(data, earlier), _reach(data, later)
        except SnapshotError:
            return Untold.SNAPSHOT
    steps = Steps(earlier, earlier.judgements, by_site, later.judgements, later, *reaches)
    return compare(steps, scores_by(rules))


_EVERYTHING = Reach({}, complete=True)


def _verdicts(judgements: Judgements) -> set[tuple[str, ...]]:
    return {(j.criterion_id, j.verdict, j.english.verdict, j.local.verdict) for j in judgements}


def _reach(data: DataDir, result: AgencyResult) -> Reach:
    with Snapshot(data.snapshot(result.run_id, result.agency_id)) as snapshot:
        return Reach.of(snapshot.pages(), snapshot.result.stop_reason, snapshot.result.addresses)
