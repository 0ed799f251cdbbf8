import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from audit.facts.language_arbiter import opinion
from audit.facts.language_codes import code_of
from audit.facts.language_scorer import _MOST_WORDS, _memo, grams, score

ROOT = Path(__file__).parents[3]
DATA = files("audit.facts").joinpath("lang_data")


def test_a_text_scores_as_the_sum_of_its_words():
    one, other, both = score(["contact"]), score(["ministry"]), score(["contact", "ministry"])
    assert both.english == pytest.approx((one.english + other.english) / 2**0.5)
    assert both.vietnamese == pytest.approx((one.vietnamese + other.vietnamese) / 2**0.5)


def test_the_sum_of_the_weights_of_the_features_is_the_score():
    data = json.loads(DATA.joinpath("scorer.json").read_text("utf-8"))
    names = data["grams"].split("\n")
    english = dict(zip(names, data["english"], strict=True))
    vietnamese = dict(zip(names, data["vietnamese"], strict=True))
    for word in ("quyết", "tenders", "zzz", "a"):
        wanted = [
            data["bias"][0] + sum(english.get(gram, 0) for gram in grams(word)),
            data["bias"][1] + sum(vietnamese.get(gram, 0) for gram in grams(word)),
        ]
        assert [round(each * 64) for each in score([word])] == wanted


def test_no_words_score_nothing():
    assert score([]) == (0.0, 0.0)


def test_the_memory_for_words_is_bounded():
    score(str(number) + "x" for number in range(_MOST_WORDS + 10))
    assert len(_memo) <= _MOST_WORDS


def test_the_data_is_made_of_permissive_text_only():
    manifest = json.loads(DATA.joinpath("manifest.json").read_text("utf-8"))
    told = [entry["licence"] for entry in manifest["packages"]]
    told += [entry["source"] for entry in manifest["labelled_lines"]]
    assert all(
        re.search(
            r"CC0|public domain|BSD|MIT|Apache-2\.0|Unicode|permissive|official|legal texts|UN text|CC BY 2\.0",
            each,
        )
        for each in told
    )
    assert not [each for each in told if re.search(r"GPL|MPL|BY-SA", each)]
    for name in [*manifest["files"], *manifest["written_by_hand"], "NOTICES.txt"]:
        assert DATA.joinpath(name).is_file()


def test_notices_of_every_package_are_kept():
    manifest = json.loads(DATA.joinpath("manifest.json").read_text("utf-8"))
    notices = DATA.joinpath("NOTICES.txt").read_text("utf-8")
    assert all(f"{entry['name']} {entry['version']}" in notices for entry in manifest["packages"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le ministre des affaires étrangères a reçu l'ambassadeur du Canada à Hanoï pour un entretien.",
            "fr",
        ),
        ("The minister of foreign affairs received the ambassador of Canada in Hanoi for an exchange.", "en"),
        ("1234 5678", ""),
        ("", ""),
    ],
)
def test_the_arbiter_always_gives_the_same_answer(text, language):
    assert {opinion.__wrapped__(text) for _ in range(5)} == {language}


def test_the_arbiter_leaves_langdetect_as_it_was():
    program = (
        "import langdetect\n"
        "from audit.facts.language_arbiter import opinion\n"
        "opinion('the quick brown fox jumps over the lazy dog and runs into the deep forest')\n"
        "assert langdetect.DetectorFactory.seed is None\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_langdetect_is_not_loaded_for_labels():
    program = (
        "from audit.facts import language_arbiter\n"
        "from audit.facts.language import identify\n"
        "for text in ('Home', 'Trang chu', 'Recommandation', 'Sport', 'An', 'Hard Disk'): identify(text)\n"
        "assert language_arbiter._factory.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("les services de la ville pour les habitants", "fr"),
        ("los servicios para el ciudadano", "es"),
        ("die Behörde und der Bürger", "de"),
        ("ang mga serbisyo sa bayan", "tl"),
        ("xyzzy", "other"),
    ],
)
def test_common_words_name_other_languages(text, language):
    assert code_of(text.lower().split(), text) == language
