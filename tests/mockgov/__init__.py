"""Loopback portals for tests: a real, threaded server with one path per behaviour."""

from tests.mockgov.registry import agency, write_registry
from tests.mockgov.server import Hit, MockGov

__all__ = ["Hit", "MockGov", "agency", "write_registry"]
