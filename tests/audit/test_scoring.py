import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.criteria.model import Edition
from audit.results import Interval, Verdict
from audit.scoring import Weights, gains, load_weights, own_scores, score
from crawler.errors import ConfigError
from crawler.paths import config_dir
from tests.audit.builders import as_if_met, criterion, judgement

WEIGHTS = Weights.model_validate(
    {
        "name": "test",
        "confirmed": False,
        "source": "ours",
        "weights": {"IF": 20, "TEC": 60, "SP": 20, "EGL": 0},
    }
)
CRITERIA = {
    c.id: c
    for c in (
        criterion("T-1"),
        criterion("T-2", weight=3),
        criterion("I-1", "IF"),
        criterion("S-1", "SP"),
        criterion("E-1", "EGL"),
        criterion("L-1", "LAW"),
    )
}


def test_a_score_can_be_worked_out_by_hand():
    """TEC: 1 of 1 and half of 3, so 2.5 of 4; IF: nothing; SP does not apply, so TEC counts 60/80 and IF 20/80."""
    result = score(
        [
            judgement("T-1", "met"),
            judgement("T-2", "partly", weight=3),
            judgement("I-1", "vietnamese_only"),
            judgement("S-1", "not_applicable"),
        ],
        CRITERIA,
        WEIGHTS,
    )

    assert [(p.subindex, p.weight, p.english, p.local) for p in result.parts] == [
        ("IF", 25.0, Interval(0, 0), Interval(100, 100)),
        ("TEC", 75.0, Interval(62.5, 62.5), Interval(62.5, 62.5)),
    ]
    assert result.english == Interval(0.75 * 62.5, 0.75 * 62.5)
    assert result.local == Interval(0.75 * 62.5 + 25, 0.75 * 62.5 + 25)
    assert result.unweighted == Interval(50, 50)


def test_what_could_not_be_told_widens_the_interval_and_costs_nothing():
    result = score([judgement("T-1", "met"), judgement("T-2", "could_not_tell", weight=3)], CRITERIA, WEIGHTS)

    assert result.english == Interval(25, 100)
    assert not result.english.certain
    assert result.parts[0].could_not_tell == 1


def test_a_sub_index_of_weight_zero_is_reported_apart():
    result = score(
        [judgement("T-1", "met"), judgement("E-1", "not_met"), judgement("L-1", "not_met")], CRITERIA, WEIGHTS
    )

    assert result.english == Interval(100, 100)
    assert result.unweighted == Interval(100, 100)
    assert {p.subindex: p.weight for p in result.parts} == {"TEC": 100, "EGL": 0, "LAW": 0}


def test_nothing_applicable_is_no_division_by_zero():
    result = score([judgement("T-1", "not_applicable")], CRITERIA, WEIGHTS)

    assert (result.english, result.parts) == (Interval(0, 0), ())


VERDICTS = st.sampled_from([v.value for v in Verdict])


@given(st.lists(VERDICTS, min_size=6, max_size=6))
def test_gains_are_what_meeting_a_criterion_adds(verdicts):
    judgements = [
        judgement(id_, verdict, weight=CRITERIA[id_].weight)
        for id_, verdict in zip(CRITERIA, verdicts, strict=True)
    ]
    before = score(judgements, CRITERIA, WEIGHTS)

    assert 0 <= before.english.low <= before.english.high <= 100 + 1e-9
    for id_, gain in gains(judgements, CRITERIA, before.parts).items():
        n = [j.criterion_id for j in judgements].index(id_)
        fixed = [*judgements[:n], judgement(id_, "met", weight=CRITERIA[id_].weight), *judgements[n + 1 :]]

        assert score(fixed, CRITERIA, WEIGHTS).english.low - before.english.low == pytest.approx(gain)


@given(st.lists(VERDICTS, min_size=6, max_size=6), st.sets(st.sampled_from([*CRITERIA, "of another index"])))
def test_gains_of_several_add_up_to_scoring_again(verdicts, wanted):
    judgements = [
        judgement(id_, verdict, weight=CRITERIA[id_].weight)
        for id_, verdict in zip(CRITERIA, verdicts, strict=True)
    ]
    before = score(judgements, CRITERIA, WEIGHTS)
    gain = gains(judgements, CRITERIA, before.parts)
    after = score(as_if_met(judgements, wanted), CRITERIA, WEIGHTS).english
    open_ = {j.criterion_id for j in judgements if j.english.verdict is Verdict.COULD_NOT_TELL}

    assert after.low == pytest.approx(before.english.low + sum(gain.get(id_, 0) for id_ in wanted))
    assert after.high == pytest.approx(before.english.high + sum(gain.get(id_, 0) for id_ in wanted - open_))
    assert after.low <= after.high + 1e-9
    assert after.high <= 100 + 1e-9


