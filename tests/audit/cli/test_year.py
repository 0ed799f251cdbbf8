"""A year of an agency as docs/year.md tells it: four quarterly runs, and what persons do between them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit.findings import finding_id
from audit.store.db import Store
from tests.mockgov import agency
from tests.mockgov.mailbox import Box, mail_server

YEAR = Path(__file__).parents[3] / "docs" / "year.md"
DAY = "2018-06-30"
VIEWPORT, CONTACT = finding_id("bo", "T-viewport"), finding_id("bo", "T-contact")
META = '<meta name="viewport" content="width=device-width, initial-scale=1">'


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def office(place, box, tmp_path, monkeypatch):
    place.registry(agency("bo", place.gov.url(), contacts=[{"email": "vp@bo.example", "language": "en"}]))
    before = place.gov.pages
    with mail_server(box, tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield place
    place.gov.pages = before


class Year:
    """The office through a year."""

    def __init__(self, place, box: Box) -> None:
        self.place = place
        self.box = box
        self.told: list[tuple[str, str, str, str]] = []

    def __call__(self, *arguments: str) -> int:
        return self.place(*arguments)

    def ends(self, step: str) -> None:
        """Note what a step of the year came to: state of the last run, of both findings, and mails in all."""
        with Store(self.place.data / "audit.db") as store:
            run = store.run()
            states = [
                str(store.lives.life(id_).standing.state_on("2026-12-31")) for id_ in (VIEWPORT, CONTACT)
            ]
        self.told.append((step, run.state, *states))


def planned() -> list[tuple[str, ...]]:
    """The table of docs/year.md."""
    rows = re.findall(
        r"^\| (\d\w?) \|[^|]+\| (\w+) \| (\w+) \| (\w+) \| (\d+) \|", YEAR.read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) >= 8
    return rows


def test_the_year_ends_in_the_planned_states_mails_and_reports(office, box):
    year = Year(office, box)
    broken = dict(office.gov.pages)
    fit = {path: body.replace("<head>", f"<head>{META}") for path, body in broken.items()}
    found: list[tuple[str, ...]] = []

    def ends(step: str) -> None:
        year.ends(step)
        found.append((*year.told[-1], str(len(box.mails))))

    # the first quarter
    assert year("notify") == 0
    ends("1")
    assert (
        year("findings", "dispute", VIEWPORT, "--by", "Văn phòng Bộ", "--text", "Cổng đã hỗ trợ điện thoại")
        == 0
    )
    assert (
        year(
            "findings", "waive", CONTACT, "--by", "Lê Văn An", "--reason", "Sáp nhập", "--until", "2027-06-30"
        )
        == 0
    )
    ends("1b")
    assert year("findings", "reject", VIEWPORT, "--by", "Lê Văn An", "--reason", "Chưa thấy") == 0
    ends("1c")

    # the second: mended, looked at again at once, and confirmed by the run
    office.gov.pages = fit
    assert year("recheck", VIEWPORT) == 0
    ends("2")
    assert year("run", "--on", DAY) == 0
    assert year("notify") == 0
    ends("2b")

    # the third: the portal shuts the crawler out
    office.gov.pages = dict.fromkeys(fit, (403, {}, b"<h1>no</h1>"))
    assert year("run", "--on", DAY) == 3
    assert year("notify") == 2
    ends("3")

    # the fourth: an old template came back
    office.gov.pages = broken
    assert year("run", "--on", DAY) == 0
    assert year("notify") == 0
    ends("4")
    assert year("recheck", VIEWPORT) == 7
    ends("4b")
    assert year("run", "--on", DAY) == 0
    assert year("notify") == 0
    ends("4c")

    assert found == planned()
    assert [subject.split(": ")[1] for subject in (mail["Subject"] for mail in box.mails)] == [
        "2 new",
        "1 mended",
        "1 back again",
    ]
    reports = sorted((office.data / "reports").iterdir())
    assert len(reports) == 5
    assert "Provisional" in (reports[2] / "en" / "bo.html").read_text("utf-8")
    assert "Provisional" not in (reports[4] / "en" / "bo.html").read_text("utf-8")
    with Store(office.data / "audit.db") as store:
        history = [event.kind.value for event in store.lives.events(VIEWPORT)]
    assert history == ["run", "disputed", "dispute_rejected", "recheck", "run", "run", "recheck", "run"]
