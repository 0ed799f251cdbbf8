"""`osi-audit doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from audit.cli.options import counted
from audit.datadir import DataDir
from audit.doctor.model import Level, Patient, Said
from audit.doctor.table import CHECKS, examine
from audit.place import Place
from crawler.clock import moment
from crawler.errors import UsageError
from crawler.paths import ROOT, config_dir
from reports.egdi_data import load_egdi
from reports.pdf import pdf_of, unavailable
from reports.portal import checkup as portal
from reports.portal.data.queries import load_queries
from reports.portal.options import load_options
from reports.safety import visible
from reports.search import checkup as search

FAULTY: Final = 9
"""Exit code when at least one thing does not work."""
ALL: Final = (*CHECKS, portal.CHECK, search.CHECK)
FORM: Final = 1
"""Of what `--json` prints; another number where a program that reads it has to be changed."""
_PAGE: Final = '<!DOCTYPE html><html lang="vi"><head><title>Kiểm tra</title><style></style></head><body><h1>Kiểm tra</h1></body></html>'


@click.command()
@click.option(
    "--deep", is_flag=True, help="Read every record of the archives that a result rests on; takes minutes."
)
# As of every command, but with nothing asked of what is named: to say what is wrong with it is what this is for.
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="OSI_AUDIT_DATA",
    default=Path("var"),
    show_default=True,
    show_envvar=True,
    help="Folder of snapshots, audit.db and reports.",
)
@click.option(
    "--config", type=click.Path(path_type=Path), help="Configuration folder instead of the built-in one."
)
@click.option("--sites", type=click.Path(path_type=Path), help="Another registry than CONFIG/sites.yaml.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def doctor(data: Path, config: Path | None, sites: Path | None, *, deep: bool, as_json: bool) -> int:
    """See whether everything is in order, and say what to do where it is not; nothing is changed, nothing is sent.

    Looked at are the data folder, audit.db, who may read databases and secrets, runs and the clock, snapshots, registry and
    configuration, mail and webhooks, the browser, programs for documents and paper, the data of languages, the portal with its
    people and jobs, and the index of its search. Each line is ok, warning or fault.

    \b
    Examples: osi-audit doctor
              osi-audit doctor --deep --data /var/lib/osi-audit/var
              osi-audit doctor --json | jq '.checks[] | select(.level != "ok")'

    Exit codes: 0 no fault, 9 at least one.
    """
    folder = _config(config)
    place = Place(DataDir(data.absolute()), folder, (sites or folder / "sites.yaml").absolute())
    patient = Patient(
        place,
        os.environ,
        moment(),
        deep=deep,
        paper=_paper,
        beyond={
            "egdi.yaml": lambda: load_egdi(folder),
            "portal.yaml": lambda: load_options(folder),
            "queries.yaml": lambda: load_queries(folder),
        },
    )
    told: list[tuple[str, Said]] = []
    for name, said in examine(patient, ALL):
        told.append((name, said))
        if not as_json:
            click.echo(_line(name, said))
    levels = Counter(said.level for _, said in told)
    faults, warnings = levels[Level.FAULT], levels[Level.WARNING]
    if as_json:
        click.echo(_document(patient, told))
    click.echo(f"{counted(faults, 'fault')}, {counted(warnings, 'warning')}", err=True)
    return FAULTY if faults else 0


def _line(name: str, said: Said) -> str:
    """One line, and what to do on a second one."""
    line = f"{said.level:<8} {name:<10} {' '.join(visible(said.what).split())}"
    return f"{line}\n{'':19} → {' '.join(visible(said.do).split())}" if said.do else line


def _document(patient: Patient, told: Sequence[tuple[str, Said]]) -> str:
    """What was said as JSON; keys as docs/operations.md has them."""
    known = {
        "form": FORM,
        "at": patient.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "data": str(patient.place.data.root),
        "deep": patient.deep,
        "faults": sum(said.level is Level.FAULT for _, said in told),
        "warnings": sum(said.level is Level.WARNING for _, said in told),
        "checks": [
            {"check": name, "level": said.level.value, "what": said.what, "do": said.do}
            for name, said in told
        ],
    }
    return json.dumps(known, ensure_ascii=False, indent=1)


def _config(named: Path | None) -> Path:
    """The folder that commands would take, whether it is there or not."""
    try:
        return config_dir(named)
    except UsageError:
        return named or ROOT / "config"


def _paper() -> str:
    if why := unavailable():
        return why
    try:
        made = pdf_of(_PAGE)
    except Exception as error:  # noqa: BLE001 - libraries of the system raise what they like
        return f"{type(error).__name__} while one was made: {error}"
    return "" if made.startswith(b"%PDF") else "what was made is none"
