"""What `osi-audit doctor` says of the portal: portal.db, people, jobs and the address it is reached by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from audit.doctor import database
from audit.doctor.model import Check, Patient, Said, fault, ok, some, warning
from audit.lock import holder
from audit.store.health import examine
from crawler.errors import UsageError
from reports.portal.accounts.census import Census, census
from reports.portal.accounts.schema import SCHEMA
from reports.portal.address import is_loopback, parts_of
from reports.portal.oidc.secret import client_secret_from
from reports.portal.options import load_options

BASE_URL: Final = "OSI_AUDIT_BASE_URL"
PROXY: Final = "OSI_AUDIT_PROXY"


def look(patient: Patient) -> Iterator[Said]:
    """Look at portal.db, where there is one, and at the environment.

    Raises:
        StoreError: portal.db cannot be read; said after the rest.
        ConfigError: `portal.yaml` is wrong.
    """
    if load_options(patient.place.config).oidc is not None:
        yield from judge_secret(patient.environment)
    yield from judge_address(patient.environment.get(BASE_URL, ""), patient.environment.get(PROXY, ""))
    path = patient.place.data.root / SCHEMA.file
    health = examine(path, SCHEMA)
    yield from database.judge(health, made_by="osi-audit serve or users add")
    if health.is_there and not (health.trouble or health.refused or health.waiting or health.damage):
        passwords = load_options(patient.place.config).passwords
        yield from judge(census(path, patient.now), process=holder(patient.place.data), passwords=passwords)


def judge_secret(environment: Mapping[str, str]) -> Iterator[Said]:
    """Say whether the secret at the provider of OpenID Connect can be read; none at all is a public client's.

    Args:
        environment: Says where it is.
    """
    try:
        client_secret_from(environment)
    except UsageError as error:
        yield fault(str(error), "docs/portal.md says where the provider's secret belongs")


def judge_address(base_url: str, proxy: str) -> Iterator[Said]:
    """Say whether passwords go through the network as everybody can read them, and whether addresses can be forged.

    Args:
        base_url: The portal's, as the environment names it; empty where it does not.
        proxy: Addresses of the servers in front, as the environment names them.
    """
    if base_url:
        try:
            parts_of(base_url)
        except UsageError as error:
            yield fault(f"{BASE_URL}: {error}", "name the address that people type, without a path")
        else:
            yield from _reached(base_url)
    if "*" in proxy:
        yield warning(
            f"{PROXY} takes everybody's word on who asks: tries to guess a password cannot be held against an address",
            "name the addresses of the servers in front, 127.0.0.1 where they are on this machine",
        )


def _reached(base_url: str) -> Iterator[Said]:
    if urlsplit(base_url).scheme == "https":
        yield ok(f"the portal is reached by TLS: {base_url}")
    elif is_loopback(base_url):
        yield ok(f"the portal is reached from this machine alone: {base_url}")
    else:
        yield fault(
            f"the portal is reached without TLS ({BASE_URL}={base_url}): passwords and sessions can be read on the way",
            "put a server that speaks TLS in front (docs/deploy.md), and name its https:// address",
        )


def judge(found: Census, *, process: int | None, passwords: bool = True) -> Iterator[Said]:
    """Say whether somebody can look after the portal, and whether what people ask for is done.

    Args:
        found: What is in portal.db.
        process: Which holds the data folder, so that jobs have to wait; None where nobody does.
        passwords: Whether they let anybody in; else the provider of OpenID Connect alone does.
    """
    if not found.operators:
        yield warning(
            "nobody who is in is an operator: nobody decides, confirms runs or sees the log of changes",
            "osi-audit users add ADDRESS --role operator prints a link to hand over",
        )
    elif found.without_code and passwords:
        yield warning(
            f"a password alone lets these operators in: {some(found.without_code)}",
            "have them set up codes of an authenticator, on the page of their account",
        )
    else:
        yield ok(f"people who can come in: {found.active}, operators among them: {len(found.operators)}")
    if found.invited:
        yield ok(f"invitations that wait: {some(found.invited)}")
    if found.too_late:
        yield warning(
            f"invitations that nobody took up in time: {some(found.too_late)}",
            "osi-audit users invite ADDRESS makes a new one, osi-audit users disable ADDRESS ends the matter",
        )
    yield from _jobs(found, process)


def _jobs(found: Census, process: int | None) -> Iterator[Said]:
    if found.lost:
        yield warning(
            f"jobs whose worker is gone: {some(found.lost)}",
            "see whether a worker is on (systemctl status osi-audit-worker): it takes them up again by itself",
        )
    if found.queued and process is None:
        yield warning(
            f"jobs that nobody has taken for an hour: {some(found.queued)}",
            "see whether a worker is on (systemctl status osi-audit-worker), or begin one: osi-audit worker",
        )
    elif not found.lost:
        yield ok(f"jobs that wait or are at work: {found.waiting}")


CHECK: Final = Check("portal", look)
