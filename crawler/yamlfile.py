"""YAML files into pydantic models, with errors that name file, line and key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from crawler.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

M = TypeVar("M", bound=BaseModel)

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads plain data alone; in C where that is at hand, eight times as fast."""


def load_yaml(path: Path) -> tuple[Any, dict[str, int]]:
    """Read a YAML file.

    Returns:
        The data, and the 1-based line of each dotted key (``agencies.3.portals.0.url``).

    Raises:
        ConfigError: Missing, unreadable, not UTF-8, not YAML, or a key twice in one mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(path, f"is not UTF-8 (byte {error.start})") from error
    lines: dict[str, int] = {}
    try:
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            if node is not None:
                _index(path, node, "", lines)
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigError(path, f"is not valid YAML: {error.problem}", line=line) from error
    except (yaml.YAMLError, ValueError) as error:  # a date that is none, unquoted
        raise ConfigError(path, f"is not valid YAML: {error}") from error
    return data, lines


def load_model(path: Path, model: type[M]) -> tuple[M, dict[str, int]]:
    """Read a YAML file into `model`; see `load_yaml` for what is returned and raised."""
    data, lines = load_yaml(path)
    return validated(path, data, lines, model), lines


def validated(path: Path, data: object, lines: dict[str, int], model: type[M]) -> M:
    """Turn what `load_yaml` returned for a file into `model`.

    Raises:
        ConfigError: It breaks the model; file, line and key are named.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = faults_in(path, error, lines)[0]
        more = error.error_count() - 1
        if more:
            plural = "s" if more > 1 else ""
            message = f"{first.message}; {more} more error{plural} in this file"
            raise ConfigError(path, message, key=first.key, line=first.line) from error
        raise first from error


def faults_in(
    path: Path, error: ValidationError, lines: dict[str, int], prefix: str = ""
) -> list[ConfigError]:
    """Return every fault that pydantic found in a file, with file, line and key.

    Args:
        path: The file.
        error: What the model raised.
        lines: From `load_yaml`.
        prefix: Dotted key of the part of the file that was validated; empty for all of it.
    """
    found = []
    for fault in error.errors():
        key = ".".join(str(part) for part in (*([prefix] if prefix else []), *fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            message = "unknown key"
        elif fault["type"] != "missing":
            message += f" (found {fault['input']!r})" if len(repr(fault["input"])) < 80 else ""
        found.append(ConfigError(path, message, key=key, line=line_of(key, lines)))
    return found


def line_of(key: str, lines: dict[str, int]) -> int | None:
    """Return the line of a dotted key, or of the nearest key above it."""
    while key:
        if key in lines:
            return lines[key]
        key = key.rpartition(".")[0]
    return None


def _index(path: Path, node: yaml.Node, prefix: str, lines: dict[str, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, value_node in node.value:
            name = str(key_node.value)
            key = f"{prefix}.{name}" if prefix else name
            if name in seen and name != "<<":
                raise ConfigError(path, "the key stands twice", key=key, line=key_node.start_mark.line + 1)
            seen.add(name)
            lines[key] = key_node.start_mark.line + 1
            _index(path, value_node, key, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            key = f"{prefix}.{number}"
            lines[key] = item.start_mark.line + 1
            _index(path, item, key, lines)
