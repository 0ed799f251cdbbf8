"""Pages of one procedure on which something stands that looks like something else: steps like names, labels like buttons."""

import pytest

from audit.facts.services.model import ActionKind
from tests.audit.facts.services.portal_pages import described, points_of, services_of

REST = """<h2>Who is it for</h2><p>Traders who import plants.</p><h2>Fees</h2><p>Twenty dollars for each shipment.</p>
    <h2>Processing time</h2><p>Three working days.</p><h2>Legal basis</h2><p>Plant Protection Act, article 9.</p>"""
STEPS = (
    "Prepare your papers and hand them in at the counter.",
    "Pay the fee at the desk.",
    "Collect the permit.",
)
PARAGRAPHS = "".join(f"<p>{number}. {text}</p>" for number, text in enumerate(STEPS, 1))
ITEMS = "<ol>" + "".join(f"<li>{text}</li>" for text in STEPS) + "</ol>"
NAME = "Phytosanitary permit for imported plants"


@pytest.mark.parametrize(
    "main",
    [
        f"<h1>{NAME}</h1>{PARAGRAPHS}{REST}",
        f"<h1>{NAME}</h1><h2>How to apply</h2>{PARAGRAPHS}{REST}",
        f"<div class=page-title>{NAME}</div>{PARAGRAPHS}{REST}",
        f"<h2>{NAME}</h2><div class=title>{PARAGRAPHS}</div>{REST}",
        f"<h1>{NAME}</h1><h3>Application for a permit is made in three steps.</h3>{ITEMS}{REST}",
        f"<h1>Plant health</h1><h2>{NAME}</h2><p class=heading>1. Apply for an account with the office.</p>{REST}",
        f"{PARAGRAPHS}{REST}",
        f"<ol><li>Register your company with the office</li><li>Apply for the permit</li></ol>{REST}",
        f"<h1>{NAME}</h1><p><strong>Apply for your permit before you travel.</strong></p>{REST}",
    ],
)
def test_a_step_is_no_name(main):
    assert described(main, language="en", title=f"{NAME} | Plant Office").name == NAME


@pytest.mark.parametrize(
    "main",
    [
        "<h1>Cấp phép nhập khẩu giống cây</h1><p>1. Chuẩn bị hồ sơ và nộp tại bộ phận một cửa.</p>",
        "<h1>Cấp phép nhập khẩu giống cây</h1><p>Cấp giấy phép được thực hiện trong ba ngày làm việc tại Sở.</p>",
        "<p>1. Đăng ký tài khoản trên cổng</p><p>2. Nộp hồ sơ</p>",
    ],
)
def test_a_vietnamese_step_is_no_name(main):
    rest = "<h2>Lệ phí</h2><p>Không</p><h2>Thời hạn giải quyết</h2><p>3 ngày</p><h2>Đối tượng thực hiện</h2><p>Tổ chức</p>"
    found = described(main + rest, title="Cấp phép nhập khẩu giống cây - Cục Trồng trọt")
    assert found.name == "Cấp phép nhập khẩu giống cây"


@pytest.mark.parametrize(
    "label", ["How to apply", "How do I apply?", "Application process", "How to apply online"]
)
@pytest.mark.parametrize(
    "content", [PARAGRAPHS, ITEMS, "<p>Step 1: fill in the form.</p><p>Step 2: send it.</p>"]
)
def test_steps_below_how_to_apply_are_steps(label, content):
    assert "steps" in points_of(f"<h1>{NAME}</h1><h2>{label}</h2>{content}{REST}", language="en")


@pytest.mark.parametrize(
    "label", ["Cách nộp hồ sơ", "Cách làm thủ tục", "Hướng dẫn nộp hồ sơ", "Cách đăng ký"]
)
def test_steps_below_vietnamese_ways_to_file_are_steps(label):
    html = f"""<h1>Đăng ký mã số vùng trồng</h1><h2>{label}</h2><ol><li>Điền tờ khai.</li><li>Nộp tại bộ phận một cửa.</li><li>Nhận kết quả.</li></ol>
        <h2>Lệ phí</h2><p>Không</p><h2>Thời hạn giải quyết</h2><p>3 ngày</p><h2>Đối tượng thực hiện</h2><p>Tổ chức</p>"""
    assert "steps" in points_of(html)


@pytest.mark.parametrize("label", ["How to apply", "How do I apply?", "Application process"])
@pytest.mark.parametrize(
    "content",
    [
        "<p>At the counter, online or by post.</p>",
        "<ul><li>Online</li><li>By post</li><li>In person</li></ul>",
    ],
)
def test_channels_below_how_to_apply_are_manner(label, content):
    found = points_of(f"<h1>{NAME}</h1><h2>{label}</h2>{content}{REST}", language="en")
    assert "steps" not in found
    assert found & {"manner", "channels"}


