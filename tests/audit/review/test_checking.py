from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.results import Confidence, Review, Verdict
from audit.review.checking import Known, check, checked
from audit.review.sheet import Line
from crawler.errors import ReviewError
from tests.audit.builders import criterion, judgement

REVIEW = {"vi": "Gửi thư.", "en": "Send a mail."}
CRITERIA = {
    c.id: c
    for c in (
        criterion("B-1", detector="person", review=REVIEW, root="B-1"),
        criterion("L-1", detector="person", review=REVIEW, like="B-1", root="B-1"),
        criterion("N-1", language="neutral"),
        criterion("E-1", language="english"),
        criterion("V-1", language="vietnamese"),
        criterion("D-1"),
        criterion("D-2"),
        criterion("H-1"),
        criterion("X-1"),
    )
}
JUDGED = {
    **{name: judgement(name, "could_not_tell") for name in ("B-1", "N-1", "E-1", "V-1")},
    "D-1": replace(judgement("D-1", "met"), confidence=Confidence.HIGH),
    "D-2": judgement("D-2", "not_applicable"),
    "H-1": judgement("H-1", "could_not_tell", local="met"),
}
KNOWN = Known(
    agencies={"moa"},
    criteria=CRITERIA,
    judgement=lambda _agency, criterion_id: JUDGED.get(criterion_id),
    today=date(2018, 8, 1),
)


def line(criterion_id="B-1", row=2, **cells):
    base = {
        "agency_id": "moa",
        "criterion_id": criterion_id,
        "english": "met",
        "vietnamese": "Chưa đạt",
        "reviewer": "Trần Thị Bình",
        "date": "2018-07-01",
        "proof": "công văn 12/VP",
    }
    return Line(row, {**base, **cells})


def faults(*lines, known=KNOWN):
    with pytest.raises(ReviewError) as caught:
        check("f.csv", lines, known)
    return [fault.removeprefix("f.csv: ") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("met", Verdict.MET),
        ("NOT MET", Verdict.NOT_MET),
        ("Đạt", Verdict.MET),
        ("ĐẠT MỘT PHẦN", Verdict.PARTLY),
        ("chưa  đạt", Verdict.NOT_MET),
        ("Không xác định", Verdict.COULD_NOT_TELL),
    ],
)
def test_verdicts_are_read_in_both_languages(text, verdict):
    (review,) = check("f.csv", [line(english=text)], KNOWN)

    assert review.english is verdict


def test_a_sound_row_is_an_answer():
    assert check("f.csv", [line(date="1/7/2018", note="gọi lại")], KNOWN) == [
        Review(
            "B-1",
            "moa",
            Verdict.MET,
            Verdict.NOT_MET,
            "Trần Thị Bình",
            "2018-07-01",
            "công văn 12/VP",
            "gọi lại",
        )
    ]


def test_rows_without_an_answer_are_passed_over():
    empty = dict.fromkeys(("english", "vietnamese", "reviewer", "date", "proof"), "")

    assert check("f.csv", [line(**empty), line("H-1", **{**empty, "vietnamese": "—"})], KNOWN) == []


