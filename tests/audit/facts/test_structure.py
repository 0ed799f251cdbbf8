import pytest

from audit.facts.model import Image
from audit.facts.page import read_page


def read(html):
    return read_page(html.encode(), "http://a.gov.vn/")


@pytest.mark.parametrize(
    "html",
    [
        '<ul class="breadcrumb"><li><a href=/>Trang chủ</a><li><a href=/1>Giới thiệu</a><li>Chức năng</ul>',
        '<div id="duongdan"><a href=/>Trang chủ</a> » <a href=/1>Giới thiệu</a> » Chức năng</div>'.replace(
            "duongdan", "site-pathway"
        ),
        '<nav aria-label="Breadcrumb"><ol><li>Trang chủ<li>Giới thiệu<li>Chức năng</ol></nav>',
        '<div class="breadcrumbs">Trang chủ > Giới thiệu > Chức năng</div>',
        '<div class="breadcrumbs">Trang chủ - Giới thiệu - Chức năng</div>',
        (
            '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"name":"Trang chủ"},'
            '{"item":{"name":"Giới thiệu"}},{"name":"Chức năng"}]}</script>'
        ),
    ],
)
def test_breadcrumb(html):
    assert read(html).breadcrumb == ("Trang chủ", "Giới thiệu", "Chức năng")


def test_a_title_with_a_dash_is_one_label():
    assert read('<div class="breadcrumb">Trang chủ » Kinh tế - xã hội</div>').breadcrumb == (
        "Trang chủ",
        "Kinh tế - xã hội",
    )


def test_no_breadcrumb():
    assert read("<p>x</p><nav><a href=/>y</a></nav>").breadcrumb == ()


def test_steps_are_the_longest_numbered_list():
    page = "<main><ol><li>a<ol><li>x</ol><li>b<li>c</ol><ol><li>d</ol></main><footer><ol><li>1<li>2<li>3<li>4</ol></footer>"
    assert read(page).steps == 3


def test_images_of_the_main_content_that_say_what_they_show():
    page = """<header><img src=/logo.png alt=Logo></header><main><img src="/so-do-to-chuc.png"><img src=/1.jpg alt="Bản đồ">
        <img src=/2.jpg><img data-src="/cocau.gif" src=""></main>"""
    assert read(page).images == (
        Image("http://a.gov.vn/so-do-to-chuc.png"),
        Image("http://a.gov.vn/1.jpg", "Bản đồ"),
        Image("http://a.gov.vn/cocau.gif"),
    )


def test_frames():
    page = "<iframe src=/a></iframe><iframe src=/a></iframe><iframe src='about:blank'></iframe><object data=/b.pdf></object>"
    assert read(page).frames == ("http://a.gov.vn/a", "http://a.gov.vn/b.pdf")
    assert read("<frameset><frame src=/menu><frame src=/main></frameset>").frames == (
        "http://a.gov.vn/menu",
        "http://a.gov.vn/main",
    )
