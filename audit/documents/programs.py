"""Word and Excel files from before 2007, and RTF, with small programs of Debian: antiword, catdoc, xls2csv."""

from __future__ import annotations

import shutil
import subprocess
import tempfile

from audit.facts.documents.draft import LIMITS
from audit.facts.documents.model import Trouble
from audit.facts.documents.old import SHEET_END

_PROGRAMS = {
    "doc": (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-w", "-d", "utf-8")),
    "rtf": (("catdoc", "-w", "-d", "utf-8"),),
    "xls": (("xls2csv", "-q", "3", "-d", "utf-8", "-b", SHEET_END),),
}
"""Tried in this order."""


def text_of(kind: str, body: bytes) -> tuple[str, Trouble]:
    """Return the text of an old file from the first program that is installed and makes some of it.

    Args:
        kind: doc, rtf or xls; sheets of the latter come as CSV.
        body: The file.

    Returns:
        The text, and why there is none.
    """
    trouble = Trouble.NO_READER
    with tempfile.NamedTemporaryFile(suffix=f".{kind}") as file:
        file.write(body)
        file.flush()
        for command in _PROGRAMS[kind]:
            if shutil.which(command[0]):
                text, trouble = _run([*command, file.name])
                if text:
                    return text, trouble
    return "", trouble


def _run(command: list[str]) -> tuple[str, Trouble]:
    with tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=LIMITS["tool_seconds"],
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "", Trouble.SLOW
        except OSError:
            return "", Trouble.NO_READER
        output.seek(0)
        text = output.read(LIMITS["tool_bytes"]).decode("utf-8", "replace").strip(" \t\r\n")
    return text, Trouble.NONE if text and done.returncode == 0 else Trouble.DAMAGED
