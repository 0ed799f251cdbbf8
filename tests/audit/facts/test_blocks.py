import pytest

from audit.facts.page import read_page


def blocks(html):
    return [(block.tag, block.text) for block in read_page(html.encode(), "http://a.gov.vn/").blocks]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Bộ <b>Y</b> tế</p>", [("p", "Bộ Y tế")]),
        ("<p>một<br>hai", [("p", "một"), ("p", "hai")]),
        ("<p><span>Cổng thông tin</span><strong>Tỉnh A</strong></p>", [("p", "Cổng thông tin Tỉnh A")]),
        ("<p><b>N</b>ghị định và k<i>m</i></p>", [("p", "Nghị định và km")]),
        ("<nav><a href=/>Home</a> | <a href=/a>About</a></nav>", [("a", "Home"), ("a", "About")]),
        ("<p>See <a href=/a>this</a> and <a href=/b>that</a>.</p>", [("p", "See this and that.")]),
        ("<ul><li> <a href=/a><span>Tin tức</span></a> </li></ul>", [("a", "Tin tức")]),
        ("<h2><a href=/a>Tin tức</a></h2>", [("h2", "Tin tức")]),
        ("<table><tr><td>Họ tên<td>Chức vụ</table>", [("td", "Họ tên"), ("td", "Chức vụ")]),
        ("<select><option>Hà Nội<option>Huế</select>", [("option", "Hà Nội"), ("option", "Huế")]),
        ("<label>Tên <input></label><button>Gửi</button>", [("label", "Tên"), ("button", "Gửi")]),
        ("<p>|</p><p>***</p>", []),
    ],
)
def test_cuts_text_as_a_reader_sees_it(html, found):
    assert blocks(html) == found


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</template>",
        "<noscript><p>x</noscript>",
        "<p hidden>x",
        '<div style="color:red; DISPLAY : none"><p>x</div>',
        '<p style="visibility:hidden">x',
        '<p aria-hidden="true">x',
        '<input type="hidden" value="x">',
        "<textarea>x</textarea>",
        "<iframe src=/>x</iframe>",
        "<svg><title>x</title></svg>",
        "<!-- x -->",
        "<title>x</title>",
    ],
)
def test_leaves_out_what_no_one_sees(html):
    assert blocks(f"{html}</div></p><p>seen</p>") == [("p", "seen")]


def test_language_is_told_apart_from_what_is_declared():
    facts = read_page(
        b'<html lang="VI"><main><p lang="en">The Ministry of Health issues guidance.<p>Xin ch\xc3\xa0o qu\xc3\xbd kh\xc3\xa1ch',
        "http://a.vn/",
    )
    assert facts.declared == "vi"
    assert [(block.declared, block.language) for block in facts.blocks] == [("en", "en"), ("vi", "vi")]
    assert facts.words == {"en": 6, "vi": 4}


@pytest.mark.parametrize(
    "chrome", ["Skip Ribbon Commands", "Skip to main content", "Sign In", "Truy cập nội dung luôn"]
)
def test_what_the_system_writes_is_no_evidence_of_language(chrome):
    facts = read_page(f"<nav><a href=/x>{chrome}</a></nav><main><p>12</p></main>".encode(), "http://a.vn/")
    assert facts.blocks[0].text == chrome
    assert facts.blocks[0].language == facts.links[0].language == "und"
    assert all(share.total == 0 for share in facts.language.values())


def test_digits_alone_have_no_language():
    assert read_page(b"<main><p>2018</p><p>12.345 67%</p></main>", "http://a.vn/").main_language == "und"
