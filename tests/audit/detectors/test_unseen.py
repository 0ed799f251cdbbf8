"""Pages as portals that nobody here has seen might write them: right ones under free names, and near misses beside them."""

from __future__ import annotations

from datetime import date

import pytest

from audit.detectors.case import Case
from audit.detectors.checks.base import Level
from audit.detectors.told_tables import duties_told
from audit.results import Verdict
from tests.audit.detectors.one_page import asked
from tests.audit.sites import criteria, page, paragraphs, site

DAY = date(2018, 6, 30)
MET, PARTLY, NOT_MET = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET


def _table(headers: str, *rows: str) -> str:
    def row(tag: str, cells: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{cell.strip()}</{tag}>" for cell in cells.split("|")) + "</tr>"

    return f"<table>{row('th', headers)}{''.join(row('td', cells) for cells in rows)}</table>"


def _list(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _files(*names: str, kind: str = "pdf") -> str:
    return "".join(f'<li>{name} <a href="/f/{n}.{kind}">({kind})</a></li>' for n, name in enumerate(names))


DIRECTORS = (
    "<p>The Ports Division is led by its director, Ines Corbet, on +65 6555 0101. Its deputy director, Paul Adeyemi, answers on "
    "+65 6555 0102; for ferries write to the head of ferries, Mei Lin Tan, at mei.tan@ports.example.</p>"
)
LEADERS = "".join(
    f"<p>{office}: {name}</p><p>Phụ trách khối {n}. Điện thoại: 0243 555 010{n}. Email: so{n}@sovidu.gov.vn</p>"
    for n, (office, name) in enumerate(
        [
            ("Giám đốc Sở", "Ông Lê Văn Tám"),
            ("Phó Giám đốc", "Bà Trần Thị Hoa"),
            ("Phó Giám đốc", "Ông Vũ Minh Đức"),
        ]
    )
)
SPENT = _table(
    "For | 2015 | 2016 | 2017",
    "Schools | 212.4 | 230.1 | 240.7",
    "Roads | 88.0 | 90.2 | 96.5",
    "Parks | 6.1 | 7.0 | 7.4",
)
TASKS = _list(
    "plans and maintains every public harbour,",
    "licenses pilots and tugs,",
    "reports to Parliament every spring.",
)
NHIEM_VU = _list(
    "tham mưu về quy hoạch cảng biển;", "cấp phép hoa tiêu, tàu lai dắt;", "báo cáo Bộ trưởng hằng quý."
)
PLACES = _table(
    "Town | Place | When",
    "Alder | Library, 4 Mill Lane | Monday 9:00",
    "Brack | Town hall, 2 High Street | Friday 8:00",
    "Farrow | Bus, Market Square | 14:00",
)
DIEM = _list(
    "Nhà văn hóa phường 1, số 4 đường Lê Lợi",
    "Thư viện quận, số 12 phố Huế",
    "UBND phường 3, địa chỉ 8 Trần Phú",
)
COLUMNS = _table(
    "Column | Kind | Meaning",
    "week | text | week of the test",
    "area | text | code of the district",
    "cases | number | people with a positive test",
)
COT = _table(
    "Tên cột | Kiểu | Ý nghĩa",
    "tuan | chữ | tuần lấy mẫu",
    "khu | chữ | mã huyện",
    "so_ca | số | số người dương tính",
)
PLANS = (
    "<ul>"
    + _files(
        "Action plan 2018",
        "Plan for wards, 2017",
        "Plan for schools, 2016",
        "First plan, 2015",
        "Nurses first, 2015",
    )
    + "</ul>"
)
CASES = [
    # criterion, language, label, body, verdict
    ("OSI2024-IF-011", "en", "Who to turn to", DIRECTORS, MET),
    ("OSI2024-IF-011", "vi", "Ban Giám đốc", LEADERS, MET),
    ("OSI2024-IF-011", "vi", "Ban Giám đốc", LEADERS.replace("Email", "Quê").replace("Điện thoại", "Sinh").replace("0243 555", "19").replace("@", " "), PARTLY),
    ("OSI2024-IF-011", "vi", "Gương người tốt", "<p>Bà Trần Thị Hoa giúp trẻ em nghèo. Điện thoại: 0243 555 0101.</p>", NOT_MET),
    ("OSI2024-EP-092", "en", "Where the money went", f"<p>Parliament set aside 360 million; all of it was paid out.</p>{SPENT}", MET),
    ("OSI2024-EP-092", "en", "Guests", f"<p>Guests spent 360 million in the hotels of the coast.</p>{SPENT}", NOT_MET),
    ("OSI2024-EP-092", "vi", "Tiền đi đâu", f"<p>Ngân sách cấp 360 tỷ đồng; đã chi hết trong năm.</p>{SPENT}", MET),
    ("OSI2024-EP-092", "vi", "Khách du lịch", f"<p>Khách đã chi 360 tỷ đồng ở các khách sạn ven biển.</p>{SPENT}", NOT_MET),
    ("OSI2024-EGL-036b", "en", "Nobody is left out", f"<p>In these places a helper helps you sign in and apply.</p>{PLACES}", MET),
    ("OSI2024-EGL-036b", "en", "Film week", f"<p>In these places we show films.</p>{PLACES}", NOT_MET),
    ("OSI2024-EGL-036b", "vi", "Đừng ngại", f"<p>Đoàn viên hướng dẫn người dân nộp hồ sơ tại các điểm sau.</p>{DIEM}", MET),
    ("OSI2024-EGL-036b", "vi", "Tuần phim", f"<p>Chiếu phim tại các điểm sau.</p>{DIEM}", NOT_MET),
    ("OSI2024-EGL-038", "en", "Notes", f"<p>How the data are written.</p>{COLUMNS}", MET),
    ("OSI2024-EGL-038", "en", "Auction", COLUMNS.replace("Column", "Property") + "<p>Come and bid.</p>", NOT_MET),
    ("OSI2024-EGL-038", "vi", "Ghi chú", f"<p>Cách ghi dữ liệu, mô tả từng tên cột.</p>{COT}", MET),
    ("OSI2024-EGL-038", "vi", "Đấu giá", COT.replace("Tên cột", "Tài sản"), NOT_MET),
    ("OSI2024-EP-021", "en", "Money under the table", "<h2>Bribery</h2><p>Did one of our officers ask for a gift? Report it in confidence: +65 6555 0199.</p>", MET),
    ("OSI2024-EP-021", "en", "Safe shopping", "<h2>Fraud in shops</h2><p>Have you paid and received nothing? Report the shop: +65 6555 0198.</p>", NOT_MET),
    ("OSI2024-SP-145", "en", "If you are 70 or over", "<p>You travel free. Call 0800 123 456. Anybody who is eligible gets a card within a week, and another one if it is lost on the way.</p>", MET),
    ("OSI2024-SP-145", "en", "How we counted", "<p>Of the people aged 65 or over some answered our letter.</p>", NOT_MET),
    ("OSI2024-SP-145", "vi", "Người từ 75 tuổi trở lên", "<p>Được miễn phí đi xe buýt. Gọi 0800 123 456. Thẻ được cấp trong một tuần cho người đủ điều kiện, mất thì cấp lại không thu tiền.</p>", MET),
    ("OSI2024-CP-088", "vi", "Việc khác", "<p>Lượt truy cập: 7.205.118</p>", NOT_MET),  # on one page, and not the home page
    ("OSI2024-SP-080", "en", "All about roads", "<p>Add the layers to your map: WMS at https://gis.ports.example/geoserver/wms.</p>" + _files("Roads", kind="geojson"), MET),
    ("OSI2024-SP-080", "en", "All about roads", "<p>A student wrote a thesis about WMS and WFS.</p>", NOT_MET),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "language", "label", "body", "expected"), CASES)
def test_a_page_of_an_unseen_portal(criterion, language, label, body, expected):
    own = {"OSI2024-EP-092": "health", "OSI2024-SP-080": "transport"}.get(criterion)
    options = {"sectors": (own,)} if own else {"kind": "national_portal", "sectors": ("all",)}
    side = asked(criterion, label, body + paragraphs(language, 1), language=language, day=DAY, **options)
    assert side.verdict is expected, (side.reason, side.evidence[:1], side.near_misses[:2])


def test_plans_are_a_policy_under_a_free_title():
    options = {"language": "en", "day": DAY, "sectors": ("health",)}
    side = asked("OSI2024-IF-091", "The plan, and what came before it", PLANS, **options)
    assert side.verdict is MET
    menus = PLANS.replace("plan", "menu").replace("Plan", "Menu")
    assert asked("OSI2024-IF-091", "The menu, and what came before it", menus, **options).verdict is NOT_MET


@pytest.mark.parametrize(
    ("language", "sentence", "tasks", "expected"),
    [
        ("en", "Under the Harbours Act the Authority", TASKS, MET),
        ("en", "Skippers are responsible for everything that the Authority asks them to do:", TASKS, NOT_MET),
        ("vi", "Cục có nhiệm vụ:", NHIEM_VU, MET),
        ("vi", "Thuyền trưởng chịu trách nhiệm về mọi việc mà Cục yêu cầu:", NHIEM_VU, NOT_MET),
    ],
)
def test_duties_are_the_agencys_own(language, sentence, tasks, expected):
    path = f"/{language}/"
    view = site({path: page(language, "Harbours", f"<p>{sentence}</p>{tasks}")}, home=path)
    asking = criteria()["OSI2024-IF-010"].model_copy(update={"params": {"family": "functions_mandate"}})
    case = Case(view, asking, language)
    assert (duties_told(case, view.pages[0]).level is Level.FULL) is (expected is MET)
