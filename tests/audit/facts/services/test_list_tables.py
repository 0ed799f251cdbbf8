from audit.facts.page import read_page

URL = "http://dichvucong.vi-du.example/danh-sach"


def rows(html, url=URL):
    services = read_page(html.encode(), url, "text/html; charset=utf-8").services
    return list(services.rows) if services else []


def brief(html):
    return [(row.code, row.name, str(row.level)) for row in rows(html)]


def test_table_with_every_column():
    found = rows("""<h2>Danh sách thủ tục hành chính</h2><table class="table"><thead><tr><th>STT</th><th>Mã thủ tục</th>
    <th>Tên thủ tục hành chính</th><th>Lĩnh vực</th><th>Cơ quan thực hiện</th><th>Mức độ</th><th>Thao tác</th></tr></thead><tbody>
    <tr><td>1</td><td>1.004194</td><td><a href="/tt/1">Cấp hộ chiếu phổ thông</a></td><td>Xuất nhập cảnh</td><td>Công an tỉnh</td>
    <td><span class="badge">Mức độ 4</span></td><td><a class="btn" href="/nop/1">Nộp hồ sơ</a> <a href="/tt/1">Chi tiết</a></td></tr>
    <tr><td>2</td><td>2.000488</td><td><a href="/tt/2">Cấp Phiếu lý lịch tư pháp</a></td><td>Lý lịch tư pháp</td><td>Sở Tư pháp</td>
    <td>Một phần</td><td><a href="/tt/2">Chi tiết</a></td></tr></tbody></table>""")
    assert [(r.code, r.name, r.field, r.body, str(r.level), r.url, r.apply_url, r.source) for r in found] == [
        (
            "1.004194",
            "Cấp hộ chiếu phổ thông",
            "Xuất nhập cảnh",
            "Công an tỉnh",
            "4",
            "http://dichvucong.vi-du.example/tt/1",
            "http://dichvucong.vi-du.example/nop/1",
            "table",
        ),
        (
            "2.000488",
            "Cấp Phiếu lý lịch tư pháp",
            "Lý lịch tư pháp",
            "Sở Tư pháp",
            "part",
            "http://dichvucong.vi-du.example/tt/2",
            "",
            "table",
        ),
    ]
    assert found[0].language == "vi"
    assert found[0].level_text == "Mức độ 4"


def test_group_rows_name_fields_and_bodies():
    found = rows("""<table><tr><td><b>TT</b></td><td><b>Tên thủ tục</b></td><td><b>Mức độ DVC</b></td></tr>
    <tr><td colspan=3>SỞ TƯ PHÁP</td></tr>
    <tr><td colspan=3><b>I. Lĩnh vực Hộ tịch (2 thủ tục)</b></td></tr>
    <tr><td>1</td><td>Đăng ký kết hôn có yếu tố nước ngoài</td><td>3</td></tr>
    <tr><td>2</td><td>Ghi vào Sổ hộ tịch việc kết hôn đã đăng ký ở nước ngoài</td><td>4</td></tr>
    <tr><td>II</td><td>Lĩnh vực Công chứng</td><td></td></tr>
    <tr><td>1</td><td>Bổ nhiệm công chứng viên</td><td>2</td></tr></table>""")
    assert [(r.name, r.field, r.body, str(r.level)) for r in found] == [
        ("Đăng ký kết hôn có yếu tố nước ngoài", "Hộ tịch", "SỞ TƯ PHÁP", "3"),
        ("Ghi vào Sổ hộ tịch việc kết hôn đã đăng ký ở nước ngoài", "Hộ tịch", "SỞ TƯ PHÁP", "4"),
        ("Bổ nhiệm công chứng viên", "Công chứng", "SỞ TƯ PHÁP", "2"),
    ]


