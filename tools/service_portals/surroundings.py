"""What stands around the services on any portal, and is none: news, decisions, questions, statistics, legal texts, guides."""

from __future__ import annotations

from dataclasses import dataclass

from tools.service_portals.catalogue import Entry


@dataclass(frozen=True, slots=True)
class Article:
    """A page of text."""

    slug: str
    title: str
    day: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked the body, and its answer."""

    title: str
    asked: str
    answer: str
    day: str


def news(body: str, sign: str, entries: tuple[Entry, ...], year: int) -> tuple[Article, ...]:
    """Return news and announcements; `sign` is the body's abbreviation in numbers of its documents."""
    first, second, third = entries[0], entries[len(entries) // 3], entries[len(entries) // 2]
    return (
        Article(
            "cong-bo-thu-tuc", f"Quyết định số 412/QĐ-{sign} công bố thủ tục hành chính sửa đổi, bổ sung lĩnh vực"
            f" {first.field.lower()}", f"14/05/{year}",
            (
                (f"Ngày 14/05/{year}, {body} ban hành Quyết định số 412/QĐ-{sign} về việc công bố thủ tục hành chính được sửa"
                f" đổi, bổ sung thuộc phạm vi chức năng quản lý."),
                (f"Theo Quyết định, thời hạn giải quyết đối với thủ tục “{first.name}” và thủ tục “{second.name}” được rút"
                " ngắn so với quy định trước đây. Nội dung chi tiết nêu tại Phụ lục kèm theo."),
                ("Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký. Điều 3. Chánh Văn phòng và Thủ trưởng các đơn vị"
                " chịu trách nhiệm thi hành Quyết định này./."),
            ),
        ),
        Article(
            "rut-ngan-thoi-gian", "Rút ngắn thời gian giải quyết hồ sơ, người dân đỡ phải đi lại", f"02/06/{year}",
            (
                f"Sáng 02/06, lãnh đạo {body} làm việc với bộ phận một cửa về kết quả cải cách hành chính 5 tháng đầu năm.",
                (f"Ông Lê Văn Thịnh cho biết trước đây muốn làm thủ tục {third.name.lower()} phải chờ gần gấp đôi; nay chỉ cần"
                " theo dõi tin nhắn là biết hồ sơ đã đến khâu nào."),
                ("Trong thời gian tới, đơn vị sẽ tiếp tục rà soát, cắt giảm các giấy tờ trùng lặp và tăng cường hướng dẫn qua"
                " điện thoại."),
            ),
        ),
        Article(
            "bao-tri-he-thong", "Thông báo bảo trì hệ thống trong hai ngày cuối tuần", f"09/06/{year}",
            (
                f"Từ 22 giờ ngày 12/06/{year} đến 6 giờ ngày 14/06/{year}, hệ thống tạm ngừng để nâng cấp máy chủ.",
                "Mong các tổ chức, cá nhân thông cảm và chủ động sắp xếp thời gian.",
            ),
        ),
        Article(
            "tap-huan", "Tập huấn nghiệp vụ tiếp nhận hồ sơ cho 120 công chức", f"21/04/{year}",
            (
                (f"{body} tổ chức lớp tập huấn trong ba ngày, gồm kỹ năng giao tiếp, kiểm tra thành phần hồ sơ và xử lý tình"
                " huống khi hệ thống quá tải."),
                "Kết thúc khóa học, học viên được cấp giấy chứng nhận đã hoàn thành chương trình.",
            ),
        ),
    )  # fmt: skip


def regulation(body: str, sign: str, field: str, year: int) -> Article:
    """Return a legal text that uses the words of a procedure's page without being one."""
    return Article(
        "quy-che-mot-cua",
        f"Quy chế tiếp nhận và giải quyết hồ sơ tại {body} (ban hành kèm theo Quyết định số 98/QĐ-{sign})",
        f"12/02/{year - 1}",
        (
            "Điều 1. Phạm vi điều chỉnh. Quy chế này quy định việc tiếp nhận, luân chuyển, giải quyết và trả kết quả hồ sơ.",
            "Điều 2. Đối tượng áp dụng. Công chức, viên chức của các đơn vị trực thuộc và tổ chức, cá nhân có liên quan.",
            (
                "Điều 5. Trình tự thực hiện. Trình tự thực hiện thủ tục hành chính gồm: tiếp nhận hồ sơ; chuyển hồ sơ; thẩm định;"
                " ký duyệt; trả kết quả. Mỗi khâu phải ghi vào phiếu kiểm soát quá trình."
            ),
            "Điều 6. Thành phần hồ sơ. Đơn vị không được yêu cầu thêm giấy tờ ngoài thành phần hồ sơ đã công bố.",
            (
                "Điều 7. Thời hạn giải quyết. Thời hạn giải quyết được tính từ ngày nhận đủ hồ sơ hợp lệ; quá hạn phải có văn bản"
                " xin lỗi và hẹn lại ngày trả."
            ),
            f"Điều 8. Phí, lệ phí trong lĩnh vực {field.lower()} thực hiện theo quy định của pháp luật về phí, lệ phí.",
            "Điều 9. Tổ chức thực hiện. Văn phòng theo dõi, đôn đốc và báo cáo định kỳ hằng quý./.",
        ),
    )


def guide(portal: str, year: int) -> Article:
    """Return the general instructions of a portal."""
    return Article(
        "huong-dan-su-dung", "Hướng dẫn sử dụng", f"05/01/{year}",
        (
            f"Bước 1: Truy cập {portal}, chọn Đăng ký nếu chưa có tài khoản.",
            "Bước 2: Tìm thủ tục cần thực hiện theo từ khóa, cơ quan hoặc lĩnh vực.",
            "Bước 3: Đọc kỹ nội dung rồi chọn nút nộp hồ sơ; nhập các ô có dấu * và tải tệp đính kèm (tối đa 10 MB mỗi tệp).",
            "Bước 4: Kiểm tra lại, gửi hồ sơ và lưu mã số để tra cứu.",
            "Bước 5: Nhận thông báo qua tin nhắn hoặc thư điện tử.",
        ),
    )  # fmt: skip


def about(body: str, year: int) -> Article:
    """Return who the body is."""
    return Article(
        "gioi-thieu", f"Giới thiệu {body}", f"03/03/{year - 2}",
        (
            f"{body} thực hiện chức năng quản lý nhà nước được giao, xây dựng chính sách, hướng dẫn và kiểm tra việc thực hiện.",
            "Cơ cấu tổ chức gồm Văn phòng, các đơn vị tham mưu và các đơn vị sự nghiệp trực thuộc.",
            "Giờ làm việc: sáng từ 7 giờ 30 đến 11 giờ 30, chiều từ 13 giờ đến 17 giờ, từ thứ Hai đến thứ Sáu.",
        ),
    )  # fmt: skip


def questions(entries: tuple[Entry, ...], year: int) -> tuple[Question, ...]:
    """Return questions and petitions of people."""
    asked = entries[1::9][:6]
    return tuple(
        Question(
            (
                f"Hỏi về hồ sơ {entry.name.lower()}",
                f"Kiến nghị về việc {entry.name.lower()} bị chậm",
                "Phản ánh thái độ tiếp nhận",
            )[number % 3],
            f"Tôi nộp hồ sơ từ đầu tháng nhưng đến nay chưa có phản hồi. Xin hỏi {entry.out.lower()} bao giờ thì có?",
            "Bộ phận tiếp nhận đã kiểm tra và liên hệ với ông/bà qua số điện thoại ghi trong hồ sơ. Trân trọng.",
            f"{number * 3 + 4:02}/06/{year}",
        )
        for number, entry in enumerate(asked)
    )


def statistics(entries: tuple[Entry, ...]) -> tuple[tuple[str, int, int, int], ...]:
    """Return field, dossiers received, solved, and solved in time."""
    fields = list(dict.fromkeys(entry.field for entry in entries))
    return tuple(
        (field, 412 + 97 * number, 390 + 91 * number, 371 + 88 * number)
        for number, field in enumerate(fields)
    )
