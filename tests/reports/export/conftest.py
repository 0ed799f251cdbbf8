from __future__ import annotations

import pytest

from reports.kinds import USUAL
from reports.render import render_run
from tests.reports.export import full


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """All usual reports of the full run, in both languages."""
    out = tmp_path_factory.mktemp("usual")
    render_run(full.told(), out, formats=USUAL)
    return out
