"""What the pages of the held-out province say of a service, under the labels of four layouts."""

from __future__ import annotations

from collections.abc import Mapping

from tools.service_portals.model import Fee, Returned, Way
from tools.service_portals.plan import BODIES, Planned, is_bare

COMMUNE = BODIES["xa"]
DESK = "Trung tâm Phục vụ hành chính công tỉnh"
FEES = {"fee", "need"}
"""Both are parts of the conditions."""

Labels = Mapping[str, str | tuple[str, str]]
"""Point → label; two labels where the way in and the way back stand apart."""
Section = tuple[str, list[str], bool, str]
"""Label, items, whether they are steps in order, point."""

ACCORDION: Labels = {
    "steps": "Trình tự thực hiện",
    "manner": "Cách thức thực hiện",
    "components": "Thành phần, số lượng hồ sơ",
    "time_limit": "Thời hạn giải quyết",
    "who": "Đối tượng thực hiện thủ tục hành chính",
    "agency": "Cơ quan thực hiện",
    "result": "Kết quả thực hiện",
    "fee": "Phí, lệ phí",
    "need": "Yêu cầu, điều kiện thực hiện",
    "channels": "Tiếp nhận hồ sơ và trả kết quả",
    "legal_basis": "Căn cứ pháp lý",
}
HEADINGS: Labels = {
    "steps": "Các bước thực hiện",
    "manner": "Hình thức nộp hồ sơ",
    "components": "Giấy tờ cần chuẩn bị",
    "time_limit": "Thời gian giải quyết",
    "who": "Ai được thực hiện thủ tục này",
    "agency": "Đơn vị giải quyết",
    "result": "Kết quả nhận được",
    "fee": "Mức thu phí, lệ phí",
    "need": "Điều kiện cần đáp ứng",
    "channels": "Nơi nộp hồ sơ và cách nhận kết quả",
    "legal_basis": "Văn bản quy định",
}
ROWS: Labels = {
    **ACCORDION,
    "components": "Hồ sơ bao gồm",
    "time_limit": "Thời hạn",
    "who": "Đối tượng",
    "agency": "Cơ quan có thẩm quyền giải quyết",
    "fee": "Lệ phí",
    "need": "Điều kiện",
    "result": "Kết quả",
    "channels": ("Nơi tiếp nhận hồ sơ", "Hình thức trả kết quả"),
    "legal_basis": "Cơ sở pháp lý",
}
GRID: Labels = {
    **ACCORDION,
    "components": "Thành phần hồ sơ",
    "agency": "Cơ quan trực tiếp thực hiện",
    "who": "Đối tượng áp dụng",
    "channels": ("Địa chỉ tiếp nhận", "Phương thức nhận kết quả"),
    "fee": "Phí/Lệ phí",
}
LAYOUTS = (
    ("detail_accordion.html", ACCORDION),
    ("detail_headings.html", HEADINGS),
    ("detail_rows.html", ROWS),
    ("detail_grid.html", GRID),
)
UPDATING = ("Đang cập nhật", "Nội dung đang được cập nhật.", "…", "Chưa có thông tin")
"""What stands under a label with nothing to tell."""


def sections(one: Planned, labels: Labels) -> list[Section]:
    """Return what its page shows under each label, beginning with another point on some pages."""
    said, rows = words(one), list[Section]()
    for at, (key, label) in enumerate(labels.items()):
        names = label if isinstance(label, tuple) else (label,)
        if not one.said("conditions" if key in FEES else key):
            if is_bare(one) or (one.number + at) % 2:
                rows += [(name, [UPDATING[(one.number + at) % 4]], False, key) for name in names]
        elif len(names) > 1:
            rows += [(name, [item], False, key) for name, item in zip(names, said[key], strict=True)]
        elif key == "channels":
            taken, back = said[key]
            rows.append((names[0], [f"Nộp hồ sơ: {taken}", f"Nhận kết quả: {back}"], False, key))
        elif said[key]:
            rows.append((names[0], said[key], key == "steps", key))
    first = one.number % 3
    return rows[first:] + rows[:first]


def words(one: Planned) -> dict[str, list[str]]:
    """Return point → items; fee and need are parts of the conditions, channels are the way in and the way back."""
    online = one.way is not Way.NONE
    return {
        "steps": _steps(one),
        "manner": _manner(one),
        "components": [
            *(paper for paper, _ in one.papers[: 2 + one.number % 2]),
            f"Số lượng hồ sơ: {one.number % 2 + 1:02} bộ",
        ],
        "time_limit": [
            f"{one.days} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ"
            if one.number % 3
            else f"Không quá {one.days} ngày làm việc"
        ],
        "who": [_who(one)],
        "agency": [one.body],
        "result": [one.out],
        "fee": [_fee(one)] if one.fee is not Fee.UNTOLD else [],
        "need": [
            (
                "Địa điểm, cơ sở vật chất phù hợp với quy hoạch của tỉnh.",
                "Người chịu trách nhiệm chuyên môn có chứng chỉ còn thời hạn.",
                "Thông tin kê khai thống nhất với Cơ sở dữ liệu quốc gia về dân cư.",
            )[one.number % 3]
        ],
        "channels": [_taken(one) + (" hoặc Cổng Dịch vụ công của tỉnh" if online else ""), _back(one)],
        "legal_basis": [law for law, _ in one.laws],
    }


