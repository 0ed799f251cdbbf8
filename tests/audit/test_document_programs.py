"""Old files: real programs where they are installed, and programs that misbehave."""

from __future__ import annotations

import shutil

import pytest

from audit.documents.programs import text_of
from audit.facts.documents import Trouble, read_document
from audit.facts.documents.draft import LIMITS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOC = OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600
XLS = OLE + "Workbook".encode("utf-16-le") + b"\0" * 600
RTF = rb"{\rtf1\ansi T\u7901? khai \u273?\u7873? ngh\u7883? c\u7845?p gi\u7845?y ph\u233?p\par}"


def read(body: bytes):
    return read_document(body, "http://a.example/tep", "", text_of)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Installs a program that does as told; no other is found."""
    (tmp_path / "tmp").mkdir()

    def install(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path))
    return install


@pytest.mark.skipif(shutil.which("catdoc") is None, reason="catdoc is not installed")
def test_rich_text_is_read_with_catdoc():
    facts = read(RTF)

    assert (facts.kind, facts.text, facts.trouble) == ("rtf", "Tờ khai đề nghị cấp giấy phép", Trouble.NONE)


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_a_word_file_of_rubbish_is_damaged():
    assert read(DOC).trouble is Trouble.DAMAGED


def test_no_program_is_no_text_with_a_reason(program):
    facts = read(DOC)

    assert (facts.kind, facts.trouble, facts.text) == ("doc", Trouble.NO_READER, "")


def test_what_one_program_cannot_read_another_may(program):
    program("antiword", "exit 1")
    program("catdoc", "echo 'To khai'; echo '|Ten |Ma so |'")
    facts = read(DOC)

    assert (facts.text, facts.trouble) == ("To khai\nTen | Ma so", Trouble.NONE)


def test_a_program_that_never_ends_is_stopped(program, monkeypatch):
    monkeypatch.setitem(LIMITS, "tool_seconds", 0.2)
    program("catdoc", "exec /bin/sleep 60")

    assert read(RTF).trouble is Trouble.SLOW


def test_a_program_that_writes_for_ever_is_cut_short(program, monkeypatch):
    monkeypatch.setitem(LIMITS, "tool_bytes", 100)
    program("catdoc", "i=0; while [ $i -lt 500 ]; do echo a line of text; i=$((i+1)); done")

    assert len(read(RTF).text) <= 100


def test_sheets_come_as_rows(program):
    program("xls2csv", 'printf \'"A, B","1"\\n"C","2"\\n\\f"D","3"\\n\\f\'')
    facts = read(XLS)

    assert facts.kind == "xls"
    assert facts.tables == ((("A, B", "1"), ("C", "2")), (("D", "3"),))
    assert facts.pages == 2
