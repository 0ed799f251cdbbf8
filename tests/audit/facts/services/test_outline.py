from bs4 import BeautifulSoup

from audit.facts.services.outline import heading_level, outline_of, own_text


def outline(html):
    return outline_of(BeautifulSoup(html, "lxml"))


def test_breaks_lines_where_a_reader_sees_them_apart():
    found = outline("<div>một <b>hai</b><br>ba<p>bốn</p>năm<table><tr><td>sáu<td>bảy</table></div>")
    assert [line.text for line in found.lines] == ["một hai", "ba", "bốn", "năm", "sáu", "bảy"]


def test_leaves_out_what_is_not_text():
    found = outline("<p>một<!-- hai --><select><option>ba</select><textarea>bốn</textarea></p>")
    assert [line.text for line in found.lines] == ["một"]
    assert [tag.name for tag in found.asked] == ["select", "textarea"]


def test_finds_the_outermost_element_that_is_a_line():
    found = outline("<div><div class=head><h3><i></i><span>Lệ phí</span></h3></div><p>Không</p></div>")
    first, second = found.lines
    whole = found.whole(first)
    assert whole is not None
    assert whole.get("class") == "head"
    assert heading_level(whole, first.owner) == 3
    assert heading_level(found.whole(second), second.owner) == 0


def test_has_no_such_element_for_a_line_among_others():
    found = outline("<div>một<br>hai</div>")
    assert found.whole(found.lines[0]) is None


def test_reads_printed_markup_as_markup():
    assert [line.text for line in outline("<td>&lt;p&gt;một&lt;/p&gt;&lt;p&gt;hai&lt;/p&gt;").lines] == [
        "một",
        "hai",
    ]


def test_names_a_button_by_what_it_has():
    found = outline(
        '<input type=submit value="Gửi"><a href=/x><img alt="Nộp"></a><a href=/y><img src="/i/nop-ho-so.png"></a>'
    )
    assert [own_text(found, control) for control in found.controls] == ["Gửi", "Nộp", "nop ho so"]
