import pytest

from audit.facts.documents import document_kind, document_year
from audit.facts.page import read_page


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [
        ("http://a.vn/tep/Quyet-dinh.PDF", "", "pdf"),
        ("http://a.vn/x.docx?version=1.0", "", "docx"),
        ("http://a.vn/documents/10180/5/NQ 36a.signed.pdf/8f1c-uuid?t=1", "", "pdf"),
        ("http://a.vn/download.aspx?file=bieu%20so%201.xlsx", "", "xlsx"),
        ("http://a.vn/data.csv", "", "csv"),
        ("http://a.vn/get?id=5", "Báo cáo (PDF, 2 MB)", "pdf"),
        ("http://a.vn/get?id=5", "Phụ lục.doc", "doc"),
        ("http://a.vn/get?id=5", "Biểu mẫu [Word]", "doc"),
        ("http://a.vn/sitemap.xml", "", ""),
        ("http://a.vn/tin/bai.html", "", ""),
        ("http://doc.gov.vn/", "", ""),
        ("http://a.vn/", "Văn bản (đang cập nhật)", ""),
    ],
)
def test_tells_the_kind(url, text, kind):
    assert document_kind(url, text) == kind


@pytest.mark.parametrize(
    ("url", "text", "year"),
    [
        ("http://a.vn/2016/x.pdf", "Kế hoạch 2017-2018", 2018),
        ("http://a.vn/2016/11/x.pdf", "Kế hoạch", 2016),
        ("http://2019.a.vn/x.pdf", "Kế hoạch", None),
        ("http://a.vn/120181.pdf", "", None),
    ],
)
def test_tells_the_year(url, text, year):
    assert document_year(url, text) == year


def test_lists_each_file_once_and_files_in_frames():
    page = b"""<main><p><a href="/a.pdf">Plan 2018</a> <a href="/a.pdf">again</a></p><iframe src="/b.pdf"></iframe></main>"""
    documents = read_page(page, "http://a.vn/").documents
    assert [(one.url, one.text, one.kind, one.year) for one in documents] == [
        ("http://a.vn/a.pdf", "Plan 2018", "pdf", 2018),
        ("http://a.vn/b.pdf", "", "pdf", None),
    ]
