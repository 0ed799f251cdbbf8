"""Every decision the crawler makes in silence counts one of these Scrapy stats."""

from __future__ import annotations

PREFIX = "osi/"

STATS: dict[str, str] = {
    "osi/archive/bytes": "Bytes of response bodies stored, before compression.",
    "osi/archive/records": "Responses stored in the archive.",
    "osi/budget/pages": "Set to 1 when the page budget ended the crawl.",
    "osi/budget/time": "Set to 1 when the time budget ended the crawl.",
    "osi/cms/*": "Hosts whose first pages show a content management system, by its name.",
    "osi/data/chosen": "Data sources chosen, fetched or not.",
    "osi/data/fetched": "Data sources fetched.",
    "osi/data/over_number": "Data sources beyond a portal's number.",
    "osi/depth/shortened": "Pages whose click depth was corrected because a shorter path was found later.",
    "osi/documents/bytes": "Bytes of the documents fetched.",
    "osi/documents/chosen": "Documents chosen for what they promise, fetched or not.",
    "osi/documents/fetched": "Documents fetched.",
    "osi/documents/over_size": "Documents not asked for, since those before took the size that all may have.",
    "osi/earlier/asked": "Requests that asked for an answer only if it has changed since the last crawl.",
    "osi/earlier/asked_again": "Answers asked for whole after a host's word that nothing has changed could not be trusted.",
    "osi/earlier/bytes_saved": "Bytes of bodies that were taken from the last crawl instead of being sent again.",
    "osi/earlier/changed": "Pages sent whole whose body is another than in the last crawl.",
    "osi/earlier/checked": "Pages asked for whole to see whether what the host says of changes is true.",
    "osi/earlier/distrusted": "Hosts that called something unchanged although it has changed; all of theirs is asked for whole.",
    "osi/earlier/links_kept": "Pages that have not changed since the last crawl, whose links were taken over without reading them again.",
    "osi/earlier/not_modified": "Answers that have not changed since the last crawl, by the host's word.",
    "osi/earlier/same_body": "Pages sent whole whose body is the same as in the last crawl.",
    "osi/earlier/unreadable": "Answers of the last crawl that could not be read, and are asked for anew.",
    "osi/errors": "Pages that our own reading failed on; each is a fault of the program.",
    "osi/found": "URLs found.",
    "osi/found/over_cap": "Links not taken in because the agency's cap on known URLs was reached.",
    "osi/hosts/given_up": "Hosts given up after several failures in a row, or that asked for a longer pause than the crawl had time.",
    "osi/hosts/other_door": "Home pages tried over the other scheme, or with or without www, since they could not be reached.",
    "osi/hosts/paused": "Times a host asked for fewer requests and was left alone for a while.",
    "osi/hreflang/chained": "Alternates offered by a page that is known as an alternate only, not followed.",
    "osi/links/hash_route": "Links into script applications (#/ or #!), which need a browser.",
    "osi/links/not_web": "Links that are no web address (mailto, javascript, broken).",
    "osi/links/over_cap": "Links of one page beyond the cap per page.",
    "osi/links/scheme_switched": "Links taken over to the scheme that works on their host.",
    "osi/links/twin": "Links to another spelling of a page that was read: with or without www, the last slash, an index file.",
    "osi/pages/meta_refresh": "Pages that only send the visitor on.",
    "osi/pages/script_refresh": "Pages without text whose script only sends the visitor on.",
    "osi/pages/truncated": "Pages whose end was not searched for links, because they are too large.",
    "osi/probes/asked": "Addresses at which English versions usually are, asked for since nothing leads to one.",
    "osi/probes/found": "English versions found so.",
    "osi/process/cpu_s": "Seconds of processor that the crawl's process took, forked or begun anew.",
    "osi/process/peak_bytes": "The most memory that the crawl's process held, what it shares with others included.",
    "osi/rendering/failed": "Addresses that the browser could not show, or showed empty too.",
    "osi/rendering/refused": "Requests of pages in the browser that were refused: other hosts, not GET, robots.txt, too many.",
    "osi/rendering/rendered": "Pages that are empty without script, kept as the browser shows them.",
    "osi/rendering/requests": "Requests of pages in the browser that were passed on to their own hosts.",
    "osi/rendering/shells": "Pages that are empty without script.",
    "osi/rendering/switches": "Language switches tried in the browser.",
    "osi/resume/lost": "Answers of a crawl that was killed whose archive record is damaged; they are asked for again.",
    "osi/resume/pages": "Pages taken over from a crawl that was killed.",
    "osi/retries": "Second and third tries after a passing failure.",
    "osi/robots/crawl_delay": "Hosts whose robots.txt asks for a delay.",
    "osi/robots/cut": "Files robots.txt of which only the beginning was read, because they are too large.",
    "osi/robots/permitted": "Requests that robots.txt forbids and the owner permitted (`robots_permission`).",
    "osi/robots/unreachable": "Hosts left alone because robots.txt could not be had.",
    "osi/scarcity/held_hosts": "Hosts that waited, although free, since the pages of the budget promise more on others.",
    "osi/searches/chosen": "Questions to portals' own searches that were chosen, asked or not.",
    "osi/searches/fetched": "Answers of portals' own searches that were kept.",
    "osi/sitemaps/entries": "Addresses read from site maps.",
    "osi/sitemaps/over_cap": "Site maps or addresses in them beyond the cap.",
    "osi/sitemaps/read": "Site maps read.",
    "osi/sitemaps/unreadable": "Site maps that could not be read.",
    "osi/status/*": "Final number of URLs per status.",
    "osi/tls/untrusted": "Portals whose certificate a browser would not trust.",
}
"""Name to one sentence; a name that ends in `*` stands for a family."""


def is_documented(name: str) -> bool:
    """Whether a stat of ours is listed here.

    >>> is_documented("osi/status/ok"), is_documented("osi/nothing")
    (True, False)
    """
    return name in STATS or any(s.endswith("*") and name.startswith(s[:-1]) for s in STATS)
