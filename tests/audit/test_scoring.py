import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.results import Interval, Verdict
from audit.scoring import Weights, gains, load_weights, score
from crawler.errors import ConfigError
from crawler.paths import config_dir
from tests.audit.builders import criterion, judgement

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
        ("{TEC: -1}", "not below zero"),
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

    assert caught.value.key.startswith("weights") or message in {"not below zero", "above zero"}
