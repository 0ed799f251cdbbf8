"""Good examples from agencies of the same run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.results import Confidence, Evidence, Message, Side, Verdict
from reports.agencies import Agencies
from reports.peers import Examples
from reports.render import render_run
from tests.audit.builders import criterion, judgement
from tests.audit.builders import result as made
from tests.reports import earlier, samples
from tests.reports.pages import page

ASKED = criterion("C-1")
CRITERIA = {"C-1": ASKED}


def proof(host: str, quote: str = "Organisation chart", **more) -> Evidence:
    return replace(
        Evidence(f"https://{host}.example/en/about", quote, "en", "main", "2018-06-30T01:02:03Z", clicks=1),
        **more,
    )


def agency(agency_id: str, *proofs: Evidence, kind: str = "ministry", id_: str = "C-1", **more):
    judged = judgement(id_, more.pop("verdict", "met"), **more.pop("sides", {}))
    side = Side(judged.english.verdict, Message("x"), proofs)
    judged = replace(judged, english=side, confidence=more.pop("confidence", Confidence.HIGH))
    return made(agency_id=agency_id, kind=kind, judgements=(judged,), **more)


def example(*others, asked=ASKED, criteria=CRITERIA):
    reader = agency("me", verdict="not_met")
    found = Examples([reader, *others], criteria).of(reader, asked)
    return found and (found.result.agency_id, found.evidence.url, found.same_kind)


def test_the_same_kind_comes_first_whatever_others_have():
    city = agency("city", proof("city"), kind="province")
    ministry = agency("ministry", proof("ministry", clicks=5), confidence=Confidence.MEDIUM)
    assert example(city, ministry) == ("ministry", "https://ministry.example/en/about", True)
    assert example(city) == ("city", "https://city.example/en/about", False)


def test_an_agency_is_never_its_own_example():
    best = agency("best", proof("best"))
    second = agency("second", proof("second", clicks=3))
    third = agency("third", proof("third", clicks=4))
    found = Examples([third, best, second], CRITERIA)
    assert found.of(best, ASKED).result is second
    assert found.of(second, ASKED).result is best
    assert Examples([best], CRITERIA).of(best, ASKED) is None


@pytest.mark.parametrize(
    "poor",
    [
        agency("poor", proof("poor"), confidence=Confidence.LOW),
        agency("poor", proof("poor"), verdict="partly"),
        agency("poor", proof("poor"), verdict="vietnamese_only"),
        agency("poor", proof("poor"), verdict="could_not_tell"),
        agency("poor"),
        agency("poor", proof("poor", language="vi")),
        agency("poor", proof("poor", url="javascript:alert(1)")),
        agency("poor", proof("poor"), id_="C-unknown"),
    ],
)
def test_what_is_not_surely_met_in_english_is_no_example(poor):
    assert example(poor) is None


def test_the_page_that_shows_it_best_is_chosen():
    pages = (
        proof("a", language="und"),
        proof("b", by_script=True),
        proof("c", quote=""),
        proof("d", clicks=-1),
        proof("e", clicks=2),
    )
    assert example(agency("other", *pages)) == ("other", "https://e.example/en/about", True)


def test_what_asks_for_the_same_shares_examples_but_not_across_languages():
    duty = criterion("C-2", "LAW", root="C-1", language="vietnamese")
    same = criterion("C-3", root="C-1")
    known = {**CRITERIA, "C-2": duty, "C-3": same}
    other = agency("other", proof("other"))
    assert example(other, asked=same, criteria=known) == ("other", "https://other.example/en/about", True)
    assert example(other, asked=duty, criteria=known) is None
    local = agency("local", id_="C-2")
    (judged,) = local.judgements
    quoted = replace(judged.local, verdict=Verdict.MET, evidence=(proof("local", language="vi"),))
    local = replace(local, judgements=(replace(judged, local=quoted),))
    assert example(local, asked=duty, criteria=known) == ("local", "https://local.example/en/about", True)
    assert example(local, asked=same, criteria=known) is None


def test_the_order_of_the_run_does_not_matter():
    others = [agency(f"a{n}", proof(f"a{n}")) for n in range(5)]
    assert example(*others) == example(*reversed(others))


def test_a_broken_result_gives_no_example_and_hinders_none():
    broken = replace(made(agency_id="broken"), judgements=(None,))
    assert example(broken, agency("other", proof("other")))[0] == "other"


def test_findings_show_a_peers_page_with_its_quote(tmp_path):
    told = earlier.told()
    shell = told.results[1]
    view = Agencies(told).view(shell)
    assert view.examples
    assert "shell" not in {found.result.agency_id for found in view.examples.values()}
    render_run(replace(told, results=told.results[:2]), tmp_path, locales=("vi",), agencies=("shell",))
    soup = page(tmp_path, "vi/shell")
    shown = [f for f in view.findings if f.row and f.row.criterion.id in view.examples]
    for finding in shown[:5]:
        found = view.examples[finding.row.criterion.id]
        block = soup.select_one(f"#f-{finding.finding.id}").find("dt", string="Ví dụ làm tốt").parent
        assert found.result.agency_vi in block.get_text()
        assert block.select_one("a.address")["href"] == found.evidence.url
        assert found.evidence.quote in block.get_text()
    without = [f for f in view.findings if f.row and f.row.criterion.id not in view.examples]
    assert without
    assert not soup.select_one(f"#f-{without[0].finding.id}").find("dt", string="Ví dụ làm tốt")


def test_examples_are_worked_out_once_for_the_run(monkeypatch):
    made_ = []
    monkeypatch.setattr("reports.agencies.Examples", lambda *given: made_.append(1) or Examples(*given))
    reports = Agencies(earlier.told())
    for result in samples.all_results():
        reports.view(result)
    assert made_ == [1]
