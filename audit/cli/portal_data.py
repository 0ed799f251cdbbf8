"""What commands about the portal share: its people's database, and whether an agency is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from audit.place import Place
from audit.store.db import Store
from reports.portal.accounts.db import Accounts


@contextmanager
def opened_accounts(settings: Place) -> Iterator[Accounts]:
    """Open portal.db, made where there is none.

    Raises:
        StoreError: The folder or the database cannot be used.
    """
    settings.data.prepare()
    with Accounts(settings.data.root / "portal.db") as accounts:
        yield accounts


def check_agency(settings: Place, agency_id: str) -> None:
    """See that an agency is in the registry of the newest run, or in the one at hand while there is no run.

    Raises:
        UsageError: It is not; near ids are named.
    """
    if not settings.data.db.is_file():
        settings.registry().get(agency_id)
        return
    with Store(settings.data.db) as store:
        settings.of_newest(store).registry().get(agency_id)
