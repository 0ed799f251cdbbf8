"""The texts of a portal: files of pages, each under a head `=== path | kind | title | day | key=value; …`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEAD = "=== "


@dataclass(frozen=True)
class Text:
    """One page as written; `body` is Markdown or wikitext, `day` an ISO date or empty."""

    path: str
    kind: str
    title: str
    day: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    body: str = ""


def texts(folder: Path) -> Iterator[Text]:
    """Yield the pages of the files of a folder in the order of their names.

    Raises:
        ValueError: a head with fewer than three parts.
    """
    for path in sorted(folder.iterdir()):
        for part in f"\n{path.read_text(encoding='utf-8')}".split(f"\n{HEAD}")[1:]:
            head, _, body = part.partition("\n")
            parts = [piece.strip() for piece in head.split("|")]
            if len(parts) < 3:
                raise ValueError(f"{path.name}: {head}")
            yield Text(
                "" if parts[0] == "/" else parts[0],
                parts[1],
                parts[2],
                parts[3] if len(parts) > 3 else "",
                _facts(parts[4]) if len(parts) > 4 else {},
                body.strip(),
            )


def _facts(text: str) -> dict[str, str]:
    pairs = (piece.partition("=") for piece in text.split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def pdf(title: str) -> bytes:
    """Return a file of one empty page, for links to documents whose text nobody reads."""
    name = title.encode("utf-16-be").hex()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        f"<</Title<FEFF{name}>>>".encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + tail
