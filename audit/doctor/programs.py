"""Programs and data beside our own: the browser, readers of old documents, paper, profiles of languages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from typing import Final

from scrapy.settings import Settings

from audit.doctor.model import Patient, Said, fault, ok, warning
from audit.facts.language import identify
from audit.facts.language_arbiter import opinion
from crawler.browser import MISSING, chromium, missing_part

_PATIENCE_S: Final = 30.0
_OLD_DOCUMENTS: Final = ("antiword", "catdoc", "xls2csv")
_TEXTS: Final = {
    "vi": "Bộ Y tế là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về y tế trên phạm vi cả nước.",
    "en": "The Ministry of Health is a body of the Government that is in charge of health care in the whole country.",
}


def look_browser(_patient: Patient) -> Iterator[Said]:
    """See whether there is a browser, and begin it."""
    settings = Settings()
    missing = missing_part(settings)
    yield from judge_browser(missing, "" if missing else begins(chromium(settings)))


def judge_browser(missing: str, trouble: str) -> Iterator[Said]:
    """Say whether pages that only a script builds can be read.

    Args:
        missing: Of `crawler.browser.MISSING`; empty where all is there.
        trouble: Why the browser did not begin.
    """
    lost = "pages that only a script builds are could not tell"
    if missing:
        yield warning(f"{MISSING[missing].split(':')[0]}: {lost}", MISSING[missing].split(": ")[1])
    elif trouble:
        yield fault(
            f"Chromium does not begin: {trouble}; {lost}",
            "try chromium --headless --dump-dom about:blank as this user; apt-get install --reinstall chromium",
        )
    else:
        yield ok("Chromium begins")


def begins(program: str) -> str:
    """Show an empty page in a browser with a profile of its own; returns why that failed, empty when it did not."""
    with tempfile.TemporaryDirectory(prefix="osi-audit-") as profile:
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={profile}",
            *(["--no-sandbox"] if os.getuid() == 0 else []),
            "--dump-dom",
            "about:blank",
        ]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE_S, check=False
            )
        except subprocess.TimeoutExpired:
            return f"it says nothing for {_PATIENCE_S:.0f} seconds"
        except OSError as error:
            return error.strerror or str(error)
    if done.returncode or "<html" not in done.stdout:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return f"exit code {done.returncode}" + (f", {said[-1][:200]}" if said else "")
    return ""


def look_documents(_patient: Patient) -> Iterator[Said]:
    """See which programs for old documents are there."""
    yield from judge_documents({name: bool(shutil.which(name)) for name in _OLD_DOCUMENTS})


def judge_documents(there: Mapping[str, bool]) -> Iterator[Said]:
    """Say whether old documents can be read.

    Args:
        there: By name of the program.
    """
    if missing := [name for name, is_there in there.items() if not is_there]:
        yield warning(
            f"{', '.join(missing)} not installed: Word and Excel files from before 2007 and RTF have no text",
            "apt-get install antiword catdoc",
        )
    else:
        yield ok("documents of all kinds can be read")


def look_paper(patient: Patient) -> Iterator[Said]:
    """Make a PDF, and ask for a font."""
    yield from judge_paper(patient.paper(), has_letters=_has_letters())


def judge_paper(trouble: str, *, has_letters: bool) -> Iterator[Said]:
    """Say whether reports can be had on paper.

    Args:
        trouble: Why no PDF could be made.
        has_letters: Whether there is a font with Vietnamese letters.
    """
    if trouble:
        what, _, how = trouble.partition(": ")
        yield warning(
            f"no reports as PDF: {what}",
            how or "apt-get install --reinstall libpango-1.0-0 libpangoft2-1.0-0",
        )
    elif not has_letters:
        yield warning(
            "no font here has Vietnamese letters: PDF shows boxes in their place",
            "apt-get install fonts-dejavu-core",
        )
    else:
        yield ok("reports can be made as PDF")


def _has_letters() -> bool:
    """Whether fontconfig knows a font for Vietnamese; where it cannot be asked, nothing is known against it."""
    program = shutil.which("fc-list")
    if program is None:
        return True
    try:
        asked = subprocess.run(
            [program, ":lang=vi", "family"], capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return True
    return bool(asked.returncode or asked.stdout.strip())


def look_language(_patient: Patient) -> Iterator[Said]:
    """Tell two texts by all that is known of languages."""
    try:
        found = {language: (identify(text), opinion(text)) for language, text in _TEXTS.items()}
    except (OSError, ValueError, KeyError, ImportError) as error:
        yield fault(
            f"what is known of languages cannot be read: {error}",
            "install the program anew: pip install --force-reinstall osi-audit",
        )
    else:
        yield from judge_language(found)


def judge_language(found: Mapping[str, tuple[str, str]]) -> Iterator[Said]:
    """Say whether languages are told apart.

    Args:
        found: What the scorer and the profiles take each text for, by its language.
    """
    wrong = [language for language, told in found.items() if set(told) != {language}]
    if wrong:
        yield fault(
            f"plain texts are taken for another language ({', '.join(wrong)})",
            "install the program anew: pip install --force-reinstall osi-audit",
        )
    else:
        yield ok("languages are told apart")
