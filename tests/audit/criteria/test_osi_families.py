"""Terms of laws, services, benefits, maps and taking part: labels as sites write them, and labels about something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from audit.criteria.loader import families, load_catalogue
from audit.facts.model import Place
from audit.lexicon.families import untested
from audit.lexicon.words import tokens
from audit.site.units import Unit, UnitKind, Units
from tests.audit.bilingual import bilingual
from tests.audit.sites import CONFIG, lexicon, site

FOLDER = Path(CONFIG) / "lexicon" / "families"
APPENDED = [
    "gis_data", "gis_services", "free_internet", "report_labour_violation", "participatory_budget", "eparticipation_portal",
    "open_data_events", "open_data_realtime",
]  # fmt: skip
FAMILIES = [
    *(
        name
        for group in ("laws", "civil", "business", "benefits")
        for name in yaml.safe_load((FOLDER / f"{group}.yaml").read_text(encoding="utf-8"))["families"]
    ),
    *APPENDED,
]


def units(labels: tuple[str, ...]) -> Units:
    home = site(bilingual()).homes[0]
    made = [Unit(t, tokens(t), UnitKind.MENU, home, home.url, t, "vi", Place.NAV) for t in labels]
    return Units(made, lexicon().stop_words(), lexicon().thresholds)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_labels_are_found_as_their_family_and_others_are_not(family, language):
    terms = lexicon().terms(family, language)
    assert list(untested(terms)) == []
    assert len(terms.strong) >= 4
    assert {match.unit.text for match in units(terms.names).find(terms)} == set(terms.names)
    assert [match.unit.text for match in units(terms.others).find(terms)] == []


def test_every_family_is_asked_for():
    wanted = {family for criterion in load_catalogue(CONFIG).values() for family in families(criterion)}
    assert set(FAMILIES) <= wanted


SISTERS = [
    ("svc_birth", "svc_death", "svc_marriage"),
    ("benefit_sickness", "benefit_child", "benefit_disability", "benefit_maternity", "benefit_unemployment"),
    ("svc_income_tax", "svc_vat", "svc_business_tax", "svc_einvoice"),
    ("svc_id_card", "svc_driving_licence", "svc_vehicle", "svc_address", "svc_visa"),
    ("svc_land_title", "svc_building_permit", "svc_business_licence", "svc_environment_permit"),
]
SHARED = {
    "ốm đau, thai sản",
    "chế độ ốm đau, thai sản",
    "birth and death registration",
    "births and deaths",
    "register a birth or death",
    "birth and death certificates",
    "sickness and disability benefits",
}
"""Names of one procedure or page for both."""


@pytest.mark.parametrize("sisters", SISTERS, ids=lambda names: names[0])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_strong_name_of_one_service_is_none_of_its_sister(sisters, language):
    for one in sisters:
        for other in sisters:
            if one == other:
                continue
            theirs = {tokens(term) for term in lexicon().terms(other, language).strong}
            own = {tokens(t) for t in lexicon().terms(one, language).strong} - {tokens(t) for t in SHARED}
            assert not own & theirs, (one, other)
