"""Where a run's crawls are done: processes of this machine, or workers of a cluster; the options that say so."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from crawler.cluster import cluster_executor
from crawler.errors import UsageError

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Crawling:
    """What crawls, opened."""

    executor: Executor
    store: str = ""
    """URL of the store through which snapshots are handed over; empty when crawls write into the data folder."""


@dataclass(frozen=True, slots=True)
class Crawlers:
    """What was asked to crawl."""

    workers: int
    """Crawl processes of this machine."""
    cluster: str = ""
    """Address of a Dask scheduler, whose workers crawl instead."""
    store: str = ""

    @contextmanager
    def opened(self) -> Iterator[Crawling]:
        """Yield what crawls; crawls are over when it is left.

        Raises:
            UsageError: The extra `cluster` is not installed.
            ClusterError: The cluster cannot be used.
        """
        if self.cluster:
            with cluster_executor(self.cluster) as executor:
                yield Crawling(executor, self.store)
        else:
            with ThreadPoolExecutor(max_workers=self.workers, thread_name_prefix="crawl") as executor:
                yield Crawling(executor, self.store)


def crawler_options(function: Callable[..., R]) -> Callable[..., R]:
    """Give a command --cluster and --store beside its `workers`, and hand what they say over as `crawlers`."""

    @click.option(
        "--cluster",
        default="",
        metavar="ADDRESS",
        help="Crawl on the workers of a Dask scheduler, tcp://HOST:8786, instead of here (docs/scale.md).",
    )
    @click.option(
        "--store",
        "url",
        default="",
        metavar="URL",
        help="Where workers hand over snapshots: s3://BUCKET/PREFIX, or file:///FOLDER that all of them see.",
    )
    @functools.wraps(function)
    def wrapped(*args: Any, workers: int, cluster: str, url: str, **kwargs: Any) -> R:
        if cluster and not url:
            raise UsageError(
                "--cluster needs --store: workers on other machines do not see the data folder; name "
                "s3://BUCKET/PREFIX, or file:///FOLDER that all of them see"
            )
        crawlers = Crawlers(workers, cluster, _absolute(url) if url else "")
        return function(*args, workers=workers, crawlers=crawlers, **kwargs)

    return wrapped


def _absolute(url: str) -> str:
    """A plain path means a folder, from wherever a worker was started."""
    return url if "://" in url else Path(url).absolute().as_uri()
