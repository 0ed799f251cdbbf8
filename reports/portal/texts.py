"""Sentences of the application that depend on a code. Message ids, in English."""

from __future__ import annotations

from typing import Final

from reports.i18n import N_
from reports.portal.access import Role

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "not_found": (
        N_("This page is not there."),
        N_(
            "Either the address is wrong, or what it shows is not among the agencies that you have access to."
        ),
    ),
    "not_granted": (
        N_("Your account does not allow this."),
        N_("If you need it for your work, ask the operator of the audit."),
    ),
    "login": (
        N_("You are not signed in any more."),
        N_("Nothing was changed. Sign in, and send the form again."),
    ),
    "foreign_form": (
        N_("This form was not sent from a page of this application, or it is too old."),
        N_("Nothing was changed. Go back, load the page again and send the form again."),
    ),
    "form": (
        N_("What was sent could not be taken in."),
        N_(
            "Nothing was changed. It was damaged on its way: go back, load the page again and send it once more."
        ),
    ),
    "too_large": (
        N_("What was sent is too large."),
        N_("Nothing was changed. Go back and shorten it; send a large table in parts, agency by agency."),
    ),
    "too_slow": (
        N_("What was sent came too slowly."),
        N_("Nothing was changed. Go back and send it again, if need be by a better connection."),
    ),
    "conflict": (
        N_("This is not possible any more."),
        N_("In the meantime somebody else was here, or it came to its end by itself. Load the page again."),
    ),
    "queue": (
        N_("You have asked for too much at a time."),
        N_("Try again when some of it is done."),
    ),
    "method": (N_("This address does not take that."), N_("Go back and try again.")),
    "share_over": (
        N_("This link does not hold any more."),
        N_("It was for some days only, or was ended. Ask who gave it to you for a new one."),
    ),
    "share_alone": (
        N_("This link shows one report alone."),
        N_(
            "Where you wanted to go is not part of it. Go back to the report; whoever has an account may sign in."
        ),
    ),
    "share_password": (
        N_("The password for the link is too short or too easy to guess."),
        N_("Nothing was changed. Go back and choose one of at least 12 characters, or none."),
    ),
    "share_many": (
        N_("There are too many links to reports of this agency."),
        N_("Nothing was changed. End one of those that hold, then make a new one."),
    ),
    "store": (
        N_("The data cannot be read at the moment."),
        N_("Nothing was lost. Try again in a few minutes; the operator finds the cause in the log."),
    ),
    "fault": (
        N_("Something went wrong here."),
        N_("It is not your fault, and nothing was changed. The operator finds the cause in the log."),
    ),
}
"""What is said, and what to do."""

LOGIN_FAULTS: Final[dict[str, str]] = {
    "wrong": N_("Name, password or code is wrong."),
    "wait": N_("There were too many failed tries. Wait a few minutes and try again."),
    "code": N_("Enter the six digits that your authenticator shows now."),
    "oidc_down": N_("The service by which you sign in does not answer. Try again in a few minutes."),
    "oidc_untrusted": N_(
        "The service by which you sign in gave an answer that cannot be accepted. Try again."
    ),
    "oidc_late": N_(
        "This sign-in was begun in another browser, too long ago, or is over already. Try again."
    ),
    "oidc_cancelled": N_("The sign-in was broken off."),
    "oidc_nobody": N_(
        "You have no access with that account. Ask the operator of the audit, who gives it by e-mail address."
    ),
}

PASSWORD_FAULTS: Final[dict[str, str]] = {
    "short": N_("The password is too short: at least 12 characters."),
    "long": N_("The password is too long: at most 256 characters."),
    "guessable": N_(
        "The password is too easy to guess: it repeats few characters, or holds your name or address."
    ),
    "differ": N_("The two passwords differ."),
    "wrong": N_("The password you have now is wrong."),
}

DONE: Final[dict[str, str]] = {
    "signed_out": N_("You are signed out."),
    "password": N_("The new password holds from now on. Other browsers are signed out."),
    "totp_on": N_("Codes of your authenticator are asked for from now on."),
    "totp_off": N_("Codes are not asked for any more."),
    "disputed": N_("Your objection is written down. The operator will decide on it."),
    "commented": N_("Your comment is written down."),
    "waiver_asked": N_("Your request is written down. The operator will decide on it."),
    "accepted": N_("The objection was granted."),
    "rejected": N_("The objection was refused, with your reason."),
    "waived": N_("The finding is let be."),
    "unwaived": N_("The finding is not let be any more."),
    "share_ended": N_("The link is ended; it opens nothing any more."),
    "review_kept": N_("Your answer is kept."),
    "review_changed": N_(
        "Your answer is kept, and stands in place of the one before, which stays in the history."
    ),
    "review_same": N_("The same answer stands already: nothing was changed."),
    "review_older": N_("Your answer is kept in the history: one of a later day stands."),
    "run_rejected": N_("The run is rejected. Nobody is shown its results, and its agencies are due again."),
    "asked": N_("It is in the queue of the worker."),
    "queued": N_("The re-check is in the queue. It usually takes a few seconds."),
    "feeds_ended": N_("The secret address holds no more."),
}
"""What was done, told once after a redirect."""