def _steps(one: Planned) -> list[str]:
    place = ""
    if one.said("manner"):
        place = f" tại {DESK}" if one.way is Way.NONE else " trên Cổng Dịch vụ công của tỉnh"
    study = (
        "Phòng chuyên môn thẩm định, khi cần thì kiểm tra thực tế tại địa điểm đã kê khai."
        if one.number % 2
        else "Phòng chuyên môn thẩm định, lấy ý kiến cơ quan phối hợp và trình lãnh đạo ký."
    )
    signed = f"{one.out[0].lower()}{one.out[1:]}" if one.said("result") else "duyệt"
    return [
        f"Người đề nghị chuẩn bị đủ giấy tờ rồi nộp hồ sơ{place}.",
        "Cán bộ tiếp nhận đối chiếu giấy tờ, lập phiếu hẹn; hồ sơ còn thiếu thì hướng dẫn bổ sung một lần bằng văn bản.",
        study,
        f"Lãnh đạo ký {signed}; trường hợp từ chối phải nêu rõ lý do.",
    ]


def _manner(one: Planned) -> list[str]:
    kinds = (
        ["Trực tiếp tại quầy", "Gửi hồ sơ qua đường bưu điện"],
        ["Nộp trực tiếp", "Nộp hồ sơ qua dịch vụ bưu chính công ích", "Nộp qua mạng"],
        ["Trực tiếp hoặc trực tuyến"],
    )
    return kinds[0 if one.way is Way.NONE else one.number % 3]


def _who(one: Planned) -> str:
    if one.foreigners is not None:
        return (
            "Người nước ngoài; cá nhân, tổ chức Việt Nam có liên quan"
            if one.foreigners
            else "Công dân Việt Nam (người nước ngoài không thuộc đối tượng áp dụng)"
        )
    return ("Cá nhân, hộ gia đình", "Tổ chức, doanh nghiệp, hợp tác xã", "Cá nhân và tổ chức có nhu cầu")[
        one.number % 3
    ]


def _fee(one: Planned) -> str:
    amount = f"{(one.number % 8 + 1) * 25_000:,}".replace(",", ".")
    said = {
        Fee.FREE: ("Không thu phí, lệ phí", "Miễn phí", "0 đồng", "Người nộp hồ sơ không phải trả phí"),
        Fee.ONLINE: (
            f"{amount} đồng/hồ sơ, thanh toán trực tuyến ngay khi nộp qua nền tảng thanh toán của Cổng",
            f"{amount} đồng; người nộp thanh toán trực tuyến bằng tài khoản ngân hàng hoặc ví điện tử",
        ),
        Fee.COUNTER: (
            f"{amount} đồng/lần thẩm định, thu tiền mặt tại quầy số 3",
            f"{amount} đồng/hồ sơ, nộp tại bộ phận thu phí của {DESK} khi đến nộp hồ sơ",
        ),
    }[one.fee]
    return said[one.number % len(said)]


def _taken(one: Planned) -> str:
    if one.body == COMMUNE:
        return "Bộ phận Một cửa của Ủy ban nhân dân xã, phường"
    return f"{DESK}, số 18 đường Hùng Vương"


def _back(one: Planned) -> str:
    said = {
        Returned.UNTOLD: ("",),
        Returned.POST: (
            "Bưu tá chuyển phát kết quả đến địa chỉ người nộp đã đăng ký",
            "Trả kết quả qua dịch vụ bưu chính công ích đến tận nhà",
            "Kết quả gửi về nhà qua bưu điện, người nộp trả cước chuyển phát",
        ),
        Returned.ONLINE: (
            "Kết quả điện tử có chữ ký số được trả vào Kho dữ liệu của người nộp trên Cổng",
            "Trả bản điện tử vào tài khoản của người nộp hồ sơ",
        ),
        Returned.COUNTER: (
            "Người nộp mang phiếu hẹn đến nhận kết quả trực tiếp tại quầy",
            "Nhận trực tiếp tại nơi nộp hồ sơ; chưa áp dụng trả kết quả qua bưu chính",
        ),
    }[one.returned]
    return said[one.number % len(said)]
