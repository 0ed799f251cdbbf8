"""What every test gets: no connection beyond loopback, no proxy from outside, and the shared corpora by path."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

SHARED = Path(__file__).parents[1] / ".." / "shared"
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")

LONGEST = (
    "eval/test_confidence_floors.py",
    "eval/test_packed.py",
    "eval/test_pairs_floors.py",
    "eval/test_portal_floors.py",
    "eval/test_verdict_floors.py",
    "eval/test_corpora_run.py",
    "audit/test_kill.py",
    "audit/test_cluster.py",
    "audit/test_runs.py",
    "audit/cli/test_runs_command.py",
    "audit/demo/test_year.py",
    "audit/cli/test_due.py",
    "audit/test_runs_again.py",
    "crawler/test_crawl_rendering.py",
    "reports/portal/test_fronts.py",
    "reports/portal/test_browser.py",
    "reports/portal/test_browser_looks.py",
    "reports/test_browser.py",
    "reports/test_browser_agency.py",
    "reports/test_run_pages_browser.py",
    "reports/test_overview_browser.py",
    "reports/test_help_browser.py",
    "test_benchmarks.py",
    "test_demo.py",
)
"""Files that take half a minute and more: one that begins last would keep a process at work alone."""

SAME_PORTALS = {
    f"tests/eval/{name}.py"
    for name in (
        "test_confidence_floors",
        "test_packed",
        "test_pairs_floors",
        "test_portal_floors",
        "test_verdict_floors",
    )
}
"""Files that judge the same real portals: a process keeps what it has read and judged of one, so that one process does all of them."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand files out one by one, but those of the same portals together."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "same portals" if file in SAME_PORTALS else file

    return Together(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Have pytest-xdist hand files out in our order; its own puts those of few tests last, which take longest."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; among themselves they, and all others, stay in their random order."""
    first = {Path(__file__).parent / name for name in LONGEST}
    items.sort(key=lambda item: item.path not in first)


def _is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    return str(address[0]).startswith(_LOOPBACK)


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every connection that leaves this machine fails, with a message that says so."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self, address):
        if not _is_local(address):
            raise AssertionError(f"a test tried to connect to {address}")
        return connect(self, address)

    def guarded_ex(self, address):
        if not _is_local(address):
            raise AssertionError(f"a test tried to connect to {address}")
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


@pytest.fixture(autouse=True)
def no_outer_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the developer's machine is not this test's."""
    for name in ("http_proxy", "https_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the shared corpora; skips the test when it is not beside the checkout."""
    folder = (SHARED / "corpora").resolve()
    if not folder.is_dir():
        pytest.skip("the shared corpora are not beside the checkout")
    return folder
