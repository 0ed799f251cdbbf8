"""Writes the reports of a run: one self-contained HTML file per agency and language, and the overview."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, Template

from audit.reasons import REASONS
from audit.results import AgencyResult
from audit.rules import Rules
from audit.services.required.reconciliation import Reconciliation
from crawler.errors import OsiAuditError, StoreError
from reports.environment import environment, matrix_cells
from reports.i18n import LOCALES, LocaleCode
from reports.overview import overview_view
from reports.run import RunInfo
from reports.safety import visible
from reports.views import agency_view

__all__ = ["ReportError", "RunInfo", "render_run"]

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be written."""

    name: str
    """`<locale>/<agency>` or `<locale>/index`."""
    cause: Exception


class ReportError(OsiAuditError):
    """Raised when some reports could not be written, from `render_run`, after all others were.

    Args:
        written: The files that are there.
        failures: What is not, and why.
    """

    def __init__(self, written: Sequence[Path], failures: Sequence[Failure]) -> None:
        self.written = list(written)
        self.failures = list(failures)
        lines = [f"{failure.name}: {type(failure.cause).__name__}: {failure.cause}" for failure in failures]
        super().__init__(f"{len(lines)} of the reports could not be written: " + "; ".join(lines))


def render_run(
    results: Sequence[AgencyResult],
    rules: Rules,
    out: Path,
    *,
    locales: Iterable[LocaleCode] = LOCALES,
    run: RunInfo,
    required: Reconciliation | None = None,
) -> list[Path]:
    """Write `out/<locale>/<agency>.html`, `out/<locale>/index.html` and `out/index.html`.

    Args:
        results: One per agency, in the order of the registry.
        rules: With every edition judged.
        out: Folder, made when missing; files of the same names are replaced.
        locales: Languages; the first one is what `out/index.html` offers first.
        run: What the reports say about the run.
        required: Services set against the lists that must be met.

    Returns:
        The files written, `out/index.html` first.

    Raises:
        UsageError: There is no catalogue for a locale.
        ReportError: Some reports failed; the others are written.
        StoreError: The folder cannot be written; files that were there are as they were.
    """
    names = rules.lexicon.sectors.sectors | rules.lexicon.sectors.fields
    environments = {locale: environment(locale, REASONS, names) for locale in locales}
    written: list[Path] = []
    failures: list[Failure] = []
    for page in _pages(environments, _Told(results, rules, run, required)):
        try:
            text = visible(page.text())
        except Exception as error:  # noqa: BLE001 - whatever one report breaks on, the others are written
            failures.append(Failure(page.name, error))
            continue
        path = out / f"{page.name}.html"
        _replace(path, text)
        written.append(path)
    if failures:
        raise ReportError(written, failures)
    return written


def _replace(path: Path, text: str) -> None:
    """Write a file in one step, so that whoever reads it, or a full disk, never meets half of it."""
    temporary = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _Told:
    """All that the reports are made from."""

    results: Sequence[AgencyResult]
    rules: Rules
    run: RunInfo
    required: Reconciliation | None


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    """Path below the folder, without `.html`."""
    text: Callable[[], str]


def _pages(environments: Mapping[LocaleCode, Environment], told: _Told) -> Iterator[_Page]:
    first = next(iter(environments.values()))
    yield _Page(
        "index", partial(first.get_template("choose.html").render, run=told.run, offered=list(environments))
    )
    for locale, env in environments.items():
        yield _Page(f"{locale}/index", partial(_overview, env, told))
        template = env.get_template("agency.html")
        for result in told.results:
            yield _Page(f"{locale}/{result.agency_id}", partial(_agency, template, result, told))


def _agency(template: Template, result: AgencyResult, told: _Told) -> str:
    if not _FILE_NAME.fullmatch(result.agency_id) or result.agency_id == "index":
        raise ValueError(f"{result.agency_id!r} cannot be the name of a file")
    view = agency_view(result, told.rules, told.results, told.required)
    return template.render(view=view, run=told.run, file_name=f"{result.agency_id}.html")


def _overview(env: Environment, told: _Told) -> str:
    view = overview_view(told.results, told.rules, told.required)
    return env.get_template("overview.html").render(view=view, run=told.run, cell=matrix_cells(env))
