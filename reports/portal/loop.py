"""`Sharing`: an event loop that leaves something for the other processes."""

from __future__ import annotations

import asyncio
from typing import Any


class Sharing(asyncio.SelectorEventLoop):
    """Takes connections one at a time.

    asyncio takes all that wait at once. Of processes that listen on one socket the first to wake then has every browser that came in
    that moment, for as long as they keep their connections, and the others have nothing to do.
    """

    async def create_server(self, *args: Any, backlog: int = 100, **known: Any) -> asyncio.Server:
        """As asyncio's; `backlog` is only how many may wait."""
        server = await super().create_server(*args, backlog=1, **known)
        if (shared := known.get("sock")) is not None:
            shared.listen(backlog)
        return server
