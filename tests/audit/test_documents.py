"""Reading documents in a process of its own."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from audit.documents import DocumentReader, read_apart
from audit.facts.documents import Trouble, read_document
from audit.site.addresses import key_of
from audit.site.documents import Documents
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from tests.audit.facts import files

URL = "http://a.example/tep.pdf"
FORM = ("TỜ KHAI ĐỀ NGHỊ CẤP GIẤY PHÉP", "Họ và tên người đề nghị được kê khai đầy đủ theo mẫu.")
PDF = files.pdf(FORM)
SHEET = files.workbook(A=[["Tên", "Mã"], ["Cấp phép", "1.000105"]])


@pytest.fixture
def reader():
    with DocumentReader(seconds=20) as made:
        yield made


@pytest.mark.parametrize("body", [PDF, SHEET, b"", b"<html>x"], ids=["pdf", "xlsx", "empty", "page"])
def test_what_is_read_apart_is_what_is_read_here(reader, body):
    assert reader.read(body, URL, "application/pdf") == read_document(body, URL, "application/pdf")


def _hang(folder: Path, monkeypatch) -> Path:
    """A program for old files that never ends, and tells its process."""
    program, told = folder / "catdoc", folder / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > {told}\nexec sleep 300\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return told


def test_a_document_that_takes_all_time_is_given_up_with_the_program_that_read_it(tmp_path, monkeypatch):
    told = _hang(tmp_path, monkeypatch)
    with DocumentReader(seconds=3) as reader:
        facts = reader.read(rb"{\rtf1 x}", URL)
        after = reader.read(PDF, URL)

    assert (facts.trouble, facts.url, facts.whole) == (Trouble.SLOW, URL, False)
    assert after == read_document(PDF, URL)
    process = int(told.read_text(encoding="utf-8"))
    end = time.monotonic() + 5
    while (
        Path(f"/proc/{process}/cmdline").exists()
        and b"sleep" in Path(f"/proc/{process}/cmdline").read_bytes()
    ):
        assert time.monotonic() < end, "the program runs on"
        time.sleep(0.05)


def test_a_document_that_breaks_the_process_costs_no_other(reader):
    assert reader.read(PDF, URL).kind == "pdf"
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()

    assert reader.read(PDF, URL).trouble is Trouble.BOMB
    assert reader.read(PDF, URL).kind == "pdf"


def test_a_site_has_its_documents_by_address():
    records = [
        (PageRecord(f"http://www.a.example/{name}", FetchStatus.DOCUMENT), body)
        for name, body in (("1.pdf", PDF), ("2.xlsx", SHEET), ("3.pdf", files.pdf([], picture=True)))
    ]
    documents = Documents(read_apart(records))

    assert (len(documents), documents.scans) == (3, 1)
    assert documents[key_of("http://www.a.example/2.xlsx")].tables[0][1] == ("Cấp phép", "1.000105")
    assert documents.get("http://www.a.example/4.pdf") is None
    assert [facts.kind for facts in documents.values()] == ["pdf", "xlsx", "pdf"]


def test_no_process_is_started_for_no_document():
    with DocumentReader() as reader:
        assert list(read_apart([])) == []
        assert reader._process is None
