"""Which snapshots stay whole: examples, and whatever history comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.retention.plan import Act, Held, decide
from audit.retention.policy import Policy, load_policy
from crawler.errors import ConfigError

CONFIG = Path(__file__).parents[3] / "config"
NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)
POLICY = Policy(
    whole_runs=2,
    archive_days=100,
    whole_for_good="none",
    named_runs=(),
    pairs=60,
    addresses=50,
    least_freed=0.2,
    left_days=90,
    rechecks_days=30,
    facts_days=180,
    silent_days=400,
)


def held(days_ago: float, state: str = "done", agency: str = "moh", **more) -> Held:
    began = NOW - timedelta(days=days_ago)
    return Held(f"{began:%Y%m%dT%H%M%SZ}", agency, state, began, **more)


def acts(*snapshots: Held, policy: Policy = POLICY, bases=()) -> dict[int, str]:
    """What becomes of each, by its age in days."""
    return {(NOW - d.held.began).days: d.act.value for d in decide(snapshots, policy, NOW, bases)}


def why(snapshot: Held, *others: Held, policy: Policy = POLICY, bases=()) -> str:
    (found,) = [d for d in decide([snapshot, *others], policy, NOW, bases) if d.held is snapshot]
    return f"{found.act}: {found.why}"


def test_the_newest_good_runs_stay_whole_and_older_ones_for_so_many_days_after():
    runs = [held(days) for days in (10, 60, 120, 300, 500)]
    # the place of the third was taken 10 days ago, of the fourth 60, of the fifth 120
    assert acts(*runs) == {10: "keep", 60: "keep", 120: "keep", 300: "keep", 500: "thin"}
    assert why(runs[4], *runs[:4]) == "thin: 2 newer good runs; 120 days have gone by since"
    assert (
        why(runs[3], *runs[:3], runs[4]) == "keep: its place was taken on 2026-05-02: whole until 2026-08-10"
    )


def test_agencies_are_weighed_apart():
    often = [held(days, agency="moh") for days in (10, 200, 300, 400)]
    seldom = [held(days, agency="moet") for days in (900, 1000)]
    found = {
        (d.held.agency_id, (NOW - d.held.began).days): d.act for d in decide([*often, *seldom], POLICY, NOW)
    }
    assert found[("moh", 400)] is Act.THIN
    assert found[("moet", 900)] is found[("moet", 1000)] is Act.KEEP


@pytest.mark.parametrize(
    ("period", "whole"),
    [
        ("none", {10, 60}),
        ("year", {10, 60, 190}),
        ("half_year", {10, 60, 190}),
        ("quarter", {10, 60, 150, 190, 300}),
    ],
)
def test_the_last_good_run_of_a_period_stays_for_good(period, whole):
    policy = POLICY.model_copy(update={"whole_for_good": period, "archive_days": 0})
    # 1 July 2026 back: 21 June, 2 May, 1 February, 23 December, 19 December, 4 September
    runs = [held(days) for days in (10, 60, 150, 190, 194, 300)]
    kept = {days for days, act in acts(*runs, policy=policy).items() if act == "keep"}
    assert kept == whole


def test_a_period_is_viet_nams():
    """A run of 31 December 19:00 UTC belongs to the new year in Hà Nội."""
    policy = POLICY.model_copy(update={"whole_for_good": "year", "archive_days": 0, "whole_runs": 1})
    moments = [datetime(2025, 12, 31, 16, tzinfo=UTC), datetime(2025, 12, 31, 19, tzinfo=UTC), NOW]
    runs = [Held(f"{m:%Y%m%dT%H%M%SZ}", "moh", "done", m) for m in moments]
    assert why(runs[0], *runs[1:], policy=policy) == "keep: the last good run of 2025"
    assert why(runs[1], runs[0], runs[2], policy=policy).startswith("thin: ")


@pytest.mark.parametrize(
    ("snapshot", "said"),
    [
        (held(900, "provisional"), "keep: provisional: osi-audit runs confirm"),
        (held(30, "cancelled"), "keep: the run is cancelled, and can be gone on with"),
        (held(30, "crawling", judged=False, finished=False), "keep: the run is crawling"),
        (held(900, "crawling", judged=False, finished=False), "remove: the run is crawling, 900 days old"),
        (held(900, "cancelled", judged=False), "remove: the run is cancelled, 900 days old"),
        (held(900, "cancelled"), "thin: the run is cancelled, 900 days old"),
        (held(900, "failed"), "thin: the run is failed"),
        (held(30, judged=False), "keep: not judged"),
        (held(900, judged=False), "remove: the run is done"),
        (held(900, readable=False), "thin: a newer good run"),
        (held(900, thinned="2026-01-01"), "keep: thinned on 2026-01-01"),
        (held(900, thinned="2026-01-01", unfinished=True), "finish: thinning it was broken off"),
    ],
    ids=str,
)
def test_what_is_no_good_run(snapshot, said):
    others = [held(1), held(200)]
    assert why(snapshot, *others).startswith(said)


def test_a_run_can_be_named():
    old = held(900)
    policy = POLICY.model_copy(update={"named_runs": (old.run_id,)})
    others = [held(days) for days in (1, 200, 300)]
    assert why(old, *others) == "thin: 2 newer good runs; 200 days have gone by since"
    assert why(old, *others, policy=policy) == "keep: named in retention.yaml"


def test_what_re_checks_look_into_stays():
    old = held(900)
    assert why(old, held(1), held(200), bases={(old.run_id, "moh")}) == "keep: re-checks look into it"


def test_the_snapshot_that_the_next_run_asks_with_stays_whatever_became_of_its_run():
    cancelled = held(200, "cancelled", judged=False)
    assert why(cancelled, held(300)).startswith("keep: the next run asks only for what has changed")


states = st.sampled_from(
    ["planned", "crawling", "auditing", "reporting", "done", "provisional", "failed", "cancelled"]
)
snapshots = st.lists(
    st.builds(
        held,
        st.integers(0, 2000),
        states,
        st.sampled_from(["moh", "moet"]),
        judged=st.booleans(),
        readable=st.booleans(),
        finished=st.booleans(),
        thinned=st.sampled_from(["", "", "2026-01-01"]),
    ),
    max_size=25,
    unique_by=lambda one: (one.run_id, one.agency_id),
)
policies = st.builds(
    POLICY.model_copy,
    update=st.fixed_dictionaries(
        {
            "whole_runs": st.integers(1, 5),
            "archive_days": st.integers(0, 800),
            "whole_for_good": st.sampled_from(["none", "quarter", "half_year", "year"]),
            "left_days": st.integers(1, 400),
        }
    ),
)


@given(snapshots, policies)
def test_in_whatever_history_what_is_needed_stays(runs, policy):
    decided = decide(runs, policy, NOW)
    assert sorted(map(id, runs)) == sorted(id(d.held) for d in decided)
    for agency in ("moh", "moet"):
        mine = sorted(
            (d for d in decided if d.held.agency_id == agency), key=lambda d: d.held.began, reverse=True
        )
        good = [d for d in mine if d.held.good]
        assert all(d.act is Act.KEEP for d in good[: policy.whole_runs])
        usable = [d for d in mine if d.held.finished and not d.held.thinned]
        assert all(d.act is Act.KEEP for d in usable[:1])
        assert all(d.act is Act.KEEP for d in mine if d.held.state == "provisional")
        # what has a result is never thrown away, and nothing thinned is touched again
        assert all(d.act is not Act.REMOVE for d in mine if d.held.judged)
        assert all(d.act is Act.KEEP for d in mine if d.held.thinned)


@given(snapshots, policies, st.integers(0, 400))
def test_deciding_again_after_it_is_done_changes_nothing_more(runs, policy, later):
    """What was let go of stays what it is, and what a later day decides is decided of what is left."""
    left = [
        Held(
            **{n: getattr(d.held, n) for n in Held.__slots__}
            | ({"thinned": "2026-07-01"} if d.act is Act.THIN else {})
        )
        for d in decide(runs, policy, NOW)
        if d.act is not Act.REMOVE
    ]
    assert {d.act for d in decide(left, policy, NOW)} <= {Act.KEEP}
    again = decide(left, policy, NOW + timedelta(days=later))
    assert all(d.act is Act.KEEP for d in again if d.held.thinned)


def test_the_policy_of_the_project_can_be_read():
    policy = load_policy(CONFIG)
    assert policy.whole_runs >= 2
    assert policy.archive_days >= policy.left_days


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("whole_runs: 4", "whole_runs: 0", r"retention\.yaml:\d+: whole_runs: .*greater than or equal to 1"),
        ("whole_runs: 4", "whole_runs: '4'", r"retention\.yaml:\d+: whole_runs: .*integer"),
        ("whole_runs: 4", "runs: 4", r"whole_runs: Field required"),
        ("archive_days: 365", "archive_days: -1", r"retention\.yaml:\d+: archive_days"),
        ("whole_for_good: year", "whole_for_good: decade", r"retention\.yaml:\d+: whole_for_good"),
        ("named_runs: []", "named_runs: [latest]", r"retention\.yaml:\d+: named_runs\.0"),
        ("least_freed: 0.2", "least_freed: 20", r"retention\.yaml:\d+: least_freed"),
    ],
)
def test_a_wrong_policy_is_named_by_file_line_and_key(tmp_path, old, new, fault):
    text = (CONFIG / "retention.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "retention.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=fault):
        load_policy(tmp_path)


def test_what_came_later_is_told_by_ids_where_a_clock_was_wrong():
    """A run of a clock that was two years ahead, and one after it, when it was set right."""
    wrong = Held("20280701T030000Z", "moh", "done", NOW + timedelta(days=731))
    after = Held("20280701T030001Z", "moh", "done", NOW)
    assert why(after, wrong, held(10)) == "keep: the newest good run: later ones are set beside it"
    assert why(held(900), wrong, after).startswith("keep: its place was taken on 2026-07-01")
