"""A small ministry with one more page behind a link in its footer, judged on one criterion in one language."""

from __future__ import annotations

from audit.results import Side
from tests.audit.bilingual import bilingual
from tests.audit.sites import page, site, verdict, without_dead_links

PATH = {"vi": "/vi/muc/", "en": "/en/item/"}


def asked(
    criterion: str,
    label: str,
    body: str,
    *,
    language: str = "vi",
    written: str = "",
    target: str = "",
    more: dict[str, str] | None = None,
    **options,
) -> Side:
    """Return one side of the verdict.

    Args:
        criterion: Its id.
        label: Of the link in the footer, and the title of the page behind it.
        body: What stands on that page; with `target`, nothing is behind the link.
        language: The version that is judged, and the only one there is.
        written: The language of the page itself, where it is the other one.
        target: Where the link leads, when it leads away.
        more: Further pages by path.
    """
    pages = {k: v for k, v in bilingual().items() if k.startswith(f"/{language}/") and "danh-ba" not in k}
    link = f'<a href="{target or PATH[language]}">{label}</a>'
    pages = {k: v.replace("<footer>", f"<footer>{link}") for k, v in pages.items()}
    if not target:
        pages[PATH[language]] = page(written or language, label, body, menu=language)
    view = site(without_dead_links(pages | (more or {})), home=f"/{language}/", **options)
    judged = verdict(view, criterion)
    return judged.local if language == "vi" else judged.english
