"""The page of one procedure: the eleven points of Circular 32/2017/TT-BTTTT Art. 5, forms, and ways to file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.facts.data import load
from audit.facts.language import identify
from audit.facts.services.actions import ActionReader
from audit.facts.services.codes import CODE, code_in, national_code
from audit.facts.services.content import Content
from audit.facts.services.eform import ElectronicForm, read_form
from audit.facts.services.fields import FieldReader, Reading
from audit.facts.services.files import read_files
from audit.facts.services.levels import level_in_column, published_level
from audit.facts.services.model import Action, ActionKind, FieldText, Procedure, ProcedureField, Published
from audit.facts.services.names import starts_as_service
from audit.facts.services.news import is_news
from audit.facts.services.outline import Outline, heading_level, outline_of
from audit.facts.services.says import read_says
from audit.facts.services.title import name_of
from audit.facts.services.told import field_texts, language_of
from audit.facts.services.verbs import any_of, does
from audit.facts.services.words import bare
from audit.facts.text import first_words

_DATA = load("services/procedure")
_NOT_NAMES = any_of(_DATA["not_names"])
_NOT_STARTS = tuple(bare[text] + " " for text in _DATA["not_starts"])
_NOT_HEADINGS = tuple(bare[text] for text in _DATA["not_headings"])
_LAW = tuple(bare[text] for text in _DATA["law"])
_LAW_WHOLE = frozenset(bare[text] for text in _DATA["law_whole"])
_NOT_SUMMARY = any_of(_DATA["not_summary"])
_ARTICLE = re.compile(rf"\A(?:{_DATA['article']})")
_LAW_LINES: int = _DATA["law_lines"]
_NEEDED: int = _DATA["needed"]
_REPEATS: int = _DATA["most_repeats"]
_FEW: int = _DATA["few_points"]
_MOST_LINES: int = _DATA["most_lines"]
_SUMMARY: int = _DATA["summary_words"]
_BADGE = 60  # characters of a text that is a level
_VALUE = 200  # characters of a field or body
_POINTS = frozenset(_DATA["holds"]) - {"name"}
_SIGNS = ("name", "code", "field", "level")
_ASKED_POINTS = 3  # labels in an electronic form that are questions
_CODES = 4  # codes on a page that lists procedures
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def read_procedure(content: Content) -> Procedure | None:
    """Read the procedure that a page describes, or whose electronic form it is.

    Args:
        content: The page without menus and side boxes.

    Returns:
        None where the page is not the page of one procedure: laws and decisions that use the same headings, news,
        guides for staff, and lists.
    """
    outline = outline_of(content.soup)
    if not 0 < len(outline.lines) <= _MOST_LINES:
        return None
    reading = FieldReader(outline, lambda text: bool(does(text))).read()
    form = read_form(outline)
    name = name_of(outline, reading, content.title)
    if not name or _is_no_procedure(name) or _is_law(outline, reading):
        return None
    if any(bare[text].startswith(_NOT_HEADINGS) for text in _top_headings(outline)):
        return None
    reader = ActionReader(outline, reading, content)
    actions = reader.read()
    fields = field_texts(reading, name, _runs_of(form, outline, reading))
    if not _is_procedure(reading, fields, form, actions):
        return None
    code = _code(outline, reading)
    is_sure = bool(code) or form is not None or any(action.kind is ActionKind.APPLY for action in actions)
    points = len({one.field for one in fields} - {ProcedureField.NAME})
    if is_news(outline, name, points, is_sure=is_sure, marked=content.is_news) and not national_code(code):
        return None
    files = read_files(outline, reading, reader)
    level, level_text = _level(outline, reading, name)
    summary = _summary(reading, name)
    says = read_says(reading)
    return Procedure(
        name=name,
        language=language_of([name]),
        code=code,
        field=_value(reading, "field"),
        body=_value(reading, "agency"),
        level=level,
        level_text=level_text,
        summary=first_words(summary),
        summary_language=identify(summary) if summary else "und",
        fields=fields,
        forms=files,
        actions=actions,
        has_form=form is not None,
        attaches=form is not None and form.attaches,
        is_free=says.is_free,
        pays_online=says.pays_online or any(action.kind is ActionKind.PAY for action in actions),
        returned_online=says.returned_online,
        returned_by_post=says.returned_by_post,
    )


def _runs_of(form: ElectronicForm | None, outline: Outline, reading: Reading) -> tuple[int, int]:
    """Return the runs of an electronic form, none where it holds the description as well."""
    if form is None:
        return 0, 0
    holder = next((one for one in outline.elements if one.tag is form.holder), None)
    if holder is None:
        return 0, 0
    inside = sum(
        bool(point.lines) and holder.start <= point.start < holder.end
        for point in reading.points
        if _POINTS.intersection(point.kinds)
    )
    return (holder.start, holder.end) if inside <= _ASKED_POINTS else (0, 0)


def _is_procedure(
    reading: Reading,
    fields: Sequence[FieldText],
    form: ElectronicForm | None,
    actions: Sequence[Action],
) -> bool:
    """Say whether a page tells enough to be the page of one procedure."""
    points = {one.field for one in fields} - {ProcedureField.NAME}
    if _value(reading, "elsewhere") and not _value(reading, "code"):
        return False
    if _repeats(reading, ("steps",)) or (len(points) < _FEW and _repeats(reading, (*_SIGNS, "agency"))):
        return False
    signs = sum(bool(_value(reading, kind)) for kind in _SIGNS)
    applies = any(action.kind is ActionKind.APPLY for action in actions)
    codes = {found[0] for line in reading.loose for found in CODE.finditer(line.text)}
    if len(codes) >= _CODES and len(points) < _NEEDED:
        return False
    told = len(points) + bool(_value(reading, "code"))
    if points and told >= 2 and starts_as_service(fields[0].text):
        return True
    if len(points) + signs + applies + bool(codes) >= _NEEDED and (points or signs):
        return len(points) >= 2 or signs >= 2 or bool(codes and points)
    return form is not None and form.is_sure


def _repeats(reading: Reading, kinds: Sequence[str]) -> bool:
    """Say whether one of some kinds is told so often that a page has many procedures."""
    return any(sum(bool(point.lines) for point in reading.of(kind)) >= _REPEATS for kind in kinds)


def _is_no_procedure(name: str) -> bool:
    plain = bare[name]
    return _NOT_NAMES.search(plain) is not None or f"{plain} ".startswith(_NOT_STARTS)


def _top_headings(outline: Outline) -> list[str]:
    return [line.text for line in outline.lines if heading_level(outline.whole(line), line.owner) == 1]


def _is_law(outline: Outline, reading: Reading) -> bool:
    """Say whether a page is a law or decision: its preamble, its articles; what a procedure quotes of them is none."""
    found = 0
    for line in outline.lines:
        text = line.text
        plain = bare[text[:60]]
        if not (_ARTICLE.match(text) or plain.startswith(_LAW) or plain in _LAW_WHOLE):
            continue
        if not reading.kinds_at(line.runs[0]) & {"legal_basis", "requirement", "needs"}:
            found += 1
            if found >= _LAW_LINES:
                return True
    return False


def _code(outline: Outline, reading: Reading) -> str:
    for point in reading.of("code"):
        for text in point.lines[:2]:
            if code := code_in(text):
                return code
    for line in [*reading.loose, *outline.lines]:
        if len(line.text) <= _VALUE and (code := national_code(line.text)):
            return code
    return ""


def _value(reading: Reading, kind: str) -> str:
    for point in reading.of(kind):
        told = point.told(kind)
        if told:
            return told[0][:_VALUE]
    return ""


def _level(outline: Outline, reading: Reading, name: str) -> tuple[Published, str]:
    for point in reading.of("level"):
        for told in point.told("level")[:2]:
            if level := level_in_column(told):
                return level, told
    for line in outline.lines:
        if name in line.text:
            badges = [outline.runs[run].strip() for run in line.runs if outline.runs[run].strip() not in name]
        else:
            badges = [line.text]
        for text in badges:
            if len(text) <= _BADGE and (level := published_level(text)):
                return level, text
    for line in reading.loose:
        if level := published_level(line.text):
            return level, first_words(line.text)
    return Published.UNSTATED, ""


def _summary(reading: Reading, name: str) -> str:
    """Return the running text that says what a procedure is."""
    for point in reading.of("summary"):
        if told := point.told("summary"):
            return " ".join(told)
    first = min(
        (point.start for point in reading.points if point.lines and _POINTS.intersection(point.kinds)),
        default=0,
    )
    for line in reading.loose:
        text = line.text
        if line.runs[0] > first or _NOT_SUMMARY.search(bare[text]):
            continue
        if text.count(" ") + 1 < _SUMMARY or text == name or _DATE.search(text[:40]):
            continue
        if any(one.tag_name in {"label", "button", "a"} for one in line.owner.ancestors()):
            continue
        if bare[name] not in bare[text] or text.count(" ") > 2 * name.count(" ") + 4:
            return text
    return ""
