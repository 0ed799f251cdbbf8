"""Builds the Word templates of official drafts, `reports/official/templates/*.docx`, from their words and form.

Run `python -m tools.build_official_templates` after a change in `tools/official_templates/`. A test holds the files to it.
Offices edit copies of the files in Word, not these: docs/official-documents.md.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml

from tools.official_templates import documents
from tools.official_templates.form import Sheet
from tools.official_templates.thematic import thematic

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "reports" / "official" / "templates"
WORDS = Path(__file__).with_name("official_templates") / "words.yaml"
LAYOUTS = {"agency": documents.agency, "letter": documents.letter, "thematic": thematic}
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def built() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each template: `agency.vi.docx`."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    for name, lay_out in LAYOUTS.items():
        for language in ("vi", "en"):
            page = lay_out(language, words["head"][language], words[name][language])
            yield f"{name}.{language}.docx", _frozen(page)


def _frozen(page: Sheet) -> bytes:
    """Return the file without the moment at which it was made."""
    properties = page.document.core_properties
    properties.created = properties.modified = _DAY
    made, frozen = io.BytesIO(), io.BytesIO()
    page.document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return frozen.getvalue()


def main() -> int:
    """Write the templates."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in built():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
