"""Vietnamese pages of services with labels that are not the national ones: communes, tax, customs, insurance, police, courts."""

import pytest

from audit.facts.page import read_page

URL = "https://dichvu.vi-du.example/thu-tuc"


def read(main):
    html = f"""<!doctype html><html lang=vi><head><title>Thủ tục</title></head><body><div class=header><a href=/>Trang chủ</a></div>
    <div class=menu><ul><li><a href=/gt>Giới thiệu</a><li><a href=/tt>Tin tức</a><li><a href=/tthc>Thủ tục hành chính</a><li><a href=/lh>Liên hệ</a></ul></div>
    <div class=content>{main}</div><div class=footer><p>Bản quyền thuộc về Ủy ban nhân dân. Địa chỉ: số 1 đường Lê Lợi. Điện thoại: 1900 1234</p></div></body></html>"""
    services = read_page(html.encode(), URL, "text/html; charset=utf-8").services
    return services.procedure if services else None


COMMUNE = """<h2>Đăng ký khai sinh</h2><p><b>Ai được làm:</b> Cha, mẹ hoặc người thân thích của trẻ em</p><p><b>Hồ sơ cần chuẩn bị:</b> Tờ khai, giấy chứng sinh</p>
<p><b>Nơi tiếp nhận:</b> Bộ phận một cửa của Ủy ban nhân dân xã</p><p><b>Thời gian trả kết quả:</b> Trong ngày làm việc</p><p><b>Mức thu phí:</b> Miễn phí</p>
<p><b>Căn cứ để giải quyết:</b> Luật Hộ tịch</p><p><b>Bạn sẽ nhận được:</b> Giấy khai sinh bản chính</p>"""

ASKED = """<h1>Cấp giấy xác nhận tình trạng hôn nhân</h1><h3>Ai được cấp?</h3><p>Công dân Việt Nam có yêu cầu.</p><h3>Cần giấy tờ gì?</h3><p>Tờ khai theo mẫu và căn cước.</p>
<h3>Nộp hồ sơ ở đâu?</h3><p>Tại Ủy ban nhân dân xã nơi thường trú.</p><h3>Bao lâu có kết quả?</h3><p>Ba ngày làm việc.</p><h3>Lệ phí bao nhiêu?</h3><p>Mười nghìn đồng.</p>
<h3>Nhận kết quả bằng cách nào?</h3><p>Nhận trực tiếp hoặc qua bưu điện.</p><h3>Văn bản nào quy định?</h3><p>Nghị định về đăng ký hộ tịch.</p>"""

INSURANCE = """<h1>Hưởng trợ cấp thai sản</h1><table><tr><td>1<td>Trình tự thực hiện TTHC<td>Người lao động nộp hồ sơ cho người sử dụng lao động.
<tr><td>2<td>Hình thức nộp, nhận hồ sơ<td>Nộp trực tiếp hoặc qua giao dịch điện tử<tr><td>3<td>Thành phần, số lượng hồ sơ<td>Bản sao giấy khai sinh, một bộ
<tr><td>4<td>Thời hạn giải quyết TTHC<td>Tối đa 6 ngày làm việc<tr><td>5<td>Cơ quan BHXH thực hiện<td>Bảo hiểm xã hội cấp huyện
<tr><td>6<td>Đối tượng thụ hưởng<td>Lao động nữ sinh con<tr><td>7<td>Kết quả thực hiện TTHC<td>Tiền trợ cấp<tr><td>8<td>Phí, lệ phí (nếu có)<td>Không
<tr><td>9<td>Cơ sở pháp lý của TTHC<td>Luật Bảo hiểm xã hội</table>"""

TAX = """<div class=chitiet><h4>Đăng ký thuế lần đầu đối với hộ kinh doanh</h4><dl><dt>Người nộp thuế thực hiện<dd>Hộ kinh doanh, cá nhân kinh doanh
<dt>Hồ sơ đăng ký gồm<dd>Tờ khai đăng ký thuế, bản sao căn cước<dt>Nơi nộp hồ sơ<dd>Chi cục thuế nơi kinh doanh<dt>Thời hạn nộp hồ sơ<dd>Mười ngày kể từ ngày hoạt động
<dt>Thời gian cơ quan thuế giải quyết<dd>Ba ngày làm việc<dt>Cơ quan thuế giải quyết<dd>Chi cục thuế<dt>Sản phẩm nhận được<dd>Giấy chứng nhận đăng ký thuế
<dt>Quy định tại văn bản<dd>Luật Quản lý thuế</dl></div>"""

CUSTOMS = """<h1>Thủ tục hải quan đối với hàng hóa tạm nhập, tái xuất</h1><div class=row><div class=col-3>Trình tự thủ tục</div><div class=col-9>Người khai hải quan đăng ký tờ khai trên hệ thống.</div></div>
<div class=row><div class=col-3>Hồ sơ hải quan</div><div class=col-9>Tờ khai hải quan, hóa đơn thương mại, vận đơn</div></div><div class=row><div class=col-3>Người làm thủ tục</div><div class=col-9>Thương nhân có hàng hóa</div></div>
<div class=row><div class=col-3>Cơ quan hải quan thực hiện</div><div class=col-9>Chi cục Hải quan cửa khẩu</div></div><div class=row><div class=col-3>Thời gian thông quan</div><div class=col-9>Không quá hai ngày</div></div>
<div class=row><div class=col-3>Lệ phí hải quan</div><div class=col-9>Hai mươi nghìn đồng</div></div><div class=row><div class=col-3>Văn bản pháp luật áp dụng</div><div class=col-9>Luật Hải quan</div></div>"""