ROLES: Final[dict[str, str]] = {
    Role.OPERATOR: N_("Operator"),
    Role.REVIEWER: N_("Reviewer"),
    Role.WEBMASTER: N_("Webmaster of an agency"),
    Role.READER: N_("Reader of an agency"),
}

SECTIONS: Final[dict[str, str]] = {
    "services": N_("Online public services"),
    "pairs": N_("Page pairs"),
    "languages": N_("Languages section by section"),
    "criteria": N_("All criteria"),
    "coverage": N_("Portals and coverage"),
}
"""Sections of the gap report that are pages of their own, in the order of their tabs."""

EVENTS: Final[dict[str, str]] = {
    "run": N_("Run"),
    "recheck": N_("Re-check"),
    "waived": N_("Let be"),
    "waiver_ended": N_("Not let be any more"),
    "disputed": N_("Objection of the agency"),
    "dispute_accepted": N_("Objection granted"),
    "dispute_rejected": N_("Objection refused"),
    "commented": N_("Comment"),
    "waiver_asked": N_("Asked to let it be"),
}
"""Kinds of `audit.life.model.EventKind`."""

JOBS: Final[dict[str, str]] = {
    "recheck": N_("Re-check"),
    "run": N_("New run"),
    "cancel": N_("Cancel a run"),
    "confirm": N_("Confirm a run"),
    "judge": N_("Judge a run again"),
}
"""Kinds of `reports.portal.accounts.jobs.JobKind`."""

JOB_STATES: Final[dict[str, str]] = {
    "asked": N_("It is in the queue of the worker."),
    "queued": N_("waits"),
    "working": N_("at work"),
    "done": N_("done"),
    "failed": N_("could not be done"),
    "cancelled": N_("called off"),
}
"""States of `reports.portal.accounts.jobs.JobState`."""

JOB_FAULTS: Final[dict[str, str]] = {
    "lost": N_("the worker broke off several times"),
    "portal": N_("the portal could not be read"),
    "gone": N_("what it rests on is not kept any more; the next run tells"),
    "refused": N_("it was not possible any more"),
    "fault": N_("something went wrong; the operator finds the cause in the log"),
}

RUN_STATES: Final[dict[str, str]] = {
    "planned": N_("planned"),
    "crawling": N_("reading portals"),
    "auditing": N_("judging"),
    "reporting": N_("writing reports"),
    "done": N_("done"),
    "provisional": N_("provisional"),
    "rejected": N_("rejected"),
    "failed": N_("failed"),
    "cancelled": N_("cancelled"),
}
"""States of `audit.store.db.STATES`."""

LOOKS: Final[dict[str, str]] = {
    "failing": N_("still there"),
    "passing": N_("in order"),
    "gone": N_("page gone"),
    "unseen": N_("could not tell"),
}
"""Values of `audit.life.model.Look`."""

ACTIONS: Final[dict[str, str]] = {
    "login": N_("Signed in"),
    "login_failed": N_("Tried to sign in, in vain"),
    "logout": N_("Signed out"),
    "oidc_link": N_("Linked with an account of the sign-in service"),
    "oidc_unlink": N_("Unlinked from the sign-in service"),
    "password": N_("Changed the password"),
    "totp_on": N_("Set up codes of an authenticator"),
    "totp_off": N_("Ended codes of an authenticator"),
    "invite": N_("Invited"),
    "disable": N_("Shut out"),
    "enable": N_("Let in again"),
    "share": N_("Made a link to a report"),
    "share_ended": N_("Ended a link to a report"),
    "share_failed": N_("Tried a wrong password at a link to a report"),
    "run_run": N_("Asked for a run"),
    "run_cancel": N_("Asked to cancel a run"),
    "run_confirm": N_("Asked to confirm a run"),
    "run_reject": N_("Rejected a run"),
    "run_judge": N_("Asked to judge a run again"),
    "reviewed": N_("Answered a question for reviewers"),
    "reviews_imported": N_("Brought in a table of answers"),
    "feed_address": N_("Made an address for feed readers"),
    "feed_address_ended": N_("Ended the address for feed readers"),
    "token_add": N_("Made a token of the read API"),
    "token_revoke": N_("Revoked a token of the read API"),
    **{kind: title for kind, title in EVENTS.items() if kind != "run"},
}
"""What the log of changes calls what was done (`reports.portal.accounts.log.Change.action`)."""

SHARE_FAULTS: Final[dict[str, str]] = {
    "wrong": N_("The password is wrong."),
    "wait": LOGIN_FAULTS["wait"],
}

NEWS: Final[dict[str, str]] = {
    "new": N_("New finding"),
    "regressed": N_("Back again"),
    "fixed": N_("Mended"),
    "dispute_accepted": N_("Objection granted"),
    "dispute_rejected": N_("Objection refused"),
}
"""What a feed tells of a finding (`reports.portal.news.News.what`)."""

FEEDS: Final[dict[str, str]] = {
    "feed": N_("%(agency)s: findings"),
    "calendar": N_("Deadlines and survey windows"),
}
"""What feed readers and calendars call them."""

DAYS: Final[dict[str, str]] = {
    "survey": N_("UN E-Government Survey %(year)s: the assessors look"),
    "by": N_("Who owes it"),
    "to": N_("To whom"),
    "no_day": N_("No day is set; this is the last day of the period."),
    "category_survey": N_("Survey window"),
    "category_deadline": N_("Deadline"),
}
"""What a calendar says of its days."""