@pytest.mark.parametrize(
    "content",
    ["<p>Nộp trực tiếp, trực tuyến hoặc qua bưu điện.</p>", "<ul><li>Trực tiếp<li>Qua bưu chính</ul>"],
)
def test_channels_below_vietnamese_ways_to_file_are_manner(content):
    html = f"""<h1>Đăng ký mã số vùng trồng</h1><h2>Cách nộp hồ sơ</h2>{content}
        <h2>Lệ phí</h2><p>Không</p><h2>Thời hạn giải quyết</h2><p>3 ngày</p><h2>Đối tượng thực hiện</h2><p>Tổ chức</p>"""
    found = points_of(html)
    assert "steps" not in found
    assert found & {"manner", "channels"}


OTHERS = "<h2>Fees</h2><p>Twenty dollars.</p><h2>Processing time</h2><p>Three working days.</p><h2>Legal basis</h2><p>Plant Protection Act.</p>"


@pytest.mark.parametrize(
    "label",
    [
        "Eligibility",
        "Who is eligible",
        "Who is eligible?",
        "Requirements for applicants",
        "Eligibility requirements",
    ],
)
def test_eligibility_tells_who_where_nothing_else_does(label):
    html = f"<h1>{NAME}</h1><h2>{label}</h2><p>Companies that import plants into the country.</p>{OTHERS}"
    assert "who" in points_of(html, language="en")


def test_eligibility_tells_conditions_where_another_label_tells_who():
    html = f"<h1>{NAME}</h1><h2>Who can apply</h2><p>Companies.</p><h2>Eligibility</h2><p>You must hold a licence.</p><h2>Processing time</h2><p>Three days.</p><h2>Result</h2><p>A permit.</p>"
    assert points_of(html, language="en") == {"who", "conditions", "time_limit", "result"}


@pytest.mark.parametrize("label", ["Eligibility", "Who is eligible"])
def test_eligibility_with_a_list_of_conditions_tells_both(label):
    html = f"<h1>{NAME}</h1><h2>{label}</h2><ul><li>You must be over 18.</li><li>You must live in the country.</li></ul><h2>Result</h2><p>A permit.</p><h2>Processing time</h2><p>Three days.</p>"
    assert {"who", "conditions"} <= points_of(html, language="en")


POINTS = "<h2>Trình tự thực hiện</h2><p>Bước 1: nộp hồ sơ.</p><h2>Lệ phí</h2><p>Không</p><h2>Thời hạn giải quyết</h2><p>3 ngày</p>"
LABELS = ["Nộp đơn và trả kết quả", "Nộp hồ sơ và nhận kết quả", "Filing and result", "Nộp hồ sơ"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "pattern",
    [
        "<h3><button type=button class=accordion-button data-bs-toggle=collapse data-bs-target=#c1>{}</button></h3><div id=c1 class=collapse><p>Tại bộ phận một cửa.</p></div>",
        "<h3><button type=button aria-expanded=false>{}</button></h3><div><p>Tại bộ phận một cửa.</p></div>",
        "<div onclick='toggle(this)' class=panel-heading>{}</div><div><p>Tại bộ phận một cửa.</p></div>",
        "<a role=tab href=#c1>{}</a><div id=c1><p>Tại bộ phận một cửa.</p></div>",
        "<a data-toggle=tab href=#c9>{}</a><div><p>Tại bộ phận một cửa.</p></div>",
        "<details><summary onclick='x()'>{}</summary><p>Tại bộ phận một cửa.</p></details>",
        "<button aria-controls=c1 onclick='x()'>{}</button><div id=c1><p>Tại bộ phận một cửa.</p></div>",
        "<h4 class=accordion-title onclick='openIt(1)'><a href='javascript:void(0)'>{}</a></h4><div><p>Tại bộ phận một cửa.</p></div>",
        "<a class=toggle href='javascript:;'>{}</a><div><p>Tại bộ phận một cửa.</p></div>",
        "<h3><button>{}</button></h3><div><p>Tại bộ phận một cửa.</p></div>",
    ],
)
def test_what_opens_a_part_of_the_page_files_nothing(label, pattern):
    html = f"<h1>Cấp giấy phép xây dựng</h1>{POINTS}{pattern.format(label)}"
    assert [action for action in described(html).actions if action.kind is ActionKind.APPLY] == []


