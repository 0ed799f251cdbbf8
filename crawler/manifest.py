"""What a snapshot in a store consists of: files, each as parts that never change, named by their digest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of a file; the object that holds them is named by the digest."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The marker that is written last: what it lists is there, whole."""

    finished: bool
    """Whether the crawl came to its end; else it is to be gone on with."""
    answered: int
    """URLs that have an answer: of two unfinished snapshots the one with more is further on."""
    files: dict[str, tuple[Part, ...]]
    """Name within the snapshot folder -> its parts, in order."""
    log: tuple[Part, ...] = ()
    """The end of the crawl's log."""

    @property
    def parts(self) -> frozenset[str]:
        """Digests of all parts."""
        every = (part for parts in (*self.files.values(), self.log) for part in parts)
        return frozenset(part.sha256 for part in every)

    def dump(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps({"version": VERSION, **asdict(self)}).encode()


def load(data: bytes) -> Manifest:
    """Read what `dump` wrote.

    Raises:
        ValueError: It is no manifest of this version.

    >>> manifest = Manifest(True, 7, {"pages.db": (Part("ab", 3),)})
    >>> load(manifest.dump()) == manifest
    True
    """
    try:
        raw = json.loads(data)
        if raw["version"] != VERSION:
            raise ValueError(f"a manifest of version {raw['version']}; this program reads {VERSION}")
        files = {name: _parts(parts) for name, parts in raw["files"].items()}
        return Manifest(bool(raw["finished"]), int(raw["answered"]), files, _parts(raw["log"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a damaged manifest: {error!r}") from error


def _parts(raw: list[dict[str, object]]) -> tuple[Part, ...]:
    return tuple(Part(str(p["sha256"]), int(str(p["size"]))) for p in raw)
