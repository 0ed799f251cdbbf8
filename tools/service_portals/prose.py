"""Vietnamese wording of the eleven points, from what is true of a service. Written for these fixtures; no body's texts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.catalogue import Entry
from tools.service_portals.model import Fee, Returned, Way


@dataclass(frozen=True, slots=True)
class House:
    """What all pages of a portal call its own places."""

    desk: str
    portal: str
    desk_en: str = ""
    portal_en: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The points of one service in one language; a template prints those that are told."""

    told: frozenset[P]
    summary: str
    steps: tuple[str, ...]
    manner: str
    channels: str
    papers: tuple[tuple[str, int, int], ...]
    """Paper, originals, copies."""
    sets: str
    time: str
    who: str
    agency: str
    result: str
    fee: str
    requirement: str
    form: str
    """Name of the form to fill in."""
    laws: tuple[tuple[str, str, str, str], ...]


OPENINGS = {
    "grant": "Thủ tục dành cho tổ chức, cá nhân lần đầu đề nghị được cấp {out} để hoạt động trong lĩnh vực {field}.",
    "again": "Thủ tục dành cho người đã có {out} nhưng bản đã cấp bị mất, rách, hư hỏng hoặc có sai sót.",
    "extend": "Thủ tục kéo dài thời hạn của {out} đã cấp khi còn nhu cầu và còn đủ điều kiện hoạt động.",
    "amend": "Thủ tục thay đổi nội dung đã ghi trong {out} khi thông tin của người được cấp có thay đổi.",
    "register": "Thủ tục ghi nhận thông tin về {field} vào sổ bộ của cơ quan và trả {out} cho người đăng ký.",
    "notify": "Thủ tục báo cho cơ quan quản lý biết trước khi tiến hành hoạt động thuộc lĩnh vực {field}.",
    "approve": "Thủ tục xem xét phương án do người đề nghị lập và ban hành {out} làm cơ sở triển khai.",
    "certify": "Thủ tục kiểm tra thực tế và xác nhận bằng {out} theo đề nghị của người nộp hồ sơ.",
    "report": "Thủ tục gửi số liệu định kỳ để cơ quan quản lý tổng hợp về lĩnh vực {field}.",
    "aid": "Thủ tục đề nghị được hưởng khoản hỗ trợ từ ngân sách; kết quả là {out}.",
}
PLAN = (
    "Bước 1: {maker} chuẩn bị đầy đủ hồ sơ theo quy định và nộp {place}.",
    (
        "Bước 2: Công chức tiếp nhận kiểm tra thành phần hồ sơ. Hồ sơ hợp lệ thì cấp giấy tiếp nhận và hẹn trả kết quả; hồ sơ"
        " chưa hợp lệ thì hướng dẫn bổ sung bằng phiếu trong {short} ngày làm việc."
    ),
    "Bước 3: {body} thẩm định nội dung, lấy ý kiến đơn vị liên quan khi cần thiết và trình người có thẩm quyền ký {out}.",
    "Bước 4: Người nộp hồ sơ nhận {out}. Trường hợp từ chối, cơ quan trả lời bằng văn bản và nêu rõ lý do.",
)
SHORT_PLAN = (
    "a) Người đề nghị lập 01 bộ hồ sơ gửi {body}.",
    "b) Trong thời hạn {short} ngày làm việc kể từ ngày nhận hồ sơ, {body} kiểm tra và yêu cầu bổ sung (nếu thiếu).",
    "c) {body} tổ chức thẩm định; khi cần thì kiểm tra thực tế tại cơ sở.",
    "d) Người có thẩm quyền ký ban hành {out} hoặc trả lời bằng văn bản nêu rõ lý do không giải quyết.",
)
LONG_PLAN = (
    "Nộp hồ sơ: {maker} nộp hồ sơ {place}. Thời gian nhận hồ sơ: trong giờ hành chính các ngày làm việc, trừ ngày lễ, tết.",
    (
        "Kiểm tra hồ sơ: người tiếp nhận đối chiếu từng giấy tờ; nếu thiếu hoặc chưa đúng quy cách thì yêu cầu bổ sung, việc yêu cầu"
        " bổ sung chỉ thực hiện một lần trong suốt quá trình giải quyết."
    ),
    (
        "Thẩm định: {body} phân công người thụ lý trong {short} ngày làm việc; trường hợp phải kiểm tra thực tế thì lập biên bản có chữ"
        " ký của các bên. Ý kiến thẩm định được lưu cùng hồ sơ."
    ),
    (
        "Quyết định: trên cơ sở kết quả thẩm định, người có thẩm quyền ký {out}; nếu không đủ điều kiện thì có văn bản trả lời, nêu rõ"
        " lý do và hướng dẫn quyền khiếu nại."
    ),
    "Lưu trữ: hồ sơ được đánh số, lưu tại {body} theo quy định về lưu trữ.",
)
PAPERS = {
    "grant": ("Đơn đề nghị cấp {out}", "Bản thuyết minh điều kiện về nhân lực, cơ sở vật chất"),
    "again": ("Đơn đề nghị cấp lại {out}", "Bản {out} đã cấp (trường hợp rách, hư hỏng, sai sót)"),
    "extend": ("Đơn đề nghị gia hạn {out}", "Báo cáo tình hình hoạt động trong thời gian đã được cấp"),
    "amend": ("Đơn đề nghị sửa đổi, bổ sung {out}", "Giấy tờ chứng minh nội dung thay đổi"),
    "register": ("Tờ khai đăng ký", "Giấy tờ chứng minh quyền của người đăng ký"),
    "notify": ("Văn bản thông báo", "Kế hoạch thực hiện kèm danh sách người phụ trách"),
    "approve": ("Tờ trình đề nghị", "Phương án chi tiết kèm dự toán"),
    "certify": ("Đơn đề nghị xác nhận", "Tài liệu kỹ thuật có liên quan"),
    "report": ("Báo cáo theo biểu", "Bảng kê số liệu kèm theo báo cáo"),
    "aid": ("Đơn đề nghị hưởng hỗ trợ", "Giấy tờ chứng minh thuộc đối tượng được hỗ trợ"),
}
FORMS = {
    "grant": "Đơn đề nghị cấp", "again": "Đơn đề nghị cấp lại", "extend": "Đơn đề nghị gia hạn",
    "amend": "Đơn đề nghị sửa đổi", "register": "Tờ khai đăng ký", "notify": "Mẫu thông báo",
    "approve": "Tờ trình đề nghị", "certify": "Đơn đề nghị xác nhận", "report": "Biểu báo cáo",
    "aid": "Đơn đề nghị hỗ trợ",
}  # fmt: skip
MORE_PAPERS = (
    "Lý lịch của người đứng đầu có dán ảnh và xác nhận của cơ quan có thẩm quyền",
    "Bản cam kết về tính chính xác của các tài liệu kèm theo",
    "Biên bản họp và nghị quyết của cấp có thẩm quyền trong nội bộ tổ chức",
    "Bản dịch tiếng Việt được chứng thực (trường hợp giấy tờ do nước ngoài cấp)",
)
REQUIREMENTS = (
    "Người phụ trách có trình độ phù hợp và ít nhất 02 năm kinh nghiệm; cơ sở vật chất bảo đảm theo quy định của pháp luật chuyên ngành.",
    "Không trong thời gian bị xử phạt vi phạm hành chính hoặc bị đình chỉ hoạt động trong cùng lĩnh vực.",
    "Hồ sơ nộp đúng thời hạn; thông tin kê khai trung thực, thống nhất với cơ sở dữ liệu chuyên ngành.",
    "Có quy trình kiểm soát nội bộ bằng văn bản và có hệ thống lưu trữ hồ sơ tối thiểu 05 năm.",
)


