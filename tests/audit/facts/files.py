"""Small files made by hand for tests of documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import openpyxl
from pypdf import PdfReader, PdfWriter

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def pdf(*pages: Sequence[str], picture: bool = False, properties: dict[str, str] | None = None) -> bytes:
    """A PDF with a font of its own, as Word writes them: bytes that only its table of letters explains."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    assert len(letters) < 220, "one byte a letter"
    code = {letter: 33 + number for number, letter in enumerate(letters)}
    table = "".join(
        f"<{number:02X}> <{letter.encode('utf-16-be').hex()}>\n" for letter, number in code.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(letters)} beginbfchar\n{table}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = ["", "", f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+X/ToUnicode 3 0 R>>")
    objects.append(
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n0\nendstream"
    )
    kids = []
    for page in pages:
        shown = "".join(
            f"<{''.join(f'{code[letter]:02X}' for letter in line)}> Tj 0 -14 Td\n" for line in page
        )
        content = f"BT /F 10 Tf 40 800 Td\n{shown}ET" + (" /I Do" if picture else "")
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
        image = "/XObject<</I 5 0 R>>" if picture else ""
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F 4 0 R>>{image}>>>>"
        )
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    return _with_properties(assembled(objects), properties)


def encrypted_pdf(*pages: Sequence[str], password: str, owner: str = "owner") -> bytes:
    """A PDF that opens with a password; an empty one only keeps readers from changing it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*pages))))
    writer.encrypt(password, owner_password=owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(
    *paragraphs: str, tables: Sequence[Sequence[Sequence[str]]] = (), title: str = "", **core: object
) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.core_properties.title = title
    for name, value in core.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opendocument(kind: str, content: str) -> bytes:
    """An ODT or ODS with `content` in its body."""
    names = f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="{TABLE}"'
    mimetype = {"odt": "text", "ods": "spreadsheet"}[kind]
    return container(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{mimetype}",
            "content.xml": f"<office:document-content {names}><office:body>{content}</office:body></office:document-content>",
        }
    )


def container(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(body: bytes, part: str, data: bytes) -> bytes:
    """A container with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return container({**parts, part: data})


def _with_properties(body: bytes, properties: dict[str, str] | None) -> bytes:
    if not properties:
        return body
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def assembled(objects: Sequence[str]) -> bytes:
    """A PDF of numbered objects."""
    out = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
