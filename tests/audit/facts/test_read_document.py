from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.facts.documents import Trouble, read_document
from audit.facts.documents.draft import LIMITS
from tests.audit.facts import files

URL = "http://a.example/tep/mau-1"
FORM = [
    "BỘ LAO ĐỘNG",
    "Số: 12/TB-LĐ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Nội, ngày 23 tháng 10 năm 2017",
    "TỜ KHAI ĐỀ NGHỊ",
    "CẤP GIẤY PHÉP LAO ĐỘNG",
    "Căn cứ Bộ luật Lao động ngày 18 tháng 6 năm 2012, người sử dụng lao động đề nghị cơ quan cấp giấy phép.",
    "Họ và tên người nước ngoài, số hộ chiếu, vị trí công việc và thời hạn làm việc được kê khai đầy đủ.",
]
REPORT = [
    "Annual report on the environment",
    "This report describes the quality of air and water in the province.",
]


def read(body: bytes, content_type: str = ""):
    return read_document(body, URL, content_type)


def test_a_vietnamese_form_as_pdf():
    facts = read(files.pdf(FORM[:5], FORM[5:], properties={"Title": "Microsoft Word - mau 1.doc"}))

    assert (facts.kind, facts.url, facts.pages, facts.main_language) == ("pdf", URL, 2, "vi")
    assert facts.title == "TỜ KHAI ĐỀ NGHỊ CẤP GIẤY PHÉP LAO ĐỘNG"
    assert (facts.date, facts.date_printed) == ("2017-10-23", True)
    assert "người sử dụng lao động" in facts.text
    assert (facts.scan, facts.textless, facts.trouble, facts.whole) == (False, 0, Trouble.NONE, True)
    assert facts.words["vi"] > 40


def test_an_english_report_as_pdf_has_title_and_date_from_its_properties():
    facts = read(
        files.pdf(
            REPORT, properties={"Title": "Environment Report 2018", "ModDate": "D:20180412101500+07'00'"}
        )
    )

    assert (facts.main_language, facts.title) == ("en", "Environment Report 2018")
    assert (facts.date, facts.date_printed) == ("2018-04-12", False)


def test_a_signed_scan_is_a_scan_although_the_signing_program_printed_on_it():
    stamp = [
        "Người ký: Cổng Thông tin điện tử của một cơ quan",
        "Email: cong@a.example",
        "Thời gian ký: 08.03.2018",
    ]
    facts = read(files.pdf(stamp, [], [], picture=True))

    assert (facts.scan, facts.textless, facts.pages) == (True, 3, 3)
    assert (facts.text, facts.words, facts.main_language) == ("", {}, "und")


def test_pages_of_text_with_pictures_and_empty_pages_are_no_scan():
    assert not read(files.pdf(FORM, FORM, picture=True)).scan
    assert not read(files.pdf([], [])).scan


def test_lines_of_one_paragraph_are_joined():
    facts = read(
        files.pdf(["Người sử dụng lao động đề nghị cơ quan có thẩm quyền", "cấp giấy phép lao động."])
    )

    assert facts.text == "Người sử dụng lao động đề nghị cơ quan có thẩm quyền cấp giấy phép lao động."


def test_a_password_keeps_readers_out_and_a_mere_protection_does_not():
    closed = read(files.encrypted_pdf(FORM, password="secret"))
    protected = read(files.encrypted_pdf(FORM, password=""))

    assert (closed.encrypted, closed.trouble, closed.text) == (True, Trouble.ENCRYPTED, "")
    assert (protected.encrypted, protected.trouble) == (False, Trouble.NONE)
    assert protected.main_language == "vi"


def test_a_word_file_has_paragraphs_and_tables():
    rows = [["STT", "Tên thủ tục", "Mã số"], ["1", "Cấp giấy phép lao động", "1.000105"], ["", "", ""]]
    facts = read(
        files.word(*FORM, tables=[rows], title="mau.docx", modified=datetime(2016, 5, 4, tzinfo=UTC))
    )

    assert (facts.kind, facts.title) == ("docx", "TỜ KHAI ĐỀ NGHỊ CẤP GIẤY PHÉP LAO ĐỘNG")
    assert facts.tables == ((tuple(rows[0]), tuple(rows[1])),)
    assert "1 | Cấp giấy phép lao động | 1.000105" in facts.text
    assert facts.date == "2017-10-23"


