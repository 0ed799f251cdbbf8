"""What the pages of procedures say under each label, in Vietnamese and English: texts in the manner of such pages, of nobody's."""

from __future__ import annotations

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.model import Fee, Returned
from tools.service_portals.procedures import Procedure

WHO = {
    "cn": "Công dân Việt Nam",
    "tc": "Tổ chức, doanh nghiệp, hợp tác xã",
    "ca": "Cá nhân, tổ chức",
    "nn": "Công dân Việt Nam; người nước ngoài; tổ chức, cá nhân nước ngoài",
    "fo": "Người nước ngoài; tổ chức, cá nhân nước ngoài",
}
WHO_EN = {
    "cn": "Vietnamese citizens",
    "tc": "Organisations, enterprises and cooperatives",
    "ca": "Individuals and organisations",
    "nn": "Vietnamese citizens, foreign nationals and foreign organisations",
    "fo": "Foreign nationals, foreign companies and foreign organisations",
}

ONE_STOP = "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông"
ONE_STOP_EN = "Decree No. 61/2018/ND-CP of 23 April 2018 of the Government on the one-stop mechanism"


def text(one: Procedure, point: P, counter: str) -> list[str]:
    """Return the paragraphs under a point's label, in Vietnamese; `counter` is where files are handed in."""
    assert one.shown is not None  # noqa: S101 - asked for only where there is a page
    online = one.shown.way.works
    return {
        P.NAME: lambda: [one.name],
        P.STEPS: lambda: _steps(one, counter, online=online),
        P.MANNER: lambda: _manner(one, counter, online=online),
        P.COMPONENTS: lambda: _components(one),
        P.TIME_LIMIT: lambda: _days(one),
        P.WHO: lambda: [WHO[one.who]],
        P.AGENCY: lambda: [one.group.body],
        P.RESULT: lambda: [one.result],
        P.CONDITIONS: lambda: [fee(one), requirement(one)],
        P.CHANNELS: lambda: _channels(one, counter, online=online),
        P.LEGAL_BASIS: lambda: [f"- {law}" for law in (*one.group.laws, ONE_STOP)],
    }[point]()


def _steps(one: Procedure, counter: str, *, online: bool) -> list[str]:
    where = f"{counter} hoặc qua Cổng dịch vụ công" if online else counter
    return (
        [
            f"Bước 1: Người nộp hồ sơ chuẩn bị đầy đủ giấy tờ theo quy định và nộp tại {where}.",
            (
                "Bước 2: Công chức tiếp nhận kiểm tra tính đầy đủ, hợp lệ của hồ sơ. Trường hợp hồ sơ hợp lệ thì viết giấy tiếp nhận và hẹn trả kết quả; "
                "trường hợp chưa hợp lệ thì hướng dẫn bổ sung, hoàn thiện một lần bằng văn bản."
            ),
            f"Bước 3: {one.group.body} thẩm định hồ sơ, lấy ý kiến đơn vị có liên quan khi cần thiết và trình lãnh đạo xem xét, quyết định.",
            "Bước 4: Lãnh đạo ký ban hành; trường hợp từ chối phải trả lời bằng văn bản và nêu rõ lý do. Công chức chuyển kết quả để trả cho người nộp.",
        ],
        [
            f"- Người đề nghị gửi 01 bộ hồ sơ đến {where}.",
            (
                f"- Sau khi nhận đủ hồ sơ hợp lệ, {one.group.body} tổ chức thẩm định nội dung; đối với trường hợp phải kiểm tra thực tế thì thành lập "
                "đoàn kiểm tra và thông báo trước cho cơ sở."
            ),
            "- Căn cứ kết quả thẩm định, cơ quan có thẩm quyền ra quyết định hoặc có văn bản từ chối, trong đó nêu rõ lý do.",
        ],
        [
            f"a) Nộp hồ sơ: người có yêu cầu lập hồ sơ theo mẫu và nộp tại {where} trong giờ hành chính các ngày làm việc.",
            "b) Tiếp nhận: cán bộ kiểm tra thành phần giấy tờ, nhập thông tin vào hệ thống một cửa điện tử và giao phiếu hẹn.",
            f"c) Giải quyết: {one.group.body} xử lý theo quy trình nội bộ, xác minh khi có dấu hiệu sai lệch thông tin.",
            "d) Hoàn tất: vào sổ, đóng dấu và lưu hồ sơ theo quy định.",
        ],
    )[one.number % 3]


def _manner(one: Procedure, counter: str, *, online: bool) -> list[str]:
    if online:
        return (
            ["Nộp hồ sơ trực tiếp hoặc trực tuyến."],
            [f"Trực tiếp tại {counter}; trực tuyến trên Cổng dịch vụ công."],
        )[one.number % 2]
    return (["Nộp hồ sơ trực tiếp tại cơ quan."], [f"Trực tiếp tại {counter}."])[one.number % 2]


def _components(one: Procedure) -> list[str]:
    papers = [f"{n}) {paper};" for n, paper in enumerate((*one.papers, *one.group.common), 1)]
    return ["Thành phần hồ sơ bao gồm:", *papers, f"Số lượng hồ sơ: 0{1 + one.number % 2} bộ."]


