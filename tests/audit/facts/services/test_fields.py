"""The same points in the layouts of many portals."""

import pytest

from tests.audit.facts.services.procedures import told

STEPS, MANNER, PAPERS = "Bước 1: chuẩn bị hồ sơ.", "Trực tiếp hoặc trực tuyến", "Tờ khai theo mẫu số 02"
WANTED = {"steps": STEPS, "manner": MANNER, "components": PAPERS}
NAME = "<h1>Cấp giấy phép xây dựng</h1>"
LABELS = ("Trình tự thực hiện", "Cách thức thực hiện", "Thành phần hồ sơ")
PAIRS = tuple(zip(LABELS, (STEPS, MANNER, PAPERS), strict=True))


def each(pattern: str) -> str:
    return "".join(pattern.format(label, text) for label, text in PAIRS)


@pytest.mark.parametrize(
    "html",
    [
        f"<table>{each('<tr><th>{}</th><td>{}</td></tr>')}</table>",
        f"<table>{each('<tr><td><b>{}:</b></td><td><p>{}</p></td></tr>')}</table>",
        f"<table>{each('<tr><td>1</td><td>{}</td><td>{}</td></tr>')}</table>",
        f"<table><tr><th>Thông tin</th><th>Nội dung</th></tr>{each('<tr><td>{}</td><td>{}</td></tr>')}</table>",
        f"<table>{each('<tr><td colspan=2><b>{}</b></td></tr><tr><td colspan=2>{}</td></tr>')}</table>",
        f"<table>{each('<tr><td><b>{}</b><td>{}')}</table>",
        f"<dl>{each('<dt>{}</dt><dd>{}</dd>')}</dl>",
        each("<h2>{}</h2><div><p>{}</p></div>"),
        each("<div class=head><h3><i></i> {}</h3></div><div class=body>{}</div>"),
        each("<div class=row><div class=col-md-3>{}</div><div class=col-md-9>{}</div></div>"),
        f"<div>{each('<div class=label>{}</div><div class=value>{}</div>')}</div>",
        f"<ul>{each('<li><span>{}</span> <span>{}</span></li>')}</ul>",
        f"<div>{each('<b>a) {}:</b> {}<br>')}</div>",
        f"<div>{each('1.2. {}: {}<br>')}</div>",
        each("<p><strong>2. {}</strong>{}</p>"),
        each("<p><b><u>{}</u></b><p>{}"),
        each(
            "<div class=card><div class=card-header><button>{}</button></div><div class=collapse>{}</div></div>"
        ),
        each("<details><summary>{}</summary>{}</details>"),
        each("<font size=3><b>{}: </b></font><br><font size=2>{}</font><br>"),
    ],
)
def test_reads_labels_and_text_in_any_layout(html):
    assert told(NAME + html) == WANTED


def test_reads_tabs_by_their_targets():
    tabs = "".join(f'<li><a href="#t{number}">{label}</a></li>' for number, label in enumerate(LABELS))
    panels = "".join(f"<div id=t{number}>{text}</div>" for number, (_, text) in enumerate(PAIRS))
    assert told(f"{NAME}<ul>{tabs}</ul><div>{panels}</div>") == WANTED


def test_reads_tabs_by_their_order():
    tabs = "".join(f"<li>{label}</li>" for label in LABELS)
    panels = "".join(f"<div>{text}</div>" for _, text in PAIRS)
    assert told(f"{NAME}<ul>{tabs}</ul><div>{panels}</div>") == WANTED


def test_leaves_the_points_of_a_tab_to_their_own_labels():
    html = """<ul><li><a href=#a>Hồ sơ, lệ phí</a></li></ul><div id=a><h4>1. Cơ quan thực hiện</h4><div>Sở Xây dựng</div>
        <h4>2. Thời hạn giải quyết</h4><div>5 ngày</div></div>"""
    assert told(NAME + html) == {"agency": "Sở Xây dựng", "time_limit": "5 ngày"}


def test_reads_columns_of_ways_to_file():
    html = """<h2>Cách thức thực hiện</h2><table><thead><tr><th>Hình thức nộp<th>Thời hạn giải quyết<th>Phí, lệ phí<th>Mô tả
        <tbody><tr><td>Trực tiếp<td>3 ngày<td>50.000 đồng<td>Tại trụ sở<tr><td>Trực tuyến<td>2 ngày<td><td></table>"""
    found = told(NAME + html)
    assert found["channels"] == "Trực tiếp Trực tuyến"
    assert found["time_limit"] == "3 ngày 2 ngày"
    assert found["conditions"] == "50.000 đồng"
    assert found["manner"].startswith("Trực tiếp 3 ngày")


def test_reads_columns_of_papers():
    html = """<p>Mã thủ tục: 1.000001<h2>Thành phần hồ sơ</h2><table><tr><th>Tên giấy tờ</th><th>Mẫu đơn, tờ khai</th><th>Số lượng</th></tr>
        <tr><td>Đơn đề nghị</td><td></td><td>Bản chính: 1</td></tr></table><h2>Kết quả</h2><p>Giấy phép</p>"""
    assert told(NAME + html) == {"components": "Đơn đề nghị Bản chính: 1", "result": "Giấy phép"}


