from audit.facts.page import read_page

URL = "http://dichvucong.vi-du.example/danh-sach"


def rows(html, url=URL):
    services = read_page(html.encode(), url, "text/html; charset=utf-8").services
    return list(services.rows) if services else []


def brief(html):
    return [(row.code, row.name, str(row.level)) for row in rows(html)]


def paths(html):
    return [(row.url.removeprefix("http://dichvucong.vi-du.example"), row.name) for row in rows(html)]


def test_cards_with_badge_code_and_buttons():
    found = rows("""<div class="content"><div class="list">
    <div class="panel item"><div class="row"><span class="label label-success">Mức độ 4</span> <a href="/tt?id=1" class="text-bold">Cấp giấy phép xây dựng nhà ở riêng lẻ</a></div>
      <div>Mã thủ tục: 1.007262.000.00.00.H08</div><div>Lĩnh vực: Hoạt động xây dựng</div><div>Cơ quan thực hiện: UBND cấp huyện</div>
      <a class="btn" href="/tt?id=1">Xem chi tiết</a> <a class="btn" href="/nop?id=1">Nộp hồ sơ</a></div>
    <div class="panel item"><div class="row"><span class="label label-info">Mức độ 2</span> <a href="/tt?id=2" class="text-bold">Cấp giấy phép di dời công trình</a></div>
      <div>Mã thủ tục: 1.007254.000.00.00.H08</div><div>Lĩnh vực: Hoạt động xây dựng</div><div>Cơ quan thực hiện: UBND cấp huyện</div>
      <a class="btn" href="/tt?id=2">Xem chi tiết</a></div></div></div>""")
    assert [(r.code, r.name, r.field, r.body, str(r.level), r.url[-8:], r.apply_url[-9:], r.source) for r in found] == [
        ("1.007262", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Hoạt động xây dựng", "UBND cấp huyện", "4", "/tt?id=1", "/nop?id=1", "card"),
        ("1.007254", "Cấp giấy phép di dời công trình", "Hoạt động xây dựng", "UBND cấp huyện", "2", "/tt?id=2", "", "card"),
    ]  # fmt: skip


def test_one_card_is_enough_when_it_has_a_code():
    assert brief(
        '<div class="results"><p>Tìm thấy 1 kết quả</p><div class="item"><a href="/1">Đăng ký lại khai sinh</a><span>Mã: 1.004884</span></div></div>'
    ) == [("1.004884", "Đăng ký lại khai sinh", "")]


def test_list_of_links_under_a_heading():
    assert (
        paths("""<h2>Thủ tục hành chính lĩnh vực Đất đai</h2><ul>
    <li>1. <a href="/a">Đăng ký biến động quyền sử dụng đất</a> (Mới)</li><li>2. <a href="/b">Cấp đổi Giấy chứng nhận</a></li>
    <li>3. <a href="/c">Tách thửa hoặc hợp thửa đất</a></li><li>4. <a href="/d">Gia hạn sử dụng đất</a></li></ul>""")
        == [
            ("/a", "Đăng ký biến động quyền sử dụng đất"),
            ("/b", "Cấp đổi Giấy chứng nhận"),
            ("/c", "Tách thửa hoặc hợp thửa đất"),
            ("/d", "Gia hạn sử dụng đất"),
        ]
    )


def test_addresses_say_what_links_are():
    assert len(rows("""<div><ul><li><a href="/thu-tuc/1">Cấp phép nhập khẩu tem bưu chính</a><li><a href="/thu-tuc/2">Cấp lại giấy phép bưu chính</a>
    <li><a href="/thu-tuc/3">Xác nhận thông báo hoạt động bưu chính</a></ul></div>""")) == 3  # fmt: skip


def test_accordion_with_fields():
    found = rows("""<div class="accordion"><div class="card"><div class="card-header"><h4><a data-toggle="collapse" href="#c1">Lĩnh vực Hộ tịch (2)</a></h4></div>
    <div id="c1" class="collapse"><ul><li><a href="/tthc/1">Đăng ký khai sinh lưu động</a> <span class="badge">Toàn trình</span></li>
    <li><a href="/tthc/2">Đăng ký giám hộ</a> <span class="badge">Một phần</span></li></ul></div></div>
    <div class="card"><div class="card-header"><h4><a href="#c2">Lĩnh vực Chứng thực (1)</a></h4></div>
    <div id="c2"><ul><li><a href="/tthc/3">Chứng thực chữ ký trong các giấy tờ</a> <span class="badge">Một phần</span></li>
    <li><a href="/tthc/4">Chứng thực hợp đồng, giao dịch</a> <span class="badge">Một phần</span></li></ul></div></div></div>""")
    assert [(r.name, r.field, str(r.level)) for r in found] == [
        ("Đăng ký khai sinh lưu động", "Hộ tịch", "whole"),
        ("Đăng ký giám hộ", "Hộ tịch", "part"),
        ("Chứng thực chữ ký trong các giấy tờ", "Chứng thực", "part"),
        ("Chứng thực hợp đồng, giao dịch", "Chứng thực", "part"),
    ]


def test_definition_list_and_headings_side_by_side():
    assert (
        brief("""<dl><dt><a href="/1">Cấp giấy phép hoạt động điện lực</a></dt><dd>Mã số: 2.001561</dd><dd>Mức độ 4</dd>
    <dt><a href="/2">Huấn luyện và cấp mới thẻ an toàn điện</a></dt><dd>Mã số: 2.000621</dd><dd>Mức độ 3</dd></dl>""")
        == [
            ("2.001561", "Cấp giấy phép hoạt động điện lực", "4"),
            ("2.000621", "Huấn luyện và cấp mới thẻ an toàn điện", "3"),
        ]
    )
    assert brief("""<h4>1. Cấp giấy phép hoạt động điện lực</h4><p>Mã số: 2.001561. Mức độ: Toàn trình</p>
    <h4>2. Cấp thẻ kiểm tra viên điện lực</h4><p>Mã số: 2.001617</p>""") == [
        ("2.001561", "Cấp giấy phép hoạt động điện lực", "whole"),
        ("2.001617", "Cấp thẻ kiểm tra viên điện lực", ""),
    ]


def test_rows_made_of_boxes():
    assert (
        brief("""<ul class="tb"><li class="tb-head"><div class="tb-td-1">STT</div><div class="tb-td-2">Mức độ</div><div class="tb-td-3">Tên thủ tục</div></li>
    <li><div class="tb-tr"><div class="tb-td-1">1</div><div class="tb-td-2">Mức 4</div><div class="tb-td-3"><a href="/dvc?id=1">Cấp giấy phép kinh doanh vận tải</a></div></div></li>
    <li><div class="tb-tr"><div class="tb-td-1">2</div><div class="tb-td-2">Mức 3</div><div class="tb-td-3"><a href="/dvc?id=2">Cấp phù hiệu xe taxi</a></div></div></li></ul>""")
        == [
            ("", "Cấp giấy phép kinh doanh vận tải", "4"),
            ("", "Cấp phù hiệu xe taxi", "3"),
        ]
    )


def test_the_whole_card_is_a_link():
    found = rows("""<div class="grid"><a class="card" href="/services/1"><h3>Renewal of driving licence</h3><p>Fully online</p><p>Agency: Department of Transport</p></a>
    <a class="card" href="/services/2"><h3>Registration of a birth</h3><p>Information only</p><p>Agency: Department of Justice</p></a></div>""")
    assert [(r.name, str(r.level), r.body, r.url[-11:]) for r in found] == [
        ("Renewal of driving licence", "whole", "Department of Transport", "/services/1"),
        ("Registration of a birth", "information", "Department of Justice", "/services/2"),
    ]


def test_cards_of_a_data_list_in_cells():
    assert len(rows("""<table><tr><td><div><a href="/dvc/1">Cấp thẻ nhà báo</a><br>Mức độ: 3</div></td><td><div><a href="/dvc/2">Đổi thẻ nhà báo</a><br>Mức độ: 4</div></td></tr>
    <tr><td><div><a href="/dvc/3">Cấp giấy phép họp báo</a><br>Mức độ: 3</div></td><td></td></tr></table>""")) == 3  # fmt: skip


def test_what_is_no_list_of_services():
    for html in (
        """<h2>Tin tức</h2><ul><li><a href="/n/1">Công bố danh mục thủ tục hành chính mới</a> (02/03/2020)<li><a href="/n/2">Đăng ký tuyển sinh năm 2020</a> (02/03/2020)
        <li><a href="/n/3">Cấp giấy khen cho tập thể</a> (02/03/2020)</ul>""",
        """<h2>Thủ tục hành chính</h2><ul><li><a href="/lv/1">Lĩnh vực Đất đai (12)</a><li><a href="/lv/2">Lĩnh vực Hộ tịch (9)</a><li><a href="/lv/3">Lĩnh vực Thuế (3)</a></ul>""",
        """<h2>Thủ tục hành chính</h2><ul><li><a href="/lv/1">Đăng ký kinh doanh (12)</a><li><a href="/lv/2">Hộ tịch (9)</a><li><a href="/lv/3">Chứng thực (3)</a></ul>""",
        """<h2>Dịch vụ công</h2><ul><li><a href="/dvc?lv=1">Phòng, chống rửa tiền</a><li><a href="/dvc?lv=2">Thành lập tổ chức tín dụng</a><li><a href="/dvc?lv=3">Hoạt động ngoại hối</a>
        <li><a href="/dvc?lv=4">Thanh toán và trung gian thanh toán</a><li><a href="/dvc?lv=5">Ngân quỹ</a></ul>""",
        """<h2>Biểu mẫu</h2><ul><li><a href="/1.doc">Đăng ký khai sinh</a><li><a href="/2.doc">Đăng ký khai tử</a><li><a href="/3.doc">Đăng ký kết hôn</a></ul>""",
        """<h1>Đăng ký khai sinh</h1><h3>Trình tự thực hiện</h3><ul><li>Nộp hồ sơ tại xã<li>Kiểm tra giấy tờ<li>Cấp giấy khai sinh</ul><h3>Thành phần hồ sơ</h3>
        <ul><li>Tờ khai<li>Giấy chứng sinh</ul><h3>Lệ phí</h3><p>Không</p><h3>Căn cứ pháp lý</h3><ul><li>Luật Hộ tịch</ul>""",
        """<nav><ul><li><a href="/dich-vu-cong/1">Đăng ký khai sinh</a><li><a href="/dich-vu-cong/2">Cấp hộ chiếu</a><li><a href="/dich-vu-cong/3">Gia hạn tạm trú</a></ul></nav><p>Xin chào</p>""",
    ):
        assert brief(html) == [], html


def test_level_and_field_of_the_heading_above():
    found = rows("""<h2>Dịch vụ công mức độ 3</h2><ul><li><a href="/dvc/1">Cấp giấy phép quảng cáo</a><li><a href="/dvc/2">Cấp thẻ hướng dẫn viên</a>
    <li><a href="/dvc/3">Cấp giấy phép biểu diễn</a></ul><h2>Dịch vụ công mức độ 4</h2><ul><li><a href="/dvc/4">Đăng ký tổ chức lễ hội</a>
    <li><a href="/dvc/5">Cấp lại thẻ du lịch</a><li><a href="/dvc/6">Thông báo tổ chức giải thể thao</a></ul>""")
    assert [str(r.level) for r in found] == ["3", "3", "3", "4", "4", "4"]


def test_plain_lines_with_numbers_under_fields():
    found = rows("""<h1>Danh mục thủ tục hành chính</h1><p><b>I. Lĩnh vực đất đai</b></p><p>1. Đăng ký đất đai lần đầu</p><p>2. Tách thửa đất</p>
    <p>3. Gia hạn sử dụng đất</p><p><b>II. Lĩnh vực môi trường</b></p><p>1. Cấp giấy phép môi trường</p><p>2. Cấp đổi giấy phép môi trường</p>""")
    assert [(r.name, r.field) for r in found] == [
        ("Đăng ký đất đai lần đầu", "đất đai"),
        ("Tách thửa đất", "đất đai"),
        ("Gia hạn sử dụng đất", "đất đai"),
        ("Cấp giấy phép môi trường", "môi trường"),
        ("Cấp đổi giấy phép môi trường", "môi trường"),
    ]


def test_names_that_start_as_no_others_do_lead_where_the_others_lead():
    assert [
        name
        for _, name in paths("""<h2>Services for businesses</h2><div><p><a href="/en/services/12">Work permit</a></p>
    <p><a href="/en/services/13">Temporary residence card</a></p><p><a href="/en/services/14">Extension of visa</a></p>
    <p><a href="/en/services/15">Registration of a representative office</a></p></div>""")
    ] == [
        "Work permit",
        "Temporary residence card",
        "Extension of visa",
        "Registration of a representative office",
    ]


def test_related_procedures_beside_the_points_of_one():
    html = """<h1>Cấp hộ chiếu</h1><h3>1. Trình tự thực hiện</h3><ul><li>1. Đăng ký lịch hẹn<li>2. Cấp giấy hẹn<li>3. Thông báo kết quả</ul><h3>2. Thành phần hồ sơ</h3>
    <p>Tờ khai</p><h3>3. Thời hạn giải quyết</h3><p>5 ngày</p><h3>4. Lệ phí</h3><p>Không</p><h3>5. Căn cứ pháp lý</h3><p>Luật</p>
    <h3>Thủ tục liên quan</h3><ul><li><a href="/thu-tuc/2">Cấp lại hộ chiếu</a><li><a href="/thu-tuc/3">Khôi phục hộ chiếu</a><li><a href="/thu-tuc/4">Trình báo mất hộ chiếu</a></ul>"""
    assert [name for _, name in paths(html)] == [
        "Cấp lại hộ chiếu",
        "Khôi phục hộ chiếu",
        "Trình báo mất hộ chiếu",
    ]


def test_the_host_of_a_service_portal_makes_no_news_a_service():
    assert paths("""<h2>Dịch vụ công nổi bật</h2><ul><li><a href="/dich-vu-cong/1">Cấp hộ chiếu</a><li><a href="/dich-vu-cong/2">Đổi giấy phép lái xe</a>
    <li><a href="/dich-vu-cong/3">Khai sinh</a></ul><h2>Tin tức</h2><ul><li><a href="/tin/1">Hỗ trợ doanh nghiệp</a><li><a href="/tin/2">Cấp căn cước lưu động</a>
    <li><a href="/tin/3">Tiếp nhận ý kiến người dân</a></ul>""") == [
        ("/dich-vu-cong/1", "Cấp hộ chiếu"),
        ("/dich-vu-cong/2", "Đổi giấy phép lái xe"),
        ("/dich-vu-cong/3", "Khai sinh"),
    ]


def test_codes_in_prose_are_no_cards():
    assert (
        brief("""<h1>Hỏi đáp</h1><div class="qa"><p><b>Hỏi</b> Tôi cần giấy tờ gì?</p><p><b>Trả lời</b> Có. Hộ kinh doanh phải đề nghị cấp giấy phép theo thủ tục
    có mã 1.013730 và nộp tại Bộ phận Một cửa trong giờ hành chính, thời hạn giải quyết là 05 ngày làm việc kể từ ngày nhận hồ sơ.</p></div>""")
        == []
    )
