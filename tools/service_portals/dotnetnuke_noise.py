"""What surrounds the services of the DotNetNuke portal."""

from __future__ import annotations

NEWS = (
    (2210, "Quyết định công bố danh mục thủ tục hành chính lĩnh vực Hộ tịch", "10/06/2026", ["Chủ tịch UBND tỉnh ban hành Quyết định số 1033/QĐ-UBND công bố danh mục thủ tục hành chính lĩnh vực Hộ tịch thuộc thẩm quyền giải quyết của UBND cấp xã."]),
    (2204, "Người dân hài lòng khi đổi giấy phép lái xe tại nhà", "03/06/2026", ["Từ đầu năm đến nay, hơn 6.000 người dân đổi giấy phép lái xe không phải đến trụ sở.", "Anh Nguyễn Văn M. cho biết chỉ mất 15 phút để gửi hồ sơ."]),
    (2198, "Khai mạc Lễ hội sông Bạch năm 2026", "29/05/2026", ["Lễ hội diễn ra trong ba ngày tại công viên ven sông."]),
    (2190, "Thông báo lịch tiếp công dân tháng 6", "25/05/2026", ["Chủ tịch UBND tỉnh tiếp công dân vào ngày 15 hằng tháng."]),
)  # fmt: skip
"""ItemID, title, day, paragraphs."""

_FILES = (
    '<table border="1" cellspacing="0"><tr><th>Mã hồ sơ</th><th>Người nộp</th><th>Ngày nhận</th><th>Tình trạng</th></tr>'
    "<tr><td>H99.12-260601-0012</td><td>Trần Văn A.</td><td>01/06/2026</td><td>Đã trả kết quả</td></tr>"
    "<tr><td>H99.12-260602-0044</td><td>Lê Thị B.</td><td>02/06/2026</td><td>Đang xử lý</td></tr></table>"
)
_LOOK_UP = '<form action="/TraCuu/tabid/121/Default.aspx" method="get"><input name="mahs" type="text"> <input type="submit" value="Tra cứu"></form>'
_FORMS = (
    "<table><tr><td>1<td>Mẫu tờ khai đăng ký khai sinh<td><a href='/Portals/0/BieuMau/ks.doc'>Tải về</a>"
    "<tr><td>2<td>Mẫu đơn đề nghị cấp giấy phép xây dựng<td><a href='/Portals/0/BieuMau/gpxd.doc'>Tải về</a>"
    "<tr><td>3<td>Mẫu giấy ủy quyền<td><a href='/Portals/0/BieuMau/uq.doc'>Tải về</a></table>"
)
_STATISTICS = (
    "<table border=1 cellspacing=0><tr><td><b>TT<td><b>Đơn vị<td><b>Tiếp nhận<td><b>Đúng hạn<td><b>Trễ hạn"
    "<tr><td>1<td>Sở Tư pháp<td>1.911<td>1.900<td>11<tr><td>2<td>Sở Xây dựng<td>640<td>631<td>9<tr><td>3<td>Sở Y tế<td>522<td>522<td>0</table>"
)
_QUESTIONS = (
    "<table><tr><td><b>Hỏi:</b> Tôi muốn đăng ký khai sinh cho con sinh ở nước ngoài thì làm ở đâu?<br><b>Trả lời:</b> Mời bà liên hệ UBND nơi cư trú."
    "<tr><td><b>Phản ánh:</b> Bộ phận một cửa làm việc muộn giờ.<br><b>Trả lời:</b> Đã chấn chỉnh.</table>"
)

ARTICLES: tuple[tuple[str, str, list[str], str], ...] = (
    ("/GioiThieu/tabid/57/Default.aspx", "Giới thiệu", ["Tỉnh Bạch Giang có diện tích 3.200 km2, dân số 1,1 triệu người.", "<p>Bach Giang is a province in the river delta."], ""),
    ("/TraCuu/tabid/121/Default.aspx", "Tra cứu hồ sơ", [_FILES], _LOOK_UP),
    ("/HoiDap/tabid/122/Default.aspx", "Hỏi đáp", [_QUESTIONS], ""),
    ("/BieuMau/tabid/123/Default.aspx", "Biểu mẫu", [_FORMS], ""),
    ("/ThongKe/tabid/125/Default.aspx", "Thống kê", ["Số liệu tháng 5 năm 2026", _STATISTICS], ""),
    ("/HuongDan/tabid/126/Default.aspx", "Hướng dẫn", ["Bước 1: Đăng ký tài khoản.", "Bước 2: Chọn thủ tục và khai hồ sơ.", "Bước 3: Nhận kết quả."], ""),
    (
        "/VanBan/tabid/124/Default.aspx",
        "Văn bản",
        [
            "Quyết định số 20/2025/QĐ-UBND ban hành Quy định về cơ chế một cửa.",
            "<p><b>Điều 4. Trình tự thực hiện</b><p>1. Tiếp nhận hồ sơ. 2. Thẩm định. 3. Trả kết quả.",
            "<p><b>Điều 5. Thời hạn giải quyết</b><p>Theo quyết định công bố của Chủ tịch UBND tỉnh.",
            "<p><b>Điều 6. Lệ phí</b><p>Theo nghị quyết của Hội đồng nhân dân tỉnh.",
        ],
        "",
    ),
    ("/DangKy/tabid/92/ctl/Register/Default.aspx", "Đăng ký", ["Mời bạn đến Trung tâm Phục vụ hành chính công để được cấp tài khoản."], ""),
)  # fmt: skip
"""Path, title, paragraphs, markup after the page's one form."""
