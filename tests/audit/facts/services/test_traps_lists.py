"""Tables and lists that bear codes, names and levels and are no lists of services; and fields that stand above their rows."""

import pytest

from audit.facts.services.lists import read_rows
from tests.audit.facts.services.procedures import content


def rows(html):
    return [(row.code, row.name, row.field, row.body) for row in read_rows(content(html))]


def table(heads, *lines):
    head = "".join(f"<th>{text}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def bare_table(*lines):
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines)
        + "</table>"
    )


OTHERS = {
    "petitions": table(
        ["STT", "Mã phản ánh", "Nội dung", "Ngày gửi", "Trạng thái"],
        ["1", "PA-2026-001", "Cấp giấy chứng nhận quyền sử dụng đất chậm", "01/02/2026", "Đã trả lời"],
        ["2", "PA-2026-002", "Đăng ký khai sinh phải chờ lâu", "02/02/2026", "Đang xử lý"],
        ["3", "PA-2026-003", "Cấp hộ chiếu không đúng hẹn", "03/02/2026", "Đã trả lời"],
    ),
    "petitions in few columns": table(
        ["Mã số", "Nội dung", "Trạng thái"],
        ["PA-2026001", "Cấp giấy chứng nhận quyền sử dụng đất chậm", "Đã trả lời"],
        ["PA-2026002", "Đăng ký khai sinh phải chờ lâu", "Đã trả lời"],
        ["PA-2026003", "Cấp hộ chiếu không đúng hẹn", "Đang xử lý"],
    ),
    "petitions without heads": bare_table(
        ["PA-2026001", "Cấp giấy chứng nhận quyền sử dụng đất chậm", "Đã trả lời"],
        ["PA-2026002", "Đăng ký khai sinh phải chờ lâu", "Đã trả lời"],
        ["PA-2026003", "Cấp hộ chiếu không đúng hẹn", "Đang xử lý"],
    ),
    "petitions of a field": table(
        ["Mã", "Tiêu đề", "Lĩnh vực", "Trạng thái"],
        ["PA-2026001", "Cấp giấy chứng nhận quyền sử dụng đất chậm", "Đất đai", "Đã trả lời"],
        ["PA-2026002", "Đăng ký khai sinh phải chờ lâu", "Hộ tịch", "Đã trả lời"],
    ),
    "dossiers": table(
        ["STT", "Mã hồ sơ", "Thủ tục", "Trạng thái"],
        ["1", "H12.34-200101-0001", "Cấp giấy phép xây dựng", "Đã trả kết quả"],
        ["2", "H12.34-200101-0002", "Đăng ký khai sinh", "Đang xử lý"],
        ["3", "H12.34-200101-0003", "Cấp lại hộ chiếu", "Đã trả kết quả"],
    ),
    "dossiers of agencies": table(
        ["Số hồ sơ", "Tên thủ tục", "Cơ quan giải quyết", "Tình trạng"],
        ["H12.34-200101-0001", "Cấp giấy phép xây dựng", "Sở Xây dựng", "Đúng hạn"],
        ["H12.34-200101-0002", "Đăng ký khai sinh", "UBND xã", "Đang xử lý"],
    ),
    "dossiers without heads": bare_table(
        ["1", "H12.34-200101-0001", "Cấp giấy phép xây dựng", "Đã trả kết quả"],
        ["2", "H12.34-200101-0002", "Đăng ký khai sinh", "Đang xử lý"],
        ["3", "H12.34-200101-0003", "Cấp lại hộ chiếu", "Đã trả kết quả"],
    ),
    "questions": table(
        ["Mã câu hỏi", "Tiêu đề", "Lĩnh vực", "Ngày hỏi"],
        ["CH-00012", "Cấp lại giấy phép lái xe bị mất", "Giao thông", "01/02/2026"],
        ["CH-00013", "Đăng ký thường trú khi ở nhà thuê", "Cư trú", "02/02/2026"],
    ),
    "tenders": table(
        ["STT", "Tên gói thầu", "Số TBMT", "Chủ đầu tư", "Giá gói thầu", "Ngày đóng thầu"],
        ["1", "Mua sắm trang thiết bị y tế", "TBMT-0612", "Bệnh viện đa khoa", "5.000.000.000", "01/02/2026"],
        ["2", "Xây dựng trạm y tế xã", "TBMT-0613", "Sở Y tế", "2.000.000.000", "02/02/2026"],
    ),
    "tenders without veto": table(
        ["STT", "Số TBMT", "Nội dung", "Giá", "Ngày đóng thầu"],
        ["1", "TBMT-0612", "Mua sắm trang thiết bị y tế", "5 tỷ", "01/02/2026"],
        ["2", "TBMT-0613", "Cung cấp thuốc thiết yếu", "2 tỷ", "02/02/2026"],
        ["3", "TBMT-0614", "Xây dựng trạm y tế xã", "2 tỷ", "02/02/2026"],
    ),
    "tenders without heads": bare_table(
        ["TBMT-0612", "Mua sắm trang thiết bị y tế", "5.000.000.000", "01/02/2026"],
        ["TBMT-0613", "Cung cấp thuốc thiết yếu cho trạm", "2.000.000.000", "02/02/2026"],
        ["TBMT-0614", "Xây dựng trạm y tế xã", "2.000.000.000", "02/02/2026"],
    ),
    "english tenders": table(
        ["Reference", "Title", "Procuring entity", "Closing date"],
        ["ITB-0001", "Provision of laboratory equipment", "Hospital", "1 May 2026"],
        ["ITB-0002", "Registration of the land parcels by survey", "Land office", "2 May 2026"],
    ),
    "posts": table(
        ["Mã", "Vị trí việc làm", "Đơn vị", "Số lượng", "Hạn nộp"],
        ["VT-001", "Thẩm định dự án đầu tư", "Phòng Kế hoạch", "2", "01/05/2026"],
        ["VT-002", "Cấp phép xây dựng", "Phòng Quản lý", "1", "01/05/2026"],
    ),
    "english posts": table(
        ["Code", "Post", "Department", "Closing date"],
        ["HR-0001", "Registration officer for vessels", "Registry", "1 May 2026"],
        ["HR-0002", "Licensing of vehicles: senior clerk", "Licensing", "1 May 2026"],
    ),
    "projects": table(
        ["Mã dự án", "Tên dự án", "Chủ đầu tư", "Lĩnh vực", "Trạng thái"],
        ["DA-0001", "Xây dựng cầu Bình Minh", "Ban Quản lý dự án", "Giao thông", "Đang thi công"],
        ["DA-0002", "Cải tạo trường học", "UBND huyện", "Giáo dục", "Hoàn thành"],
    ),
    "projects with plain names": table(
        ["Mã", "Tên", "Lĩnh vực", "Tổng mức đầu tư", "Tiến độ"],
        ["DA-0001", "Xây dựng cầu Bình Minh", "Giao thông", "50 tỷ", "80%"],
        ["DA-0002", "Cải tạo trường học", "Giáo dục", "20 tỷ", "100%"],
    ),
    "documents": table(
        ["Số ký hiệu", "Trích yếu", "Lĩnh vực", "Ngày ban hành"],
        ["QD-2026", "Cấp giấy phép khai thác nước mặt cho Công ty A", "Tài nguyên", "01/02/2026"],
        ["QD-2027", "Phê duyệt quy hoạch chi tiết khu dân cư", "Xây dựng", "02/02/2026"],
    ),
    "documents in few columns": table(
        ["Số hiệu", "Nội dung", "Ngày ban hành"],
        ["QĐ-1234", "Cấp giấy phép khai thác nước mặt cho Công ty A", "01/02/2026"],
        ["QĐ-1235", "Phê duyệt quy hoạch chi tiết khu dân cư", "02/02/2026"],
        ["QĐ-1236", "Thành lập hội đồng thẩm định giá đất", "02/02/2026"],
    ),
    "cards of petitions": "<h2>Phản ánh, kiến nghị</h2>" + "".join(
        f"<div class=item><h3><a href=/pa/{n}>{name}</a></h3><p>Mã: PA-202600{n}</p><p>Lĩnh vực: Đất đai</p><p>Ngày gửi: 0{n}/02/2026</p><span>Đã trả lời</span></div>"
        for n, name in enumerate(["Cấp giấy chứng nhận quyền sử dụng đất chậm", "Đăng ký khai sinh phải chờ lâu", "Cấp hộ chiếu không đúng hẹn"], 1)
    ),
    "cards of tenders": "<h2>Đấu thầu</h2>" + "".join(
        f"<div class=item><h3><a href=/dt/{n}>{name}</a></h3><p>Số TBMT: TBMT-061{n}</p><p>Chủ đầu tư: Sở Y tế</p><p>Giá: 5 tỷ</p></div>"
        for n, name in enumerate(["Mua sắm trang thiết bị y tế", "Cung cấp thuốc thiết yếu cho trạm", "Xây dựng trạm y tế xã"], 1)
    ),
    "news": "<h2>Tin tức</h2>" + "".join(
        f"<div class=item><h3><a href=/tin/{n}>{name}</a></h3><p class=date>0{n}/02/2026</p><p>Sở cho biết như vậy trong buổi họp.</p></div>"
        for n, name in enumerate(["Rút ngắn thời gian cấp giấy phép xây dựng từ tháng 4", "Cấp giấy phép cho 20 doanh nghiệp", "Đăng ký khai sinh trực tuyến tăng gấp đôi"], 1)
    ),
    "undated news below a list's title": "<h2>Dịch vụ công: thông tin mới</h2><ul>" + "".join(
        f"<li><a href=/tin/{n}>{name}</a></li>"
        for n, name in enumerate(["Rút ngắn thời gian cấp giấy phép xây dựng từ tháng 4", "Cấp giấy phép lao động nhanh hơn 5 ngày so với quy định", "Đăng ký khai sinh trực tuyến tăng gấp đôi", "Đã cấp giấy phép cho 20 doanh nghiệp"], 1)
    ) + "</ul>",
}  # fmt: skip


