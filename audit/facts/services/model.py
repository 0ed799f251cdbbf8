"""What one page says about online public services: frozen facts, no judgement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Published(StrEnum):
    """The level that a page prints beside a service."""

    LEVEL_1 = "1"  # Decree 43/2011/NĐ-CP Art. 3(4)
    LEVEL_2 = "2"
    LEVEL_3 = "3"
    LEVEL_4 = "4"
    WHOLE = "whole"  # toàn trình, Decree 42/2022/NĐ-CP
    PART = "part"  # một phần
    INFORMATION = "information"  # cung cấp thông tin: nothing of it online
    UNSTATED = ""


class ProcedureField(StrEnum):
    """What a procedure must tell, Circular 32/2017/TT-BTTTT Art. 5: eleven points."""

    NAME = "name"  # a
    STEPS = "steps"  # b
    MANNER = "manner"  # c
    COMPONENTS = "components"  # d: papers and number of files
    TIME_LIMIT = "time_limit"  # đ
    WHO = "who"  # e
    AGENCY = "agency"  # g
    RESULT = "result"  # h
    CONDITIONS = "conditions"  # i: forms, sample of the result, conditions, fees
    CHANNELS = "channels"  # k: how to file and how the result comes back
    LEGAL_BASIS = "legal_basis"  # l


class ActionKind(StrEnum):
    """What a button, link or form of a procedure's page does."""

    APPLY = "apply"
    PAY = "pay"
    SIGN_IN = "sign_in"
    TRACK = "track"
    GUIDE = "guide"  # how to file, for the person who files


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One entry of a list of services: a table row, a card, a list item, a record of JSON on the page."""

    name: str
    language: str = "und"
    """Of the name."""
    url: str = ""
    """Of its own page; empty when the row leads nowhere, or by script only."""
    code: str = ""
    """National code, `1.013730`, or the agency's own as printed (`BKH-123456`)."""
    field: str = ""
    """Lĩnh vực, as printed."""
    body: str = ""
    """Executing body, as printed."""
    level: Published = Published.UNSTATED
    level_text: str = ""
    """As printed."""
    apply_url: str = ""
    """Where the row's own button to file it leads."""
    source: str = ""
    """table, card, list, definition, json, document."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """One of the eleven points, with something under its label."""

    field: ProcedureField
    text: str
    """First 40 words."""
    language: str
    """Of the text, not of the label."""
    label: str = ""
    """As printed."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form to download."""

    url: str
    text: str
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Action:
    """A way to do something, with where it leads."""

    kind: ActionKind
    text: str
    language: str = "und"
    url: str = ""
    """Empty: a form or button of this very page, or a script's work."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The one procedure that a page describes."""

    name: str
    language: str = "und"
    code: str = ""
    field: str = ""
    body: str = ""
    level: Published = Published.UNSTATED
    level_text: str = ""
    summary: str = ""
    """Running text that says what it is, outside the eleven points; first 40 words."""
    summary_language: str = "und"
    fields: tuple[FieldText, ...] = ()
    """Each point at most once and language, in the order of the page; NAME is there when the page has a name for it."""
    forms: tuple[FormFile, ...] = ()
    actions: tuple[Action, ...] = ()
    has_form: bool = False
    """The page itself holds the electronic form that files it: fields of the matter and a button to send."""
    attaches: bool = False
    """That form takes files."""
    is_free: bool = False
    """It says that no fee is due."""
    pays_online: bool = False
    """It says, or shows, that fees are paid online."""
    returned_online: bool = False
    """It says that the result comes electronically."""
    returned_by_post: bool = False


@dataclass(frozen=True, slots=True)
class PageServices:
    """All that one page says about services."""

    rows: tuple[ServiceRow, ...] = ()
    procedure: Procedure | None = None