def _days(one: Procedure) -> list[str]:
    return (
        [f"{one.days:02} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."],
        [f"Trong thời hạn {one.days:02} ngày, kể từ ngày tiếp nhận hồ sơ đầy đủ, đúng quy định."],
    )[one.number % 2]


def fee(one: Procedure) -> str:
    """Return what stands under the label of fees."""
    assert one.shown is not None  # noqa: S101
    amount = f"{one.fee_thousands:,}.000 đồng".replace(",", ".")
    return {
        Fee.FREE: ("Không", "Không thu phí, lệ phí.", "Miễn phí")[one.number % 3],
        Fee.ONLINE: f"{amount}/hồ sơ. Thanh toán trực tuyến qua hệ thống thanh toán điện tử của Cổng dịch vụ công.",
        Fee.COUNTER: f"{amount}/lần, nộp bằng tiền mặt khi đến nộp hồ sơ.",
        Fee.UNTOLD: "",
    }[one.shown.fee]


def requirement(one: Procedure) -> str:
    """Return what stands under the label of requirements and conditions."""
    return (
        "Có đủ điều kiện về cơ sở vật chất, nhân lực theo quy định của pháp luật chuyên ngành.",
        "Thông tin kê khai phải chính xác; người khai chịu trách nhiệm trước pháp luật về nội dung kê khai.",
        "Không có yêu cầu, điều kiện.",
    )[one.number % 3]


def _channels(one: Procedure, counter: str, *, online: bool) -> list[str]:
    assert one.shown is not None  # noqa: S101
    filing = (
        f"- Nộp hồ sơ: trực tuyến trên Cổng dịch vụ công hoặc tại {counter}."
        if online
        else f"- Nộp hồ sơ: tại {counter}."
    )
    back = {
        Returned.ONLINE: "- Nhận kết quả: bản điện tử ký số gửi vào tài khoản của người nộp trên Cổng dịch vụ công.",
        Returned.POST: "- Nhận kết quả: qua dịch vụ bưu chính công ích, gửi đến địa chỉ mà người nộp đăng ký.",
        Returned.COUNTER: f"- Nhận kết quả: trực tiếp tại {counter}.",
        Returned.UNTOLD: "",
    }[one.shown.returned]
    return [filing, back]


def form_name(one: Procedure) -> str:
    """Return the name of its form."""
    return f"Mẫu số {1 + one.number % 9:02} - {one.papers[0]}"


def text_en(one: Procedure, point: P, counter: str) -> list[str]:
    """Return the paragraphs under a point's label, in English."""
    assert one.shown is not None  # noqa: S101
    online = one.shown.way.works
    where = f"{counter} or through the online service portal" if online else counter
    papers = [f"{n}. {paper};" for n, paper in enumerate((*one.papers_en, *one.group.common_en), 1)]
    return {
        P.NAME: lambda: [one.name_en],
        P.STEPS: lambda: [
            f"Step 1: The applicant prepares the documents and submits them at {where}.",
            (
                "Step 2: The receiving officer checks whether the file is complete. If it is, a receipt with an appointment date is issued; "
                "otherwise the applicant is told once, in writing, what has to be added."
            ),
            f"Step 3: The {one.group.body_en} examines the file and consults other bodies where necessary.",
            "Step 4: The decision is signed. If the application is refused, the applicant is told why in writing.",
        ],
        P.MANNER: lambda: ["In person or online." if online else f"In person at {counter}."],
        P.COMPONENTS: lambda: ["The file consists of:", *papers, f"Number of sets: {1 + one.number % 2:02}."],
        P.TIME_LIMIT: lambda: [
            f"{one.days} working days from the date on which a complete file is received."
        ],
        P.WHO: lambda: [WHO_EN[one.who]],
        P.AGENCY: lambda: [one.group.body_en],
        P.RESULT: lambda: [one.result_en],
        P.CONDITIONS: lambda: [
            fee_en(one),
            "The information declared must be accurate; the applicant is liable for it under the law.",
        ],
        P.CHANNELS: lambda: _channels_en(one, counter, online=online),
        P.LEGAL_BASIS: lambda: [f"- {law}" for law in (*one.group.laws_en, ONE_STOP_EN)],
    }[point]()


def fee_en(one: Procedure) -> str:
    """Return what stands under the label of fees, in English."""
    assert one.shown is not None  # noqa: S101
    amount = f"VND {one.fee_thousands:,},000"
    return {
        Fee.FREE: "Free of charge.",
        Fee.ONLINE: f"{amount} per application, paid online by card or bank transfer through the portal.",
        Fee.COUNTER: f"{amount} per application, paid in cash at the counter.",
        Fee.UNTOLD: "",
    }[one.shown.fee]


def _channels_en(one: Procedure, counter: str, *, online: bool) -> list[str]:
    assert one.shown is not None  # noqa: S101
    filing = f"Filing: on the online service portal or at {counter}." if online else f"Filing: at {counter}."
    back = {
        Returned.ONLINE: "Result: a digitally signed copy is sent to the applicant's account on the portal.",
        Returned.POST: "Result: sent by post to the address that the applicant has registered.",
        Returned.COUNTER: f"Result: collected in person at {counter}.",
        Returned.UNTOLD: "",
    }[one.shown.returned]
    return [filing, back]
