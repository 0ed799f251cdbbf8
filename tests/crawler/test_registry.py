from datetime import date
from pathlib import Path

import pytest

from crawler.errors import ConfigError, UsageError
from crawler.registry import Kind, Validity, load_registry
from tests.mockgov.registry import agency as entry
from tests.mockgov.registry import write_registry

SITES = Path(__file__).parents[2] / "config" / "sites.yaml"

GOOD = """\
version: 1
defaults:
  user_agent_contact: "https://operator.example/crawler"
  limits: {delay_s: 2.0, max_pages: 300}
  contacts: [{email: unit@operator.example}]
agencies:
  - id: moa
    name: {vi: "Bộ A", en: "Ministry A"}
    kind: ministry
    sectors: [health]
    portals:
      - {url: "https://e-services.moa.example", role: services}
      - {url: "https://www.moa.example", role: main, confirmed: true, valid: {until: "2024"}}
      - {url: "https://moa.example/en", role: english}
    limits: {max_pages: 20}
  - id: moa_dept
    name: {vi: "Cục B", en: "Department B"}
    kind: unit
    parent: moa
    valid: {from: "2019-03", until: "2025-02-28"}
    contacts: [{email: b@moa.example, language: en}]
"""


def write(tmp_path, text):
    path = tmp_path / "sites.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_projects_registry_has_all_106_agencies():
    registry = load_registry(SITES)

    assert len(registry.agencies) == 106
    assert {kind: len(registry.select(kind=kind)) for kind in Kind} == {
        Kind.MINISTRY: 20,
        Kind.MINISTRY_LEVEL: 4,
        Kind.GOVERNMENT_AGENCY: 9,
        Kind.PROVINCE: 63,
        Kind.NATIONAL_PORTAL: 10,
        Kind.UNIT: 0,
    }


@pytest.mark.parametrize(
    ("kind", "day", "count"),
    [
        ("ministry", date(2018, 6, 30), 18),
        ("ministry", date(2026, 1, 1), 14),
        ("province", date(2018, 6, 30), 63),
        ("province", date(2025, 6, 30), 63),
        ("province", date(2025, 7, 1), 34),
    ],
)
def test_mergers_of_2025_are_dated(kind, day, count):
    """18 ministries in 2017, 14 since Resolution 176/2025/QH15; 63 provinces, 34 since Resolution 202/2025/QH15."""
    assert len(load_registry(SITES).select(kind=kind, day=day)) == count


def test_every_merged_agency_names_a_successor_that_outlives_it():
    registry = load_registry(SITES)
    for agency in registry.agencies:
        if agency.successor:
            successor = registry.get(agency.successor)

            assert agency.valid.end, agency.id
            assert successor.valid.covers(date(2026, 6, 1)), agency.id


def test_every_agency_has_one_main_portal_on_any_day():
    for day in (date(2018, 6, 30), date(2026, 6, 1)):
        for agency in load_registry(SITES).select(day=day):
            assert [p.role for p in agency.portals_on(day)].count("main") == 1, agency.id


def test_defaults_lie_under_each_agencys_own(tmp_path):
    registry = load_registry(write(tmp_path, GOOD))
    moa, dept = registry.agencies

    assert (moa.limits.delay_s, moa.limits.max_pages) == (2.0, 20)
    assert (dept.limits.delay_s, dept.limits.max_pages) == (2.0, 300)
    assert [c.email for c in moa.contacts] == ["unit@operator.example"]
    assert [c.email for c in dept.contacts] == ["b@moa.example"]


def test_portals_come_main_first_and_by_day(tmp_path):
    moa = load_registry(write(tmp_path, GOOD)).get("moa")

    assert [p.role for p in moa.portals_on(date(2024, 12, 31))] == ["main", "english", "services"]
    assert [p.role for p in moa.portals_on(date(2025, 1, 1))] == ["english", "services"]


@pytest.mark.parametrize(
    ("validity", "day", "covers"),
    [
        ({"from": "2019-03"}, date(2019, 3, 1), True),
        ({"from": "2019-03"}, date(2019, 2, 28), False),
        ({"until": "2025-02"}, date(2025, 2, 28), True),
        ({"until": "2025-02"}, date(2025, 3, 1), False),
        ({"from": "2018", "until": "2018"}, date(2018, 12, 31), True),
        ({}, date(1990, 1, 1), True),
    ],
)
def test_reduced_dates_cover_whole_months_and_years(validity, day, covers):
    assert Validity.model_validate(validity).covers(day) is covers


def broken(old, new):
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "key", "message"),
    [
        pytest.param(
            broken("kind: ministry", "kind: ministy"),
            9,
            "agencies.0.kind",
            "Input should be",
            id="no such kind",
        ),
        pytest.param(
            broken("sectors: [health]", "sector: [health]"),
            10,
            "agencies.0.sector",
            "unknown key",
            id="wrong key",
        ),
        pytest.param(broken("id: moa_dept", "id: moa"), 16, "agencies.1.id", "used twice", id="duplicate id"),
        pytest.param(
            broken('"https://moa.example/en"', '"htps://moa.example/en"'),
            14,
            "agencies.0.portals.2.url",
            "starts with http",
            id="impossible scheme",
        ),
        pytest.param(
            broken('"https://moa.example/en"', '"https://moa.example:99999/"'),
            14,
            "agencies.0.portals.2.url",
            "Port out of range",
            id="impossible port",
        ),
        pytest.param(
            broken("parent: moa", "parent: mob"), 19, "agencies.1.parent", "no other agency", id="no parent"
        ),
        pytest.param(
            broken("max_pages: 20}", "max_pages: 0}"),
            15,
            "agencies.0.limits.max_pages",
            "greater than",
            id="no pages",
        ),
        pytest.param(
            broken('from: "2019-03"', 'from: "03/2019"'), 20, "agencies.1.valid.from", "YYYY", id="date form"
        ),
        pytest.param(
            broken("version: 1\n", "version: 1\nversion: 1\n"), 2, "version", "stands twice", id="key twice"
        ),
        pytest.param(broken("agencies:", "agencies: ["), 7, "", "not valid YAML", id="no yaml"),
        pytest.param("", None, "", "valid dictionary", id="empty"),
    ],
)
def test_a_wrong_registry_says_file_line_and_key(tmp_path, text, line, key, message):
    path = write(tmp_path, text)

    with pytest.raises(ConfigError) as caught:
        load_registry(path)

    assert str(path) in str(caught.value)
    assert message in str(caught.value)
    assert caught.value.key == key
    assert caught.value.line == line


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read: No such file"):
        load_registry(tmp_path / "nowhere.yaml")


