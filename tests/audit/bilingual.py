"""A small bilingual ministry that does well, in both languages; tests break one thing at a time."""

from __future__ import annotations

from tests.audit.sites import page, paragraphs

OFFICIALS = {
    "vi": [
        ("Nguyễn Văn An", "Vụ trưởng", "Vụ Kế hoạch", "024 3825 1234", "an.nv@bovidu.gov.vn"),
        ("Trần Thị Bình", "Chánh Văn phòng", "Văn phòng Bộ", "024 3825 1235", "binh.tt@bovidu.gov.vn"),
        ("Lê Văn Cường", "Cục trưởng", "Cục Dịch vụ", "024 3825 1236", "cuong.lv@bovidu.gov.vn"),
        ("Phạm Thị Dung", "Chánh Thanh tra", "Thanh tra Bộ", "024 3825 1237", "dung.pt@bovidu.gov.vn"),
    ],
    "en": [
        (
            "Nguyen Van An",
            "Director General",
            "Department of Planning",
            "024 3825 1234",
            "an.nv@bovidu.gov.vn",
        ),
        ("Tran Thi Binh", "Chief of Office", "Ministry Office", "024 3825 1235", "binh.tt@bovidu.gov.vn"),
        (
            "Le Van Cuong",
            "Director General",
            "Department of Services",
            "024 3825 1236",
            "cuong.lv@bovidu.gov.vn",
        ),
        ("Pham Thi Dung", "Chief Inspector", "Inspectorate", "024 3825 1237", "dung.pt@bovidu.gov.vn"),
    ],
}
HEADS = {
    "vi": ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Thư điện tử"),
    "en": ("No.", "Full name", "Title", "Unit", "Telephone", "E-mail"),
}
UNITS = {
    "vi": [
        "Vụ Kế hoạch",
        "Vụ Pháp chế",
        "Cục Dịch vụ",
        "Thanh tra Bộ",
        "Văn phòng Bộ",
        "Trung tâm Thông tin",
    ],
    "en": [
        "Department of Planning",
        "Legal Department",
        "Department of Services",
        "Inspectorate",
        "Ministry Office",
        "IT Centre",
    ],
}
SERVICES = {
    "vi": [f"Cấp giấy phép ví dụ loại {n}" for n in range(1, 11)],
    "en": [f"Licence of example type {n}" for n in range(1, 11)],
}


def table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in headers)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def officials(language: str) -> str:
    rows = [(str(n), *row) for n, row in enumerate(OFFICIALS[language], 1)]
    return table(HEADS[language], rows)


def chart(language: str) -> str:
    task = {
        "vi": "giúp Bộ trưởng thực hiện nhiệm vụ quản lý nhà nước được giao",
        "en": "assists the Minister in the tasks given",
    }
    items = "".join(
        f"<li><strong>{unit}</strong>: {task[language]}, {unit}.</li>" for unit in UNITS[language]
    )
    return f"{paragraphs(language, 2)}<ul>{items}</ul>"


def service(language: str, name: str) -> str:
    if language == "vi":
        parts = [
            (
                "Trình tự thực hiện",
                "Tổ chức, cá nhân nộp hồ sơ tại bộ phận một cửa hoặc qua cổng dịch vụ công trực tuyến.",
            ),
            (
                "Thành phần hồ sơ",
                "Đơn đề nghị theo mẫu và bản sao giấy tờ chứng minh nhân thân của người nộp.",
            ),
            ("Thời hạn giải quyết", "Mười ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ theo quy định."),
            ("Lệ phí", "Một trăm nghìn đồng cho mỗi hồ sơ."),
            ("Mức độ", "Dịch vụ công trực tuyến mức độ 3."),
        ]
    else:
        parts = [
            (
                "Who can apply",
                "Organisations and individuals, foreigners among them, who meet the conditions of the law.",
            ),
            ("Required documents", "The application form and a copy of the passport of the applicant."),
            ("Processing time", "Ten working days from the day on which a complete file is received."),
            ("Fee", "One hundred thousand dong for each file."),
            ("Level", "Online public service of level 3."),
        ]
    body = "".join(f"<h2>{head}</h2><p>{text}</p>" for head, text in parts)
    return page(language, name, body)


