"""Lists that must be met, in an agency's report and in the overview."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from audit.facts.services.model import Published
from audit.services.model import Service, ServiceEnglish, ServiceInventory
from audit.services.required.comparing import Comparer
from audit.services.required.model import RequiredService
from audit.services.required.reconciliation import Audited, reconcile
from audit.services.required.rules import load_match_rules
from reports.render import render_run
from reports.required import LISTED_ENTRIES, STATES, national_required, required_view
from reports.told import Told
from tests.reports import samples

DECISION = "Danh mục mẫu 01"


def service(name: str, **more) -> Service:
    return Service(
        **{"id": name, "name": name, "url": "https://a.example/x", "described": True, "checked": 3, **more}
    )


def asked(name: str, year: int = 2017, level: str = "3", **more) -> RequiredService:
    return RequiredService(DECISION, more.pop("agency", "shell"), name, Published(level), year, **more)


def found(*required: RequiredService, services: tuple[Service, ...] = (), readable: bool = True):
    rules = samples.rules()
    return reconcile(
        required,
        [Audited("shell", "ministry", ("health",), ServiceInventory(services, readable=readable))],
        (),
        day=date(2018, 6, 30),
        comparer=Comparer(load_match_rules(samples.CONFIG)),
        agrees=rules.services.agrees,
    )


def rendered(tmp_path, lists, locale: str = "en", page: str = "shell") -> str:
    result = replace(
        samples.shell_ministry(), inventory=ServiceInventory((service("Cấp thẻ an toàn lao động"),))
    )
    render_run(Told([result], samples.rules(), samples.RUN, required=lists), tmp_path)
    return (tmp_path / locale / f"{page}.html").read_text(encoding="utf-8")


def section(page: str, name: str) -> str:
    match = re.search(rf'<section aria-labelledby="{name}".*?</section>', page, re.DOTALL)
    return match.group() if match else ""


LISTS = (
    asked("Cấp thẻ an toàn lao động"),
    asked("Cấp giấy phép xây dựng công trình", 2018),
    asked("Đăng ký khai tử", 2017),
    asked("Cấp phiếu lý lịch tư pháp", 2017, "4"),
)
SERVICES = (
    service("Cấp thẻ an toàn lao động", english=ServiceEnglish(name=True)),
    service("Cấp phiếu lý lịch tư pháp"),
)


def test_states_stand_in_the_order_of_work():
    view = required_view(found(*LISTS, services=SERVICES), "shell")
    assert [(row.state, row.entry.required.name.split()[1]) for row in view.rows] == [
        ("overdue", "ký"),
        ("overdue", "phiếu"),
        ("missing", "giấy"),
        ("done", "thẻ"),
    ]
    assert {row.state for row in view.rows} <= set(STATES)
    assert (view.tally.required, view.tally.found.yes, view.tally.overdue.yes) == (4, 2, 2)


def test_what_lies_behind_a_closed_portal_is_could_not_tell():
    view = required_view(found(*LISTS, readable=False), "shell")
    assert {row.state for row in view.rows} == {"untold"}


def test_other_agencies_entries_are_not_shown():
    lists = found(*LISTS)
    assert required_view(lists, "other").rows == ()
    assert required_view(None, "shell") is None


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ["4 services are required: 2 were found", "Overdue"]),
        ("vi", ["Phải cung cấp 4 dịch vụ: tìm thấy 2", "Quá hạn"]),
    ],
)
def test_the_agency_reads_what_is_asked_of_it(tmp_path, locale, words):
    chapter = section(rendered(tmp_path, found(*LISTS, services=SERVICES), locale), "services")
    for each in (*words, DECISION, "Đăng ký khai tử"):
        assert each in chapter


def test_without_a_list_nothing_is_zero(tmp_path):
    chapter = section(rendered(tmp_path, found()), "services")
    assert "No list of required services was imported" in chapter
    assert "0 services are required" not in chapter
    assert section(rendered(tmp_path, found(), page="index"), "required") == ""


def test_the_overview_sums_up_agencies_and_sectors(tmp_path):
    lists = found(*LISTS, asked("Cấp thẻ B", agency="elsewhere"), services=SERVICES)
    page = rendered(tmp_path, lists, page="index")
    table = section(page, "required")
    assert 'href="shell.html#required"' in table
    assert "1 more is required of agencies that are not in this run" in table
    national = national_required(lists, [samples.shell_ministry()])
    assert sum(line.tally.required for line in national.agencies) == national.total.required == 4
    assert sum(line.tally.required for line in national.sectors) == 4


def test_a_long_list_is_capped_and_says_so(tmp_path):
    many = [asked(f"Cấp thẻ loại {n}") for n in range(LISTED_ENTRIES + 3)]
    assert "3 more required services" in rendered(tmp_path, found(*many))
