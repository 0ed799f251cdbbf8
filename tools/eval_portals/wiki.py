"""The agency's texts as MediaWiki takes them: one XML dump with the days of the revisions, and the files that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from content import Text, pdf

MISSING = {"Bieu-phi-2024.pdf", "Ke-hoach-2026.pdf"}
"""Files that pages link to and nobody has uploaded."""

ROWS = {
    "Danh-muc-nghe.csv": "ma_nghe,ten_nghe,ten_tieng_anh,nhom,bac\n72120,Hàn,Welding,7,4\n74110,Điện công nghiệp,Industrial electricity,7,4\n",
    "Lao-dong-tinh.csv": "nam,quy,ma_tinh,lao_dong,that_nghiep\n2026,1,01,4210000,96000\n",
    "Chung-chi.csv": "nam,ma_nghe,bac,so_chung_chi\n2025,72120,1,1204\n",
}


def dump(pages: Iterable[Text]) -> str:
    """Return the pages as an export file."""
    body = "".join(
        f"<page><title>{escape(text.path)}</title><revision><timestamp>{text.day}T02:15:00Z</timestamp>"
        f"<contributor><username>Bientap</username></contributor><model>wikitext</model><format>text/x-wiki</format>"
        f'<text xml:space="preserve">{escape(text.body)}</text></revision></page>'
        for text in pages
    )
    return f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="vi">{body}</mediawiki>'


def files(pages: Iterable[Text], folder: Path) -> None:
    """Write the files that the pages name into a folder, but the missing ones."""
    folder.mkdir()
    for name in {n for text in pages for n in re.findall(r"\[\[Phương tiện:([^|\]]+)", text.body)} - MISSING:
        rows = ROWS.get(name)
        (folder / name).write_bytes(rows.encode() if rows else pdf(name))
