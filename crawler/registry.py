"""The registry of agencies: `config/sites.yaml` as frozen models."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from crawler.addressrules import system_names
from crawler.errors import ConfigError, UsageError
from crawler.hosts import is_private
from crawler.yamlfile import line_of, load_model

_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_MAILBOX = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,253}")
_ADDRESS_PART = re.compile(r"[^\s?&=#*][^\s?&=#*]*\*?|\*[^\s?&=#*]+|mode=edit|p_p_state=exclusive")


def _partial_date(value: str) -> str:
    if not _PARTIAL_DATE.fullmatch(value):
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    return value


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in value:
        raise ValueError("an address starts with http:// or https:// and names a host")
    _ = parts.port  # raises ValueError when it is no port
    return value


def _mailbox(value: str) -> str:
    local, _, domain = value.partition("@")
    if not _MAILBOX.fullmatch(value) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError("a mail address is name@host alone, without a display name")
    try:
        domain.encode("idna")
    except UnicodeError:
        raise ValueError("what stands behind the @ is no host name") from None
    return value


def _webhook(value: str) -> str:
    _http_url(value)
    parts = urlsplit(value)
    if not value.isascii() or not value.isprintable():
        raise ValueError("write letters beyond ASCII as %XX, of hosts as xn--…")
    if parts.fragment:
        raise ValueError("what stands behind # is never sent")
    return value


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("an id has lower-case letters, digits, - and _ only")
    return value


def _address_part(value: str) -> str:
    if not _ADDRESS_PART.fullmatch(value):
        raise ValueError(
            "name a parameter alone, without ? & or its value; * at its end or start stands for any letters"
        )
    return value


def _system(value: str) -> str:
    if value not in system_names():
        raise ValueError(f"a content management system is one of {', '.join(system_names())}")
    return value


PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""ISO 8601 date of reduced precision: ``2025``, ``2025-03`` or ``2025-03-01``."""
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Identifier = Annotated[str, AfterValidator(_identifier)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Kind(StrEnum):
    """What sort of body an agency is."""

    MINISTRY = "ministry"
    MINISTRY_LEVEL = "ministry_level"
    GOVERNMENT_AGENCY = "government_agency"
    PROVINCE = "province"
    NATIONAL_PORTAL = "national_portal"
    UNIT = "unit"  # a department or other body below an agency, with a portal of its own


class Names(_Model):
    """A name in both languages of the reports."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Validity(_Model):
    """From when until when a body or address existed; open ends are unknown or still running."""

    start: PartialDate | None = Field(default=None, alias="from")
    end: PartialDate | None = Field(default=None, alias="until")

    def covers(self, day: date) -> bool:
        """Whether `day` lies within; a reduced date counts from its first and up to its last day."""
        iso = day.isoformat()
        return (self.start is None or iso[: len(self.start)] >= self.start) and (
            self.end is None or iso[: len(self.end)] <= self.end
        )


PortalRole = Literal["main", "english", "services"]


class Portal(_Model):
    """One web host (or a path on one) of an agency. Unconfirmed addresses are guesses to probe, never a fault."""

    url: HttpUrl
    role: PortalRole
    confirmed: bool = False
    valid: Validity = Validity()

    @property
    def host(self) -> str:
        """Host name, lower case, without port."""
        return (urlsplit(self.url).hostname or "").lower()


class Limits(_Model):
    """What a crawl of one agency may cost. Seconds, pages, clicks, minutes, MiB, files, addresses."""

    delay_s: float = Field(default=1.0, ge=0)
    timeout_s: float = Field(default=30.0, gt=0)
    max_pages: int = Field(default=2000, ge=1)
    max_depth: int = Field(default=12, ge=0)
    max_minutes: float = Field(default=60.0, gt=0)
    max_body_mb: float = Field(default=20.0, gt=0)
    documents: int = Field(default=60, ge=0)
    """PDF, Word and Excel files fetched beside the pages; 0 for none."""
    document_mb: float = Field(default=20.0, gt=0)
    documents_mb: float = Field(default=200.0, ge=0)
    """Of all documents together."""
    data_sources: int = Field(default=20, ge=0)
    """Per portal: JSON from which pages draw their lists; 0 for none."""
    searches: int = Field(default=3, ge=0)
    """Per portal: questions to its own search, where that is a GET form; 0 for none."""
    probes: int = Field(default=12, ge=0)
    """Addresses at which English versions usually are, tried on the main portal where nothing leads to one; 0 for none."""
    rendered_pages: int = Field(default=20, ge=0)
    """Pages that are empty without script, shown by a browser; 0 for none, and no language switch is tried then."""


class Canonical(_Model):
    """What the addresses of one agency need otherwise than `crawler/rules/cms.yaml` says."""

    drop: tuple[Annotated[str, AfterValidator(_address_part)], ...] = ()
    """Parameters that are the state of a visit."""
    keep: tuple[Annotated[str, AfterValidator(_address_part)], ...] = ()
    """Parameters, rewritings and screens that no rule may touch, by the names of `cms.yaml`."""
    cms: tuple[Annotated[str, AfterValidator(_system)], ...] = ()
    """The systems of its hosts, where pages do not show them."""

    @model_validator(mode="after")
    def _agrees(self) -> Canonical:
        both = {name.lower() for name in self.drop} & {name.lower() for name in self.keep}
        if both:
            raise ValueError(f"{', '.join(sorted(both))} cannot be both dropped and kept")
        return self


class Contact(_Model):
    """Whom a run is told to: a mailbox, or a program that takes webhooks."""

    name: str | None = None
    inner: bool = False
    """Of a webhook: it lies in the operator's own network, so that plain http and addresses of that network are right."""
    email: Annotated[str, AfterValidator(_mailbox)] | None = None
    webhook: Annotated[str, AfterValidator(_webhook)] | None = None
    language: Literal["vi", "en"] = "vi"
    """Of mails; webhooks have both."""

    @field_validator("webhook")
    @classmethod
    def _is_safe(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value.startswith("http:") and not info.data.get("inner"):
            host = urlsplit(value).hostname or ""
            if not is_private(host):
                raise ValueError("a webhook is https://; plain http only with inner: true beside it")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Contact:
        if (self.email is None) == (self.webhook is None):
            raise ValueError("a contact has either email or webhook")
        if self.inner and self.webhook is None:
            raise ValueError("inner is said of webhooks only")
        return self

    @property
    def target(self) -> str:
        """Where it is told: the mail address, or the URL of the webhook."""
        return self.email or self.webhook or ""


class Agency(_Model):
    """A body whose portals are audited."""

    id: Identifier
    name: Names
    kind: Kind
    sectors: tuple[str, ...] = ()
    parent: Identifier | None = None
    valid: Validity = Validity()
    successor: Identifier | None = None
    portals: tuple[Portal, ...] = ()
    aliases: tuple[str, ...] = ()
    """Further host names of the same agency."""
    limits: Limits = Limits()
    canonical: Canonical = Canonical()
    weak_dh: bool = False
    """Its hosts prefer Diffie-Hellman keys too short for today's OpenSSL: agree on other keys; the defect is reported all the same."""
    contacts: tuple[Contact, ...] = ()
    robots_permission: str | None = Field(default=None, min_length=10)
    """Who allowed reading in spite of a `Disallow`, and when: a letter's number, for a staging host its owner's word."""
    cms_hint: str | None = None
    note: str | None = None

    def portals_on(self, day: date) -> tuple[Portal, ...]:
        """The portals that are valid on `day`, main first."""
        order = {"main": 0, "english": 1, "services": 2}
        return tuple(sorted((p for p in self.portals if p.valid.covers(day)), key=lambda p: order[p.role]))


class Defaults(_Model):
    """What holds for every agency that does not say otherwise."""

    limits: Limits = Limits()
    contacts: tuple[Contact, ...] = ()
    user_agent_contact: str
    """Address or page that the crawler's user agent names."""


class Registry(_Model):
    """The whole file."""

    version: Literal[1]
    defaults: Defaults
    agencies: tuple[Agency, ...]

    @model_validator(mode="before")
    @classmethod
    def _apply_defaults(cls, raw: object) -> object:
        """Lay each agency's limits and contacts over the defaults, before types are checked."""
        if not isinstance(raw, dict):
            return raw
        defaults = raw.get("defaults")
        agencies = raw.get("agencies")
        if not isinstance(defaults, dict) or not isinstance(agencies, list):
            return raw
        merged: list[object] = []
        for agency in agencies:
            if isinstance(agency, dict):
                own = agency.get("limits", {})
                base = defaults.get("limits", {})
                if isinstance(own, dict) and isinstance(base, dict):
                    agency = {**agency, "limits": {**base, **own}}  # noqa: PLW2901 - the input stays as it was
                agency.setdefault("contacts", defaults.get("contacts", []))
            merged.append(agency)
        return {**raw, "agencies": merged}

    def get(self, agency_id: str) -> Agency:
        """Return one agency.

        Raises:
            UsageError: There is none of that id; the message lists near ones.
        """
        for agency in self.agencies:
            if agency.id == agency_id:
                return agency
        import difflib  # noqa: PLC0415 - only for the message

        near = difflib.get_close_matches(agency_id, [a.id for a in self.agencies], n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UsageError(f"no agency {agency_id!r} in the registry{hint}")

    def select(
        self, *, kind: str | None = None, sector: str | None = None, day: date | None = None
    ) -> tuple[Agency, ...]:
        """Return the agencies of a kind and sector that existed on `day`."""
        return tuple(
            a
            for a in self.agencies
            if (kind is None or a.kind == kind)
            and (sector is None or sector in a.sectors)
            and (day is None or a.valid.covers(day))
        )


def load_registry(path: Path) -> Registry:
    """Read a registry.

    Args:
        path: A file in the form of `config/sites.yaml`.

    Raises:
        ConfigError: The file is missing, no YAML, or breaks the model; file, line and key are named.
    """
    registry, lines = load_model(path, Registry)
    _check_references(path, registry, lines)
    _check_contacts(path, registry, lines)
    return registry


def _check_contacts(path: Path, registry: Registry, lines: dict[str, int]) -> None:
    """See that nobody is named twice, and that no webhook holds a password, which a model's own fault would show."""
    owners = [("defaults", registry.defaults.contacts)]
    owners += [(f"agencies.{index}", agency.contacts) for index, agency in enumerate(registry.agencies)]
    for owner, contacts in owners:
        targets = [contact.target for contact in contacts]
        for number, contact in enumerate(contacts):
            if contact.target in targets[:number]:
                key = f"{owner}.contacts.{number}"
                raise ConfigError(
                    path, "is the same as a contact before it", key=key, line=line_of(key, lines)
                )
            if contact.webhook and "@" in urlsplit(contact.webhook).netloc:
                key = f"{owner}.contacts.{number}.webhook"
                message = "names and passwords have no place here: messages are signed (docs/webhooks.md)"
                raise ConfigError(path, message, key=key, line=line_of(key, lines))


def _check_references(path: Path, registry: Registry, lines: dict[str, int]) -> None:
    seen: dict[str, int] = {}
    for index, agency in enumerate(registry.agencies):
        key = f"agencies.{index}"
        line = lines.get(f"{key}.id") or lines.get(key)
        if agency.id in seen:
            raise ConfigError(
                path,
                f"the id {agency.id!r} is used twice (first at line {seen[agency.id]})",
                key=f"{key}.id",
                line=line,
            )
        seen[agency.id] = line or 0
    for index, agency in enumerate(registry.agencies):
        for field in ("parent", "successor"):
            target = getattr(agency, field)
            if target is not None and (target not in seen or target == agency.id):
                key = f"agencies.{index}.{field}"
                raise ConfigError(path, f"there is no other agency {target!r}", key=key, line=lines.get(key))
