"""The proof of a re-check: one page that an agency can forward, with what was there before and what is there now."""

from __future__ import annotations

from typing import Final

from audit.life.model import Look
from audit.recheck import Recheck
from crawler.registry import Names
from reports.environment import environment
from reports.i18n import N_, LocaleCode
from reports.rechecked import moment_of
from reports.safety import visible
from reports.statuses import STATUSES, status_of

SAID: Final = {
    Look.PASSING: N_("Mended: at the second look it was in order."),
    Look.FAILING: N_("Still there: the second look found the same fault."),
    Look.GONE: N_(
        "Gone: the page, or the requirement, is not there any more. That is not the same as mended."
    ),
    Look.UNSEEN: N_(
        "Could not be told: a page that the verdict rests on could not be read. The finding stays as it was."
    ),
}
"""The result in one sentence."""


def proof_page(
    recheck: Recheck, agency: Names, title: str, locale: LocaleCode, reasons: dict[str, str]
) -> str:
    """Render a re-check as a page that is complete in itself.

    Args:
        recheck: Before and after.
        agency: Name of the agency.
        title: Of the finding, in that language.
        locale: Language of the page.
        reasons: English sentence per message code.
    """
    env = environment(locale, reasons)
    statuses = {
        asked.url: STATUSES[status].sentence if (status := status_of(asked.status)) else asked.status
        for asked in recheck.asked
    }
    text = env.get_template("proof.html").render(
        recheck=recheck,
        agency=agency,
        title=title,
        said=SAID[recheck.look],
        statuses=statuses,
        when=moment_of(recheck.id),
    )
    return visible(text)
