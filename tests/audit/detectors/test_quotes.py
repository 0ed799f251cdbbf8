"""The words that a verdict quotes show the thing, not only its label."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.detectors.one_page import asked
from tests.audit.sites import paragraphs

DRAFTS = (
    "<p>Mời Quý vị góp ý các dự thảo sau đây trước thời hạn.</p><table><tr><th>Dự thảo</th><th>Ngày đăng</th><th>Hạn góp ý</th></tr>"
    "<tr><td>Dự thảo Thông tư về phí đăng ký tàu cá</td><td>01/06/2018</td><td>15/08/2018</td></tr></table>"
    '<form action="/y"><textarea name="y"></textarea><button>Gửi góp ý</button></form>'
)
POSTS = "<ul>" + "".join(
    f'<li><a href="/td/{n}.html">{text}</a> ({day})</li>'
    for n, (text, day) in enumerate([
        ("Thông báo tuyển dụng kế toán trưởng", "02/02/2018"), ("Thông báo tuyển dụng kỹ sư cầu đường", "12/06/2018"),
        ("Thông báo tuyển dụng văn thư", "05/03/2018"), ("Kết quả thi tuyển viên chức", "20/03/2018"),
    ])
) + "</ul>"  # fmt: skip
DATA = "<h2>Ca bệnh theo tháng</h2><p>Số ca theo tỉnh và tháng.</p>" + "".join(
    f'<a href="/tep/{n}.csv">CSV</a> ' for n in range(3)
)
HELP = (
    "<p>Cán bộ giúp người dân nộp hồ sơ trực tuyến miễn phí.</p><ul><li>Trung tâm hành chính công, số 05 đường Bờ Kè, "
    "điện thoại 0299 555 168, từ thứ Hai đến thứ Sáu</li></ul>"
)


@pytest.mark.parametrize(
    ("criterion", "label", "body", "quote"),
    [
        ("OSI2024-EP-033", "Lấy ý kiến dự thảo", DRAFTS, "Dự thảo Thông tư về phí đăng ký tàu cá · 01/06/2018 · 15/08/2018"),
        ("OSI2024-SP-058", "Tuyển dụng", POSTS, "kỹ sư cầu đường"),
        ("OSI2024-EP-037", "Dữ liệu mở", paragraphs("vi", 2) + DATA, "Ca bệnh theo tháng"),
        ("OSI2024-EGL-036b", "Điểm hỗ trợ", HELP, "số 05 đường Bờ Kè"),
    ],
)  # fmt: skip
def test_what_is_quoted_shows_the_thing(criterion, label, body, quote):
    side = asked(criterion, label, body)
    assert side.verdict is Verdict.MET
    assert quote in side.evidence[0].quote


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Khoa có phòng chăm sóc. Người cao tuổi gọi 1900 5551.", Verdict.NOT_MET),
        ("Khoa nhận chăm sóc người cao tuổi, gọi 1900 5551.", Verdict.PARTLY),
    ],
)
def test_no_term_spans_two_sentences(text, verdict):
    body = f"{paragraphs('vi', 1)}<p>{text}</p>"
    assert asked("OSI2024-CP-150", "Thông tin chung", body, sectors=("health",)).verdict is verdict
