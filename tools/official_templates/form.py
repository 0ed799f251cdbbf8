"""The form of an official document on paper (Decree 30/2020/NĐ-CP), drawn with python-docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT: Final = "Times New Roman"
BODY, SMALL, CELL = 14, 11, 10
_LEFT, _RIGHT, _EDGE = 30, 15, 20
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of the head or foot, and how it is printed."""

    text: str
    size: float = 13
    bold: bool = False
    italic: bool = False
    rule: float = 0.0
    """Line beneath, as a share of the column; 0 for none."""
    frame: bool = False
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    head: str
    cell: str
    width: float
    """mm"""
    align: Align = "left"


@dataclass
class Sheet:
    """A document that is being written."""

    language: str
    """`vi-VN` or `en-GB`."""
    foot: str
    """Small, on every page."""
    document: Document = field(default_factory=docx.Document)

    def __post_init__(self) -> None:
        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title"):
            style = self.document.styles[name]
            style.font.name, style.font.color.rgb = FONT, RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for attribute in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{attribute}"), FONT)
            style.font.size = Pt(BODY)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.language)
        self.document.styles["Normal"].element.get_or_add_rPr().append(language)
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), self.language)
        self.document.core_properties.author = "osi-audit"
        self.document.core_properties.title = ""
        self.document.core_properties.comments = ""
        self._paper(self.document.sections[0], portrait=True)

    def _paper(self, section: Section, *, portrait: bool) -> None:
        width, height = (Mm(210), Mm(297)) if portrait else (Mm(297), Mm(210))
        section.orientation = WD_ORIENT.PORTRAIT if portrait else WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = width, height
        section.left_margin = Mm(_LEFT if portrait else _EDGE)
        section.right_margin, section.top_margin, section.bottom_margin = Mm(_RIGHT), Mm(_EDGE), Mm(_EDGE)
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        settings = section._sectPr  # noqa: SLF001 - python-docx has no name for page numbers
        numbers = settings.find(qn("w:pgNumType"))
        if numbers is None:
            numbers = OxmlElement("w:pgNumType")
            settings.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
        numbers.set(qn("w:start"), "1")
        if not portrait:
            return
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _page_number(head.add_run())
        for footer in (section.footer, section.first_page_footer):
            line = footer.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(line, self.foot, 9, italic=True)

    def columns(self, left: Sequence[Words], right: Sequence[Words], widths: tuple[float, float]) -> None:
        """Print lines in two columns without borders, as the head and the foot of a document have them."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        for cell, lines, width in zip(table.rows[0].cells, (left, right), widths, strict=True):
            cell.width = Mm(width)
            cell._element.remove(cell.paragraphs[0]._element)  # noqa: SLF001
            for words in lines:
                _line(cell, words, width)
        _grid(table, widths)

    def title(self, *lines: Words, width: float = 165) -> None:
        """Print the kind of document and its abstract, centred on a sheet of so many mm."""
        for number, words in enumerate(lines):
            paragraph = self.document.add_paragraph(style="Title" if number == 0 else None)
            _spaced(paragraph, before=12 if number == 0 else 0, after=4)
            _plain(paragraph)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(paragraph, words.text, words.size, bold=words.bold, italic=words.italic)
            if words.rule:
                _rule(self.document.add_paragraph(), width, words.rule)

    def heading(self, text: str, level: int = 1) -> None:
        """Print a heading: bold; that of a third level in italics, too."""
        paragraph = self.document.add_paragraph(style=f"Heading {level}")
        _spaced(paragraph, before=8 if level == 1 else 6, after=3)
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, text, BODY, bold=True, italic=level == 3)

    def paragraph(
        self,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        align: Align = "both",
        ragged: bool = False,
        keep: bool = False,
    ) -> None:
        """Print a paragraph of the text.

        Args:
            text: With tags.
            bold: Whether it is bold.
            italic: Whether it is in italics.
            align: Justified with a first line set in, or else as named.
            ragged: Where addresses and ids would tear justified lines apart.
            keep: On one page with what follows, so that no signature stands alone.
        """
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = keep or None
        _spaced(paragraph, before=0, after=4)
        paragraph.alignment = _ALIGN["left" if ragged else align]
        paragraph.paragraph_format.first_line_indent = Mm(12.7 if align == "both" else 0)
        _run(paragraph, text, BODY, bold=bold, italic=italic)

    def tag(self, text: str) -> None:
        """Put a tag that takes a paragraph of its own: {%p if … %}."""
        self.document.add_paragraph(text)

    def each(self, of: str, text: str, *, ragged: bool = False) -> None:
        """Print a paragraph for each `line` of a list, marked with a dash."""
        self.tag(f"{{%p for line in {of} %}}")
        self.paragraph(f"- {text}", ragged=ragged)
        self.tag("{%p endfor %}")

    def table(
        self,
        columns: Sequence[Column],
        of: str,
        name: str = "row",
        *,
        size: float = SMALL,
        strong: str = "",
    ) -> None:
        """Print a table with a line for each of a list; its head stands on every page.

        Args:
            columns: Heads and fields.
            of: The list.
            name: What a line is called in the fields.
            size: Of the letters, in points.
            strong: When this holds, a line is printed in bold.
        """
        loop, end = f"{{%tr for {name} in {of} %}}", "{%tr endfor %}"
        rows: list[str | None] = [loop, None, end]
        if strong:
            rows = [loop, f"{{%tr if {strong} %}}", None, "{%tr else %}", None, "{%tr endif %}", end]
        table = self.document.add_table(rows=len(rows) + 1, cols=len(columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        head, *lines = table.rows
        _mark(head._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        _mark(head._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
        for cell, column in zip(head.cells, columns, strict=True):
            _fill(cell, column.head, size, "center", bold=True)
        bold = bool(strong)
        for row, tag in zip(lines, rows, strict=True):
            if tag:
                _fill(row.cells[0], tag, size, "left")
                continue
            _mark(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
            for cell, column in zip(row.cells, columns, strict=True):
                _fill(cell, column.cell, size, column.align, bold=bold)
            bold = False
        for row in table.rows:
            for cell, column in zip(row.cells, columns, strict=True):
                cell.width = Mm(column.width)
        _grid(table, [column.width for column in columns])
        _spaced(self.document.add_paragraph(), before=0, after=2)

    def annex(self, *lines: Words) -> None:
        """Begin an annex on a landscape sheet, with page numbers of its own."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._paper(section, portrait=False)
        self.title(*lines, width=262)


