"""Two runs of a portal through the command line: the second asks for what has changed, and says the same."""

import pytest

from audit.__main__ import run
from tests.audit.test_runs import DAY, PAGES, exported, options
from tests.mockgov import MockGov, agency

NEWS = {f"/tin/{n}": f"<title>Tin {n}</title><h1>Tin tức số {n}</h1>" for n in range(30)}
"""Enough that not all of them are among those that are asked for whole, to check the server's word."""


@pytest.mark.parametrize("fresh", [False, True])
def test_a_second_run_gives_the_same_verdicts(tmp_path, capsys, fresh):
    news = "".join(f'<a href="{path}">{path}</a>' for path in NEWS)
    site = {**PAGES, "/tin": PAGES["/tin"] + news, **NEWS}
    pages = {path: (200, {"ETag": f'"{path}-1"'}, html.encode()) for path, html in site.items()}
    with MockGov(pages) as gov:
        where = options(tmp_path, agency("bo", gov.url()))
        assert run(["run", *DAY, *where]) == 0
        first = exported(tmp_path, where, capsys)
        gov.hits.clear()
        assert run(["run", *DAY, *where, *(["--fresh"] if fresh else [])]) == 0
        second = exported(tmp_path, where, capsys)

    conditional = [hit.path for hit in gov.hits if "If-None-Match" in hit.headers]
    assert bool(conditional) is not fresh
    assert (tmp_path / "var" / "facts" / "bo.db").is_file()
    told = [{(v["criterion_id"], v["verdict"], v["local"]) for v in verdicts} for verdicts in (first, second)]
    assert told[0] == told[1]
