"""Reports on paper: tagged, titled, in their language, with Vietnamese letters, and made without a single request."""

from __future__ import annotations

import builtins
import io
import re
import socket
import unicodedata
from dataclasses import replace

import pytest
from pypdf import PdfReader

from crawler.errors import UsageError
from reports import pdf
from reports.paper import drawn_style, on_paper, print_style
from reports.render import ReportError, render_run
from reports.told import Told
from tests.reports import samples

needs_pango = pytest.mark.skipif(bool(pdf.unavailable()), reason=pdf.unavailable() or "there")
ATTACKS = """<img src="http://evil.example/x.png"><img src="file:///etc/passwd"><iframe src="http://evil.example"></iframe>
<link rel="stylesheet" href="http://evil.example/x.css"><style>@import url(http://evil.example/y.css);
p { background: url(http://evil.example/z.png) } @font-face { font-family: x; src: url(http://evil.example/f.woff) }
p { font-family: x }</style><svg><title>t</title><image href="http://evil.example/i.png" width="9" height="9"/></svg>"""


@pytest.fixture(scope="module")
def few():
    """A ministry with few criteria, so that paper is quickly printed."""
    result = samples.shell_ministry()
    return replace(result, judgements=result.judgements[:40], findings=result.findings[:3])


@pytest.fixture(scope="module")
def printed(tmp_path_factory, few):
    out = tmp_path_factory.mktemp("paper")
    written = render_run(Told([few], samples.rules(), samples.RUN), out, formats=("pdf",))
    assert [path.relative_to(out).as_posix() for path in written] == ["vi/shell.pdf", "en/shell.pdf"]
    return out


def reader(printed, locale: str = "vi") -> PdfReader:
    return PdfReader(printed / locale / "shell.pdf")


def text(printed, locale: str = "vi") -> str:
    pages = "\n".join(page.extract_text() for page in reader(printed, locale).pages)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", pages))


@needs_pango
@pytest.mark.parametrize(
    ("locale", "title"),
    [("vi", "Bộ Vỏ bọc"), ("en", "Ministry of the Shell")],
)
def test_it_is_tagged_and_says_its_title_and_language(printed, locale, title):
    made = reader(printed, locale)
    root = made.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == locale
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata.title.startswith(title)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@needs_pango
def test_its_structure_has_headings_tables_lists_and_figures_with_words(printed):
    found: dict[str, int] = {}
    figures = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            name = str(node.get("/S", ""))
            found[name] = found.get(name, 0) + 1
            if name == "/Figure":
                figures.append(node.get("/Alt"))
            walk(node.get("/K", []))

    walk(reader(printed).trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link", "/Figure"} <= set(
        found
    )
    assert found["/H1"] == 1
    assert figures
    assert all(figures)


@needs_pango
def test_bookmarks_lead_through_it(printed):
    made = reader(printed)
    titles = [item.title for item in made.outline if not isinstance(item, list)]
    nested = [
        item.title
        for part in made.outline
        if isinstance(part, list)
        for item in part
        if hasattr(item, "title")
    ]

    assert titles == ["Bộ Vỏ bọc"]
    assert len(nested) > 4


@needs_pango
def test_vietnamese_can_be_read_searched_and_copied(printed):
    said = text(printed)

    assert "Nội dung còn thiếu" in said
    assert "Bộ thực hiện chức năng quản lý nhà nước về y tế trong phạm vi cả nước." in said
    assert "\ufffd" not in said


@needs_pango
def test_fonts_are_embedded(printed):
    made = reader(printed)
    fonts = {
        font.get_object()["/DescendantFonts"][0]
        .get_object()["/FontDescriptor"]
        .get_object()
        .get("/FontFile2")
        or font.get_object()["/DescendantFonts"][0]
        .get_object()["/FontDescriptor"]
        .get_object()
        .get("/FontFile3")
        for page in made.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }

    assert fonts
    assert all(fonts)


@needs_pango
def test_ids_of_findings_and_results_of_the_annex_are_on_paper(printed, few):
    said = re.sub(r"\s", "", text(printed))

    assert all(finding.id in said for finding in few.findings)
    assert "PHỤLỤCI" in said


@needs_pango
def test_links_lead_into_the_paper_or_to_the_web(printed):
    made = reader(printed)
    targets = [
        note.get_object().get("/A", {}).get("/URI", "")
        for page in made.pages
        for note in page.get("/Annots", [])
    ]

    assert any(targets)
    assert all(not target or target.startswith(("https://", "http://")) for target in targets)
    assert not any(target.endswith(("index.html", ".xlsx")) for target in targets)


@needs_pango
def test_nothing_is_fetched_whatever_a_page_holds(monkeypatch, rendered):
    asked = []

    def refuse(*args, **_kwargs):
        asked.append(args)
        raise AssertionError(args)

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    opened = []
    really = builtins.open
    monkeypatch.setattr(builtins, "open", lambda *a, **k: opened.append(str(a[0])) or really(*a, **k))
    page = f'<!doctype html><html lang="vi"><head><title>t</title><style></style></head><body><h1>h</h1>{ATTACKS}<p>Tiếng Việt</p></body></html>'

    made = PdfReader(io.BytesIO(pdf.pdf_of(page)))

    assert "Tiếng Việt" in unicodedata.normalize("NFC", made.pages[0].extract_text())
    assert asked == []
    assert "/etc/passwd" not in opened
    assert "root:" not in made.pages[0].extract_text()


@needs_pango
def test_what_is_closed_prints_as_one_line_and_what_is_of_use_on_screens_only_not_at_all(rendered):
    page = (rendered / "vi" / "shell.html").read_text(encoding="utf-8")
    paper = on_paper(page)

    assert len(paper) < len(page)
    assert not re.search(r"<details(?![^>]*open)[^>]*>\s*<summary>.*?</summary>\s*<(?!/details)", paper)
    assert "run-nav" not in paper.split("</style>", 1)[1]
    assert 'href="index.html"' not in paper
    known = set(re.findall(r'id="([^"]+)"', paper))
    assert set(re.findall(r'href="#([^"]+)"', paper)) <= known


@needs_pango
def test_every_colour_of_a_drawing_is_known_and_its_patterns_stand_in_it(rendered):
    paper = on_paper((rendered / "vi" / "province.html").read_text(encoding="utf-8"))
    drawings = re.findall(r"<svg.*?</svg>", paper, re.DOTALL)

    assert drawings
    assert all("<title" in drawing and 'id="hatch"' in drawing for drawing in drawings)
    assert "var(" not in drawn_style()
    assert "@media" not in print_style()


def test_without_the_extra_one_sentence_says_what_to_install_and_the_rest_is_written(
    tmp_path, monkeypatch, few
):
    really = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "weasyprint":
            raise ImportError(name)
        return really(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ReportError) as failed:
        render_run(Told([few], samples.rules(), samples.RUN), tmp_path, formats=("html", "json", "pdf"))

    assert str(failed.value) == (
        "1 of the reports could not be written: *.pdf: PDF needs the extra pdf: pip install 'osi-audit[pdf]'"
    )
    assert (tmp_path / "vi" / "shell.json").is_file()
    assert 'href="shell.json"' in (page := (tmp_path / "vi" / "shell.html").read_text(encoding="utf-8"))
    assert 'href="shell.pdf"' not in page
    with pytest.raises(UsageError, match="needs the extra pdf"):
        pdf.pdf_of("<p>")


def test_without_the_system_library_another_sentence_says_so(monkeypatch):
    really = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return really(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert "tools/system-packages pdf" in pdf.unavailable()
