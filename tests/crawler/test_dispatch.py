from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from crawler.dispatch import dispatch, group_by_host
from crawler.hosts import HostMap
from crawler.job import CrawlJob
from crawler.registry import load_registry
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.crawl import job_for

PAGE = "<h1>Trang</h1>"


class Inline(Executor):
    """Runs everything at once, in the caller: as good an executor as any."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Broken(Executor):
    """Every worker of it dies."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_exception(MemoryError("killed"))
        return future


def jobs(*names: str) -> list[CrawlJob]:
    return [CrawlJob(name, Path("sites.yaml"), Path(name), "run") for name in names]


def test_agencies_that_share_a_host_share_a_task():
    hosts = {
        "a": ["www.x.gov.vn"],
        "b": ["y.gov.vn"],
        "c": ["x.gov.vn", "z.gov.vn"],
        "d": ["z.gov.vn"],
        "e": [],
    }

    groups = group_by_host(jobs("a", "b", "c", "d", "e"), hosts)

    assert [[job.agency_id for job in group] for group in groups] == [["b"], ["a", "c", "d"], ["e"]]


def test_a_host_of_several_agencies_is_asked_no_more_often_than_that_of_one(tmp_path):
    home = PAGE + "".join(f'<a href="{n}">bài</a>' for n in range(4))
    pages = {"/a/": home, "/b/": home} | {f"/{a}/{n}": PAGE for a in "ab" for n in range(4)}
    with MockGov(pages) as gov, ThreadPoolExecutor(2) as executor:
        both = [agency(name, gov.url(f"/{name}/")) for name in "ab"]
        registry = load_registry(write_registry(tmp_path / "sites.yaml", *both, delay_s=0.2))
        todo = [CrawlJob(name, tmp_path / "sites.yaml", tmp_path / "run" / name, "run") for name in "ab"]
        hosts = {name: HostMap.for_agency(registry.get(name)).politeness_keys() for name in "ab"}
        outcomes = list(dispatch(todo, hosts, executor))

    assert {o.agency_id: o.fetched for o in outcomes} == {"a": 5, "b": 5}
    gaps = gov.gaps()
    assert min(gaps) > 0.1  # one that came late is followed sooner
    assert sum(gaps) > 0.95 * 0.2 * len(gaps)


def test_outcomes_come_in_and_a_failure_is_one_of_them(tmp_path):
    with MockGov({"/": PAGE}) as one, MockGov({"/": PAGE}) as two, ThreadPoolExecutor(2) as executor:
        todo = [job_for(tmp_path, one.url(), agency_id="one"), job_for(tmp_path, two.url(), agency_id="two")]
        todo.append(CrawlJob("nobody", todo[0].sites, tmp_path / "run" / "nobody", "run"))

        outcomes = {o.agency_id: o for o in dispatch(todo, {}, executor)}

    assert {name: o.fetched for name, o in outcomes.items()} == {"one": 1, "two": 1, "nobody": 0}
    assert outcomes["nobody"].stop_reason == "error"
    assert "nobody" in outcomes["nobody"].error


def test_any_executor_will_do(tmp_path):
    with MockGov({"/": PAGE}) as gov:
        outcomes = list(dispatch([job_for(tmp_path, gov.url())], {}, Inline()))

    assert [o.fetched for o in outcomes] == [1]


def test_a_worker_that_dies_is_an_outcome():
    outcomes = list(dispatch(jobs("a", "b"), {"a": ["x"], "b": ["x"]}, Broken()))

    assert [o.error for o in outcomes] == ["the worker failed: killed"] * 2


def test_a_cancelled_run_starts_nothing_more(tmp_path):
    todo = [job_for(tmp_path, "http://127.0.0.1:9/", agency_id=name) for name in ("a", "b")]
    with ThreadPoolExecutor(1) as executor:
        outcomes = list(dispatch(todo, {"a": ["x"], "b": ["x"]}, executor, is_cancelled=lambda: True))

    assert {o.agency_id for o in outcomes} == {"a", "b"}
    assert outcomes[-1].error == "not started: the run was stopped"
