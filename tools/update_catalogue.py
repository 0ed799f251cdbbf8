"""Brings the catalogues of the reports up to date with the templates, the code and the reasons.

Run `python -m tools.update_catalogue` after changing a sentence; then translate what it counts as missing in
`reports/locale/vi/LC_MESSAGES/osi-audit.po`. The English catalogue holds only what is worded otherwise than its id.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from audit.reasons import REASONS
from crawler.details import DETAILS

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
HEADER = """\
# Vietnamese sentences of the reports.
msgid ""
msgstr ""
"Language: vi\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def path_of(locale: str) -> Path:
    """Return the path of a language's catalogue."""
    return REPORTS / "locale" / locale / "LC_MESSAGES" / "osi-audit.po"


def messages() -> Catalog:
    """Collect every message id of the reports: templates, `N_()` in the code, `audit.reasons` and `crawler.details`."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        REPORTS,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        options_map={"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}},
        keywords=KEYWORDS,
    )
    for name, _line, message, _comments, context in found:
        catalogue.add(message, locations=[(f"reports/{name}", None)], context=context)
    for code, sentence in (*REASONS.items(), *DETAILS.items()):
        catalogue.add(sentence, auto_comments=[code])
    return catalogue


def read(locale: str) -> Catalog:
    """Read a language's catalogue."""
    with path_of(locale).open("rb") as stream:
        return read_po(stream, locale=locale, abort_invalid=True)


def main() -> None:
    """Update the Vietnamese catalogue and count what is missing."""
    catalogue = read("vi")
    catalogue.update(messages(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, omit_header=True)
    path_of("vi").write_bytes(HEADER.encode() + buffer.getvalue())
    missing = [m.id for m in catalogue if m.id and not (m.string and all(_texts(m.string)))]
    print(f"{path_of('vi')}: {len(catalogue)} messages, {len(missing)} without a translation")
    for message in missing:
        print("  ", message)


def _texts(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


if __name__ == "__main__":
    main()
