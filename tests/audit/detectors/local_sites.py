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
