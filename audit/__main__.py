"""`python -m audit` and the entry point `osi-audit`: runs the commands and turns errors into exit codes."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence

import click

from audit.cli import cli
from crawler.errors import OsiAuditError, StoreError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it (128 + SIGINT)."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit.

    Exit codes: 0 done · 1 unexpected fault · 2 usage or configuration · 3 nothing could be crawled ·
    4 data folder, snapshot or database · 5 done, but some agencies failed · 130 interrupted.
    """
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; the message of an error goes to stderr."""
    try:
        code = cli.main(
            args=list(argv) if argv is not None else None, prog_name="osi-audit", standalone_mode=False
        )
    except click.exceptions.Abort:
        click.echo("interrupted; what was done so far is kept", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OsiAuditError as error:
        click.echo(f"error: {error}", err=True)
        return error.exit_code
    except sqlite3.Error as error:  # of a question for which nobody names the file
        click.echo(f"error: a database says: {error}; osi-audit doctor says what to do", err=True)
        return StoreError.exit_code
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
