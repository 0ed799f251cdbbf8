"""Writes the reports of a run, file by file: what one of them breaks on, keeps none of the others from being written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from audit.reasons import REASONS
from crawler.errors import OsiAuditError, UsageError
from reports.environment import environment
from reports.files import replace_file
from reports.i18n import LOCALES, LocaleCode
from reports.kinds import FORMATS, UNAVAILABLE
from reports.rendering import Rendering, agency_of
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
        super().__init__(f"{len(self.failures)} of the reports could not be written: {_together(failures)}")


def _together(failures: Sequence[Failure]) -> str:
    """Say each cause once: a fault in a template is that of every report made by it."""
    causes: dict[str, list[str]] = {}
    for failure in failures:
        causes.setdefault(str(failure).removeprefix(f"{failure.name}: "), []).append(failure.name)
    return "; ".join(
        f"{names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''}: {cause}"
        for cause, names in causes.items()
    )


def render_run(
    told: Told,
    out: Path,
    *,
    locales: Iterable[LocaleCode] = LOCALES,
    formats: Sequence[str] = ("html",),
    templates: Path | None = None,
    agencies: Collection[str] = (),
) -> list[Path]:
    """Write `out/index.html`, and below `out/<locale>/` the files of the formats asked for.

    Args:
        told: The run.
        out: Folder, made when missing; files of the same names are replaced.
        locales: Languages; the first one is what `out/index.html` offers first.
        formats: Keys of `reports.kinds.FORMATS`.
        templates: Folder whose templates stand in place of the project's ones of the same name.
        agencies: Only files of these are written, told beside all others; when empty, all files of the run.

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
    whys = {name: UNAVAILABLE[name]() for name in formats if name in UNAVAILABLE}
    failures = [Failure(f"*.{name}", UsageError(why)) for name, why in whys.items() if why]
    possible = tuple(name for name in formats if not whys.get(name))
    sectors = told.rules.lexicon.sectors
    titles = sectors.sectors | sectors.fields
    environments = {locale: environment(locale, REASONS, titles, templates) for locale in locales}
    rendering = Rendering(told, environments, possible, templates=templates)
    kinds = [kind for name in possible for kind in FORMATS[name]]
    everyone = {result.agency_id for result in told.results}
    names = {name for kind in kinds for name, _ in kind(rendering)}
    wanted = {name for name in names if not agencies or agency_of(name, everyone) in agencies}
    there = wanted | {name for name in names - wanted if (out / name).is_file()}
    rendering = replace(rendering, names=frozenset(there))
    written: list[Path] = []
    for kind in kinds:
        for name, make in kind(rendering):
            if name not in wanted:
                continue
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
