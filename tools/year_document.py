"""Writes `docs/year.md`: the year of the demo portals as a table, from `audit/demo/year.yaml`; `tools/build_docs.py` calls this."""

from __future__ import annotations

from collections.abc import Iterator

from audit.demo.year import Deed, Step, load_year
from audit.schedule import VIETNAM

HEAD = """\
# A year of the demo portals

What becomes of findings over four quarters of 2019, on the five demo portals: pages change, are taken down, come back and are shut
off; agencies answer, the operator decides, webmasters have things looked at again, and contacts read mails.

```
osi-audit demo --year --data /tmp/osi-year
```

plays it in some minutes with the commands of every day, by a clock that is set back, and leaves a data folder with five runs:
reports with a trend over the year, proofs of re-checks, tables of answers, and every mail in `mails/`. `tests/audit/demo/test_year.py` plays it against a mail server of loopback and
holds it to `audit/demo/year.yaml`: the state of the last run, every finding that moves, every mail, and what first screens of
reports say; nothing else moves, and nobody else is told.

A finding is named by its criterion; a cause by its kind and the first digits of its id. *The rest* are all findings of an agency that
were new, or not there, before, and are named nowhere else. Why states are what they are stands in [operations](operations.md).

This page is written by `tools/build_docs.py` from `audit/demo/year.yaml`.

"""


def year_document() -> str:
    """Return docs/year.md."""
    return HEAD + "\n".join(_section(step) for step in load_year().steps)


def _section(step: Step) -> str:
    day = step.at.astimezone(VIETNAM)
    lines = [f"## {step.id}. {day:%d/%m/%Y}", "", step.tells.strip(), ""]
    lines += [f"- `{_said(deed)}`" + (f", exit code {deed.ends}" if deed.ends else "") for deed in step.do]
    lines += ["", "| | |", "|---|---|", f"| last run | {step.then.run} |"]
    lines += [f"| {left} | {right} |" for left, right in _outcome(step)]
    return "\n".join([*lines, ""])


def _said(deed: Deed) -> str:
    if deed.fill:
        return f"{deed.fill}: {', '.join(deed.rows)}"
    return f"osi-audit {deed.run}"


def _outcome(step: Step) -> Iterator[tuple[str, str]]:
    for agency, by_state in step.then.moved.items():
        for state, named in by_state.items():
            yield f"{agency}: {state}", named if isinstance(named, str) else ", ".join(named)
    if not step.then.moved:
        yield "findings", "none moves"
    for mail in step.then.mails:
        yield f"mail to {mail.to}", mail.subject
    for agency, screen in step.then.reports.items():
        if screen.says:
            yield f"report of {agency} says", "; ".join(f"“{text}”" for text in screen.says)
