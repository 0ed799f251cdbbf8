"""Which kind of file some bytes are, whatever address and headers say."""

from __future__ import annotations

from audit.facts.documents.container import container_kind
from audit.facts.documents.model import Trouble

_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


_STREAMS = (
    ("encrypted", _wide("EncryptedPackage")),
    ("doc", _wide("WordDocument")),
    ("xls", _wide("Workbook")),
    ("xls", _wide("Book")),
)
"""Names in the directory of an OLE file, and what they tell."""


def kind_of(body: bytes) -> tuple[str, Trouble]:
    """Tell the kind of a file, and why it is not read.

    >>> kind_of(b"%PDF-1.4 ..."), kind_of(b"<!doctype html><p>404</p>"), kind_of(b"")
    (('pdf', <Trouble.NONE: ''>), ('html', <Trouble.PAGE: 'page'>), ('', <Trouble.EMPTY: 'empty'>))
    """
    head = body[:_HEAD]
    if not body.strip(b"\0 \t\r\n"):
        return "", Trouble.EMPTY
    if b"%PDF-" in head:
        return "pdf", Trouble.NONE
    if body.startswith(b"PK\x03\x04"):
        return container_kind(body)
    if body.startswith(_OLE):
        return _ole_kind(body)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        return "rtf", Trouble.NONE
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start or b"<body" in start:
        return "html", Trouble.PAGE
    return "", Trouble.UNSUPPORTED


def _ole_kind(body: bytes) -> tuple[str, Trouble]:
    for kind, name in _STREAMS:
        if name in body:
            return ("", Trouble.ENCRYPTED) if kind == "encrypted" else (kind, Trouble.NONE)
    return "", Trouble.UNSUPPORTED
