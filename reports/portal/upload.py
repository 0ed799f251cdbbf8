"""Forms with a file in them, as browsers send them (RFC 7578): read whole, and never written anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MOST_PARTS: Final = 20
_NAME: Final = re.compile(rb'(?:^|;)\s*name="([^"\r\n]*)"', re.IGNORECASE)
_FILE: Final = re.compile(rb'(?:^|;)\s*filename="([^"\r\n]*)"', re.IGNORECASE)
_BOUNDARY: Final = re.compile(r'boundary="?([0-9A-Za-z\'()+_,./:=? -]{1,70})"?\s*(?:;|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent."""

    name: str
    """As the browser calls it, without folders; for messages alone."""
    data: bytes


def is_multipart(content_type: str) -> bool:
    """Whether a form may hold files."""
    return content_type.partition(";")[0].strip().lower() == "multipart/form-data"


def parts_of(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    r"""Return the fields and the files of a form, the last of each name.

    Args:
        content_type: Names the boundary between the parts.
        body: All of it.

    Raises:
        ValueError: It is no such form: no boundary, a part without a name, text that is no UTF-8, or too many parts.

    >>> body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'
    >>> parts_of("multipart/form-data; boundary=x", body)
    ({'a': '1'}, {})
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("a form in parts without a boundary")
    mark = b"\r\n--" + found[1].strip().encode("ascii")
    _before, *parts = (b"\r\n" + body).split(mark)
    if not parts or not parts[-1].startswith(b"--"):
        raise ValueError("a form in parts without an end")
    if len(parts) > MOST_PARTS + 1:
        raise ValueError("a form in too many parts")
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in parts[:-1]:
        head, _empty, data = part.partition(b"\r\n\r\n")
        disposition = next(
            (line for line in head.split(b"\r\n") if line.lower().startswith(b"content-disposition:")), b""
        )
        name = _NAME.search(disposition)
        if name is None:
            raise ValueError("a part without a name")
        file = _FILE.search(disposition)
        if file is None:
            fields[name[1].decode("utf-8")] = data.decode("utf-8")
        else:
            files[name[1].decode("utf-8")] = Upload(_plain(file[1].decode("utf-8")), data)
    return fields, files


def _plain(name: str) -> str:
    """The name without folders, which some browsers send, and of a length that a message bears."""
    return re.split(r"[\\/]", name)[-1][-100:]
