"""Pages to measure with: a portal of any size, each page about 55 kB, no two alike.

The pages are those of a real portal beside the checkout, grown with paragraphs of its other pages and lists of links to
them; where it is absent, pages of
the same size are made up. Beyond the first round through the portal, text and address of each page are varied, so that no
page, paragraph or link of a list is a duplicate that a cache could answer.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

COPY = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "sg-mse"
HOST = "http://www.portal.gov.vn"
SIZE = 55_000  # bytes of a page
_PARAGRAPH = re.compile(r"<(p|li|tr)\b[^>]*>.{80,1500}?</\1>", re.DOTALL)
_LONG_TEXT = re.compile(r">([^<>{};]{40,})<")
_CONTENT_END = re.compile(r"<footer\b|</main>|</body>")
_PHRASES = (
    "Bộ Ủy ban nhân dân ban hành thông tư hướng dẫn thủ tục hành chính công khai minh bạch ngân sách nhà nước kế hoạch "
    "phát triển kinh tế xã hội y tế giáo dục môi trường lao động dịch vụ trực tuyến hồ sơ đăng ký cấp phép doanh nghiệp"
)
_WORDS = tuple(_PHRASES.split())


def addresses(count: int) -> Iterator[str]:
    """Yield the address of each page, the home page first."""
    lines = _lines()
    for number in range(count):
        turn, index = divmod(number, len(lines)) if lines else (0, number)
        path = lines[index][0] if lines else f"/muc-{number % 140}/trang-{number}.html" if number else "/"
        yield f"{HOST}/phan-{turn}{path}" if turn else HOST + path


def bodies(count: int) -> Iterator[bytes]:
    """Yield the body of each page, in the same order."""
    lines = _lines()
    pool = _paragraphs(lines)
    titles = [(path, file.parent.name.replace("-", " ").capitalize()) for path, file in lines]
    for number in range(count):
        chance = random.Random(number)
        if not lines:
            yield _made_up(chance).encode()
            continue
        turn, index = divmod(number, len(lines))
        text = lines[index][1].read_text("utf-8")
        if turn:
            text = _LONG_TEXT.sub(lambda found, turn=turn: f">{_turned(found[1], turn)}<", text)
        yield _grown(text, pool, titles, chance).encode()


def _lines() -> list[tuple[str, Path]]:
    if not COPY.is_dir():
        return []
    lines = [json.loads(line) for line in (COPY / "truth.jsonl").read_text("utf-8").splitlines()]
    found = [(line["url"], COPY / line["file"]) for line in lines]
    return sorted(found, key=lambda line: (len(line[0]), line[0]))


def _paragraphs(lines: list[tuple[str, Path]]) -> list[str]:
    pool: dict[str, None] = {}
    for _, path in lines[:: max(1, len(lines) // 200)]:
        text = path.read_text("utf-8")
        pool.update(
            dict.fromkeys(found[0] for found in _PARAGRAPH.finditer(text) if "<script" not in found[0])
        )
    return list(pool)


def _turned(text: str, turn: int) -> str:
    """Return the words of a text in another order."""
    words = text.split()
    step = turn % len(words) if words else 0
    return " ".join([*words[step:], *words[:step]])


def _grown(text: str, pool: list[str], titles: list[tuple[str, str]], chance: random.Random) -> str:
    """Return a page with paragraphs of others and boxes of links to them added, half and half, until it has its size."""
    missing = SIZE - len(text.encode())
    prose: list[str] = []
    boxes: list[str] = []
    for added, until in ((prose, missing // 2), (boxes, 0)):
        while missing > until:
            added.append(_paragraph(pool, chance) if added is prose else _box(titles, chance))
            missing -= len(added[-1].encode())
    end = _CONTENT_END.search(text)
    place = end.start() if end else len(text)
    return "\n".join([text[:place], *prose, '<ul class="related">', *boxes, "</ul>", text[place:]])


def _paragraph(pool: list[str], chance: random.Random) -> str:
    one = _LONG_TEXT.sub(lambda found: f">{_turned(found[1], chance.randrange(60))}<", chance.choice(pool))
    return one.replace("</p>", f" {chance.randrange(10**6)}</p>")


def _box(titles: list[tuple[str, str]], chance: random.Random) -> str:
    path, title = chance.choice(titles)
    number = chance.randrange(10**6)
    return (
        f'<li class="related-item col-md-6 clearfix"><div class="thumb"><a href="{path}" class="thumb-link">'
        f'<img class="lazy img-responsive" src="/images/thumbs/{number}.jpg" alt=""></a></div><div class="caption"><h4>'
        f'<a href="{path}" title="{title}" class="related-link">{title}</a></h4>'
        f'<span class="date"><i class="icon icon-clock"></i> {number % 28 + 1:02d}/{number % 12 + 1:02d}/20{number % 20 + 5:02d}</span>'
        "</div></li>"
    )


def _made_up(chance: random.Random) -> str:
    """Return a page of about 55 kB with a menu of 140 links, a list of dated news and prose."""
    menu = "".join(
        f'<li class="item"><a class="nav-link" href="/muc-{n}/">Chuyên mục {n}</a></li>' for n in range(140)
    )
    news = "".join(
        f'<li><a href="/tin/{chance.randrange(10**6)}.html">{_sentence(chance, 12)}</a> <span>{day:02d}/06/2018</span></li>'
        for day in range(1, 21)
    )
    prose = "".join(f"<p>{_sentence(chance, 40)}.</p>" for _ in range(130))
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{_sentence(chance, 8)}</title></head><body><header>'
        f"<nav><ul>{menu}</ul></nav></header><main><h1>{_sentence(chance, 8)}</h1>{prose}<ul>{news}</ul></main>"
        "<footer><p>Bản quyền thuộc về Bộ Ví dụ. Điện thoại: 024 3827 0000</p></footer></body></html>"
    )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()
