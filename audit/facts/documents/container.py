"""ZIP containers (DOCX, XLSX, ODT, ODS): what is in them, and whether it may be unpacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from audit.facts.documents.draft import LIMITS
from audit.facts.documents.model import Trouble

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 4096
_FREE = 1 << 20
_ENCRYPTED = 0x1
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def container_kind(body: bytes) -> tuple[str, Trouble]:
    """Tell which document a ZIP file is, without unpacking it.

    Returns:
        docx, xlsx, odt, ods or nothing; and why it must not be unpacked: too large, encrypted, damaged, or with a DTD, which
        no document needs and entity bombs do.
    """
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            parts = archive.infolist()
            kind = _kind(archive, {part.filename for part in parts})
            return kind, _trouble(archive, parts, len(body)) if kind else Trouble.UNSUPPORTED
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "", Trouble.DAMAGED


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            return _MIMETYPES.get(part.read(100).decode("ascii", "replace").strip(), "")
    # Other names of the main part are allowed, and rare.
    return next(
        (kind for start, kind in (("word/", "docx"), ("xl/worksheets/", "xlsx")) if _any(names, start)), ""
    )


def _any(names: set[str], start: str) -> bool:
    return any(name.startswith(start) and name.endswith(".xml") for name in names)


def _trouble(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], packed: int) -> Trouble:
    size = sum(part.file_size for part in parts)
    if len(parts) > LIMITS["parts"] or size > LIMITS["unpacked_bytes"]:
        return Trouble.BOMB
    if size > _FREE and size > LIMITS["unpacked_ratio"] * packed:
        return Trouble.BOMB
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            return Trouble.ENCRYPTED
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(_HEAD)
            if _DOCTYPE.search(head):
                return Trouble.BOMB
            if part.filename == "META-INF/manifest.xml" and b"encryption-data" in archive.read(part):
                return Trouble.ENCRYPTED
    return Trouble.NONE
