"""One row or card to the service that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.facts.data import load
from audit.facts.services.codes import CODE, code_in, is_code, is_dossier
from audit.facts.services.levels import level_in_column, level_in_line, level_of_line, without_level
from audit.facts.services.model import Published
from audit.facts.services.names import (
    clean_name,
    completed,
    has_code_apart,
    is_name,
    level_in_name,
    starts_as_service,
)
from audit.facts.services.pieces import Anchor, Cell, Piece
from audit.facts.services.roles import Role, role_of_label
from audit.facts.services.words import bare
from audit.facts.text import Cache

_DATA = load("services/lists")
_APPLY = frozenset(_DATA["actions"]["apply"])
_APPLY_STARTS = tuple(_DATA["actions"]["apply_starts"])
_DETAILS = frozenset(_DATA["actions"]["details"])
_OTHERS = frozenset(_DATA["actions"]["others"])
_HINTS = tuple(_DATA["hints"])
FILES = tuple(f".{ending}" for ending in _DATA["files"])
"""Ends of addresses of files."""
_WEAK_CODES = frozenset(_DATA["weak_codes"])
_STATES = frozenset(_DATA["states"])
_ALL = frozenset(_DATA["all"])
_HOST = re.compile(r"\A[a-z]+://[^/?]*")
_COLON = re.compile(r"\s*[:：]\s*")
_EDGES = " |•;,·–—-"
_LONGEST_LABEL = 6  # words
_LONGEST_LEVEL = 90  # characters of a line that tells a level
_LONGEST_CODED = (
    120  # characters of a line in whose midst a code tells of the whole; in prose it may be another's
)
_LONGEST_VALUE = 200  # characters of a field or body that is worth keeping
_LONGEST_ACTION = 6  # words of a button's text
_VALUES = frozenset({Role.CODE, Role.NAME, Role.FIELD, Role.BODY, Role.PUBLISHER, Role.LEVEL})
_LINES = _VALUES | {Role.OTHER}


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the lines of a cell tell behind labels, and the lines that have none."""

    values: dict[Role, str]
    rest: list[Piece]


@dataclass(slots=True)
class Entry:
    """A service as far as one row or card tells it."""

    name: str = ""
    code: str = ""
    field: str = ""
    body: str = ""
    level: Published = Published.UNSTATED
    level_text: str = ""
    url: str = ""
    apply_url: str = ""
    source: str = ""
    """Of `ServiceRow`, where the reader of a list knows better than its caller."""

    @property
    def is_told(self) -> bool:
        """Whether more than its name says that it is a service."""
        return bool(self.code or self.level or self.apply_url)

    @property
    def is_hinted(self) -> bool:
        """Whether the address of its page says that it is one."""
        path = _HOST.sub("", self.url.lower())
        return any(hint in path for hint in _HINTS) and not path.partition("?")[0].endswith(FILES)


def is_apply(text: str) -> bool:
    """Say whether a button's text is one to file the service."""
    plain = bare[text]
    return plain in _APPLY or (plain.count(" ") < _LONGEST_ACTION and plain.startswith(_APPLY_STARTS))


def is_action(text: str) -> bool:
    """Say whether a link's text is a button's, not a name."""
    plain = bare[text]
    return not plain or plain in _DETAILS or plain in _OTHERS or is_apply(text)


def read_labels(pieces: Sequence[Piece]) -> Labelled:
    """Part lines into what stands behind labels ("Mã thủ tục: …", or the label on a line of its own) and the rest."""
    values: dict[Role, str] = {}
    rest: list[Piece] = []
    waiting = Role.NONE
    for piece in pieces:
        before, told = _parts(piece.text)
        if waiting is not Role.NONE and not (told and not before) and not _own_label(piece.text):
            values.setdefault(waiting, piece.text.strip(_EDGES))
            waiting = Role.NONE
            continue
        waiting = Role.NONE
        if before or not told:
            own = Role.NONE if told else _own_label(piece.text)
            if own is not Role.NONE:
                waiting = own
                continue
            rest.append(Piece(before, piece.anchor, piece.is_heading) if told else piece)
        for role, value in told:
            if value:
                values.setdefault(role, value)
            else:
                waiting = role
    return Labelled(values, rest)


