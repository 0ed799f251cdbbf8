"""Where to report corruption and other wrongs: a named channel, else a line of text that gives one."""

from __future__ import annotations

import re

from audit.detectors.case import Case, page_evidence, partly
from audit.detectors.named import named
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Role

_REACH = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?<![\d/])(?:\+?84|0|1[89]00)[\d .()-]{5,14}\d")


def reporting(case: Case) -> Side:
    """A channel to report corruption (EP-021), or what the parameter `subject` says: violations of labour law (EP-131).

    What the words of a subject say in running text is telling for corruption only; elsewhere the thing's own names are asked for.
    """
    side = named(case)
    if side.verdict is not Verdict.NOT_MET:
        return side
    other = "subject" in case.criterion.params
    terms = case.terms.strong if other else case.purpose("corruption")
    words = [tokens(term) for term in terms]
    for page, _ in case.site.mentions(terms, case.language):
        if page.is_any(Role.PLACEHOLDER, Role.STAFF):
            continue
        for block in page.main_blocks:
            spoken = tokens(block.text)
            if _REACH.search(block.text) and any(find_phrase(spoken, word) >= 0 for word in words):
                code = "wrongs_text" if other else "reporting_text"
                return partly(case, code, (page_evidence(page, block.text, "main"),))
    return side
