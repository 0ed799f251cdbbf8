"""The legal catalogue: in force exactly between its dates, in the right language, and as docs/law.md says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from audit.criteria.loader import load_edition, load_editions
from audit.criteria.model import Criterion, Language
from crawler.registry import Kind

ROOT = Path(__file__).parents[3]
CONFIG = ROOT / "config"
LAW = {c.id: c for c in load_edition(CONFIG / "criteria" / "vn-law.yaml").criteria}
DATA = {c.id: c for c in load_edition(CONFIG / "criteria" / "vn-data.yaml").criteria}
LAST = date(2022, 8, 14)
"""Of Decree 43/2011 and of what details it; Decree 42/2022 is in force from the next day."""
IN_FORCE = {
    "VN-D43": (date(2011, 10, 1), LAST),
    "VN-C24": (date(2011, 11, 15), LAST),
    "VN-C32": (date(2018, 6, 1), LAST),
    "VN-D61": (date(2018, 6, 21), date(2025, 6, 30)),
    "VN-ATI": (date(2018, 7, 1), None),
    "VN-C01": (date(2019, 1, 6), LAST),
    "VN-C22": (date(2020, 2, 20), LAST),
    "VN-D42": (date(2022, 8, 15), date(2026, 6, 30)),
    "VN-D224": (date(2026, 7, 1), None),
}
INFERRED = {"VN-C24", "VN-C32", "VN-D61", "VN-C01", "VN-C22"}
"""Whose end no text gives."""


def act(criterion_id: str) -> str:
    return "-".join(criterion_id.split("-")[:2])


def on(day: date, edition: dict[str, Criterion] = LAW) -> set[str]:
    return {name for name, criterion in edition.items() if criterion.valid.covers(day)}


def test_an_audit_keeps_what_is_in_force_on_its_day():
    day = date(2019, 1, 6)
    law, data = load_editions(CONFIG, ["vn-law", "vn-data"], day)
    assert {c.id for c in law.criteria} == on(day)
    assert {c.id for c in data.criteria} == on(day, DATA)


@pytest.mark.parametrize("name", IN_FORCE)
def test_a_duty_is_in_force_from_its_first_to_its_last_day_and_not_a_day_longer(name):
    first, last = IN_FORCE[name]
    own = {criterion_id for criterion_id in LAW if act(criterion_id) == name}
    one = timedelta(days=1)
    assert own
    assert own <= on(first)
    assert not own & on(first - one)
    if last is None:
        assert own <= on(date(2035, 1, 1))
    else:
        assert own <= on(last)
        assert not own & on(last + one)


def test_every_duty_belongs_to_an_act_whose_dates_are_known():
    assert {act(criterion_id) for criterion_id in LAW} == set(IN_FORCE)


@pytest.mark.parametrize("criterion", LAW.values(), ids=list(LAW))
def test_what_no_text_gives_is_marked(criterion: Criterion):
    inferred = act(criterion.id) in INFERRED or criterion.id == "VN-D224-11-metadata"
    assert criterion.source.unconfirmed is inferred


CITED = {
    "VN-D43": "Nghị định 43/2011/NĐ-CP, Điều",
    "VN-C24": "Thông tư 24/2011/TT-BTTTT, Điều",
    "VN-C32": "Thông tư 32/2017/TT-BTTTT, Điều",
    "VN-D61": "Nghị định 61/2018/NĐ-CP, Điều",
    "VN-ATI": "Luật Tiếp cận thông tin 104/2016/QH13, Điều 19",
    "VN-C01": "Thông tư 01/2018/TT-VPCP, Điều",
    "VN-C22": "Thông tư 22/2019/TT-BTTTT",
    "VN-D42": "Nghị định 42/2022/NĐ-CP, Điều 7",
    "VN-D224": "Nghị định 224/2026/NĐ-CP, Điều",
}


@pytest.mark.parametrize("criterion", LAW.values(), ids=list(LAW))
def test_every_duty_cites_its_article_in_vietnamese(criterion: Criterion):
    assert criterion.source.text.startswith(CITED[act(criterion.id)])


def test_every_point_of_article_10_is_there():
    points = {c.removeprefix("VN-D43-10") for c in LAW if re.fullmatch(r"VN-D43-10.", c)}
    assert points == set("abcdđeghikl")


def test_english_is_asked_for_where_the_law_asks_for_it_and_nowhere_else():
    english = {c.id for c in LAW.values() if c.language is Language.ENGLISH}
    assert english == {
        "VN-D43-13-a", "VN-D43-13-k", "VN-D43-13-s", "VN-D43-17h", "VN-C24-5.2", "VN-C01-16-en", "VN-D42-7-a", "VN-D42-7-b",
    }  # fmt: skip
    assert {LAW[name].group for name in english} == {"english_duty"}


def test_a_duty_of_vietnamese_content_is_no_english_gap():
    assert {c.language for c in LAW.values()} == {Language.VIETNAMESE, Language.NEUTRAL, Language.ENGLISH}


def test_no_english_duty_is_claimed_from_july_2026_on():
    left = on(date(2026, 7, 1))
    assert left
    assert not [name for name in left if LAW[name].language is Language.ENGLISH]


@pytest.mark.parametrize(
    ("day", "acts"),
    [
        (date(2011, 9, 30), set()),
        (date(2012, 1, 1), {"VN-D43", "VN-C24"}),
        (date(2018, 5, 31), {"VN-D43", "VN-C24"}),
        (date(2018, 6, 30), {"VN-D43", "VN-C24", "VN-C32", "VN-D61"}),
        (date(2018, 7, 1), {"VN-D43", "VN-C24", "VN-C32", "VN-D61", "VN-ATI"}),
        (date(2019, 1, 5), {"VN-D43", "VN-C24", "VN-C32", "VN-D61", "VN-ATI"}),
        (date(2020, 2, 20), {"VN-D43", "VN-C24", "VN-C32", "VN-D61", "VN-ATI", "VN-C01", "VN-C22"}),
        (date(2022, 8, 15), {"VN-D42", "VN-D61", "VN-ATI"}),
        (date(2025, 7, 1), {"VN-D42", "VN-ATI"}),
        (date(2026, 7, 1), {"VN-D224", "VN-ATI"}),
    ],
)
def test_the_rule_set_of_a_day(day, acts):
    assert {act(name) for name in on(day)} == acts


def test_provinces_and_ministries_are_asked_for_what_is_theirs():
    def kinds(name: str) -> set[Kind]:
        return {kind for wanted in LAW[name].applies_to for kind in wanted.kinds}

    assert kinds("VN-D43-10g") == kinds("VN-D43-10đ-province") == {Kind.PROVINCE}
    assert Kind.PROVINCE not in kinds("VN-D43-6-two")
    assert kinds("VN-D43-13-a") == {Kind.MINISTRY, Kind.MINISTRY_LEVEL, Kind.GOVERNMENT_AGENCY, Kind.PROVINCE}


def test_what_asks_for_the_same_is_decided_in_the_same_way():
    everything = LAW | {c.id: c for c in load_edition(CONFIG / "criteria" / "osi-2024.yaml").criteria}
    alike = [c for c in LAW.values() if c.root != c.id]
    assert len(alike) >= 20
    for criterion in alike:
        root = everything[criterion.root]
        assert (criterion.detector, criterion.params) == (root.detector, root.params), criterion.id


def test_data_owners_are_asked_by_their_field():
    assert {c.subindex.value for c in DATA.values()} == {"DATA"}
    fields = {name: {s for wanted in c.applies_to for s in wanted.sectors} for name, c in DATA.items()}
    assert all(fields[name] == {"ict"} for name in DATA if "-TII" in name)
    assert all(fields[name] == {"education"} for name in DATA if "-HCI" in name)
    assert {c.detector for c in DATA.values()} == {"newest_year", "person"}


def test_the_letters_bind_from_their_day_on():
    assert on(date(2011, 9, 30), DATA) == set()
    assert on(date(2017, 2, 15), DATA) == {"VN-DATA-12-other"}  # Decree 43/2011 Art. 12
    assert on(date(2017, 2, 16), DATA) == set(DATA)
    assert on(date(2022, 8, 15), DATA) == set(DATA) - {"VN-DATA-12-other"}


@cache
def table_of_the_docs() -> dict[str, tuple[str, ...]]:
    rows = {}
    for line in (ROOT / "docs" / "law.md").read_text(encoding="utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if cells[0].startswith("`VN-"):
            assert cells[0] not in rows, f"{cells[0]} stands twice"
            rows[cells[0].strip("`")] = cells
    return rows


def local_day(value: str | None) -> str:
    return "/".join(reversed(value.split("-"))) if value else ""


def test_the_docs_name_every_duty_and_no_other():
    assert set(table_of_the_docs()) == set(LAW) | set(DATA)


@pytest.mark.parametrize("criterion", [*LAW.values(), *DATA.values()], ids=[*LAW, *DATA])
def test_the_docs_say_article_dates_and_language_as_the_catalogue_does(criterion: Criterion):
    _, article, dates, language, *_ = table_of_the_docs()[criterion.id]
    mark = " *" if criterion.source.unconfirmed else ""
    assert article == criterion.source.text
    assert dates == f"{local_day(criterion.valid.start)} – {local_day(criterion.valid.end)}".strip() + mark
    assert language == criterion.language.value
