"""`config/queries.yaml`: questions about audit.db that operators ask."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crawler.registry import Names
from crawler.yamlfile import load_model

FILE: Final = "queries.yaml"


class Query(BaseModel):
    """One question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """Part of its address."""
    title: Names
    note: Names
    """What it counts, and what is left out."""
    sql: str = Field(min_length=1)


class Queries(BaseModel):
    """Of `config/queries.yaml`, in the order in which they are shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    queries: tuple[Query, ...] = ()

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        ids = [query.id for query in self.queries]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"{twice[0]} stands twice")
        return self


def load_queries(config: Path) -> tuple[Query, ...]:
    """Read `config/queries.yaml`; a folder without one has none.

    Raises:
        ConfigError: It is wrong; line and key are named.
    """
    path = config / FILE
    return load_model(path, Queries)[0].queries if path.is_file() else ()
