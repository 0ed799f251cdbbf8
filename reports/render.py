"""Writes the reports of a run, file by file: what one of them breaks on, keeps none of the others from being written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from audit.reasons import REASONS
from audit.results import AgencyResult
from crawler.errors import OsiAuditError, StoreError, UsageError
from reports.agencies import Agencies
from reports.environment import environment
from reports.files import replace_file
from reports.i18n import LOCALES, LocaleCode
from reports.kinds import FORMATS, UNAVAILABLE
from reports.rendering import Content, Kind, Make, OfAgency, OfRun, Rendering
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
        The files written, in the order of the formats, each agency's together; of "html", `out/index.html` first.

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
    chosen = frozenset(
        result.agency_id for result in told.results if not agencies or result.agency_id in agencies
    )
    names = dict(_names(kinds, rendering))
    wanted = {name for name, owner in names.items() if (owner in chosen if owner else not agencies)}
    there = wanted | {name for name in names.keys() - wanted if (out / name).is_file()}
    writing = _Writing(replace(rendering, names=frozenset(there)), out, failures)
    if not agencies:
        writing.run(kind for kind in kinds if not isinstance(kind, OfAgency))
    writing.agencies([kind for kind in kinds if isinstance(kind, OfAgency)], chosen)
    written = [out / name for name in names if name in writing.written]
    if failures:
        raise ReportError(written, failures)
    return written


def _names(kinds: Iterable[Kind], rendering: Rendering) -> Iterator[tuple[str, str]]:
    """Yield each file with the id of its agency, which is empty for files of the run."""
    for kind in kinds:
        if isinstance(kind, OfAgency):
            for result in rendering.told.results:
                for name in kind.names(result.agency_id, rendering.environments):
                    yield name, result.agency_id
        else:
            for name, _make in kind(rendering):
                yield name, ""


@dataclass(frozen=True, slots=True)
class _Writing:
    """Files on their way: those of the run, then agency by agency, of which one at a time is in memory whole."""

    rendering: Rendering
    out: Path
    failures: list[Failure]
    written: set[str] = field(default_factory=set)

    def run(self, kinds: Iterable[OfRun]) -> None:
        for kind in kinds:
            for name, make in kind(self.rendering):
                self._write(name, make)

    def agencies(self, kinds: Sequence[OfAgency], chosen: Collection[str]) -> None:
        told, locales = self.rendering.told, self.rendering.environments
        reports = Agencies(told)
        makers = [(kind, kind.begin(self.rendering, reports)) for kind in kinds]
        for result in told.results if makers else ():
            if result.agency_id not in chosen:
                continue
            whole = cache(partial(told.all_of, result))
            for kind, make in makers:
                for locale in locales:
                    for ending in kind.endings:
                        name = f"{locale}/{result.agency_id}{ending}"
                        self._write(name, partial(_of, make, locale, ending, whole))

    def _write(self, name: str, make: Callable[[], Content]) -> None:
        try:
            content = make()
        except Exception as error:  # noqa: BLE001 - whatever one report breaks on, the others are written
            self.failures.append(Failure(name, error))
            return
        try:
            replace_file(self.out / name, content)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a piece of it could not be made
            self.failures.append(Failure(name, error))
            return
        self.written.add(name)


def _of(make: Make, locale: LocaleCode, ending: str, whole: Callable[[], AgencyResult]) -> Content:
    return make(locale, ending, whole())
