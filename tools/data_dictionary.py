"""Writes docs/data-dictionary.md: what each column and each property means that the program writes.

Everything stands in `reports/export/dictionary.yaml`; `tools/build_docs.py` calls this, and a test holds both to what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.cli import differences
from audit.life import table as findings_table
from audit.review import sheet
from audit.services.required import asking
from reports.export import dictionary, pairs, scores, services, verdicts
from reports.export.dictionary import Field
from reports.export.schema import SCHEMAS
from reports.export.values import VALUES
from reports.i18n import Speech

EXPORTS = {
    "verdicts": (*verdicts.COLUMNS, "evidence", "reason_local"),
    "scores": scores.COLUMNS,
    "page_pairs": pairs.COLUMNS,
    "service_list": services.COLUMNS,
    "comparison": differences.COLUMNS,
    "review": sheet.COLUMNS,
    "answers": findings_table.COLUMNS,
    "matches": asking.COLUMNS,
}
"""Columns of the tables that stand in the code which writes them."""
_FILES = {
    "summary": "`<agency>.xlsx`",
    "findings": "`<agency>.xlsx`, `<agency>.csv`",
    "criteria": "`<agency>.xlsx`",
    "services": "`<agency>.xlsx`",
    "pairs": "`<agency>.xlsx`",
    "coverage": "`<agency>.xlsx`",
    "portals": "`<agency>.xlsx`",
    "columns": "`<agency>.xlsx`, `overview.xlsx`",
    "overview": "`overview.xlsx`, `overview.csv`",
    "matrix": "`overview.xlsx`",
    "without": "`overview.xlsx`",
}
HEAD = """\
# Data dictionary

What each column of a table and each property of a JSON document means that `osi-audit` writes, in English and Vietnamese.

- **Ids are the same everywhere**: `finding_id`, `criterion_id`, `service_id` and `agency_id` stand unchanged in HTML, PDF, DOCX,
  XLSX, CSV, JSON and Markdown, and from run to run.
- CSV is UTF-8 with a byte order mark, separated by commas (RFC 4180), and has the keys below as its head in every language;
  sentences in it are in the report's language. Workbooks have the headings below, and their last sheet explains them.
- In CSV, several values in one cell have spaces between them; yes and no are `yes` and `no`; what nobody knows is empty. In
  workbooks, several values stand one a line, and codes are said as words. In JSON they are lists, `true`, `false` and `null`.
- Text that a spreadsheet could take for a formula begins with an apostrophe. Characters that cannot be seen, or that turn the
  direction of writing, stand as their code point (`[U+202E]`), in JSON as an escape.
- Numbers are not rounded for readers; time stamps are UTC (ISO 8601).
- The JSON documents are described by JSON Schema (Draft 2020-12): [`agency-report-1.json`](../reports/schema/agency-report-1.json),
  [`overview-1.json`](../reports/schema/overview-1.json) and, for messages to webhooks,
  [`notice-1.json`](../reports/schema/notice-1.json). They name no property beyond these. A document says in `version`
  by which form it is written: the number before the point is that of the schema, and grows when a reader has to change.
- Scores are aligned to the UN's Online Service Index and no estimate of it. *Could not tell* is never *not met*: the low end
  of a score counts it as missing, the high end as present.

This page is written by `tools/build_docs.py` from `reports/export/dictionary.yaml`.
"""


def data_dictionary() -> str:
    """Return docs/data-dictionary.md."""
    return "\n".join((HEAD, *_sheets(), *_exports(), *_objects(), *_values()))


def _sheets() -> Iterator[str]:
    yield "## Reports as tables\n"
    for name in dictionary.names("tables"):
        shown = dictionary.table(name)
        yield f"### {shown.title.en} · {shown.title.vi}\n\nIn {_FILES[name]}.\n"
        yield _table(shown.fields, headings=True)


def _exports() -> Iterator[str]:
    yield "## Exports and tables for persons\n"
    for name, columns in EXPORTS.items():
        shown = dictionary.export(name, columns)
        yield f"### {shown.title.en}\n"
        yield _table(shown.fields)


def _objects() -> Iterator[str]:
    yield "## JSON documents\n"
    roots = {root: name for name, (root, _) in SCHEMAS.items()}
    for name in dictionary.names("objects"):
        about = f"The document of `reports/schema/{roots[name]}`.\n\n" if name in roots else ""
        yield f"### Object `{name}`\n\n{about}".rstrip("\n") + "\n"
        yield _table(dictionary.properties(name))


def _values() -> Iterator[str]:
    yield "## Values\n"
    speech = {locale: Speech(locale) for locale in ("en", "vi")}
    for name, known in VALUES.items():
        yield f"### Values `{name}`\n"
        lines = ["| value | English | tiếng Việt |", "|---|---|---|"]
        lines += [
            f"| `{code or ' '}` | {speech['en'].text(text)} | {speech['vi'].text(text)} |"
            for code, text in known.items()
        ]
        yield "\n".join(lines) + "\n"


def _table(fields: Iterable[Field], *, headings: bool = False) -> str:
    lines = ["| key | type | meaning | ý nghĩa |", "|---|---|---|---|"]
    for field in fields:
        english = f"**{field.heading.en}**: {field.meaning.en}" if headings else field.meaning.en
        vietnamese = f"**{field.heading.vi}**: {field.meaning.vi}" if headings else field.meaning.vi
        lines.append(f"| `{field.key}` | {_type(field)} | {english} | {vietnamese} |")
    return "\n".join(lines) + "\n"


def _type(field: Field) -> str:
    base = field.base
    if base.startswith("[{"):
        said = f"list of `{base[2:-2]}`"
    elif base.startswith("{}"):
        said = f"values `{base[2:]}` by id"
    elif base.startswith("{"):
        said = f"`{base[1:-1]}`"
    else:
        said = {"list": "list of text", "bool": "yes/no", "map": "text or number by name"}.get(base, base)
    parts = [said, field.unit, f"values [`{field.values}`](#values-{field.values})" if field.values else ""]
    return ", ".join(part for part in parts if part) + (" or null" if field.nullable else "")
