"""Citations as the criteria give them, said in the report's language.

Criteria cite Vietnamese documents in short (``Nghị định 43/2011/NĐ-CP, Điều 13 khoản 1 điểm a``) and the UN's features as
``OSI 2024 #015``. The number of a document stays as it is, so that a reader can find it in any language.
"""

from __future__ import annotations

import re
from typing import Final

from crawler.registry import Validity
from reports.i18n import N_, LocaleCode, Speech

_DOCUMENTS: Final = (
    ("Luật Tiếp cận thông tin", "Law on Access to Information"),
    ("Nghị định", "Decree"),
    ("Thông tư", "Circular"),
    ("Quyết định", "Decision"),
    ("Nghị quyết", "Resolution"),
    ("Công văn", "Official letter"),
    ("Thông báo", "Notice"),
    ("Báo cáo", "Report"),
    ("các chức năng của cổng dịch vụ công", "functions of service portals"),
    ("sáu lĩnh vực trọng tâm", "six focus sectors"),
)
_ARTICLE: Final = re.compile(r"Điều (\d+)(?:,? khoản (\d+))?(?:,? điểm ([a-zđ]))?")
_DAY: Final = re.compile(r"ngày (\d\d)/(\d\d)/(\d{4})")
_NUMBERED: Final = re.compile(
    r"\b(Nghị định|Thông tư|Thông báo|Báo cáo|Công văn|Luật Tiếp cận thông tin) (?=\d)"
)
_PLACE: Final = re.compile(r"(?P<act>[^;,]+), (?P<place>Điều \d[^;]*)")
_FEATURE: Final = re.compile(r"\b(L?OSI) (\d{4}) #(\w+)")


def cite(text: str, locale: LocaleCode) -> str:
    """Say a citation, with the UN named in both languages.

    In Vietnamese as documents cite (``Điểm a khoản 1 Điều 13 Nghị định số 43/2011/NĐ-CP``), in English
    ``Decree 43/2011/NĐ-CP, Art. 13(1)(a)``.
    """
    if locale == "vi":
        said = "; ".join(_PLACE.sub(_vietnamese_place, part) for part in text.split("; "))
        said = _FEATURE.sub(r"Liên hợp quốc, \1 \2, tiêu chí số \3", _NUMBERED.sub(r"\1 số ", said))
        return said[:1].upper() + said[1:]
    said = _DAY.sub(_english_day, _ARTICLE.sub(_english_article, text))
    for vietnamese, english in _DOCUMENTS:
        said = said.replace(vietnamese, english)
    return _FEATURE.sub(r"United Nations, \1 \2, feature \3", said)


def _english_article(match: re.Match[str]) -> str:
    article, *rest = match.groups()
    return f"Art. {article}" + "".join(f"({part})" for part in rest if part)


def _english_day(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    return f"of {Speech('en').day(f'{year}-{month}-{day}')}"


def _vietnamese_place(match: re.Match[str]) -> str:
    return f"{_ARTICLE.sub(_vietnamese_article, match['place'])} {match['act']}"


def _vietnamese_article(match: re.Match[str]) -> str:
    article, clause, point = match.groups()
    parts = (point and f"điểm {point}", clause and f"khoản {clause}", f"Điều {article}")
    return " ".join(part for part in parts if part)


_FORCE: Final = {
    (True, True): N_("in force from %(start)s until %(end)s"),
    (True, False): N_("in force since %(start)s"),
    (False, True): N_("in force until %(end)s"),
}


def in_force(valid: Validity, speech: Speech) -> str:
    """Say from when until when a requirement is in force; empty when no date is known."""
    sentence = _FORCE.get((valid.start is not None, valid.end is not None))
    if sentence is None:
        return ""
    places = {"start": speech.day(valid.start or ""), "end": speech.day(valid.end or "")}
    return speech.text(sentence) % places
