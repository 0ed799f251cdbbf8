"""A small province whose footer links one more page: what tests of local life put under a label."""

from __future__ import annotations

from functools import cache

from audit.criteria.loader import load_edition
from audit.engine import judge
from audit.results import Judgement, Side
from audit.site import SiteView
from tests.audit.bilingual import bilingual
from tests.audit.sites import CONFIG, lexicon, page, site, without_dead_links


@cache
def edition():
    return load_edition(CONFIG / "criteria" / "losi-2024.yaml", lexicon())


def local(view: SiteView, number: str) -> Judgement:
    """Return the judgement on a feature of the LOSI by its number: "CP-226"."""
    (wanted,) = (c for c in edition().criteria if c.id == f"LOSI2024-{number}")
    return judge(view, (wanted,), lexicon(), view.day)[0]


def province(pages: dict[str, str], *, language: str = "vi", **options) -> SiteView:
    return site(without_dead_links(pages), kind="province", home=f"/{language}/", **options)


def with_page(
    label: str, body: str, *, language: str = "vi", title: str = "", more: dict[str, str] | None = None
) -> dict[str, str]:
    """Return a portal in one language whose footer links a page of that label."""
    pages = {k: v for k, v in bilingual().items() if k.startswith(f"/{language}/")}
    link = f'<a href="/{language}/muc/">{label}</a>'
    pages = {k: v.replace("<footer>", f"<footer>{link}") for k, v in pages.items()}
    return pages | {f"/{language}/muc/": page(language, title or label, body)} | (more or {})


def judged(
    number: str, label: str, body: str, *, language: str = "vi", more=None, title: str = "", **options
) -> Side:
    """Return one side's verdict on a portal whose footer links a page of that label."""
    view = province(
        with_page(label, body, language=language, title=title, more=more), language=language, **options
    )
    judgement = local(view, number)
    return judgement.local if language == "vi" else judgement.english


def linking(label: str, url: str, *, language: str = "vi", **options) -> SiteView:
    """Return a portal whose footer links another site."""
    pages = {k: v for k, v in bilingual().items() if k.startswith(f"/{language}/")}
    pages = {k: v.replace("<footer>", f'<footer><a href="{url}">{label}</a>') for k, v in pages.items()}
    return province(pages, language=language, **options)


LONG = {
    "vi": "<p>Người dân mang theo giấy tờ tùy thân khi đến cơ sở gần nơi ở nhất; cán bộ hướng dẫn từng bước và không thu thêm khoản nào "
    "ngoài quy định. Gia đình có trẻ nhỏ, người già được phục vụ trước.</p>" * 5,
    "en": "<p>Residents bring an identity paper to the nearest office; staff guide them through every step and charge nothing beyond "
    "what is set. Families with small children and older people are served first.</p>" * 5,
}
SHORT = {
    "vi": "<p>Chính quyền quan tâm chăm lo đời sống của người dân trên địa bàn.</p>",
    "en": "<p>The province cares for the life of the people who live in it and will go on to do so.</p>",
}


def links(language: str, count: int) -> str:
    """Links to places on other sites that a resident goes on to."""
    name = {"vi": "Cơ sở số", "en": "Neighbourhood office number"}[language]
    return "".join(
        f'<li><a href="https://example.org/{language}/{n}">{name} {n}</a></li>' for n in range(count)
    )


def newsfeed(language: str, count: int = 6) -> str:
    return "".join(
        f'<li><a href="/{language}/tin-tuc/{n}.html">Hội nghị tổng kết công tác năm lần thứ {n}</a> <span>{n + 3}/05/2018</span></li>'
        for n in range(count)
    )
