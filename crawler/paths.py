"""Where configuration lies: beside the code in a checkout, inside the wheel when installed."""

from __future__ import annotations

from pathlib import Path

from crawler.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
"""The checkout's root, or site-packages."""


def config_dir(explicit: Path | str | None = None) -> Path:
    """Return the configuration folder.

    Args:
        explicit: What the user asked for with ``--config``; wins when given.

    Raises:
        UsageError: The folder does not exist.
    """
    candidates = [Path(explicit)] if explicit else [ROOT / "config", ROOT / "audit" / "_config"]
    for path in candidates:
        # A wheel's neighbour in site-packages may be anybody's "config": ours holds the criteria.
        if path.is_dir() and (explicit or (path / "criteria").is_dir()):
            return path
    raise UsageError(f"no configuration folder at {candidates[0]}")
