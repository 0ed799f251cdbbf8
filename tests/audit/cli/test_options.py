import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from audit.cli import COMMANDS, cli
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


def test_every_command_stands_where_it_is_said_to():
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert command.name == name


def test_a_command_loads_its_own_module_alone():
    """What the version is, is told without the modules of commands."""
    loaded = "import sys; from audit.__main__ import run; run(['--version']); print([m for m in sys.modules if m.startswith('audit.cli.')])"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "[]"
