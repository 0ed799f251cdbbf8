"""The chapter on services, its annex, and the national view: arranged and rendered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audit.facts.services.model import ProcedureField, Published
from audit.services.model import (
    FilingHost,
    LevelStep,
    Service,
    ServiceEnglish,
    ServiceInventory,
    ServiceReach,
)
from reports.charts import levels
from reports.national import national_services
from reports.render import render_run
from reports.services import CHECKED, LEVELS, LISTED_SERVICES, POINTS, level_class, services_view
from reports.told import Told
from tests.reports import samples

HOST = "https://dichvucong.shell.gov.example"
TOLD = ServiceEnglish(name=True, summary=True, fields=(ProcedureField.NAME, ProcedureField.STEPS))


def service(n: int, **more) -> Service:
    made = {
        "id": f"{n:016x}", "name": f"Cấp thẻ số {n}", "codes": (f"1.{n:06d}",), "url": f"{HOST}/tt/{n}", "described": True,
        "checked": 2, "published": Published.LEVEL_2, "reach": ServiceReach(clicks=2),
    }  # fmt: skip
    return Service(**{**made, **more})


def inventory(*services: Service, **more) -> ServiceInventory:
    return ServiceInventory(services=services, **more)


def view(*services: Service, **more):
    return services_view(inventory(*services, **more), samples.rules().services, 3)


def rendered(tmp_path, found: ServiceInventory | None, locale: str = "vi", page: str = "shell") -> str:
    result = replace(samples.shell_ministry(), inventory=found)
    render_run(Told([result], samples.rules(), samples.RUN), tmp_path)
    return (tmp_path / locale / f"{page}.html").read_text(encoding="utf-8")


def section(page: str, name: str = "services") -> str:
    found = re.search(rf'<section aria-labelledby="{name}".*?</section>', page, re.DOTALL)
    return found.group() if found else ""


def test_every_level_and_point_has_a_name_and_a_shade():
    assert {level.value for level in Published} <= set(LEVELS)
    assert set(CHECKED) <= set(LEVELS)
    assert set(POINTS) == set(ProcedureField)
    assert {level_class(level) for level in LEVELS} == {"4", "3", "2", "1", "0", "none", "untold"}


def test_numbers_add_up():
    found = view(
        service(1, checked=4), service(2, checked=3), service(3, checked=1), service(4, checked=0), service(5, checked=None),
        service(6, checked=2),
    )  # fmt: skip
    assert (found.total, found.at_least(3), found.at_least(4), found.informing, found.untold) == (
        6,
        2,
        1,
        2,
        1,
    )
    assert (
        sum(item.checked for item in found.levels)
        == sum(item.published for item in found.levels)
        == found.total
    )


def test_levels_stand_highest_first_and_fill_the_bar():
    found = view(
        service(1, published=Published.WHOLE, checked=4),
        service(2, published=Published.UNSTATED, checked=None),
    )
    assert [item.level for item in found.levels] == ["4", "whole", "", "?"]
    segments = levels(found.levels, "published", 400)
    assert [(s.name, s.count) for s in segments] == [("whole", 1), ("", 1)]
    assert sum(s.width for s in segments) == pytest.approx(400)


def test_fields_stand_by_size_and_those_without_one_last():
    found = view(
        service(1),
        service(2, field="Lao động"),
        service(3, field="LAO ĐỘNG"),
        service(4, field="Y tế", english=TOLD),
    )
    assert [(f.name, f.count, f.english) for f in found.fields] == [
        ("Lao động", 2, 0),
        ("Y tế", 1, 1),
        ("", 1, 0),
    ]
    assert view(service(1)).fields == ()


def test_gaps_in_english_are_those_of_services_for_foreigners_nearest_first():
    far = service(1, foreigners=True, reach=ServiceReach(clicks=5))
    near = service(2, foreigners=True, reach=ServiceReach(clicks=1))
    unlinked = service(3, foreigners=True, reach=ServiceReach())
    found = view(
        far,
        near,
        unlinked,
        service(4),
        service(5, foreigners=True, english=TOLD),
        service(6, foreigners=False),
    )
    assert [row.service.id[-1] for row in found.english_gaps] == ["2", "1", "3"]
    assert len(found.foreign) == 4
    assert ProcedureField.NAME in found.english_gaps[0].lacks


def test_a_level_that_could_not_be_told_differs_from_nothing():
    found = view(
        service(1, published=Published.LEVEL_4, checked=None),
        service(2, published=Published.LEVEL_4, checked=3),
    )
    assert [row.service.id[-1] for row in found.differing] == ["2"]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_chapter_says_what_there_is_and_what_to_mend(tmp_path, locale):
    steps = (LevelStep("points", f"{HOST}/tt/1", "9"), LevelStep("sign_in", f"{HOST}/login", "Nộp hồ sơ"))
    page = rendered(
        tmp_path,
        inventory(
            service(
                1, published=Published.LEVEL_4, checked=3, steps=steps, foreigners=True, field="Lao động"
            ),
            service(
                2,
                reach=ServiceReach(clicks=6, dead_end=f"{HOST}/mat", searched=True),
                missing=(ProcedureField.RESULT,),
            ),
            hosts=(
                FilingHost("dichvucong.shell.gov.example", 1, takes_files=True, official=True, in_menu=True),
                FilingHost("motcua.shell.gov.example", 1, takes_files=True),
            ),
        ),
        locale,
    )
    chapter, annex = section(page), section(page, "annex-2")
    expected = {
        "vi": ["Tìm thấy 2 dịch vụ", "1/2 dịch vụ nằm trong phạm vi ba lần bấm", "có 9/11 nội dung", "motcua.shell", "tìm thấy 1/1", "Lao động"],
        "en": ["2 services were found", "1 of 2 services lie within three clicks", "9 of the eleven points", "motcua.shell", "found 1 of 1"],
    }  # fmt: skip
    for words in expected[locale]:
        assert words in chapter
    assert annex.count("<tr>") == 3
    assert {"vi": "PHỤ LỤC II", "en": "ANNEX II"}[locale] in annex
    assert {"vi": "kết quả thực hiện", "en": "lacks: result"}[locale] in annex
    assert 'href="#services"' in page


def test_without_services_there_is_no_chapter(tmp_path):
    assert section(rendered(tmp_path, None)) == ""
    assert section(rendered(tmp_path, inventory())) == ""


def test_a_closed_service_portal_is_could_not_tell(tmp_path):
    chapter = section(rendered(tmp_path, inventory(readable=False, why="forbidden"), "en"))
    assert "could not tell" in chapter


def test_the_annex_is_capped_and_says_so(tmp_path):
    page = rendered(tmp_path, inventory(*(service(n) for n in range(LISTED_SERVICES + 7))), "en")
    assert section(page, "annex-2").count("<tr>") == LISTED_SERVICES + 1
    assert "7 more services are in the export" in page


def test_hostile_names_are_inert(tmp_path):
    page = rendered(
        tmp_path,
        inventory(service(1, name="<script>alert(1)</script>", url="javascript:alert(1)", field="<b>x")),
    )
    assert "<script>alert(1)" not in page
    assert 'href="javascript:' not in page


def test_the_national_view_tells_the_best_offer_of_each_service():
    births = {"topics": ("OSI2024-SP-050",), "name": "Đăng ký khai sinh"}
    one = replace(
        samples.shell_ministry(), agency_id="one", inventory=inventory(service(1, checked=2, **births))
    )
    two = replace(
        samples.shell_ministry(),
        agency_id="two",
        inventory=inventory(
            service(2, checked=4, **births), service(3, checked=None, english=TOLD, **births)
        ),
    )
    closed = replace(samples.shell_ministry(), agency_id="three", inventory=inventory(readable=False))
    found = national_services([one, two, closed], samples.rules())
    birth = next(s for s in found.services if s.criterion.id == "OSI2024-SP-050")
    assert [(o.agency_id, o.best.service.checked, o.count) for o in birth.offers] == [
        ("two", 4, 2),
        ("one", 2, 1),
    ]
    assert (found.offered, found.online, found.english) == (1, 1, 0)
    assert found.unread == ("three",)
    assert len(found.services) > 20


def test_the_overview_lists_every_service_of_the_survey(tmp_path):
    page = rendered(tmp_path, inventory(service(1, topics=("OSI2024-SP-050",))), "en", "index")
    table = section(page, "osi-services")
    assert 'href="shell.html#services"' in table
    assert table.count("not found at the time of the audit") == table.count("<tr id=") - 1


def test_the_overview_sums_services_by_agency_and_sector(tmp_path):
    one = replace(samples.shell_ministry(), agency_id="one", sectors=("health", "labour"),
                  inventory=inventory(service(1, checked=4, english=TOLD), service(2, checked=None)))  # fmt: skip
    two = replace(
        samples.shell_ministry(), agency_id="two", sectors=("health",), inventory=inventory(readable=False)
    )
    found = national_services([one, two], samples.rules())
    assert [(a.name, a.services, a.readable) for a in found.agencies] == [("one", 2, True), ("two", 0, False)]
    assert [(s.name, s.services, s.english, s.readable) for s in found.sectors] == [
        ("employment", 2, 1, True),
        ("health", 2, 1, False),
    ]
    assert all(
        sum(count for _, count in item.levels) == item.services for item in (*found.agencies, *found.sectors)
    )
    assert found.total.services == sum(agency.services for agency in found.agencies)
    assert found.total.english == sum(agency.english for agency in found.agencies)
    for at, (level, count) in enumerate(found.total.levels):
        assert count == sum(agency.levels[at][1] for agency in found.agencies), level
    assert not found.total.readable
    render_run(Told([one, two], samples.rules(), samples.RUN), tmp_path)
    table = section((tmp_path / "en" / "index.html").read_text(encoding="utf-8"))
    assert 'href="one.html#services"' in table
    assert "Could not tell" in table


def test_more_offers_than_the_table_names_are_counted_as_agencies(tmp_path):
    births = inventory(service(1, topics=("OSI2024-SP-050",)))
    many = [replace(samples.shell_ministry(), agency_id=f"a{n}", inventory=births) for n in range(6)]
    render_run(Told(many, samples.rules(), samples.RUN), tmp_path, locales=("vi",))
    table = section((tmp_path / "vi/index.html").read_text(encoding="utf-8"), "osi-services")
    assert "và 2 cơ quan khác" in table
