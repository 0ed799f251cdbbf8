"""An agency's services from its pages: the one door of this package for a single agency. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from audit.facts.services.model import Action, ActionKind, Procedure, ProcedureField, Published, ServiceRow
from audit.facts.services.names import is_cut
from audit.rules import Rules
from audit.services.english import english_of, for_foreigners, speaks_english
from audit.services.filing import Target, Ways
from audit.services.hosts import filing_hosts
from audit.services.levels import check_level, told_fields
from audit.services.mentions import Mention, mentions
from audit.services.merge import merge
from audit.services.model import Service, ServiceInventory
from audit.services.naming import normal_name
from audit.services.reach import Reach
from audit.services.topics import Topics
from audit.site import Page, SiteView

_MOST_LISTS = 5
_ORDER = tuple(Published)


def take_inventory(site: SiteView, rules: Rules) -> ServiceInventory:
    """Return all online public services that an agency's portals name.

    Args:
        site: What was read of them.
        rules: Criteria, terms and the rules about services.
    """
    taking = _Taking(site, rules)
    groups = merge(site, list(mentions(site)))
    taken = [taking.service(group) for group in groups]
    portal = site.outcome("services")
    blocked = portal is not None and portal.confirmed and portal.status.is_blocked
    why = portal.status.value if blocked and portal is not None else ""
    if not why and portal is not None and portal.confirmed and _needs_script(site, portal.url):
        why = "needs_script"
    return ServiceInventory(
        services=tuple(service for service, _ in taken),
        hosts=filing_hosts(site, (targets for _, targets in taken), rules.services),
        readable=not why and site.readable,
        why=why,
    )


def _needs_script(site: SiteView, url: str) -> bool:
    page = site.page(url)
    return page is not None and page.facts.needs_script


class _Taking:
    def __init__(self, site: SiteView, rules: Rules) -> None:
        self._site = site
        self._rules = rules.services
        self._ways = Ways(site, rules.services)
        self._reach = Reach(site, self._ways, rules.services)
        self._topics = Topics(rules.main.values(), rules.lexicon)

    def service(self, found: Sequence[Mention]) -> tuple[Service, list[Target]]:
        """Return a service and what is behind its buttons to file."""
        own = [one for one in found if one.procedure is not None]
        targets = [self._ways.of(page, action) for page, action in _buttons(found)]
        level, steps = check_level(own, targets, self._rules)
        name, name_en = _name(found, "vi"), _name(found, "en")
        codes = tuple(sorted({one.code for one in found if one.code}))
        published, text, others = _published(found)
        told = told_fields(own)
        service = Service(
            id=service_id(self._site.agency.id, codes, _mark(found, name or name_en)),
            name=name,
            name_en=name_en,
            codes=codes,
            field=_most(_told(one).field for one in _first_vietnamese(found)),
            body=_most(_told(one).body for one in _first_vietnamese(found)),
            url=_url(found, "vi"),
            english_url=_url(found, "en"),
            described=bool(own),
            published=published,
            published_text=text,
            published_others=others,
            checked=level,
            steps=steps,
            missing=tuple(field for field in ProcedureField if field not in told) if own else (),
            english=english_of(found, self._is_filed_in_english(found)),
            foreigners=for_foreigners(found, self._rules),
            reach=self._reach.of(found, targets),
            topics=tuple(sorted(self._topics.of(name, "vi") | self._topics.of(name_en, "en"))),
            listed_on=_once(one.page.url for one in found if one.row is not None and not one.file),
            documents=_once(one.file for one in found if one.file),
        )
        return service, targets

    def _is_filed_in_english(self, found: Sequence[Mention]) -> bool:
        """Whether a button on a page that speaks English of a service leads to an electronic form in English."""
        for one in found:
            if one.procedure is None or not speaks_english(one.procedure):
                continue
            for action in one.procedure.actions:
                form = self._ways.form_behind(action.url) if action.kind is ActionKind.APPLY else None
                if form is not None and speaks_english(form):
                    return True
        return False


def service_id(agency_id: str, codes: Sequence[str], name: str) -> str:
    """Return the id of a service: 16 hex digits of agency and first code, or else of agency and normalised name."""
    mark = codes[0] if codes else normal_name(name)
    return hashlib.sha256(f"{agency_id}|service|{mark}".encode()).hexdigest()[:16]


def _mark(found: Sequence[Mention], name: str) -> str:
    """Return what tells a service without code from others: its name, and where it is cut short its page, too."""
    return f"{name} {found[0].target}" if is_cut(name) else name


def _buttons(found: Sequence[Mention]) -> Iterator[tuple[Page, Action]]:
    """Yield the buttons to file, those of its own pages first, each address once."""
    seen: set[str] = set()
    for one in sorted(found, key=lambda one: one.procedure is None):
        actions: Sequence[Action] = one.procedure.actions if one.procedure is not None else ()
        if one.row is not None and one.row.apply_url:
            actions = (Action(ActionKind.APPLY, one.row.name, url=one.row.apply_url),)
        for action in actions:
            if action.kind is ActionKind.APPLY and action.url not in seen:
                seen.add(action.url)
                yield one.page, action


def _name(found: Sequence[Mention], language: str) -> str:
    """Return the name as its own page gives it, else as most lists do, the longest among equals; none that is cut short if there is another."""
    own = [one.name for one in found if one.procedure is not None and one.language == language]
    rows = [one.name for one in found if one.row is not None and one.language == language]
    for names in (own, rows):
        if whole := [name for name in names if not is_cut(name)]:
            return whole[0] if names is own else _most(whole)
    return own[0] if own else _most(rows)


def _once(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urls))[:_MOST_LISTS]


def _most(values: Iterable[str]) -> str:
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: (counts[value], len(value), value), default="")


def _told(one: Mention) -> Procedure | ServiceRow:
    told = one.procedure or one.row
    if told is None:
        raise ValueError("a mention is a row or a procedure")
    return told


def _first_vietnamese(found: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions in Vietnamese; all where there are none."""
    return [one for one in found if one.language == "vi"] or found


def _published(found: Sequence[Mention]) -> tuple[Published, str, tuple[Published, ...]]:
    """Return the level printed on its own page, else on most lists, with its words and the other levels printed elsewhere."""
    own = [_told(one) for one in found if one.procedure is not None]
    rows = [_told(one) for one in found if one.row is not None]
    stated = [one for one in (*own, *rows) if one.level is not Published.UNSTATED]
    if not stated:
        return Published.UNSTATED, "", ()
    first = next((one.level for one in own if one.level is not Published.UNSTATED), None)
    level = first or Counter(one.level for one in stated).most_common(1)[0][0]
    text = next(one.level_text for one in stated if one.level is level)
    others = {one.level for one in stated} - {level}
    return level, text, tuple(sorted(others, key=_ORDER.index))


def _url(found: Sequence[Mention], language: str) -> str:
    """Return the page that describes it in a language, else where a list leads; of Vietnamese ones else the list itself."""
    mine = [one for one in found if one.language == language]
    own = next((one.page.url for one in mine if one.procedure is not None and not _is_form(one)), "")
    own = own or next((one.page.url for one in mine if one.procedure is not None), "")
    led = own or next((one.row.url for one in mine if one.row is not None and one.row.url), "")
    return led or (next((one.file or one.page.url for one in mine), "") if language == "vi" else "")


def _is_form(one: Mention) -> bool:
    """Whether its page is the electronic form and tells nothing else."""
    return one.procedure is not None and one.procedure.has_form and len(one.procedure.fields) < 2
