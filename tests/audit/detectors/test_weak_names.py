"""A weak name is enough where it is nearly the whole of a title and the structure behind it shows the thing; text alone shows none."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.detectors.one_page import asked
from tests.audit.sites import paragraphs

STEPS = "<h2>How to use it</h2><ol><li>Sign in.</li><li>Choose a service.</li><li>Fill in the form.</li><li>Pay.</li></ol>"


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Walkthrough", Verdict.MET), ("Walkthrough of the new building for the press in May", Verdict.NOT_MET)],
)
def test_a_weak_name_that_says_nothing_else_names_what_its_page_shows(label, expected):
    body = (
        STEPS
        + "<p>These steps show how to use the online services of the Ministry.</p>"
        + paragraphs("en", 2)
    )
    assert asked("OSI2024-EGL-016", label, body, language="en").verdict is expected


def test_a_weak_name_over_mere_text_stays_a_part():
    assert (
        asked("OSI2024-IF-014", "Terms of use", paragraphs("en", 6), language="en").verdict is Verdict.PARTLY
    )


REQUEST = (
    "<p>Everybody may ask the Ministry for information that it holds under the Law on Access to Information.</p>"
    "<p>Fill in the request form and write to the information unit: tt@vidu.gov.vn. We answer within ten working days.</p>"
)


def test_access_to_information_needs_the_way_to_ask():
    label = "Access to information"
    assert asked("OSI2024-IF-339", label, REQUEST + paragraphs("en", 1), language="en").verdict is Verdict.MET
    side = asked("OSI2024-IF-339", label, paragraphs("en", 6), language="en")
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "asking_some")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Call 1919 and press 5. You get a card worth 60 dollars a week.", Verdict.MET),
        ("If you live on little, you can get half of the fee back. Ring us on 0440 60 100.", Verdict.MET),
        (
            "The Ministry thinks of everybody and wishes you well, as it has done in all those years.",
            Verdict.NOT_MET,
        ),
    ],
)
def test_help_in_plain_language_tells_whom_to_call_and_what_there_is(told, expected):
    body = (
        f"<p>{told}</p>"
        + "<p>The help of the Ministry is described on this page for those who read it.</p>" * 5
    )
    side = asked("OSI2024-SP-143", "Low-income households", body, language="en", sectors=("social_welfare",))
    assert (side.verdict is Verdict.MET) is (expected is Verdict.MET)