def test_reads_markup_printed_as_text():
    html = "<table><tr><td>Cơ quan thực hiện<td>&lt;div&gt;Sở X&amp;acirc;y dựng&lt;/div&gt;<tr><td>Thời hạn<td>5 ngày</table>"
    assert told(NAME + html) == {"agency": "Sở Xây dựng", "time_limit": "5 ngày"}


@pytest.mark.parametrize(
    "text", ["", "Đang cập nhật", "Không có thông tin", "-", "...", "Đang cập nhật...", "Không"]
)
def test_takes_no_value_for_none(text):
    html = f"<table><tr><td>Cách thức thực hiện</td><td>{text}</td></tr><tr><td>Thời hạn</td><td>5 ngày</td></tr></table>"
    assert told(f"<p>Mã thủ tục: 1.000001</p>{NAME}{html}") == {"time_limit": "5 ngày"}


@pytest.mark.parametrize("label", ["Lệ phí", "Yêu cầu, điều kiện", "Tên mẫu đơn, mẫu tờ khai"])
def test_takes_no_for_an_answer_on_conditions(label):
    html = f"<dl><dt>{label}<dd>Không<dt>Thời hạn giải quyết<dd>5 ngày</dl>"
    assert told(NAME + html) == {"conditions": "Không", "time_limit": "5 ngày"}


def test_takes_a_file_for_content():
    html = (
        '<dl><dt>Thành phần hồ sơ<dd><a href="/f/hoso.pdf"><img src=pdf.png></a><dt>Thời hạn<dd>5 ngày</dl>'
    )
    assert told(NAME + html)["components"] == "hoso.pdf"


def test_ends_a_point_where_something_else_begins():
    html = """<h2>Thời hạn giải quyết</h2><p>5 ngày</p><h2>Căn cứ pháp lý</h2><h2>Thủ tục liên quan</h2><p>Cấp lại giấy phép
        </p><a class=btn href=/nop>Nộp hồ sơ</a>"""
    assert told(f"<p>Mã thủ tục: 1.000001</p>{NAME}{html}") == {"time_limit": "5 ngày"}


def test_takes_papers_worded_as_labels_for_papers():
    html = "<h2>Thành phần hồ sơ</h2><ul><li>Tờ khai<li>Bản sao hộ chiếu</ul><h2>Kết quả</h2><p>Thẻ"
    assert told(NAME + html) == {"components": "Tờ khai Bản sao hộ chiếu", "result": "Thẻ"}


def test_reads_steps_called_procedure():
    html = "<p><b>Procedure:</b> Step 1: submit the form.<p><b>Fee:</b> None<p><b>Time limit:</b> 5 days"
    assert told(f"<h1>Issue of a work permit</h1>{html}")["steps"] == "Step 1: submit the form."


def test_knows_lists_of_other_procedures():
    html = """<h2>Thời hạn</h2><p>5 ngày</p><h2>Cơ quan thực hiện</h2><p>Sở Y tế</p><table><tr><th>STT<th>Tên thủ tục<th>Cơ quan thực hiện
        <tr><td>1<td>Cấp lại giấy phép<td>Sở Xây dựng</table>"""
    assert told(NAME + html) == {"time_limit": "5 ngày", "agency": "Sở Y tế"}


def test_reads_several_labels_on_a_line():
    html = "<p>Mã: 1.000001 | Lĩnh vực: Y tế</p><p>Thời hạn giải quyết: 5 ngày | Lệ phí: Không</p>"
    assert told(NAME + html) == {"time_limit": "5 ngày", "conditions": "Không"}


def test_takes_the_title_of_a_box_for_no_label():
    html = "<h3>Service</h3><h2>Issue of a licence</h2><p>A licence is needed by all who sell.</p><p>Fee: None</p><p>Result: Licence</p>"
    assert told(html) == {"conditions": "None", "result": "Licence"}


def test_takes_a_table_of_contents_for_no_content():
    html = "".join(f'<li><a href="#s{number}">{label}</a></li>' for number, label in enumerate(LABELS))
    html += "".join(
        f"<h2 id=s{number}>{label}</h2><p>{text}</p>" for number, (label, text) in enumerate(PAIRS)
    )
    assert told(f"{NAME}<ul>{html}") == WANTED


def test_takes_labels_of_an_electronic_form_for_questions():
    html = """<p>Thời hạn giải quyết: 5 ngày</p><p>Cơ quan thực hiện: Sở Y tế</p><form>Tờ khai<h4>Thành phần hồ sơ</h4><p>Bản sao hộ chiếu</p>
        <input name=a><input name=b><input name=c><input name=d><button>Nộp hồ sơ</button></form>"""
    assert told(NAME + html) == {"time_limit": "5 ngày", "agency": "Sở Y tế"}
