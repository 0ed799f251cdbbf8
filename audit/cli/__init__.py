"""Click commands, one module per group of verbs; the composition root: the only place that imports all packages."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from crawler import __version__

COMMANDS: Final = {
    "backup": "backup.backup",
    "restore": "restore.restore",
    "run": "run.run",
    "crawl": "run.crawl",
    "audit": "run.audit",
    "runs": "runs.runs",
    "prune": "prune.prune",
    "due": "due.due_",
    "status": "due.status",
    "report": "report.report",
    "export": "export.export",
    "evidence": "evidence.evidence",
    "review": "review.review",
    "services": "services.services",
    "compare": "compare.compare",
    "findings": "findings.findings",
    "recheck": "recheck.recheck_",
    "gate": "gate.gate_",
    "notify": "notify.notify",
    "answers": "findings.answers",
    "sites": "sites.sites",
    "criteria": "criteria.criteria",
    "serve": "serve.serve",
    "users": "users.users",
    "tokens": "tokens.tokens",
    "worker": "worker.worker",
    "search": "search.search",
    "demo": "demo.demo",
    "doctor": "doctor.doctor",
}
"""Where each command stands: its module here, and its name there."""


class Commands(click.Group):
    """Loads a command when it is called: loading all of them takes longer than most of them do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded; None where there is none of that name."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, name = COMMANDS[cmd_name].split(".")
            self.add_command(getattr(import_module(f"audit.cli.{module}"), name), cmd_name)
        return super().get_command(ctx, cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="osi-audit")
def cli() -> None:
    """Audit government portals for English content and online services, and write gap reports.

    \b
    Try it:                 osi-audit demo
    One ministry:           osi-audit run --agency moh
    All ministries of 2018: osi-audit run --kind ministry --on 2018-06-30
    What the schedule wants: osi-audit due
    Judge again, no crawl:  osi-audit audit latest --edition osi-2024
    Reports once more:      osi-audit report latest
    Why results differ:     osi-audit compare 20180331T070000Z latest
    Is it mended?           osi-audit recheck FINDING
    May it go out?          osi-audit gate moh --fail-on new
    What became of findings: osi-audit findings list --agency moh
    What agencies answer:   osi-audit answers export moh.xlsx --agency moh
    What persons decide:    osi-audit review export review.csv
    Is all in order?        osi-audit doctor
    In a browser:           osi-audit serve
    What is to be online:   osi-audit services import list.xlsx
    What old runs weigh:    osi-audit prune --dry-run
    Verdicts as a table:    osi-audit export verdicts --format csv > verdicts.csv

    Data lies under ./var (--data DIR or OSI_AUDIT_DATA), configuration beside the code (--config DIR).
    """
