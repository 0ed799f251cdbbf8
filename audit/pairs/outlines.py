"""Reads outlines: one look at each page's facts, of which little is kept."""

from __future__ import annotations

from collections.abc import Iterator

from audit.facts.model import Place
from audit.lexicon import LANGUAGES
from audit.lexicon.words import holds_any, tokens
from audit.pairs.looks import Look, look_of
from audit.pairs.marks import file_language
from audit.pairs.twins import EnglishFile, Outline
from audit.site import Page, Role, SiteView


class Outlines:
    """The outlines of a site's pages, each read once.

    Args:
        site: The site.
        with_marks: Whether pages will be compared by content.
    """

    def __init__(self, site: SiteView, *, with_marks: bool) -> None:
        self._site = site
        self._with_marks = with_marks
        self._labels = {
            label.lower(): language
            for language in LANGUAGES
            for label in site.lexicon[language].branch.labels
        }
        self._english = (*site.lexicon["vi"].elsewhere, "english version", "bản tiếng anh")
        self._known: dict[str, Outline] = {}

    def of(self, page: Page) -> Outline:
        """Return the outline of a page."""
        found = self._known.get(page.key)
        if found is None:
            found = self._known[page.key] = self._read(page)
        return found

    def _read(self, page: Page) -> Outline:
        facts = page.facts
        look = look_of(facts) if self._with_marks else Look()
        return Outline(
            page=page,
            words=page.main_words("vi"),
            english_words=page.main_words("en"),
            newest=page.signs.newest,
            alternates=tuple(
                (a.language[:2], a.url) for a in facts.alternates if a.language[:2] in LANGUAGES
            ),
            switches=tuple(self._switches(page)),
            english_file=self._english_file(page),
            translator=bool(page.told.translator),
            empty=page.is_any(Role.PLACEHOLDER, Role.MISSING) or facts.needs_script,
            main=facts.main_language,
            dated=bool(facts.published),
            marks=look.marks,
            shape=look.shape,
        )

    def _switches(self, page: Page) -> Iterator[tuple[str, str]]:
        for link in page.facts.links:
            if link.place is Place.MAIN and not page.is_any(Role.HOME):
                continue
            language = self._labels.get(link.text.strip().lower()) or link.hreflang[:2]
            if language in LANGUAGES and link.url.startswith("http"):
                yield language, link.url

    def _english_file(self, page: Page) -> EnglishFile | None:
        """Return the file that stands for the page in English: the agency's own, and called so by its label or name.

        A page of many files lists documents or forms; one of them in English is no version of the page.
        """
        files = {d.url: d for d in page.facts.documents if d.place is Place.MAIN}
        if len(files) > self._site.lexicon.thresholds.pair_files:
            return None
        for document in files.values():
            labelled = bool(holds_any(tokens(document.text), self._english))
            if self._site.owns(document.url) and (labelled or file_language(document.url) == "en"):
                return EnglishFile(document.url, document.text)
        return None
