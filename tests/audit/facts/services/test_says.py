import pytest

from tests.audit.facts.services.procedures import procedure

NAME = "<h1>Cấp giấy phép xây dựng</h1><p>Mã thủ tục: 1.000001</p><p>Thời hạn giải quyết: 5 ngày</p>"


def says(html, what):
    return getattr(procedure(NAME + html), what)


@pytest.mark.parametrize(
    ("fee", "free"),
    [
        ("Không", True),
        ("Miễn phí", True),
        ("0 đồng", True),
        ("Không thu phí, lệ phí.", True),
        ("None", True),
        ("Free of charge", True),
        ("50.000 đồng", False),
        ("Miễn phí đối với hộ nghèo; 50.000 đồng đối với trường hợp khác", False),
        ("Theo quy định", False),
    ],
)
def test_tells_whether_a_fee_is_due(fee, free):
    assert says(f"<p>Lệ phí: {fee}</p>", "is_free") is free


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("Thanh toán trực tuyến qua Cổng dịch vụ công", True),
        ("Nộp phí, lệ phí trực tuyến", True),
        ("Fees are paid online by card", True),
        ("Nộp qua nền tảng thanh toán PayGov", True),
        ("Chưa hỗ trợ thanh toán trực tuyến", False),
        ("Thanh toán trực tuyến: chưa áp dụng", False),
        ("Online payment is not available", False),
        ("Nộp bằng tiền mặt", False),
    ],
)
def test_tells_whether_fees_are_paid_online(text, pays):
    assert says(f"<p>Lệ phí: 50.000 đồng. {text}.</p>", "pays_online") is pays


@pytest.mark.parametrize(
    ("text", "post", "online"),
    [
        ("Nhận kết quả qua dịch vụ bưu chính công ích", True, False),
        ("Trả kết quả: chuyển phát qua bưu điện đến tận nhà", True, False),
        ("Kết quả được trả bản điện tử qua tài khoản", False, True),
        ("Nộp hồ sơ: trực tuyến. Nhận kết quả: trực tiếp tại Sở", False, False),
        ("Nộp hồ sơ tại Bộ phận tiếp nhận và trả kết quả hoặc qua dịch vụ bưu chính", False, False),
        ("Nộp hồ sơ qua bưu chính; nhận kết quả tại Trung tâm", False, False),
        ("Tra cứu kết quả trực tuyến trên Cổng", False, False),
        ("The result is sent by post to the applicant", True, False),
        ("Results are returned electronically", False, True),
        ("Submit the dossier through the public postal service", False, False),
        ("Không trả kết quả qua bưu chính", False, False),
    ],
)
def test_tells_how_the_result_comes(text, post, online):
    found = procedure(f"{NAME}<h2>Cách thức thực hiện</h2><p>{text}.</p>")
    assert (found.returned_by_post, found.returned_online) == (post, online)


def test_reads_the_label_on_the_way_back():
    found = procedure(f"{NAME}<h2>Hình thức nhận kết quả</h2><p>Trực tiếp; bưu chính; bản điện tử</p>")
    assert (found.returned_by_post, found.returned_online) == (True, True)


def test_parts_filing_from_return_under_one_label():
    html = "<h2>Nơi nộp hồ sơ và hình thức trả kết quả</h2><p>- Nộp hồ sơ: trực tuyến trên Cổng.</p><p>- Nhận kết quả: trực tiếp.</p>"
    assert not says(html, "returned_online")


def test_parts_them_in_english_too():
    html = "<p><b>How to submit and receive the result:</b></p><p>Filing: on the online service portal.</p><p>Result: collected in person.</p>"
    assert not says(html, "returned_online")
