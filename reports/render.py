"""Writes the reports of a run, file by file: what one of them breaks on, keeps none of the others from being written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from audit.reasons import REASONS
from crawler.errors import OsiAuditError, UsageError
from reports.environment import environment
from reports.files import replace_file
from reports.i18n import LOCALES, LocaleCode
from reports.kinds import FORMATS
from reports.rendering import Rendering
from reports.told import Told

__all__ = ["Failure", "ReportError", "render_run"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be written."""

    name: str
    """Path below the folder, `vi/moh.html`."""
    cause: Exception

    def __str__(self) -> str:
        cause = self.cause
        where = (
            f"{cause.filename or cause.name}, line {cause.lineno}: "
            if isinstance(cause, TemplateSyntaxError)
            else ""
        )
        kind = "" if isinstance(cause, TemplateError | OsiAuditError) else f"{type(cause).__name__}: "
        return f"{self.name}: {where}{kind}{cause}"


class ReportError(OsiAuditError):
    """Raised when some reports could not be written, from `render_run`, after all others were.

    Args:
        written: The files that are there.
        failures: What is not, and why.
    """

    def __init__(self, written: Sequence[Path], failures: Sequence[Failure]) -> None:
        self.written = list(written)
        self.failures = list(failures)
        lines = "; ".join(map(str, failures))
        super().__init__(f"{len(self.failures)} of the reports could not be written: {lines}")


def render_run(
    told: Told,
    out: Path,
    *,
    locales: Iterable[LocaleCode] = LOCALES,
    formats: Sequence[str] = ("html",),
    templates: Path | None = None,
) -> list[Path]:
    """Write `out/index.html`, and below `out/<locale>/` the files of the formats asked for.

    Args:
        told: The run.
        out: Folder, made when missing; files of the same names are replaced.
        locales: Languages; the first one is what `out/index.html` offers first.
        formats: Keys of `reports.kinds.FORMATS`.
        templates: Folder whose templates stand in place of the project's ones of the same name.

    Returns:
        The files written, in the order of the formats; of "html", `out/index.html` first.

    Raises:
        UsageError: There is no catalogue for a locale, no such format, or no such folder.
        ReportError: Some reports failed; the others are written.
        StoreError: The folder cannot be written; files that were there are as they were.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"no reports in the format {unknown[0]!r}; there are {', '.join(FORMATS)}")
    if templates is not None and not templates.is_dir():
        raise UsageError(f"{templates}: no such folder of templates")
    sectors = told.rules.lexicon.sectors
    names = sectors.sectors | sectors.fields
    environments = {locale: environment(locale, REASONS, names, templates) for locale in locales}
    kinds = [kind for name in formats for kind in FORMATS[name]]
    rendering = Rendering(told, environments, tuple(formats), templates=templates)
    names = frozenset(name for kind in kinds for name, _ in kind(rendering))
    rendering = replace(rendering, names=names)
    written: list[Path] = []
    failures: list[Failure] = []
    for kind in kinds:
        for name, make in kind(rendering):
            try:
                content = make()
            except Exception as error:  # noqa: BLE001 - whatever one report breaks on, the others are written
                failures.append(Failure(name, error))
                continue
            replace_file(out / name, content)
            written.append(out / name)
    if failures:
        raise ReportError(written, failures)
    return written
