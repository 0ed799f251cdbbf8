"""Ways to reach the agency beside its contact page: accounts in social networks, chat with staff, assistants."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from audit.detectors.case import Case, met, not_met, page_evidence, partly
from audit.detectors.named import named
from audit.facts.model import Place
from audit.lexicon.words import holds_any, tokens
from audit.results import Side, Verdict
from audit.site import LinkUse, Page, Role
from audit.site.addresses import host_of, segments

_NETWORKS = {
    "facebook.com": "Facebook", "fb.com": "Facebook", "twitter.com": "X", "x.com": "X", "youtube.com": "YouTube",
    "instagram.com": "Instagram", "linkedin.com": "LinkedIn", "tiktok.com": "TikTok", "zalo.me": "Zalo",
    "flickr.com": "Flickr", "t.me": "Telegram", "threads.net": "Threads", "weibo.com": "Weibo",
}  # fmt: skip
_NO_ACCOUNT = frozenset({
    "share", "sharer", "sharer.php", "intent", "watch", "embed", "dialog", "hashtag", "share.php", "sharearticle",
    "plugins", "playlist", "login", "home", "search", "v", "shorts", "results",
})  # fmt: skip
_MESSENGERS = frozenset({"zalo.me", "m.me", "wa.me", "t.me"})
_BOT = re.compile(r"bot|assistant|tro-?ly|virtual", re.IGNORECASE)


def account(url: str) -> str:
    """Return the network whose account an address is; empty for shares, single videos and other sites."""
    host = host_of(url).removeprefix("m.").removeprefix("vi-vn.").removeprefix("en-gb.")
    network = _NETWORKS.get(host, "")
    if not network:
        return ""
    parts = [part.lower() for part in segments(url)]
    shared = {"u", "url", "text", "v"} & set(parse_qs(urlsplit(url).query))
    if not parts or parts[0] in _NO_ACCOUNT or shared:
        return ""
    return network


def contact(case: Case) -> Side:
    """Contact details (TEC-008): a page named so, else the address and numbers in the footer of the home page.

    A way to reach somebody that stands on some other page only, for accessibility or for one programme, is a part of it.
    """
    side = named(case)
    if side.verdict is Verdict.MET:
        return side
    for page in case.site.home_pages(case.language):
        line = _footer_line(case, page) if page.branch == case.language else ""
        if line:
            return met(case, "contact_footer", (page_evidence(page, line, "footer"),))
    if side.verdict is not Verdict.NOT_MET:
        return side
    for page in case.site.in_language(case.language):
        if page.is_any(Role.NEWS, Role.SPEECH, Role.LAW, Role.PLACEHOLDER) or not page.linked:
            continue
        ways = (*page.facts.phones, *page.facts.emails)
        if ways:  # the address of a mail may stand behind "write to us"
            line = next((b.text for b in page.main_blocks if any(way in b.text for way in ways)), ways[0])
            return partly(case, "contact_scattered", (page_evidence(page, line, "main"),), name=page.title)
    return side


def _footer_line(case: Case, page: Page) -> str:
    """Return what the footer says of two of address, telephone and e-mail, under a label in the case's language."""
    facts = page.facts
    blocks = [block.text for block in facts.blocks if block.place is Place.FOOTER]
    words = tokens(" ".join(blocks))
    address = holds_any(words, case.purpose("contact_label"))
    phone = next((b for b in blocks if any(value in b for value in facts.phones)), "")
    mail = next((b for b in blocks if any(value in b for value in facts.emails)), "")
    return phone or mail if address and (phone or mail) else ""


def social(case: Case) -> Side:
    """Accounts linked in header, footer or on the home page (EGL-007)."""
    accounts: dict[str, LinkUse] = {}
    loose: LinkUse | None = None
    for use in case.site.links.uses:
        if use.branch != case.language:
            continue
        network = account(use.target)
        if network and (use.menu or use.on_home):
            accounts.setdefault(network, use)
        elif _is_network(use.target) and use.first is not None:
            loose = loose or use
    if accounts:
        first = next(iter(accounts.values()))
        evidence = (
            page_evidence(
                first.first, first.text or first.target, "footer" if first.footer else "navigation"
            ),
        )
        return met(case, "social_full", evidence, networks=", ".join(accounts), count=len(accounts))
    if loose is not None:
        return partly(case, "social_some", (page_evidence(loose.first, loose.text or loose.target, "link"),))
    return not_met(case, "social_none")


def _is_network(url: str) -> bool:
    return host_of(url) in _NETWORKS and bool(segments(url))


def chat(case: Case) -> Side:
    """A chat with staff (EGL-009) or an assistant (TEC-09a) on the pages themselves."""
    wants_bot = case.criterion.params.get("widget") == "chatbot"
    for page in case.site.branch(case.language):
        if page.is_any(Role.NEWS, Role.SPEECH):
            continue
        widgets = [w for w in page.facts.widgets if w.startswith(("chat:", "chatbot:"))]
        fitting = [w for w in widgets if bool(_BOT.search(w)) == wants_bot]
        if fitting:
            label = _label(case, page) or fitting[0]
            return met(
                case, "chat_full", (page_evidence(page, label, "main"),), name=fitting[0].partition(":")[2]
            )
    side = named(case)
    if wants_bot or side.verdict is not Verdict.NOT_MET:
        return side
    for use in case.site.links.uses:
        if use.branch == case.language and (use.menu or use.on_home) and _is_messenger(use.target):
            where = "footer" if use.footer else "navigation"
            shown = page_evidence(use.first, use.text or use.target, where)
            return partly(case, "chat_messenger", (shown,), name=use.text or host_of(use.target))
    return side


def _is_messenger(url: str) -> bool:
    """Whether an address opens a talk with an account in a messenger."""
    return host_of(url) in _MESSENGERS and bool(segments(url)) and segments(url)[0].lower() not in _NO_ACCOUNT


def _label(case: Case, page: Page) -> str:
    terms = case.terms.strong
    return next(
        (b.text for b in page.facts.blocks if b.place is not Place.MAIN and b.text.lower() in terms), ""
    )
