"""`Books`: what the pages read, opened once for each thread, and what is worked out once for all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from jinja2 import Environment

from audit.lexicon.lexicon import Sectors, load_sectors
from audit.life.model import State
from audit.reasons import REASONS
from audit.results import AgencyResult
from audit.rules import Rules, load_rules
from audit.store.db import Run, Store
from audit.store.ledger import Said
from audit.store.standings import Look
from crawler.clock import moment
from crawler.errors import ConfigError
from crawler.registry import Registry
from reports.environment import environment
from reports.export.records import Record
from reports.i18n import LOCALES, LocaleCode
from reports.portal import texts
from reports.portal.access import Viewer, in_sight
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.users import User
from reports.portal.api.rate import Rates
from reports.portal.data.queries import load_queries
from reports.portal.kept import Kept
from reports.portal.listed import FindingRow, listed
from reports.portal.nation import summed
from reports.portal.oidc import CALLBACK
from reports.portal.parts import parts
from reports.portal.registered import Registered, read
from reports.portal.settings import PortalSettings
from reports.titles import Titles
from reports.views import AgencyView

if TYPE_CHECKING:
    from reports.portal.asked import Asked
    from reports.portal.data.explorer import Explorer
    from reports.portal.oidc.client import Client as ProviderClient

_O = TypeVar("_O", Store, Accounts)
_HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_ROWS_KEPT: Final = 60_000
"""Findings of lists, some 200 bytes each."""
_NUMBERS_KEPT: Final = 500
_RESULTS_KEPT: Final = 3
"""Of one to two MB each; the parts of pages that are made of them are kept longer."""
_DOCUMENTS_KEPT: Final = 3
_LISTINGS_KEPT: Final = 12


class Books:
    """The two databases, the registry and the rules, for all pages of one application.

    Args:
        settings: Where they lie.
        clock: Says the moment.
    """

    def __init__(self, settings: PortalSettings, clock: Callable[[], datetime] = moment) -> None:
        self.settings = settings
        self.clock = clock
        self.place = settings.place
        self._local = threading.local()
        self._opened: list[Store | Accounts] = []
        self._opening = threading.Lock()
        self._rules: Kept[tuple[object, ...], Rules] = Kept(16)
        self._results: Kept[tuple[str, str, str], AgencyResult | None] = Kept(_RESULTS_KEPT)
        self.views: Kept[tuple[str, str, int], tuple[AgencyResult, AgencyView]] = Kept(_RESULTS_KEPT)
        """What gap reports show, by run, agency and identity of the result, which is kept beside it."""
        self.documents: Kept[tuple[str, str, str, int, str], tuple[AgencyResult, Record | None]] = Kept(
            _DOCUMENTS_KEPT
        )
        """Gap reports as data, by run, its state, agency, identity of the result, which is kept beside it, and language."""
        self.parts = parts()
        """Parts of pages and whole files that are the same for everybody who may see them, by all that they show."""
        self.listings: Kept[tuple[object, ...], Mapping[str, tuple[str, ...]]] = Kept(_LISTINGS_KEPT)
        """Names of the report files of each agency of a run, by the run's folder and when files came or went there."""
        self.asked: Kept[tuple[str, str, str, int], tuple[Asked, ...]] = Kept(_NUMBERS_KEPT)
        """What reviewers are asked, by agency, run, when it was judged, and number of answers."""
        self.rates = Rates()
        """How often programs ask."""
        self._last: Kept[tuple[str, int], int] = Kept(_NUMBERS_KEPT)
        self._findings: Kept[tuple[str, Hashable, str], tuple[FindingRow, ...]] = Kept(_ROWS_KEPT, len)
        self._waiting: Kept[int, dict[str, int]] = Kept(2)
        self._counts: Kept[tuple[int, str, frozenset[str]], tuple[dict[State, int], list[Said]]] = Kept(2)
        self._registries: Kept[tuple[str, int], Registered | ConfigError] = Kept(4)
        self._good: Registered | None = None

    @property
    def store(self) -> Store:
        """audit.db, this thread's."""
        found: Store | None = getattr(self._local, "store", None)
        if found is None:
            found = self._local.store = self._keep(Store(self.place.data.db))
        return found

    @property
    def accounts(self) -> Accounts:
        """portal.db, this thread's."""
        found: Accounts | None = getattr(self._local, "accounts", None)
        if found is None:
            found = self._local.accounts = self._keep(Accounts(self.settings.database))
        return found

    def _keep(self, opened: _O) -> _O:
        with self._opening:
            self._opened.append(opened)
        return opened

    def close(self) -> None:
        """Close what every thread has opened."""
        with self._opening:
            for one in self._opened:
                one.close()
            self._opened.clear()
        if "explorer" in self.__dict__ and self.explorer is not None:
            self.explorer.close()

    def today(self) -> str:
        """The calendar day in Viet Nam, YYYY-MM-DD: waivers end by it."""
        return self.clock().astimezone(_HANOI).date().isoformat()

    # ---------- what changes seldom ----------

    @property
    def registry(self) -> Registry:
        """The registry, read again when its file changes: that of the newest run, unless one was asked for by name.

        Raises:
            ConfigError: It is wrong, and never was right since the application began.
        """
        return self.registered.registry

    @property
    def units(self) -> Mapping[str, frozenset[str]]:
        """Ids of the units below each agency, at any depth."""
        return self.registered.units

    @property
    def registered(self) -> Registered:
        """The registry, or where its file is wrong now, the last that was not.

        Raises:
            ConfigError: There never was one.
        """
        path = self.place.of_newest(self.store).sites
        try:
            stamp = path.stat().st_mtime_ns
        except OSError:
            stamp = 0  # reading it says why
        found = self._registries.get_or((str(path), stamp), lambda: read(path))
        if isinstance(found, Registered):
            self._good = found
            return found
        if self._good is None:
            raise found.with_traceback(None)
        return replace(self._good, fault=found)

    @property
    def registry_fault(self) -> ConfigError | None:
        """What is wrong with the registry's file; None when nothing is."""
        try:
            return self.registered.fault
        except ConfigError as fault:
            return fault

    def rules(self, run: Run) -> Rules:
        """The rules that a run was judged by, as the configuration has them now."""
        key = (run.editions, run.day, run.config_sha256)
        return self._rules.get_or(
            key, lambda: load_rules(self.place.config, run.editions, date.fromisoformat(run.day))
        )

    def result(self, run_id: str, agency_id: str) -> AgencyResult | None:
        """An agency's result in a run; None where there is none. A run that is judged again is read again."""
        origin = self.store.origin(run_id, agency_id)
        if origin is None:
            return None
        return self._result(run_id, agency_id, origin.audited_at)

    def result_of(self, agency_id: str, look: Look) -> AgencyResult | None:
        """The same of a result that is known to be there."""
        return self._result(look.run_id, agency_id, look.audited_at)

    def _result(self, run_id: str, agency_id: str, audited_at: str) -> AgencyResult | None:
        key = (run_id, agency_id, audited_at)
        return self._results.get_or(key, lambda: next(iter(self.store.results(run_id, [agency_id])), None))

    def findings(self, agency_id: str) -> tuple[FindingRow, ...]:
        """An agency's findings as lists show them; read again once anything was said of one of them."""
        today = self.today()
        return self._findings.get_or(
            (agency_id, self.told_of(agency_id), today),
            lambda: listed(self.store.ledger.lines(agency_id, today), self.titles),
        )

    def told_of(self, agency_id: str) -> Hashable:
        """Return what changes with anything that is told of an agency's findings: the last word on them, and its results.

        A run that is judged again may tell a finding in other words, or with other points, and look at it as before: then nothing
        new happened to it.
        """
        return self.last_of(agency_id), self.store.standings.looks(agency_id, ("done",))

    def waiting(self) -> dict[str, int]:
        """How many findings of each agency are new, open or back again; counted again once anything was said of any finding."""
        return self._waiting.get_or(self.store.ledger.last(), self.store.standings.waiting)

    def last_of(self, agency_id: str) -> int:
        """Return the number of what was said last of an agency's findings; other agencies' change nothing of it."""
        said = self.store.ledger.last()
        return self._last.get_or((agency_id, said), lambda: self.store.ledger.last(agency_id))

    def counts(self, deciders: frozenset[str]) -> tuple[dict[State, int], list[Said]]:
        """All findings by state, and what waits for a decision, the oldest first; read again once anything was said of any finding.

        Args:
            deciders: Names of those who decide.
        """
        key = (self.store.ledger.last(), self.today(), deciders)
        store = self.store
        return self._counts.get_or(
            key, lambda: (summed(store.ledger.states(key[1]).values()), store.undecided.all(key[1], deciders))
        )

    @cached_property
    def provider(self) -> ProviderClient | None:
        """The provider of OpenID Connect by which people may sign in; None where there is none."""
        options = self.settings.options.oidc
        if options is None:
            return None
        from reports.portal.oidc.client import Client  # noqa: PLC0415 - of the extra `oidc`

        callback = self.settings.base_url + CALLBACK
        return Client(options, self.settings.client_secret, callback, self.clock)

    @cached_property
    def explorer(self) -> Explorer | None:
        """audit.db by tables and SQL, for operators; None where that is not switched on."""
        if not self.settings.options.data:
            return None
        from reports.portal.data.explorer import Explorer  # noqa: PLC0415 - of the extra `datasette`

        return Explorer(self.place.data.db, load_queries(self.place.config))

    @cached_property
    def titles(self) -> Titles:
        """Titles of findings in both languages."""
        return Titles(self.place.config)

    @cached_property
    def sectors(self) -> Sectors:
        """Sectors of agencies, behind the words of the registry."""
        return load_sectors(self.place.config)

    @cached_property
    def environments(self) -> Mapping[LocaleCode, Environment]:
        """The templates, in each language."""
        titles = self.sectors.sectors | self.sectors.fields
        made = {locale: environment(locale, REASONS, titles) for locale in LOCALES}
        for env in made.values():
            env.globals |= {"texts": texts}
            env.auto_reload = False  # a page is made of many templates: looking at all their files took longer than most of them
        return made

    def viewer(self, user: User) -> Viewer:
        """Return what a person may see and do, by the registry of now."""
        # Who sees all comes in even while the registry cannot be read: somebody has to see what is wrong with it.
        units = self.units if user.role.of_agency else {}
        return Viewer(
            user.id, user.name, user.role, user.agency_id, in_sight(user.role, user.agency_id, units)
        )
