"""A central agency's bilingual site in a WordPress-like theme. Held out: see tests/eval/services_held_out."""

from __future__ import annotations

from datetime import date
from functools import partial

from audit.facts.services.model import Published
from tools.service_portals import agency_bilingual_around as around
from tools.service_portals.agency_bilingual_words import fee_rows, sections, sections_en
from tools.service_portals.model import Fee, Portal, Truth, Way
from tools.service_portals.plan import Planned, is_bare, planned, related, short, slug
from tools.service_portals.rendering import Site

HOST = "ctq.example"
FILING = f"http://efiling.{HOST}"
"""The agency's host of electronic filing."""
NAME = "Cục Tiêu chuẩn và Quyền sở hữu công nghiệp"
NAME_EN = "Authority for Standards and Industrial Property"
LEVELS = {
    Published.WHOLE: "Dịch vụ công trực tuyến toàn trình",
    Published.PART: "Dịch vụ công trực tuyến một phần",
    Published.INFORMATION: "Cung cấp thông tin trực tuyến",
    Published.UNSTATED: "",
}
LEVELS_EN = {
    Published.WHOLE: "Full online service",
    Published.PART: "Partial online service",
    Published.INFORMATION: "Information only",
    Published.UNSTATED: "",
}
LAYOUTS = ("vi_headings.html", "vi_table.html", "vi_paras.html", "vi_toggles.html")
LAYOUTS_EN = ("en_headings.html", "en_table.html", "en_toggles.html")
WITH_PAGE = {"full", "half", "label", "only", "brief"}
"""Kinds of English pages with something in English; a shell has none."""


def address(one: Planned) -> str:
    """Return the path of a service's Vietnamese page."""
    return f"/thu-tuc/{slug(one.name, 50)}/"


def english_addresses(services: tuple[Planned, ...]) -> dict[int, str]:
    """Return number → path of the page in the English part."""
    found = {one.number: f"/en/services/{slug(one.name_en)}/" for one in services if one.english in WITH_PAGE}
    shells = (one for one in services if one.english == "shell")
    return found | {one.number: f"/en/services/{slug(one.name, 40)}-en/" for one in shells}


def portal() -> Portal:
    """Return the fixture."""
    services = planned("agency-bilingual")
    english = english_addresses(services)
    site = Site("agency-bilingual", HOST)
    put = partial(
        site.put,
        LV=LEVELS,
        LE=LEVELS_EN,
        vi_of={one.number: address(one) for one in services if one.name},
        en_of=english,
        NAME=NAME,
        NAME_EN=NAME_EN,
        E=FILING,
        services=services,
        fee_rows=fee_rows,
        short=short,
    )
    key = tuple(_service(site, put, one, services) for one in services)
    around.lists(put, services, english)
    around.pages(put, services)
    put(f"{FILING}/", "efiling.html", lang="en")
    site.dead("/en/contact/")
    for number in (1, 2, 3):
        site.file(f"/wp-content/uploads/general-{number}.docx")
    return Portal(
        folder="agency-bilingual",
        family="custom",
        agency={
            "id": "ctq",
            "name": {"vi": NAME, "en": NAME_EN},
            "kind": "government_agency",
            "sectors": ["finance"],
            "portals": [
                {"url": f"http://{HOST}/", "role": "main", "confirmed": True},
                {"url": f"{FILING}/", "role": "services", "confirmed": True},
            ],
        },
        day=date(2026, 5, 7),
        habits=(
            "A WordPress-like theme with a plug-in for languages: body classes, article.entry, entry-content, widget areas with recent"
            " posts, related services, archives and tags, previous and next post, comment forms, spoilers, wp-block-table; English"
            " pages in a tree of their own with other slugs and natural labels, some half translated, some labels only. Known from"
            " public themes and from English pages of agencies."
        ),
        mark="wp-block-table",
        pages=tuple(site.pages.values()),
        key=key,
    )


