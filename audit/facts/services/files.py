"""Forms to download, told from laws, guides and samples."""

from __future__ import annotations

import re
from urllib.parse import unquote

from audit.facts.data import load
from audit.facts.documents import document_kind
from audit.facts.language import identify
from audit.facts.services.actions import ActionReader
from audit.facts.services.fields import Reading
from audit.facts.services.model import FormFile
from audit.facts.services.outline import Element, Outline, own_text
from audit.facts.services.verbs import any_of
from audit.facts.services.words import bare
from audit.facts.text import first_words, fold

_DATA = load("services/actions")
_KINDS = frozenset(_DATA["file_kinds"])
_HANDLER = re.compile(_DATA["handlers"], re.IGNORECASE)
_NAMES = any_of(_DATA["form_names"])
_STARTS = re.compile(rf"(?:\d+ )?(?:{any_of(_DATA['form_starts']).pattern})")
_NOT = any_of(_DATA["not_forms"])
_ENDING = re.compile(r"\.(?:docx?|xlsx?|pdf|rtf|od[ts]|zip|rar|dot[xm]?)\b.*$", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:tai|tai ve|tai xuong|xem|download|tai file|tai mau|file|tep|here|tai day|view|pdf|doc|docx|word|xem file|xem chi tiet|tai bieu mau|tai tep|file dinh kem|tep dinh kem|download file|attachment|mau|tai ve may|\d*)(?: \d+)?"
)
_MOST = 60
_ROWS = frozenset({"tr", "li", "p", "dd"})


def read_files(outline: Outline, reading: Reading, reader: ActionReader) -> tuple[FormFile, ...]:
    """Return the forms that a page offers for download, each address once.

    A link to a file is one where forms or papers are listed, or by its name; laws, guides and samples are none.
    """
    found: dict[tuple[str, str], FormFile] = {}
    for control in outline.controls:
        if control.tag_name not in {"a", "button", "input", "span", "area", "div", "td", "i", "img"}:
            continue
        written = f"{control.get('href')} {control.get('onclick')}"
        if len(written) < 3:
            continue
        url = reader.address(control)
        name = _name(outline, control, url)
        if not _is_file(url, written, name):
            continue
        kinds = reading.kinds_at(max(control.first, control.start))
        if _is_form(name, kinds, url) or _is_called_form(own_text(outline, control), kinds):
            file = FormFile(url, first_words(name), identify(_ENDING.sub("", name).replace("_", " ")))
            found.setdefault((url, "" if url else name), file)
    return tuple(found.values())[:_MOST]


def _is_file(url: str, written: str, name: str) -> bool:
    if url and document_kind(url, name) in _KINDS:
        return True
    return _HANDLER.search(written) is not None


def _name(outline: Outline, control: Element, url: str) -> str:
    """Return what a link to a file is called: by itself, or else by its row and its file name."""
    text = own_text(outline, control)
    if not _SAYS_NOTHING.fullmatch(bare[text]):
        return text
    for one in control.ancestors():
        if one.tag_name in _ROWS:
            around = outline.text(one)
            if len(around) > len(text) + 3:
                return around
    name = fold(unquote(url).rstrip("/").rpartition("/")[2])
    return name if document_kind(url) else text


def _is_called_form(text: str, kinds: set[str]) -> bool:
    """Say whether a link among the papers is called a form, whatever stands beside it: "Bản kế hoạch (mẫu)"."""
    plain = bare[_ENDING.sub("", text)]
    return "components" in kinds and _STARTS.match(plain) is not None and not _NOT.search(plain)


def _is_form(name: str, kinds: set[str], url: str) -> bool:
    plain = bare[_ENDING.sub("", name).replace("_", " ")]
    starts = _STARTS.match(plain) is not None
    if "form" in kinds:
        return starts or not _NOT.search(plain)
    if kinds & {"legal_basis", "sample", "result", "guide"} and "components" not in kinds:
        return (
            starts
            and not kinds & {"sample", "result"}
            and ("legal_basis" not in kinds or not _NOT.search(plain))
        )
    if _NOT.search(plain) and not starts:
        return False
    file_name = bare[unquote(url).rpartition("/")[2].replace("_", " ").replace("-", " ")]
    return (
        "components" in kinds
        or starts
        or _NAMES.search(plain) is not None
        or _STARTS.match(file_name) is not None
    )
