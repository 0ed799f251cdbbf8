"""The texts that the language data is built from, each with the licence that lets it ship.

Packages are fetched by name and version with their registries' own clients (pip, npm, apt-get) into a cache folder.
"""

from __future__ import annotations

import ast
import json
import lzma
import pickle
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text whose language is known."""

    text: str
    language: str
    """ISO 639-1, or 639-3 where there is none."""
    source: str


@dataclass(frozen=True, slots=True)
class Package:
    """One package of a registry."""

    name: str
    version: str
    registry: str
    """pypi, npm or debian."""
    licence: str
    file: str
    """Name of the file that the registry's client fetches."""
    used: str
    """What of it is read."""


PACKAGES = {
    package.name: package
    for package in (
        Package(
            "home-assistant-frontend",
            "20250109.2",
            "pypi",
            "Apache-2.0",
            "home_assistant_frontend-20250109.2-py3-none-any.whl",
            "interface texts in about 60 languages",
        ),
        Package(
            "kolibri",
            "0.19.5",
            "pypi",
            "MIT",
            "kolibri-0.19.5-py2.py3-none-any.whl",
            "its own interface texts (kolibri/locale), not those of packages bundled with it",
        ),
        Package(
            "wagtail",
            "8.0.1",
            "pypi",
            "BSD-3-Clause",
            "wagtail-8.0.1-py3-none-any.whl",
            "interface texts (.po)",
        ),
        Package("indico", "3.2.9", "pypi", "MIT", "indico-3.2.9-py3-none-any.whl", "interface texts (.po)"),
        Package(
            "jupyterlab-language-pack-fr-FR",
            "4.5.post3",
            "pypi",
            "BSD-3-Clause",
            "jupyterlab_language_pack_fr_fr-4.5.post3-py2.py3-none-any.whl",
            "interface texts",
        ),
        Package(
            "babel",
            "2.18.0",
            "pypi",
            "BSD-3-Clause, its CLDR data Unicode-3.0",
            "babel-2.18.0-py3-none-any.whl",
            "names of countries, languages and currencies, months and days in about 100 languages",
        ),
        Package(
            "cldr-annotations-full",
            "48.2.0",
            "npm",
            "Unicode-3.0",
            "cldr-annotations-full-48.2.0.tgz",
            "names and keywords of characters in about 100 languages",
        ),
        Package(
            "scowl",
            "2020.12.07-2",
            "debian",
            "SCOWL (permissive, notice kept)",
            "scowl_2020.12.07-2_all.deb",
            "English words of the sizes 10 to 55",
        ),
        Package(
            "wordnet-base",
            "1:3.0-37",
            "debian",
            "WordNet 3.0 (permissive, notice kept)",
            "wordnet-base_1%3a3.0-37_all.deb",
            "definitions and examples of English words",
        ),
    )
}

OWN = "the project's own lexicon and agency names (Apache-2.0)"
PERMISSIVE = re.compile(r"CC0|public domain|BSD|Apache-2.0\)|official|legal texts|UN text|facts|CC BY 2.0")
_PRODUCTS = re.compile(
    r"Home ?Assistant\w*|Nabu Casa|ESPHome|Wagtail|Kolibri|Indico|Jupyter\w*|GitHub|Alexa|Google"
)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>|%\(\w+\)[sd]|%[sd]|&\w+;|[{}<>]|\[%key:[^\]]*%\]")


def fetch(cache: Path) -> None:
    """Fetch what is missing into the cache folder, and unpack the Debian packages."""
    cache.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES.values():
        if not (cache / package.file).exists():
            subprocess.run(_command(package, cache), cwd=cache, check=True)
        if package.registry == "debian" and not (cache / package.name).exists():
            subprocess.run(["dpkg-deb", "-x", package.file, package.name], cwd=cache, check=True)


