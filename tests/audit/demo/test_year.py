"""The year of the demo portals, played once by the real commands: it comes to what `audit/demo/year.yaml` plans, and to nothing else."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from types import MappingProxyType

import lxml.html
import pytest

from audit.__main__ import run
from audit.cli.demo import DEMO_DAY, SITES, environment, take_example_list
from audit.cli.year import Stage, clock_at, play, states
from audit.datadir import DataDir
from audit.demo.changes import AS_BEFORE, LIFTED, Change, changed
from audit.demo.content import load_portals
from audit.demo.server import DemoServer
from audit.demo.year import Deed, Letter, Step, load_year
from audit.life.model import State
from audit.place import Place
from audit.schedule import VIETNAM
from audit.store.db import Run, Store
from crawler.clock import BEHIND
from crawler.errors import ConfigError, UsageError
from crawler.paths import config_dir
from tests.mockgov.mailbox import Box, mail_server

PORTALS = MappingProxyType({portal.site.id: portal for portal in load_portals()})


@dataclass(frozen=True)
class Happened:
    """One step, as it came out."""

    step: Step
    run: Run
    before: dict[str, State]
    after: dict[str, State]
    mails: tuple[Letter, ...]
    """`lines` hold the whole text."""
    screens: dict[str, str]
    """First screens of the reports that the step speaks of, in English."""

    @property
    def moved(self) -> dict[str, State]:
        """Findings that are called otherwise than before."""
        return {name: state for name, state in self.after.items() if self.before.get(name) is not state}


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    place = Place(DataDir(folder / "var"), config_dir(None), SITES, named=True)
    place.data.prepare()
    year = load_year()
    box = Box()
    happened: list[Happened] = []
    with (
        mail_server(box, folder) as posting,
        DemoServer(DEMO_DAY) as server,
        environment({**server.environment, **posting}),
    ):
        with clock_at(year.steps[0].at), Store(place.data.db) as store:
            take_example_list(place, store)
        before: dict[str, State] = {}
        for step in play(year, Stage(place, server, run, posted=True)):
            after = states(place, step.at.astimezone(VIETNAM).date())
            with Store(place.data.db) as store:
                last = store.run()
            screens = {agency: first_screen(place, last, agency) for agency in step.then.reports}
            happened.append(Happened(step, last, before, after, taken(box), screens))
            before = after
    assert BEHIND not in os.environ
    return happened


def spelt(mail: Letter, one: Happened) -> Letter:
    """Put in how many findings of the addressee's agency became new."""
    agency = mail.to.partition("@")[2].partition("-mau.")[0]
    new = [n for n, state in one.moved.items() if state is State.NEW and n.startswith(f"{agency}:")]
    return mail.model_copy(update={"subject": mail.subject.replace("{new}", str(len(new)))})


def taken(box: Box) -> tuple[Letter, ...]:
    """Take the mails out of the box."""
    mails = [
        Letter(to=str(m["To"]), subject=str(m["Subject"]), lines=tuple(m.get_content().splitlines()))
        for m in box.mails
    ]
    box.mails.clear()
    return tuple(sorted(mails, key=lambda mail: mail.to))


def first_screen(place: Place, last: Run, agency: str) -> str:
    page = (place.data.reports(last.id) / "en" / f"{agency}.html").read_text("utf-8")
    text = lxml.html.fromstring(page.split('<nav class="toc"')[0]).text_content()
    return re.sub(r"\s+", " ", text)


def planned(happened: Happened) -> dict[str, State]:
    """What a step plans to move, with *the rest* spelt out."""
    wanted: dict[str, State] = {}
    for agency, by_state in happened.step.then.moved.items():
        for state, named in by_state.items():
            if named != "the rest":
                wanted.update({f"{agency}:{name}": state for name in named})
    for agency, by_state in happened.step.then.moved.items():
        for state, named in by_state.items():
            if named == "the rest":
                for name in happened.after:
                    if name.startswith(f"{agency}:") and happened.before.get(name) in {None, State.NEW}:
                        wanted.setdefault(name, state)
    return wanted


