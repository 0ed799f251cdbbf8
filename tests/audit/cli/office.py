"""A data folder with a run of hand-made inventories, and how to call `osi-audit services` on it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from audit.__main__ import run
from audit.facts.services.model import ProcedureField, Published
from audit.services.model import Service, ServiceEnglish, ServiceInventory, ServiceReach
from audit.store.db import Run, Store
from tests.audit.builders import result
from tests.mockgov import agency, write_registry

RUN = "20180630T000000Z"
HEADER = ("Quyết định", "Cơ quan", "Tên thủ tục", "Mã TTHC", "Mức độ", "Năm")
SERVICES = (
    Service(
        id="aaaa000000000001",
        name="Cấp giấy phép lái xe",
        name_en="Driving licence",
        codes=("1.930001",),
        url="http://dvc.a.example/1",
        described=True,
        published=Published.LEVEL_4,
        checked=3,
        english=ServiceEnglish(name=True, summary=True, fields=(ProcedureField.NAME,)),
        reach=ServiceReach(clicks=2),
    ),
    Service(id="aaaa000000000002", name="Cấp thẻ (cấp huyện)", url="http://dvc.a.example/2"),
    Service(id="aaaa000000000003", name="Cấp thẻ (cấp xã)", codes=("1.930003",), checked=0),
    Service(id="aaaa000000000004", name="=Gia hạn\tthẻ\x1b[31m", url="http://dvc.a.example/4"),
)
LIST = (
    ("1/QĐ-VD", "moa", "Cấp GPLX", "", "4", "2017"),
    ("1/QĐ-VD", "moa", "Cấp thẻ", "", "3", "2018"),
    ("1/QĐ-VD", "moa", "Đăng ký khai tử", "", "3", "2016"),
    ("1/QĐ-VD", "UBND cấp tỉnh", "Đăng ký kết hôn", "", "toàn trình", "2018"),
)


@dataclass(frozen=True)
class Office:
    """Data and registry of a test."""

    folder: Path

    def __call__(self, *arguments: str) -> int:
        options = ["--data", str(self.folder / "var"), "--sites", str(self.folder / "sites.yaml")]
        return run([*arguments, *options])

    @property
    def store(self) -> Store:
        return Store(self.folder / "var" / "audit.db")

    def file(self, *rows, name: str = "list.csv", header=HEADER) -> str:
        path = self.folder / name
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([header, *rows])
        return str(path)


def furnished(folder: Path) -> Office:
    office = Office(folder)
    write_registry(
        folder / "sites.yaml",
        agency("moa", "http://www.a.example/"),
        {
            **agency("tinhb", "http://www.b.example/"),
            "kind": "province",
            "name": {"vi": "Tỉnh B", "en": "B Province"},
        },
        agency("moc", "http://www.c.example/"),
    )
    with office.store as store:
        store.save_run(
            Run(RUN, "done", "2018-06-30T00:00:00Z", "2018-06-30", ("moa", "tinhb", "moc"), ("osi-2024",))
        )
        at = "2018-06-30T01:00:00Z"
        store.save_result(result(RUN, "moa", judgements=(), inventory=ServiceInventory(SERVICES)), at)
        unreadable = ServiceInventory(readable=False, why="robots_disallowed")
        store.save_result(
            result(RUN, "tinhb", judgements=(), kind="province", sectors=(), inventory=unreadable), at
        )
        store.save_result(result(RUN, "moc", judgements=()), at)
    return office
