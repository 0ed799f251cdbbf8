"""What every answer carries, and what every request must bear."""

import pytest

from crawler.errors import StoreError, UsageError
from reports.portal.settings import PortalSettings
from tests.reports.portal.conftest import BASE, OURS


@pytest.mark.parametrize("path", ["/login", "/nothing/here", "/agencies/bo", "/assets/x/style.css"])
def test_every_answer_carries_the_headers(shared, path):
    headers = shared.visitor("operator").get(path).headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers  # reached without TLS


def test_only_its_own_host_is_answered(shared):
    visitor = shared.visitor()

    assert visitor.get("/login", headers={"host": "evil.example"}).status_code == 421
    assert "evil" not in visitor.get("/login", headers={"x-forwarded-host": "evil.example"}).text


def test_who_asks_whether_it_is_well_is_told_that_alone(shared, monkeypatch):
    visitor = shared.visitor()
    well = visitor.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (well.status_code, well.content) == (204, b"")
    assert "set-cookie" not in well.headers

    def broken(*_args):
        raise StoreError("/var/lib/osi-audit/var/portal.db: disk I/O error")

    monkeypatch.setattr(shared.books.accounts.users.__class__, "by_id", broken)
    ill = visitor.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (ill.status_code, ill.content) == (503, b"")
    assert visitor.client.post("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 405
    assert visitor.get("/healthz/x", headers={"host": "10.0.0.7:8000"}).status_code == 421


def test_a_form_that_is_too_large_is_not_read(shared):
    answer = shared.visitor("webmaster").post(f"/findings/{shared.finding()}/commented", text="x" * 70_000)

    assert answer.status_code == 413


def test_a_form_that_is_damaged_is_refused(shared):
    visitor = shared.visitor("webmaster")
    for body in (b"text=\xff\xfe", b"&".join(b"a=1" for _ in range(200))):
        answer = visitor.client.post(f"/findings/{shared.finding()}/commented", content=body, headers=OURS)
        assert answer.status_code in {400, 403}


def test_a_path_that_climbs_finds_nothing(shared):
    visitor = shared.visitor("operator")
    for path in (
        "/agencies/bo/files/20180630T070000Z/..%2f..%2fportal.db/x",
        "/agencies/bo/files/%2e%2e/vi/bo.html",
        "/agencies/..%2f..%2fetc/copies/20180630T070000Z/crawl-00000.warc.gz:0",
        "/agencies/bo/copies/..%2f..%2f/passwd:0",
        "/agencies/bo/copies/20180630T070000Z/crawl-00000.warc.gz:999999999999",
        "/assets/../portal.db/style.css",
    ):
        assert visitor.get(path).status_code == 404, path


def test_a_fault_of_ours_is_a_page_without_its_cause(shared, monkeypatch):
    def broken(*_args):
        raise RuntimeError("secret of the inside")

    visitor = shared.visitor("operator", raise_server_exceptions=False)
    monkeypatch.setattr(shared.books.store.standings, "newest", broken, raising=False)
    monkeypatch.setattr("reports.portal.standing.Seen", broken)
    answer = visitor.get("/agencies/bo")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_an_unreadable_database_is_said_without_naming_files(shared, monkeypatch):
    from crawler.errors import StoreError

    def broken(*_args):
        raise StoreError("/srv/data/audit.db: disk I/O error")

    visitor = shared.visitor("operator")
    monkeypatch.setattr("reports.portal.standing.Seen", broken)
    answer = visitor.get("/agencies/bo")

    assert answer.status_code == 503
    assert "/srv" not in answer.text


@pytest.mark.parametrize(
    "address", ["osi.example", "https://osi.example/x", "ftp://osi.example", "https://osi.example?x=1", ""]
)
def test_a_wrong_base_address_is_named(shared, address):
    with pytest.raises(UsageError, match="is not an address like"):
        PortalSettings(shared.books.place, address)


def test_behind_tls_cookies_and_headers_say_so(shared):
    settings = PortalSettings(shared.books.place, "https://osi.example")

    assert settings.secure
    assert settings.session_cookie.startswith("__Host-")
    assert not PortalSettings(shared.books.place, BASE).secure
