from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.shared import Pt
from jinja2 import UndefinedError
from markupsafe import Markup

from audit.reasons import REASONS
from reports.environment import environment
from reports.official.word import About, TemplateFileError, WordTemplate, printable
from tests.reports.hostile import PAYLOADS
from tests.reports.official import lines, parts

ABOUT = About("Báo cáo", "vi", "2018-06-30T02:40:00Z")


@pytest.fixture
def filled(tmp_path):
    """Writes a template of a few paragraphs and fills it."""

    def _filled(*paragraphs, about=ABOUT, **content):
        path = tmp_path / "template.docx"
        document = docx.Document()
        document.core_properties.author = "Nguyễn Văn A"
        document.core_properties.last_modified_by = "Nguyễn Văn A"
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(path)
        return WordTemplate(path, environment("vi", REASONS)).fill(content, about)

    return _filled


def _opened(content):
    return docx.Document(io.BytesIO(content))


@pytest.mark.parametrize("payload", [*PAYLOADS, "a\x0b\x0c\ufffe\ud800b", "</w:t></w:r></w:p>", "&lt;"])
def test_crawled_text_stays_text_of_one_paragraph(filled, payload):
    made = _opened(filled("before", "{{ x }}", "{{ y|safe }}", "after", x=payload, y=Markup(payload)))
    assert lines(made) == ["before", printable(payload).strip(), printable(payload).strip(), "after"]


def test_what_cannot_be_seen_or_written_is_told_by_its_code():
    assert printable("a\u202eb\x00c\ud800\uffff") == "a[U+202E]b[U+0000]c[U+D800][U+FFFF]"
    assert printable("a\r\n\tb") == "a b"


def test_tags_that_word_has_split_and_rows_and_paragraphs_are_understood(tmp_path):
    path = tmp_path / "split.docx"
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ na", "me }", "}"):
        paragraph.add_run(piece).font.size = Pt(11 + len(piece))
    document.add_paragraph("{%p if no %}")
    document.add_paragraph("hidden")
    document.add_paragraph("{%p endif %}")
    table = document.add_table(rows=3, cols=2)
    table.rows[0].cells[0].text = "{%tr for row in rows %}"
    table.rows[1].cells[1].text = "{{ row }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    document.save(path)
    made = WordTemplate(path, environment("vi", REASONS)).fill(
        {"name": "Bộ", "no": False, "rows": ["một", "hai"]}, ABOUT
    )
    assert lines(_opened(made)) == ["Bộ", "một", "hai"]
    assert len(_opened(made).tables[0].rows) == 2


def test_the_same_content_gives_the_same_bytes_and_names_nobody(filled):
    first = filled("{{ x }}", x="một")
    assert filled("{{ x }}", x="một") == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name, content in parts(first).items() if "Nguyễn Văn A".encode() in content]
    properties = _opened(first).core_properties
    assert (properties.title, properties.language) == ("Báo cáo", "vi-VN")
    assert properties.created.isoformat() == "2018-06-30T02:40:00+00:00"


@pytest.mark.parametrize("moment", ["", "yesterday", "2018-06-30T02:40:00Z</dcterms:created>"])
def test_a_moment_that_is_none_is_left_out(filled, moment):
    content = filled("x", about=About("<b>", "en", moment))
    assert b"dcterms:created" not in parts(content)["docProps/core.xml"]
    assert _opened(content).core_properties.title == "<b>"


def test_what_is_no_word_file_is_named(tmp_path):
    path = tmp_path / "agency.vi.docx"
    path.write_bytes(b"<html>")
    with pytest.raises(TemplateFileError, match=r"agency\.vi\.docx: is no Word file"):
        WordTemplate(path, environment("vi", REASONS))
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("other.xml", "<x/>")
    with pytest.raises(TemplateFileError, match="is no Word file"):
        WordTemplate(path, environment("vi", REASONS))


def test_a_wrong_tag_is_shown_with_its_file_and_the_text_around(filled):
    with pytest.raises(
        TemplateFileError, match=r"template\.docx: Expected an expression.*at “Bộ {% if %} ở đây”"
    ):
        filled("fine", "Bộ {% if %} ở đây", "fine")
    with pytest.raises(TemplateFileError, match=r"template\.docx: .*'endfor'"):
        filled("{%p for x in y %}", "fine")


def test_a_field_that_is_not_there_is_named(filled):
    with pytest.raises(UndefinedError, match="'nothing' is undefined"):
        filled("{{ nothing }}")


def test_tags_that_would_break_the_file_are_refused(tmp_path):
    path = tmp_path / "broken.docx"
    document = docx.Document()
    document.add_paragraph("{% if no %}")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% endif %}"
    document.save(path)
    template = WordTemplate(path, environment("vi", REASONS))
    assert template.fill({"no": True}, ABOUT)
    with pytest.raises(TemplateFileError, match=r"broken\.docx: .* so that the file would be broken"):
        template.fill({"no": False}, ABOUT)
