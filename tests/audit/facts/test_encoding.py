import unicodedata

import pytest

from audit.facts.encoding import decode

TEXT = "<p>Cổng thông tin điện tử Bộ Y tế: Nghị định về dịch vụ công trực tuyến</p>"


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (TEXT.encode(), ""),
        (b"\xef\xbb\xbf" + TEXT.encode(), ""),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (b'<meta charset="utf8">' + TEXT.encode(), "text/html; charset=nonsense"),
        (b'<?xml version="1.0" encoding="utf-16"?>' + TEXT.encode(), ""),
    ],
    ids=["utf-8", "bom", "utf-16", "lying header", "utf8", "lying xml declaration"],
)
def test_reads_vietnamese(body, header):
    decoded = decode(body, header)
    assert TEXT in decoded.text
    assert decoded.problem == ""


def test_reads_windows_1258_as_declared():
    body = b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1258"><p>Vi\xea\xf2t Nam</p>'
    decoded = decode(body)
    assert unicodedata.normalize("NFC", decoded.text).endswith("<p>Việt Nam</p>")
    assert (decoded.encoding, decoded.problem) == ("cp1258", "")


@pytest.mark.parametrize("header", ["text/html; charset=latin1", "text/html; charset=US-ASCII"])
def test_reads_latin_1_as_browsers_do(header):
    assert decode("<p>“café”</p>".encode("cp1252"), header).text == "<p>“café”</p>"


def test_a_broken_character_does_not_make_a_page_another_encoding():
    decoded = decode(TEXT.encode() * 50 + b"\xc3")
    assert decoded.encoding == "utf-8"
    assert decoded.problem == ""


def test_names_decomposed_text():
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).problem == "nfd"


def test_a_few_decomposed_letters_are_no_problem():
    assert decode((TEXT * 40 + unicodedata.normalize("NFD", "<p>Bộ Y tế</p>")).encode()).problem == ""


def test_names_garbage():
    assert decode(bytes(range(128, 256)) * 40, "text/html; charset=utf-8").problem in {"", "undecodable"}
    assert decode(b"\xef\xbb\xbf" + b"\xff\xfe\xc0" * 400).problem == "undecodable"


@pytest.mark.parametrize("name", ["hex", "rot13", "utf-7", "unicode_escape\0", "undefined"])
def test_survives_codecs_that_are_no_encodings(name):
    assert decode(b"\xe9t\xe9", f"text/html; charset={name}").text
