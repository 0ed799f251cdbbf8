"""What an assessor would find of each item over all portals of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from audit.criteria.model import Language
from audit.results import AgencyResult, Interval
from crawler.registry import Kind
from reports.un import Found, has_items, un_view
from tests.reports import samples
from tests.reports.samples import V

ITEM = "OSI2024-IF-091"  # health policy: asked of the sector's agencies and of national portals, on any government site
PORTAL_ITEM = "OSI2024-IF-010"  # organisation chart: asked of all, looked for on the national portal


def agency(agency_id: str, english: V, local: V, kind=Kind.MINISTRY, sectors=("health",)) -> AgencyResult:
    names = (f"Cơ quan {agency_id}", f"Agency {agency_id}")
    return samples.result(agency_id, names, kind, lambda _: (english, local), sectors=sectors)


def national(english: V, local: V) -> AgencyResult:
    return agency("portal", english, local, Kind.NATIONAL_PORTAL, ("all",))


def view(*results: AgencyResult):
    return un_view(results, samples.rules())


def item(id_: str, *results: AgencyResult):
    index = un_view(results, samples.rules()).indices[0]
    return next(item for item in index.all.items if item.criterion.id == id_)


@pytest.mark.parametrize(
    ("verdicts", "found", "partly"),
    [
        ([(V.MET, V.MET)], Found.ENGLISH, False),
        ([(V.NOT_MET, V.NOT_MET), (V.MET, V.NOT_MET)], Found.ENGLISH, False),
        ([(V.NOT_MET, V.MET)], Found.VIETNAMESE, False),
        ([(V.PARTLY, V.MET)], Found.VIETNAMESE, True),
        ([(V.NOT_MET, V.MET), (V.PARTLY, V.NOT_MET)], Found.VIETNAMESE, True),
        ([(V.NOT_MET, V.PARTLY)], Found.NOT_FOUND, True),
        ([(V.NOT_MET, V.NOT_MET)], Found.NOT_FOUND, False),
        ([(V.COULD_NOT_TELL, V.NOT_MET)], Found.UNKNOWN, False),
        ([(V.NOT_MET, V.NOT_MET), (V.COULD_NOT_TELL, V.COULD_NOT_TELL)], Found.UNKNOWN, False),
        ([(V.COULD_NOT_TELL, V.COULD_NOT_TELL), (V.NOT_MET, V.PARTLY)], Found.UNKNOWN, True),
        ([(V.COULD_NOT_TELL, V.COULD_NOT_TELL), (V.NOT_MET, V.MET)], Found.VIETNAMESE, False),
    ],
)
def test_an_item_counts_once_wherever_it_is_found(verdicts, found, partly):
    results = [agency(f"m{number}", *pair) for number, pair in enumerate(verdicts)]

    seen = item(ITEM, *results)
    assert (seen.found, seen.partly) == (found, partly)


def test_it_is_not_found_only_where_those_in_charge_could_be_read():
    ministry = agency("health", V.COULD_NOT_TELL, V.COULD_NOT_TELL)
    other = agency("education", V.NOT_MET, V.NOT_MET, sectors=("education",))

    assert item(ITEM, ministry, other).untold == (ministry,)
    assert item(ITEM, ministry, other).found is Found.UNKNOWN
    assert item(ITEM, other).absent
    assert item(ITEM, other).found is Found.UNKNOWN


def test_what_the_un_looks_for_on_the_national_portal_hangs_on_that():
    ministry = agency("health", V.NOT_MET, V.NOT_MET)

    assert item(PORTAL_ITEM, ministry, national(V.NOT_MET, V.NOT_MET)).found is Found.NOT_FOUND
    assert item(PORTAL_ITEM, ministry, national(V.COULD_NOT_TELL, V.NOT_MET)).found is Found.UNKNOWN
    assert item(PORTAL_ITEM, ministry).found is Found.UNKNOWN
    assert item(PORTAL_ITEM, agency("blocked", V.COULD_NOT_TELL, V.COULD_NOT_TELL), national(V.NOT_MET, V.NOT_MET)).found is Found.NOT_FOUND  # fmt: skip


def test_the_best_evidence_is_the_national_portals_where_the_un_looks_there():
    ministry, portal = agency("health", V.MET, V.MET), national(V.MET, V.MET)

    shown = item(PORTAL_ITEM, ministry, portal).shown
    assert (shown.result, shown.language, shown.near) == (portal, "en", False)
    assert shown.evidence.quote.startswith("The Ministry")
    assert shown.way.start is portal
    assert item(ITEM, portal, ministry).shown.result is ministry


@pytest.mark.parametrize(
    ("portal", "elsewhere"),
    [((V.MET, V.MET), False), ((V.NOT_MET, V.MET), True), ((V.NOT_MET, V.NOT_MET), True)],
)
def test_what_agencies_have_but_not_the_national_portal_is_marked(portal, elsewhere):
    ministry = agency("health", V.MET, V.MET)

    assert item(PORTAL_ITEM, ministry, national(*portal)).elsewhere is elsewhere
    assert item(PORTAL_ITEM, ministry).elsewhere
    assert not item(ITEM, ministry, national(*portal)).elsewhere
    assert not item(PORTAL_ITEM, national(V.NOT_MET, V.NOT_MET)).elsewhere


def test_of_what_is_in_vietnamese_only_the_vietnamese_page_is_shown():
    shown = item(ITEM, agency("health", V.PARTLY, V.MET)).shown

    assert (shown.language, shown.evidence.language) == ("vi", "vi")


def test_of_what_is_not_found_what_came_nearest_is_shown():
    part = item(ITEM, agency("health", V.NOT_MET, V.PARTLY)).shown
    near = item(ITEM, agency("health", V.NOT_MET, V.NOT_MET)).shown

    assert (part.near, part.side.verdict) == (False, V.PARTLY)
    assert (near.near, near.evidence.quote) == (True, "Đang cập nhật")


def test_what_has_no_language_is_found_for_every_reader():
    index = un_view([agency("health", V.MET, V.MET), national(V.MET, V.MET)], samples.rules()).indices[0]

    neutral = [item for item in index.all.items if item.criterion.language is Language.NEUTRAL]
    assert neutral
    for item_ in neutral:
        if item_.found is Found.ENGLISH:
            assert item_.shown.language == ""
    assert Counter(item_.found for item_ in neutral)[Found.VIETNAMESE] == 0


def test_every_item_of_the_list_has_one_outcome_and_sums_agree():
    index = view(*samples.all_results()).indices[0]

    assert index.edition.edition == "osi-2024"
    assert len(index.all.items) == 183
    assert len(index.counted.items) == 165  # without the 18 of e-government literacy
    for found in Found:
        assert index.all.count(found) == sum(part.count(found) for part in index.parts)
    assert sum(index.all.count(found) for found in Found) == 183


def test_a_reader_of_vietnamese_finds_what_a_reader_of_english_finds_and_more():
    part = view(*samples.all_results()).indices[0].counted

    unknown = part.count(Found.UNKNOWN)
    assert part.in_english == Interval(part.count(Found.ENGLISH), part.count(Found.ENGLISH) + unknown)
    assert part.in_either.low == part.in_english.low + part.count(Found.VIETNAMESE)
    assert part.in_either.high - part.in_either.low == unknown


def test_an_index_of_its_own_stands_apart_and_last():
    indices = view(*samples.all_results()).indices

    assert [index.edition.edition for index in indices] == ["osi-2024", "sample-more", "sample-city"]
    assert {item.criterion.id for item in indices[-1].counted.items} == {"CITY-1", "CITY-2", "CITY-3"}


def test_no_duty_of_national_law_is_an_item():
    ids = {
        item.criterion.subindex for index in view(*samples.all_results()).indices for item in index.all.items
    }

    assert ids.isdisjoint({"LAW", "DATA"})


def test_a_run_judged_by_national_duties_alone_has_no_such_page():
    rules = samples.rules()
    law = replace(rules, editions=tuple(e for e in rules.editions if e.edition == "vn-law"))

    assert has_items(rules)
    assert not has_items(law)
    assert un_view(samples.all_results(), law).indices == ()


def test_nearest_is_what_is_there_in_part_then_what_came_near_once_each():
    def plan(criterion):
        return (V.NOT_MET, V.PARTLY) if criterion.effort == 1 else (V.NOT_MET, V.NOT_MET)

    names = ("Bộ", "Ministry")
    ministry = samples.result("health", names, Kind.MINISTRY, plan, sectors=("health",))
    (index, *_) = un_view([ministry, national(V.NOT_MET, V.NOT_MET)], samples.rules()).indices

    assert len(index.nearest) == 10
    parts = [item.partly for item in index.nearest]
    assert parts == sorted(parts, reverse=True)
    roots = [item.criterion.root or item.criterion.id for item in index.nearest]
    assert len(set(roots)) == 10
    assert all(item.found is Found.NOT_FOUND for item in index.nearest if not item.partly)


def test_a_run_without_any_agency_of_the_list_could_not_tell():
    index = un_view([], samples.rules()).indices[0]

    assert index.all.count(Found.UNKNOWN) == 183
    assert index.nearest == ()


def test_a_persons_answer_counts_as_evidence_of_its_own():
    good = samples.good_ministry()
    mail = next(item for item in view(good).indices[1].all.items if item.criterion.id == samples.MAIL)

    assert mail.found is Found.ENGLISH
    assert mail.shown.judgement.review.proof == "https://good.gov.example/tra-loi"


def test_an_agency_without_that_judgement_is_not_asked():
    ministry = agency("health", V.MET, V.MET)
    without = replace(ministry, judgements=tuple(j for j in ministry.judgements if j.criterion_id != ITEM))

    assert item(ITEM, without).asked == 0
    assert item(ITEM, without).found is Found.UNKNOWN