def test_unclosed_rows_and_cells():
    assert brief("""<table border=1><tr><td>STT<td>Mã số<td>Tên thủ tục<td>Mức độ
    <tr><td>1<td>1.001193<td><a href=a.aspx>Đăng ký khai sinh</a><td>Mức 3
    <tr><td>2<td>1.000656<td><a href=b.aspx>Đăng ký khai tử</a><td>Mức 4</table>""") == [
        ("1.001193", "Đăng ký khai sinh", "3"),
        ("1.000656", "Đăng ký khai tử", "4"),
    ]


def test_table_without_headings_is_told_by_codes():
    assert brief("""<table><tr><td>1</td><td>1.001193</td><td>Đăng ký khai sinh</td></tr>
    <tr><td>2</td><td>1.000656.000.00.00.H10</td><td>Đăng ký khai tử</td></tr>
    <tr><td>3</td><td>1.000894</td><td>Đăng ký kết hôn</td></tr></table>""") == [
        ("1.001193", "Đăng ký khai sinh", ""),
        ("1.000656", "Đăng ký khai tử", ""),
        ("1.000894", "Đăng ký kết hôn", ""),
    ]


def test_headings_in_a_table_of_their_own():
    assert (
        brief("""<div class="rgHeaderDiv"><table><tr><th>STT</th><th>Tên thủ tục hành chính</th><th>Lĩnh vực</th></tr></table></div>
    <div class="rgDataDiv"><table><tr><td>1</td><td><a href="/1">Công bố hợp quy</a></td><td>Đo lường</td></tr>
    <tr><td>2</td><td><a href="/2">Miễn giảm kiểm tra chất lượng hàng hóa</a></td><td>Đo lường</td></tr></table></div>""")
        == [
            ("", "Công bố hợp quy", ""),
            ("", "Miễn giảm kiểm tra chất lượng hàng hóa", ""),
        ]
    )


def test_level_told_by_a_picture_a_class_and_a_tick():
    assert [
        r[2]
        for r in brief("""<table><tr><th>TT</th><th>Tên dịch vụ công</th><th>Mức độ</th></tr>
    <tr><td>1</td><td>Cấp giấy phép bưu chính</td><td><img src="/img/x.png" alt="Mức độ 4"></td></tr>
    <tr><td>2</td><td>Cấp lại giấy phép bưu chính</td><td><i class="icon icon-muc-do-3"></i></td></tr>
    <tr><td>3</td><td>Sửa đổi giấy phép bưu chính</td><td><img src="/img/level2.gif"></td></tr></table>""")
    ] == ["4", "3", "2"]
    assert [
        r[2]
        for r in brief("""<table><tr><th rowspan=2>TT</th><th rowspan=2>Tên thủ tục</th><th colspan=2>Mức độ</th></tr>
    <tr><th>Toàn trình</th><th>Một phần</th></tr>
    <tr><td>1</td><td>Cấp giấy phép bưu chính</td><td>x</td><td></td></tr>
    <tr><td>2</td><td>Cấp lại giấy phép bưu chính</td><td></td><td><i class="fa fa-check"></i></td></tr></table>""")
    ] == [
        "whole",
        "part",
    ]


def test_label_and_value_inside_the_cell_of_the_name():
    found = rows("""<div class="lfr-search-container"><table class="table table-bordered"><thead><tr><th>STT</th><th>Tên thủ tục</th><th>Thông tin</th></tr></thead>
    <tbody><tr class="results-row"><td><a href="/d?id=1">1</a></td>
    <td><div class="row-fluid"><div class="span3">Mã thủ tục</div><div class="span7"><a href="/d?id=1">B-BGT-285019-TT</a></div></div>
    <div class="row-fluid"><div class="span3">Tên thủ tục</div><div class="span7"><a href="/d?id=1">Cấp Giấy chứng nhận đăng kiểm tàu biển</a></div></div></td>
    <td><div class="row-fluid"><div class="span5">Lĩnh vực</div><div class="span7"><a href="/d?id=1">Hàng hải</a></div></div>
    <div><div>Cơ quan thực hiện</div><div><a href="/d?id=1">Cục Ví dụ</a></div></div></td></tr></tbody></table></div>""")
    assert [(r.code, r.name, r.field, r.body, r.url) for r in found] == [
        (
            "B-BGT-285019-TT",
            "Cấp Giấy chứng nhận đăng kiểm tàu biển",
            "Hàng hải",
            "Cục Ví dụ",
            "http://dichvucong.vi-du.example/d?id=1",
        )
    ]


