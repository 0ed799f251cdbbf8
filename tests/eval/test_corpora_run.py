"""Real portals through the same commands as any agency: crawl over a proxy on loopback, judge, report, export.

Prints the language truth and every label beside the tool's verdict (`pytest -s -m corpora tests/eval/test_corpora_run.py`).
"""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from audit.datadir import DataDir
from audit.fact_cache import recalling
from crawler.snapshot import Snapshot
from tests.eval.corpus import CORPORA, ROOT
from tests.eval.measure import OWN

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the shared corpora are not at {CORPORA}"),
]
SITES = Path(__file__).parent / "corpora.yaml"
DAY = "2024-12-31"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def proxy():
    """The corpora behind their own host names."""
    port = free_port()
    command = [
        sys.executable,
        str(CORPORA / "serve.py"),
        str(CORPORA),
        "--port",
        str(port),
        "--rewrite-https",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """The project's configuration and one edition more, for the labels' own items."""
    folder = tmp_path_factory.mktemp("config") / "config"
    shutil.copytree(ROOT / "config", folder)
    template = {"subindex": "LAW", "group": "english_duty", "source": {"text": "labels"}}
    words = {"title": {"vi": "x", "en": "x"}, "advice": {"vi": "x", "en": "x"}}
    own = [{"id": i, **template, **words, "detector": d, "params": p} for i, (d, p) in OWN.items()]
    edition = {"edition": "labels", "version": "1", "title": {"vi": "x", "en": "x"}, "criteria": own}
    (folder / "criteria" / "labels.yaml").write_text(yaml.safe_dump(edition), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(proxy, config, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    chosen = ["--edition", "osi-2024", "--edition", "labels", "--config", str(config), "--data", str(folder)]
    osi_audit(["run", "--sites", str(SITES), "--on", DAY, *chosen], proxy)
    osi_audit(
        ["export", "verdicts", "--format", "csv", "--out", str(folder / "verdicts.csv"), *chosen[4:]], proxy
    )
    return folder


def osi_audit(arguments: list[str], proxy: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "audit", *arguments],
        cwd=ROOT,
        env={**os.environ, "http_proxy": proxy, "https_proxy": proxy},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def snapshot(data: Path, name: str) -> Snapshot:
    return Snapshot(next((data / "snapshots").iterdir()) / name)


def truth(name: str) -> dict[str, str]:
    with (CORPORA / name / "truth.jsonl").open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return {
        unquote(p["url"]): p["lang_path"]
        for p in pages
        if not p.get("meta_refresh") and p["text_chars"] > 300
    }


@pytest.mark.parametrize(
    ("name", "at_least"),
    [
        ("sg-mse", 1200),
        ("uk-service-manual", 180),  # 21 more are linked by addresses that the copy does not answer
        ("us-vote-gov", 120),
        ("us-lametro-mybus", 8),
        ("vn-phapdien-sample", 33),
    ],
)
def test_the_crawl_reads_nearly_every_page_and_its_count_adds_up(data, name, at_least):
    with snapshot(data, name) as taken:
        counts = Counter(record.status.value for record in taken.pages())

        assert counts["ok"] >= at_least
        assert counts == taken.result.counts


@pytest.mark.parametrize(
    "name", ["sg-mse", "uk-service-manual", "us-vote-gov", "us-lametro-mybus", "vn-phapdien-sample"]
)
def test_the_language_of_pages_is_right(data, name):
    """By the facts that the run read."""
    known, wrong, judged = truth(name), [], 0
    with snapshot(data, name) as taken, recalling(DataDir(data).facts(name)) as read:
        for record, body in taken.fetched():
            path = unquote(urlsplit(record.final_url).path)
            want = known.get(path)
            if want is None:
                continue
            judged += 1
            found = read(body, record.final_url, record.content_type).main_language
            if found != ("other" if want not in {"en", "vi"} else want):
                wrong.append(f"{path}: {want} by its path, {found} by its text")
    print(
        f"\n{name}: language of {judged} pages, {len(wrong)} otherwise than by path", *wrong[:20], sep="\n  "
    )

    assert judged >= 5
    assert len(wrong) <= 0.02 * judged


def test_labels_beside_verdicts(data):
    with (data / "verdicts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(r["agency_id"], r["criterion_id"]): r for r in csv.DictReader(file)}
    agreed: dict[str, list[bool]] = defaultdict(list)
    said: Counter[str] = Counter()
    print()
    with (CORPORA / "labels.jsonl").open(encoding="utf-8") as lines:
        for label in map(json.loads, lines):
            row = rows[label["portal"], label["item"]]
            for language, column in (("en", "english"), ("vi", "local")):
                if label[language] in {"met", "partly", "not_met"}:
                    same = label[language] == row[column]
                    agreed[label["item"]].append(same)
                    said[f"{language} {label[language]}->{row[column]}"] += 1
                    print(
                        f"  {label['portal']:18} {label['item']:20} {language} label {label[language]:8}"
                        f" tool {row[column]:14} {'' if same else '*'}"
                    )
    for item, found in sorted(agreed.items()):
        print(f"  {item:22} {sum(found)}/{len(found)}")
    for language in ("en", "vi"):
        right = said[f"{language} met->met"]
        called = sum(n for k, n in said.items() if k.startswith(language) and k.endswith("->met"))
        true = sum(n for k, n in said.items() if k.startswith(f"{language} met->"))
        print(f"  {language}: precision of met {right}/{called}, recall {right}/{true}")

    assert sum(map(sum, agreed.values())) / sum(map(len, agreed.values())) > 0.6