def test_a_word_file_without_a_printed_date_has_that_of_its_last_change():
    facts = read(
        files.word("Guidance for applicants of work permits", modified=datetime(2016, 5, 4, tzinfo=UTC))
    )

    assert (facts.date, facts.date_printed, facts.main_language) == ("2016-05-04", False, "en")


def test_a_word_file_with_macros_is_read():
    body = files.word(*FORM)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        types = archive.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = types.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    assert macros != types

    assert read(files.changed(body, "[Content_Types].xml", macros)).main_language == "vi"


def test_a_workbook_has_sheets_of_cells():
    day = datetime(2018, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    facts = read(
        files.workbook(
            Thu=[
                ["STT", "Tên thủ tục", "Mức độ"],
                [1, "Cấp giấy phép", 4.0],
                [None, None, None],
                [2, "Gia hạn", 3.5],
            ],
            Phi=[["Loại", "Ngày"], ["Lệ phí", day]],
        )
    )

    assert (facts.kind, facts.pages, facts.trouble) == ("xlsx", 2, Trouble.NONE)
    assert facts.tables[0] == (
        ("STT", "Tên thủ tục", "Mức độ"),
        ("1", "Cấp giấy phép", "4"),
        ("2", "Gia hạn", "3.5"),
    )
    assert facts.tables[1][1] == ("Lệ phí", "2018-03-01")


def test_open_documents_are_read():
    text = (
        "<office:text><text:h>Tờ khai</text:h><text:p>Họ<text:s/>và <text:span>tên <text:tab/>người</text:span> khai</text:p>"
        "<table:table><table:table-row><table:table-cell table:number-columns-repeated='2'><text:p>A</text:p></table:table-cell>"
        "</table:table-row></table:table></office:text>"
    )
    sheet = (
        "<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>Lệ phí</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16380'/></table:table-row></table:table></office:spreadsheet>"
    )
    written, counted = read(files.opendocument("odt", text)), read(files.opendocument("ods", sheet))

    assert (written.kind, written.text) == ("odt", "Tờ khai\nHọ và tên người khai\nA | A")
    assert written.tables == ((("A", "A"),),)
    assert (counted.kind, counted.tables, counted.pages) == ("ods", ((("Lệ phí",),),), 1)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam. §¬n ®Ò nghÞ cÊp giÊy phÐp lao ®éng cho ng­êi n­íc ngoµi",
            "tcvn3",
        ),
        ("Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam. Ñôn ñeà nghò caáp giaáy pheùp lao ñoäng", "vni"),
    ],
)
def test_text_in_an_old_font_encoding_is_repaired_and_named(written, problem):
    facts = read(files.word(written, tables=[[["STT", written]]]))

    assert facts.encoding_problem == problem
    assert "cấp giấy phép lao động" in facts.text
    assert "cấp giấy phép lao động" in facts.tables[0][0][1]
    assert facts.main_language == "vi"


def test_old_kinds_without_a_program_to_read_them_say_so():
    facts = read(rb"{\rtf1 x}")

    assert (facts.kind, facts.trouble, facts.text) == ("rtf", Trouble.NO_READER, "")


def test_a_reader_of_old_files_that_fails_is_no_exception():
    def fails(kind: str, body: bytes):
        raise OSError(kind)

    assert read_document(rb"{\rtf1 x}", URL, "", fails).trouble is Trouble.DAMAGED


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("body", "content_type", "kind", "trouble"),
    [
        (b"", "application/pdf", "", Trouble.EMPTY),
        (b"\0\0\n", "", "", Trouble.EMPTY),
        (b"<!DOCTYPE html><html><h1>404</h1></html>", "application/pdf", "html", Trouble.PAGE),
        (b"\xef\xbb\xbf\r\n<HTML><BODY>x", "application/msword", "html", Trouble.PAGE),
        (b"%PDF-1.7\nnot a PDF at all", "", "pdf", Trouble.DAMAGED),
        (b"PK\x03\x04 not a ZIP file", "", "", Trouble.DAMAGED),
        (b"\x89PNG\r\n\x1a\n....", "image/png", "", Trouble.UNSUPPORTED),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "", "", Trouble.ENCRYPTED),
        (OLE, "", "", Trouble.UNSUPPORTED),
    ],
)
def test_what_cannot_be_read_says_why(body, content_type, kind, trouble):
    facts = read(body, content_type)

    assert (facts.kind, facts.trouble, facts.text, facts.whole) == (kind, trouble, "", False)
    assert facts.encrypted is (trouble is Trouble.ENCRYPTED)


