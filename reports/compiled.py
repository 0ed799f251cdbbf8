"""Templates compiled once for all processes: to translate all of them into Python takes longer than most runs take to write pages.

What was compiled lies where Python keeps what it compiles of modules, in `__pycache__`, and is trusted as that is: whoever can write
there can change the program itself. Where nothing can be written, each process compiles for itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Final

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from reports.i18n import LOCALES, LocaleCode

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = _HERE / "templates"
_OURS: Final = "ours-"
"""Begins the keys of templates of this package; others are kept in memory alone."""


class Compiled(BytecodeCache):
    """The templates that environments of one language have in common.

    Another language has its own, for the compiler works out filters of constants.

    Args:
        folder: For templates of this package; made when something is to be kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, tuple[str, CodeType]] = {}
        """Digest of the text and what it was compiled to, by name and file of the template."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what tells a template from all others, and those of this package from others."""
        key = super().get_cache_key(name, filename)
        ours = filename is not None and Path(filename).is_relative_to(_TEMPLATES)
        return f"{_OURS}{key}" if ours else key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out a template whose text is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if code is None or checksum != bucket.checksum:
            code = self._read(bucket)
        if code is not None:
            self._kept[bucket.key] = (bucket.checksum, code)
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        if bucket.code is None:
            return
        self._kept[bucket.key] = (bucket.checksum, bucket.code)
        if bucket.key.startswith(_OURS) and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):  # as Python does without its own
                self._write(bucket, marshal.dumps(bucket.code))

    def _read(self, bucket: Bucket) -> CodeType | None:
        if not bucket.key.startswith(_OURS):
            return None
        try:
            head, _, packed = (self._folder / bucket.key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != _head(bucket, packed):
            return None
        code: CodeType = marshal.loads(packed)  # noqa: S302 - see above
        return code

    def _write(self, bucket: Bucket, packed: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(bucket, packed) + b"\n" + packed)
            Path(name).replace(self._folder / bucket.key)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _head(bucket: Bucket, packed: bytes) -> bytes:
    """Return by what a file is known to be whole, of the template's text, and of this program."""
    return f"{program_stamp()} {bucket.checksum} {hashlib.sha256(packed).hexdigest()}".encode()


@cache
def program_stamp() -> str:
    """Digest of what the compiler's result depends on beside the text: Python, Jinja, our code and translations, by size and time."""
    digest = hashlib.sha256(MAGIC_NUMBER + jinja2.__version__.encode())
    packages = (_HERE, _HERE.parent / "audit", _HERE.parent / "crawler")
    files = (path for package in packages for kind in ("*.py", "*.po") for path in package.rglob(kind))
    for path in sorted(map(str, files)):
        stat = os.stat(path)  # noqa: PTH116 - hundreds of times
        digest.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
    return digest.hexdigest()


COMPILED: Final[dict[LocaleCode, Compiled]] = {
    locale: Compiled(_HERE / "__pycache__" / "templates" / locale) for locale in LOCALES
}
"""What was compiled, by language."""