def test_each_step_moves_the_planned_findings_and_no_other(played):
    wrong = {
        one.step.id: {
            name: (one.before.get(name), one.moved.get(name), planned(one).get(name))
            for name in one.moved.keys() | planned(one).keys()
            if one.moved.get(name) is not planned(one).get(name)
        }
        for one in played
    }
    assert {step: names for step, names in wrong.items() if names} == {}


def test_each_step_ends_with_the_planned_run(played):
    assert [(one.step.id, one.run.state) for one in played] == [
        (one.step.id, one.step.then.run) for one in played
    ]
    assert {one.run.day for one in played} == {
        "2019-01-12",
        "2019-05-04",
        "2019-07-06",
        "2019-07-13",
        "2019-10-05",
    }


def test_the_planned_mails_go_out_and_no_other(played):
    for one in played:
        wanted = sorted((spelt(mail, one) for mail in one.step.then.mails), key=lambda mail: mail.to)
        assert [(m.to, m.subject) for m in one.mails] == [(m.to, m.subject) for m in wanted], one.step.id
        for mail, plan in zip(one.mails, wanted, strict=True):
            text = "\n".join(mail.lines)
            assert [line for line in plan.lines if line not in text] == [], text
            assert [word for word in plan.without if word in text] == [], text
            assert len([line for line in mail.lines if line]) <= 10


def test_reports_say_on_their_first_screen_what_is_planned(played):
    for one in played:
        for agency, plan in one.step.then.reports.items():
            screen = one.screens[agency]
            assert [text for text in plan.says if text not in screen] == [], (one.step.id, screen)
            assert [text for text in plan.without if text in screen] == [], (one.step.id, screen)


def test_the_year_has_all_that_can_become_of_a_finding(played):
    assert {state for one in played for state in one.moved.values()} == set(State) - {State.CLEARED}


# ---------- the data ----------


def test_a_change_is_taken_back():
    portal = PORTALS["giaoducpt"]
    there = next(page.path for page in portal.of_branch("en"))
    first = Change(
        pages={"en": {there: "removed"}}, behaviours={"www.giaoducpt-mau.example/*": "unavailable"}
    )
    gone = changed(portal, first)
    back = changed(
        portal,
        first.then(
            Change(pages={"en": {there: AS_BEFORE}}, behaviours={"www.giaoducpt-mau.example/*": AS_BEFORE})
        ),
    )
    assert there not in [page.path for page in gone.of_branch("en")]
    assert gone.site.behaviours.keys() - portal.site.behaviours.keys() == {"www.giaoducpt-mau.example/*"}
    assert (back.site, back.files) == (portal.site, portal.files)


def test_a_quirk_of_the_portal_is_lifted():
    portal = PORTALS["moitruongbien"]
    address = next(iter(portal.site.behaviours))
    lifted = changed(portal, Change(behaviours={address: LIFTED}))
    assert portal.site.behaviours.keys() - lifted.site.behaviours.keys() == {address}


@pytest.mark.parametrize(
    "change", [Change(pages={"en": {"/nowhere": "removed"}}), Change(pages={"fr": {"/": {"title": "x"}}})]
)
def test_what_is_not_there_cannot_change(change):
    with pytest.raises(KeyError):
        changed(PORTALS["giaoducpt"], change)


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        (["2019-02-01T08:00:00+07:00", "2019-01-01T08:00:00+07:00"], "order"),
        (["2019-02-01T08:00:00"], "zone"),
    ],
)
def test_a_year_goes_forward_by_moments_that_are_known(tmp_path, days, fault):
    path = tmp_path / "year.yaml"
    steps = "".join(f"  - {{id: a, at: {day}, tells: x, then: {{run: done}}}}\n" for day in days)
    path.write_text(f"version: 1\nsteps:\n{steps}", "utf-8")
    with pytest.raises(ConfigError, match=fault):
        load_year(path)


def test_a_command_that_ends_otherwise_stops_the_year(tmp_path):
    place = Place(DataDir(tmp_path / "var"), config_dir(None), SITES, named=True)
    place.data.prepare()
    year = load_year()
    first = year.steps[0].model_copy(update={"do": (Deed(run="notify"),)})
    with (
        DemoServer(DEMO_DAY) as server,
        pytest.raises(UsageError, match="step 1: notify ended with 2, not 0"),
    ):
        list(play(year.model_copy(update={"steps": (first,)}), Stage(place, server, run)))
