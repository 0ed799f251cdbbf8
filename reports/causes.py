"""Why a portal-wide cause is a problem, what to do about it, and how to see that it is mended. Message ids, in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.i18n import N_


@dataclass(frozen=True, slots=True)
class CauseText:
    """One sentence each."""

    why: str
    advice: str
    expected: str
    """What there is to see once it is mended."""
    check: str
    """How a webmaster sees it, without this program."""
    selector: str = ""
    """CSS selector of what is at fault, or lacks, in a page; empty where it is no single element."""


_SOURCE: Final = N_("Read the first lines of the source (Ctrl+U) of two of the pages in each language.")
_MARKED: Final = N_("Search a page for a word with its marks (Ctrl+F): it is found.")
_NO_SCRIPT: Final = N_("Switch JavaScript off and open the page again: the text is still there.")
_FOLLOW: Final = N_("Follow each link from the page named beside it, signed out.")
_TABS: Final = N_("Open three of the pages side by side: their tabs bear different names.")
_LINK_WORKS: Final = N_("Each link leads to a page that exists.")
_LANG_RIGHT: Final = N_("The lang attribute of the html element names the language of the text.")
_OWN_TITLE: Final = N_("Each page has a title of its own.")
_LEVEL: Final = N_("The level that is published is the one that the service has, the same in every list.")
_COMPARE_LEVEL: Final = N_("Compare the level in every list with what the page of the service offers.")
_ALTERNATE: Final = "a[hreflang]"

_WRONG_LANG: Final = CauseText(
    N_("Search engines and screen readers trust the declared language."),
    N_("Set the lang attribute of each page to the language of its text."),
    _LANG_RIGHT,
    _SOURCE,
    "html[lang]",
)
_SWITCH: Final = CauseText(
    N_(
        "Search engines and readers without JavaScript cannot follow it, and nobody can link to the other language."
    ),
    N_("Make the switch a plain link to the page's own address in the other language, with hreflang."),
    N_("The switch is a plain link with hreflang that leads to the same page in the other language."),
    N_("Switch JavaScript off and follow the switch: address and language change."),
    _ALTERNATE,
)
_ENCODING: Final = CauseText(
    N_("Without Unicode (TCVN 6909), readers, search engines and translation tools see broken letters."),
    N_("Convert the texts to Unicode and declare UTF-8."),
    N_("Pages are in UTF-8, say so, and show every letter."),
    _MARKED,
    "meta[charset]",
)

CAUSES: Final[dict[str, CauseText]] = {
    "blocked": CauseText(
        N_("What lies behind could not be judged; it counts neither as present nor as missing."),
        N_("Let the crawler in (see how the portals answered) and ask for a re-check."),
        N_("The portal answers the crawler with 200 and the page that visitors see."),
        N_("Run the curl line of the letter above from a network outside your own."),
    ),
    "needs_script": CauseText(
        N_("Search engines, assistive tools and simple browsers show an empty page."),
        N_("Let the server send the text of the page; use script for extras only."),
        N_("The text of the page stands in what the server sends."),
        _NO_SCRIPT,
    ),
    "switch_script": _SWITCH,
    "switch_cookie": _SWITCH,
    "switch_postback": _SWITCH,
    "english_shell": CauseText(
        N_("Menus in English that lead to Vietnamese content look like an English portal but inform nobody."),
        N_(
            "Translate the pages behind the English menu, most visited first; hide menu items that lead nowhere."
        ),
        N_("Behind each item of the English menu stands text in English."),
        N_("Follow every item of the English menu: the main text is in English, or the item is gone."),
    ),
    "vietnamese_shell": CauseText(
        N_("A reader without Vietnamese cannot find the way to these pages, nor from one to the next."),
        N_("Give the English version a menu, header and footer in English."),
        N_("Menu, header and footer of pages in English are in English."),
        N_("Open two of the pages: there is no Vietnamese in menu, header and footer."),
        "header, nav, footer",
    ),
    "unmarked": CauseText(
        N_("Text without its marks is hard to read, and search engines and screen readers misread it."),
        N_("Type the text again with its marks, in Unicode (Decree 43/2011 Art. 7)."),
        N_("Vietnamese text has its marks, in Unicode."),
        _MARKED,
    ),
    "placeholder": CauseText(
        N_('Pages that only say "Being updated" do not count as information.'),
        N_("Fill these pages, or take them out of the menu until there is content."),
        N_("Each page holds its content, or is out of the menus."),
        N_("Search the portal for the words that are quoted: no page is found."),
    ),
    "stale_english": CauseText(
        N_(
            "Readers take old information for the current state; news in English ends where the reader needs it."
        ),
        N_("Name a person for the English pages and publish in English what is new in Vietnamese."),
        N_("What is published in English is as new as what is published in Vietnamese."),
        N_("Compare the newest dates on the two home pages."),
    ),
    "broken_links": CauseText(
        N_("A reader who follows these links finds no page."),
        N_("Correct or remove the links; a fault in the page template shows on every page."),
        _LINK_WORKS,
        _FOLLOW,
    ),
    "soft_404": CauseText(
        N_("Search engines keep such pages and show them to readers who then find nothing."),
        N_("Let the server answer 404 for a page that does not exist."),
        N_("An address that does not exist answers 404."),
        N_("Ask for the address with curl -I: the first line says 404."),
    ),
    "wrong_lang_vi": _WRONG_LANG,
    "wrong_lang_en": _WRONG_LANG,
    "hreflang": CauseText(
        N_("Search engines are sent to pages that do not exist, and stop trusting the language versions."),
        N_("Correct the hreflang links in the page template; name only versions that exist."),
        N_("Each hreflang link leads to a page that exists, and that page leads back."),
        N_("Open the hreflang addresses in the source of two of the pages."),
        'link[rel="alternate"][hreflang]',
    ),
    "english_elsewhere": CauseText(
        N_(
            "The crawler reads only the hosts that the register names, so the English version was not judged."
        ),
        N_("Tell the operator the address of the English version and ask for a re-check."),
        N_("The register names the host of the English version."),
        N_("The next report lists the host among the portals."),
    ),
    "english_unlinked": CauseText(
        N_("Readers who do not know its address never find it, and search engines hardly do."),
        N_("Link to the English version at the top of every page, and name it with hreflang."),
        N_("A link on the home page leads to the English version."),
        N_("Look for a link to the English version on the home page, and follow it."),
        _ALTERNATE,
    ),
    "widget_only": CauseText(
        N_(
            "Machine translation is neither official nor found by search engines; it does not count as English content."
        ),
        N_("Publish English pages of your own, beginning with introduction, contacts and services."),
        N_("There are pages in English with addresses of their own."),
        _NO_SCRIPT,
    ),
    "encoding_vni": _ENCODING,
    "encoding_tcvn3": _ENCODING,
    "encoding_cp1258": _ENCODING,
    "encoding_double_utf8": _ENCODING,
    "encoding_undecodable": _ENCODING,
    "untrusted": CauseText(
        N_("Browsers warn visitors away before they see the page."),
        N_("Install a valid certificate with its full chain."),
        N_("Browsers open the portal over https without a warning."),
        N_("Open the portal in two browsers and on a telephone."),
    ),
    "broken_menu": CauseText(
        N_("Every visitor sees these links, on page after page, and finds nothing behind them."),
        N_("Correct or remove the links in the page template: one change mends all pages."),
        _LINK_WORKS,
        N_("Follow every link of menu and footer once in each language."),
        "nav a, footer a",
    ),
    "switch_to_home": CauseText(
        N_("A reader who switches the language loses the page and has to look for it again."),
        N_(
            "Let the switch in the page template lead to the same page in English; where there is none, say so and offer the home page."
        ),
        N_("The switch leads to the same page in the other language, or says that there is none."),
        N_("Switch the language on three pages below the home page."),
        _ALTERNATE,
    ),
    "stub": CauseText(
        N_("The English page exists, but a foreign reader learns little of what the Vietnamese page says."),
        N_("Translate what the Vietnamese pages say in full, or at least a complete summary with contacts."),
        N_("The English page says what the Vietnamese page says, or sums it up whole."),
        N_("Set three of the English pages beside their originals."),
    ),
    "mixed_menu": CauseText(
        N_("Readers of either language understand only a half of the way through the portal."),
        N_("Translate every menu item in the page template, and show each version in one language."),
        N_("Each menu is in one language."),
        N_("Open two of the pages: every item of the menu is in the language of the page."),
        "nav",
    ),
    "same_title": CauseText(
        N_("In search results, bookmarks and screen readers all these pages look the same."),
        N_("Let the page template put the page's own heading into its title."),
        _OWN_TITLE,
        _TABS,
        "head > title",
    ),
    "no_lang": CauseText(
        N_(
            "Screen readers and translation tools do not know in which voice and from which language to read."
        ),
        N_("Set the lang attribute in the page template, vi or en by the text of the page."),
        _LANG_RIGHT,
        _SOURCE,
        "html:not([lang])",
    ),
    "no_title": CauseText(
        N_("Search engines and screen readers cannot name these pages."),
        N_("Let the page template put the page's own heading into its title."),
        _OWN_TITLE,
        _TABS,
        "head > title",
    ),
    "no_viewport": CauseText(
        N_("On a telephone the text is too small to read without zooming."),
        N_("Put the viewport element into the page template and let its layout fit narrow screens."),
        N_("The page fits the screen of a telephone."),
        N_("Open two of the pages on a telephone: nobody has to zoom or to scroll sideways."),
        'meta[name="viewport"]',
    ),
    "no_description": CauseText(
        N_(
            "Search engines have to guess what the page is about; metadata are a duty of state portals (Circular 24/2011)."
        ),
        N_("Let the page template write a description from the summary of each page."),
        N_("Each page describes itself in a sentence or two."),
        N_("Look for “description” in the source (Ctrl+U) of two of the pages."),
        'meta[name="description"]',
    ),
    "no_alt": CauseText(
        N_("People who cannot see the pictures, and search engines, learn nothing of them."),
        N_("Describe each picture that says something in its alt text; give decorative ones an empty alt."),
        N_("Each picture has an alt attribute: a description, or empty for decoration."),
        N_("Look for the selector in the browser's tools (F12): nothing is found."),
        "img:not([alt])",
    ),
    "service_dead_end": CauseText(
        N_("Who wants to use these services ends at an error page."),
        N_("Correct the addresses behind the names and buttons of these services."),
        N_("Names and buttons of services lead to pages that work."),
        _FOLLOW,
    ),
    "service_level_over": CauseText(
        N_(
            "The level of a service has to be stated as it is (Decree 43/2011 Art. 18); people come for an online service and find less."
        ),
        N_("Provide what the published level promises, or publish the level that is there."),
        _LEVEL,
        _COMPARE_LEVEL,
    ),
    "service_level_under": CauseText(
        N_("What is offered online is not seen in the list, so fewer people use it."),
        N_("Publish the level that the service has reached."),
        _LEVEL,
        _COMPARE_LEVEL,
    ),
    "service_level_mixed": CauseText(
        N_("Nobody can tell which of the levels holds."),
        N_("Keep the level of each service in one place and let every list read it from there."),
        _LEVEL,
        _COMPARE_LEVEL,
    ),
    "service_foreign": CauseText(
        N_(
            "Decree 43/2011 Art. 13 asked for information in English on the services that foreigners can use; the UN looks for them, too."
        ),
        N_(
            "Publish name, summary, required papers, time limit, fee and office of these services in English."
        ),
        N_("The service is described in English, and the English version leads there."),
        N_("Find each service from the English home page, without a search."),
    ),
    "service_points": CauseText(
        N_("A service is described when all eleven points are told (Circular 32/2017 Art. 5)."),
        N_("Add the missing points; the annex lists them for each service."),
        N_("Each service tells all eleven points."),
        N_("Compare each page with the points that the report lists as missing."),
    ),
    "service_login_wall": CauseText(
        N_(
            "What a service is and asks for must be readable before signing in; only filing needs an account."
        ),
        N_("Open the descriptions of these services to everybody."),
        N_("The description can be read without an account."),
        N_("Open each address in a private window."),
    ),
    "test_host": CauseText(
        N_("Readers may take trial content for official information."),
        N_("Close the test host to the public, or keep it out of links and search engines."),
        N_("The test host does not answer from outside, or asks for a password."),
        N_("Open the address on a telephone outside your network."),
    ),
}

OTHER_CAUSE: Final = CauseText(
    N_("The cause touches several pages of the portal."),
    N_("Look at the pages listed and mend the common cause."),
    N_("The pages listed are in order."),
    N_("Open the pages listed again."),
)


def cause_of(kind: str) -> CauseText:
    """Return the text of a finding's kind; a general one for a kind that this version does not know."""
    return CAUSES.get(kind, OTHER_CAUSE)
