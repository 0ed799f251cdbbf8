"""The shape of a Vietnamese syllable: which letter runs can be one, with and without marks.

Source: the syllable structure of the orthography (onset, rhyme, tone), as school grammars teach it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet "
    "oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt "
    "u ua uc ui um un ung up ut uân uât uâng uây uê uêch uênh uên uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt "
    "uôc uôi uôm uôn uông uôt uôu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu"
)
_AFTER_QU = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây âu ô ôc e en eo et ê ên ênh êt êch ết "
    "i it y ych yt ynh yên yêt yêu ơ ơn ơt"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ("c", "p", "t", "ch")
_STOP_TONES = "\u0301\u0323"


def bare(word: str) -> str:
    """Take the marks off a word: `Đường` gives `Duong`."""
    if word.isascii():
        return word
    parted = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _spellings() -> frozenset[str]:
    onsets = ["", *_ONSETS.split()]
    plain = {onset + rhyme for onset in onsets for rhyme in _RHYMES.split()}
    return frozenset(plain | {"qu" + rhyme for rhyme in _AFTER_QU.split()} | {"gin", "git"})


_SPELLINGS = _spellings()
_BARE = frozenset(bare(spelling) for spelling in _SPELLINGS)


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Say whether a word, with its marks, is spelt as one Vietnamese syllable (any case, NFC)."""
    if len(word) > 8:
        return False
    parted = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parted if mark in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in parted if mark not in _TONES))
    if len(tones) > 1 or toneless not in _SPELLINGS:
        return False
    return not tones or not toneless.endswith(_STOPS) or tones[0] in _STOP_TONES


@lru_cache(maxsize=16384)
def is_bare_syllable(word: str) -> bool:
    """Say whether a word could be a Vietnamese syllable once its marks are taken off (any case)."""
    return len(word) <= 10 and bare(word.lower()) in _BARE
