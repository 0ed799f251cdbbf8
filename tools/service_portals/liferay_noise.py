"""What surrounds the services of the Liferay portal: news, statistics, questions, forms, law."""

from __future__ import annotations

NEWS = (
    (
        "cong-bo-tthc-linh-vuc-hoa-chat",
        "Quyết định công bố thủ tục hành chính mới ban hành trong lĩnh vực Hóa chất",
        "12/06/2026",
        [
            (
                "Ngày 10/6, Bộ ban hành Quyết định số 1456/QĐ-BTNL về việc công bố thủ tục hành chính mới ban hành, thủ tục hành chính được sửa đổi, "
                "bổ sung thuộc phạm vi chức năng quản lý của Bộ trong lĩnh vực Hóa chất."
            ),
            "Quyết định có hiệu lực kể từ ngày ký. Các đơn vị niêm yết công khai tại nơi tiếp nhận hồ sơ.",
        ],
    ),
    (
        "cat-giam-30-phan-tram-tthc",
        "Bộ cắt giảm 30% thời gian giải quyết thủ tục cấp giấy phép nhập khẩu",
        "05/06/2026",
        [
            "Theo kế hoạch cải cách hành chính năm 2026, thời gian cấp giấy phép nhập khẩu sẽ rút ngắn còn một nửa so với trước.",
            "Doanh nghiệp nộp hồ sơ qua mạng không phải nộp bản giấy.",
        ],
    ),
    (
        "tap-huan-dich-vu-cong-toan-trinh",
        "Tập huấn tiếp nhận, giải quyết dịch vụ công trực tuyến toàn trình",
        "28/05/2026",
        ["Gần 120 công chức của các cục, vụ tham dự lớp tập huấn trong hai ngày."],
    ),
    (
        "thong-bao-tam-dung",
        "Thông báo tạm dừng Cổng dịch vụ công để bảo trì từ 22 giờ ngày 20/5",
        "19/05/2026",
        ["Trong thời gian bảo trì, tổ chức, cá nhân nộp hồ sơ trực tiếp tại Bộ phận Một cửa."],
    ),
)
"""Slug, title, day, paragraphs."""

_STATISTICS = (
    '<table class="table table-bordered"><tr><th>STT</th><th>Lĩnh vực</th><th>Tiếp nhận</th><th>Đã giải quyết</th><th>Đúng hạn</th></tr>'
    "<tr><td>1</td><td>Xuất nhập khẩu</td><td>2.310</td><td>2.288</td><td>98,1%</td></tr>"
    "<tr><td>2</td><td>Hóa chất</td><td>1.105</td><td>1.040</td><td>96,4%</td></tr>"
    "<tr><td>3</td><td>Điện lực</td><td>214</td><td>201</td><td>95,0%</td></tr>"
    "<tr><td>4</td><td>An toàn thực phẩm</td><td>499</td><td>455</td><td>97,7%</td></tr></table>"
)
_QUESTIONS = (
    '<ol class="faq"><li><a href="/web/guest/hoi-dap?id=311">Công ty tôi bị mất giấy phép thì làm thế nào?</a> (Nguyễn Văn T., 11/06/2026)</li>'
    '<li><a href="/web/guest/hoi-dap?id=309">Phản ánh việc chậm trả kết quả hồ sơ nhập khẩu</a> (Trần Thị L., 09/06/2026)</li>'
    '<li><a href="/web/guest/hoi-dap?id=305">Kiến nghị về mức phí thẩm định cơ sở kiểm nghiệm</a> (Công ty A., 02/06/2026)</li></ol>'
)
_FORMS = (
    '<table class="table table-striped"><tr><th>STT</th><th>Tên biểu mẫu</th><th>Tệp</th></tr>'
    '<tr><td>1</td><td>Mẫu đơn đề nghị cấp giấy phép nhập khẩu</td><td><a href="/documents/10184/900/mau-01.doc">Tải về</a></td></tr>'
    '<tr><td>2</td><td>Mẫu tờ khai hóa chất</td><td><a href="/documents/10184/901/mau-02.doc">Tải về</a></td></tr>'
    '<tr><td>3</td><td>Mẫu giấy ủy quyền nộp hồ sơ</td><td><a href="/documents/10184/902/mau-03.doc">Tải về</a></td></tr></table>'
)
_LOOK_UP = (
    '<form action="/web/guest/tra-cuu-ho-so" method="get"><label>Mã hồ sơ</label><input name="dossierNo" type="text" />'
    '<button type="submit">Tra cứu</button></form>'
)
_REGISTER = (
    '<form action="/web/guest/dang-ky" method="post"><label>Họ và tên</label><input name="fullName" type="text" /><label>Thư điện tử</label>'
    '<input name="email" type="text" /><label>Mật khẩu</label><input name="password" type="password" /><button type="submit">Đăng ký</button></form>'
)

