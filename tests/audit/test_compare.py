"""Why two results differ, as a function of judgements and page records."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.compare import Cause, Shift, Steps, compare
from audit.engine import with_reviews
from audit.reach import Reach
from audit.results import Review, Verdict
from audit.scoring import Weights, score
from crawler.records import PageRecord
from crawler.status import FetchStatus
from tests.audit.builders import criterion, evidence, judgement, result

URL = "http://a.example/x"
HOME = "http://a.example/"
CRITERIA = {
    c.id: c for c in (criterion("T-1", "TEC"), criterion("T-2", "TEC", weight=3.0), criterion("I-1", "IF"))
}
WEIGHTS = Weights(name="w", confirmed=False, source="", weights={"TEC": 75, "IF": 25})
MAIN = partial(score, criteria=CRITERIA, weights=WEIGHTS)


def SCORE(judgements):  # noqa: N802 - a constant to the tests
    return (MAIN(judgements),)


NOTHING = Reach({}, complete=True)


def judged(**verdicts):
    """`T_1="met"` and so on; what is met rests on a page."""
    return tuple(
        judgement(
            name.replace("_", "-"),
            verdict,
            weight=CRITERIA[name.replace("_", "-")].weight,
            proofs=(evidence(URL),) if verdict in {"met", "partly"} else (),
        )
        for name, verdict in verdicts.items()
    )


def scored(judgements, **more):
    return result(judgements=judgements, score=MAIN(judgements), **more)


def steps(first, last, *, by_rules=None, by_review=None, reviews=(), earlier=NOTHING, later=NOTHING):
    by_review = last if by_review is None else by_review
    return Steps(
        earlier=scored(first),
        by_rules=first if by_rules is None else by_rules,
        by_site=with_reviews(by_review, tuple(CRITERIA.values()), reviews),
        by_review=by_review,
        later=scored(last, run_id="20180930T000000Z"),
        earlier_reach=earlier,
        later_reach=later,
    )


def causes(found):
    return [(c.criterion_id, c.cause.value, c.before, c.after) for c in found.changes]


def reach(*records, stop="finished"):
    return Reach.of(records, stop)


def read(url=URL, referrer=HOME):
    return PageRecord(url, FetchStatus.OK, final_url=url, referrer=referrer)


OPEN = reach(read(HOME, ""), read())


def test_results_that_agree_have_no_difference():
    same = judged(T_1="met", I_1="not_met")
    found = compare(steps(same, same), SCORE)

    assert found.changes == ()
    assert set(found.score.english_by_cause.values()) == {Shift()}


def test_other_rules_and_another_site_are_told_apart():
    first = judged(T_1="not_met", T_2="not_met", I_1="met")
    by_rules = judged(T_1="met", T_2="not_met", I_1="met")
    last = judged(T_1="met", T_2="met", I_1="met")
    found = compare(steps(first, last, by_rules=by_rules, earlier=OPEN, later=OPEN), SCORE)

    assert causes(found) == [("T-1", "rules", "not_met", "met"), ("T-2", "site", "not_met", "met")]
    assert found.score.english_by_cause[Cause.RULES] == Shift(18.75, 18.75)
    assert found.score.english_by_cause[Cause.SITE] == Shift(56.25, 56.25)


def test_one_criterion_may_have_two_causes():
    found = compare(
        steps(
            judged(T_1="not_met"), judged(T_1="met"), by_rules=judged(T_1="partly"), earlier=OPEN, later=OPEN
        ),
        SCORE,
    )

    assert causes(found) == [("T-1", "rules", "not_met", "partly"), ("T-1", "site", "partly", "met")]


@pytest.mark.parametrize(("first", "last"), [("could_not_tell", "met"), ("not_met", "could_not_tell")])
def test_what_one_crawl_could_not_tell_is_reach(first, last):
    found = compare(steps(judged(T_1=first), judged(T_1=last)), SCORE)

    assert causes(found) == [("T-1", "reach", first, last)]
    assert "could not tell" in found.changes[0].why


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (FetchStatus.NOT_FOUND, "site"),
        (FetchStatus.OK, "site"),
        (FetchStatus.NOT_A_PAGE, "site"),
        (FetchStatus.FORBIDDEN, "reach"),
        (FetchStatus.TIMEOUT, "reach"),
        (FetchStatus.ROBOTS, "reach"),
        (FetchStatus.BUDGET_PAGES, "reach"),
        (FetchStatus.BUDGET_DEPTH, "reach"),
        (FetchStatus.INTERRUPTED, "reach"),
    ],
)
def test_a_page_that_the_other_crawl_did_not_read_is_reach_unless_it_is_gone(status, cause):
    other = reach(read(HOME, ""), PageRecord(URL, status))
    met, lost = judged(T_1="met"), judged(T_1="not_met")

    worse = compare(steps(met, lost, earlier=OPEN, later=other), SCORE).changes[0]
    better = compare(steps(lost, met, earlier=other, later=OPEN), SCORE).changes[0]

    assert (worse.cause, better.cause) == (cause, cause)
    if cause == "reach":
        assert worse.why == f"the later crawl did not read {URL}: {status.value}"
        assert better.why == f"the earlier crawl did not read {URL}: {status.value}"


@pytest.mark.parametrize(
    ("later", "cause"),
    [
        (reach(read(HOME, "")), "site"),  # the page that led there was read and does not any more
        (reach(PageRecord(HOME, FetchStatus.TIMEOUT)), "reach"),
        (reach(), "site"),
        (reach(read("http://a.example/other", ""), stop="budget_time"), "reach"),
        (reach(PageRecord(URL, FetchStatus.REDIRECT, final_url=HOME), read(HOME, "")), "site"),
        (
            reach(PageRecord(URL, FetchStatus.REDIRECT, final_url=HOME), PageRecord(HOME, FetchStatus.DNS)),
            "reach",
        ),
    ],
)
def test_a_page_that_the_other_crawl_never_met_is_looked_for_on_the_way_to_it(later, cause):
    found = compare(steps(judged(T_1="met"), judged(T_1="not_met"), earlier=OPEN, later=later), SCORE)

    assert found.changes[0].cause == cause


def test_where_a_link_is_the_evidence_the_page_that_holds_it_counts():
    linked = replace(evidence("http://elsewhere.example/"), found_on=URL)
    met = (judgement("T-1", "met", proofs=(linked,)),)
    blocked = reach(read(HOME, ""), PageRecord(URL, FetchStatus.FORBIDDEN))

    found = compare(steps(met, judged(T_1="not_met"), earlier=OPEN, later=blocked), SCORE)

    assert found.changes[0].why == f"the later crawl did not read {URL}: forbidden"


def test_a_persons_answer_is_a_cause_of_its_own():
    answer = Review("T-1", "moa", Verdict.MET, Verdict.MET, "An", "2018-07-01", "x")
    untold = judged(T_1="could_not_tell")
    last = with_reviews(untold, tuple(CRITERIA.values()), [answer])

    new = compare(steps(untold, last), SCORE)
    kept = compare(steps(last, last, reviews=[answer]), SCORE)

    assert causes(new) == [("T-1", "reviewed", "could_not_tell", "met")]
    assert new.score.english_by_cause[Cause.REVIEWED] == Shift(100.0, 0.0)
    assert kept.changes == ()


def test_what_only_one_set_of_rules_asks_is_by_rules():
    first, last = judged(T_1="met"), judged(T_1="met", I_1="not_met")
    found = compare(steps(first, last, by_rules=last), SCORE)

    assert causes(found) == [("I-1", "rules", None, "not_met")]
    assert found.score.english_by_cause[Cause.RULES].low == pytest.approx(-25.0)


def test_what_todays_rules_change_on_both_ends_alike_is_no_change():
    old, today = judged(T_1="not_met"), judged(T_1="met")
    found = compare(steps(old, old, by_rules=today, by_review=today), SCORE)

    assert found.changes == ()
    assert found.score.english_by_cause[Cause.RULES].low == pytest.approx(0.0)


def test_another_name_and_other_editions_are_told():
    some = judged(T_1="met")
    found = compare(steps(some, some), SCORE)
    moved = replace(
        steps(some, some),
        later=scored(some, agency_en="Ministry B", editions=("osi-2024@2",), kind="province"),
    )

    assert found.notes == ()
    assert compare(moved, SCORE).notes == (
        "renamed: Ministry A -> Ministry B",
        "kind or sectors differ in the registry: other criteria may apply",
        "editions: osi-2024@1 -> osi-2024@2",
    )


def test_an_index_of_its_own_is_split_beside_the_main_score():
    def both(judgements):
        return (MAIN(judgements), replace(MAIN(judgements[:1]), edition="local-2024"))

    first, last = judged(T_1="not_met", I_1="met"), judged(T_1="met", I_1="met")
    plain = steps(first, last, earlier=OPEN, later=OPEN)
    some = replace(
        plain,
        earlier=replace(plain.earlier, own_scores=both(first)[1:]),
        later=replace(plain.later, own_scores=both(last)[1:]),
    )

    (own,) = compare(some, both).own
    assert (own.edition, own.english_by_cause[Cause.SITE]) == ("local-2024", Shift(100.0, 100.0))
    assert compare(plain, both).own == ()


VERDICTS = st.sampled_from(
    ["met", "partly", "vietnamese_only", "not_met", "could_not_tell", "not_applicable"]
)
JUDGED = st.builds(judged, T_1=VERDICTS, T_2=VERDICTS, I_1=VERDICTS)
ANSWERS = st.lists(
    st.builds(
        Review,
        st.sampled_from(sorted(CRITERIA)),
        st.just("moa"),
        st.sampled_from([Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET, Verdict.COULD_NOT_TELL]),
        st.sampled_from([Verdict.MET, Verdict.NOT_MET]),
        st.just("An"),
        st.sampled_from(["2018-07-01", "2018-07-02"]),
        st.just("x"),
    ),
    max_size=3,
)
REACHES = st.sampled_from([OPEN, NOTHING, reach(PageRecord(URL, FetchStatus.TIMEOUT))])


@given(st.tuples(JUDGED, JUDGED, JUDGED, JUDGED), ANSWERS, REACHES, REACHES)
def test_the_parts_of_the_difference_add_up(judgements, reviews, earlier, later):
    first, by_rules, by_review, last = judgements
    more = {"reviews": reviews, "earlier": earlier, "later": later}
    found = compare(steps(first, last, by_rules=by_rules, by_review=by_review, **more), SCORE)
    moved = found.score
    for sides, parts in ((moved.english, moved.english_by_cause), (moved.local, moved.local_by_cause)):
        total = sum(parts.values(), Shift())
        assert total.low == pytest.approx(sides[1].low - sides[0].low, abs=1e-9)
        assert total.high == pytest.approx(sides[1].high - sides[0].high, abs=1e-9)


@given(JUDGED, JUDGED, REACHES, REACHES)
def test_by_the_same_rules_each_verdict_has_one_cause(first, last, earlier, later):
    found = compare(steps(first, last, earlier=earlier, later=later), SCORE)
    differing = {
        a.criterion_id
        for a, b in zip(first, last, strict=True)
        if (a.verdict, a.english.verdict, a.local.verdict) != (b.verdict, b.english.verdict, b.local.verdict)
    }

    assert [c.criterion_id for c in found.changes] == [
        j.criterion_id for j in last if j.criterion_id in differing
    ]
    assert {c.cause for c in found.changes} <= {Cause.SITE, Cause.REACH}


def test_an_address_is_known_again_by_the_rules_of_the_crawl_that_found_it():
    """The registry says that `luot` is the state of a visit: the crawl kept the page without it."""
    records = [PageRecord(URL, FetchStatus.OK, final_url=f"{URL}?luot=7")]
    by_rules = Reach.of(records, "finished", {"drop": ["luot"]})

    assert by_rules.missed(f"{URL}?luot=9", by_rules) == ""
    assert by_rules.sight(f"{URL}?luot=9") == "read"
    assert Reach.of(records, "finished").sight(f"{URL}?luot=9") == "gone"
