from datetime import date
from pathlib import Path

import pytest

from audit.cli.options import Choice
from crawler.errors import UsageError
from crawler.registry import load_registry

REGISTRY = load_registry(Path(__file__).parents[3] / "config" / "sites.yaml")
SURVEY = date(2018, 6, 30)


def ids(choice: Choice) -> list[str]:
    return [a.id for a in choice.agencies(REGISTRY)]


def test_agencies_come_in_the_registrys_order():
    assert ids(Choice(("moh", "mod"), None, None, SURVEY)) == ["mod", "moh"]


def test_kind_and_sector_narrow():
    assert ids(Choice((), "ministry", "health", SURVEY)) == ["moh"]


def test_a_merged_agency_names_its_successor():
    with pytest.raises(UsageError, match="mic did not exist on 01/01/2026; its successor is most"):
        ids(Choice(("mic",), None, None, date(2026, 1, 1)))


def test_nothing_left_is_said():
    with pytest.raises(UsageError, match=r"no agency matches .*kind province, sector health"):
        ids(Choice((), "province", "health", SURVEY))


def test_given_is_told_from_empty():
    assert not Choice((), None, None, None).given
    assert Choice((), None, None, SURVEY).given
