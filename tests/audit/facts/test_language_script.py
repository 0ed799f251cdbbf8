import pytest

from audit.facts.language_script import gate, weigh


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("为 Debian 准备分区", "zh"),
        ("SSH サーバ", "ja"),
        ("漢字とかな", "ja"),
        ("사용자 이름", "ko"),
        ("ຫນ້າຫຼັກ", "lo"),
        ("ទំព័រដើម", "km"),
        ("หน้าแรก", "th"),
        ("Новости и события", "ru"),
        ("Объявления", "other"),
        ("Новини України", "uk"),
        ("الصفحة الرئيسية", "ar"),
        ("صفحه گزارش", "fa"),
        ("سرکاری ٹیکس", "ur"),
        ("मुख्य पृष्ठ", "other"),
        ("Αρχική", "el"),
        ("ראשי", "he"),
    ],
)
def test_the_script_decides(text, language):
    assert gate(text)[0] == language


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Trang chủ", "Trang chủ"),
        ("Embassy of Laos (ລາວ)", "Embassy of Laos (   )"),
        ("α-test results", " -test results"),
    ],
)
def test_mostly_latin_text_goes_on_without_its_foreign_letters(text, rest):
    assert gate(text) == ("", rest)


def test_an_ideograph_weighs_two_and_a_half_letters():
    assert weigh("Bộ Y tế 12") == 5
    assert weigh("外交部长") == 10
    assert weigh("") == 0