def test_a_zip_of_anything_else_is_no_document():
    assert read(files.container({"a.txt": "x"})).trouble is Trouble.UNSUPPORTED


def test_bombs_are_not_unpacked():
    parts: dict[str, str | bytes] = {"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}
    large = files.container({**parts, "word/media/a.bin": b"\0" * 30_000_000})
    many = files.container({**parts, **{f"word/{n}": b"" for n in range(LIMITS["parts"] + 1)}})

    assert len(large) < 60_000
    assert (read(large).kind, read(large).trouble) == ("docx", Trouble.BOMB)
    assert read(many).trouble is Trouble.BOMB


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_entities_are_not_expanded(part):
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(8))
    entities = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d>&l8;</d>'.encode()

    assert read(files.changed(files.word(*FORM), part, entities)).trouble is Trouble.BOMB


def test_an_entity_behind_a_long_comment_reads_no_file():
    entity = b'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    content = b"<office:document-content xmlns:office='%b' xmlns:text='%b'><office:body><text:p>&f;</text:p></office:body>"
    start = b"<?xml version='1.0'?><!--" + b"x" * 9000 + b"-->" + entity
    body = start + content % (files.OFFICE.encode(), files.TEXT.encode()) + b"</office:document-content>"
    facts = read(files.changed(files.opendocument("odt", ""), "content.xml", body))

    assert "root:" not in facts.text


def test_a_sheet_of_a_million_empty_rows_costs_nothing():
    book = openpyxl.Workbook()
    book.active["A1048576"] = "end"
    book.active["A1"] = "start"
    out = io.BytesIO()
    book.save(out)

    assert read(out.getvalue()).tables == ((("start",),),)


def test_long_documents_are_read_from_their_beginning(monkeypatch):
    monkeypatch.setitem(LIMITS, "pages", 2)
    monkeypatch.setitem(LIMITS, "text_words", 12)
    facts = read(files.pdf(*[FORM] * 5))

    assert (facts.pages, facts.whole) == (5, False)
    assert len(facts.text.split()) == 12


def test_no_time_is_no_exception(monkeypatch):
    monkeypatch.setitem(LIMITS, "seconds", 0)
    facts = read(files.pdf(FORM, FORM, FORM))

    assert (facts.whole, facts.pages) == (False, 3)


@pytest.mark.parametrize(
    "body",
    [
        files.pdf(FORM),
        files.word(*FORM),
        files.workbook(A=[["a", 1]]),
        files.opendocument("odt", "<text:p>x</text:p>"),
    ],
    ids=["pdf", "docx", "xlsx", "odt"],
)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_is_never_an_exception(body, data):
    where = data.draw(st.integers(0, len(body) - 1))
    size = data.draw(st.integers(0, 200))
    what = data.draw(st.binary(max_size=40))

    assert read(body[:where] + what + body[where + size :]).url == URL


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", OLE[:8], b"{\\rtf", b"<html>"]),
)
def test_any_bytes_have_facts(body, start):
    assert read(start + body).url == URL


@pytest.mark.parametrize(
    "kids", ["/Count 1000000000/Kids[3 0 R]", "/Count 2/Kids[2 0 R 3 0 R]", f"/Count 50000/Kids[{'3 0 R ' * 50_000}]"],
    ids=["count", "cycle", "one page for ever"],
)  # fmt: skip
def test_a_pdf_without_end_ends(kids):
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<<>>>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages{kids}>>",
        page,
        "<</Length 0>>\nstream\n\nendstream",
    ]
    started = time.monotonic()
    facts = read(files.assembled(objects))

    assert (facts.kind, facts.text) == ("pdf", "")
    assert time.monotonic() - started < LIMITS["seconds"] + 10
