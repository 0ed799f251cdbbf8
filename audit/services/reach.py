"""How a person gets to a service: clicks, dead ends, login walls, the portal's own search."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from audit.services.filing import Target, Way, Ways
from audit.services.mentions import Mention
from audit.services.model import ServiceReach
from audit.services.naming import normal_name
from audit.services.rules import ServiceRules
from audit.site import Page, SiteView
from audit.site.addresses import key_of


class Reach:
    """Measures the ways to the services of one site.

    Args:
        site: The agency's portals.
        ways: What is behind its buttons.
        rules: How far the English version is followed.
    """

    def __init__(self, site: SiteView, ways: Ways, rules: ServiceRules) -> None:
        self._site = site
        self._ways = ways
        self._steps = rules.english_steps

    def of(self, found: Sequence[Mention], targets: Sequence[Target]) -> ServiceReach:
        """Return the reach of a service.

        Args:
            found: All its mentions.
            targets: What is behind its buttons to file.
        """
        own = [one for one in found if one.procedure is not None]
        pages = [one.page for one in own] or [one.page for one in found]
        clicks = [page.clicks for page in pages if page.clicks >= 0]
        english = [self._english[p.key] for p in (one.page for one in own) if p.key in self._english]
        return ServiceReach(
            clicks=min(clicks, default=-1),
            english_clicks=min(english, default=-1),
            searched=self._searched(found),
            dead_end=self._dead_end(found, targets),
            login_wall=not own and any(self._walled(one) for one in found),
        )

    @cached_property
    def _english(self) -> dict[str, int]:
        """Clicks from the English home page to each page of the English version, by key."""
        site = self._site
        homes = [page for page in site.homes if page.branch == "en"]
        steps = {page.key: 0 for page in homes}
        level = homes
        for step in range(1, self._steps + 1):
            nearer: list[Page] = []
            for page in level:
                for link in page.facts.links:
                    target = site.by_key.get(key_of(link.url))
                    if target is not None and target.key not in steps and target.branch == "en":
                        steps[target.key] = step
                        nearer.append(target)
            level = nearer
        return steps

    def _dead_end(self, found: Sequence[Mention], targets: Sequence[Target]) -> str:
        for target in targets:
            if target.way is Way.DEAD:
                return target.url
        for one in found:
            if one.row is not None and one.row.url and self._ways.is_dead(one.row.url):
                return one.row.url
        return ""

    def _walled(self, one: Mention) -> bool:
        return one.row is not None and bool(one.row.url) and self._ways.is_walled(one.row.url)

    @cached_property
    def _results(self) -> dict[str, frozenset[str]]:
        """Keys of all that the portals' own searches offered, by the normalised name asked for."""
        answers: dict[str, set[str]] = {}
        for answer in self._site.searches:
            offered = {key_of(link.url) for link in answer.facts.links}
            answers.setdefault(normal_name(answer.asked), set()).update(offered)
        return {asked: frozenset(offered) for asked, offered in answers.items()}

    def _searched(self, found: Sequence[Mention]) -> bool | None:
        asked = [self._results[name] for name in {one.norm for one in found} if name in self._results]
        if not asked:
            return None
        keys = {one.target for one in found if one.target} | {one.page.key for one in found if one.procedure}
        return any(keys & offered for offered in asked)
