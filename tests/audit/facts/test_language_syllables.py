import pytest

from audit.facts.language_syllables import bare, is_bare_syllable, is_syllable


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "đường",
        "quốc",
        "gì",
        "giếng",
        "khuỷu",
        "nghiêng",
        "thuở",
        "quýt",
        "hoà",
        "hòa",
        "ướt",
        "yêu",
        "uống",
        "xoong",
        "Ý",
        "ấy",
        "quỳnh",
        "huỳnh",
        "ngoằn",
        "tuyết",
    ],
)
def test_syllables(word):
    assert is_syllable(word)
    assert is_bare_syllable(bare(word))


@pytest.mark.parametrize(
    "word", ["search", "đt", "wạn", "tạng̣", "cảt", "bộộ", "the1", "", "ngghi", "street", "đđ"]
)
def test_no_syllables(word):
    assert not is_syllable(word)


def test_bare_takes_every_mark_off():
    assert bare("Đường ĐẾN Uỷ ban Cộng hoà") == "Duong DEN Uy ban Cong hoa"
