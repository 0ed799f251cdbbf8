from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from audit import engine
from audit.criteria.detectors import DETECTORS as NAMES
from audit.engine import combine, judge
from audit.reasons import REASONS
from audit.results import Confidence, Message, Side, Verdict
from crawler.registry import Kind
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual
from tests.audit.sites import HOST, criteria, lexicon, page, paragraphs, site, verdict, verdicts

DETECTORS = Path(__file__).parents[2] / "audit"


def side(value):
    return Side(value, Message("nothing_named"))


@pytest.mark.parametrize(
    ("english", "local", "verdict"),
    [
        (Verdict.MET, Verdict.NOT_MET, Verdict.MET),
        (Verdict.PARTLY, Verdict.MET, Verdict.PARTLY),
        (Verdict.NOT_MET, Verdict.MET, Verdict.VIETNAMESE_ONLY),
        (Verdict.NOT_MET, Verdict.PARTLY, Verdict.VIETNAMESE_ONLY),
        (Verdict.NOT_MET, Verdict.NOT_MET, Verdict.NOT_MET),
        (Verdict.NOT_MET, Verdict.COULD_NOT_TELL, Verdict.NOT_MET),
        (Verdict.COULD_NOT_TELL, Verdict.MET, Verdict.COULD_NOT_TELL),
    ],
)
def test_english_leads_and_vietnamese_fills_in(english, local, verdict):
    assert combine(side(english), side(local)) is verdict


def test_criteria_may_name_the_detectors_that_there_are():
    assert set(engine.DETECTORS) == NAMES


@pytest.mark.parametrize("kind", Kind)
def test_every_criterion_is_judged_once_in_order_with_a_known_reason(kind):
    view = site(bilingual(), kind=kind.value, sectors=("health", "labour"))
    found = judge(view, tuple(criteria().values()), lexicon(), view.day)
    assert [j.criterion_id for j in found] == list(criteria())
    for judgement in found:
        for one in (judgement.english, judgement.local):
            assert one.reason.code in REASONS
            assert REASONS[one.reason.code] % one.reason.params


def test_points_are_full_half_or_none():
    found = verdicts(site(bilingual()))
    values = {Verdict.MET: 1.0, Verdict.PARTLY: 0.5}
    for judgement in found.values():
        assert judgement.points == values.get(judgement.english.verdict, 0.0) * judgement.weight
        assert judgement.local_points == values.get(judgement.local.verdict, 0.0) * judgement.weight


def test_sector_features_are_asked_of_their_sector_only():
    health = verdicts(site(bilingual(), sectors=("health",)), "OSI2024-IF-091", "OSI2024-IF-104")
    assert health["OSI2024-IF-091"].verdict is not Verdict.NOT_APPLICABLE
    assert health["OSI2024-IF-104"].verdict is Verdict.NOT_APPLICABLE
    labour = verdict(site(bilingual(), sectors=("labour",)), "OSI2024-IF-120")
    assert labour.verdict is not Verdict.NOT_APPLICABLE


def test_legal_duties_are_not_asked_of_national_portals():
    assert verdict(site(bilingual(), kind="national_portal"), "VN-D43-13-a").verdict is Verdict.NOT_APPLICABLE
    assert verdict(site(bilingual(), kind="province"), "VN-D43-13-a").verdict is Verdict.MET


def test_a_blocked_portal_is_never_not_met():
    view = site({}, outcomes=(PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.FORBIDDEN),))
    found = verdicts(view)
    asked = {j.verdict for j in found.values()} - {Verdict.NOT_APPLICABLE}
    assert asked == {Verdict.COULD_NOT_TELL}


def test_not_met_says_where_we_looked():
    judged = verdict(site(bilingual()), "OSI2024-EP-323")
    assert judged.verdict is Verdict.NOT_MET
    assert judged.english.looked.pages > 5
    assert "e-petition" in judged.english.looked.terms
    assert judged.english.looked.places


