"""Builds audit/facts/lang_data from labelled text whose licence lets it ship; the same input gives the same bytes.

    python -m venv /tmp/build && /tmp/build/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 \
        babel==2.18.0 pyyaml==6.0.3
    /tmp/build/bin/python tools/build_language_data.py --shared ../shared --cache var/language

The packages named in language_sources.py are fetched with pip, npm and apt-get (run `apt-get update` first). Lines of
`dev.jsonl`, in any of their derived forms, are left out, so that figures measured on it are honest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTS = ROOT / "audit" / "facts" / "lang_data"
sys.path.insert(0, str(ROOT))

import language_sources as sources  # noqa: E402
import language_training as training  # noqa: E402

from audit.facts.language_syllables import bare  # noqa: E402
from audit.facts.language_words import words_of  # noqa: E402

FUNCTION_WORD_LANGUAGES = [
    "af",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "es",
    "et",
    "eu",
    "fi",
    "fr",
    "ga",
    "gl",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "lt",
    "lv",
    "ms",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sq",
    "sv",
    "sw",
    "tl",
    "tr",
]
LONGEST_COMMON = 6  # letters
FEWEST_COMPOUNDS = 2  # times that a pair of syllables is met, for a word
COMMON_SIZES = {"common.txt": 50, "frequent.txt": 20}  # sizes of the English word list
MOST_FUNCTION_WORDS = 80
ENGLISH_SHARE = 0.002  # of English lines, from which a word that they hold tells nothing


def main() -> None:
    """Fetch, read, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT / ".." / "shared")
    parser.add_argument("--cache", type=Path, default=ROOT / "var" / "language")
    parser.add_argument("--out", type=Path, default=ROOT / "audit" / "facts" / "lang_data")
    parser.add_argument(
        "--without", default="", help="leave out the pool's sources that start so (for experiments)"
    )
    options = parser.parse_args()
    cache = options.cache.resolve()
    sources.fetch(cache)
    lid = options.shared / "data" / "lid"
    pool = [line for line in sources.pool(lid / "pool.jsonl.xz") if not _starts(line.source, options.without)]
    lines = training.choose(
        [*pool, *sources.portal_terms(options.shared / "data"), *sources.packaged(cache)],
        held_out(lid / "dev.jsonl"),
    )
    english = sources.english_words(cache)
    options.out.mkdir(parents=True, exist_ok=True)
    write_scorer(options.out, training.fit(list(training.samples(lines, english))))
    write_words(options.out, english, lines)
    _write(options.out / "countries.txt", "\n".join(sorted(sources.english_country_words(cache))) + "\n")
    write_manifest(options.out, lines)
    write_notices(options.out, cache)


def _starts(source: str, prefix: str) -> bool:
    return bool(prefix) and source.startswith(prefix)


def held_out(path: Path) -> frozenset[str]:
    """Read the texts that only measure."""
    items = map(json.loads, path.read_text("utf-8").splitlines())
    pinned = ROOT / "tests" / "eval" / "data" / "language.jsonl"
    more = map(json.loads, pinned.read_text("utf-8").splitlines()) if pinned.exists() else ()
    return frozenset(
        training.key(item["text"]) for item in [*items, *more] if not item["bucket"].startswith("page/")
    )


def _write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8", newline="\n")
    print(f"{file.name}: {len(text.encode('utf-8')):,} bytes")