def wording(entry: Entry, house: House) -> Wording:
    """Return what the Vietnamese page of a service says."""
    number = entry.number
    out = _small(entry.out)
    filled = {
        "out": out, "field": _small(entry.field), "body": entry.body, "short": number % 3 + 2,
        "maker": ("Tổ chức, cá nhân", "Người đề nghị", "Cá nhân, tổ chức có nhu cầu")[number % 3],
        "place": _place(entry, house),
    }  # fmt: skip
    papers = [text.format(**filled) for text in PAPERS[entry.act]]
    papers.append(entry.paper)
    if number % 3 == 2:
        papers.append(MORE_PAPERS[number % 4])
    if number % 4 == 1:
        papers.append("Văn bản ủy quyền (trường hợp nộp thay)")
    return Wording(
        entry.told,
        OPENINGS[entry.act].format(**filled),
        tuple(text.format(**filled) for text in ((PLAN, LONG_PLAN, PLAN, SHORT_PLAN, LONG_PLAN)[number % 5])),
        _manner(entry, house),
        _channels(entry, house),
        tuple((text, 0 if index == 2 else 1, 1 if index == 2 else 0) for index, text in enumerate(papers)),
        f"{number % 2 + 1:02} bộ",
        (
            f"{entry.days:02} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
            f"Không quá {entry.days} ngày làm việc",
            f"{entry.days} ngày làm việc; trường hợp phải kiểm tra thực tế được kéo dài thêm nhưng không quá 05 ngày",
        )[number % 3],
        entry.who,
        entry.body,
        entry.out if number % 4 != 2 else f"{entry.out}, có giá trị 05 năm kể từ ngày ký",
        _fee(entry, house),
        REQUIREMENTS[number % 4]
        if number % 2
        else f"{REQUIREMENTS[number % 4]} {REQUIREMENTS[(number + 1) % 4]}",
        f"{FORMS[entry.act]} (Mẫu số {number % 9 + 1:02})",
        entry.laws,
    )


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _place(entry: Entry, house: House) -> str:
    if P.MANNER not in entry.told:
        return "đến cơ quan có thẩm quyền"
    if entry.way is Way.NONE:
        return f"trực tiếp tại {house.desk} hoặc gửi qua dịch vụ bưu chính"
    return f"trực tuyến trên {house.portal} hoặc trực tiếp tại {house.desk}"


