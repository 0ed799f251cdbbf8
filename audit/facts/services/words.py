"""Text of lists of services made comparable: no case, no Vietnamese marks, no punctuation."""

from __future__ import annotations

import re
import unicodedata

from audit.facts.text import Cache

_OTHER = re.compile(r"[^\w%]+|_+")


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join([letter for letter in parts if not unicodedata.combining(letter)])
    return " ".join(_OTHER.sub(" ", letters).split())


bare: Cache[str] = Cache(_bare, size=20_000)
"""`bare[text]`: lower case without marks and punctuation, single spaces: "Mã thủ tục:" is "ma thu tuc"."""


def _marked(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    kept = "".join([letter if unicodedata.combining(letter) or letter.isalnum() else " " for letter in parts])
    return " ".join(["".join(sorted(word, key=_is_mark)) for word in kept.split()])


def _is_mark(letter: str) -> tuple[bool, str]:
    return (True, letter) if unicodedata.combining(letter) else (False, "")


marked: Cache[str] = Cache(_marked, size=20_000)
"""`marked[text]`: lower case without punctuation, each word's letters before its marks: huỷ and hủy are one."""
