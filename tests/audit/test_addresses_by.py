"""The audit tells addresses apart by the rules that the crawl went by."""

from __future__ import annotations

from audit.site.addresses import addresses_by, key_of
from crawler.addressrules import AddressRules


def test_rules_hold_while_an_agency_is_judged_and_no_longer():
    link = "http://bo.example/t.aspx?Source=%2Fa&ItemID=3&vung=2"
    rules = AddressRules.from_record({"drop": ["vung"], "systems": {"bo.example": ["sharepoint"]}})

    before = key_of(link)
    with addresses_by(rules):
        inside = key_of(link)

    assert inside == "bo.example/t.aspx?ItemID=3"
    assert before == key_of(link) == "bo.example/t.aspx?ItemID=3&Source=/a&vung=2"


def test_what_the_registry_keeps_is_two_pages_for_the_audit_too():
    few, many = (f"http://bo.example/x?p_p_id=a&_delta={n}" for n in (20, 50))

    assert key_of(few) == key_of(many)
    with addresses_by(AddressRules(keep=("_delta",))):
        assert key_of(few) != key_of(many)