POLICE = """<h1>Cấp hộ chiếu phổ thông</h1><p><strong>I. Các bước làm thủ tục</strong></p><p>Khai tờ khai điện tử, chụp ảnh và nộp lệ phí.</p><p><strong>II. Giấy tờ cần mang theo</strong></p><p>Căn cước còn giá trị sử dụng.</p>
<p><strong>III. Nơi làm thủ tục</strong></p><p>Phòng Quản lý xuất nhập cảnh.</p><p><strong>IV. Thời gian cấp hộ chiếu</strong></p><p>Tám ngày làm việc.</p><p><strong>V. Lệ phí cấp</strong></p><p>Hai trăm nghìn đồng.</p>
<p><strong>VI. Nhận hộ chiếu</strong></p><p>Tại cơ quan công an hoặc tại nhà.</p><p><strong>VII. Cơ quan cấp</strong></p><p>Cục Quản lý xuất nhập cảnh.</p>"""

COURT = """<h1>Yêu cầu công nhận thuận tình ly hôn</h1><table><tr><td>Người có quyền yêu cầu<td>Vợ và chồng<tr><td>Tòa án có thẩm quyền<td>Tòa án nơi một bên cư trú
<tr><td>Đơn và tài liệu kèm theo<td>Đơn yêu cầu, giấy chứng nhận kết hôn<tr><td>Lệ phí Tòa án<td>Ba trăm nghìn đồng<tr><td>Thời hạn xét đơn<td>Một tháng
<tr><td>Cách nộp đơn<td>Nộp trực tiếp, qua bưu điện hoặc trực tuyến<tr><td>Điều luật áp dụng<td>Bộ luật Tố tụng dân sự</table>"""

BOTH = """<h1>Cấp giấy phép lao động / Issue of a work permit</h1><p><b>Trình tự thực hiện (Procedure):</b> Nộp hồ sơ trước khi bắt đầu làm việc.</p>
<p><b>Hồ sơ / Documents:</b> Văn bản đề nghị, hộ chiếu.</p><p><b>Thời gian / Time:</b> Năm ngày làm việc.</p><p><b>Phí / Fee:</b> Sáu trăm nghìn đồng.</p><p><b>Cơ quan / Agency:</b> Sở Nội vụ.</p>"""

PAGES = {
    "commune": (COMMUNE, {"who", "components", "channels", "time_limit", "conditions", "legal_basis", "result"}),
    "asked": (ASKED, {"who", "components", "channels", "time_limit", "conditions", "legal_basis"}),
    "insurance": (
        INSURANCE,
        {"steps", "channels", "components", "time_limit", "agency", "who", "result", "conditions", "legal_basis"},
    ),
    "tax": (TAX, {"who", "components", "channels", "time_limit", "agency", "result", "legal_basis"}),
    "customs": (CUSTOMS, {"steps", "components", "who", "agency", "time_limit", "conditions", "legal_basis"}),
    "police": (POLICE, {"steps", "components", "channels", "time_limit", "conditions", "agency"}),
    "court": (COURT, {"who", "agency", "components", "conditions", "time_limit", "manner", "legal_basis"}),
    "both": (BOTH, {"steps", "components", "time_limit", "conditions", "agency"}),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_reads_the_points_of_vietnamese_pages(page):
    html, points = PAGES[page]
    found = read(html)
    assert found is not None
    assert {one.field.value for one in found.fields} - {"name"} == points
    assert {one.language for one in found.fields if one.field.value != "name"} == {"vi"}


NO_SERVICES = {
    "news": """<h1>Xã Tân Lập rút ngắn thời gian giải quyết thủ tục hành chính</h1><p>Ngày 12/3/2024, Ủy ban nhân dân xã công bố rút ngắn thời hạn giải quyết.</p>
    <p><b>Kết quả bước đầu:</b> hài lòng trên 95%.</p><p><b>Thời gian tới:</b> tiếp tục rà soát.</p>""",
    "recruiting": """<h1>Thông báo tuyển dụng viên chức năm 2024</h1><p><b>Đối tượng:</b> Công dân Việt Nam</p><p><b>Điều kiện:</b> Có bằng đại học</p><p><b>Hồ sơ gồm:</b> Phiếu đăng ký, bằng</p>
    <p><b>Nơi nộp hồ sơ:</b> Phòng Tổ chức</p><p><b>Lệ phí:</b> Ba trăm nghìn đồng</p>""",
    "tender": """<h1>Thông báo mời thầu gói thầu số 3</h1><p><b>Đối tượng:</b> Nhà thầu trong nước</p><p><b>Hồ sơ gồm:</b> Hồ sơ dự thầu</p><p><b>Phí:</b> Hai triệu đồng</p><p><b>Nơi nộp:</b> Phòng Kế hoạch</p>""",
    "asked": """<h1>Câu hỏi thường gặp</h1><h3>Cần giấy tờ gì?</h3><p>Hộ chiếu.</p><h3>Nộp hồ sơ ở đâu?</h3><p>Tại xã.</p><h3>Bao lâu có kết quả?</h3><p>Ba ngày.</p><h3>Lệ phí bao nhiêu?</h3><p>Không.</p>""",
    "contest": """<h1>Thể lệ cuộc thi viết về cải cách hành chính</h1><p><b>Đối tượng tham gia:</b> Mọi công dân</p><p><b>Thời gian:</b> Từ tháng 3</p><p><b>Yêu cầu:</b> Bài viết chưa đăng</p><p><b>Nơi nhận:</b> Ban tổ chức</p><p><b>Kết quả:</b> công bố tháng 9</p>""",
}  # fmt: skip


@pytest.mark.parametrize("page", NO_SERVICES)
def test_takes_no_other_page_for_a_procedure(page):
    assert read(NO_SERVICES[page]) is None
