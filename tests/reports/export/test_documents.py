"""The JSON documents and their schemas."""

from __future__ import annotations

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from reports.export.schema import FOLDER, SCHEMAS
from tests.reports.export import full

AGENCIES = [result.agency_id for result in full.told().results]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document(written, name: str = "shell", locale: str = "vi") -> dict:
    return json.loads((written / locale / f"{name}.json").read_text(encoding="utf-8"))


def faults(name: str, found: dict) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in validator(name).iter_errors(found)]


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("agency_id", AGENCIES)
def test_every_agency_keeps_to_the_published_schema(written, agency_id, locale):
    assert faults("agency-report-1.json", document(written, agency_id, locale)) == []


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_overview_keeps_to_its_schema(written, locale):
    assert faults("overview-1.json", document(written, "overview", locale)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(more=1), "'more' was unexpected"),
        (lambda d: d["findings"][0].update(more=1), "'more' was unexpected"),
        (lambda d: d["criteria"][0]["evidence"].append({}), "is a required property"),
        (lambda d: d["criteria"][0].update(verdict="perhaps"), "is not one of"),
        (lambda d: d["score"].update(english_low="12"), "is not of type 'number'"),
        (lambda d: d["services"]["items"][0].pop("service_id"), "is not valid under any"),
        (lambda d: d.update(version="2.0"), "does not match"),
        (lambda d: d.update(format="osi-audit/overview"), "was expected"),
    ],
)
def test_the_schema_is_strict(written, change, said):
    found = copy.deepcopy(document(written))
    change(found)

    assert any(said in fault for fault in faults("agency-report-1.json", found))


def test_every_object_of_the_schemas_names_all_it_may_hold():
    def objects(part):
        if isinstance(part, dict):
            if part.get("type") == "object" and "properties" in part:
                yield part
            for value in part.values():
                yield from objects(value)

    for name in SCHEMAS:
        found = list(objects(json.loads((FOLDER / name).read_text(encoding="utf-8"))))
        assert found
        assert all(o["additionalProperties"] is False for o in found)
        assert all(sorted(o["required"]) == sorted(o["properties"]) for o in found)
        assert all("description" in p for o in found for p in o["properties"].values())


def test_the_document_says_what_the_result_says(written):
    result = full.full_agency()
    found = document(written)

    assert found["score"]["english_low"] == pytest.approx(result.score.english.low, abs=1e-4)
    assert {c["criterion_id"]: c["verdict"] for c in found["criteria"]} == {
        j.criterion_id: str(j.verdict) for j in result.judgements
    }
    assert [s["service_id"] for s in found["services"]["items"]] == [s.id for s in full.SERVICES]
    first, second = found["services"]["items"]
    assert (first["clicks"], second["clicks"], second["checked"]) == (2, None, None)
    assert (first["foreigners"], second["foreigners"]) == (True, None)
    assert [p["url"] for p in found["pairs"]] == [p.url for p in full.PAIRS]
    assert found["history"][0]["run_id"] == "20180331T070000Z"
    assert found["coverage"]["found"] == sum(s["count"] for s in found["coverage"]["statuses"])
    assert found["findings"][0]["missing"] != document(written, locale="en")["findings"][0]["missing"]


def test_what_hides_stands_as_an_escape_and_the_data_stay_the_same(written):
    text = (written / "vi" / "hostile.json").read_text(encoding="utf-8")

    assert not any(char in text for char in "\u202e\u2066\ufeff\x07")
    assert any("\u202e" in (item["quote"]) for c in json.loads(text)["criteria"] for item in c["evidence"])


def test_the_overview_has_every_verdict_and_who_has_none(written):
    found = document(written, "overview")

    told = full.told()
    judged = {(r.agency_id, j.criterion_id): str(j.verdict) for r in told.results for j in r.judgements}
    assert {
        (agency, row["criterion_id"]): verdict
        for row in found["matrix"]
        for agency, verdict in row["verdicts"].items()
    } == judged
    assert found["without_result"] == [{"agency_id": "lost", "why": "the snapshot is damaged"}]
    assert [row["finding_count"] for row in found["agency_rows"]] == [len(r.findings) for r in told.results]
