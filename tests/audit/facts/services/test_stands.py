from bs4 import BeautifulSoup

from audit.facts.services import stands
from audit.facts.services.outline import outline_of


def lines(html):
    return outline_of(BeautifulSoup(html, "lxml")).lines


def test_knows_cells_of_rows_of_several():
    one, two, three = lines("<table><tr><td>một<td>hai<tr><td colspan=2>ba</table>")
    assert stands.cell_of(one.owner) is not None
    assert stands.cell_of(two.owner) is not stands.cell_of(one.owner)
    assert stands.cell_of(three.owner) is None


def test_follows_a_cell_over_the_rows_that_it_spans():
    first, *_, last = lines("<table><tr><td rowspan=2>hồ sơ<td>một<tr><td>hai</table>")
    cell = stands.cell_of(first.owner)
    assert cell is not None
    assert stands.row_scope(cell).end > last.runs[0]


def test_knows_the_labels_of_fields():
    asked, told = lines(
        "<div><label for=a>Họ tên</label><input id=a></div><div><label>Lệ phí</label><p></p></div>"
    )
    assert stands.is_asked_for(asked.owner)
    assert not stands.is_asked_for(told.owner)


def test_knows_links_to_other_pages():
    other, here = lines('<a href="/x">Lệ phí</a><p><a href="#x">Lệ phí</a></p>')
    assert stands.is_link(other.owner)
    assert not stands.is_link(here.owner)


def test_knows_numbers_of_rows():
    number, _, count = lines("<table><tr><td>1<td>Thời hạn<td>20</table>")
    assert stands.is_row_number(number)
    assert not stands.is_row_number(count)