def test_twins_for_wide_and_small_screens_are_one():
    found = brief("""<div class="d-none d-md-block"><table><tr><th>Mã</th><th>Tên thủ tục</th></tr>
    <tr><td>1.001193</td><td>Đăng ký khai sinh</td></tr><tr><td>1.000656</td><td>Đăng ký khai tử</td></tr></table></div>
    <div class="d-md-none"><div class="item"><b>Đăng ký khai sinh</b><p>Mã: 1.001193</p></div><div class="item"><b>Đăng ký khai tử</b><p>Mã: 1.000656</p></div></div>""")
    assert found == [("1.001193", "Đăng ký khai sinh", ""), ("1.000656", "Đăng ký khai tử", "")]


def test_cut_names_are_completed_from_tooltips():
    assert (
        brief("""<table><tr><th>STT</th><th>Tên thủ tục</th><th>Lĩnh vực</th></tr>
    <tr><td>1</td><td><a href="/1" title="Cấp giấy phép thiết lập trang thông tin điện tử tổng hợp">Cấp giấy phép thiết lập trang...</a></td><td>Báo chí</td></tr></table>""")
        == [("", "Cấp giấy phép thiết lập trang thông tin điện tử tổng hợp", "")]
    )


def test_english_table():
    found = rows("""<table><tr><th>No.</th><th>Procedure name</th><th>Field</th><th>Level</th><th></th></tr>
    <tr><td>1</td><td><a href="/en/1">Issuance of work permits to foreign workers</a></td><td>Employment</td><td>Level 4</td><td><a href="/en/a/1">Apply online</a></td></tr>
    <tr><td>2</td><td><a href="/en/2">Visa extension for foreigners</a></td><td>Immigration</td><td>Partial</td><td></td></tr></table>""")
    assert [(r.name, r.field, str(r.level), r.apply_url, r.language) for r in found] == [
        (
            "Issuance of work permits to foreign workers",
            "Employment",
            "4",
            "http://dichvucong.vi-du.example/en/a/1",
            "en",
        ),
        ("Visa extension for foreigners", "Immigration", "part", "", "en"),
    ]


def test_layout_tables_around_the_list():
    assert (
        brief("""<table width=100%><tr><td class="trai"><ul><li><a href=/>Trang chủ</a><li><a href=/b>Giới thiệu</a></ul></td><td>
    <table><tr><td><h1>Thủ tục hành chính</h1></td></tr><tr><td><table id="GridView1"><tr><th>STT</th><th>Tên thủ tục</th><th>Lĩnh vực</th></tr>
    <tr><td>1</td><td><a href="javascript:__doPostBack('a','')">Thành lập trường mầm non</a></td><td>Giáo dục</td></tr>
    <tr><td>2</td><td><a href="x">Giải thể trường mầm non</a></td><td>Giáo dục</td></tr>
    <tr class="pager"><td colspan=3><table><tr><td>1</td><td><a href="?p=2">2</a></td></tr></table></td></tr></table></td></tr></table></td></tr></table>""")
        == [
            ("", "Thành lập trường mầm non", ""),
            ("", "Giải thể trường mầm non", ""),
        ]
    )