def _command(package: Package, cache: Path) -> list[str]:
    if package.registry == "pypi":
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(cache)]
        return [*pip, f"{package.name}=={package.version}"]
    if package.registry == "npm":
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    return ["apt-get", "download", f"{package.name}={package.version}"]


def pool(path: Path) -> Iterator[Line]:
    """Read the labelled lines whose source is permissive or in the public domain."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if PERMISSIVE.search(item["source"]):
                yield Line(item["text"], item["lang"], item["source"])


def portal_terms(data: Path) -> Iterator[Line]:
    """Read the project's own terms: the lexicon's draft and the agencies' names, in both languages."""
    lexicon = yaml.safe_load((data / "lexicon_draft.yaml").read_text("utf-8"))
    for language, text in _under_languages(lexicon, ""):
        yield Line(unicodedata.normalize("NFC", text), language, OWN)
    for agency in json.loads((data / "agencies.json").read_text("utf-8")):
        yield Line(agency["name_vi"], "vi", OWN)
        yield Line(agency["name_en"], "en", OWN)


def _under_languages(value: object, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and language:
        yield language, value
    elif isinstance(value, list):
        for part in value:
            yield from _under_languages(part, language)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _under_languages(part, name if name in {"en", "vi"} else language)


def packaged(cache: Path) -> Iterator[Line]:
    """Read the texts of all packages; the translations that only repeat the English text are left out."""
    for name, lines in (
        ("home-assistant-frontend", _home_assistant(cache)),
        ("kolibri", _kolibri(cache)),
        ("wagtail", _catalogues(cache, "wagtail", r"wagtail/.*locale/(\w+)/LC_MESSAGES/\w+\.po")),
        ("indico", _catalogues(cache, "indico", r"indico/translations/(\w+)/LC_MESSAGES/[\w-]+\.po")),
        ("jupyterlab-language-pack-fr-FR", _jupyterlab(cache)),
        ("babel", _names(cache)),
        ("cldr-annotations-full", _annotations(cache)),
    ):
        yield from _translated(name, lines)
    yield from _definitions(cache)


def _translated(name: str, texts: Iterable[tuple[str, str]]) -> Iterator[Line]:
    cleaned = [(language, _clean(text)) for language, text in texts]
    english = {text.lower() for language, text in cleaned if language == "en"}
    seen: set[tuple[str, str]] = set()
    for language, text in cleaned:
        wanted = text and (language == "en" or text.lower() not in english)
        if wanted and (language, text) not in seen:
            seen.add((language, text))
            yield Line(text, language, name)


def _clean(text: str) -> str:
    if "plural," in text or "select," in text:
        return ""
    return unicodedata.normalize("NFC", " ".join(_PRODUCTS.sub(" ", _PLACEHOLDER.sub(" ", text)).split()))


def _language(tag: str) -> str:
    """Take the language of a tag: `pt_BR` gives `pt`; script and country are left out."""
    return {"fil": "tl", "no": "nb"}.get(found := re.split("[-_]", tag)[0], found)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for _, part in sorted(value.items(), key=lambda item: str(item[0])):
            yield from _strings(part)


def _wheel(cache: Path, name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(cache / PACKAGES[name].file)


def _home_assistant(cache: Path) -> Iterator[tuple[str, str]]:
    path = re.compile(r"hass_frontend/static/translations/(?:config/)?([\w-]+?)-[0-9a-f]{32}\.json")
    with _wheel(cache, "home-assistant-frontend") as wheel:
        for name in sorted(wheel.namelist()):
            if match := path.fullmatch(name):
                yield from ((_language(match[1]), text) for text in _strings(json.loads(wheel.read(name))))


def _kolibri(cache: Path) -> Iterator[tuple[str, str]]:
    path = re.compile(r"kolibri/locale/(\w+)/LC_MESSAGES/[\w.]+-messages\.json")
    with _wheel(cache, "kolibri") as wheel:
        for name in sorted(wheel.namelist()):
            if match := path.fullmatch(name):
                yield from ((_language(match[1]), text) for text in _strings(json.loads(wheel.read(name))))


_PO = re.compile(r'^(msgid|msgstr) ((?:".*"\n?)+)', re.MULTILINE)


def _catalogues(cache: Path, package: str, path: str) -> Iterator[tuple[str, str]]:
    with _wheel(cache, package) as wheel:
        for name in sorted(wheel.namelist()):
            if match := re.fullmatch(path, name):
                for kind, quoted in _PO.findall(wheel.read(name).decode("utf-8")):
                    text = "".join(ast.literal_eval(part) for part in quoted.split("\n") if part)
                    if "Project-Id-Version" not in text:
                        yield ("en" if kind == "msgid" else _language(match[1])), text


def _jupyterlab(cache: Path) -> Iterator[tuple[str, str]]:
    with _wheel(cache, "jupyterlab-language-pack-fr-FR") as wheel:
        for name in sorted(wheel.namelist()):
            for english, french in json.loads(wheel.read(name)).items() if name.endswith(".json") else ():
                yield "en", english
                yield from (("fr", text) for text in french if isinstance(french, list))


def _names(cache: Path) -> Iterator[tuple[str, str]]:
    """Read the CLDR names out of Babel's own pickles (code of a pinned package, fetched by name)."""
    path = re.compile(r"babel/locale-data/([a-z]{2,3})\.dat")
    with _wheel(cache, "babel") as wheel:
        for name in sorted(wheel.namelist()):
            if match := path.fullmatch(name):
                data = pickle.loads(wheel.read(name))  # noqa: S301
                parts = ("territories", "languages", "currency_names", "months", "days", "date_fields")
                texts = chain.from_iterable(_strings(data.get(part)) for part in parts)
                yield from ((_language(match[1]), text) for text in texts if len(text) > 3)


def _annotations(cache: Path) -> Iterator[tuple[str, str]]:
    path = re.compile(r"package/annotations/([\w-]+)/annotations\.json")
    with tarfile.open(cache / PACKAGES["cldr-annotations-full"].file) as archive:
        for member in sorted(archive.getmembers(), key=lambda each: each.name):
            match = path.fullmatch(member.name)
            file = archive.extractfile(member) if match else None
            if match and file and match[1] != "und":
                for entry in json.load(file)["annotations"].get("annotations", {}).values():
                    texts = [*entry.get("tts", ()), *entry.get("default", ())]
                    yield from ((_language(match[1]), text) for text in dict.fromkeys(texts))


def _definitions(cache: Path) -> Iterator[Line]:
    folder = cache / "wordnet-base/usr/share/wordnet"
    for part in ("noun", "verb", "adj", "adv"):
        for row in (folder / f"data.{part}").read_text("ascii").splitlines():
            if not row.startswith("  "):
                yield from (
                    Line(text.strip(' "'), "en", "wordnet-base") for text in row.partition("|")[2].split(";")
                )


def english_words(cache: Path) -> dict[str, int]:
    """Read the English word list: each word in lower case with its size, 10 (most common) to 55."""
    words: dict[str, int] = {}
    for size in (10, 20, 35, 40, 50, 55):
        for kind in ("words", "upper", "proper-names"):
            file = cache / f"scowl/usr/share/dict/scowl/english-{kind}.{size}"
            for word in file.read_text("latin-1").split() if file.exists() else ():
                if word.isalpha():
                    words.setdefault(word.lower(), size)
    return words


def english_country_words(cache: Path) -> set[str]:
    """Read the words of four letters or more in the English names of countries, lower case."""
    with _wheel(cache, "babel") as wheel:
        data = pickle.loads(wheel.read("babel/locale-data/en.dat"))  # noqa: S301
    names = [name for code, name in data["territories"].items() if code.isalpha() and len(code) == 2]
    return {word.lower() for name in names for word in re.findall(r"[^\W\d_]+", name) if len(word) > 3}