def _manner(entry: Entry, house: House) -> str:
    if entry.way is Way.NONE:
        return f"Thực hiện trực tiếp tại {house.desk} trong giờ hành chính, hoặc gửi hồ sơ qua dịch vụ bưu chính."
    return f"Thực hiện trực tuyến trên {house.portal}, hoặc nộp hồ sơ giấy tại {house.desk}."


def _channels(entry: Entry, house: House) -> str:
    taken = (
        "trực tiếp hoặc qua dịch vụ bưu chính"
        if entry.way is Way.NONE
        else "qua môi trường mạng hoặc trực tiếp"
    )
    back = {
        Returned.UNTOLD: (),
        Returned.COUNTER: (
            f"chỉ trả trực tiếp tại {house.desk}, người nhận xuất trình giấy hẹn và giấy tờ tùy thân",
            f"trực tiếp tại {house.desk}",
        ),
        Returned.POST: (
            "qua dịch vụ bưu chính công ích đến địa chỉ đã đăng ký",
            "chuyển phát qua bưu điện đến tận nhà",
        ),
        Returned.ONLINE: (
            "bản điện tử có ký số gửi vào tài khoản của người nộp hồ sơ",
            f"kết quả điện tử, tải về từ tài khoản trên {house.portal}",
        ),
    }[entry.returned][entry.number % 2 : entry.number % 2 + 1]
    return f"Nhận hồ sơ: {taken}. Trả kết quả: {''.join(back)}."


def _fee(entry: Entry, house: House) -> str:
    amount = f"{(entry.number % 7 + 1) * 50}.000 đồng/hồ sơ"
    return {
        Fee.UNTOLD: "",
        Fee.FREE: ("Không thu phí, lệ phí", "Không", "Miễn phí")[entry.number % 3],
        Fee.ONLINE: (
            f"{amount}; thanh toán trực tuyến trên {house.portal}",
            f"Phí thẩm định {amount}, nộp trực tuyến bằng thẻ ngân hàng hoặc mã QR",
            f"Lệ phí: {amount}. Nộp qua nền tảng thanh toán trực tuyến của {house.portal}",
        )[entry.number % 3],
        Fee.COUNTER: (
            f"{amount}; nộp bằng tiền mặt tại {house.desk} khi nhận kết quả",
            f"Lệ phí: {amount}, thu trực tiếp bằng tiền mặt",
        )[entry.number % 2],
    }[entry.fee]


@dataclass(frozen=True, slots=True)
class Section:
    """One labelled part of a page."""

    label: str
    lines: tuple[str, ...] = ()
    papers: tuple[tuple[str, int, int], ...] = ()
    laws: tuple[tuple[str, str, str, str], ...] = ()


def sections(words: Wording, labels: dict[str, str], updating: str = "") -> tuple[Section, ...]:
    """Return what a page prints, in the order of `labels`: part of a point → its label there.

    With `updating`, points that are not told stand there all the same, with that phrase in the place of their text.
    """
    parts: dict[str, tuple[P, Section]] = {
        "steps": (P.STEPS, Section("", words.steps)),
        "manner": (P.MANNER, Section("", (words.manner,))),
        "papers": (P.COMPONENTS, Section("", papers=words.papers)),
        "sets": (P.COMPONENTS, Section("", (words.sets,))),
        "time": (P.TIME_LIMIT, Section("", (words.time,))),
        "who": (P.WHO, Section("", (words.who,))),
        "agency": (P.AGENCY, Section("", (words.agency,))),
        "result": (P.RESULT, Section("", (words.result,))),
        "fee": (P.CONDITIONS, Section("", (words.fee,))),
        "form": (P.CONDITIONS, Section("", (words.form,))),
        "requirement": (P.CONDITIONS, Section("", (words.requirement,))),
        "channels": (P.CHANNELS, Section("", (words.channels,))),
        "laws": (P.LEGAL_BASIS, Section("", laws=words.laws)),
    }
    found = []
    for key, label in labels.items():
        point, section = parts[key]
        if point in words.told:
            found.append(replace(section, label=label))
        elif updating:
            found.append(Section(label, (updating,)))
    return tuple(found)
