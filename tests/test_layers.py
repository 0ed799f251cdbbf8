"""The house's shape: imports point one way, files stay small, SQL stays in its rooms."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "crawler": {"audit", "reports"},
    "audit": {"reports"},
    "reports": set(),
}
COMPOSITION_ROOT = ("audit/cli/", "audit/__main__.py")


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_point_one_way(package):
    wrong = {
        str(path.relative_to(ROOT)): sorted(imported(path) & FORBIDDEN[package])
        for path in modules(package)
        if imported(path) & FORBIDDEN[package]
        and not str(path.relative_to(ROOT)).startswith(COMPOSITION_ROOT)
    }

    assert wrong == {}


def test_reports_import_the_crawler_only_for_words():
    """A report may name a fetch status or a registry word; it never reads a snapshot."""
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules("reports")
        if re.search(r"from crawler\.(snapshot|warc|job|dispatch|spiders)", path.read_text(encoding="utf-8"))
    ]

    assert wrong == []


PURE = ["audit/scoring.py", "audit/findings.py", "audit/engine.py", "audit/facts", "audit/detectors"]
IO = {"sqlite3", "sqlite_utils", "socket", "subprocess", "urllib.request", "requests", "warcio", "scrapy"}


@pytest.mark.parametrize("place", PURE)
def test_the_core_is_pure(place):
    path = ROOT / place
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))

    assert files
    assert {str(f): sorted(imported(f) & IO) for f in files if imported(f) & IO} == {}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_file_is_over_400_lines(package):
    long = {
        str(path.relative_to(ROOT)): count
        for path in modules(package)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


def test_sql_is_written_in_its_rooms():
    """audit.db's in audit/store, pages.db's in crawler/ (its snapshot modules), portal.db's and search.db's in packages of their own."""
    statement = re.compile(r"\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")
    rooms = ("audit/store/", "crawler/", "reports/portal/accounts/", "reports/search/")
    wrong = [
        str(path.relative_to(ROOT))
        for package in FORBIDDEN
        for path in modules(package)
        if not str(path.relative_to(ROOT)).startswith(rooms)
        and statement.search(path.read_text(encoding="utf-8"))
    ]

    assert wrong == []
