import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from audit.facts.text import Cache, Cores, count_figures, first_words, fold, says_something


def test_folds_space_composes_letters_and_drops_the_invisible():
    assert fold("  Bo\u0323\u0302\u00a0\n Y\u200b tế\u202e ") == "Bộ Y tế"


@given(st.text("aB é\u0301\u00a0\t\n\x85\x1c\u200b\u3000\ue000", max_size=12))
def test_folding_is_composing_dropping_the_invisible_and_joining_the_words(text):
    composed = unicodedata.normalize("NFC", text)
    assert fold(text) == " ".join(re.sub("[\x85\u200b]", "", composed).split())


def test_interns_what_repeats():
    assert fold("Trang  chủ") is fold(" Trang chủ")


def test_first_words():
    assert first_words("a b c", 3) == "a b c"
    assert first_words(" ".join("abcdefgh"), 3) == "a b c …"


@given(st.text(max_size=20))
def test_a_text_says_something_when_a_letter_or_figure_is_in_it(text):
    assert says_something(text) is any(map(str.isalnum, text))
    assert count_figures(text) == sum(letter in "0123456789" for letter in text)


def test_a_cache_stays_small_and_keeps_what_is_asked_for_again():
    made = []
    cache = Cache(lambda key: made.append(key) or len(key), size=10)
    for number in range(100):
        assert cache["often"] == 5
        assert cache[f"once {number}"] == len(f"once {number}")
        assert len(cache) + len(cache._old) <= 10
    assert made.count("often") == 1
    assert len(made) == 101


def test_cores_miss_no_label_in_any_case():
    cores = Cores(["truy cập", "lượt truy cập", "visitors"])
    assert cores.may_stand_in("TỔNG LƯỢT TRUY CẬP: 12.345")
    assert cores.may_stand_in("Visitors today")
    assert not cores.may_stand_in("Lượt xem: 5")
