from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.facts.services.model import ProcedureField, Published
from audit.services.model import ServiceEnglish, ServiceInventory
from audit.services.required.model import MatchKind
from audit.services.required.reconciliation import Audited, Split, Tally, reconcile
from audit.services.rules import load_service_rules
from tests.audit.services.required.rules import COMPARER, CONFIG, required, service

AGREES = load_service_rules(CONFIG).agrees
DAY = date(2018, 6, 30)
NAME = "Cấp giấy phép lái xe"


def agency(*services, agency_id="moa", kind="ministry", sectors=("health",), **more) -> Audited:
    return Audited(agency_id, kind, sectors, ServiceInventory(services, **more))


def reckoned(asked, *audited, decisions=()):
    return reconcile(asked, audited, decisions, day=DAY, comparer=COMPARER, agrees=AGREES)


def one(asked, *audited):
    (entry,) = reckoned([asked], *audited).entries
    return entry


def test_without_a_list_nothing_is_said():
    found = reckoned([], agency(service("a", NAME)))

    assert not found.loaded
    assert found.entries == ()


@pytest.mark.parametrize(
    ("asked", "published", "reached"),
    [
        ("3", "4", True), ("3", "3", True), ("3", "2", False), ("3", "information", False), ("3", "", None),
        ("4", "whole", True), ("4", "part", False), ("3", "part", None), ("2", "part", True),
        ("whole", "4", True), ("whole", "3", False), ("whole", "part", False), ("part", "2", True), ("part", "1", False),
        ("1", "information", None), ("1", "1", True),
    ],
)  # fmt: skip
def test_a_published_level_is_held_against_the_required_one(asked, published, reached):
    entry = one(
        required(NAME, level=Published(asked)), agency(service("a", NAME, published=Published(published)))
    )

    assert entry.published is reached


@pytest.mark.parametrize(
    ("asked", "checked", "reached"),
    [("3", 3, True), ("3", 2, False), ("4", None, None), ("whole", 4, True), ("part", 2, True), ("part", 0, False)],
)  # fmt: skip
def test_a_checked_level_is_held_apart(asked, checked, reached):
    entry = one(required(NAME, level=Published(asked)), agency(service("a", NAME, checked=checked)))

    assert entry.checked is reached


@pytest.mark.parametrize(
    ("published", "checked", "year", "overdue"),
    [
        ("4", 2, 2017, True),
        ("2", 3, 2017, False),
        ("2", None, 2017, True),
        ("4", None, 2017, None),
        ("", None, 2017, None),
        ("2", 0, 2018, False),
    ],
)
def test_what_is_due_and_not_at_its_level_is_overdue(published, checked, year, overdue):
    offered = service("a", NAME, published=Published(published), checked=checked)

    assert one(required(NAME, year=year), agency(offered)).overdue is overdue


def test_a_missing_service_is_at_no_level_and_overdue():
    entry = one(required("Đăng ký khai tử", year=2016), agency(service("a", NAME)))

    assert (entry.found, entry.published, entry.checked, entry.name_english) == (False,) * 4
    assert entry.overdue is True
    assert entry.url == ""


@pytest.mark.parametrize(
    "audited",
    [agency(readable=False, why="robots"), Audited("moa", "ministry")],
    ids=["kept out", "no inventory"],
)
def test_what_could_not_be_read_could_not_be_told(audited):
    entry = one(required("Đăng ký khai tử", year=2016), audited)

    assert (entry.found, entry.published, entry.checked, entry.text_english, entry.overdue) == (None,) * 5


def test_what_was_seen_of_a_portal_that_kept_the_crawler_out_counts():
    entry = one(required(NAME), agency(service("a", NAME, checked=3), readable=False))

    assert (entry.found, entry.at_level) == (True, True)


def test_what_is_for_a_person_is_neither_found_nor_missing():
    both = agency(service("a", f"{NAME} (cấp huyện)"), service("b", f"{NAME} (cấp xã)"))

    entry = one(required(NAME, year=2016), both)

    assert entry.match.kind is MatchKind.AMBIGUOUS
    assert (entry.found, entry.checked, entry.overdue) == (None, None, None)


