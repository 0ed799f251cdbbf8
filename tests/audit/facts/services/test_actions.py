import pytest

from audit.facts.services.model import ActionKind
from audit.facts.services.verbs import does
from tests.audit.facts.services.procedures import URL, procedure

POINTS = "<h1>Cấp giấy phép xây dựng</h1><dl><dt>Thời hạn giải quyết<dd>5 ngày<dt>Cơ quan thực hiện<dd>Sở Xây dựng</dl>"


def actions(html):
    return {(one.kind, one.url) for one in procedure(POINTS + html).actions}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nộp hồ sơ", ["apply"]),
        ("[ Nộp hồ sơ tại đây ]", ["apply"]),
        ("Nộp trực tuyến", ["apply"]),
        ("ĐĂNG KÝ TRỰC TUYẾN", ["apply"]),
        ("Nộp trên Cổng Dịch vụ công quốc gia", ["apply"]),
        ("Apply online", ["apply"]),
        ("Đăng nhập để nộp hồ sơ", ["apply", "sign_in"]),
        ("Thanh toán trực tuyến", ["pay"]),
        ("Pay fees", ["pay"]),
        ("Tra cứu hồ sơ", ["track"]),
        ("Hướng dẫn nộp hồ sơ trực tuyến", ["guide"]),
        ("How to apply", ["guide"]),
        ("Nộp trực tiếp", []),
        ("Tải biểu mẫu nộp hồ sơ", []),
        ("Danh sách hồ sơ", []),
        ("Chia sẻ", []),
        ("", []),
    ],
)
def test_tells_what_words_do(text, kinds):
    assert [kind.value for kind in does(text)] == kinds


def test_follows_links_scripts_and_forms():
    html = """<a href="/nop?id=1">Nộp hồ sơ</a><button onclick="location.href='/thanh-toan'">Thanh toán</button>
        <a href="javascript:void(0)" data-url="/huong-dan">Hướng dẫn</a>
        <form action="/tra-cuu"><input type=hidden name=id><input type=submit value="Tra cứu hồ sơ"></form>"""
    host = "https://dichvucong.tinh.example"
    assert actions(html) == {
        (ActionKind.APPLY, f"{host}/nop?id=1"),
        (ActionKind.PAY, f"{host}/thanh-toan"),
        (ActionKind.GUIDE, f"{host}/huong-dan"),
        (ActionKind.TRACK, f"{host}/tra-cuu"),
    }


def test_leaves_the_address_to_a_script():
    assert actions('<a href="#" onclick="nop(5)">Nộp hồ sơ</a>') == {(ActionKind.APPLY, "")}
    assert actions("<span onclick='nop()'>Nộp trực tuyến</span>") == {(ActionKind.APPLY, "")}


def test_reads_a_link_that_says_here_by_its_line():
    assert actions('<p>Nộp hồ sơ trực tuyến <a href="/nop">tại đây</a></p>') == {
        (ActionKind.APPLY, "https://dichvucong.tinh.example/nop")
    }


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Nộp hồ sơ</h2>",
        '<a href="https://www.facebook.com/sharer?u=x">Nộp hồ sơ</a>',
        '<a href="#hoso">Nộp hồ sơ</a><div id=hoso>Thành phần</div>',
        '<a href="/mau/nop-ho-so.docx">Nộp hồ sơ</a>',
    ],
)
def test_lets_text_parts_and_files_be(html):
    assert actions(html) == set()


def test_keeps_a_link_to_this_very_page():
    assert actions(f'<a href="{URL}">Nộp hồ sơ</a>') == {(ActionKind.APPLY, URL)}


def test_takes_a_section_for_a_guide_in_the_language_of_its_text():
    found = procedure(
        "<h1>Issue of a work permit</h1><p>Processing time: 5 days</p><p>Responsible unit: Labour Division</p>"
        "<h2>How to apply</h2><p>Create an account and follow the instructions on the screen.</p>"
    ).actions
    assert [(one.kind.value, one.language, one.url) for one in found] == [("guide", "en", "")]


def test_takes_weak_words_only_on_buttons():
    assert actions('<a class="btn btn-primary" href="/x">Thực hiện</a>') == {
        (ActionKind.APPLY, "https://dichvucong.tinh.example/x")
    }
    assert actions('<a href="/x">Thực hiện</a>') == set()
    assert actions("<form><input name=q><button>Bắt đầu</button></form>") == set()


def test_reads_a_picture_by_its_file_name():
    assert actions('<a href="/nop"><img src="/img/btn-nop-ho-so.png"></a>') == {
        (ActionKind.APPLY, "https://dichvucong.tinh.example/nop")
    }
