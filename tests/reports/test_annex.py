"""Annex I as Vietnamese offices know it."""

from __future__ import annotations

from reports.views import agency_view
from tests.reports import samples
from tests.reports.pages import page

COLUMNS = [
    "TT",
    "Nội dung yêu cầu",
    "Căn cứ",
    "Kết quả",
    "Minh chứng (địa chỉ trang, ngày truy cập)",
    "Đơn vị chủ trì",
    "Thời hạn",
    "Ghi chú",
]
RESULTS = {"Đạt", "Đạt một phần", "Chưa đạt", "Không xác định"}


def rows(soup) -> dict[str, list[str]]:
    """Cells by the finding or the requirement that a row is about."""
    table = soup.select_one("section:has(> #annex) table")
    return {
        row.th.get_text(" ", strip=True): [
            " ".join(cell.get_text(" ").split()) for cell in row.find_all(["td", "th"])
        ]
        for row in table.select("tbody tr")
    }


def test_the_columns_are_the_official_ones(rendered):
    heads = page(rendered, "vi/shell").select("section:has(> #annex) thead th")
    assert [th.get_text(strip=True) for th in heads] == COLUMNS


def test_results_are_the_four_of_the_form(rendered):
    for name in ("shell", "province", "blocked"):
        assert {cells[3] for cells in rows(page(rendered, f"vi/{name}")).values()} <= RESULTS


def test_every_requirement_stands_once_and_only_open_ones_have_a_deadline(rendered):
    view = agency_view(samples.shell_ministry(), samples.rules())
    soup = page(rendered, "vi/shell")
    lines = soup.select("section:has(> #annex) tbody tr")
    assert len(lines) == len(view.requirements)
    for line, known in zip(lines, view.requirements, strict=True):
        cells = [cell.get_text(" ", strip=True) for cell in line.find_all("td")]
        finding = known[0].finding
        assert cells[-2] == ("15/08/2018" if finding else "")
        assert cells[-3] == ""  # for the office to fill in
        link = line.select_one(".ag-id a")
        assert (link["href"] if link else None) == (f"#f-{finding.id}" if finding else None)


def test_a_vietnamese_page_is_no_evidence_of_an_english_duty(rendered):
    view = agency_view(samples.shell_ministry(), samples.rules())
    duty = next(
        row
        for row in view.duties
        if row.judgement.english.verdict == "not_met" and row.judgement.local.evidence
    )
    cells = rows(page(rendered, "vi/shell"))[duty.criterion.title.vi]
    address = duty.judgement.local.evidence[0].url
    assert cells[3] == "Chưa đạt"
    assert cells[4] == f"chưa tìm thấy tại thời điểm rà soát (30/06/2018); tiếng Việt: {address} , 30/06/2018"


def test_what_is_met_names_its_page_and_the_day_it_was_read(rendered):
    view = agency_view(samples.good_ministry(), samples.rules())
    met = next(r for r in view.rows if r.judgement.verdict == "met" and r.judgement.english.evidence)
    cells = rows(page(rendered, "vi/good"))[met.criterion.title.vi]
    assert cells[4] == f"{met.judgement.english.evidence[0].url} , 30/06/2018"


def test_what_could_not_be_told_is_never_called_missing(rendered):
    untold = [cells for cells in rows(page(rendered, "vi/blocked")).values() if cells[3] == "Không xác định"]
    assert untold
    assert all(cells[4] == "" for cells in untold)