@pytest.mark.parametrize("text", LABELS[:3])
def test_a_label_of_filing_and_return_is_no_button(text):
    html = f"<h1>Cấp giấy phép xây dựng</h1>{POINTS}<a href='javascript:void(0)' onclick='x()'>{text}</a>"
    assert [action for action in described(html).actions if action.kind is ActionKind.APPLY] == []


@pytest.mark.parametrize(
    "button",
    [
        "<button type=button class='btn btn-primary' onclick='nop()'>Nộp hồ sơ</button>",
        "<a class=btn href='javascript:nop(1)'>Nộp trực tuyến</a>",
        "<button data-bs-toggle=modal data-bs-target=#login class=btn>Nộp hồ sơ</button><div id=login><form><input name=u><input type=password></form></div>",
        "<a class=btn href=/nop-ho-so?id=1>Nộp hồ sơ trực tuyến</a>",
        "<button aria-haspopup=true aria-expanded=false class='btn dropdown-toggle'>Nộp hồ sơ</button><ul class=dropdown-menu><li><a href=/nop?id=1>Nộp trực tuyến</a></ul>",
    ],
)
def test_buttons_to_file_stay_buttons(button):
    html = f"<h1>Cấp giấy phép xây dựng</h1>{POINTS}{button}"
    assert any(action.kind is ActionKind.APPLY for action in described(html).actions)


@pytest.mark.parametrize(
    ("main", "head"),
    [
        ("<h1>Application for the posts of plant inspectors is open</h1><p>Published on 12 March 2024</p><p>The office opens applications. Apply online by 1 May 2024.</p><p><b>Requirements:</b> degree</p><p><b>Documents:</b> CV</p><p><b>Deadline:</b> 1 May</p>", ""),
        ("<h1>Issuance of work permits now takes five days</h1><p>By Nguyen Van A</p><p>Processing time: five days instead of ten.</p><p>Fee: none</p><p>Applicants: foreigners</p>", "<meta property=article:published_time content=2024-03-01>"),
        ("<h1>Registration of vehicles to move online</h1><p>Fee: none</p><p>Processing time: one day</p><p>Applicants: owners</p>", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Registration of vehicles"}</script>'),
        ("<h1>Rút ngắn thời gian cấp giấy phép xây dựng từ tháng 4</h1><p>Thời hạn giải quyết: 10 ngày thay vì 15 ngày.</p><p>Đối tượng: tổ chức, cá nhân.</p><p>Lệ phí: không.</p>", ""),
        ("<h1>Cấp giấy phép lao động cho hơn 500 người nước ngoài</h1><p>Thứ ba, 12/03/2024, 08:30</p><p>Sở đã cấp giấy phép cho hơn 500 người.</p><p>Thời hạn giải quyết: 5 ngày</p><p>Lệ phí: giảm</p><p>Kết quả: 500 giấy phép</p>", ""),
        ("<h1>Đăng ký khai sinh trực tuyến tăng gấp đôi so với năm trước</h1><p>Lệ phí: không</p><p>Thời hạn giải quyết: trong ngày</p><p>Kết quả: 1.200 trường hợp</p>", ""),
        ("<article itemscope itemtype=https://schema.org/NewsArticle><h1>Đăng ký tạm trú qua mạng</h1><p>Lệ phí: không</p><p>Thời hạn giải quyết: trong ngày</p><p>Kết quả: phiếu</p></article>", ""),
    ],
)  # fmt: skip
def test_news_are_no_procedures(main, head):
    assert services_of(main, head=head).procedure is None


FULL = """<h2>Trình tự thực hiện</h2><p>Bước 1: nộp hồ sơ.</p><h2>Thành phần hồ sơ</h2><p>Tờ khai</p><h2>Lệ phí</h2><p>Không</p><h2>Thời hạn giải quyết</h2><p>3 ngày</p>
    <h2>Đối tượng thực hiện</h2><p>Tổ chức</p><h2>Cơ quan thực hiện</h2><p>Sở Xây dựng</p>"""


@pytest.mark.parametrize(
    ("before", "head"),
    [
        ("<p>Ngày đăng: 12/03/2024 08:30</p>", ""),
        ("<p>Cập nhật: 12/03/2024</p>", "<meta property=article:published_time content=2024-03-01>"),
        ("<p>Thứ ba, 12/03/2024</p>", '<meta property="og:type" content=article>'),
    ],
)
def test_a_procedure_in_the_dress_of_an_article_is_one(before, head):
    assert (
        described(f"<h1>Cấp giấy phép xây dựng</h1>{before}{FULL}", head=head).name
        == "Cấp giấy phép xây dựng"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Đang cập nhật",
        "Đang cập nhật...",
        "Updating",
        "To be announced",
        "Nội dung đang được cập nhật.",
        "(Đang cập nhật)",
        "Content is being updated.",
        "Sẽ cập nhật sau",
        "N/A",
        "Chưa có dữ liệu",
    ],
)
def test_nothing_is_told_by_what_is_being_updated(text):
    html = f"<h1>Cấp giấy phép xây dựng</h1><p>Mã thủ tục: 1.000001</p><h2>Trình tự thực hiện</h2><p>{text}</p><h2>Thành phần hồ sơ</h2><ul><li>{text}</ul><h2>Cách thức thực hiện</h2>{text}<h2>Lệ phí</h2><p>{text}</p><h2>Thời hạn giải quyết</h2><p>5 ngày</p>"
    assert points_of(html) == {"time_limit"}


