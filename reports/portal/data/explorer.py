"""`Explorer`: one Datasette over audit.db, for one process."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from starlette.types import Receive, Scope, Send

from reports.portal.assets import address_of
from reports.portal.data.queries import Query

BASE: Final = "/data/"
NAME: Final = "audit"
"""Of the database, in addresses."""
SLOWEST_MS: Final = 1000
"""Of one question; what takes longer is broken off."""
MOST_ROWS: Final = 1000
THREADS: Final = 2
_TEMPLATES: Final = Path(__file__).parents[2] / "templates" / "datasette"
_SETTINGS: Final = {
    "base_url": BASE,
    "sql_time_limit_ms": SLOWEST_MS,
    "max_returned_rows": MOST_ROWS,
    "num_sql_threads": THREADS,
    "allow_download": False,
    "allow_csv_stream": False,
    "cache_size_kb": 0,  # SQLite's own: setting it is a pragma that may not be
    "default_cache_ttl": 0,
    "truncate_cells_html": 240,  # JSON of a result is a megabyte
    "trace_debug": False,
    "template_debug": False,
}
_UNWANTED: Final = (
    "datasette.publish.heroku", "datasette.publish.cloudrun", "datasette.actor_auth_cookie", "datasette.blob_renderer",
    "datasette.default_magic_parameters", "datasette.default_menu_links", "datasette.handle_exception",
)  # fmt: skip

_NOTHING: Final = object()


class Explorer:
    """Datasette, without plugins of others, over one database that it can only read.

    Args:
        database: audit.db.
        queries: Shown beside its tables.
    """

    def __init__(self, database: Path, queries: Iterable[Query]) -> None:
        made = _datasette()
        from reports.portal.data.reading import ReadOnly  # noqa: PLC0415 - of the extra `datasette`

        self._datasette = made(
            files=[],
            memory=False,
            settings=_SETTINGS,
            metadata=_metadata(queries),
            template_dir=str(_TEMPLATES),
        )
        self._datasette.jinja_env.globals["asset"] = address_of
        self._datasette.remove_database("_memory")  # there by itself where no file is named
        self._database = self._datasette.add_database(ReadOnly(self._datasette, str(database)), name=NAME)
        self._app = self._datasette.app()

    async def ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whose path is what follows `BASE`."""
        await self._app(scope, receive, send)

    def close(self) -> None:
        """Close the database."""
        self._datasette.executor.shutdown()
        self._database.close()


def _datasette() -> Any:
    """Import Datasette, once, without plugins that are installed beside it: one that writes would write here."""
    if "datasette.plugins" not in sys.modules:
        # The one switch that it has for that; nothing else asks for it.
        with patched(sys, "_called_from_test", value=True):
            import datasette.plugins  # noqa: F401, PLC0415 - of the extra `datasette`
    from datasette.app import Datasette  # noqa: PLC0415
    from datasette.plugins import DEFAULT_PLUGINS, pm  # noqa: PLC0415

    from reports.portal.data import faults  # noqa: PLC0415

    for plugin in pm.get_plugins():
        name = pm.get_name(plugin)
        if plugin is not faults and (name not in DEFAULT_PLUGINS or name in _UNWANTED):
            pm.unregister(plugin)
    if not pm.is_registered(faults):
        pm.register(faults)
    return Datasette


@contextmanager
def patched(thing: object, name: str, *, value: object) -> Iterator[None]:
    """Give something an attribute for a moment, and take it away again where it had none."""
    before = vars(thing).get(name, _NOTHING)
    setattr(thing, name, value)
    try:
        yield
    finally:
        if before is _NOTHING:
            delattr(thing, name)
        else:
            setattr(thing, name, before)


def _metadata(queries: Iterable[Query]) -> dict[str, Any]:
    shown = {
        query.id: {
            "sql": query.sql,
            "title": f"{query.title.vi} · {query.title.en}",
            "description": f"{query.note.vi} · {query.note.en}",
        }
        for query in queries
    }
    return {"title": NAME, "databases": {NAME: {"queries": shown}}}
