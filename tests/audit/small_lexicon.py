"""A copy of the lexicon with few families: what would name the others is taken out of it."""

from __future__ import annotations

from pathlib import Path

import yaml


def forget_nesting(lexicon: Path) -> None:
    """Leave no family in what sections may hold, in a folder with a copy of `config/lexicon`."""
    path = lexicon / "nesting.yaml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    none = {"sections": {}, "below": {}, "readers": {**known["readers"], "holds": []}}
    path.write_text(yaml.safe_dump({**known, **none}, allow_unicode=True), encoding="utf-8")
