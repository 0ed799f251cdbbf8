"""Small bilingual sites for the tests of pairing: each page by its path, language and body."""

from __future__ import annotations

from tests.audit.sites import PROSE, site

VI_WORDS = (
    "Địa chỉ trụ sở và các quy định về hồ sơ cấp phép được công bố công khai để tổ chức, cá nhân tra cứu. "
)


def prose(language: str, count: int = 6) -> str:
    return "".join(f"<p>{PROSE[language]}</p>" for _ in range(count))


def html(
    language: str,
    title: str,
    body: str,
    *,
    menu: dict[str, str] | None = None,
    switch: str = "",
    head: str = "",
) -> str:
    """Return a page; `switch` is the address of the other language version."""
    links = "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in (menu or {}).items())
    other = {"vi": "English", "en": "Tiếng Việt"}[language]
    mark = f'<a href="{switch}">{other}</a>' if switch else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<header><nav><ul>{links}</ul>{mark}</nav></header><main><h1>{title}</h1>{body}</main></body></html>"
    )


VI_MENU = {"/vi/": "Trang chủ", "/vi/thu-tuc-a/": "Cấp phép khai thác", "/vi/thu-tuc-b/": "Gia hạn giấy phép"}
EN_MENU = {"/en/": "Home", "/en/extraction/": "Extraction permits", "/en/renewal/": "Renewal of permits"}

A = "Quyết định 1234/QĐ-BVD, phí 450.000 đồng, ông Nguyễn Văn An, điện thoại 024 3825 1234, mã HS-77821."
A_EN = "Decision 1234/QD-BVD, fee 450,000 dong, Mr Nguyen Van An, telephone +84 24 3825 1234, code HS-77821."
B = "Thông tư 88/2016/TT-BVD, phí 620.000 đồng, bà Trần Thị Bình, điện thoại 024 3825 9876, mã HS-90113."
B_EN = (
    "Circular 88/2016/TT-BVD, fee 620,000 dong, Ms Tran Thi Binh, telephone +84 24 3825 9876, code HS-90113."
)


def two_services(**changes: str) -> dict[str, str]:
    """Return a home page and two services in both languages, paired by nothing but their content; `changes` by role."""
    bodies = {
        "vi_a": prose("vi") + f"<p>{A}</p>",
        "vi_b": prose("vi") + f"<p>{B}</p>",
        "en_a": prose("en") + f"<p>{A_EN}</p>",
        "en_b": prose("en") + f"<p>{B_EN}</p>",
        **changes,
    }
    return {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu=VI_MENU, switch="/en/"),
        "/en/": html("en", "Home", prose("en"), menu=EN_MENU, switch="/vi/"),
        "/vi/thu-tuc-a/": html("vi", "Cấp phép khai thác", bodies["vi_a"], menu=VI_MENU),
        "/vi/thu-tuc-b/": html("vi", "Gia hạn giấy phép", bodies["vi_b"], menu=VI_MENU),
        "/en/extraction/": html("en", "Extraction permits", bodies["en_a"], menu=EN_MENU),
        "/en/renewal/": html("en", "Renewal of permits", bodies["en_b"], menu=EN_MENU),
    }


def by_path(pairs) -> dict[str, tuple[str, str, str]]:
    """Return path → (gap, how, English path)."""
    cut = len("https://www.bovidu.gov.vn")
    return {p.url[cut:]: (p.gap.value, p.how, p.english_url[cut:]) for p in pairs}


__all__ = ["by_path", "html", "prose", "site", "two_services"]
