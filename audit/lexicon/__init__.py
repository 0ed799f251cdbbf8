"""Words as data: what things are called, the words of a language, the numbers that decide."""

from audit.lexicon.lexicon import LANGUAGES, OTHER, Lexicon, Sectors, Thresholds, load_lexicon, load_sectors

__all__ = ["LANGUAGES", "OTHER", "Lexicon", "Sectors", "Thresholds", "load_lexicon", "load_sectors"]
