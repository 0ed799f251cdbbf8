from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.engine import with_reviews
from audit.results import Confidence, Review, Verdict
from audit.review.answers import Need, by_question, contradicting, differing, holding, need, open_languages
from tests.audit.builders import criterion, evidence, judgement
from tests.audit.sites import lexicon

MET, PARTLY, NOT_MET = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET
UNTOLD, NOT_ASKED = Verdict.COULD_NOT_TELL, Verdict.NOT_APPLICABLE
BOTH = criterion("T-1")
PERSON = criterion("T-2", detector="person", review={"vi": "Gửi thư.", "en": "Send a mail."})


def answer(english=MET, local=NOT_MET, criterion_id="T-1", on="2018-07-01"):
    return Review(criterion_id, "moa", english, local, "Trần Thị Bình", on, "công văn 12/VP")


def reviewed(judged, review, asked=BOTH):
    return with_reviews([judged], [asked], [review])[0]


def low(judged):
    return replace(judged, confidence=Confidence.LOW)


def test_what_could_not_be_told_follows_the_person_and_keeps_what_the_audit_said():
    judged = judgement("T-1", "could_not_tell", weight=2.0)
    after = reviewed(judged, answer())

    assert (after.verdict, after.english.verdict, after.local.verdict) == (MET, MET, NOT_MET)
    assert (after.points, after.local_points) == (2.0, 0.0)
    assert after.review == answer()
    assert after.audited == (judged.english, judged.local)
    assert after.english.reason.code == "reviewed"
    assert after.english.reason.params["date"] == "01/07/2018"


def test_only_the_open_language_follows():
    judged = judgement("T-1", "could_not_tell", local="partly")
    after = reviewed(judged, answer(NOT_MET, MET))

    assert (after.english.verdict, after.local.verdict) == (NOT_MET, PARTLY)
    assert after.verdict is Verdict.VIETNAMESE_ONLY
    assert differing(judged, BOTH, answer(NOT_MET, MET)) == ("vi",)


@pytest.mark.parametrize("confidence", [Confidence.MEDIUM, Confidence.HIGH])
@pytest.mark.parametrize("verdict", ["met", "partly", "not_met"])
def test_what_the_audit_decided_surely_is_not_overridden(verdict, confidence):
    judged = replace(judgement("T-1", verdict), confidence=confidence)

    assert reviewed(judged, answer(MET, MET)) == judged
    assert reviewed(judged, answer(NOT_MET, NOT_MET)) == judged


def test_low_confidence_follows_and_evidence_becomes_a_lead():
    judged = low(judgement("T-1", "met", proofs=(evidence(),)))
    after = reviewed(judged, answer(NOT_MET, NOT_MET))

    assert after.verdict is NOT_MET
    assert after.english.evidence == ()
    assert after.english.near_misses == (evidence(),)


def test_a_person_who_cannot_tell_either_changes_nothing():
    judged = low(judgement("T-1", "met"))

    assert reviewed(judged, answer(UNTOLD, UNTOLD)) == judged


def test_an_answer_that_is_gone_gives_the_audits_verdict_back():
    judged = judgement("T-1", "could_not_tell")
    after = reviewed(judged, answer())

    assert with_reviews([after], [BOTH], []) == (judged,)
    assert reviewed(after, answer(PARTLY, MET)).audited == (judged.english, judged.local)


@pytest.mark.parametrize(
    ("language", "given", "sides"),
    [
        ("neutral", answer(PARTLY, PARTLY), (PARTLY, PARTLY)),
        ("english", answer(MET, NOT_ASKED), (MET, UNTOLD)),
        ("vietnamese", answer(NOT_ASKED, MET), (MET, MET)),
    ],
)
def test_a_criterion_of_one_language_has_one_answer(language, given, sides):
    after = reviewed(judgement("T-1", "could_not_tell"), given, criterion("T-1", language=language))

    assert (after.english.verdict, after.local.verdict) == sides


def test_what_is_not_asked_of_an_agency_stays_so():
    judged = judgement("T-1", "not_applicable")

    assert reviewed(judged, answer()) == judged
    assert need(judged, BOTH) is None


@pytest.mark.parametrize(
    ("judged", "asked", "why"),
    [
        (judgement("T-2", "could_not_tell"), PERSON, Need.FOR_PERSON),
        (judgement("T-1", "could_not_tell"), BOTH, Need.COULD_NOT_TELL),
        (judgement("T-1", "met", local="could_not_tell"), BOTH, Need.COULD_NOT_TELL),
        (low(judgement("T-1", "not_met")), BOTH, Need.LOW_CONFIDENCE),
        (judgement("T-1", "not_met"), BOTH, None),
        (judgement("T-1", "met", local="could_not_tell"), criterion("T-1", language="english"), None),
    ],
)
def test_why_a_person_is_asked(judged, asked, why):
    assert need(judged, asked) is why


def test_a_reviewed_criterion_is_still_one_that_a_person_decides():
    after = reviewed(judgement("T-1", "could_not_tell"), answer())

    assert open_languages(after, BOTH) == ("en", "vi")


def test_criteria_that_ask_for_the_same_share_an_answer():
    twin = criterion("L-9", "PE", like="T-1", root="T-1")
    root = criterion("T-1", root="T-1")
    other = criterion("X-1", params={"family": "contact"}, root="T-1")
    judged = [judgement(name, "could_not_tell") for name in ("T-1", "L-9", "X-1")]

    after = with_reviews(judged, [root, twin, other], [answer()])

    assert [j.verdict for j in after] == [MET, MET, UNTOLD]


def test_of_answers_to_the_same_question_the_newest_counts():
    twin = criterion("L-9", "PE", like="T-1", root="T-1")
    criteria = {"T-1": criterion("T-1", root="T-1"), "L-9": twin}
    newer = answer(NOT_MET, NOT_MET, "L-9", "2018-08-01")

    assert list(by_question([newer, answer()], criteria).values()) == [newer]


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        (["2018-07-01"], "2018-07-01"),
        (["2017-07-01", "2018-07-01"], "2018-07-01"),
        (["2018-06-01", "2019-06-30"], "2018-06-01"),
        (["2017-06-29"], None),
        (["2018-09-28"], "2018-09-28"),
        (["2018-09-29"], None),
    ],
)
def test_an_answer_tells_of_snapshots_near_it(days, stands):
    given = [answer(on=day) for day in days]
    found = holding(given, date(2018, 6, 30), lexicon().thresholds)

    assert [r.reviewed_on for r in found] == ([stands] if stands else [])


def by(name, english, on="2018-07-01", local=NOT_MET):
    return replace(answer(english, local, on=on), reviewer=name)


def test_two_persons_who_say_otherwise_contradict_each_other():
    first, mine = by("An", MET), by("Bình", NOT_MET, "2018-07-02")

    assert contradicting([first, mine], mine) == (first,)
    # Who comes round, agrees, could not tell, or was not asked in that language contradicts nobody.
    for other in (by("An", NOT_MET), by("An", UNTOLD), by("An", NOT_ASKED)):
        assert contradicting([first, other, mine], mine) == ()
    assert contradicting([by("Bình", MET), mine], mine) == ()
    assert contradicting([by("An", NOT_MET, local=MET), mine], mine) != ()