def _line(cell: _Cell, words: Words, width: float) -> None:
    paragraph = cell.add_paragraph()
    _spaced(paragraph, before=0, after=0)
    paragraph.alignment = _ALIGN[words.align]
    run = _run(paragraph, words.text, words.size, bold=words.bold, italic=words.italic)
    if words.frame:
        paragraph.paragraph_format.space_before = Pt(6)
        border = OxmlElement("w:bdr")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        run._element.get_or_add_rPr().append(border)  # noqa: SLF001
    if words.rule:
        _rule(cell.add_paragraph(), width, words.rule)


def _rule(paragraph: Paragraph, width: float, share: float) -> None:
    """Draw a line beneath what stands above, as long as a share of the width."""
    _spaced(paragraph, before=0, after=4)
    margin = Mm(width * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = margin
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._element.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    paragraph.paragraph_format.line_spacing = Pt(4)


def _plain(paragraph: Paragraph) -> None:
    """Take the ornament of Word's title style away."""
    style = paragraph.style
    borders = None if style is None else style.element.find(f".//{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def _fill(cell: _Cell, text: str, size: float, align: Align, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    _spaced(paragraph, before=1, after=1)
    paragraph.alignment = _ALIGN[align]
    _run(paragraph, text, size, bold=bold)


def _run(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    return run


def _spaced(paragraph: Paragraph, *, before: float, after: float) -> None:
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.1


def _mark(properties: OxmlElement, name: str) -> None:
    properties.append(OxmlElement(name))


def _grid(table: Table, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _page_number(run: Run) -> None:
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._element.append(element)  # noqa: SLF001
