"""Information for residents of a province: sections, links, numbers, stations, dates; and what imitates them."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.bilingual import table
from tests.audit.detectors.local_sites import LONG, SHORT, judged, linking, links, local, newsfeed
from tests.audit.sites import page

MET, PARTLY, NOT_MET = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET

LABELS = {
    "CP-226": ("Y tế", "Health services"),
    "CP-227": ("BẢO VỆ MÔI TRƯỜNG", "Environment"),
    "CP-228": ("Giáo dục và Đào tạo", "Education"),
    "CP-229": ("An sinh xã hội", "Social welfare"),
    "CP-232": ("Trợ giúp pháp lý", "Legal aid"),
    "CP-233": ("Lao động - Việc làm", "Jobs and employment"),
    "CP-284": ("Phân loại rác tại nguồn", "Waste and recycling"),
    "CP-285": ("An toàn giao thông", "Road safety"),
    "CP-223": ("Hợp tác công tư", "Community partners"),
}
SIDES = ("vi", "en")


@pytest.mark.parametrize("language", SIDES)
@pytest.mark.parametrize("number", LABELS)
def test_a_section_with_a_full_text_or_useful_links_informs_residents(number, language):
    label = LABELS[number][SIDES.index(language)]
    for body in (LONG[language], f"<ul>{links(language, 3)}</ul>"):
        side = judged(number, label, body, language=language)
        assert side.verdict is MET, side.reason


@pytest.mark.parametrize("language", SIDES)
@pytest.mark.parametrize("number", LABELS)
def test_few_words_are_a_part_of_it(number, language):
    label = LABELS[number][SIDES.index(language)]
    side = judged(number, label, SHORT[language], language=language)
    assert side.verdict is PARTLY, side.reason
    assert judged(number, "Khác", SHORT[language], language=language).verdict is NOT_MET


@pytest.mark.parametrize("number", LABELS)
def test_a_category_of_news_is_no_section_for_residents(number):
    side = judged(number, LABELS[number][0], f"<ul>{newsfeed('vi')}</ul>")
    assert (side.verdict, side.reason.code) == (PARTLY, "news_list")


def test_summaries_of_undated_news_are_no_full_text():
    names = [f"/vi/tin-tuc/bai-{n}.html" for n in range(15)]
    more = {
        path: page(
            "vi",
            f"Tổng kết {n}",
            f'<p><time datetime="2018-05-{n + 1:02d}">{n + 1}/05/2018</time></p>{SHORT["vi"]}',
        )
        for n, path in enumerate(names)
    }
    feed = "".join(
        f'<h3><a href="{path}">Tổng kết {n}</a></h3><p>{"Tóm tắt bài viết. " * 12}</p>'
        for n, path in enumerate(names)
    )
    side = judged("CP-226", "Y tế", feed, more=more)
    assert (side.verdict, side.reason.code) == (PARTLY, "news_list")


def test_a_text_before_a_list_of_news_counts():
    assert judged("CP-226", "Y tế", f"{LONG['vi']}<ul>{newsfeed('vi')}</ul>").verdict is MET


def test_three_titled_parts_inform_as_three_links_do():
    text = "Cán bộ đến từng nhà hỏi thăm hoàn cảnh rồi giúp gia đình chọn cách làm ăn phù hợp với sức của mình và mùa vụ ở nơi đó."
    parts = "".join(f"<h2>Chế độ {n}</h2><p>{text}</p>" for n in (1, 2, 3))
    assert judged("CP-229", "An sinh xã hội", parts).verdict is MET
    two = "".join(f"<h2>Chế độ {n}</h2><p>{text}</p>" for n in (1, 2))
    assert judged("CP-229", "An sinh xã hội", two).verdict is PARTLY


def test_share_buttons_and_headlines_are_no_useful_links():
    shares = "".join(
        f'<a href="https://{host}/share?u=https://www.bovidu.gov.vn/vi/muc/">Chia sẻ {host}</a>'
        for host in ("a.com", "b.com", "c.com")
    )
    assert judged("CP-226", "Y tế", shares + SHORT["vi"]).verdict is PARTLY
    heads = "".join(
        f'<a href="/vi/x/{n}.aspx">Chủ tịch tỉnh chúc mừng ngành y tế nhân ngày kỷ niệm lần thứ {n}</a>'
        for n in range(5)
    )
    assert judged("CP-226", "Y tế", heads + SHORT["vi"]).verdict is PARTLY
    unread = "".join(f'<a href="/vi/x/{n}.aspx">Khai trương cơ sở {n}</a>' for n in range(5))
    assert judged("CP-226", "Y tế", unread + SHORT["vi"]).verdict is PARTLY
    files = "".join(f'<a href="/tep/{n}.pdf">Danh bạ cơ sở {n}</a>' for n in range(3))
    assert judged("CP-226", "Y tế", files + SHORT["vi"]).verdict is MET


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("CP-226", "Bộ Y tế"),
        ("CP-226", "Bảo hiểm y tế"),
        ("CP-227", "Môi trường đầu tư"),
        ("CP-228", "Phổ biến, giáo dục pháp luật"),
        ("CP-230", "Gia đình văn hóa"),
        ("CP-230", "Thư viện ảnh"),
        ("CP-233", "Liên đoàn Lao động tỉnh"),
        ("CP-285", "Ra quân bảo đảm an toàn giao thông"),
        ("CP-290", "Lịch cúp điện khẩn cấp"),
        ("CP-290", "Họp khẩn phòng chống thiên tai"),
        ("CP-282", "Vận tải hàng hóa"),
        ("CP-238", "Hội thảo đô thị thông minh"),
        ("CP-239", "Ai được dự thi"),
        ("CP-295", "Du lịch"),
    ],
)
def test_labels_about_something_else_name_nothing(number, label):
    assert judged(number, label, LONG["vi"]).verdict is NOT_MET


def test_the_departments_own_page_is_no_section_but_its_link_is_a_part():
    assert judged("CP-226", "Sở Y tế", LONG["vi"]).verdict is NOT_MET
    side = local(linking("Sở Y tế", "https://soyte.tinh.gov.vn/"), "CP-226").local
    assert (side.verdict, side.reason.code) == (PARTLY, "office_link")
    side = local(
        linking("Department of Health", "https://health.tinh.gov.vn/", language="en"), "CP-226"
    ).english
    assert side.verdict is PARTLY
    assert (
        local(linking("Bộ Y tế", "https://moh.gov.vn/"), "CP-226").local.verdict is NOT_MET
    )  # the ministry is not the province
    assert local(linking("Sở Y tế", "https://soyte.tinh.gov.vn/"), "CP-284").local.verdict is NOT_MET


def test_one_news_item_is_a_part_and_a_word_in_one_is_nothing():
    news = {"/vi/tin-tuc/2018-05-01.html": page("vi", "An toàn giao thông", LONG["vi"])}
    link = '<p><a href="/vi/tin-tuc/2018-05-01.html">Xem bài</a></p>'
    side = judged("CP-285", "Đọc thêm", link, more=news)
    assert (side.verdict, side.reason.code) == (PARTLY, "news_only")
    news = {
        "/vi/tin-tuc/2018-05-01.html": page(
            "vi", "Khánh thành cầu, góp phần an toàn giao thông cho hàng vạn người dân", LONG["vi"]
        )
    }
    assert judged("CP-285", "Đọc thêm", link, more=news).verdict is NOT_MET


PROFILE = {
    "vi": "<p>Tỉnh có diện tích 2.340 km², dân số khoảng 1,1 triệu người, sống chủ yếu bằng nghề trồng lúa và nuôi cá ven sông lớn.</p>"
    "<h2>Lịch sử</h2><p>Vùng đất được khai phá từ thế kỷ XVIII bởi những người đi theo đường sông, lập chợ và làng dọc hai bờ.</p>"
    "<h2>Văn hóa</h2><p>Lễ hội cúng biển và làng nghề dệt chiếu thu hút khách quanh năm; các đình làng đều được giữ gìn cẩn thận.</p>",
    "en": "<p>The province covers an area of 2,340 km² and has a population of 1.1 million, most of whom live by rice and fish.</p>"
    "<h2>History</h2><p>The land was settled in the eighteenth century by people who came along the river and founded markets.</p>"
    "<h2>Culture</h2><p>The sea festival and the mat weavers' villages draw guests all the year round, and so do the temples.</p>",
}


@pytest.mark.parametrize(("language", "label"), [("vi", "Tổng quan về tỉnh"), ("en", "About the province")])
def test_a_locality_is_told_by_three_of_its_aspects(language, label):
    assert judged("CP-217", label, PROFILE[language], language=language).verdict is MET
    one = {
        "vi": "<p>Tỉnh có bề dày lịch sử vẻ vang và truyền thống.</p>" * 8,
        "en": "<p>It has a long history of its own.</p>" * 12,
    }
    assert judged("CP-217", label, one[language], language=language).verdict is PARTLY


@pytest.mark.parametrize(
    ("language", "label", "full", "some"),
    [
        (
            "vi",
            "Đăng ký nhận cảnh báo",
            "<p>Soạn tin CB gửi 8079 để nhận cảnh báo bão, lũ.</p>",
            "<p>Hệ thống gửi cảnh báo tới người dân khi có thiên tai xảy ra.</p>",
        ),
        (
            "en",
            "Emergency alerts",
            "<p>Subscribe with your telephone number: text ALERT to 8079 and answer the message that follows.</p>",
            "<p>The province sends warnings to residents when there is a storm or a flood.</p>",
        ),
    ],
)
def test_alerts_need_a_way_to_subscribe(language, label, full, some):
    assert judged("CP-218", label, full, language=language).verdict is MET
    assert judged("CP-218", label, some, language=language).verdict is PARTLY
    assert judged("CP-218", "Tin nhắn cảnh báo lừa đảo", full, language=language).verdict is NOT_MET


@pytest.mark.parametrize(
    ("language", "label", "full", "some"),
    [
        ("vi", "PHÒNG, CHỐNG THIÊN TAI", "<p>Cấp cứu: 115. Cứu hỏa: 114. Công an: 113.</p>", SHORT["vi"]),
        ("en", "Emergency numbers", "<p>Ambulance 115, fire 114, police 113.</p>", SHORT["en"]),
    ],
)
def test_emergencies_need_numbers_or_instructions(language, label, full, some):
    assert judged("CP-290", label, full, language=language).verdict is MET
    assert judged("CP-290", label, LONG[language], language=language).verdict is MET
    assert judged("CP-290", label, some, language=language).verdict is PARTLY
    sums = "<p>Ủng hộ 115 triệu đồng và 114 hộ dân được hỗ trợ 113.000 đồng trong đợt vừa qua tại các xã.</p>"
    assert judged("CP-290", "Phòng chống thiên tai", sums).verdict is PARTLY


def test_leisure_tells_places_or_times():
    place = "<p>Bảo tàng tỉnh, địa chỉ số 2 đường Bờ Kè, mở cửa từ 7h30 các ngày trong tuần.</p>"
    vague = (
        "<p>Đời sống tinh thần ngày càng phong phú, nhiều phong trào lan rộng và được hưởng ứng khắp nơi nơi.</p>"
        * 10
    )
    assert judged("CP-230", "Văn hóa, thể thao và du lịch", LONG["vi"] + place).verdict is MET
    side = judged("CP-230", "Văn hóa, thể thao và du lịch", vague)
    assert (side.verdict, side.reason.code) == (PARTLY, "leisure_some")
    body = "<p>The Provincial Museum, 2 Quay Street, is open from 7:30 to 17:00 every day.</p>"
    assert judged("CP-230", "Museums", LONG["en"] + body, language="en").verdict is MET


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("CP-238", "Đô thị thông minh", "Smart city"),
        ("CP-239", "Trí tuệ nhân tạo", "Artificial intelligence"),
        ("CP-291", "Ô nhiễm không khí", "Clean air plan"),
    ],
)
def test_initiatives_are_strategies_projects_or_figures(number, vi, en):
    words = {
        "vi": ("Đề án giai đoạn 2018 - 2020", "Dự án", "tỷ đồng"),
        "en": ("The scheme for 2018 to 2020", "Project of the city", "million"),
    }
    for language, label in (("vi", vi), ("en", en)):
        plan, project, sum_ = words[language]
        files = f'<ul><li><a href="/tep/de-an.pdf">{plan}</a></li></ul>'
        rows = [(str(n), f"{project} {n}", f"{n}0 {sum_}") for n in range(1, 5)]
        assert judged(number, label, files, language=language).verdict is MET
        assert judged(number, label, table(("#", project, sum_), rows), language=language).verdict is MET
        assert judged(number, label, SHORT[language], language=language).verdict is PARTLY


def test_goals_need_figures():
    sides = (
        ("vi", "Mục tiêu phát triển bền vững", "Chỉ tiêu"),
        ("en", "Sustainable Development Goals", "Indicator of the goal"),
    )
    for language, label, name in sides:
        figures = table(("#", name, "2017"), [(str(n), f"{name} {n}", f"{n}1,5 %") for n in range(1, 6)])
        plan = f'<ul><li><a href="/tep/ke-hoach.pdf">{name}</a></li></ul>'
        assert judged("CP-243", label, figures, language=language).verdict is MET
        assert judged("CP-243", label, plan + SHORT[language], language=language).verdict is PARTLY


def test_public_transport_is_lines_or_the_operators_own_site():
    lines = "".join(f"<li>Tuyến {n}: Bến xe - Chợ, giờ chạy 5h00 đến 19h00</li>" for n in (1, 2, 3))
    assert judged("CP-282", "Xe buýt", f"<ul>{lines}</ul>").verdict is MET
    assert judged("CP-282", "Xe buýt", SHORT["vi"]).verdict is PARTLY
    lines = "".join(f"<li>Route {n}: Station to Market, first departure 5:00</li>" for n in (1, 2, 3))
    assert judged("CP-282", "Bus routes", f"<ul>{lines}</ul>", language="en").verdict is MET
    side = local(linking("Tra cứu xe buýt", "https://xebuyt.example/"), "CP-282").local
    assert (side.verdict, side.reason.code) == (MET, "official_link")


def test_a_front_door_counts_only_where_the_thing_may_lie_elsewhere():
    side = local(linking("Y tế", "https://suckhoe.example/"), "CP-226").local
    assert (side.verdict, side.reason.code) == (PARTLY, "general_link")


@pytest.mark.parametrize(
    ("language", "label", "head"),
    [
        ("vi", "Quan trắc không khí", ("Trạm", "AQI", "Ngày")),
        ("en", "Air quality", ("Station", "AQI", "Date")),
    ],
)
def test_air_readings_have_station_and_date(language, label, head):
    name = {"vi": "Trạm quan trắc", "en": "Monitoring station of ward"}[language]
    rows = [(f"{name} {n}", f"{n}7", "28/06/2018") for n in range(1, 5)]
    fresh = table(head, rows)
    old = table(head, [(place, value, "28/06/2012") for place, value, _ in rows])
    undated = table(head[:2], [row[:2] for row in rows])
    assert judged("CP-292", label, fresh, language=language).verdict is MET
    for body in (old, undated):
        side = judged("CP-292", label, body, language=language)
        assert (side.verdict, side.reason.code) == (PARTLY, "readings_some")
    assert judged("CP-292", "Hội thảo chất lượng không khí", fresh).verdict is NOT_MET