def has_repeats(pieces: Sequence[Piece]) -> bool:
    """Say whether lines have one label twice: they tell of more than one service."""
    roles = [role for piece in pieces for role, _ in _parts(piece.text)[1]]
    roles += [role for piece in pieces if (role := _own_label(piece.text)) is not Role.NONE]
    return any(roles.count(role) > 1 for role in _VALUES)


def _own_label(text: str) -> Role:
    role = role_of_label(text)
    if role is Role.NAME and " " not in bare[text]:
        return Role.NONE
    return role if role in _LINES else Role.NONE


def _parts(text: str) -> tuple[str, list[tuple[Role, str]]]:
    """Cut a line at its labels: what stands before the first, then each label's role and value."""
    cuts: list[tuple[int, int, Role]] = []
    for colon in _COLON.finditer(text):
        words = text[: colon.start()].split(" ")
        start = colon.start()
        found = None
        for count in range(1, min(_LONGEST_LABEL, len(words)) + 1):
            label = " ".join(words[-count:])
            role = role_of_label(label)
            if role in _LINES:
                found = (start - len(label), colon.end(), role)
        if found and (not cuts or found[0] >= cuts[-1][1]):
            cuts.append(found)
    if not cuts:
        return text, []
    ends = [cut[0] for cut in cuts[1:]] + [len(text)]
    told = [(role, text[value:end].strip(_EDGES)) for (_, value, role), end in zip(cuts, ends, strict=True)]
    return text[: cuts[0][0]].strip(_EDGES), told


def read_entry(cell: Cell, *, told: bool = False, coded: bool = False) -> Entry | None:
    """Return the service that a card or cell names; None when nothing in it can be a name.

    Args:
        cell: The card, or the cell in the column of names.
        told: Whether a heading says that it names a service.
        coded: Whether a code in another cell of the row, or the list around the card, leaves no doubt that it names one.
    """
    labelled = read_labels(cell.pieces)
    entry = Entry(
        code=_code(labelled, cell),
        field=value_of(labelled.values.get(Role.FIELD, "")),
        body=value_of(labelled.values.get(Role.BODY, "") or labelled.values.get(Role.PUBLISHER, "")),
    )
    _tell_level(entry, labelled)
    apply = next((anchor for anchor in cell.anchors if anchor.url and is_apply(anchor.text)), None)
    entry.apply_url = apply.url if apply else ""
    if entry.code and not (told or coded or _is_of_procedure(entry, cell.pieces)):
        entry.code = ""
    if not entry.level and not CODE.match(entry.code) and _is_of_others(cell.pieces):
        return None
    told = told or bool(entry.level) or Role.NAME in labelled.values
    name = _name_piece(labelled, told=told, sure=coded, coded=bool(entry.code))
    if name is None:
        return None
    if not entry.level:
        entry.level = level_in_name(name.text)
        entry.level_text = name.text if entry.level else ""
    if not entry.level:
        entry.level = _pictured(cell, name)
    _finish(entry, name, cell)
    return entry


def _is_of_procedure(entry: Entry, pieces: Sequence[Piece]) -> bool:
    """Say whether a code is a procedure's: the national one, one whose label says so, or one beside a level or field."""
    if CODE.match(entry.code) or entry.level or entry.field:
        return True
    labels = (piece.text.partition(":")[0] for piece in pieces if ":" in piece.text)
    return any(role_of_label(label) is Role.CODE and bare[label] not in _WEAK_CODES for label in labels)


def _is_of_others(pieces: Sequence[Piece]) -> bool:
    """Say whether the lines of a card are those of a petition, dossier, tender or document."""
    for piece in pieces:
        label, colon, _ = piece.text.partition(":")
        if (
            (colon and role_of_label(label) is Role.VETO)
            or bare[piece.text] in _STATES
            or is_dossier(piece.text)
        ):
            return True
    return False


def value_of(text: str) -> str:
    """Return a field or body as printed, without a level behind it; empty where it says "all"."""
    return _values[text] if len(text) <= _LONGEST_VALUE else _value(text)


def _value(text: str) -> str:
    text = without_level(text)
    return "" if bare[text] in _ALL else text


