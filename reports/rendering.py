"""What every kind of report is given: the run, and an environment for each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from audit.results import AgencyResult
from reports.agencies import Agencies
from reports.i18n import LocaleCode
from reports.safety import visible
from reports.told import Told

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TAKEN = frozenset({"index", "overview", "un", "egdi", "calendar", "thematic", "help", "difference"})
"""Names of pages of the run, which lie in the same folder."""
_PARTS: Final = 4096
"""Of a template's output that are joined: most are a few letters, and a page may have millions."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The reports of one run, about to be made."""

    told: Told
    environments: Mapping[LocaleCode, Environment]
    """The language offered first comes first."""
    formats: Sequence[str]
    """Those that are written: keys of `reports.kinds.FORMATS`; pages link to the files of these only."""
    names: frozenset[str] = frozenset()
    """All files that are written, or lie there from before, as their kinds name them: `vi/moh.html`."""
    templates: Path | None = None
    """The operator's folder of templates, which come before the project's own of the same name."""

    def page(self, locale: LocaleCode, template: str, **shown: Any) -> str:
        """Render a template; what cannot be seen in crawled text is made visible.

        Known in every template are `run`, `formats`, `written` (`Rendering.names`) and `locales`; and `file_name`, the page's
        own, where pages link to themselves.

        Raises:
            jinja2.TemplateError: The template is wrong, or asks for what is not there.
        """
        made = self.environments[locale].get_template(template)
        return visible(made.render(**self._known(), **shown))

    def pieces(self, locale: LocaleCode, template: str, **shown: Any) -> Iterator[str]:
        """Render a template as `page` does, some lines at a time, so that no page is in memory whole.

        Raises:
            jinja2.TemplateError: As `page` does, wherever it has come to.
        """
        made = self.environments[locale].get_template(template)
        parts = made.generate(**self._known(), **shown)
        while batch := list(islice(parts, _PARTS)):
            yield visible("".join(batch))

    def _known(self) -> dict[str, Any]:
        return {
            "run": self.told.run,
            "formats": tuple(self.formats),
            "written": self.names,
            "locales": tuple(self.environments),
        }


Content = str | bytes | Iterable[str]
"""Of a file. Pages that grow with the run come piece by piece, each as text."""
OfRun = Callable[[Rendering], "Iterator[tuple[str, Callable[[], Content]]]"]
"""Names the files of one kind of report about the whole run below the folder, and makes each when called: `vi/index.html`."""
Make = Callable[["LocaleCode", str, AgencyResult], Content]
"""Makes a file about an agency: in a language, with an ending, from the whole result."""


@dataclass(frozen=True, slots=True)
class OfAgency:
    """One kind of report about an agency: `vi/moh.html`, in each language.

    Naming cannot fail for one agency's sake: whatever can go wrong, goes wrong while the file is made, so that the others are written.
    """

    endings: tuple[str, ...]
    """Of the files' names, after the agency's id: `.html`."""
    begin: Callable[[Rendering, Agencies], Make]
    """Called once for a run, with what its reports about agencies share."""

    def names(self, agency_id: str, locales: Iterable[LocaleCode]) -> Iterator[str]:
        """Yield the names of an agency's files below the folder."""
        return (f"{locale}/{agency_id}{ending}" for locale in locales for ending in self.endings)


Kind = OfRun | OfAgency


def agency_file(agency_id: str) -> str:
    """Return the name of an agency's files, without their ending.

    Raises:
        ValueError: The id cannot be the name of a file.
    """
    if not _NAME.fullmatch(agency_id) or agency_id in _TAKEN:
        raise ValueError(f"{agency_id!r} cannot be the name of a file")
    return agency_id


def agency_of(name: str, ids: Collection[str]) -> str:
    """Return whose file it is; empty for files of the run.

    >>> agency_of("vi/moh-letter.docx", {"moh", "moha"}), agency_of("vi/index.html", {"moh"})
    ('moh', '')

    Args:
        name: As a kind names it, `vi/moh.html`.
        ids: Agencies; where one id begins with another, the longer one that fits is meant.
    """
    _folder, _, file = name.rpartition("/")
    fitting = [id_ for id_ in ids if file.startswith((f"{id_}.", f"{id_}-"))]
    return max(fitting, key=len, default="") if name.count("/") == 1 else ""
