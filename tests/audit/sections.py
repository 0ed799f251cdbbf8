"""A small ministry with one more section, which a test writes and links from every footer."""

from __future__ import annotations

from tests.audit.bilingual import bilingual
from tests.audit.sites import page, without_dead_links


def with_section(
    label: str, body: str, more: dict[str, str] | None = None, language: str = "vi"
) -> dict[str, str]:
    """Return the pages of one language version and of a section `/vi/muc/` (or `/en/muc/`) under a label."""
    root = f"/{language}/"
    pages = {k: v for k, v in bilingual().items() if k.startswith(root)}
    link = f'<a href="{root}muc/">{label}</a>'
    pages = {k: v.replace("<footer>", f"<footer>{link}") for k, v in pages.items()}
    pages[f"{root}muc/"] = page(language, label, body)
    return without_dead_links(pages | (more or {}))


def rows(*items: tuple[str, str]) -> str:
    """Return a list of titles with their dates."""
    listed = "".join(
        f'<li><a href="/vi/muc/{n}.html">{title}</a> <span>{date}</span></li>'
        for n, (title, date) in enumerate(items, 1)
    )
    return f"<ul>{listed}</ul>"


def files(*names: str) -> str:
    """Return a list of files."""
    listed = "".join(f'<li><a href="/tep/tep-{n}.pdf">{name}</a></li>' for n, name in enumerate(names, 1))
    return f"<ul>{listed}</ul>"
