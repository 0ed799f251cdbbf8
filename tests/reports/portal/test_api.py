"""The read API: its answers against its own OpenAPI document, pages, tokens, and whatever a program sends."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reports.portal.accounts.failures import FREE_TRIES
from reports.portal.api.endpoints import ENDPOINTS, PREFIX
from reports.portal.api.parameters import MOST_ITEMS, PARAMETERS
from reports.portal.api.rate import MOST, WITHIN

PROBLEM = "application/problem+json"


class Program:
    """A program with a token."""

    def __init__(self, portal, token: str) -> None:
        self.client = portal.visitor().client
        self.token = token

    def get(self, path: str, **more):
        headers = {"authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        return self.client.get(PREFIX + path, headers=headers, **more)


@pytest.fixture(scope="module")
def ours(shared) -> Program:
    """Of the ministry."""
    return Program(shared, shared.token("bo"))


@pytest.fixture(scope="module")
def document(shared):
    answer = shared.visitor().get(f"{PREFIX}/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def fits(document, answer, path: str) -> None:
    """Hold an answer to what the document says of its address."""
    responses = document["paths"][PREFIX + path]["get"]["responses"]
    said = responses[str(answer.status_code)]
    if "$ref" in said:
        said = document["components"]["responses"][said["$ref"].rpartition("/")[2]]
    content = said["content"][answer.headers["content-type"]]
    schema = {**content["schema"], "components": document["components"]}
    Draft202012Validator(schema).validate(answer.json())


def concrete(portal, path: str, agency_id: str = "bo") -> str:
    life = portal.books.store.lives.of(agency_id)[0]
    known = {"agency_id": agency_id, "finding_id": life.finding.id, "run_id": life.told_by}
    return re.sub(r"\{(\w+)\}", lambda place: known[place[1]], path)


# ---------- the document ----------


def test_the_document_is_sound(document):
    """References lead somewhere, schemas are schemas, and what stands in a path is told as its parameter."""
    Draft202012Validator.check_schema({"$defs": document["components"]["schemas"]})
    for name in re.findall(r"'\$ref': '#/([^']+)'", str(document)):
        place = document
        for part in name.split("/"):
            place = place[part]
    for path, methods in document["paths"].items():
        assert set(methods) == {"get"}
        told = [p for p in methods["get"]["parameters"] if p.get("in") == "path"]
        assert [p["name"] for p in told] == re.findall(r"\{(\w+)\}", path)
    ids = [methods["get"]["operationId"] for methods in document["paths"].values()]
    assert len(set(ids)) == len(ids) == len(ENDPOINTS)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.path)
def test_answers_are_as_the_document_says(shared, ours, document, endpoint, lang):
    query = f"?lang={lang}" if "lang" in endpoint.parameters else ""
    answer = ours.get(concrete(shared, endpoint.path) + query)

    assert answer.status_code == 200
    fits(document, answer, endpoint.path)


def test_an_agency_without_a_result_has_an_answer_of_the_same_shape(portal, document):
    portal.books.store._db.execute("delete from results")
    portal.books.store._db.conn.commit()
    program = Program(portal, portal.token("bo"))
    for endpoint in ENDPOINTS:
        answer = program.get(concrete(portal, endpoint.path))
        assert answer.status_code == 200
        fits(document, answer, endpoint.path)

    assert program.get("/agencies/bo").json()["score"] is None


# ---------- what is told ----------


def test_what_is_told_is_what_the_report_and_the_store_say(shared, ours):
    store = shared.books.store
    lives = {life.finding.id: life for life in store.lives.of("bo")}
    found = {item["finding_id"]: item for item in ours.get("/agencies/bo/findings").json()["items"]}
    result = shared.books.result(store.run("latest").id, "bo")

    assert set(found) == set(lives)
    for finding_id, item in found.items():
        assert item["cause"] == lives[finding_id].finding.kind
        assert item["gain"] == round(lives[finding_id].finding.gain, 4)
    score = ours.get("/agencies/bo").json()["score"]
    assert score["english_low"] == round(result.score.english.low, 4)
    verdicts = ours.get("/agencies/bo/verdicts?limit=500").json()["items"]
    assert {(v["criterion_id"], v["verdict"]) for v in verdicts} == {
        (j.criterion_id, str(j.verdict)) for j in result.judgements
    }
    one = ours.get(f"/findings/{next(iter(lives))}").json()
    assert len(one["events"]) == len(store.lives.events(next(iter(lives))))
    assert one["report"]["finding_id"] == one["finding_id"]


def test_filters_leave_only_what_fits(ours):
    every = ours.get("/agencies/bo/findings").json()["items"]
    for name in ("state", "criterion_id", "cause"):
        for value in {item[name] for item in every if item[name]}:
            found = ours.get("/agencies/bo/findings", params={name: value}).json()["items"]
            assert found == [item for item in every if item[name] == value]
    both = ours.get("/agencies/bo/findings?state=new&state=open").json()["items"]
    assert both == [item for item in every if item["state"] in {"new", "open"}]


@pytest.mark.parametrize("limit", [1, 2, 7])
@pytest.mark.parametrize("path", ["/agencies", "/agencies/bo/findings", "/agencies/bo/verdicts", "/runs"])
def test_pages_add_up_to_the_whole(ours, path, limit):
    whole = ours.get(f"{path}?limit={MOST_ITEMS}").json()
    assert whole["next"] is None

    found, following = [], f"{PREFIX}{path}?limit={limit}"
    while following:
        page = ours.get(following.removeprefix(PREFIX)).json()
        assert 0 < len(page["items"]) <= limit
        found += page["items"]
        following = page["next"]
    assert found == whole["items"]


def test_a_token_of_an_agency_sees_it_and_its_units_alone(shared, ours):
    stranger = Program(shared, shared.token("tinh"))
    everything = Program(shared, shared.token())

    def ids(program):
        return {item["agency_id"] for item in program.get("/agencies").json()["items"]}

    assert ids(ours) == {"bo", "cuc"}
    assert ids(stranger) == {"tinh"}
    assert ids(everything) == {"bo", "cuc", "tinh"}
    (run,) = ours.get("/runs").json()["items"]
    assert run["agency_ids"] == ["bo", "cuc"]
    assert everything.get("/runs").json()["items"][0]["agency_ids"] == ["bo", "cuc", "tinh"]


def test_a_provisional_run_is_told_to_those_who_see_the_nation(portal):
    run_id = portal.books.store.run("latest").id
    portal.books.store.set_state(run_id, "provisional", note="too few pages")
    agency, nation = Program(portal, portal.token("bo")), Program(portal, portal.token())

    assert agency.get("/runs").json()["items"] == []
    assert agency.get(f"/runs/{run_id}").status_code == 404
    assert agency.get(f"/agencies/bo/verdicts?run={run_id}").status_code == 404
    assert agency.get("/agencies/bo").json()["run"] is None
    assert nation.get("/agencies/bo").json()["run"]["provisional"] == "too few pages"


def test_the_same_answer_is_not_sent_twice(portal):
    program = Program(portal, portal.token("bo"))
    first = program.get("/agencies/bo/findings")
    again = program.get(
        "/agencies/bo/findings", headers={"if-none-match": f'"other", W/{first.headers["etag"]}'}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    webmaster = portal.visitor("webmaster")
    webmaster.post(f"/findings/{portal.finding()}/disputed", text="đã có trang tiếng Anh")
    changed = program.get("/agencies/bo/findings", headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200


# ---------- tokens ----------


def test_a_token_ends(portal):
    tokens, at = portal.books.accounts.tokens, portal.clock()
    secret = portal.token("bo")
    program = Program(portal, secret)
    assert program.get("/agencies").status_code == 200
    (token,) = [t for t in tokens.all() if t.state_at(at) == "valid"]
    assert token.used_at

    portal.clock.on(days=1, seconds=1)
    assert program.get("/agencies").status_code == 401
    program = Program(portal, portal.token("bo"))
    (token,) = [t for t in tokens.all() if t.state_at(portal.clock()) == "valid"]
    assert program.get("/agencies").status_code == 200
    tokens.revoke(token.id, portal.clock())
    assert program.get("/agencies").status_code == 401


def test_nothing_in_the_database_opens_anything(portal):
    secret = portal.token("bo")
    feed = portal.books.accounts.feeds.make(
        portal.books.accounts.users.by_login("reader@bo.example").id, portal.clock()
    )
    kept = b"".join(path.read_bytes() for path in portal.data.root.glob("portal.db*"))

    assert secret.encode() not in kept
    assert feed.encode() not in kept


def test_tokens_that_do_not_hold_count_against_their_address(portal):
    good, bad = Program(portal, portal.token("bo")), Program(portal, "osi_nothing")
    for _ in range(FREE_TRIES["token"]):
        answer = bad.get("/agencies")
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]

    answer = bad.get("/agencies")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert good.get("/agencies").status_code == 200  # another machine behind the same address
    portal.clock.on(minutes=31)
    assert bad.get("/agencies").status_code == 401


def test_a_token_that_asks_too_often_waits(portal):
    program, other = Program(portal, portal.token("bo")), Program(portal, portal.token("bo"))
    for _ in range(MOST):
        assert program.get("/runs").status_code == 200
    answer = program.get("/runs")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= WITHIN.total_seconds()
    assert other.get("/runs").status_code == 200
    portal.clock.on(seconds=int(answer.headers["retry-after"]))
    assert program.get("/runs").status_code == 200


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer ", "Basic eDp5", "bearer\tx", "Bearer \u00ff"])
def test_what_is_no_token_is_told_so(shared, sent):
    answer = shared.visitor().get(f"{PREFIX}/agencies", headers={"authorization": sent.encode("latin-1")})

    assert answer.status_code == 401
    assert answer.headers["content-type"] == PROBLEM


# ---------- whatever is sent ----------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/agencies/nix", 404),
        ("/findings/0000000000000000", 404),
        ("/runs/latest", 404),
        ("/agencies/bo?run=20000101T000000Z", 404),
        ("/agencies?limit=0", 400),
        ("/agencies?limit=٣", 400),
        ("/agencies?limit=1&limit=2", 400),
        ("/agencies/bo/findings?state=fine", 400),
        ("/agencies/bo/findings?colour=red", 400),
    ],
)
def test_problems_are_problem_documents(ours, document, path, status):
    answer = ours.get(path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    Draft202012Validator(document["components"]["schemas"]["problem"]).validate(answer.json())
    assert answer.json()["status"] == status


def test_nothing_but_reading_is_answered(shared, ours):
    answer = ours.client.post(f"{PREFIX}/agencies", headers={"authorization": f"Bearer {ours.token}"})

    assert (answer.status_code, answer.headers["content-type"]) == (405, PROBLEM)


_words = st.text(max_size=30) | st.sampled_from(
    ["bo", "cuc", "latest", "new", "vi", "1", "-1", "%00", "../..", "'"]
)
_queries = st.dictionaries(
    st.sampled_from([*PARAMETERS, "x"]), _words | st.lists(_words, max_size=2), max_size=3
)


_places = st.none() | st.tuples(_words)


@given(st.sampled_from(ENDPOINTS), _places, _queries)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_answers_500(shared, ours, document, endpoint, places, query):  # noqa: PLR0917 - fixtures and what is drawn
    """Whatever stands in paths and parameters: an answer or a problem, each as the document says."""
    shared.clock.on(seconds=1)  # or the token would have asked too often
    if places is None:
        path = concrete(shared, endpoint.path)
    else:
        path = re.sub(r"\{\w+\}", lambda _: quote(places[0], safe=""), endpoint.path)
    answer = ours.get(path, params=query, follow_redirects=False)

    assert answer.status_code in {200, 307, 400, 404}
    if answer.status_code == 200 and places is None:
        fits(document, answer, endpoint.path)
