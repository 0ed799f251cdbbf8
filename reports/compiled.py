"""Templates compiled once in a process: every environment would translate all of them into Python again."""

from __future__ import annotations

from types import CodeType
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from reports.i18n import LOCALES, LocaleCode


class Compiled(BytecodeCache):
    """The templates that environments of one language have in common, in memory.

    Another language has its own, for the compiler works out filters of constants.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}
        """Digest of the text and what it was compiled to, by name and file of the template."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out a template whose text is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if code is not None and checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)


COMPILED: Final[dict[LocaleCode, Compiled]] = {locale: Compiled() for locale in LOCALES}
"""What this process has compiled, by language."""
