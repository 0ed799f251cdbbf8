"""Results set aside on disk while a run is judged again: those of ten thousand agencies are too large to hold."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from pydantic import TypeAdapter

from audit.results import AgencyResult
from audit.site.spool import folder_for_large_files

_RESULT = TypeAdapter(AgencyResult)


class Spooled:
    """Results in a file without a name, which is gone when the program ends, however that may be.

    Args:
        results: Read once.
    """

    def __init__(self, results: Iterable[AgencyResult]) -> None:
        self._file = TemporaryFile(dir=folder_for_large_files())  # noqa: SIM115 - open as long as what is in it is asked for
        weakref.finalize(self, self._file.close)
        self._count = 0
        for result in results:
            self._file.write(_RESULT.dump_json(result) + b"\n")
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[AgencyResult]:
        self._file.seek(0)
        for line in self._file:
            yield _RESULT.validate_json(line)
