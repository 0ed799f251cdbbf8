import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from audit.facts.services.model import ProcedureField, Published
from audit.services.model import FilingHost, LevelStep, Service, ServiceEnglish, ServiceInventory
from audit.store.db import Run, Store
from tests.audit.builders import result

RUN = Run("20180630T000000Z", "planned", "2018-06-30T00:00:00Z", "2018-06-30", ("moa", "mob"), ("osi-2024",))
FIRST = Service(
    id="00112233445566ff",
    name="Cấp giấy phép",
    name_en="Licence",
    codes=("1.930113", "1.930114"),
    url="http://dvc.a.example/1",
    published=Published.LEVEL_4,
    checked=3,
    steps=(LevelStep("described", "http://dvc.a.example/1", "Trình tự thực hiện"),),
    missing=(ProcedureField.RESULT,),
    english=ServiceEnglish(name=True, fields=(ProcedureField.NAME,)),
)
SECOND = Service(id="ffeeddccbbaa0099", name="Đăng ký khai sinh")
INVENTORY = ServiceInventory((SECOND, FIRST), (FilingHost("dvc.a.example", 2, takes_files=True),))


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "audit.db") as opened:
        opened.save_run(RUN)
        yield opened


def rows(store, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(store.path)) as connection:
        return list(connection.execute(f"select {columns} from services order by agency_id, position"))


def test_an_inventory_comes_back_as_it_went_in(store):
    saved = result(inventory=INVENTORY)
    store.save_result(saved, "2018-06-30T01:00:00Z")

    assert store.results(RUN.id) == [saved]


def test_services_can_be_asked_for_one_by_one(store):
    store.save_result(result(inventory=INVENTORY), "2018-06-30T01:00:00Z")

    assert rows(store, "service_id, name, name_en, code, published, checked, english, url") == [
        (SECOND.id, "Đăng ký khai sinh", "", "", "", None, 0, ""),
        (FIRST.id, "Cấp giấy phép", "Licence", "1.930113", "4", 3, 1, "http://dvc.a.example/1"),
    ]


def test_the_result_itself_does_not_hold_them_twice(store):
    store.save_result(result(inventory=INVENTORY), "2018-06-30T01:00:00Z")
    with closing(sqlite3.connect(store.path)) as connection:
        ((payload,),) = connection.execute("select payload from results")

    assert "dvc.a.example" in payload
    assert "khai sinh" not in payload


@pytest.mark.parametrize("inventory", [None, ServiceInventory(readable=False, why="robots")])
def test_a_result_without_services_is_told_from_an_empty_one(store, inventory):
    store.save_result(result(inventory=inventory), "2018-06-30T01:00:00Z")

    assert store.results(RUN.id)[0].inventory == inventory


def test_saving_again_forgets_services_that_are_gone(store):
    store.save_result(result(inventory=INVENTORY), "2018-06-30T01:00:00Z")
    store.save_result(result(agency_id="mob", inventory=INVENTORY), "2018-06-30T01:00:00Z")
    again = result(inventory=replace(INVENTORY, services=(SECOND,)))
    store.save_result(again, "2018-06-30T02:00:00Z")

    assert [agency for (agency,) in rows(store, "agency_id")] == ["moa", "mob", "mob"]
    assert store.results(RUN.id, ["moa"]) == [again]

    store.save_error(RUN.id, "mob", "2018-06-30T03:00:00Z", "the archive is damaged")

    assert [agency for (agency,) in rows(store, "agency_id")] == ["moa"]
