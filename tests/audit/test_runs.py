"""Whole runs over loopback portals through the command line: good, broken, stopped and resumed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audit.__main__ import run
from audit.store.db import Store
from tests.mockgov import MockGov, agency, write_registry

ROOT = Path(__file__).parents[2]
HOME = """<!DOCTYPE html><html lang="vi"><head><title>Bộ Thử nghiệm</title>
<meta name="viewport" content="width=device-width"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/gioi-thieu">Chức năng, nhiệm vụ</a> <a href="/tin">Tin tức</a></nav>
<main><h1>Bộ Thử nghiệm</h1><p>Bộ Thử nghiệm là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về thử nghiệm.</p></main>
<footer><a href="/lien-he">Liên hệ</a></footer></body></html>"""
PAGES = {
    "/": HOME,
    "/gioi-thieu": HOME.replace("<h1>Bộ Thử nghiệm", "<h1>Chức năng, nhiệm vụ"),
    "/tin": HOME.replace("<h1>Bộ Thử nghiệm", "<h1>Tin tức"),
    "/lien-he": HOME.replace("<h1>Bộ Thử nghiệm", "<h1>Liên hệ"),
}
DAY = ("--on", "2018-06-30")


def options(tmp_path, *agencies, **limits):
    sites = write_registry(tmp_path / "sites.yaml", *agencies, **limits)
    return ["--data", str(tmp_path / "var"), "--sites", str(sites)]


def exported(tmp_path, where, capsys):
    capsys.readouterr()
    assert run(["export", "verdicts", *where]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_broken_agency_costs_the_others_nothing(tmp_path, capsys):
    with MockGov() as gone:
        refused = gone.url()
    with MockGov(PAGES) as good, MockGov({"/": (500, {}, b"<h1>down</h1>")}) as bad:
        where = options(
            tmp_path, agency("good", good.url()), agency("bad", bad.url()), agency("refused", refused)
        )
        code = run(["run", *DAY, *where, "--workers", "2"])

    assert code == 0
    shown = capsys.readouterr()
    assert "good: 4 pages read" in shown.err
    reports = next((tmp_path / "var" / "reports").iterdir())
    for language in ("vi", "en"):
        assert {p.stem for p in (reports / language).glob("*.html")} >= {"good", "bad", "refused", "index"}
    verdicts = exported(tmp_path, where, capsys)
    for agency_id in ("bad", "refused"):
        said = {v["verdict"] for v in verdicts if v["agency_id"] == agency_id}
        assert said <= {"could_not_tell", "not_applicable"}, agency_id
    assert {v["local"] for v in verdicts if v["agency_id"] == "good"} >= {"met", "not_met"}


def test_when_nothing_can_be_read_the_reports_say_so_and_the_exit_code_is_3(tmp_path, capsys):
    with MockGov(robots=503) as shut:
        where = options(tmp_path, agency("shut", shut.url()))
        code = run(["run", *DAY, *where])

    assert code == 3
    assert "not one page could be fetched" in capsys.readouterr().err
    reports = next((tmp_path / "var" / "reports").iterdir())
    assert "Không xác định" in (reports / "vi" / "shut.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["/status/404", "/status/500", "/empty", "/loop/a", "/garbage", "/huge", "/million", "/no_http"]
)
def test_a_bad_answer_on_the_way_is_recorded_and_survived(tmp_path, path, capsys):
    pages = {**PAGES, "/": HOME.replace('href="/tin"', f'href="{path}"')}
    with MockGov(pages) as gov:
        where = options(tmp_path, agency("bo", gov.url()), max_pages=30)
        code = run(["run", *DAY, *where])

    assert code == 0
    verdicts = exported(tmp_path, where, capsys)
    assert {v["verdict"] for v in verdicts} - {"could_not_tell", "not_applicable"}


def test_crawl_audit_report_and_export_are_the_run_in_parts(tmp_path, capsys):
    with MockGov(PAGES) as gov:
        where = options(tmp_path, agency("bo", gov.url()))
        assert run(["crawl", *DAY, *where]) == 0
        run_id = capsys.readouterr().out.strip()
        asked = len(gov.hits)
    # the portal is gone: what follows needs no request
    assert run(["audit", run_id, *where, "--edition", "osi-2024"]) == 0
    assert run(["report", *where, "--out", str(tmp_path / "out")]) == 0
    first = exported(tmp_path, where, capsys)
    assert run(["audit", run_id, *where, "--edition", "vn-law"]) == 0
    second = exported(tmp_path, where, capsys)

    assert asked > 4
    assert (tmp_path / "out" / "vi" / "bo.html").is_file()
    assert {v["criterion_id"][:3] for v in first} == {"OSI"}
    assert {v["criterion_id"][:3] for v in second} == {"VN-"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run", "--agency", "nobody"], 2, "no agency 'nobody' in the registry"),
        (["run", "--edition", "osi-1999"], 2, "no edition 'osi-1999'"),
        (["run", "--resume", "latest"], 2, "no run 'latest'"),
        (["run", "--resume", "latest", "--kind", "ministry"], 2, "leave the other choices out"),
        (["audit", "20000101T000000Z"], 2, "no run '20000101T000000Z'"),
        (["report", "20000101T000000Z"], 2, "no run '20000101T000000Z'"),
        (["export", "verdicts", "20000101T000000Z"], 2, "no run"),
        (["run", "--config", "/nowhere"], 2, "no configuration folder at /nowhere"),
        (["criteria", "show", "OSI2024-XX-999"], 2, "no criterion 'OSI2024-XX-999'"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(tmp_path, arguments, code, message, capsys):
    where = options(tmp_path, agency("bo", "http://127.0.0.1:9/"))

    assert run([*arguments, *where]) == code
    assert message in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    where = options(tmp_path, agency("bo", "http://127.0.0.1:9/"))

    assert run(["run", "--sites", where[3], "--data", str(tmp_path / "file" / "var")]) == 4
    assert "name another folder with --data" in capsys.readouterr().err


def wait_for(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_ctrl_c_keeps_what_was_done_and_resume_finishes_it(tmp_path, capsys):
    pages = {**PAGES, "/": HOME.replace('href="/tin"', 'href="/busy/0"')}
    with MockGov(PAGES) as quick, MockGov(pages) as slow:
        where = options(
            tmp_path, agency("quick", quick.url()), agency("slow", slow.url()), max_pages=60, delay_s=0.05
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "audit", "run", *DAY, *where, "--workers", "1"],
            cwd=ROOT,
            env={**os.environ},
            stderr=subprocess.PIPE,
            text=True,
            # a job in the background inherits an ignored SIGINT
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads there
        )
        wait_for(lambda: len(slow.hits) > 10)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=60)[1]

        assert process.returncode == 130
        assert "what was done so far is kept" in errors
        assert "Traceback" not in errors

        assert run(["run", "--resume", "latest", *where]) == 0

    with Store(tmp_path / "var" / "audit.db") as store:
        assert [r.state for r in store.runs()] == ["done"]
        results = store.results(store.run().id)
    assert [(r.agency_id, r.coverage.stop_reason) for r in results] == [
        ("quick", "finished"),
        ("slow", "budget_pages"),
    ]
    assert slow.paths().count("/busy/0") == 1


_POOL = """
import os, sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from audit.runs import _share

if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn"), _share, (None, None)) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(bytes, 1 << 22)  # more than a pipe holds, which nobody takes once the coordinator is gone
        os.kill(os.getpid(), 9)
"""


def test_a_process_that_judges_ends_with_a_coordinator_that_is_killed(tmp_path):
    script = tmp_path / "pool.py"
    script.write_text(_POOL, encoding="utf-8")
    killed = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    wait_for(lambda: not Path(f"/proc/{int(killed.stdout)}").exists())
