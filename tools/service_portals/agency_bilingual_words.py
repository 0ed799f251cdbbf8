"""What the pages of the held-out agency say of a service, in Vietnamese and in English, under labels of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.model import Fee, Returned, Way
from tools.service_portals.plan import HALF, Planned, is_bare

Labels = Mapping[str, str]
Section = tuple[str, list[str], bool, str]
"""Label, items, whether they are steps in order, point."""
Words = Callable[[Planned], dict[str, list[str]]]

LABELS: tuple[Labels, ...] = (
    {
        "steps": "Trình tự thực hiện",
        "manner": "Cách thức thực hiện",
        "components": "Thành phần, số lượng hồ sơ",
        "time_limit": "Thời hạn giải quyết",
        "who": "Đối tượng thực hiện",
        "agency": "Cơ quan thực hiện",
        "result": "Kết quả thực hiện",
        "fee": "Phí, lệ phí",
        "need": "Yêu cầu, điều kiện",
        "channels": "Cách nộp hồ sơ và nhận kết quả",
        "legal_basis": "Căn cứ pháp lý",
    },
    {
        "who": "Đối tượng",
        "components": "Hồ sơ",
        "steps": "Quy trình thực hiện",
        "manner": "Hình thức nộp",
        "time_limit": "Thời gian giải quyết",
        "fee": "Lệ phí",
        "result": "Kết quả",
        "agency": "Đơn vị thực hiện",
        "need": "Điều kiện",
        "channels": "Nộp đơn và trả kết quả",
        "legal_basis": "Văn bản pháp luật",
    },
)
LABELS_EN: tuple[Labels, ...] = (
    {
        "who": "Who can apply",
        "components": "What you need",
        "steps": "How to apply",
        "manner": "Ways to file",
        "time_limit": "How long it takes",
        "fee": "How much it costs",
        "need": "Conditions",
        "result": "What you will get",
        "agency": "Who handles your application",
        "channels": "Sending your application and getting the result",
        "legal_basis": "Relevant legislation",
    },
    {
        "steps": "Procedure",
        "manner": "Mode of submission",
        "components": "Required documents",
        "time_limit": "Processing time",
        "who": "Eligible applicants",
        "agency": "Office in charge",
        "result": "Outcome",
        "fee": "Fees",
        "need": "Requirements",
        "channels": "Submission and delivery of the result",
        "legal_basis": "Legal framework",
    },
    {
        "who": "Eligibility",
        "components": "Documents to be submitted",
        "steps": "Application process",
        "manner": "Filing methods",
        "fee": "Official fees",
        "time_limit": "Timeline",
        "result": "Document issued",
        "agency": "Responsible division",
        "need": "Conditions to be met",
        "channels": "Where to file and how the result is delivered",
        "legal_basis": "Laws and regulations",
    },
)
HAPPENS = "What happens to your application"
"""Label of the steps where no other heading bears a guide."""
UPDATING = ("Đang cập nhật", "Nội dung sẽ được bổ sung", "Đang cập nhật…")
UPDATING_EN = "To be updated"


def amount(one: Planned, separator: str) -> str:
    """Return the fee in đồng, its thousands apart."""
    return f"{(one.number % 9 + 2) * 60_000:,}".replace(",", separator)


def fee_rows(one: Planned) -> list[tuple[str, str]]:
    """Return a table of fees in English."""
    return [
        ("Filing and examination", amount(one, ",")),
        ("Each further class, claim or product", "100,000"),
        ("Publication", "120,000"),
    ]


def sections(one: Planned) -> list[Section]:
    """Return what the Vietnamese page shows under each label."""
    told = replace(one, told=one.told - one.english_only)
    return _rows(told, LABELS[one.number % 2], words, (UPDATING, words, frozenset(P)))


def sections_en(one: Planned) -> list[Section]:
    """Return what the page in the English part shows: Vietnamese under English labels as far as nobody translated it."""
    labels = LABELS_EN[one.number % 3]
    if one.number % 3 == 0 and "guide" not in one.flags:
        labels = {**labels, "steps": HAPPENS}
    if one.english == "brief":
        brief = replace(one, told=one.told_in_english)
        return _rows(brief, labels, words_en, ((), words_en, frozenset(P)))
    if one.in_full:
        return _rows(one, labels, words_en, ((UPDATING_EN,), words_en, frozenset(P)))
    if one.english == "half":
        return _rows(one, labels, words_en, ((UPDATING_EN,), words, one.told & HALF))
    return _rows(one, labels, words, (UPDATING, words, frozenset(P)))


def _rows(
    one: Planned, labels: Labels, said: Words, rest: tuple[tuple[str, ...], Words, frozenset[P]]
) -> list[Section]:
    """Return sections; `rest` is what stands for nothing, other words, and the points that those are not for."""
    updating, other, points = rest
    made: list[Section] = []
    for at, (key, label) in enumerate(labels.items()):
        point = P.CONDITIONS if key in {"fee", "need"} else P(key)
        if point in one.told:
            items = (said if point in points else other)(one)[key]
            if items:
                made.append((label, items, key == "steps", key))
        elif updating and (is_bare(one) or (one.number + at) % 3 == 0):
            made.append((label, [updating[(one.number + at) % len(updating)]], False, key))
    return made


def words(one: Planned) -> dict[str, list[str]]:
    """Return point → items in Vietnamese; fee and need are parts of the conditions."""
    online, odd = one.way is not Way.NONE, one.number % 2
    place = ""
    if one.said("manner"):
        place = " qua hệ thống nộp đơn điện tử" if online else " tại quầy tiếp nhận của Cục"
    within = f" trong {one.number % 3 + 2} ngày làm việc" if one.said("time_limit") else ""
    taken = "hoặc qua hệ thống nộp đơn điện tử" if online else "hoặc gửi qua bưu điện"
    who = {
        True: "Tổ chức, cá nhân Việt Nam và tổ chức, cá nhân nước ngoài",
        False: "Chỉ công dân, tổ chức Việt Nam; không áp dụng với người nước ngoài",
        None: ("Tổ chức, cá nhân", "Doanh nghiệp, hợp tác xã")[odd],
    }[one.foreigners]
    need = (
        "Hồ sơ được lập bằng tiếng Việt, trình bày rõ ràng.",
        "Người nộp đơn có quyền nộp đơn theo quy định của pháp luật.",
    )[odd]
    return {
        "steps": [
            f"Người nộp đơn hoàn thiện hồ sơ và nộp{place}.",
            f"Cục kiểm tra hình thức hồ sơ{within} và thông báo bằng văn bản nếu còn thiếu sót.",
            "Đơn vị chuyên môn thẩm định nội dung, trường hợp cần thiết mời chuyên gia đánh giá.",
            "Lãnh đạo Cục ký văn bản hoặc thông báo từ chối có nêu lý do.",
        ],
        "manner": ["Trực tiếp, qua bưu điện hoặc trực tuyến" if online else "Trực tiếp hoặc qua bưu điện"],
        "components": [*(paper for paper, _ in one.papers), f"Số lượng: {odd + 1:02} bộ"],
        "time_limit": [f"{one.days} ngày làm việc kể từ ngày nhận hồ sơ hợp lệ"],
        "who": [who],
        "agency": [one.body],
        "result": [one.out or one.out_en],
        "fee": _fee(one),
        "need": [need],
        "channels": [f"Nộp đơn tại quầy tiếp nhận, số 386 đường Láng Hạ {taken}; {_back(one)}."],
        "legal_basis": [law for law, _ in one.laws],
    }


def _fee(one: Planned) -> list[str]:
    said = {
        Fee.FREE: ("Không thu phí", "Không mất phí")[one.number % 2],
        Fee.ONLINE: f"{amount(one, '.')} đồng/đơn, nộp trực tuyến bằng thẻ hoặc chuyển khoản khi gửi đơn",
        Fee.COUNTER: f"{amount(one, '.')} đồng/đơn, nộp tiền mặt tại quầy tiếp nhận",
    }
    return [said[one.fee]] if one.fee in said else []


def _back(one: Planned) -> str:
    return {
        Returned.UNTOLD: "",
        Returned.POST: "kết quả được chuyển phát bằng thư bảo đảm đến địa chỉ ghi trong đơn",
        Returned.ONLINE: "kết quả là bản điện tử ký số gửi vào tài khoản của người nộp đơn",
        Returned.COUNTER: "người nộp đơn đến nhận kết quả tại quầy tiếp nhận",
    }[one.returned]


def words_en(one: Planned) -> dict[str, list[str]]:
    """Return point → items in English."""
    online, odd = one.way is not Way.NONE, one.number % 2
    place = ""
    if one.said("manner"):
        place = " through the e-filing system" if online else " at our filing counter"
    within = f" within {one.number % 3 + 2} working days" if one.said("time_limit") else ""
    taken = "or send them through the e-filing system" if online else "or mail them to us"
    who = {
        True: "Vietnamese and foreign individuals and organisations",
        False: "Vietnamese citizens and organisations only; foreigners cannot apply",
        None: ("Individuals and organisations", "Enterprises and cooperatives")[odd],
    }[one.foreigners]
    need = (
        "All papers are in Vietnamese or come with a translation.",
        "You are entitled to file under the law.",
    )[odd]
    return {
        "steps": [
            f"Prepare your papers and hand them in{place}.",
            f"We check{within} that nothing is missing and write to you if something is.",
            "An examiner studies the substance of your request and may ask an expert for advice.",
            "The Director signs the decision or tells you the reasons for a refusal.",
        ],
        "manner": ["In person, by post or online" if online else "In person or by post"],
        "components": [*(paper for _, paper in one.papers), f"Number of sets: {odd + 1}"],
        "time_limit": [f"{one.days} working days after we have received all papers"],
        "who": [who],
        "agency": [one.body_en],
        "result": [one.out_en],
        "fee": _fee_en(one),
        "need": [need],
        "channels": [
            f"Bring your papers to our filing counter at 386 Lang Ha Street {taken}; {_back_en(one)}."
        ],
        "legal_basis": [law for _, law in one.laws],
    }


def _fee_en(one: Planned) -> list[str]:
    each = f"{amount(one, ',')} VND for each application"
    said = {
        Fee.FREE: ("Free of charge", "There is no fee for this service")[one.number % 2],
        Fee.ONLINE: f"{each}, paid online by card or bank transfer when you submit it",
        Fee.COUNTER: f"{each}, paid in cash at the filing counter",
    }
    return [said[one.fee]] if one.fee in said else []


def _back_en(one: Planned) -> str:
    return {
        Returned.UNTOLD: "",
        Returned.POST: "we send the result by registered mail to the address given in the form",
        Returned.ONLINE: "you receive an electronic original with a digital signature in your account",
        Returned.COUNTER: "you collect the result in person at the same counter",
    }[one.returned]