def _service(site: Site, put: partial[str], one: Planned, services: tuple[Planned, ...]) -> Truth:
    if one.seen == "gone":
        return one.truth(dead_end=site.dead(address(one), 410))
    if one.seen == "wall":
        put(address(one), "login.html", lang="vi", switch="")
    if one.seen:
        return one.truth()
    english = english_addresses(services)
    form = _form(site, one)
    url = english_url = dead_end = ""
    if one.name:
        way, dead_end = _way(site, put, one, "vi", address(one))
        meant = f"{one.name[0].lower()}{one.name[1:]}"
        summarised = one.number % 3 == 0 and not is_bare(one)
        url = put(
            address(one),
            LAYOUTS[one.number % 4],
            s=one,
            sections=sections(one),
            forms=[(f"Mẫu số {one.number % 7 + 1:02}: Tờ khai", form)] if form else [],
            way=way,
            lang="vi",
            switch=english.get(one.number, "/en/"),
            hreflang=one.number in english and one.number % 3 == 0,
            related=[other for other in related(one, services)[:5] if other.name],
            summary=f"Thủ tục dành cho người có nhu cầu về {meant}." if summarised else "",
        )
    if one.number in english:
        path = english[one.number]
        way, dead = _way(site, put, one, "en", path)
        dead_end = dead_end or dead
        others = [other for other in related(one, services)[:5] if other.english in WITH_PAGE]
        guide = _guide(site, one)
        english_url = put(path, LAYOUTS_EN[one.number % 3], related=others, **_english(one, way, form, guide))
    return one.truth(url, "" if one.english == "shell" else english_url, dead_end)


def _form(site: Site, one: Planned) -> str:
    """Add the form to download; return its address, empty if there is none."""
    if not one.form:
        return ""
    kind, content_type = ("pdf", "application/pdf") if one.number % 2 else ("docx", "application/msword")
    path = f"/wp-content/uploads/2026/01/form-{one.number + 3:02}.{kind}"
    site.file(path, content_type)
    return path


def _english(one: Planned, way: str, form: str, guide: str) -> dict[str, object]:
    """Return what the page in the English part shows; its button, form and guide lead to the addresses given."""
    texts = ("Request form", "Download the form", f"Form No. {one.number % 7 + 1:02}")
    summarised = (one.in_full or one.english == "brief") and "nosum" not in one.flags
    return {
        "s": one,
        "title": one.name if one.english == "shell" else one.name_en,
        "sections": sections_en(one),
        "forms": [(texts[one.number % 3], form)] if one.in_full and form else [],
        "way": way,
        "lang": "en",
        "switch": address(one) if one.name else "/",
        "hreflang": bool(one.name) and one.number % 3 == 0,
        "summary": one.summary_en if summarised else "",
        "guide": guide,
        "table": one.fee is Fee.ONLINE and one.in_full and one.number % 3 != 1,
    }


def _guide(site: Site, one: Planned) -> str:
    """Return where the guide in English stands; every third service tells by its headings how to file."""
    if not one.in_full or "guide" not in one.flags or one.number % 3 == 0:
        return ""
    if one.number % 2:
        return "/en/guides/e-filing/"
    path = f"/wp-content/uploads/2026/02/applicants-guide-{one.number}.pdf"
    site.file(path, "application/pdf")
    return path


def _way(site: Site, put: partial[str], one: Planned, lang: str, page: str) -> tuple[str, str]:
    """Make what the button of a page leads to; return its address, and the same again if nothing works there."""
    number = 400 + one.number
    english = lang == "en" and one.in_full
    words = "en" if english else "vi"
    path = f"/en/e-filing/{number}/" if english else f"/nop-don/{number}/"
    if one.way is Way.NONE:
        return "", ""
    if site.base + path in site.pages:
        return path, ""
    if one.way is Way.FORM:
        put(path, "eform.html", s=one, lang=words, switch="")
    elif one.way is Way.LOGIN:
        path = f"/en/account/?redirect_to={number}" if english else f"/tai-khoan/?redirect_to={number}"
        if site.base + path not in site.pages:
            put(path, "login.html", lang=words, switch="")
    elif one.way is Way.OFFICIAL:
        path = f"{FILING}/sign-in?type={number}&lang={lang}"
        put(path, "efiling.html", lang=lang)
    elif one.way is Way.DEAD:
        path = f"/nop-don/{number}/"
        return path, site.dead(path, 500 if number % 2 else 404)
    elif one.way is Way.BARE:
        put(path, "bare.html", lang=words, switch="")
    else:
        site.redirect(path, page)
    return path, ""