BRIEF = """<h1>Issuance of a fishing licence</h1><h2>Overview</h2><p>A licence is needed by all who fish with nets in the bay, also for a single day.</p>
    <h2>About this service</h2><p>The service has been offered since last year by the fishery office.</p><h2>Fees</h2><p>Ten dollars.</p><h2>Processing time</h2><p>Two days.</p>
    <h2>Contact</h2><p>Fishery office, telephone 1234.</p><h2>More information</h2><p>See our page on fishing.</p><h2>Service details</h2><p>Open all year to everybody.</p>
    <h2>Information</h2><p>The bay is open from May.</p><h2>Support</h2><p>Ask at the desk.</p>"""


def test_general_headings_are_no_points():
    assert points_of(BRIEF, language="en") == {"conditions", "time_limit"}


BRIEF_VI = """<h1>Cấp giấy phép khai thác thủy sản</h1><h2>Giới thiệu</h2><p>Giấy phép dành cho tàu cá hoạt động trong vùng vịnh, kể cả đi trong ngày.</p>
    <h2>Thông tin chung</h2><p>Thủ tục được thực hiện quanh năm ở mọi nơi trong tỉnh.</p><h2>Lệ phí</h2><p>40.000 đồng</p><h2>Thời hạn giải quyết</h2><p>2 ngày</p><p>Mã thủ tục: 1.000004</p>
    <h2>Liên hệ</h2><p>Chi cục Thủy sản, điện thoại 1234.</p><h2>Thông tin chi tiết</h2><p>Xem trang thủy sản.</p><h2>Ghi chú</h2><p>Mang theo giấy tờ.</p>"""


def test_general_vietnamese_headings_are_no_points():
    assert points_of(BRIEF_VI) == {"conditions", "time_limit"}


@pytest.mark.parametrize(
    ("more", "menu"),
    [
        ("<h2>Thủ tục liên quan</h2><ul><li><a href=/tt/2>Cấp lại giấy phép</a> <a class=btn href=/nop?id=2>Nộp hồ sơ</a><li><a href=/tt/3>Đổi giấy phép</a> <a class=btn href=/nop?id=3>Nộp hồ sơ</a></ul>", ""),
        ("<div class=related><h3>Dịch vụ công khác</h3><div class=card><a href=/tt/2>Cấp lại giấy phép</a><a class=btn href=/nop?id=2>Nộp hồ sơ</a></div></div>", ""),
        ("<h3>Có thể bạn quan tâm</h3><table><tr><th>Tên thủ tục<th>Thao tác<tr><td>Cấp lại giấy phép<td><a href=/nop?id=2>Nộp hồ sơ</a></table>", ""),
        ("<h4>Thủ tục cùng lĩnh vực</h4><div><p>Cấp lại giấy phép <a href=/nop?id=2>Nộp trực tuyến</a></p></div>", ""),
        ("", "<li><a href=/nop-ho-so>Nộp hồ sơ</a>"),
    ],
)  # fmt: skip
def test_buttons_of_other_services_and_of_menus_file_nothing(more, menu):
    found = described(f"<h1>Cấp giấy phép xây dựng</h1>{FULL}{more}", menu=menu)
    assert [action.url for action in found.actions if action.kind is ActionKind.APPLY] == []


def test_a_button_behind_the_list_of_other_services_stays():
    related = "<h2>Thủ tục liên quan</h2><ul><li><a href=/tt/2>Cấp lại giấy phép</a></ul>"
    found = described(
        f"<h1>Cấp giấy phép xây dựng</h1>{FULL}{related}<a class=btn href=/nop?id=1>Nộp hồ sơ</a>"
    )
    assert any(action.kind is ActionKind.APPLY for action in found.actions)