@pytest.mark.parametrize("page", OTHERS)
def test_other_tables_and_cards_are_no_services(page):
    assert rows(OTHERS[page]) == []


def test_codes_of_an_agency_count_below_a_header_that_says_so():
    html = table(
        ["Mã thủ tục", "Tên thủ tục", "Ghi chú"],
        ["BXD-100001", "Cấp giấy phép xây dựng", ""],
        ["BXD-100002", "Cấp lại giấy phép xây dựng", ""],
    )
    assert [code for code, *_ in rows(html)] == ["BXD-100001", "BXD-100002"]


def test_codes_of_an_agency_count_beside_a_field():
    html = table(
        ["Mã số", "Tên", "Lĩnh vực"],
        ["T-HPG-100234-TT", "Cấp giấy phép xây dựng", "Xây dựng"],
        ["T-HPG-100235-TT", "Đăng ký khai sinh", "Hộ tịch"],
    )
    assert [code for code, *_ in rows(html)] == ["T-HPG-100234-TT", "T-HPG-100235-TT"]


def test_codes_of_an_agency_count_beside_a_level_without_heads():
    html = bare_table(
        ["BXD-100001", "Cấp giấy phép xây dựng", "Mức độ 3"],
        ["BXD-100002", "Cấp lại giấy phép xây dựng", "Mức độ 4"],
        ["BXD-100003", "Đổi giấy phép xây dựng", "Mức độ 4"],
    )
    assert len(rows(html)) == 3


