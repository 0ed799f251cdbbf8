"""Which reports a command is to write: the options that `report` and `run` share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from audit.cli.options import Day
from reports.i18n import LOCALES, LocaleCode
from reports.kinds import FORMATS, USUAL

R = TypeVar("R")
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The reports that a command was asked for."""

    formats: tuple[str, ...] = USUAL
    """Keys of `reports.kinds.FORMATS`."""
    locales: tuple[LocaleCode, ...] = LOCALES
    """The one that is offered first comes first."""
    templates: Path | None = None
    answer_by: str = ""
    """Day by which agencies should answer, YYYY-MM-DD."""
    agency_ids: tuple[str, ...] = ()
    """Only files of these; all files of the run when empty."""


USUALLY: Final = Wanted()
"""What a command writes that was asked for nothing else."""


class Several(click.ParamType[tuple[str, ...]]):
    """A few of some names, with commas between them.

    Args:
        known: The names there are.
        what: What one of them is called.
        everything: Whether `all` stands for all of them.
    """

    def __init__(self, known: Sequence[str], what: str, *, everything: bool = False) -> None:
        self.name = what
        self._known = tuple(known)
        self._all = everything

    def get_metavar(self, *_args: Any, **_kwargs: Any) -> str:
        """Return what help texts show in place of a value."""
        return "[" + "|".join((*self._known, *([ALL] if self._all else []))) + "],…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Split, or fail with a message that names what there is."""
        if isinstance(value, tuple):
            return value
        asked = [part.strip().lower() for part in value.split(",") if part.strip()]
        if self._all and ALL in asked:
            return self._known
        for name in asked:
            if name not in self._known:
                self.fail(f"no {self.name} {name!r}; there are {', '.join(self._known)}", param, ctx)
        if not asked:
            self.fail(f"which {self.name}? there are {', '.join(self._known)}", param, ctx)
        return tuple(dict.fromkeys(asked))


def report_options(function: Callable[..., R]) -> Callable[..., R]:
    """Give a command --format, --locale, --templates and --answer-by, and hand them over as `wanted`."""

    @click.option(
        "--format",
        "formats",
        type=Several(tuple(FORMATS), "format", everything=True),
        envvar="OSI_AUDIT_FORMATS",
        default=",".join(USUAL),
        show_default=True,
        show_envvar=True,
        help="Forms of the reports, with commas between them.",
    )
    @click.option(
        "--locale",
        "locales",
        type=Several(LOCALES, "language"),
        envvar="OSI_AUDIT_LOCALES",
        default=",".join(LOCALES),
        show_default=True,
        show_envvar=True,
        help="Languages of the reports, the one that is offered first in front.",
    )
    @click.option(
        "--templates",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        envvar="OSI_AUDIT_TEMPLATES",
        show_envvar=True,
        help="Folder whose templates stand in place of the program's own of the same name.",
    )
    @click.option(
        "--answer-by",
        type=Day(),
        envvar="OSI_AUDIT_ANSWER_BY",
        show_envvar=True,
        help="Day by which agencies should answer; reports name it.",
    )
    @functools.wraps(function)
    def wrapped(
        *args: Any,
        formats: tuple[str, ...],
        locales: tuple[LocaleCode, ...],
        templates: Path | None,
        answer_by: date | None,
        **kwargs: Any,
    ) -> R:
        asked = Wanted(formats, locales, templates, answer_by.isoformat() if answer_by else "")
        return function(*args, wanted=asked, **kwargs)

    return wrapped
