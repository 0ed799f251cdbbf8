from dataclasses import replace

import pytest

from audit.confidence import confidence, of_side, signal
from audit.lexicon import load_lexicon
from audit.lexicon.sureness import Signal, load_sureness
from audit.reasons import REASONS
from audit.results import Confidence, Message, Verdict
from crawler.errors import ConfigError
from crawler.paths import config_dir
from tests.audit.builders import criterion, evidence, side

LEXICON = load_lexicon(config_dir())
PLAIN = criterion("T-1")
HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
V = Verdict


def said(verdict: Verdict, code: str = "nothing_named", *near):
    return replace(side(verdict), reason=Message(code), near_misses=near)


def family_of(confidence_class: Confidence) -> str:
    return next(name for name, f in LEXICON.families.items() if f.confidence is confidence_class)


@pytest.mark.parametrize(
    ("verdict", "code", "near", "wanted"),
    [
        (V.MET, "duties_full", (), Signal.MET),
        (V.MET, "duties_full", (evidence(),), Signal.MET),
        (V.PARTLY, "bare_link", (), Signal.PARTLY),
        (V.NOT_MET, "https_none", (evidence(),), Signal.MEASURED),
        (V.NOT_MET, "nothing_named", (), Signal.NOTHING),
        (V.NOT_MET, "nothing_named", (evidence(),), Signal.NEAR),
        (V.NOT_MET, "weak_name", (evidence(),), Signal.NEAR),
        (V.NOT_MET, "datasets_none", (), Signal.ABSENT),
        (V.COULD_NOT_TELL, "unread_blocked", (), None),
        (V.NOT_APPLICABLE, "not_applicable", (), None),
    ],
)
def test_a_verdict_rests_on_one_signal(verdict, code, near, wanted):
    assert signal(said(verdict, code, *near), LEXICON.sureness) is wanted


def test_what_was_seen_is_surer_than_what_was_not_found_and_that_than_what_came_near():
    seen = of_side(said(V.MET, "duties_full"), PLAIN, LEXICON)
    nothing = of_side(said(V.NOT_MET), PLAIN, LEXICON)
    near = of_side(said(V.NOT_MET, "nothing_named", evidence()), PLAIN, LEXICON)

    assert (seen, nothing, near) == (HIGH, MEDIUM, LOW)


def test_a_family_that_is_hard_to_tell_is_never_high():
    hard = criterion("T-2", params={"family": family_of(LOW)})
    easy = criterion("T-3", params={"family": family_of(HIGH)})

    assert of_side(said(V.MET, "duties_full"), hard, LEXICON) is MEDIUM
    assert of_side(said(V.MET, "duties_full"), easy, LEXICON) is HIGH


def test_a_reason_can_say_more_than_its_signal():
    assert of_side(said(V.NOT_MET, "broken_link", evidence()), PLAIN, LEXICON) is MEDIUM
    assert of_side(said(V.NOT_MET, "language_none"), PLAIN, LEXICON) is LOW


def test_not_met_is_as_sure_as_its_weaker_side_and_met_as_its_english_one():
    near, nothing, seen = (
        said(V.NOT_MET, "weak_name", evidence()),
        said(V.NOT_MET),
        said(V.MET, "duties_full"),
    )

    assert confidence(nothing, near, PLAIN, LEXICON) is LOW
    assert confidence(nothing, seen, PLAIN, LEXICON) is MEDIUM
    assert confidence(seen, near, PLAIN, LEXICON) is HIGH


def test_a_side_that_could_not_be_told_says_nothing_about_the_other():
    untold = said(V.COULD_NOT_TELL, "unread_blocked")

    assert confidence(said(V.NOT_MET), untold, PLAIN, LEXICON) is MEDIUM
    assert confidence(untold, untold, PLAIN, LEXICON, doubts=2) is MEDIUM


def test_doubts_about_the_whole_portal_take_classes_off_down_to_low():
    seen = said(V.MET, "duties_full")

    assert [confidence(seen, seen, PLAIN, LEXICON, doubts=n) for n in range(4)] == [HIGH, MEDIUM, LOW, LOW]


def test_every_code_that_the_file_names_is_a_reason():
    named = LEXICON.sureness.measured | set(LEXICON.sureness.codes)
    assert named <= set(REASONS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "signals: {met: high}\nmeasured: []\ncodes: {}\nenough_pages: 9\nfamilies: {high: high, medium: high, low: low}",
            "lacks",
        ),
        ("signals: {met: sure}\nmeasured: []\ncodes: {}\nfamilies: {}", "Input should be"),
    ],
)
def test_a_file_that_leaves_a_signal_open_is_refused(tmp_path, text, message):
    path = tmp_path / "confidence.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load_sureness(path)
