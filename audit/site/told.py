"""What a page tells by its language: a menu in another one, Vietnamese without marks, a machine that translates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.facts.language_page import TRANSLATORS, PageKind, is_unmarked, page_language
from audit.facts.model import Block, LanguageShare, PageFacts, Place


@dataclass(frozen=True, slots=True)
class Told:
    """Few pages of a site differ in it."""

    navigation: str
    """Of the menus: `en`, `vi`, `other`, `mixed`, or `und` when there is too little of them."""
    vietnamese_shell: bool
    """A Vietnamese menu stands around English content."""
    unmarked: bool
    """The Vietnamese of the main content is written without its marks."""
    translator: str
    """The machine-translation widget, if any."""


def told_by(facts: PageFacts, content: Sequence[Block]) -> Told:
    """Read what a page tells by its language.

    Args:
        facts: All of them.
        content: The blocks of the main content.
    """
    main = facts.language.get(Place.MAIN, LanguageShare()).main
    navigation = facts.language.get(Place.NAV, LanguageShare()).main
    shell = (main, navigation) == ("en", "vi")
    return Told(
        navigation=navigation,
        vietnamese_shell=shell and page_language(facts).kind is PageKind.VIETNAMESE_SHELL,
        unmarked=is_unmarked(content),
        translator=next((widget for widget in facts.widgets if widget in TRANSLATORS), ""),
    )
