"""Page pairs: the English counterpart of each Vietnamese page that a reader meets, and what it lacks."""

from audit.pairs.pairing import pair_pages
from audit.pairs.twins import How

__all__ = ["How", "pair_pages"]
