"""Why a run is provisional, said to readers in their language."""

from __future__ import annotations

from audit.guard import Alarm, Jump
from crawler.registry import Names
from reports.held import MOST_NAMED, why_held
from reports.i18n import Speech
from reports.run import RunInfo

BO = {"bo": Names(vi="Bộ Thử", en="Ministry of Trial")}
NOTE = (
    "1 of 5 agencies differ too much from the last good run: bo: could be read before, and cannot be read now"
)


def test_each_language_has_its_own_words():
    run = RunInfo("r", provisional=NOTE, alarms=(Alarm("bo", Jump.UNREADABLE, 40, 0),), agencies=5, names=BO)
    assert why_held(run, Speech("en")) == (
        "1 of 5 agencies differ too much from the last good run: Ministry of Trial (could be read before, and cannot be read now)."
    )
    vietnamese = why_held(run, Speech("vi"))
    assert vietnamese.startswith("1/5 cơ quan")
    assert "Bộ Thử" in vietnamese
    assert "agencies" not in vietnamese


def test_numbers_tell_how_far_it_jumped():
    alarms = (Alarm("bo", Jump.FEWER_PAGES, 1200, 30), Alarm("so", Jump.VERDICTS, 90, 40))
    run = RunInfo("r", provisional=NOTE, alarms=alarms, agencies=10, names=BO)
    said = why_held(run, Speech("vi"))
    assert "30 trang, đợt trước 1.200 trang" in said
    assert "so (40/90 kết quả đã khác)" in said


def test_of_many_agencies_the_first_are_named():
    alarms = tuple(Alarm(f"a{number}", Jump.UNREADABLE, 9, 0) for number in range(MOST_NAMED + 2))
    said = why_held(RunInfo("r", provisional=NOTE, alarms=alarms, agencies=9), Speech("en"))
    assert f"a{MOST_NAMED - 1} (" in said
    assert f"a{MOST_NAMED} (" not in said
    assert "and 2 more agencies" in said


def test_what_an_operator_wrote_is_told_as_it_is():
    assert why_held(RunInfo("r", provisional="the network was down"), Speech("vi")) == "the network was down"


def test_a_run_that_is_done_is_not_held():
    alarms = (Alarm("bo", Jump.UNREADABLE, 40, 0),)
    assert why_held(RunInfo("r", alarms=alarms, agencies=5, names=BO), Speech("en")) == ""
