"""Laws and strategies of the digital state, maps, data of the hour, places and events: the thing, and what only speaks of it."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.bilingual import bilingual, table
from tests.audit.detectors.one_page import asked
from tests.audit.sites import page, paragraphs, site, verdict, without_dead_links

ICT = {"sectors": ("ict",)}
LAWS = [
    ("OSI2024-IF-340", "Cybersecurity Law", "Luật An ninh mạng"),
    ("OSI2024-IF-341", "Open data policy", "Kế hoạch cung cấp dữ liệu mở"),
    ("OSI2024-IF-336", "Law against disinformation", "Phòng, chống tin giả"),
    ("OSI2024-IF-343", "Government cloud strategy", "Chiến lược điện toán đám mây"),
    ("OSI2024-IF-344", "National AI strategy", "Chiến lược quốc gia về trí tuệ nhân tạo"),
    ("OSI2024-IF-345", "E-participation policy", "Luật Thực hiện dân chủ ở cơ sở"),
]


@pytest.mark.parametrize(("criterion", "english", "vietnamese"), LAWS)
def test_a_law_is_its_file_or_its_text_with_a_year(criterion, english, vietnamese):
    file = '<p>Toàn văn:</p><a href="/tep/van-ban.pdf">Tải văn bản</a>'
    assert asked(criterion, vietnamese, file, **ICT).verdict is Verdict.MET
    summary = paragraphs("en", 8) + "<p>It was adopted in 2018 and took effect in the following year.</p>"
    assert asked(criterion, english, summary, language="en", **ICT).verdict is Verdict.MET
    sentence = (
        "<p>The Government pays great attention to this matter and will adopt a document on it soon.</p>"
    )
    assert asked(criterion, english, sentence, language="en", **ICT).verdict is Verdict.PARTLY


@pytest.mark.parametrize(
    "label",
    [
        "Hội thảo Luật An ninh mạng",
        "Tập huấn an toàn thông tin mạng",
        "Tuyên truyền Luật An ninh mạng",
        "Cảnh báo an toàn thông tin",
    ],
)
def test_what_is_done_about_a_law_is_no_law(label):
    file = '<a href="/tep/tai-lieu.pdf">Tài liệu</a>'
    assert asked("OSI2024-IF-340", label, paragraphs("vi") + file, **ICT).verdict is Verdict.NOT_MET


def test_a_link_to_the_text_of_a_law_is_the_law():
    text = "https://vanban.vidu.gov.vn/van-ban/24-2018-qh14"
    assert (
        asked("OSI2024-IF-340", "Luật An ninh mạng số 24/2018/QH14", "", target=text, **ICT).verdict
        is Verdict.MET
    )
    english = asked(
        "OSI2024-IF-340", "Cybersecurity Law (in Vietnamese)", "", target=text, language="en", **ICT
    )
    assert (english.verdict, english.reason.code) == (Verdict.PARTLY, "label_only")


def test_a_cio_is_a_person_or_office_that_can_be_reached():
    reach = "<p>Cục trưởng Nguyễn Văn An, điện thoại 024 3825 1234, thư điện tử an.nv@bovidu.gov.vn.</p>"
    assert asked("OSI2024-IF-337", "Giám đốc chuyển đổi số", reach, **ICT).verdict is Verdict.MET
    silent = (
        "<p>Ông Nguyễn Văn An, Thứ trưởng, được phân công làm giám đốc chuyển đổi số của Bộ từ năm 2018.</p>"
    )
    side = asked("OSI2024-IF-337", "Giám đốc chuyển đổi số", silent, **ICT)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "officer_some")
    assert (
        asked("OSI2024-IF-337", "Tuyển dụng Giám đốc chuyển đổi số", reach, **ICT).verdict is Verdict.NOT_MET
    )


def test_a_cio_is_found_by_the_title_in_a_list_of_leaders():
    heads = ("No.", "Full name", "Title", "Unit", "Telephone", "E-mail")
    rows = [
        ("1", "Nguyen Van An", "Minister", "Ministry", "024 3825 1234", "an@bovidu.gov.vn"),
        (
            "2",
            "Tran Thi Binh",
            "Chief Information Officer",
            "Ministry",
            "024 3825 1235",
            "binh@bovidu.gov.vn",
        ),
        ("3", "Le Van Cuong", "Director", "IT Centre", "024 3825 1236", "cuong@bovidu.gov.vn"),
    ]
    side = asked("OSI2024-IF-337", "Leadership", table(heads, rows), language="en", **ICT)
    assert (side.verdict, side.reason.code) == (Verdict.MET, "officer_person")
    assert side.reason.params["name"] == "Tran Thi Binh"


GIS = {"sectors": ("environment",)}


def test_spatial_data_are_files_or_services_that_a_map_program_reads():
    files = '<p>Lớp ranh giới hành chính.</p><a href="/tep/ranh-gioi.geojson">Ranh giới (GeoJSON)</a>'
    assert asked("OSI2024-SP-080", "Dữ liệu không gian", files, **GIS).verdict is Verdict.MET
    service = '<p>Base map.</p><a href="https://gis.vidu.gov.vn/geoserver/wms?service=WMS">Map service</a>'
    assert asked("OSI2024-SP-080", "Spatial data", service, language="en", **GIS).verdict is Verdict.MET
    picture = paragraphs("vi", 2) + '<img src="/anh/ban-do.jpg" alt="Bản đồ">'
    assert asked("OSI2024-SP-080", "Dữ liệu không gian", picture, **GIS).verdict is Verdict.PARTLY
    assert asked("OSI2024-SP-080", "Bản đồ trang", picture, **GIS).verdict is Verdict.NOT_MET


def test_a_map_service_is_a_map_to_work_with():
    viewer = (
        '<div id="map"></div><script src="https://unpkg.com/leaflet@1.9/dist/leaflet.js"></script>'
        + paragraphs("vi", 1)
    )
    assert asked("OSI2024-SP-081", "Bản đồ quy hoạch", viewer, **GIS).verdict is Verdict.MET
    picture = paragraphs("vi", 1) + '<img src="/anh/quy-hoach.jpg" alt="Bản đồ quy hoạch">'
    side = asked("OSI2024-SP-081", "Bản đồ quy hoạch", picture, **GIS)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "viewer_some")


def test_real_time_data_show_the_hour_or_an_interface():
    readings = "<p>Trạm số 1, 29/06/2018 08:00: PM2.5 35 µg/m³.</p><p>Trạm số 2, 30/06/2018 07:00: PM2.5 40 µg/m³.</p>"
    assert asked("OSI2024-EP-310", "Số liệu quan trắc tự động", readings, **GIS).verdict is Verdict.MET
    old = readings.replace("2018", "2016")
    assert (
        asked("OSI2024-EP-310", "Số liệu quan trắc tự động", old + paragraphs("vi", 1), **GIS).verdict
        is Verdict.PARTLY
    )
    api = '<p>Readings of all stations, every ten minutes.</p><a href="https://data.vidu.gov.vn/api/readings">Interface</a>'
    assert asked("OSI2024-EP-310", "Real-time data", api, language="en", **GIS).verdict is Verdict.MET
    built = asked("OSI2024-EP-310", "Lắp đặt trạm quan trắc tự động", readings, **GIS)
    assert built.verdict is Verdict.NOT_MET


def test_spending_is_open_data_when_a_program_can_read_it():
    finance = {"sectors": ("finance",)}
    sheet = '<p>Số liệu hằng năm.</p><a href="/tep/quyet-toan-2017.csv">Quyết toán ngân sách 2017 (CSV)</a>'
    assert asked("OSI2024-EP-078", "Dữ liệu mở", sheet, **finance).verdict is Verdict.MET
    scan = '<p>Số liệu hằng năm.</p><a href="/tep/quyet-toan-2017.pdf">Quyết toán ngân sách 2017</a>'
    assert asked("OSI2024-EP-078", "Công khai ngân sách", scan, **finance).verdict is Verdict.NOT_MET


def test_free_internet_is_a_list_of_places_or_an_offer():
    spots = "".join(f"<li>Điểm {n}: Nhà văn hóa, đường Nguyễn Huệ, phường {n}</li>" for n in range(1, 6))
    assert asked("OSI2024-EGL-036a", "Wifi miễn phí", f"<ul>{spots}</ul>", **ICT).verdict is Verdict.MET
    assert asked("OSI2024-EGL-036a", "Wifi miễn phí", paragraphs("vi", 2), **ICT).verdict is Verdict.PARTLY
    assert (
        asked("OSI2024-EGL-036a", "Cảnh báo wifi công cộng", f"<ul>{spots}</ul>", **ICT).verdict
        is Verdict.NOT_MET
    )
    english = "".join(f"<li>Library {n}, {n} Nguyen Hue Street</li>" for n in range(1, 6))
    assert (
        asked("OSI2024-EGL-036a", "Free Wi-Fi hotspots", f"<ul>{english}</ul>", language="en", **ICT).verdict
        is Verdict.MET
    )


def test_news_of_a_data_contest_counts_where_it_is_dated():
    pages = bilingual()
    story = "<p>15/05/2018</p>" + paragraphs("en", 2)
    pages["/en/news/"] = pages["/en/news/"].replace(
        "</main>", '<a href="/en/news/77.html">Open data hackathon</a></main>'
    )
    pages["/en/news/77.html"] = page("en", "Open data hackathon", story)
    assert verdict(site(without_dead_links(pages), **ICT), "OSI2024-EP-042").english.verdict is Verdict.MET
    assert (
        asked("OSI2024-EP-042", "Hackathon dữ liệu mở", paragraphs("vi", 2), **ICT).verdict is Verdict.PARTLY
    )
    other = asked(
        "OSI2024-EP-042",
        "Cuộc thi ảnh và cuộc thi sáng tạo",
        "<p>15/05/2018</p>" + paragraphs("vi", 2),
        **ICT,
    )
    assert other.verdict is Verdict.NOT_MET
