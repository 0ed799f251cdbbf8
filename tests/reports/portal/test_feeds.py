"""Feeds and calendar: as RFC 4287 and RFC 5545 want them, for whom they are, by addresses that end."""

import re
from datetime import date, datetime, timedelta

import pytest
from lxml import etree

from audit.life.model import EventKind
from reports.portal.accounts.failures import FREE_TRIES
from reports.portal.ics import Day, escaped, folded, ics
from reports.portal.news import news
from tests.reports.portal.conftest import BASE, PEOPLE

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CALENDAR = """
version: 1
months_ahead: 24
surveys:
  - id: survey
    year: {year}
    from: "{year}-06"
    until: "{year}-09"
    about: [{{subindices: [IF]}}]
    source: {{text: {{vi: "Theo lịch, dự kiến", en: "By the calendar; expected"}}}}
    unconfirmed: {{vi: "Chưa có thông báo", en: "Not announced"}}
deadlines:
  - id: everybody
    title: {{vi: "Báo cáo hằng năm, {long}", en: "Yearly report"}}
    by: {{vi: "Mọi cơ quan", en: "Everybody"}}
    to: {{vi: "Văn phòng", en: "The office"}}
    due: {{every: year, until: "03-31"}}
    source: {{text: "Công văn 1/VP", url: "https://vanban.example/1"}}
  - id: provinces
    title: {{vi: "Báo cáo của tỉnh", en: "Report of provinces"}}
    by: {{vi: "Các tỉnh", en: "Provinces"}}
    to: {{vi: "Văn phòng", en: "The office"}}
    due: {{every: quarter}}
    whose: {{kinds: [province]}}
    source: {{text: "Công văn 2/VP"}}
"""


@pytest.fixture
def dated(portal):
    """A portal whose configuration has a calendar."""
    text = CALENDAR.format(year=portal.clock().year + 1, long="chữ Việt dài " * 12)
    (portal.books.place.config / "calendar.yaml").write_text(text, encoding="utf-8")
    return portal


def address(portal, who: str) -> str:
    user = portal.books.accounts.users.by_login(PEOPLE[who].login)
    return f"/feeds/{portal.books.accounts.feeds.make(user.id, portal.clock())}"