def test_an_unknown_agency_brings_near_ids():
    with pytest.raises(UsageError, match="no agency 'hanoii' in the registry; did you mean hanoi"):
        load_registry(SITES).get("hanoii")


@pytest.mark.parametrize(
    ("canonical", "says"),
    [
        ({"drop": ["?View"]}, "name a parameter alone"),
        ({"drop": ["View=1"]}, "name a parameter alone"),
        ({"cms": ["typo3"]}, "a content management system is one of webcenter, websphere"),
        ({"drop": ["View"], "keep": ["view"]}, "view cannot be both dropped and kept"),
        ({"strip": ["View"]}, "strip"),
    ],
)
def test_what_is_wrong_with_rules_of_addresses_is_said_with_its_place(tmp_path, canonical, says):
    sites = write_registry(tmp_path / "s.yaml", entry("bo", "http://bo.example/", canonical=canonical))

    with pytest.raises(ConfigError, match="canonical") as error:
        load_registry(sites)

    assert says in str(error.value)


@pytest.mark.parametrize(
    "contact",
    [
        {"email": "vp@bo.example", "name": "Văn phòng", "language": "en"},
        {"email": "văn.phòng@bộ.example"},
        {"webhook": "https://hooks.bo.example/osi?way=1"},
        {"webhook": "http://127.0.0.1:8080/osi"},
        {"webhook": "http://hooks.bo.example/osi", "inner": True},
    ],
)
def test_a_contact_is_a_mailbox_or_a_webhook(tmp_path, contact):
    sites = write_registry(tmp_path / "s.yaml", entry("bo", "http://bo.example/", contacts=[contact]))
    (read,) = load_registry(sites).get("bo").contacts
    assert read.target == contact.get("email", contact.get("webhook"))


@pytest.mark.parametrize(
    ("contact", "key", "says"),
    [
        ({"name": "Văn phòng"}, "", "either email or webhook"),
        ({"email": "a@b.example", "webhook": "https://b.example/"}, "", "either email or webhook"),
        ({"email": "a@b.example", "inner": True}, "", "inner is said of webhooks only"),
        ({"email": "Phòng <a@b.example>"}, "email", "a mail address is name@host alone"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "email", "a mail address is name@host alone"),
        ({"email": "a@b..example"}, "email", "no host name"),
        ({"email": "a..b@b.example"}, "email", "a mail address is name@host alone"),
        ({"webhook": "http://b.example/"}, "webhook", "a webhook is https://"),
        ({"webhook": "ftp://b.example/"}, "webhook", "starts with http:// or https://"),
        ({"webhook": "https://bộ.example/"}, "webhook", "beyond ASCII"),
        ({"webhook": "https://b.example/\n"}, "webhook", "beyond ASCII"),
        ({"webhook": "https://b.example/#part"}, "webhook", "never sent"),
        ({"webhook": "https://a:mat-khau-1@b.example/"}, "webhook", "have no place here"),
        ({"webhook": "https://b.example/", "secret": "mat-khau-1"}, "secret", "unknown key"),
    ],
)
def test_a_wrong_contact_is_named_without_its_password(tmp_path, contact, key, says):
    sites = write_registry(tmp_path / "s.yaml", entry("bo", "http://bo.example/", contacts=[contact]))
    with pytest.raises(ConfigError) as error:
        load_registry(sites)
    assert error.value.key == f"agencies.0.contacts.0.{key}".rstrip(".")
    assert error.value.line == 1
    assert says in str(error.value)
    assert "mat-khau" not in str(error.value)


def test_a_contact_that_stands_twice_is_named(tmp_path):
    contacts = [{"email": "vp@bo.example"}, {"email": "vp@bo.example", "language": "en"}]
    sites = write_registry(tmp_path / "s.yaml", entry("bo", "http://bo.example/", contacts=contacts))
    with pytest.raises(ConfigError, match="the same as a contact before it") as error:
        load_registry(sites)
    assert error.value.key == "agencies.0.contacts.1"


def test_a_password_in_the_defaults_is_named_where_it_stands(tmp_path):
    text = (
        "version: 1\n"
        "defaults:\n"
        "  user_agent_contact: mailto:a@b.example\n"
        "  contacts:\n"
        "    - webhook: https://a:mat-khau-1@b.example/\n"
        "agencies: [{id: bo, name: {vi: B, en: B}, kind: ministry}]\n"
    )
    with pytest.raises(ConfigError) as error:
        load_registry(write(tmp_path, text))
    assert (error.value.key, error.value.line) == ("defaults.contacts.0.webhook", 5)
