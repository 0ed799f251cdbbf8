"""Words that facts are read by, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from crawler.yamlfile import Loader


@cache
def load(name: str) -> Any:
    """Read `<name>.yaml` of this folder."""
    text = (files(__package__) / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader)  # noqa: S506


def words(name: str, *keys: str) -> frozenset[str]:
    """Return a list of words from a data file as a set.

    Args:
        name: The file, without its ending.
        keys: The path to the list.
    """
    value = load(name)
    for key in keys:
        value = value.get(key, ())
    return frozenset(value)
