"""Small real files for the demo portals' document links: PDF, DOCX, XLSX, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (2018, 1, 1, 0, 0, 0)

Rows = list[list[str]]


def make_file(kind: str, title: str, rows: Rows) -> bytes:
    """Return a file.

    Args:
        kind: A key of `CONTENT_TYPES`.
        title: What the link to it says; the text of a PDF or DOCX.
        rows: Header and body of a table; what a CSV, JSON or XLSX holds.
    """
    makers: dict[str, Callable[[str, Rows], bytes]] = {
        "pdf": _pdf,
        "csv": _csv,
        "json": _json,
        "docx": _docx,
        "xlsx": _xlsx,
    }
    return makers[kind](title, rows)


def _plain(text: str) -> str:
    """ASCII letters: the fonts that every PDF reader has know no Vietnamese."""
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return flat.encode("ascii", "ignore").decode()


def _pdf(title: str, rows: Rows) -> bytes:
    lines = [
        _plain(title),
        "(Tai lieu mau / sample document)",
        *(_plain("  ".join(row)) for row in rows[:40]),
    ]
    escaped = [line[:95].replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    stream = ("BT /F1 11 Tf 14 TL 56 780 Td " + " ".join(f"({line}) '" for line in escaped) + " ET").encode()
    info = b"\xfe\xff" + title.encode("utf-16-be")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Title <" + info.hex().encode() + b"> >>",
    ]
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def _csv(_title: str, rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _json(title: str, rows: Rows) -> bytes:
    head, *body = rows or [[]]
    records = [dict(zip(head, row, strict=False)) for row in body]
    return json.dumps({"title": title, "records": records}, ensure_ascii=False, indent=1).encode()


def _package(parts: dict[str, str], main: str, kind: str) -> bytes:
    """Zip an Office file: its content types and its first relation are the same for both kinds."""
    override = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    extra = '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    types = (
        f'<Types xmlns="{_OPC}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        f'.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{override}'
        f"{extra if main.startswith('xl') else ''}</Types>"
    )
    relation = (
        f'<Relationships xmlns="{_OPC}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        f' Target="{main}"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"[Content_Types].xml": types, "_rels/.rels": relation, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return out.getvalue()


def _docx(title: str, rows: Rows) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    texts = [title, "(Mẫu dùng cho cổng trình diễn)", *(" ".join(row) for row in rows)]
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package({"word/document.xml": document}, "word/document.xml", kind)


def _xlsx(_title: str, rows: Rows) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relation = (
        f'<Relationships xmlns="{_OPC}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>'
    )
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relation,
        "xl/worksheets/sheet1.xml": sheet,
    }
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return _package(parts, "xl/workbook.xml", kind)
