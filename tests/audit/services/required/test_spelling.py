import pytest

from audit.services.required.phrases import Phrases
from audit.services.required.spelling import Trimmer, spelt, unmarked

TRIMMER = Trimmer(
    ["thủ tục", "dịch vụ công"], {"ubnd": "ủy ban nhân dân", "kh&cn": "khoa học và công nghệ"}, plain=False
)


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("THỦ TỤC: Cấp thẻ nhanh", "cấp thẻ nhanh"),
        ("1.2.3. Thủ tục cấp thẻ nhanh", "cấp thẻ nhanh"),
        ("- Cấp thẻ của UBND", "cấp thẻ của ủy ban nhân dân"),
        ("Sở KH&CN", "sở khoa học và công nghệ"),
        ("Thủ tục số 5: cấp thẻ nhanh", "cấp thẻ nhanh"),
        ("Mục 12: cấp thẻ nhanh", "cấp thẻ nhanh"),
        ("Cấp thẻ nhanh (73.1)", "cấp thẻ nhanh"),
        ("Cấp thẻ nhanh - mức độ 4", "cấp thẻ nhanh"),
        ("Lưu lượng 3.000 m3, 05 năm", "lưu lượng 3000 m3, 5 năm"),
        ("Thủ tục hải quan", "thủ tục hải quan"),
        ("", ""),
    ],
)
def test_what_stands_around_a_name_is_taken_off(text, trimmed):
    assert TRIMMER.trimmed(text) == (trimmed, False)


def test_an_abbreviation_is_a_word_of_its_own():
    assert TRIMMER.trimmed("ubndx")[0] == "ubndx"


def test_one_spelling_stands_for_several():
    assert spelt("Quý Mỹ, huỷ lý") == "quí mĩ, hủy lí"
    assert spelt("quỹ quĩ quy qui") == "quĩ quĩ qui qui"
    assert spelt("yêu thuỷ y tế") == "yêu thủy y tế"
    assert unmarked("đường") == "duong"


def test_the_longest_phrase_is_seen():
    phrases = Phrases([(("cấp",), "grant"), (("cấp", "lại"), "again"), ((), "never")])

    assert list(phrases.scan(["cấp", "lại", "cấp", "thẻ"])) == [
        (("cấp", "lại"), "again"),
        (("cấp",), "grant"),
        (("thẻ",), None),
    ]
    assert phrases.tags([]) == frozenset()