@pytest.mark.parametrize(
    ("criterion_id", "english", "vietnamese", "answers"),
    [
        ("N-1", "partly", "", (Verdict.PARTLY, Verdict.PARTLY)),
        ("N-1", "", "partly", (Verdict.PARTLY, Verdict.PARTLY)),
        ("N-1", "partly", "đạt một phần", (Verdict.PARTLY, Verdict.PARTLY)),
        ("E-1", "met", "", (Verdict.MET, Verdict.NOT_APPLICABLE)),
        ("V-1", "—", "met", (Verdict.NOT_APPLICABLE, Verdict.MET)),
        ("H-1", "met", "—", (Verdict.MET, Verdict.NOT_APPLICABLE)),
    ],
)
def test_only_the_languages_that_are_asked_are_answered(criterion_id, english, vietnamese, answers):
    (review,) = check("f.csv", [line(criterion_id, english=english, vietnamese=vietnamese)], KNOWN)

    assert (review.english, review.local) == answers


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (line(agency_id="mob"), "row 2, column “agency_id”: there is no agency 'mob'"),
        (line("Z-9"), "row 2, column “criterion_id”: there is no criterion 'Z-9' in any edition"),
        (line(english="good"), "row 2, column “english”: 'good' is no verdict: write met"),
        (line(english="vietnamese_only"), "row 2, column “english”: 'vietnamese_only' is no verdict"),
        (line(reviewer=""), "row 2, column “reviewer”: is missing"),
        (line(proof=""), "row 2, column “proof”: is missing"),
        (line(date=""), "row 2, column “date”: is missing"),
        (line(date="soon"), "row 2, column “date”: 'soon' is no date like 2018-06-30 or 30/06/2018"),
        (line(date="07/31/2018"), "row 2, column “date”: '07/31/2018' is no date"),
        (line(date="2018-08-02"), "row 2, column “date”: 02/08/2018 lies in the future"),
        (line(vietnamese=""), "row 2, column “vietnamese”: is missing: write met"),
        (line("N-1"), "row 2, column “vietnamese”: this criterion has no language: give one answer"),
        (line("E-1"), "row 2, column “vietnamese”: E-1 asks for English content only"),
        (line("V-1"), "row 2, column “english”: V-1 asks for Vietnamese content only"),
        (line("D-1"), "row 2, column “criterion_id”: needs no review, the audit decided it (met, high confidence)"),
        (line("D-2"), "row 2, column “criterion_id”: D-2 is not asked of moa"),
        (line("H-1"), "row 2, column “vietnamese”: needs no review, the audit decided it (met, medium confidence)"),
        (line("X-1"), "row 2, column “criterion_id”: was not judged in the newest result of moa"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_row_and_column(wrong, fault):
    assert faults(wrong)[0].startswith(fault)


def test_every_fault_of_every_row_is_named():
    found = faults(
        line("Z-9", reviewer="", proof=""),
        line("B-1", 3, english="?", date="2030-01-01"),
        line("N-1", 4, vietnamese=""),
        line("N-1", 5, vietnamese=""),
        line("H-1", 6, english="", proof=""),
        line("E-1", 7, english="?", vietnamese="met"),
    )

    assert [fault.partition(": ")[0] for fault in found] == [
        "row 2, column “criterion_id”",
        "row 2, column “reviewer”",
        "row 2, column “proof”",
        "row 3, column “english”",
        "row 3, column “date”",
        "row 5, column “criterion_id”",
        "row 6, column “vietnamese”",
        "row 6, column “english”",
        "row 6, column “proof”",
        "row 7, column “english”",
        "row 7, column “vietnamese”",
    ]


def test_a_question_is_answered_once():
    assert faults(line(), line(row=7)) == [
        "row 7, column “criterion_id”: this agency and criterion were answered in row 2 already"
    ]
    assert faults(line(), line("L-1", 7)) == [
        "row 7, column “criterion_id”: asks for the same as B-1 in row 2: answer it once"
    ]


def test_disputes_are_taken_when_they_are_asked_for():
    known = replace(KNOWN, disputes=True)

    (review,) = check("f.csv", [line("D-1", english="not_met", vietnamese="")], known)

    assert (review.english, review.local) == (Verdict.NOT_MET, Verdict.NOT_APPLICABLE)


def test_what_is_for_a_person_may_be_answered_before_the_first_audit():
    known = replace(KNOWN, judgement=lambda *_: None)

    assert len(check("f.csv", [line()], known)) == 1
    assert "was not judged" in faults(line("N-1", vietnamese=""), known=known)[0]


def test_what_is_too_long_is_refused():
    found = faults(line(proof="x" * 2001, note="x" * 4001, reviewer="x" * 201))

    assert [fault.partition(": ")[0] for fault in found] == [
        f"row 2, column “{column}”" for column in ("reviewer", "proof", "note")
    ]
    assert found[1].endswith("has 2001 characters, at most 2000")


def test_a_sound_answer_may_be_refused_for_a_reason_of_whoever_asks():
    known = replace(KNOWN, refusal=lambda review: ("proof", "proof_host", {"text": review.proof}))

    assert faults(line(), known=known) == [
        "row 2, column “proof”: công văn 12/VP is on no host of the agency: say in a sentence what is shown there"
    ]
    assert "is missing" in faults(line(proof=""), known=known)[0]


def test_sound_answers_come_beside_the_faults_of_others():
    reviews, found = checked([line(), line("N-1", 3, english="?", vietnamese="")], KNOWN)

    assert [review.criterion_id for review in reviews] == ["B-1"]
    assert [(fault.row, fault.column, fault.code) for fault in found] == [(3, "english", "no_verdict")]