_values: Cache[str] = Cache(_value, size=5_000)


def _code(labelled: Labelled, cell: Cell) -> str:
    code = code_in(labelled.values.get(Role.CODE, ""))
    if code:
        return code
    for piece in cell.pieces:
        found = CODE.search(piece.text)
        if found and (len(piece.text) <= _LONGEST_CODED or has_code_apart(piece.text)):
            return found[0]
    return next((piece.text.strip(" ()[].:#") for piece in labelled.rest if is_code(piece.text)), "")


def _tell_level(entry: Entry, labelled: Labelled) -> None:
    text = labelled.values.get(Role.LEVEL, "")
    entry.level = level_in_column(text)
    if entry.level:
        entry.level_text = text
        return
    for piece in labelled.rest:
        level, part = level_in_line(piece.text)
        if level and not starts_as_service(clean_name(piece.text)):
            entry.level, entry.level_text = level, part
            return


def _pictured(cell: Cell, name: Piece) -> Published:
    """Return the level that a picture, tooltip or class tells; the tooltip of the name is no badge."""
    start = bare[clean_name(name.text)][:30]
    told = tuple(
        text
        for text in cell.told
        if len(text) <= _LONGEST_LEVEL and not bare[clean_name(text)].startswith(start)
    )
    return Cell(told=told, marks=cell.marks).level()


def _name_piece(labelled: Labelled, *, told: bool, sure: bool, coded: bool) -> Piece | None:
    """Return the line that is the name: behind its label, else the likeliest of the others."""
    value = labelled.values.get(Role.NAME, "")
    if value and is_name(clean_name(value), coded=sure or coded, told=True):
        return Piece(value)
    best: tuple[int, Piece] | None = None
    for number, piece in enumerate(labelled.rest):
        if is_action(piece.text) or is_code(piece.text):
            continue
        name = clean_name(piece.text)
        stands_out = piece.anchor is not None or piece.is_heading or told or has_code_apart(piece.text)
        if level_of_line(piece.text) or not is_name(name, coded=sure or (coded and stands_out), told=told):
            continue
        likely = 4 * starts_as_service(name) + 2 * (piece.anchor is not None) + 2 * piece.is_heading
        if best is None or likely > best[0]:
            best = likely, _with_rest(labelled.rest, number)
    return best[1] if best else None


def _with_rest(pieces: Sequence[Piece], number: int) -> Piece:
    """Return a line with the lines that go on with it: a break in the middle of a name."""
    first = pieces[number]
    text = first.text
    for piece in pieces[number + 1 :]:
        if not piece.text[0].islower() or piece.anchor != first.anchor:
            break
        text = f"{text} {piece.text}"
    return Piece(text, first.anchor, first.is_heading)


def _finish(entry: Entry, name: Piece, cell: Cell) -> None:
    """Give an entry its name in full and the address of its page."""
    anchor = name.anchor or _named_anchor(cell, name)
    fuller = ([anchor.title, anchor.text] if anchor else []) + list(cell.told)
    entry.name = completed(clean_name(name.text), *fuller)
    if anchor and anchor.url and not (is_apply(anchor.text) and anchor.url == entry.apply_url):
        entry.url = anchor.url
        return
    entry.url = details_of(cell.anchors, entry.apply_url)


def _named_anchor(cell: Cell, name: Piece) -> Anchor | None:
    start = bare[clean_name(name.text)][:40]
    return next(
        (
            anchor
            for anchor in cell.anchors
            if anchor.url and start and bare[clean_name(anchor.text)].startswith(start)
        ),
        None,
    )


def details_of(anchors: Sequence[Anchor], apply_url: str = "") -> str:
    """Return where the links of a row lead: the button for details, else the one address that they share."""
    for anchor in anchors:
        if anchor.url and bare[anchor.text] in _DETAILS:
            return anchor.url
    urls = {
        anchor.url
        for anchor in anchors
        if anchor.url
        and anchor.url != apply_url
        and not is_apply(anchor.text)
        and bare[anchor.text] not in _OTHERS
        and not anchor.url.lower().partition("?")[0].endswith(FILES)
    }
    return urls.pop() if len(urls) == 1 else ""
