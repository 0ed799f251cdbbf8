"""Writes the documents that are lists kept in code or data: statuses, stats, the data dictionary, the year, the JSON schemas.

Run it from the checkout after a change: `python tools/build_docs.py`. A test holds the documents to the code.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from audit.coverage import group_of  # noqa: E402
from crawler.stats import STATS  # noqa: E402
from crawler.status import FetchStatus  # noqa: E402
from reports.export.schema import SCHEMAS, schema  # noqa: E402
from reports.i18n import Speech  # noqa: E402
from reports.statuses import STATUSES  # noqa: E402
from tools.data_dictionary import data_dictionary  # noqa: E402
from tools.year_document import year_document  # noqa: E402

STATUS_HEAD = """\
# Why a page was or was not read

Every address that a crawl comes to know ends with one status. Only `ok` gives a page; `document`, `data`
and `search` are kept beside the pages. *Blocked* ones keep the crawler out:
what lies behind them is *could not tell*, never *not met*. The coverage statement of a report counts each address in one
of four groups, and found = read + skipped + failed + left.

This page is written by `tools/build_docs.py` from `crawler/status.py` and `reports/statuses.py`.
"""

STATS_HEAD = """\
# What the crawler counts

Every decision that the crawler makes in silence counts a Scrapy stat under `osi/`. They stand in the `stats` of a
snapshot's `result.json`.

This page is written by `tools/build_docs.py` from `crawler/stats.py`.

| stat | meaning |
|---|---|
"""


def statuses() -> str:
    """Return docs/statuses.md: one section per status, in English and Vietnamese."""
    vietnamese = Speech("vi")
    parts = [STATUS_HEAD]
    for status in FetchStatus:
        text = STATUSES[status]
        facts = [f"group: {group_of(status)}"]
        facts += ["blocked"] if status.is_blocked else []
        facts += ["the crawler's own decision"] if status.is_own_decision else []
        parts.append(
            f"## `{status.value}`\n\n({', '.join(facts)})\n\n"
            f"- {text.sentence} {text.advice}\n"
            f"- {vietnamese.text(text.sentence)} {vietnamese.text(text.advice)}\n"
        )
    return "\n".join(parts)


def stats() -> str:
    """Return docs/stats.md: a table."""
    return STATS_HEAD + "".join(f"| `{name}` | {text} |\n" for name, text in sorted(STATS.items()))


def json_schema(name: str) -> str:
    """Return a file of reports/schema/."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/statuses.md": statuses,
    "docs/stats.md": stats,
    "docs/data-dictionary.md": data_dictionary,
    "docs/year.md": year_document,
    **{f"reports/schema/{name}": partial(json_schema, name) for name in SCHEMAS},
}


def main() -> None:
    """Write all documents."""
    for name, make in DOCUMENTS.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