@pytest.mark.parametrize(
    ("english", "name", "text"),
    [
        (ServiceEnglish(), False, False),
        (ServiceEnglish(name=True, fields=(ProcedureField.NAME,)), True, False),
        (ServiceEnglish(fields=(ProcedureField.NAME, ProcedureField.STEPS)), False, True),
        (ServiceEnglish(name=True, summary=True), True, True),
    ],
)
def test_name_and_description_in_english_are_told_apart(english, name, text):
    entry = one(required(NAME), agency(service("a", NAME, english=english)))

    assert (entry.name_english, entry.text_english) == (name, text)


def test_a_sector_is_the_lists_or_the_agencys_only_one():
    asked = [required(NAME, sector="justice"), required("Đăng ký khai sinh")]
    many = agency(agency_id="moa", sectors=("finance", "health"))

    assert [e.sector for e in reckoned(asked, agency()).entries] == ["justice", "health"]
    assert [e.sector for e in reckoned(asked, many).entries] == ["justice", ""]


def test_a_list_may_ask_every_agency_of_a_kind():
    asked = [required(NAME, agency_id="kind:province"), required(NAME, agency_id="gone")]
    two = [agency(agency_id=name, kind="province") for name in ("hn", "hg")]

    found = reckoned(asked, *two, agency())

    assert list(found.by_agency) == ["hn", "hg"]
    assert found.not_audited == 1


ANSWERS = st.sampled_from(["", "1", "2", "3", "4", "whole", "part", "information"])
OFFERED = st.builds(
    lambda n, published, checked, name: service(
        f"s{n}",
        f"Cấp thẻ số {n}",
        published=Published(published),
        checked=checked,
        english=ServiceEnglish(name=name),
    ),
    n=st.integers(0, 5),
    published=ANSWERS,
    checked=st.one_of(st.none(), st.integers(0, 4)),
    name=st.booleans(),
)
ASKED = st.builds(
    lambda n, level, year, who, sector: required(
        f"Cấp thẻ số {n}", level=Published(level), year=year, agency_id=who, sector=sector
    ),
    n=st.integers(0, 7),
    level=st.sampled_from(["1", "2", "3", "4", "whole", "part"]),
    year=st.integers(2016, 2020),
    who=st.sampled_from(["moa", "mob", "kind:ministry", "gone"]),
    sector=st.sampled_from(["", "health", "justice"]),
)
AUDITED = st.builds(
    lambda name, offered, readable, sectors, known: Audited(
        name,
        "ministry",
        tuple(sectors),
        ServiceInventory(tuple({s.id: s for s in offered}.values()), readable=readable) if known else None,
    ),
    name=st.sampled_from(["moa", "mob"]),
    offered=st.lists(OFFERED, max_size=5),
    readable=st.booleans(),
    sectors=st.lists(st.sampled_from(["health", "finance"]), unique=True),
    known=st.booleans(),
)


def splits(tally: Tally) -> dict[str, Split]:
    return {f.name: getattr(tally, f.name) for f in fields(Tally) if f.name != "required"}


@settings(deadline=None)
@given(
    asked=st.lists(ASKED, max_size=12), audited=st.lists(AUDITED, max_size=2, unique_by=lambda a: a.agency_id)
)
def test_every_sum_adds_up(asked, audited):
    found = reckoned(asked, *audited)

    total = found.total
    assert total.required == len(found.entries)
    for name, split in splits(total).items():
        assert split.total == total.required
        for parts in (found.by_agency.values(), found.by_sector.values()):
            assert sum(t.required for t in parts) == total.required
            told = [splits(t)[name] for t in parts]
            assert (
                Split(sum(s.yes for s in told), sum(s.no for s in told), sum(s.open for s in told)) == split
            )
    assert total.at_level.yes <= total.found.yes
    assert total.overdue.yes <= total.at_level.no
    assert len(asked) - found.not_audited == len({n for n, r in enumerate(asked) if any(r.asks(a.agency_id, a.kind) for a in audited)})  # fmt: skip