def news(language: str) -> str:
    word = {
        "vi": "Bộ Ví dụ tổ chức hội nghị chuyên đề lần thứ",
        "en": "The Ministry of Examples holds its meeting number",
    }[language]
    prefix = {"vi": "/vi/tin-tuc/", "en": "/en/news/"}[language]
    items = "".join(
        f'<li><a href="{prefix}{n}.html">{word} {n}</a> <time datetime="2018-06-{n + 10:02d}">{n + 10}/06/2018</time></li>'
        for n in range(1, 9)
    )
    return f"<ul>{items}</ul>"


def bilingual() -> dict[str, str]:
    """Return paths and bodies."""
    pages = {}
    names = {
        "vi": ("/vi/", "gioi-thieu", "dich-vu-cong", "tin-tuc", "lien-he", "so-do", "van-ban"),
        "en": ("/en/", "about", "services", "news", "contact", "sitemap", "documents"),
    }
    words = {
        "vi": (
            "Trang chủ",
            "Chức năng, nhiệm vụ",
            "Dịch vụ công trực tuyến",
            "Tin tức",
            "Liên hệ",
            "Sơ đồ cổng",
            "Văn bản pháp luật",
        ),
        "en": (
            "Home",
            "Functions and duties",
            "Online services",
            "News",
            "Contact us",
            "Site map",
            "Legal documents",
        ),
    }
    extra = {
        "vi": (("co-cau-to-chuc", "Cơ cấu tổ chức"), ("danh-ba", "Danh bạ cán bộ")),
        "en": (("organisation", "Organisation chart"), ("directory", "Staff directory")),
    }
    search = '<form role="search" action="/tim-kiem"><input type="search" name="q" placeholder="{}"></form>'
    for language in ("vi", "en"):
        root, about, services, news_path, contact, sitemap, documents = names[language]
        title = dict(zip(names[language], words[language], strict=True))
        inside = "".join(
            f'<li><a href="{root}{about}/{slug}/">{text}</a></li>' for slug, text in extra[language]
        )
        label = {"vi": "Tìm kiếm", "en": "Search"}[language]
        pages[root] = page(
            language, title[root], search.format(label) + paragraphs(language, 3) + news(language)
        )
        pages[f"{root}{about}/"] = page(language, title[about], paragraphs(language) + f"<ul>{inside}</ul>")
        pages[f"{root}{about}/{extra[language][0][0]}/"] = page(
            language, extra[language][0][1], chart(language)
        )
        pages[f"{root}{about}/{extra[language][1][0]}/"] = page(
            language, extra[language][1][1], officials(language)
        )
        rows = "".join(
            f'<li><a href="{root}{services}/{n}.html">{name}</a></li>'
            for n, name in enumerate(SERVICES[language])
        )
        pages[f"{root}{services}/"] = page(
            language, title[services], paragraphs(language, 2) + f"<ul>{rows}</ul>"
        )
        for n, name in enumerate(SERVICES[language]):
            pages[f"{root}{services}/{n}.html"] = service(language, name)
        pages[f"{root}{news_path}/"] = page(language, title[news_path], news(language))
        reach = {"vi": "Địa chỉ: số 1 đường Ví Dụ, Hà Nội. Điện thoại: 024 3825 1234. Fax: 024 3825 9999. Thư điện tử: ",
                 "en": "Address: 1 Example Street, Hanoi. Telephone: 024 3825 1234. Fax: 024 3825 9999. E-mail: "}[language]  # fmt: skip
        mail = '<a href="mailto:banbientap@bovidu.gov.vn">banbientap@bovidu.gov.vn</a>'
        pages[f"{root}{contact}/"] = page(
            language, title[contact], f"<p>{reach}{mail}</p>{paragraphs(language, 2)}"
        )
        listed = [(f"{root}{services}/{n}.html", name) for n, name in enumerate(SERVICES[language])]
        listed += [(f"{root}{slug}/", title[slug]) for slug in names[language][1:]]
        every = "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in listed)
        pages[f"{root}{sitemap}/"] = page(language, title[sitemap], f"<ul>{every}</ul>")
        pages[f"{root}{documents}/"] = page(language, title[documents], paragraphs(language, 2))
    return pages