ARTICLES: tuple[tuple[str, str, list[str]], ...] = (
    (
        "/web/guest/thong-ke",
        "Thống kê tình hình giải quyết hồ sơ",
        ["Số liệu tính đến ngày 31/5/2026.", _STATISTICS],
    ),
    ("/web/guest/hoi-dap", "Hỏi đáp, phản ánh, kiến nghị", [_QUESTIONS]),
    (
        "/web/guest/hoi-dap?id=311",
        "Công ty tôi bị mất giấy phép thì làm thế nào?",
        [
            "Câu hỏi: Công ty tôi bị mất giấy phép đã cấp năm ngoái, nay cần làm gì?",
            "Trả lời: Đề nghị công ty nộp đơn xin cấp lại kèm giải trình tại Bộ phận Một cửa.",
        ],
    ),
    (
        "/web/guest/hoi-dap?id=309",
        "Phản ánh việc chậm trả kết quả hồ sơ nhập khẩu",
        ["Nội dung phản ánh đã được chuyển đến đơn vị xử lý."],
    ),
    (
        "/web/guest/hoi-dap?id=305",
        "Kiến nghị về mức phí thẩm định cơ sở kiểm nghiệm",
        ["Kiến nghị đang được xem xét."],
    ),
    ("/web/guest/bieu-mau", "Biểu mẫu điện tử", [_FORMS]),
    ("/web/guest/tra-cuu-ho-so", "Tra cứu hồ sơ", [_LOOK_UP]),
    ("/web/guest/dang-ky", "Đăng ký tài khoản", [_REGISTER]),
    ("/web/guest/tim-kiem", "Kết quả tìm kiếm", ["Nhập từ khóa để tìm thủ tục hành chính."]),
    (
        "/web/guest/huong-dan",
        "Hướng dẫn sử dụng",
        [
            "Bước 1: Đăng ký tài khoản. Bước 2: Chọn thủ tục. Bước 3: Khai thông tin, đính kèm giấy tờ và gửi hồ sơ. Bước 4: Theo dõi tình trạng hồ sơ.",
            '<p><a href="/web/guest/quy-che-mot-cua">Quy chế tiếp nhận, giải quyết thủ tục hành chính theo cơ chế một cửa</a></p>',
        ],
    ),
    (
        "/web/guest/quy-che-mot-cua",
        "Quy chế tiếp nhận, giải quyết thủ tục hành chính theo cơ chế một cửa",
        [
            "Điều 5. Nội dung công khai thủ tục hành chính",
            (
                "1. Mỗi thủ tục hành chính phải công khai đủ các bộ phận: tên thủ tục; trình tự thực hiện; cách thức thực hiện; thành phần, số lượng hồ sơ; "
                "thời hạn giải quyết; đối tượng thực hiện; cơ quan thực hiện; kết quả thực hiện; phí, lệ phí; mẫu đơn, mẫu tờ khai; căn cứ pháp lý."
            ),
            "2. Trình tự thực hiện là các bước mà cá nhân, tổ chức và cơ quan giải quyết phải tiến hành.",
            "3. Thời hạn giải quyết được tính từ ngày nhận đủ hồ sơ hợp lệ.",
            "Điều 6. Trách nhiệm của đơn vị: niêm yết, cập nhật kịp thời và chịu trách nhiệm về nội dung đã công khai.",
        ],
    ),
)
"""Path, title, paragraphs; those that begin with < are markup."""
