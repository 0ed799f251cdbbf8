"""The message to a webhook keeps to its published schema, whatever there is to tell."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from reports.export.schema import FOLDER
from reports.webhook import bulletin_body
from tests.reports.bulletins import bulletin, names, titles

SCHEMA = Draft202012Validator(json.loads((FOLDER / "notice-1.json").read_text(encoding="utf-8")))
ALL = {"regressed": 2, "new": 3, "fixed": 2, "gone": 1}


def body(told, most=100):
    return bulletin_body(told, titles, names, message_id="msg_1", most=most)


def message(told, most=100):
    read = json.loads(body(told, most))
    SCHEMA.validate(read)
    return read


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("link", ["", "https://audit.example/r"])
def test_it_keeps_to_the_schema(first, link):
    data = message(bulletin(ALL, link=link, first=first))["data"]
    assert data["changed"] == ALL
    assert (data["score_before"] is None) == first
    assert data["before_run_id"] == ("" if first else "20180331T070000Z")
    assert data["report_en"] == ("https://audit.example/r/en/moa.html" if link else "")


def test_a_change_says_from_where_to_where_and_leads_to_its_place():
    changes = message(bulletin(ALL, link="https://audit.example/r/"))["data"]["changes"]
    told = {c["change"]: (c["state_before"], c["state_now"], c["link_vi"].partition("#")[2]) for c in changes}
    assert told == {
        "regressed": ("fixed", "regressed", f"f-{1:016x}"),
        "new": ("", "new", f"f-{4:016x}"),
        "fixed": ("open", "fixed", ""),
        "gone": ("regressed", "gone", ""),
    }
    assert {c["criterion_id"] for c in changes} == {f"T-{n}" for n in range(8)}


def test_what_is_mended_is_called_by_its_name_and_a_score_of_what_was_not_read_is_null():
    data = message(bulletin({"fixed": 1}, readable=False))["data"]
    assert (data["changes"][0]["title_vi"], data["changes"][0]["title_en"]) == ("Tên T-0", "Name T-0")
    assert data["score_now"] is None
    assert data["score_before"]["english_low"] == 38.0


def test_it_names_no_more_than_it_may_and_counts_all():
    data = message(bulletin({"regressed": 1, "new": 2700}), most=100)["data"]
    assert data["changed"]["new"] == 2700
    assert len(data["changes"]) == 100
    assert data["changes"][0]["change"] == "regressed"
    assert len(body(bulletin({"new": 2700}))) < 64_000


def test_the_same_run_gives_the_same_bytes():
    assert body(bulletin(ALL), 5) == body(bulletin(ALL), 5)


def test_crawled_text_hides_nothing():
    data = message(bulletin({"new": 1}))["data"]
    assert "\u202e" not in data["changes"][0]["title_vi"]
    assert "[U+202E]" in data["changes"][0]["title_vi"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda m: m.update(extra=1),
        lambda m: m["data"].pop("changes"),
        lambda m: m["data"]["changes"][0].update(change="mended"),
        lambda m: m.update(format="osi-audit/overview"),
        lambda m: m.update(version="2.0"),
    ],
)
def test_the_schema_is_strict(broken):
    read = message(bulletin())
    broken(read)
    assert not SCHEMA.is_valid(read)
