"""What the name of a service is compared by."""

from __future__ import annotations

import re

from audit.lexicon.words import tokens

_NUMBERED = re.compile(r"^\s*(?:\d{1,4}(?:[.)]\d{1,3})*[.):]?|[a-zđ][.)]|[IVXL]{1,5}[.)])\s+", re.IGNORECASE)
_PADDING = (("thủ", "tục"), ("dịch", "vụ", "công"), ("dịch", "vụ"))


def normal_name(name: str) -> str:
    """Return a name in folded words, without leading number and without the words for procedure and service.

    >>> normal_name("1. Thủ tục CẤP GIẤY PHÉP lao động.")
    'cấp giấy phép lao động'
    """
    words = tokens(_NUMBERED.sub("", name))
    for padding in _PADDING:
        if words[: len(padding)] == padding and len(words) > len(padding) + 1:
            words = words[len(padding) :]
            break
    return " ".join(words)