def write_scorer(folder: Path, model: training.Model) -> None:
    """Write the weights, one JSON object, the n-grams joined by line feeds."""
    data = asdict(model) | {"grams": "\n".join(model.grams)}
    _write(folder / "scorer.json", json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_words(folder: Path, english: dict[str, int], lines: list[sources.Line]) -> None:
    """Write short common English words, and the function words that tell other languages apart."""
    short = {
        word: size for word, size in english.items() if 1 < len(word) <= LONGEST_COMMON and word.isascii()
    }
    names = json.loads((LISTS / "neutral.json").read_text("utf-8"))["surnames"]
    _write(folder / "compounds.txt", "\n".join(compounds(lines, set(names))) + "\n")
    for name, most in COMMON_SIZES.items():
        words = sorted(word for word, size in short.items() if size <= most and set(word) & set("aeiouy"))
        _write(folder / name, "\n".join(words) + "\n")
    rows = [
        f'"{name}": {json.dumps(words, ensure_ascii=False)}' for name, words in function_words(lines).items()
    ]
    _write(folder / "function_words.json", "{\n" + ",\n".join(rows) + "\n}\n")


def compounds(lines: list[sources.Line], surnames: set[str]) -> list[str]:
    """Find the common two-syllable words that begin like a family name: `hồ sơ`, `đào tạo`; also without marks."""
    counts: Counter[str] = Counter()
    for line in lines:
        words = words_of(line.text) if line.language == "vi" else []
        counts.update(" ".join(pair) for pair in pairwise(words) if pair[0] in surnames and pair[1].islower())
    found = {pair for pair, count in counts.items() if count >= FEWEST_COMPOUNDS}
    return sorted(found | {bare(pair) for pair in found})


def function_words(lines: list[sources.Line]) -> dict[str, dict[str, int]]:
    """Weigh the commonest words of each language: how many lines of a thousand hold them; English words left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for line in lines:
        if line.source not in training.NAME_LISTS and line.source != "wordnet-base":
            counts[line.language].update({word.lower() for word in words_of(line.text)})
            totals[line.language] += 1
    english = {word for word, count in counts["en"].items() if count > ENGLISH_SHARE * totals["en"]}
    found = {}
    for language in FUNCTION_WORD_LANGUAGES:
        weights = {word: round(1000 * count / totals[language]) for word, count in counts[language].items()}
        ranked = sorted(
            (word for word in weights if word not in english), key=lambda word: (-weights[word], word)
        )
        found[language] = {word: weights[word] for word in ranked[:MOST_FUNCTION_WORDS] if weights[word] > 4}
    return found


def write_manifest(folder: Path, lines: list[sources.Line]) -> None:
    """Write what was read, under which licence, and a digest of it."""
    counts = Counter(line.source for line in lines)
    packages = [
        {
            "name": package.name,
            "version": package.version,
            "registry": package.registry,
            "licence": package.licence,
            "used": package.used,
            "lines": counts.get(package.name, 0),
        }
        for package in sources.PACKAGES.values()
    ]
    pooled = [
        {"source": source, "lines": count}
        for source, count in sorted(counts.items())
        if source not in sources.PACKAGES
    ]
    digest = hashlib.sha256("\n".join(f"{line.language}\t{line.text}" for line in lines).encode()).hexdigest()
    manifest = {
        "built_by": "tools/build_language_data.py",
        "files": [
            "common.txt",
            "compounds.txt",
            "countries.txt",
            "frequent.txt",
            "function_words.json",
            "scorer.json",
        ],
        "written_by_hand": {"neutral.json": "names of families, places and brands, and loan words: facts"},
        "packages": packages,
        "labelled_lines": pooled,
        "sha256_of_lines": digest,
    }
    _write(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def write_notices(folder: Path, cache: Path) -> None:
    """Write the licences of the packages read, whole, since they ask to be kept."""
    parts = [
        f"{'=' * 100}\n{package.name} {package.version}\n\n{_licence(package, cache).strip()}\n"
        for package in sources.PACKAGES.values()
    ]
    _write(folder / "NOTICES.txt", "\n".join(parts))


def _licence(package: sources.Package, cache: Path) -> str:
    if package.registry == "debian":
        return (cache / package.name / "usr/share/doc" / package.name / "copyright").read_text("utf-8")
    if package.registry == "npm":
        with tarfile.open(cache / package.file) as archive:
            file = archive.extractfile("package/LICENSE")
            return file.read().decode("utf-8") if file else ""
    with zipfile.ZipFile(cache / package.file) as wheel:
        names = [name for name in wheel.namelist() if _is_licence(name, package)]
        return "\n".join(wheel.read(name).decode("utf-8") for name in names) or f"Licence: {package.licence}"


def _is_licence(name: str, package: sources.Package) -> bool:
    folder, _, rest = name.partition("/")
    own = folder.endswith(".dist-info") and folder.lower().startswith(package.name.lower().replace("-", "_"))
    return own and rest.rpartition("/")[2].upper().startswith(("LICENSE", "LICENCE", "COPYING"))


if __name__ == "__main__":
    main()
