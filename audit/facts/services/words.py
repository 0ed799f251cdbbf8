"""Text of lists of services made comparable: no case, no Vietnamese marks, no punctuation."""

from __future__ import annotations

import re
import unicodedata

from audit.facts.text import Cache

_OTHER = re.compile(r"[^\w%]+|_+")


def _bare_chunk(chunk: str) -> str:
    parts = unicodedata.normalize("NFD", chunk.casefold().replace("đ", "d"))
    letters = "".join([letter for letter in parts if not unicodedata.combining(letter)])
    return " ".join(_OTHER.sub(" ", letters).split())


def _marked_chunk(chunk: str) -> str:
    parts = unicodedata.normalize("NFD", chunk.casefold())
    kept = "".join([letter if unicodedata.combining(letter) or letter.isalnum() else " " for letter in parts])
    return " ".join(["".join(sorted(word, key=_is_mark)) for word in kept.split()])


def _is_mark(letter: str) -> tuple[bool, str]:
    return (True, letter) if unicodedata.combining(letter) else (False, "")


_bare_chunks: Cache[str] = Cache(_bare_chunk, size=20_000)
_marked_chunks: Cache[str] = Cache(_marked_chunk, size=20_000)
"""Texts differ from page to page, what stands between two spaces seldom does; signs alone leave nothing."""

bare: Cache[str] = Cache(
    lambda text: " ".join(filter(None, [_bare_chunks[chunk] for chunk in text.split()])), size=20_000
)
"""`bare[text]`: lower case without marks and punctuation, single spaces: "Mã thủ tục:" is "ma thu tuc"."""

marked: Cache[str] = Cache(
    lambda text: " ".join(filter(None, [_marked_chunks[chunk] for chunk in text.split()])), size=20_000
)
"""`marked[text]`: lower case without punctuation, each word's letters before its marks: huỷ and hủy are one."""
