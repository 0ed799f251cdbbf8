"""English wording of the eleven points, for the services whose pages are truly in English."""

from __future__ import annotations

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.catalogue import Entry
from tools.service_portals.model import Fee, Returned, Way
from tools.service_portals.prose import House, Wording

OUTS = {
    "grant": "Licence", "again": "Reissued licence", "extend": "Extended licence", "amend": "Amended licence",
    "register": "Certificate of registration", "notify": "Written acknowledgement", "approve": "Decision of approval",
    "certify": "Certificate", "report": "Acknowledgement of the report", "aid": "Decision on support",
}  # fmt: skip
STEPS = (
    "Step 1: The applicant prepares the dossier and submits it {place}.",
    (
        "Step 2: The receiving officer checks that the dossier is complete and issues a receipt with the date of the result. If a"
        " paper is missing, the applicant is told so in writing within {short} working days."
    ),
    "Step 3: The department in charge examines the dossier and, where necessary, inspects the premises.",
    "Step 4: The competent person signs the result, or explains in writing why the application is refused.",
)
PAPERS = {
    "again": "The document that was issued before, when it is damaged or contains errors",
    "extend": "Report on operations since the licence was issued",
    "amend": "Papers that prove the change",
    "report": "Tables of figures attached to the report",
}
REQUIREMENTS = (
    "The person in charge has a suitable qualification and at least two years of experience.",
    "The applicant is not suspended from operating in the same field.",
    "The information given is true and agrees with the specialised database.",
    "The applicant has written procedures of internal control.",
)


def wording(entry: Entry, house: House) -> Wording:
    """Return what the English page of a service says; `told` is what it tells."""
    number = entry.number
    place = f"at {house.desk_en} or by post" if entry.way is Way.NONE else f"online on {house.portal_en}"
    if P.MANNER not in entry.told:
        place = "to the competent department"
    papers = (
        ("Application form", 1, 0),
        (PAPERS.get(entry.act, "Statement of staff and premises"), 1, 0),
        ("Certified copy of the applicant's certificate of incorporation or passport", 0, 1),
    )
    return Wording(
        entry.told_in_english,
        f"This procedure is for those who wish to obtain: {entry.name_en[0].lower()}{entry.name_en[1:]}."
        f" It belongs to the field of {entry.field_en.lower()}.",
        tuple(text.format(place=place, short=number % 3 + 2) for text in STEPS),
        f"In person or by post at {house.desk_en}."
        if entry.way is Way.NONE
        else f"Online on {house.portal_en}.",
        _channels(entry, house),
        papers,
        f"{number % 2 + 1:02} set(s)",
        f"{entry.days} working days from the receipt of a complete dossier",
        "Vietnamese and foreign organisations and individuals"
        if entry.foreigners
        else "Organisations and individuals",
        f"The department in charge of {entry.field_en.lower()}",
        OUTS[entry.act],
        _fee(entry, house),
        REQUIREMENTS[number % 4],
        f"Application form No. {number % 9 + 1:02}",
        tuple((law[0], f"Regulation on {entry.field_en.lower()}", law[2], "") for law in entry.laws),
    )


def _channels(entry: Entry, house: House) -> str:
    back = {
        Returned.UNTOLD: "",
        Returned.COUNTER: f"the result is collected in person at {house.desk_en} only",
        Returned.POST: "the result is sent by public post to the registered address",
        Returned.ONLINE: "the result is sent as a signed electronic copy to the applicant's account",
    }[entry.returned]
    taken = "in person or by post" if entry.way is Way.NONE else "online or in person"
    return f"Dossiers are received {taken}; {back}."


def _fee(entry: Entry, house: House) -> str:
    amount = f"{(entry.number % 7 + 1) * 50},000 dong for each dossier"
    return {
        Fee.UNTOLD: "",
        Fee.FREE: "No fee is charged",
        Fee.ONLINE: f"{amount}, paid online on {house.portal_en}",
        Fee.COUNTER: f"{amount}, paid in cash at {house.desk_en}",
    }[entry.fee]
