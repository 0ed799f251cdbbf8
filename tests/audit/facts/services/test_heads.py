import pytest
from bs4 import BeautifulSoup

from audit.facts.services.heads import Heads
from audit.facts.services.outline import outline_of


def marked(html):
    outline = outline_of(BeautifulSoup(html, "lxml"))
    heads = Heads(outline)
    return [(outline.text(element), label and label.kinds) for element, label in heads.marked], heads, outline


@pytest.mark.parametrize(
    "tab",
    [
        '<a href="#p">Lệ phí</a>',
        '<button data-target="#p">Lệ phí</button>',
        '<button data-bs-target="#p">Lệ phí</button>',
        "<li aria-controls=p>Lệ phí</li>",
        "<span data-tab=p>Lệ phí</span>",
    ],
)
def test_ties_a_tab_to_its_panel(tab):
    found, heads, outline = marked(f"<div>{tab}</div><div id=p>50.000 đồng</div>")
    assert found == [("50.000 đồng", ("fee",))]
    assert heads.is_skipped(outline.lines[0])


def test_ties_a_panel_to_what_labels_it():
    assert marked("<h3 id=h>Lệ phí</h3><div aria-labelledby=h>Không</div>")[0] == [("Không", ("fee",))]


def test_ties_cells_to_the_heads_of_their_columns():
    html = "<table><tr><th>Hình thức nộp<th>Phí, lệ phí<th>Mô tả<tr><td>Trực tiếp<td>Không<td>Tại Sở</table>"
    assert marked(html)[0] == [("Trực tiếp", ("filing",)), ("Không", ("fee",))]


def test_ties_cells_to_the_column_that_they_name():
    html = '<table><tr><td data-title="Thời hạn giải quyết">3 ngày</td><td data-title="Mô tả">Tại Sở</td></tr></table>'
    assert marked(html)[0] == [("3 ngày", ("time_limit",))]


def test_takes_rows_of_labels_and_values_for_no_heads():
    html = (
        "<table><tr><td>Lệ phí<td>Không<td>Thời hạn<td>5 ngày<tr><td>Kết quả<td>Thẻ<td>Hồ sơ<td>Đơn</table>"
    )
    assert marked(html)[0] == []


def test_knows_a_list_of_procedures():
    _, heads, outline = marked(
        "<table><tr><th>STT<th>Tên thủ tục<th>Lĩnh vực<tr><td>1<td>Cấp phép<td>Y tế</table>"
    )
    assert all(map(heads.is_skipped, outline.lines))
