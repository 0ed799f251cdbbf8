"""The answer key of the demo: what an honest assessor says about each demo portal."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.facts.services.model import Published
from audit.results import Verdict
from crawler.registry import Identifier
from crawler.yamlfile import load_model

ANSWERS = Path(__file__).parent / "answers.yaml"

SideVerdict = Literal["met", "partly", "not_met", "could_not_tell"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(_Model):
    """One criterion at one agency. In the file: ``english/local``, or one word for both."""

    english: SideVerdict
    local: SideVerdict

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, raw: object) -> object:
        """Read ``met/partly``; a mapping is taken as it is."""
        if not isinstance(raw, str):
            return raw
        english, _, local = raw.partition("/")
        return {"english": english, "local": local or english}

    @property
    def verdict(self) -> Verdict:
        """The overall verdict: English leads; what only Vietnamese readers find is *vietnamese only*."""
        if self.english == "not_met" and self.local in {"met", "partly"}:
            return Verdict.VIETNAMESE_ONLY
        return Verdict(self.english)


class ServiceAnswer(_Model):
    """One service at one agency. In the file: ``published/checked/english``, `-` for a level that nothing tells."""

    published: Published
    checked: int | None = Field(ge=0, le=4)
    english: Literal["full", "some", "none"]
    """As `reports.services.ServiceRowView.in_english` says it."""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, raw: object) -> object:
        """Read ``3/-/some``; a mapping is taken as it is."""
        if not isinstance(raw, str):
            return raw
        published, checked, english = [None if word == "-" else word for word in raw.split("/")]
        return {"published": published or "", "checked": checked, "english": english}


class AgencyAnswers(_Model):
    """All that is known about one demo agency by construction."""

    readable: bool = True
    """Whether enough can be read to say "not met" at all."""
    findings: tuple[str, ...] = ()
    """Kinds of portal-wide causes that the audit must find."""
    pages: dict[Literal["en", "vi"], tuple[int, int]] = Field(default_factory=dict)
    """Least and most pages whose main content is in that language."""
    criteria: dict[str, Answer] = Field(default_factory=dict)
    """Criterion id -> answer; what an assessor could argue about is left out."""
    service_count: int = 0
    """Services that its portals name."""
    services: dict[str, ServiceAnswer] = Field(default_factory=dict)
    """Code -> answer; what an assessor could argue about is left out, but counted."""
    open: bool = False
    """Whether every criterion not listed is *could not tell*."""


class Answers(_Model):
    """The whole file."""

    version: Literal[1]
    agencies: dict[Identifier, AgencyAnswers]

    def decided(self) -> int:
        """Return how many Vietnamese verdicts the key holds that are not *could not tell*."""
        sides = [answer.local for agency in self.agencies.values() for answer in agency.criteria.values()]
        return sum(side != "could_not_tell" for side in sides)


def load_answers(path: Path = ANSWERS) -> Answers:
    """Read an answer key.

    Raises:
        ConfigError: The file is missing, no YAML, or breaks the model; file, line and key are named.
    """
    answers, _ = load_model(path, Answers)
    return answers