def test_what_is_no_list_of_services():
    for html in (
        "<table><tr><th>STT</th><th>Lĩnh vực</th><th>Số thủ tục</th><th>Mức độ 3</th><th>Mức độ 4</th></tr><tr><td>1</td><td>Đăng ký kinh doanh</td><td>12</td><td>3</td><td>4</td></tr></table>",
        "<table><tr><th>Tên thủ tục</th><th>Số hồ sơ tiếp nhận</th><th>Đã giải quyết</th><th>Đúng hạn</th></tr><tr><td>Đăng ký khai sinh</td><td>12</td><td>3</td><td>4</td></tr></table>",
        "<table><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr><tr><td>12/QĐ-UBND</td><td>01/02/2020</td><td>Công bố danh mục thủ tục hành chính</td></tr></table>",
        "<table><tr><th>STT</th><th>Tên biểu mẫu</th><th>Tải về</th></tr><tr><td>1</td><td>Tờ khai đăng ký khai sinh</td><td><a href=a.doc>Tải</a></td></tr></table>",
        "<table><tr><th>Mã hồ sơ</th><th>Chủ hồ sơ</th><th>Tên thủ tục</th><th>Ngày nộp</th></tr><tr><td>H10.1</td><td>A</td><td>Đăng ký khai sinh</td><td>01/02/2020</td></tr></table>",
        "<table><tr><th>Tên giấy tờ</th><th>Mẫu đơn, tờ khai</th><th>Số lượng</th></tr><tr><td>Tờ khai</td><td><a href=x.doc>Mẫu</a></td><td>1</td></tr></table>",
        "<table><tr><td>Tên thủ tục</td><td>Đăng ký khai sinh</td></tr><tr><td>Lĩnh vực</td><td>Hộ tịch</td></tr><tr><td>Trình tự thực hiện</td><td>Nộp hồ sơ tại UBND</td></tr><tr><td>Lệ phí</td><td>Không</td></tr></table>",
    ):
        assert brief("<main><h1>Thủ tục hành chính</h1>" + html + "</main>") == []


def test_headings_one_column_off_and_hidden_numbers():
    assert (
        brief("""<table><tr><th></th><th>STT</th><th>Mã TTHC</th><th>Tên thủ tục hành chính</th><th>Mức độ</th></tr></table>
    <table><tr><td>1</td><td>1.014210</td><td><span style="display:none">7300</span><a title="Cấp phép thành lập quỹ tín dụng" href="/1">Cấp phép thành lập...</a></td><td>Mức độ 4</td></tr>
    <tr><td>2</td><td>2.014247</td><td><span style="display:none">7301</span>Chấp thuận mở chi nhánh</td><td>Mức độ 3</td></tr></table>""")
        == [
            ("1.014210", "Cấp phép thành lập quỹ tín dụng", "4"),
            ("2.014247", "Chấp thuận mở chi nhánh", "3"),
        ]
    )


def test_what_a_heading_tells_needs_no_verb():
    assert [
        name
        for _, name, _ in brief("""<table><tr><th>TT</th><th>Tên thủ tục hành chính</th><th>Thời hạn</th></tr>
    <tr><td>1</td><td>Đấu giá quyền khai thác khoáng sản</td><td>90 ngày</td></tr><tr><td>2</td><td>Thủ tục hành chính cấp tỉnh</td><td></td></tr>
    <tr><td>3</td><td>Vay vốn ưu đãi</td><td>30 ngày</td></tr></table>""")
    ] == ["Đấu giá quyền khai thác khoáng sản", "Vay vốn ưu đãi"]


def test_fields_without_the_level_behind_them():
    found = rows("""<table><tr><th>Mã</th><th>Tên thủ tục</th><th>Lĩnh vực</th></tr><tr><td>1.014210</td><td>Đổi tiền hỏng</td><td>Tiền tệ - DVCTT mức độ 2</td></tr>
    <tr><td>1.014211</td><td>Rút khỏi hệ thống thanh toán</td><td>Tất cả</td></tr></table>""")
    assert [(r.field, str(r.level)) for r in found] == [("Tiền tệ", "2"), ("", "")]
