import pytest

from audit.facts.page import read_page

MEANT = "Cộng hòa xã hội chủ nghĩa Việt Nam"


@pytest.mark.parametrize(
    ("text", "problem", "meant"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", MEANT),
        ("Giôùi thieäu chæ tieâu kinh teá - xaõ hoäi", "vni", "Giới thiệu chỉ tiêu kinh tế - xã hội"),
        (MEANT.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d"), "double_utf8", None),
    ],
    ids=["tcvn3", "vni", "double utf-8"],
)
def test_old_encodings_are_named_and_repaired(text, problem, meant):
    facts = read_page(
        f"<title>{text}</title><main><p>{text}</p><p>{text}</p></main>".encode(), "http://a.gov.vn/"
    )
    assert facts.encoding_problem == problem
    assert facts.main_language == "vi"
    if meant:
        assert facts.title == facts.blocks[0].text == meant


@pytest.mark.parametrize(
    "text", ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Le ministère a reçu l’ambassadeur à Hanoï", "£5 – “café”"]
)
def test_sound_text_is_left_alone(text):
    facts = read_page(f"<p>{text}</p>".encode(), "http://a.gov.vn/")
    assert (facts.encoding_problem, facts.blocks[0].text) == ("", text)


def test_an_article_in_an_old_font_is_seen_within_a_sound_page():
    """Real portals keep old articles inside a new template: only the article is broken, only it is repaired."""
    menu = "".join(f"<li><a href='/{n}'>Cơ cấu tổ chức và hoạt động {n}</a></li>" for n in range(200))
    text = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
    facts = read_page(f"<nav><ul>{menu}</ul></nav><main><p>{text}</p></main>".encode(), "http://a.gov.vn/")

    assert facts.encoding_problem == "tcvn3"
    assert facts.blocks[0].text == "Cơ cấu tổ chức và hoạt động 0"
    assert facts.blocks[-1].text == f"{MEANT}, Độc lập - Tự do - Hạnh phúc"
