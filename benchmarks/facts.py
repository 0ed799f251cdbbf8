"""Pages a second that `read_page` reads on one core, beside the obvious pipeline over the same pages.

The baseline is what one writes first: BeautifulSoup's get_text and one langdetect call for a page, which tells far less.
Real pages are taken from the corpora beside the checkout; without them, pages of the same size are made up.

    python benchmarks/facts.py [pages]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup
from langdetect import DetectorFactory, detect
from langdetect.lang_detect_exception import LangDetectException

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.facts.page import read_page  # noqa: E402 - run as a script, from any folder

COPY = ROOT / ".." / "shared" / "corpora" / "sg-mse"


def pages(count: int) -> list[tuple[bytes, str]]:
    """Return page bodies with their addresses, spread over a real portal."""
    if not COPY.is_dir():
        return [(made_up(number), f"http://portal.gov.vn/{number}") for number in range(count)]
    lines = [json.loads(line) for line in (COPY / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    step = max(1, len(lines) // count)
    return [
        ((COPY / line["file"]).read_bytes(), f"http://www.mse.gov.sg{line['url']}")
        for line in lines[::step][:count]
    ]


def made_up(number: int) -> bytes:
    """Return a page of about 55 kB with 140 links."""
    menu = "".join(
        f'<li class="item"><a class="nav-link" href="/muc-{n}">Chuyên mục {n}</a></li>' for n in range(140)
    )
    prose = "".join(
        f"<p>Đoạn {n} của trang {number}: Bộ Y tế ban hành thông tư hướng dẫn thủ tục.</p>"
        for n in range(300)
    )
    return f"<html lang=vi><body><nav><ul>{menu}</ul></nav><main><h1>Trang</h1>{prose}</main></body></html>".encode()


def baseline(body: bytes, url: str) -> None:
    """Do the obvious: a soup, its text, its language."""
    del url
    text = BeautifulSoup(body, "lxml").get_text(" ", strip=True)
    try:
        detect(text)
    except LangDetectException:
        return


def measure(read: Callable[[bytes, str], object], corpus: list[tuple[bytes, str]]) -> float:
    """Return pages a second of processor time."""
    for body, url in corpus[:5]:
        read(body, url)
    start = time.process_time()
    for body, url in corpus:
        read(body, url)
    return len(corpus) / (time.process_time() - start)


def main() -> None:
    """Measure both in one run and print the figures."""
    DetectorFactory.seed = 0
    corpus = pages(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
    ours, theirs = measure(read_page, corpus), measure(baseline, corpus)
    size = sum(len(body) for body, _ in corpus) / len(corpus)
    print(
        f"{len(corpus)} pages of {size / 1000:.0f} kB: read_page {ours:.0f}/s, baseline {theirs:.0f}/s ({ours / theirs:.1f}x)"
    )


if __name__ == "__main__":
    main()
