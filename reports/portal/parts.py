"""Parts of pages that are the same for everybody who may see them: rendered once, and kept as bytes.

What such a part shows follows from its key and from nothing else. It is rendered without the visit, so that it cannot hold a name, a
token or anything else of the person who asked first.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from reports.portal.kept import Kept
from reports.portal.ways import Ways
from reports.safety import visible

MOST_BYTES: Final = 8_000_000
"""Of all parts that are kept, as they are kept."""
HERE: Final = Markup(f"<!--{secrets.token_hex(16)}-->")  # noqa: S704 - digits
"""Where the part comes to stand in its page; nobody outside of this process can write it."""
_LARGE: Final = 16_000
"""Bytes from which on a part is kept packed: unpacking takes some ten-thousandths of a second, and tables pack to a tenth."""

_PLAIN, _PACKED = b"\x00", b"\x01"

Parts = Kept[tuple[object, ...], bytes]


def parts() -> Parts:
    """Return room for parts, by what each of them shows."""
    return Kept(MOST_BYTES, len)


def rendered(env: Environment, ways: Ways, template: str, context: Mapping[str, Any]) -> bytes:
    """Render a part of `templates/portal/parts/`, packed where it is large.

    Args:
        env: The templates in one language.
        ways: What the part may know of the application: addresses.
        template: Its name.
        context: What it shows.
    """
    text = env.get_template(f"portal/parts/{template}").render(ways=ways, **context)
    return packed(visible(text).encode("utf-8"))


def put_in(page: str, found: Sequence[bytes]) -> bytes:
    """Put parts into a page, in the place of `HERE`."""
    before, _, after = page.partition(HERE)
    return b"".join(
        (visible(before).encode("utf-8"), *(unpacked(part) for part in found), visible(after).encode("utf-8"))
    )


def packed(whole: bytes) -> bytes:
    """Return bytes as they are kept."""
    return _PACKED + zlib.compress(whole, 1) if len(whole) > _LARGE else _PLAIN + whole


def unpacked(part: bytes) -> bytes:
    """Return what was kept."""
    return zlib.decompress(part[1:]) if part.startswith(_PACKED) else part[1:]
