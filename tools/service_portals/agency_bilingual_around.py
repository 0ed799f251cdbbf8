"""Lists of the held-out agency's services, and the pages around them that are none."""

from __future__ import annotations

from functools import partial

from tools.service_portals.plan import Planned

PER_PAGE = 10
NEWS = (
    (
        "/tin-tuc/bieu-phi-moi/",
        "Biểu phí mới về sở hữu công nghiệp áp dụng từ tháng 6",
        "Mức phí đăng ký nhãn hiệu giảm 50% khi nộp trực tuyến. Thời hạn giải quyết không thay đổi.",
    ),
    (
        "/tin-tuc/khai-giang-khoa-dao-tao/",
        "Đăng ký tham dự khóa đào tạo chuyên gia đánh giá năm 2026",
        "Học viên gửi phiếu đăng ký về Văn phòng Cục trước ngày 30/5.",
    ),
    (
        "/tin-tuc/cap-bang-sang-che/",
        "Trao bằng độc quyền sáng chế cho nhóm nghiên cứu trẻ",
        "Lễ trao bằng diễn ra tại trụ sở của Cục.",
    ),
)
NEWS_EN = (
    (
        "/en/news/new-fees/",
        "New fee schedule for trade mark applications from June",
        "The fee for registration of a trade mark falls by half when you file online. Processing time does not change.",
    ),
    (
        "/en/news/examiner-posts/",
        "Application for the posts of patent examiner is open",
        (
            "Who can apply: graduates in engineering. Required documents: a curriculum vitae and two references."
            " How to apply: by e-mail to the personnel office before 30 May."
        ),
    ),
    (
        "/en/news/madrid-seminar/",
        "Seminar on international registration of marks",
        "Experts of the International Bureau explained the system to sixty agents.",
    ),
)
"""Address, title, text; the English ones use labels of services where no service is."""


def lists(put: partial[str], services: tuple[Planned, ...], english: dict[int, str]) -> None:
    """Add the lists in both languages; `english` has the addresses of the pages in the English part."""
    linked = [one for one in services if one.name and one.seen != "list"]
    cuts = [linked[at : at + PER_PAGE] for at in range(0, len(linked), PER_PAGE)]
    for at, cut in enumerate(cuts, 1):
        path = "/thu-tuc/" + (f"page/{at}/" if at > 1 else "")
        put(path, "archive.html", rows=cut, lang="vi", switch="/en/services/", last=len(cuts), at=at)
    fields = dict.fromkeys(one.field for one in services)
    groups = [(field, [one for one in services if one.field == field and one.name]) for field in fields]
    put("/danh-muc-thu-tuc/", "table.html", groups=groups, lang="vi", switch="/en/list-of-procedures/")
    shown = [one for one in services if one.number in english and one.english != "shell"]
    fields = dict.fromkeys(one.field_en for one in shown)
    groups = [(field, [one for one in shown if one.field_en == field]) for field in fields]
    put("/en/services/", "bullets.html", groups=groups, lang="en", switch="/thu-tuc/")
    rows = [one for one in services if one.english == "title" or (one in shown and one.name and one.code)]
    put("/en/list-of-procedures/", "table_en.html", rows=rows, lang="en", switch="/danh-muc-thu-tuc/")


def pages(put: partial[str], services: tuple[Planned, ...]) -> None:
    """Add news, rules, questions, forms and the like."""
    put("/", "home.html", lang="vi", switch="/en/")
    put("/en/", "home.html", lang="en", switch="/")
    for path, title, text in NEWS:
        put(path, "post.html", lang="vi", switch="/en/", title=title, text=text)
    put("/tin-tuc/", "news.html", lang="vi", switch="/en/news/", news=NEWS)
    for path, title, text in NEWS_EN:
        put(path, "post.html", lang="en", switch="/", title=title, text=text)
    put("/en/news/", "news.html", lang="en", switch="/tin-tuc/", news=NEWS_EN)
    put("/en/guides/e-filing/", "guide.html", lang="en", switch="/")
    put("/en/faq/", "faq.html", lang="en", switch="/hoi-dap/")
    put("/hoi-dap/", "faq.html", lang="vi", switch="/en/faq/")
    put("/en/legislation/decree-on-procedures/", "law.html", lang="en", switch="/")
    put("/van-ban/thong-tu-quy-trinh/", "law.html", lang="vi", switch="/en/")
    put("/en/forms/", "forms.html", lang="en", switch="/bieu-mau/")
    put("/bieu-mau/", "forms.html", lang="vi", switch="/en/forms/")
    put("/thong-ke/", "statistics.html", lang="vi", switch="/en/")
    decided = [one for one in services if one.name and one.code][:12]
    put("/quyet-dinh-cong-bo/", "decision.html", lang="vi", switch="/en/", rows=decided)
    put("/tai-khoan/", "login.html", lang="vi", switch="/en/account/")
    put("/en/account/", "login.html", lang="en", switch="/tai-khoan/")
    put("/?s=", "search.html", lang="vi", switch="/en/?s=")
    put("/en/?s=", "search.html", lang="en", switch="/?s=")
