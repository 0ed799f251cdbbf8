import unicodedata

import pytest

from audit.facts.services.labels import further, is_column, kinds_of, lead_in


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Trình tự thực hiện", ("steps",)),
        ("1. Trình tự thực hiện:", ("steps",)),
        ("a) Thành phần hồ sơ (nếu có):", ("components",)),
        ("đ) THỜI HẠN GIẢI QUYẾT", ("time_limit",)),
        ("1 Trình tự thực hiện", ("steps",)),
        ("III. Căn cứ pháp lý của thủ tục hành chính", ("legal_basis",)),
        ("Thời hạn và lệ phí", ("time_limit", "fee")),
        ("Thành phần, số lượng hồ sơ", ("components",)),
        ("TTHC yêu cầu trả phí, lệ phí:", ("fee",)),
        ("Yêu cầu, điều kiện thực hiện thủ tục hành chính (nếu có)", ("requirement",)),
        ("Nơi nhận hồ sơ, cách trả kết quả", ("filing", "return")),
        ("Ai được làm", ("who",)),
        ("Uỷ quyền", ()),
        ("Trình tự thực hiện / Order of implementation", ("steps",)),
        ("2. Method of implementation", ("manner",)),
        ("Where to file and how to receive the result", ("filing", "return")),
        ("Fees (if any)", ("fee",)),
        ("Who may apply?", ("who",)),
        ("Ky hieu thu tuc", ("code",)),
        ("Cấp giấy phép lao động", ()),
        ("Bước 1", ()),
        ("Kết quả: thẻ", ()),
        ("", ()),
    ],
)
def test_knows_labels(text, kinds):
    assert kinds_of(text) == kinds


def test_knows_labels_in_any_normal_form():
    assert kinds_of(unicodedata.normalize("NFD", "Cách thức thực hiện")) == ("manner",)


def test_parts_a_lead_in_from_its_text():
    label, rest = lead_in("b) Cách thức thực hiện: Trực tiếp hoặc trực tuyến")
    assert (label.kinds, label.text, rest) == (
        ("manner",),
        "b) Cách thức thực hiện",
        "Trực tiếp hoặc trực tuyến",
    )


@pytest.mark.parametrize("text", ["Bước 1: Nộp hồ sơ", "Lệ phí", "Theo quy định: xem Điều 5"])
def test_lets_other_lines_be(text):
    assert lead_in(text) is None


def test_knows_heads_of_columns():
    assert is_column("Số lượng")
    assert not is_column("Lệ phí")


def test_parts_a_line_at_the_labels_inside_it():
    pieces = further("5 ngày làm việc. Lệ phí: 100.000 đồng - Mức độ: Toàn trình")
    assert [(label and label.kinds, text) for label, text in pieces] == [
        (None, "5 ngày làm việc"),
        (("fee",), "100.000 đồng"),
        (("level",), "Toàn trình"),
    ]


@pytest.mark.parametrize(
    "text", ["Bước 1. Nộp hồ sơ: tại Sở", "theo lệ phí: 5 đồng", "nộp tại Sở. Trả kết quả: qua bưu chính", ""]
)
def test_leaves_sentences_whole(text):
    assert further(text) == [(None, text)]
