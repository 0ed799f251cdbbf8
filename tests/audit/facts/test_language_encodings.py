import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.facts.language_encodings import repair

SENTENCE = "Bộ trưởng tiếp Đại sứ, trao đổi về hợp tác giáo dục giữa hai nước"
VNI = "Boä tröôûng tieáp Ñaïi söù, trao ñoåi veà hôïp taùc giaùo duïc giöõa hai nöôùc"
TCVN3 = "Bé tr­ëng tiÕp §¹i sø, trao ®æi vÒ hîp t¸c gi¸o dôc gi÷a hai n­íc"


@pytest.mark.parametrize(
    ("text", "repaired", "encoding"),
    [
        (VNI, SENTENCE, "vni"),
        (TCVN3, SENTENCE, "tcvn3"),
        (SENTENCE.encode("utf-8").decode("cp1252", "ignore"), None, "double_utf8"),
        (SENTENCE.encode("utf-8").decode("latin-1"), SENTENCE, "double_utf8"),
        ("PHUÏ LUÏC IV", "PHỤ LỤC IV", "vni"),
        ("Tham sè cÊm", "Tham số cấm", "tcvn3"),
        ("NýÒa ðêm", "Nửa đêm", "cp1258"),
        ("XÃ¡c thá»±c vÃ  á»§y quyá»\x81n", "Xác thực và ủy quyền", "double_utf8"),
        ("sáºµn sÃ ng", "sẵn sàng", "double_utf8"),
    ],
)
def test_old_encodings_are_named_and_repaired(text, repaired, encoding):
    found, name = repair(text)
    assert name == encoding
    assert repaired is None or found == repaired


def test_cp1258_is_decoded_by_its_own_table():
    read = "ÐiêÌu chiÒnh dýò toaìn"
    assert repair(read) == ("Điều chỉnh dự toán", "cp1258")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Contact us",
        "Tài chính",
        "Có, cookie",
        "Trang chủ",
        "Où sont les élèves ?",
        "Noël à l'hôtel",
        "Événement créé",
        "La corazón está aquí, mañana",
        "Größe ändern für Übersicht",
        "São Paulo não é a capital",
        "naïve café",
        "© 2018 · Ministry",
        "10 µm ± 2",
        "¶",
        "«Où»",
        "Ça va",
    ],
)
def test_sound_text_is_left_alone(text):
    assert repair(text) == (text, "")


@given(st.text(st.characters(max_codepoint=0x17F), max_size=80))
def test_any_latin_text_is_answered(text):
    repaired, encoding = repair(text)
    assert encoding or repaired == text
