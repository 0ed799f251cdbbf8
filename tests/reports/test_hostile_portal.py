"""A portal full of attacks, crawled and judged for real: nothing of it runs in any report, and no spreadsheet reckons with it."""

from __future__ import annotations

import csv
import html
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from audit.__main__ import run
from tests.mockgov import MockGov, agency, write_registry
from tests.reports.hostile import PAYLOADS

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def shown(payload: str) -> str:
    """An attack as a page would show it to its readers: so it is text that a report quotes."""
    return html.escape(payload.replace("\x00", ""))


def site() -> dict[str, str]:
    """Titles, headings, menus, services, contacts and alternative texts, each an attack."""
    names = [shown(payload) for payload in PAYLOADS[:-1]]
    menu = "".join(f'<li><a href="/p/{n}">{name}</a></li>' for n, name in enumerate(names))
    rows = "".join(
        f'<tr><td>1.0{n:05d}</td><td><a href="/tt/{n}">Cấp giấy phép {name}</a></td><td>Mức độ {n % 4 + 1}</td></tr>'
        for n, name in enumerate(names)
    )
    contact = "<p>Địa chỉ: số 1 phố Ví Dụ. Điện thoại: 024 3825 1234. Email: vanthu@bo.gov.vn</p>"

    def page(title: str, body: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="vi"><head><title>{title}</title><meta name="description" content="{title}"></head>'
            f"<body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{body}<p>Bộ Thử nghiệm là cơ quan của Chính phủ, thực hiện "
            f'chức năng quản lý nhà nước về thử nghiệm.</p><img src="/x.png" alt="{title}"></main></body></html>'
        )

    head = "<tr><th>Mã thủ tục</th><th>Tên thủ tục hành chính</th><th>Mức độ</th></tr>"
    return {
        "/": page("Bộ Thử nghiệm", '<a href="/thu-tuc">Thủ tục hành chính</a> <a href="/en/">English</a>'),
        "/en/": f'<html lang="en"><head><title>{names[0]}</title></head><body><h1>{names[1]}</h1><p>The Ministry of Tests is a '
        f"body of the Government that looks after tests of {names[2]} and more of that kind.</p></body></html>",
        "/thu-tuc": page(names[3], f"<table>{head}{rows}</table>"),
        **{f"/p/{n}": page(name, contact) for n, name in enumerate(names)},
        **{
            f"/tt/{n}": page(f"Cấp giấy phép {name}", f"<p>Mức độ {name}</p>") for n, name in enumerate(names)
        },
    }


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    """The folder of the reports of a run over the portal."""
    folder = tmp_path_factory.mktemp("hostile")
    with MockGov(site()) as gov:
        sites = write_registry(folder / "sites.yaml", agency("bo", gov.url()))
        where = ["--data", str(folder / "var"), "--sites", str(sites)]
        formats = ["--format", "html,docx,xlsx,csv,json,md"]
        assert run(["run", "--on", "2018-06-30", *where, *formats]) == 0
        assert (
            run(["export", "verdicts", "--format", "csv", "--out", str(folder / "verdicts.csv"), *where]) == 0
        )
        assert run(["answers", "export", str(folder / "answers.xlsx"), *where]) == 0
    (out,) = (folder / "var" / "reports").iterdir()
    return out


def test_nothing_runs_on_any_page(reports, visit):
    pages = sorted(reports.rglob("*.html"))
    assert len(pages) > 12
    quoted = 0
    for path in pages:
        text = path.read_text("utf-8")
        quoted += "owned" in text
        page = visit(path, 320)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.url == path.as_uri()
        assert page.evaluate("window.owned === undefined && !document.title.startsWith('owned')")
        assert (
            page.evaluate(
                "document.querySelectorAll('iframe, img, base, object, [onload], [onerror]').length"
            )
            == 0
        )
        assert page.evaluate("document.querySelectorAll('script').length") <= 1
        page.close()
    assert quoted >= 2  # else no attack came through to a report, and nothing was tried


def test_no_cell_is_a_formula(reports):
    books = [*reports.rglob("*.xlsx"), reports.parents[2] / "answers.xlsx"]
    assert len(books) >= 5
    cells = [
        cell for path in books for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row
    ]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert [text for text in texts if text.startswith(("=", "@"))] == []
    assert any("HYPERLINK" in text for text in texts)
    tables = [*reports.rglob("*.csv"), reports.parents[2] / "verdicts.csv"]
    for path in tables:
        rows = csv.reader(path.read_text("utf-8-sig").splitlines())
        assert [
            cell for row in rows for cell in row if cell.startswith(FORMULAS) and not _is_number(cell)
        ] == []


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()


def test_word_and_data_hold_the_attacks_as_text(reports):
    said = "\n".join(_text(path) for path in reports.rglob("*.docx"))
    assert "{{ 7*7 }}" in said
    assert "<script>document.title" in said
    data = json.loads((reports / "vi" / "bo.json").read_text("utf-8"))
    assert "owned" in json.dumps(data)
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)


def _text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
