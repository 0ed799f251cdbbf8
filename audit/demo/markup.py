"""The small markup of the demo portals' content: paragraphs, headings, lists, tables, links, bold."""

from __future__ import annotations

import re
from html import escape

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


def inline(text: str) -> str:
    """Return one line as HTML: ``[label](address)`` and ``**bold**``; everything else is escaped."""
    html = escape(text, quote=False)
    html = _LINK.sub(lambda m: f'<a href="{m[2]}">{m[1]}</a>', html)
    return _BOLD.sub(r"<strong>\1</strong>", html)


def to_html(text: str) -> str:
    """Return a text as HTML.

    Args:
        text: Chunks parted by blank lines: ``## `` and ``### `` headings, ``- `` and ``1. `` lists,
            ``| a | b |`` tables with a header row first, anything else a paragraph.
    """
    chunks = re.split(r"\n\s*\n", text.strip())
    return "\n".join(_chunk(chunk.strip().splitlines()) for chunk in chunks if chunk.strip())


def _chunk(lines: list[str]) -> str:
    first = lines[0]
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        rest = _chunk(lines[1:]) if lines[1:] else ""
        return f"<h{level}>{inline(first[level:].strip())}</h{level}>{rest}"
    if first.startswith("- "):
        return _listing("ul", _items(lines, r"- "))
    if re.match(r"\d+\. ", first):
        return _listing("ol", _items(lines, r"\d+\. "))
    if first.startswith("|"):
        return _table(lines)
    return f"<p>{inline(' '.join(line.strip() for line in lines))}</p>"


def _items(lines: list[str], mark: str) -> list[str]:
    """A line without a mark continues the item above it."""
    items: list[str] = []
    for line in lines:
        if re.match(mark, line):
            items.append(re.sub(mark, "", line, count=1))
        else:
            items[-1] += " " + line.strip()
    return items


def _listing(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{inline(item)}</li>" for item in items) + f"</{tag}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = "".join(f"<th>{inline(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{inline(c)}</td>" for c in row) + "</tr>" for row in rows[1:])
    return f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