GROUPED = {
    "letters": """<table><tr><th>STT<th>Mã thủ tục<th>Tên thủ tục<tr><td colspan=3>A. Lĩnh vực Hộ tịch<tr><td>1<td>1.000001<td>Đăng ký khai sinh<tr><td colspan=3>B. Lĩnh vực Đất đai<tr><td>1<td>1.000002<td>Đăng ký đất đai</table>""",
    "cells": """<table><tr><th>STT<th>Mã thủ tục<th>Tên thủ tục<tr><td>A<td><td><b>LĨNH VỰC HỘ TỊCH</b><tr><td>1<td>1.000001<td>Đăng ký khai sinh<tr><td>B<td><td><b>LĨNH VỰC ĐẤT ĐAI</b><tr><td>1<td>1.000002<td>Đăng ký đất đai</table>""",
    "plain": """<table><tr><th>STT<th>Mã thủ tục<th>Tên thủ tục<tr><td colspan=3><strong>I. Hộ tịch (1 thủ tục)</strong><tr><td>1<td>1.000001<td>Đăng ký khai sinh<tr><td colspan=3><strong>II. Đất đai (1 thủ tục)</strong><tr><td>1<td>1.000002<td>Đăng ký đất đai</table>""",
    "headings": """<h3>A. Lĩnh vực Hộ tịch</h3><table><tr><th>Mã thủ tục<th>Tên thủ tục<tr><td>1.000001<td>Đăng ký khai sinh</table><h3>B. Lĩnh vực Đất đai</h3><table><tr><th>Mã thủ tục<th>Tên thủ tục<tr><td>1.000002<td>Đăng ký đất đai</table>""",
    "headings over lists": """<h3>A. Lĩnh vực Hộ tịch</h3><ul><li><a href=/thu-tuc/1>Đăng ký khai sinh</a> 1.000001<li><a href=/thu-tuc/3>Đăng ký kết hôn</a> 1.000003</ul><h3>B. Lĩnh vực Đất đai</h3><ul><li><a href=/thu-tuc/2>Đăng ký đất đai</a> 1.000002<li><a href=/thu-tuc/4>Tách thửa đất</a> 1.000004</ul>""",
    "tree": """<ul><li><b>Sở Tư pháp</b><ul><li><b>Lĩnh vực: Hộ tịch</b><ul><li><a href=/thu-tuc/1>1.000001 - Đăng ký khai sinh</a><li><a href=/thu-tuc/3>1.000003 - Đăng ký kết hôn</a></ul></ul><li><b>Sở Tài nguyên</b><ul><li><b>Lĩnh vực: Đất đai</b><ul><li><a href=/thu-tuc/2>1.000002 - Đăng ký đất đai</a><li><a href=/thu-tuc/4>1.000004 - Tách thửa đất</a></ul></ul></ul>""",
    "accordion": """<div class=panel><div class=panel-heading><a data-toggle=collapse href=#a>Lĩnh vực Hộ tịch</a></div><div id=a class=panel-body><table><tr><th>Mã thủ tục<th>Tên thủ tục<tr><td>1.000001<td>Đăng ký khai sinh</table></div></div>
        <div class=panel><div class=panel-heading><a data-toggle=collapse href=#b>Lĩnh vực Đất đai</a></div><div id=b class=panel-body><table><tr><th>Mã thủ tục<th>Tên thủ tục<tr><td>1.000002<td>Đăng ký đất đai</table></div></div>""",
}


@pytest.mark.parametrize("page", GROUPED)
def test_fields_above_rows_go_to_the_rows_below(page):
    fields = {code: field.casefold().removeprefix("lĩnh vực ") for code, _, field, _ in rows(GROUPED[page])}
    assert fields["1.000001"] == "hộ tịch"
    assert fields["1.000002"] == "đất đai"


def test_bodies_of_a_tree_go_to_the_rows_below():
    bodies = {code: body for code, _, _, body in rows(GROUPED["tree"])}
    assert bodies == {
        "1.000001": "Sở Tư pháp",
        "1.000003": "Sở Tư pháp",
        "1.000002": "Sở Tài nguyên",
        "1.000004": "Sở Tài nguyên",
    }