def entries(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    return [
        {
            "id": one.findtext("a:id", namespaces=ATOM),
            "title": one.findtext("a:title", namespaces=ATOM),
            "at": one.findtext("a:updated", namespaces=ATOM),
            "what": one.find("a:category", ATOM).get("term"),
            "url": one.find("a:link", ATOM).get("href"),
            "text": one.findtext("a:summary", namespaces=ATOM) or "",
        }
        for one in root.findall("a:entry", ATOM)
    ]


def events(answer) -> dict[str, dict[str, str]]:
    """Events of a calendar by UID, unfolded and with values unescaped, after holding its lines to RFC 5545."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert any(line.startswith("PRODID:") for line in lines)
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.DOTALL):
        pairs = [line.partition(":")[::2] for line in block.split("\n")]
        assert len({name for name, _ in pairs}) == len(pairs)
        one = {
            name: re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value) for name, value in pairs
        }
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= set(one)
        assert one["UID"] not in found
        found[one["UID"]] = one
    return found


# ---------- news ----------


def test_a_feed_tells_what_is_new_as_atom_wants_it(shared):
    answer = shared.visitor("reader").get("/agencies/bo/feed.atom?lang=en")
    root = etree.fromstring(answer.content)
    found = entries(answer)
    lives = shared.books.store.lives
    new = {life.finding.id for life in lives.of("bo") if life.standing.condition == "new"}

    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"a:{name}", ATOM)) == 1
    assert root.findtext("a:author/a:name", namespaces=ATOM)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert {one["url"] for one in found} == {f"{BASE}/findings/{id_}" for id_ in new}
    assert {one["what"] for one in found} == {"new"}
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert re.fullmatch(r"tag:portal\.example,\d{4}-\d\d-\d\d:findings/[0-9a-f]+/\d+", one["id"])
        assert datetime.fromisoformat(one["at"]).tzinfo is not None
        assert one["title"].startswith("New finding: ")
    assert root.findtext("a:updated", namespaces=ATOM) == max(one["at"] for one in found)
    vietnamese = entries(shared.visitor("reader").get("/agencies/bo/feed.atom?lang=vi"))
    assert [one["id"] for one in vietnamese] == [one["id"] for one in found]
    assert all(one["title"].startswith("Phát hiện mới: ") for one in vietnamese)


def test_what_was_decided_is_told_and_ids_stay(portal):
    """Words of people and of crawled pages stay text, whatever is in them."""
    before = [one["id"] for one in entries(portal.visitor("reader").get("/agencies/bo/feed.atom"))]
    page = f"/findings/{portal.finding()}"
    portal.visitor("webmaster").post(f"{page}/{EventKind.DISPUTED}", text="đã có")
    portal.visitor("operator").post(
        f"{page}/{EventKind.DISPUTE_REJECTED}", text="<b>chưa\u202e</b> & \x08 chưa"
    )
    found = entries(portal.visitor("reader").get("/agencies/bo/feed.atom"))

    (decided,) = [one for one in found if one["what"] == "dispute_rejected"]
    assert [one["id"] for one in found if one is not decided] == before
    assert decided["text"] == "<b>chưa[U+202E]</b> & [U+0008] chưa"
    (told,) = [one for one in found if one["url"] == decided["url"] and one is not decided]
    assert decided["at"] >= told["at"]  # though what a person says is dated by its day alone


def test_news_are_transitions_alone(portal):
    """A finding that stays as it is, is suspected or only commented on is no news; mended and back again are."""
    lives = portal.books.store.lives
    life = lives.of("bo")[0]
    (first, *_) = lives.events(life.finding.id)
    looks = ["failing", "failing", "passing", "unseen", "failing", "failing", "failing"]
    made = [
        type(first)(
            EventKind.RUN, f"2027-01-{n:02}T00:00:00Z", f"202701{n:02}T000000Z", look=type(first.look)(look)
        )
        for n, look in enumerate(looks, start=1)
    ]
    made.insert(3, type(first)(EventKind.COMMENTED, "2027-01-03T01:00:00Z", text="x"))
    told = news({"x": made, "unknown": made}, {"x": 1.0})

    assert [(item.what, made[item.number].at[:10]) for item in told] == [
        ("regressed", "2027-01-06"),
        ("fixed", "2027-01-03"),
        ("new", "2027-01-02"),
    ]


# ---------- days ----------


def test_a_calendar_has_the_days_that_bind_an_agency_in_sight(dated):
    ministry = events(dated.visitor("reader").get("/calendar.ics?lang=vi"))
    province = events(dated.visitor("stranger").get("/calendar.ics?lang=vi"))
    year = dated.clock().year + 1
    survey = ministry["survey-survey@portal.example"]

    assert (survey["DTSTART;VALUE=DATE"], survey["DTEND;VALUE=DATE"]) == (f"{year}0601", f"{year}1001")
    assert survey["STATUS"] == "TENTATIVE"
    assert survey["DESCRIPTION"] == "Theo lịch, dự kiến\nChưa có thông báo"
    yearly = [one for uid, one in ministry.items() if uid.startswith("deadline-everybody-")]
    assert len(yearly) in {2, 3}
    for one in yearly:
        last = date.fromisoformat(one["DTSTART;VALUE=DATE"])
        assert (last.month, last.day) == (3, 31)
        assert date.fromisoformat(one["DTEND;VALUE=DATE"]) - last == timedelta(days=1)
        assert one["SUMMARY"].startswith("Báo cáo hằng năm, chữ Việt dài")
        assert one["URL"] == "https://vanban.example/1"
    assert not [uid for uid in ministry if "provinces" in uid]
    assert len([uid for uid in province if "provinces" in uid]) >= 8
    assert set(ministry) < set(province)


def test_a_day_keeps_its_name_when_the_language_changes_and_time_goes_by(dated):
    reader = dated.visitor("reader")
    vietnamese, english = (events(reader.get(f"/calendar.ics?lang={lang}")) for lang in ("vi", "en"))
    assert set(vietnamese) == set(english)
    assert (
        english["survey-survey@portal.example"]["SUMMARY"]
        != vietnamese["survey-survey@portal.example"]["SUMMARY"]
    )

    path = f"{address(dated, 'reader')}/calendar.ics"
    later = dated.visitor()
    first = later.get(path)
    dated.clock.on(days=30)
    assert set(events(later.get(path))) & set(events(first))
    again = later.get(path, headers={"if-none-match": later.get(path).headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_without_a_calendar_there_is_none(portal):
    (portal.books.place.config / "calendar.yaml").unlink(missing_ok=True)
    assert portal.visitor("reader").get("/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    "text", ["BEGIN:VEVENT\r\nX", "a;b,c\\d", "\x00\x1b\u2028\u202e", "ệ" * 300, "👩‍⚖️" * 60, ""]
)
def test_no_text_breaks_a_line(text):
    day = date(2026, 11, 22)
    body = ics([Day("x@y", day, day, text, text, text)], text, datetime.fromisoformat("2026-11-22T00:00:00Z"))
    lines = body.decode().split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 1
    assert "".join(piece.removeprefix(" ") if n else piece for n, piece in enumerate(folded(text))) == text
    assert not re.search(r"[\x00-\x1f\u2028\u202e]", escaped(text))


# ---------- addresses ----------


def test_an_address_sees_what_its_person_sees(portal):
    nobody = portal.visitor()
    reader, stranger, operator = (address(portal, who) for who in ("reader", "stranger", "operator"))

    def status(base: str, agency_id: str) -> int:
        return nobody.get(f"{base}/agencies/{agency_id}/feed.atom").status_code

    assert [status(reader, id_) for id_ in ("bo", "cuc", "tinh", "nix")] == [200, 200, 404, 404]
    assert [status(stranger, id_) for id_ in ("bo", "cuc", "tinh", "nix")] == [404, 404, 200, 404]
    assert [status(operator, id_) for id_ in ("bo", "cuc", "tinh", "nix")] == [200, 200, 200, 404]
    answer = nobody.get(f"{reader}/agencies/bo/feed.atom")
    assert reader.rpartition("/")[2] not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_an_address_opens_nothing_else(portal):
    nobody = portal.visitor()
    secret = address(portal, "operator").rpartition("/")[2]
    for path in ("/", "/runs", f"/feeds/{secret}", f"/feeds/{secret}/runs", f"/feeds/{secret}/agencies/bo"):
        assert nobody.get(path).status_code in {303, 404}
    assert nobody.get("/api/v1/agencies", headers={"authorization": f"Bearer {secret}"}).status_code == 401


def test_an_address_is_made_shown_once_replaced_and_ended(portal):
    reader, nobody = portal.visitor("reader"), portal.visitor()
    shown = re.compile(rf"{re.escape(BASE)}(/feeds/[\w-]+/agencies/bo/feed\.atom)")
    first = shown.search(reader.post("/account/feeds").text)[1]
    assert nobody.get(first).status_code == 200
    assert not shown.search(reader.get("/account").text)

    second = shown.search(reader.post("/account/feeds").text)[1]
    assert (nobody.get(first).status_code, nobody.get(second).status_code) == (404, 200)
    assert reader.post("/account/feeds/end").headers["location"] == "/account?done=feeds_ended"
    assert nobody.get(second).status_code == 404
    changes = [change.action for _, change in portal.books.accounts.log.newest(3)]
    assert changes == ["feed_address_ended", "feed_address", "feed_address"]


def test_who_is_shut_out_has_no_address_any_more(portal):
    base = address(portal, "reader")
    users = portal.books.accounts.users
    users.disable(users.by_login(PEOPLE["reader"].login).id, portal.clock())

    assert portal.visitor().get(f"{base}/agencies/bo/feed.atom").status_code == 404


def test_trying_addresses_is_counted(portal):
    nobody, good = portal.visitor(), address(portal, "reader")
    for number in range(FREE_TRIES["link"] + 5):
        assert nobody.get(f"/feeds/{number}/calendar.ics").status_code == 404
    assert portal.books.accounts.failures.wait(("link:testclient",), portal.clock()) > timedelta()
    assert nobody.get(f"{good}/agencies/bo/feed.atom").status_code == 200
