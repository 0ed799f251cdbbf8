"""The registry in a browser: what stands in it, and what goes on while its file is wrong."""

import os

from audit.cautions import cautions
from crawler.registry import load_registry
from reports.portal.app import create_app
from reports.portal.books import Books
from tests.mockgov import agency, write_registry


def sites(portal):
    return portal.books.place.sites


def write(portal, text: str) -> None:
    path = sites(portal)
    path.write_text(text, encoding="utf-8")
    later = path.stat().st_mtime_ns + 10**9  # whatever the file system can tell apart
    os.utime(path, ns=(later, later))


def test_agencies_with_their_portals_and_lines(shared):
    page = shared.visitor("reviewer").get("/registry").text
    known = load_registry(sites(shared))

    for one in known.agencies:
        assert f'id="r-{one.id}"' in page
        for portal in one.portals:
            assert portal.url in page
    assert "belongs to" in page


def test_contacts_are_for_the_operator_alone(portal):
    text = sites(portal).read_text(encoding="utf-8")
    write(portal, text.replace('"defaults": {', '"defaults": {"contacts": [{"email": "vp@bo.example"}], ', 1))

    assert "vp@bo.example" in portal.visitor("operator").get("/registry").text
    assert "vp@bo.example" not in portal.visitor("reviewer").get("/registry").text


def test_a_broken_file_shows_its_fault_and_the_rest_goes_on(portal):
    operator, reader = portal.visitor("operator"), portal.visitor("reader")
    good = sites(portal).read_text(encoding="utf-8")
    assert operator.get("/registry").status_code == 200
    write(portal, good.replace('"kind": "unit"', '"kind": "unite"', 1))

    page = operator.get("/registry").text
    assert "What is wrong with the file" in page
    assert "agencies.1.kind" in page
    assert "The last registry that was right is still in use" in page
    assert 'id="r-cuc"' in page
    assert operator.get("/agencies/bo").status_code == 200
    assert "See what is wrong" in operator.get("/agencies/bo").text
    answer = reader.get("/agencies/cuc")  # the unit is still its ministry's
    assert answer.status_code == 200
    assert "See what is wrong" not in answer.text

    write(portal, good)
    assert "See what is wrong" not in operator.get("/agencies/bo").text


def test_a_file_that_is_gone_is_a_fault_like_another(portal):
    operator = portal.visitor("operator")
    assert operator.get("/nation").status_code == 200
    sites(portal).unlink()

    assert "cannot be read" in operator.get("/registry").text
    assert operator.get("/agencies/bo").status_code == 200


def test_a_portal_that_begins_with_a_broken_file_says_so_to_who_can_mend_it(portal):
    write(portal, "version: 1\nagencis: []\n")
    portal.app = create_app(Books(portal.books.settings, portal.clock))
    page = portal.visitor("operator").get("/registry")

    assert page.status_code == 200
    assert "Nothing can be shown before the file is right." in page.text
    assert portal.visitor("operator").get("/nation").status_code == 503
    assert portal.visitor("reader").get("/agencies/bo").status_code == 503


def test_shared_hosts_and_an_example_for_a_contact_are_cautions(tmp_path):
    path = tmp_path / "sites.yaml"
    write_registry(path, agency("bo", "http://cong.example/"), agency("tinh", "http://cong.example/tinh"))
    found = cautions(load_registry(path))

    assert [(one.code, one.key) for one in found if one.code == "host"] == [
        ("host", "agencies.1.portals.0.url")
    ]
    assert "tinh and bo share the host cong.example" in str(found[-1])
