"""What stands under "How to apply", "Cách nộp hồ sơ": steps one after another, or the channels to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.facts.data import load
from audit.facts.services.verbs import any_of
from audit.facts.services.words import bare

_DATA = load("services/procedure")
_STEP = re.compile(r"\b(?:buoc|step) (?:so )?\d+\b")
_NUMBER = re.compile(r"\A(?:\d+ )?")
_CHANNELS = any_of(_DATA["channels"])
_BESIDE = frozenset(_DATA["channels_beside"])
_FEWEST = 2  # steps


def tells_steps(lines: Sequence[str], numbered: Sequence[str]) -> bool:
    """Say whether a text is steps: numbered ones, or such that call themselves so; numbered channels are none.

    Args:
        lines: The text.
        numbered: Those of its lines that are numbered, or items of an ordered list.
    """
    if len({found for line in lines for found in _STEP.findall(bare[line])}) >= _FEWEST:
        return True
    steps = [line for line in numbered if not _starts_with_channel(line)]
    return len(steps) >= _FEWEST and 2 * len(steps) > len(numbered)


def tells_channels(lines: Sequence[str]) -> bool:
    """Say whether a text names channels (counter, online, post) and nothing else."""
    text = " ".join([bare[line] for line in lines])
    rest = _CHANNELS.sub(" ", text)
    return rest != text and _BESIDE.issuperset(rest.split())


def _starts_with_channel(line: str) -> bool:
    return _CHANNELS.match(_NUMBER.sub("", bare[line])) is not None
