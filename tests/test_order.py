"""The longest files begin first, so that no process is left alone with one at the end."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import LONGEST, pytest_collection_modifyitems

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", LONGEST)
def test_a_file_that_begins_early_is_there(name):
    assert (HERE / name).is_file()


def test_the_longest_come_first_and_all_else_stays_in_its_order():
    names = ["test_docs.py::b", f"{LONGEST[1]}::b", "test_docs.py::a", f"{LONGEST[0]}::a", f"{LONGEST[1]}::a"]
    items = [SimpleNamespace(path=HERE / name.partition("::")[0], name=name) for name in names]
    pytest_collection_modifyitems(items)

    assert [item.name for item in items] == [names[1], names[3], names[4], names[0], names[2]]
