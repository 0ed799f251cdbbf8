"""A portal where audit.db may be asked by tables and SQL, and its operator."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from tests.reports.portal.conftest import Portal
from tests.reports.portal.with_data import with_data


@pytest.fixture(scope="module")
def portal(audited, tmp_path_factory):
    """A portal where it is switched on."""
    folder = tmp_path_factory.mktemp("data") / "portal"
    with_data(audited[0], folder)
    with ExitStack() as stack:
        yield Portal(folder, audited[1], stack)


@pytest.fixture(scope="module")
def operator(portal):
    return portal.visitor("operator")


def ask(operator, sql: str, form: str = ".json", **params: str):
    return operator.get(f"/data/audit{form}", params={"sql": sql, **params})