def test_gains_can_be_worked_out_by_hand():
    """TEC weighs 75 and has 4 points: T-2 brings 3 of them; I-1 all of IF's 25; T-1 is met, S-1 not asked."""
    judgements = [
        judgement("T-1", "met"),
        judgement("T-2", "not_met", weight=3),
        judgement("I-1", "could_not_tell"),
        judgement("S-1", "not_applicable"),
    ]
    now = score(judgements, CRITERIA, WEIGHTS)

    assert now.english == Interval(18.75, 43.75)
    assert gains(judgements, CRITERIA, now.parts) == {"T-1": 0, "T-2": 56.25, "I-1": 25}
    assert score(as_if_met(judgements, {"T-2"}), CRITERIA, WEIGHTS).english == Interval(75, 100)
    assert score(as_if_met(judgements, {"I-1"}), CRITERIA, WEIGHTS).english == Interval(43.75, 43.75)


def edition(name: str, *members, own: bool = True) -> Edition:
    return Edition.model_validate(
        {
            "edition": name,
            "version": "1",
            "title": {"vi": name, "en": name},
            "own_index": own,
            "criteria": [c.model_dump() for c in members],
        }
    )


CITY = edition("losi-2024", criterion("C-1", "IF"), criterion("C-2", "PE", weight=4), criterion("C-3", "PE"))
STATE = edition("osi-2024", *CRITERIA.values(), own=False)


def test_an_index_of_its_own_counts_every_feature_alike():
    """One met, one partly (of weight 4, which is ignored), one open: 1.5 to 2.5 of 3."""
    judgements = [
        judgement("C-1", "met"),
        judgement("C-2", "partly", weight=4),
        judgement("C-3", "could_not_tell"),
    ]
    (own,) = own_scores(judgements, [STATE, CITY])

    assert own.edition == "losi-2024"
    assert (own.english.low, own.english.high) == (pytest.approx(50), pytest.approx(100 * 2.5 / 3))
    assert [(p.subindex, p.english) for p in own.parts] == [
        ("IF", Interval(100, 100)),
        ("PE", Interval(25, 75)),
    ]
    assert sum(p.weight * p.english.low for p in own.parts) / 100 == pytest.approx(own.english.low)
    assert sum(p.weight * p.english.high for p in own.parts) / 100 == pytest.approx(own.english.high)


def test_an_index_that_asks_nothing_of_an_agency_gives_no_score():
    assert own_scores([judgement("C-1", "not_applicable"), judgement("T-1", "met")], [STATE, CITY]) == ()


def test_the_main_score_and_its_gains_do_not_see_another_index():
    alone = [judgement("T-1", "met"), judgement("T-2", "not_met", weight=3)]
    both = [*alone, judgement("C-1", "not_met"), judgement("C-2", "met", weight=4)]

    assert score(both, CRITERIA, WEIGHTS) == score(alone, CRITERIA, WEIGHTS)
    assert set(gains(both, CRITERIA, score(both, CRITERIA, WEIGHTS).parts)) == {"T-1", "T-2"}


def test_sectors_are_scored_over_the_criteria_that_count():
    criteria = {
        c.id: c
        for c in (
            criterion("H-1", "SP", sector="health"),
            criterion("H-2", "TEC", sector="health", weight=3),
            criterion("H-3", "EGL", sector="health"),
            criterion("E-1", "SP", sector="education"),
            criterion("G-1", "SP"),
        )
    }
    judgements = [
        judgement("H-1", "vietnamese_only"),
        judgement("H-2", "met", weight=3),
        judgement("H-3", "not_met"),
        judgement("E-1", "could_not_tell"),
        judgement("G-1", "not_met"),
    ]
    sectors = score(judgements, criteria, WEIGHTS).sectors

    assert [(s.subindex, s.weight, s.english, s.local) for s in sectors] == [
        ("education", 1, Interval(0, 100), Interval(0, 100)),
        ("health", 2, Interval(75, 75), Interval(100, 100)),
    ]
    assert (sectors[1].met, sectors[1].vietnamese_only, sectors[0].could_not_tell) == (1, 1, 1)


def test_the_projects_weights_are_marked_unconfirmed():
    """10/45/5/5/35: no edition has a confirmed source."""
    weights = load_weights(config_dir() / "weights.yaml")

    assert not weights.confirmed
    assert {k.value: v for k, v in weights.weights.items() if v} == {
        "IF": 10,
        "SP": 45,
        "CP": 5,
        "TEC": 5,
        "EP": 35,
    }


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ("{TEC: -1}", "greater than or equal to 0"),
        ("{TEC: 0}", "above zero"),
        ("{XX: 1}", "Input should be"),
        ("{}", "at least 1"),
    ],
)
def test_impossible_weights_are_refused_by_name(tmp_path, weights, message):
    path = tmp_path / "weights.yaml"
    path.write_text(f"name: x\nconfirmed: false\nsource: y\nweights: {weights}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=message) as caught:
        load_weights(path)

    assert caught.value.key.startswith("weights") or message == "above zero"
