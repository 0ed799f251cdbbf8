"""What surrounds the services of the SharePoint portal."""

from __future__ import annotations

NEWS = (
    (
        812,
        "Công bố danh mục thủ tục hành chính lĩnh vực Thú y thuộc phạm vi quản lý của Bộ",
        [
            "Ngày 08/6/2026, Bộ ban hành Quyết định số 2114/QĐ-BNLTL công bố danh mục thủ tục hành chính lĩnh vực Thú y.",
            "Các đơn vị có trách nhiệm công khai danh mục này trên Cổng thông tin điện tử.",
        ],
    ),
    (
        809,
        "Thủ tục xuất khẩu sầu riêng: doanh nghiệp cần lưu ý gì?",
        [
            "Theo Cục Bảo vệ thực vật, các lô hàng phải có mã số vùng trồng.",
            "Doanh nghiệp nên chuẩn bị hồ sơ trước mùa vụ ít nhất một tháng.",
        ],
    ),
    (
        801,
        "Hội nghị trực tuyến về phòng, chống hạn hán và xâm nhập mặn",
        ["Hội nghị có sự tham dự của 28 tỉnh, thành phố."],
    ),
    (
        795,
        "Thông báo tuyển dụng viên chức năm 2026",
        ["Viện Quy hoạch Thủy lợi thông báo tuyển dụng 12 viên chức."],
    ),
)
"""ItemID, title, paragraphs."""

_SEARCH = '<form action="/Pages/TimKiem.aspx" method="get"><input type="text" name="k" /><input type="submit" value="Tìm kiếm" /></form>'
_STATISTICS = (
    '<table class="ms-listviewtable" summary="ThongKe"><tr class="ms-viewheadertr"><th class="ms-vh2">Lĩnh vực</th><th class="ms-vh2">Tiếp nhận</th>'
    '<th class="ms-vh2">Đã trả</th></tr><tr><td class="ms-vb2">Thú y</td><td class="ms-vb2">1.204</td><td class="ms-vb2">1.180</td></tr>'
    '<tr><td class="ms-vb2">Bảo vệ thực vật</td><td class="ms-vb2">3.310</td><td class="ms-vb2">3.275</td></tr></table>'
)
_QUESTIONS = (
    "<ul><li>Hỏi: Xin cấp giấy phép nhập khẩu cho 5 kg hạt giống có phải nộp phí không? (Lê Văn B.)</li>"
    "<li>Kiến nghị: đề nghị Bộ hỗ trợ đăng ký mã số vùng trồng (Hợp tác xã C.)</li></ul>"
)
_TEXTS = (
    '<table class="ms-listviewtable" summary="VanBan"><tr class="ms-viewheadertr"><th class="ms-vh2">Số ký hiệu</th><th class="ms-vh2">Ngày</th>'
    '<th class="ms-vh2">Trích yếu</th></tr><tr><td class="ms-vb2">2114/QĐ-BNLTL</td><td class="ms-vb2">08/06/2026</td>'
    '<td class="ms-vb-title">Quyết định công bố danh mục thủ tục hành chính lĩnh vực Thú y</td></tr><tr><td class="ms-vb2">1987/QĐ-BNLTL</td>'
    '<td class="ms-vb2">21/05/2026</td><td class="ms-vb-title"><a href="/vanban/Lists/VanBan/View_Detail.aspx?ItemID=77">Quyết định ban hành Quy chế '
    "giải quyết thủ tục hành chính</a></td></tr></table>"
)

ARTICLES: tuple[tuple[str, str, list[str], str], ...] = (
    ("/Pages/TimKiem.aspx", "Tìm kiếm", ["Nhập từ khóa cần tìm."], _SEARCH),
    ("/hoidap/Pages/default.aspx", "Hỏi đáp", [_QUESTIONS], ""),
    ("/dvc/Pages/ThongKe.aspx", "Thống kê hồ sơ", ["Số liệu sáu tháng đầu năm 2026.", _STATISTICS], ""),
    (
        "/dvc/Pages/HuongDan.aspx",
        "Hướng dẫn nộp hồ sơ qua mạng",
        [
            "Bước 1: Đăng ký tài khoản bằng thư điện tử. Bước 2: Đăng nhập và chọn thủ tục cần thực hiện.",
            "Bước 3: Khai thông tin, đính kèm bản quét giấy tờ. Bước 4: Nhận giấy hẹn qua thư điện tử.",
        ],
        "",
    ),
    (
        "/Pages/gioi-thieu.aspx",
        "Giới thiệu",
        [
            "Bộ thực hiện chức năng quản lý nhà nước về trồng trọt, chăn nuôi, lâm nghiệp, thủy sản và thủy lợi."
        ],
        "",
    ),
    ("/vanban/Pages/default.aspx", "Văn bản", [_TEXTS], ""),
    (
        "/vanban/Lists/VanBan/View_Detail.aspx?ItemID=77",
        "Quyết định ban hành Quy chế giải quyết thủ tục hành chính",
        [
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế giải quyết thủ tục hành chính.",
            "Điều 3. Trình tự thực hiện: đơn vị tiếp nhận kiểm tra hồ sơ, chuyển đơn vị thẩm định và trả kết quả.",
            "Điều 4. Thành phần hồ sơ, thời hạn giải quyết và lệ phí thực hiện theo quyết định công bố của Bộ.",
            "Điều 5. Quyết định này có hiệu lực thi hành kể từ ngày ký./.",
        ],
        "",
    ),
)
"""Path, title, paragraphs, markup after the page's one form."""
