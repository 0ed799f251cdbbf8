"""A portal's folder where audit.db may be asked by tables and SQL."""

from __future__ import annotations

import shutil
from pathlib import Path

CONFIG = Path(__file__).parents[3] / "config"


def with_data(source: Path, folder: Path) -> None:
    """Copy a portal's folder and switch `/data` on in the copy, with the questions that come along."""
    shutil.copytree(source, folder)
    (folder / "config" / "portal.yaml").write_text("data: true\n", encoding="utf-8")
    shutil.copy(CONFIG / "queries.yaml", folder / "config")