def test_evidence_points_into_the_snapshot():
    evidence = verdict(site(bilingual()), "VN-D43-13-k").english.evidence[0]
    assert evidence.url == f"{HOST}/en/about/directory/"
    assert evidence.quote.startswith("Nguyen Van An")
    assert len(evidence.quote.split()) <= 41
    assert evidence.language == "en"
    assert evidence.record == "crawl-00000.warc.gz:17"
    assert evidence.fetched_at
    assert evidence.clicks == 3


def test_confidence_falls_a_class_on_a_portal_for_officials():
    pages = bilingual()
    text = "<p>Departments should ask your service manager. Guidance for agencies and civil servants follows here.</p>"
    for n in range(60):
        pages[f"/en/manual/{n}/"] = page("en", f"Chapter {n}", text * (n + 2))
    assert verdict(site(bilingual()), "OSI2024-TEC-008").confidence is Confidence.HIGH
    assert verdict(site(pages), "OSI2024-TEC-008").confidence is Confidence.MEDIUM


def test_not_met_is_less_sure_after_a_crawl_that_was_cut_short_early():
    """Nothing on the site is about procurement: medium when the whole site was read."""
    whole, short = site(bilingual()), site(bilingual())
    short.stop_reason = "budget_time"
    asked = {name: verdict(view, "OSI2024-CP-028") for name, view in {"whole": whole, "short": short}.items()}

    assert asked["whole"].english.reason.code == "nothing_named"
    assert {name: j.confidence for name, j in asked.items()} == {
        "whole": Confidence.MEDIUM,
        "short": Confidence.LOW,
    }
    assert verdict(short, "OSI2024-TEC-008").confidence is Confidence.HIGH


def test_a_view_for_another_day_is_refused():
    view = site(bilingual())
    with pytest.raises(ValueError, match="another lexicon or day"):
        judge(view, (), lexicon(), date(2000, 1, 1))


def test_every_code_in_the_detectors_has_a_sentence():
    """Codes are literals in the detectors; those put together at run time are covered by the checks' names."""
    pattern = re.compile(r'(?:met|partly|not_met|answer)\(\s*case,\s*(?:Verdict\.\w+,\s*)?"([a-z_]+)"')
    sources = [*DETECTORS.glob("detectors/**/*.py")]
    codes = {code for path in sources for code in pattern.findall(path.read_text(encoding="utf-8"))}
    assert len(codes) > 40
    assert codes <= set(REASONS)


def test_checks_that_families_use_have_sentences_for_full_and_some():
    from audit.detectors.checks import CHECKS

    for name in CHECKS:
        assert f"{name}_full" in REASONS
        assert f"{name}_some" in REASONS


def test_a_dead_link_is_no_evidence():
    pages = bilingual()
    pages["/en/"] = pages["/en/"].replace("</footer>", '<a href="/en/privacy/">Privacy policy</a></footer>')
    dead = (PageRecord(f"{HOST}/en/privacy/", FetchStatus.NOT_FOUND),)
    judged = verdict(site(pages, dead=dead), "OSI2024-IF-014")
    assert judged.english.verdict is Verdict.NOT_MET
    assert judged.english.reason.code == "broken_link"


def test_reading_is_not_changed_by_a_second_judgement():
    view = site(bilingual())
    assert verdicts(view) == verdicts(view)
    assert paragraphs("en", 1)


def test_criteria_that_ask_the_same_are_decided_once(monkeypatch):
    asked = []
    named = engine.DETECTORS["named"]
    monkeypatch.setitem(engine.DETECTORS, "named", lambda case: asked.append(case) or named(case))
    first = next(c for c in criteria().values() if c.detector == "named" and c.language == "both")
    twin = first.model_copy(update={"id": "X-TWIN", "weight": 3.0})
    other = first.model_copy(update={"id": "X-OTHER", "params": {**first.params, "family": "news"}})
    view = site(bilingual())
    found = judge(view, (first, twin, other), lexicon(), view.day)
    assert len(asked) == 4
    assert found[1].english is found[0].english
    assert found[1].weight == 3.0
    assert found[2].english is not found[0].english
