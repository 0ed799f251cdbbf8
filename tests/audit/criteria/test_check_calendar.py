from __future__ import annotations

from pathlib import Path

import pytest

from audit.calendar import Calendar, load_calendar, meant
from audit.criteria.check import check_config
from audit.criteria.check_calendar import calendar_faults
from audit.criteria.loader import load_edition
from audit.lexicon import load_sectors

CONFIG = Path(__file__).parents[3] / "config"
EDITIONS = [load_edition(CONFIG / "criteria" / f"{name}.yaml") for name in ("osi-2024", "losi-2024")]


def calendar(about, sectors=()) -> Calendar:
    return Calendar.model_validate(
        {
            "version": 1,
            "deadlines": [
                {
                    "id": "one",
                    "title": {"vi": "a", "en": "a"},
                    "by": {"vi": "a", "en": "a"},
                    "to": {"vi": "a", "en": "a"},
                    "due": {"until": "2018-09-01"},
                    "whose": {"sectors": list(sectors)},
                    "about": [about],
                    "source": {"text": "a"},
                }
            ],
        }
    )


@pytest.mark.parametrize(
    ("about", "sectors", "expected"),
    [
        ({"subindices": ["SP"]}, ["health"], []),
        ({"subindices": ["PE"]}, [], [("deadlines.0.about.0", "no criterion fits all of it")]),
        ({"subindices": ["PE"], "editions": ["losi-2024"]}, [], []),
        (
            {"editions": ["osi-2023"]},
            [],
            [("deadlines.0.about.0.editions", "there is no edition 'osi-2023'")],
        ),
        ({"groups": ["weather"]}, [], [("deadlines.0.about.0", "no criterion fits all of it")]),
        (
            {"groups": ["services"]},
            ["helth"],
            [("deadlines.0.whose.sectors", "there is no sector 'helth'")],
        ),
    ],
)
def test_what_a_calendar_names_exists(about, sectors, expected):
    known = load_sectors(CONFIG).known

    assert list(calendar_faults(calendar(about, sectors), EDITIONS, known)) == expected


def test_an_index_of_its_own_is_meant_only_where_it_is_named():
    (unnamed,) = calendar({"subindices": ["SP"]}).deadlines[0].about

    assert {c.id[:4] for c in meant(unnamed, EDITIONS)} == {"OSI2"}


def test_every_date_of_the_presets_is_about_criteria_that_exist():
    editions = [load_edition(path) for path in sorted((CONFIG / "criteria").glob("*.yaml"))]

    faults = list(
        calendar_faults(load_calendar(CONFIG / "calendar.yaml"), editions, load_sectors(CONFIG).known)
    )
    assert faults == []


def test_the_check_of_a_configuration_covers_its_calendar(tmp_path):
    for path in (
        "criteria",
        "lexicon",
        "guard.yaml",
        "notify.yaml",
        "retention.yaml",
        "sectors.yaml",
        "weights.yaml",
    ):
        (tmp_path / path).symlink_to(CONFIG / path)
    (tmp_path / "calendar.yaml").write_text("version: 1\ndedlines: []\n")
    assert [str(fault) for fault in check_config(tmp_path)] == [
        f"{tmp_path}/calendar.yaml:2: dedlines: unknown key"
    ]

    text = (CONFIG / "calendar.yaml").read_text(encoding="utf-8")
    (tmp_path / "calendar.yaml").write_text(
        text.replace("sectors: [environment]", "sectors: [sea]"), encoding="utf-8"
    )
    (fault,) = check_config(tmp_path)
    assert "there is no sector 'sea'" in str(fault)
