from __future__ import annotations

import pytest

from reports.render import render_run
from reports.told import Told
from tests.reports import samples


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """The four sample agencies, written once."""
    out = tmp_path_factory.mktemp("reports")
    render_run(Told(samples.all_results(), samples.rules(), samples.RUN), out)
    return out
