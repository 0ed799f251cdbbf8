"""Where the processor time of reading a page goes, step by step, beside what no reader in Python could do without.

Two figures are of what happens in C alone: the parser reporting to somebody who does nothing, and every word of the visible text
looked up once. What is left is the rest of the way: objects made and let go, and what is asked of every element and text. As many
pages as are measured are read before, as words, labels and addresses are remembered from page to page. A step's time is its own,
without that of the steps it asks for; "page let go" holds what `read_page` does itself, too.

    python benchmarks/parts.py [pages]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.facts import page  # noqa: E402 - run as a script, from any folder
from audit.facts.forms import FormReader  # noqa: E402
from audit.facts.links import LinkReader  # noqa: E402
from audit.facts.model import PageFacts  # noqa: E402
from benchmarks.audit import DAY, fetched  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402

PAGES = 300
_WHOLE = "page let go"


class Steps:
    """Processor time by step, in nanoseconds."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inner = [0]
        """What the steps asked for by each one under way have taken."""

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the same work with its time noted."""

        def noted(*args: Any, **options: Any) -> Any:
            self._inner.append(0)
            start = time.process_time_ns()
            try:
                return work(*args, **options)
            finally:
                taken = time.process_time_ns() - start
                self.spent[name] += taken - self._inner.pop()
                self._inner[-1] += taken

        return noted


class Nothing:
    """Is told what a parser finds, and does nothing."""

    def start(self, tag: str, attrs: object) -> None:
        """Hear of an element."""

    def end(self, tag: str) -> None:
        """Hear of its end."""

    def data(self, text: str) -> None:
        """Hear of text."""

    def close(self) -> None:
        """Hear that the page is done."""


def watch(steps: Steps) -> Callable[..., PageFacts]:
    """Put every step of `read_page` under watch, for as long as this process lasts, and return it."""
    for name, work in list(vars(page).items()):
        ours = str(getattr(work, "__module__", "")).startswith("audit.facts")
        if ours and callable(work) and name != "read_page" and not work.__module__.endswith(".model"):
            setattr(page, name, steps.timed(name, work))
    for reader in (LinkReader, FormReader):
        setattr(reader, "read", steps.timed(f"{reader.__name__}.read", reader.read))  # noqa: B010 - mypy forbids the other way
    return steps.timed(_WHOLE, page.read_page)


def main() -> None:
    """Print a line for each step, the dearest first."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    pages = [(record.url, body) for record, body in fetched(2 * count)]
    steps = Steps()
    read = watch(steps)
    words: dict[str, int] = {}
    nothing: Any = Nothing()
    parser = etree.HTMLParser(target=nothing, encoding="utf-8", huge_tree=True)
    alone = Steps()
    parse = alone.timed("parser alone", lambda body: (parser.feed(body), parser.close()))
    look = alone.timed("words alone", lambda text: list(map(words.get, text.split())))
    for number, (url, body) in enumerate(pages):
        if number == count:
            steps.spent.clear()
            alone.spent.clear()
        facts = read(body, url, "text/html; charset=utf-8", fetched_on=DAY)
        parse(body)
        text = " ".join(block.text for block in facts.blocks)
        words.update(dict.fromkeys(text.split(), number))
        look(text)
    total = steps.spent.total()
    told = [Measured("reading a page", total / count / 1e6, "ms")]
    for name, taken in (*alone.spent.most_common(), *steps.spent.most_common()):
        print(f"{taken / count / 1e6:8.3f} ms a page {taken / total:6.1%}  {name}")
        told.append(Measured(name, taken / count / 1e6, "ms"))
    end(told, shown=False)


if __name__ == "__main__":
    main()
