"""Click commands, one module per group of verbs; the composition root: the only place that imports all packages."""

from __future__ import annotations

import click

from audit.cli import (
    compare,
    criteria,
    demo,
    doctor,
    due,
    evidence,
    export,
    findings,
    gate,
    notify,
    prune,
    recheck,
    report,
    review,
    run,
    runs,
    serve,
    services,
    sites,
    users,
    worker,
)
from crawler import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
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


for command in (
    run.run,
    run.crawl,
    run.audit,
    runs.runs,
    prune.prune,
    due.due_,
    due.status,
    report.report,
    export.export,
    evidence.evidence,
    review.review,
    services.services,
    compare.compare,
    findings.findings,
    recheck.recheck_,
    gate.gate_,
    notify.notify,
    findings.answers,
    sites.sites,
    criteria.criteria,
    serve.serve,
    users.users,
    worker.worker,
    demo.demo,
    doctor.doctor,
):
    cli.add_command(command)
