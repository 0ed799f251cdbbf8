"""How texts reach a reader on old and careless portals: fonts of the nineties, broken letters, shells and pages that say nothing."""

from __future__ import annotations

import unicodedata

from tests.mockgov.behaviours import behaviour

VNI = "Giôùi thieäu chæ tieâu kinh teá - xaõ hoäi. CHÆ SOÁ DÒCH VUÏ TRÖÏC TUYEÁN."
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc."
VIETNAMESE = "Bộ Thử nghiệm thực hiện chức năng quản lý nhà nước về thử nghiệm trên phạm vi cả nước theo quy định của pháp luật."
UNMARKED = "Bo Thu nghiem thuc hien chuc nang quan ly nha nuoc ve thu nghiem tren pham vi ca nuoc theo quy dinh cua phap luat."
ENGLISH = "The Ministry of Tests is an agency of the Government responsible for state management of tests across the whole country."
NAMES = (
    "Bộ đã làm việc với World Bank, Asian Development Bank và Japan International Cooperation Agency (JICA) về dự án "
    "Vietnam Government Portal Modernization Project giai đoạn hai."
)
MENU_VI = "<nav><a href='/'>Trang chủ</a> <a href='/lien-he'>Liên hệ</a> <a href='/van-ban'>Văn bản pháp luật</a></nav>"
MENU_EN = "<nav><a href='/en/'>Home</a> <a href='/en/contact'>Contact us</a> <a href='/en/documents'>Legal documents</a></nav>"
RIBBON = "<div><a href='#'>Skip Ribbon Commands</a> <a href='#'>Skip to main content</a> Help (new window) Sign In</div>"


def page(
    title: str, text: str, *, menu: str = MENU_VI, head: str = "", lang: str = "vi", times: int = 8
) -> str:
    body = "".join(f"<p>{text}</p>" for _ in range(times))
    return (
        f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head>"
        f"<body>{menu}<main><h1>{title}</h1>{body}</main></body></html>"
    )


def cp1258(text: str) -> bytes:
    """Text as Windows wrote it: letters with their hats in one byte, tones in a byte of their own."""
    found = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            found.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            hats = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
            tones = [mark for mark in marks if mark not in hats]
            found.append(
                (unicodedata.normalize("NFC", base + "".join(hats)) + "".join(tones)).encode("cp1258")
            )
    return b"".join(found)


TEXTS = {
    "vni": page("Bản tin", VNI).encode(),
    "tcvn3": page("Quốc hiệu", TCVN3).encode(),
    "windows": cp1258(page("Giới thiệu", VIETNAMESE)),
    "windows-said-otherwise": cp1258(page("Chức năng", f"{VIETNAMESE} Trụ sở tại Hà Nội.", head="<meta charset=iso-8859-1>")),
    "nfd": unicodedata.normalize("NFD", page("Giới thiệu", VIETNAMESE)).encode(),
    "double": page("Gạo", VIETNAMESE).encode().decode("cp1252", "ignore").encode(),
    "double-title": page("Trang", VIETNAMESE).replace("<title>Trang", "<title>" + "Gạo trắng nước trong".encode().decode("cp1252", "ignore")).encode(),
    "bom-bare": ("\ufeff" + "".join(f"<p>{VIETNAMESE}</p>" for _ in range(8))).encode(),
    "utf8-unhyphened": page("Giới thiệu", VIETNAMESE, head='<meta charset="utf8">').encode(),
    "entities": page("Giới thiệu", VIETNAMESE).encode("ascii", "xmlcharrefreplace"),
    "updating": page("Thủ tục", "Chức năng đang cập nhật. Thử lại sau", times=1).encode(),
    "construction": page("Services", "This page is under construction.", menu=MENU_EN, lang="en", times=1).encode(),
    "khong-dau": page("Gioi thieu", UNMARKED).encode(),
    "chrome-vi": page("About the ministry", ENGLISH, lang="en").encode(),
    "chrome-en": page("Khảo sát", VIETNAMESE, menu=RIBBON).encode(),
    "wrong-lang": page("About", ENGLISH, menu=MENU_EN, lang="vi-VN").encode(),
    "names": page("Hợp tác quốc tế", f"{VIETNAMESE} {NAMES}").encode(),
    "menu-only": page("Introduction", "", menu=MENU_EN, lang="en", times=0).encode(),
    "spa": b"<html><head><title>Dich vu cong</title></head><body><div id=root></div><script src=/app.js></script></body></html>",
    "repealed": page("Văn bản", "Văn bản này đã hết hiệu lực.", times=1).encode(),
    "soft-404": page("Không tìm thấy trang", "Trang bạn yêu cầu không tồn tại.", times=1).encode(),
    "million-rows": page("Danh mục", "", times=0).replace(
        "</main>", "<table>" + "".join(f"<tr><td>{n}</td><td>{VIETNAMESE}</td></tr>" for n in range(4000)) + "</table></main>"
    ).encode(),
}  # fmt: skip
"""By the first part of the path that answers with it."""

_UNSAID = {"windows", "windows-said-otherwise", "bom-bare", "utf8-unhyphened"}


def _behave(name: str, body: bytes) -> None:
    @behaviour(name)
    def answer(handler, gov):
        handler.answer(200, body, "text/html" if name in _UNSAID else "text/html; charset=utf-8")


for _name, _body in TEXTS.items():
    _behave(_name, _body)


@behaviour("en")
def shell(handler, gov):
    """An English path with an English menu over Vietnamese text."""
    number = handler.path.rpartition("/")[2] or "0"
    handler.answer(200, page(f"Tin tức {number}", f"{VIETNAMESE} {number}", menu=MENU_EN, lang="en").encode())
