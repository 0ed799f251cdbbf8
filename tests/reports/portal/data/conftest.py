"""A portal where audit.db may be asked by tables and SQL, and its operator."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.reports.portal.conftest import Portal

CONFIG = Path(__file__).parents[4] / "config"


@pytest.fixture(scope="module")
def portal(audited, tmp_path_factory):
    """A portal where it is switched on."""
    folder = tmp_path_factory.mktemp("data") / "portal"
    shutil.copytree(audited[0], folder)
    (folder / "config" / "portal.yaml").write_text("data: true\n", encoding="utf-8")
    shutil.copy(CONFIG / "queries.yaml", folder / "config")
    with ExitStack() as stack:
        yield Portal(folder, audited[1], stack)


@pytest.fixture(scope="module")
def operator(portal):
    return portal.visitor("operator")


def ask(operator, sql: str, form: str = ".json", **params: str):
    return operator.get(f"/data/audit{form}", params={"sql": sql, **params})