def test_the_button_of_a_header_in_the_page_files_nothing():
    top = "<header><a href=/>Cổng dịch vụ công</a><a class=btn href=/nop-ho-so>Nộp hồ sơ</a><a href=/dang-nhap>Đăng nhập</a></header>"
    for around in (top, top.replace("header", "div")):
        found = described(f"{around}<main><h1>Cấp giấy phép xây dựng</h1>{FULL}</main>")
        assert [action.url for action in found.actions if action.kind is ActionKind.APPLY] == []


def test_the_button_of_a_breadcrumb_files_nothing():
    found = described(
        f"<div><a href=/>Trang chủ</a> &gt; <a href=/nop>Nộp hồ sơ</a> &gt; Cấp giấy phép xây dựng</div><h1>Cấp giấy phép xây dựng</h1>{FULL}"
    )
    assert [action.url for action in found.actions if action.kind is ActionKind.APPLY] == []


@pytest.mark.parametrize(
    "papers",
    [
        "Bản kế hoạch <a href=/vb/mau-moi-truong.docx>mẫu</a>, báo cáo đầu tư",
        "Đơn <a href=/vb/m.doc>theo mẫu</a>, bản vẽ",
        "Tờ khai (<a href=/f/tk.docx>tải về</a>)",
        "Đơn đề nghị <a href=/f/1.docx>tại đây</a>",
    ],
)
def test_a_link_to_a_document_among_the_papers_is_a_form(papers):
    html = f"<h1>Xác nhận kế hoạch</h1><table><tr><th>Thành phần hồ sơ<td>{papers}<tr><th>Thời hạn giải quyết<td>10 ngày<tr><th>Lệ phí<td>Không</table>"
    assert len(described(html).forms) == 1


@pytest.mark.parametrize(
    "steps",
    [
        "Nộp hồ sơ, thanh toán trực tuyến, nhận bản sao qua bưu chính.",
        "Nộp hồ sơ rồi nhận giấy chứng nhận qua đường bưu điện",
        "Bước 3: nhận thẻ qua dịch vụ bưu chính công ích.",
    ],
)
def test_what_is_received_by_post_is_returned_by_post(steps):
    html = f"<h1>Cấp bản sao trích lục</h1><table><tr><th>Trình tự thực hiện<td>{steps}<tr><th>Lệ phí<td>8.000 đồng, thanh toán trực tuyến<tr><th>Thời hạn<td>1 ngày</table>"
    found = described(html)
    assert found.returned_by_post
    assert found.pays_online


@pytest.mark.parametrize(
    "steps",
    [
        "Cơ quan tiếp nhận hồ sơ qua bưu chính.",
        "Tiếp nhận hồ sơ nộp qua bưu điện",
        "Sau khi nhận hồ sơ qua bưu chính, cán bộ kiểm tra.",
        "Nhận đơn qua bưu điện rồi thụ lý",
    ],
)
def test_what_the_office_receives_by_post_is_no_result(steps):
    html = f"<h1>Cấp bản sao trích lục</h1><table><tr><th>Trình tự thực hiện<td>{steps}<tr><th>Lệ phí<td>8.000 đồng<tr><th>Thời hạn<td>1 ngày</table>"
    assert not described(html).returned_by_post


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("3 days", "time_limit"),
        ("5 working days", "time_limit"),
        ("2 documents", "components"),
        ("10 forms", "components"),
    ],
)
def test_a_number_of_things_is_an_answer_and_no_label(text, field):
    label = {"time_limit": "Processing time", "components": "Required documents"}[field]
    html = f"<h1>{NAME}</h1><h2>{label}</h2><p>{text}</p><h2>Fees</h2><p>Ten dollars.</p><h2>Legal basis</h2><p>Plant Act.</p><h2>Who can apply</h2><p>Traders.</p>"
    assert points_of(html, language="en") == {field, "conditions", "legal_basis", "who"}


def test_a_brief_page_with_a_day_is_the_page_of_a_service_still():
    found = described(f"<h1>{NAME}</h1><p>12 March 2024</p>{OTHERS}", language="en")
    assert found.name == NAME


def test_a_note_with_a_day_and_an_author_is_news():
    html = "<h1>Cấp thẻ căn cước lưu động tại xã</h1><p>Thứ ba, 12/03/2024</p><p>Lệ phí: không.</p><p>Thời hạn giải quyết: trong ngày.</p><p>Người dân rất vui.</p>"
    assert services_of(html).procedure is None
