"""The checks, in the order in which they are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Final

from audit.doctor import configuration, database, folder, mail, programs, rights, runs, snapshots
from audit.doctor.model import Check, Patient, Said, fault, warning
from crawler.errors import OsiAuditError, StoreError

_PACKAGE: Final = f"{Path(__file__).parents[2]}/"

_FIRST: Final = "do what is told of the database, and ask again"

CHECKS: Final = (
    Check("folder", folder.look),
    Check("database", database.look),
    Check("rights", rights.look),
    Check("runs", runs.look),
    Check("snapshots", snapshots.look),
    Check("config", configuration.look),
    Check("mail", mail.look),
    Check("browser", programs.look_browser),
    Check("documents", programs.look_documents),
    Check("paper", programs.look_paper),
    Check("language", programs.look_language),
)
"""Each goes its own way: what one finds broken keeps no other from being looked at."""


def examine(patient: Patient, checks: Sequence[Check] = CHECKS) -> Iterator[tuple[str, Said]]:
    """Carry checks out, and yield the name of each with what it says.

    A check that cannot be carried out is a fault, too; nothing is raised.
    """
    for check in checks:
        try:
            for said in check.look(patient):
                yield check.name, said
        except StoreError:
            said = warning("cannot be looked at before audit.db is in order, and of this version", _FIRST)
            yield check.name, said
        except (OsiAuditError, OSError, sqlite3.Error) as error:
            yield check.name, fault(f"cannot be looked at: {error}", "mend what is told above, and ask again")
        except Exception as error:  # noqa: BLE001 - whatever is broken, the other checks are told
            yield (
                check.name,
                fault(
                    f"the check broke off: {type(error).__name__}: {error} ({_place(error)})",
                    "mend what is told above; else write to the developers",
                ),
            )


def _place(error: Exception) -> str:
    """Where in the program it was raised, for who mends it."""
    here = [frame for frame in extract_tb(error.__traceback__) if _PACKAGE in frame.filename]
    return f"{here[-1].filename.rpartition(_PACKAGE)[2]}:{here[-1].lineno}" if here else "elsewhere"
