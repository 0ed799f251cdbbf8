import pytest

from audit.facts.page import read_page

MENU = "<nav><a href=/>Trang chủ</a></nav>"


@pytest.mark.parametrize(
    "text",
    [
        "Đang cập nhật",
        "Đang cập nhật...",
        "Chức năng đang cập nhật. Thử lại sau",
        "Nội dung đang được cập nhật, mời quý vị quay lại sau!",
        "Under construction",
        "COMING SOON!",
        "Updating...",
        "This page is under construction. Please come back later.",
    ],
)
def test_an_empty_page_says_so(text):
    facts = read_page(f"{MENU}<main><h1>Introduction</h1><p>{text}</p></main>".encode(), "http://a.vn/")
    assert facts.placeholder == text


@pytest.mark.parametrize(
    "html",
    [
        "<p>Đang cập nhật</p><p>" + "Bộ Y tế thực hiện chức năng quản lý nhà nước về y tế. " * 5,
        "<p>Hệ thống đang cập nhật dữ liệu của hai mươi tỉnh, dự kiến hoàn thành trong năm nay theo kế hoạch đã duyệt.",
        "<p>Updating the national strategy</p>",
        "<p>Bộ Y tế</p>",
    ],
    ids=["content beside", "sentence", "title", "nothing said"],
)
def test_a_page_with_content_is_no_placeholder(html):
    assert read_page(f"{MENU}<main>{html}</main>".encode(), "http://a.vn/").placeholder == ""


def test_a_placeholder_outside_the_main_content_is_the_side_box_s_matter():
    assert (
        read_page(b"<aside><p>Coming soon</p></aside><main><p>x</p></main>", "http://a.vn/").placeholder == ""
    )
