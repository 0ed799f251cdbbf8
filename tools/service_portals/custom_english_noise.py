"""What surrounds the services of the agency with a good English list."""

from __future__ import annotations

NEWS = (
    ("cong-bo-tthc-lao-dong", "Công bố thủ tục hành chính được thay thế trong lĩnh vực Lao động nước ngoài", "09/06/2026", ["Quyết định số 88/QĐ-CĐTLĐ công bố thủ tục hành chính được thay thế, có hiệu lực từ ngày 01/7/2026."]),
    ("hoi-thao-thu-hut-dau-tu", "Hội thảo thu hút đầu tư vào công nghiệp bán dẫn", "02/06/2026", ["Hơn 200 doanh nghiệp tham dự hội thảo tổ chức tại Cục."]),
    ("khuyen-cao-lua-dao", "Cảnh báo lừa đảo làm giấy phép lao động", "20/05/2026", ["Cục không ủy quyền cho tổ chức nào thu tiền làm giấy phép lao động."]),
)  # fmt: skip
"""Slug, title, day, paragraphs."""

NEWS_EN = (
    ("new-rules-on-work-permits", "New rules on work permits take effect in July", "9 June 2026", ["Work permits will be issued within five working days. Employers who have already applied need not apply again."]),
    ("semiconductor-seminar", "Seminar on investment in semiconductors", "2 June 2026", ["More than 200 companies took part in the seminar at the Agency."]),
)  # fmt: skip

_FORMS = (
    '<ul><li><a href="/files/bieu-mau/uy-quyen.docx">Mẫu giấy ủy quyền</a></li><li><a href="/files/bieu-mau/to-khai-chung.docx">Mẫu tờ khai cấp giấy phép lao động</a></li></ul>'
)  # fmt: skip
_QUESTIONS = (
    "<details><summary>Hỏi: Gia hạn giấy phép lao động mất bao lâu?</summary><p>Đáp: Mời xem trang của dịch vụ.</p></details>"
    "<details><summary>Phản ánh: Không đăng nhập được</summary><p>Đáp: Đã khắc phục.</p></details>"
)

ARTICLES: tuple[tuple[str, str, str, list[str]], ...] = (
    ("vi", "/vi/bieu-mau", "Biểu mẫu", [_FORMS, '<p><a href="/vi/quy-che">Quy chế một cửa của Cục</a></p>']),
    ("vi", "/vi/hoi-dap", "Hỏi đáp", [_QUESTIONS]),
    ("vi", "/vi/tim-kiem", "Tìm kiếm", ["Nhập từ khóa."]),
    (
        "vi",
        "/vi/quy-che",
        "Quy chế một cửa của Cục",
        [
            "<h2>Điều 7. Trình tự thực hiện</h2>",
            "Bộ phận tiếp nhận kiểm tra hồ sơ và chuyển đơn vị giải quyết trong ngày.",
            "<h2>Điều 8. Thời hạn giải quyết</h2>",
            "Đơn vị giải quyết bảo đảm thời hạn đã công bố đối với từng thủ tục.",
            "<h2>Điều 9. Thành phần hồ sơ</h2>",
            "Không yêu cầu giấy tờ ngoài danh mục đã công bố.",
        ],
    ),
    ("en", "/en/search", "Search", ["Type a word."]),
    (
        "en",
        "/en/contact",
        "Contact",
        ["5 Bo Song Street. Telephone 1800 0000. Office hours: 8 a.m. to 5 p.m."],
    ),
    (
        "en",
        "/en/how-to-apply",
        "How to apply online",
        [
            "1. Create an account with your e-mail address.",
            "2. Choose a service and press “Apply online”.",
            "3. Fill in the form, attach scanned papers and pay the fee by card if there is one.",
            "4. Follow the state of your application in your account.",
        ],
    ),
)
"""Language, path, title, paragraphs."""
