"""Labels of the Liferay portal, in Vietnamese and English."""

from __future__ import annotations

from audit.facts.services.model import ProcedureField as P
from audit.facts.services.model import Published

LEVELS = {
    Published.WHOLE: ("Toàn trình", "success"),
    Published.PART: ("Một phần", "warning"),
    Published.INFORMATION: ("Cung cấp thông tin", "default"),
    Published.LEVEL_4: ("Mức độ 4", "success"),
    Published.LEVEL_3: ("Mức độ 3", "info"),
    Published.LEVEL_2: ("Mức độ 2", "default"),
    Published.UNSTATED: ("", ""),
}

LABELS = {
    P.STEPS: "Trình tự thực hiện",
    P.MANNER: "Cách thức thực hiện",
    P.COMPONENTS: "Thành phần, số lượng hồ sơ",
    P.TIME_LIMIT: "Thời hạn giải quyết",
    P.WHO: "Đối tượng thực hiện",
    P.AGENCY: "Cơ quan thực hiện",
    P.RESULT: "Kết quả thực hiện",
    P.CONDITIONS: "Yêu cầu, điều kiện thực hiện",
    P.CHANNELS: "Hình thức nộp hồ sơ và nhận kết quả",
    P.LEGAL_BASIS: "Căn cứ pháp lý",
}
LABELS_EN = {
    P.STEPS: "Procedure steps",
    P.MANNER: "Manner of implementation",
    P.COMPONENTS: "Documents required",
    P.TIME_LIMIT: "Time limit",
    P.WHO: "Applicants",
    P.AGENCY: "Agency in charge",
    P.RESULT: "Result",
    P.CONDITIONS: "Fees and conditions",
    P.CHANNELS: "How to submit and receive the result",
    P.LEGAL_BASIS: "Legal basis",
}
WORDS = {
    "portlet": "Thông tin thủ tục hành chính", "detail": "Chi tiết thủ tục", "back": "Quay lại", "code": "Mã thủ tục",
    "name": "Tên thủ tục", "field": "Lĩnh vực", "level": "Mức độ dịch vụ công", "forms": "Tệp mẫu đính kèm", "guide": "",
    "guide_link": "", "apply": "Nộp hồ sơ trực tuyến", "tab1": "Thông tin chung", "tab2": "Hồ sơ, lệ phí", "tab3": "Căn cứ và biểu mẫu",
    "no": "STT", "form_name": "Tên biểu mẫu", "download": "Tải về",
}  # fmt: skip
WORDS_EN = {
    "portlet": "Service information", "detail": "Service detail", "back": "Back", "code": "Service code", "name": "Service name",
    "field": "Field", "level": "Level", "forms": "Forms", "guide": "Guidance", "guide_link": "How to apply online, step by step",
    "apply": "Apply online", "tab1": "General", "tab2": "Documents and fees", "tab3": "Legal basis and forms", "no": "No.",
    "form_name": "Form", "download": "Download",
}  # fmt: skip
