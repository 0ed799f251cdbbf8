"""What a part that was looked at says of the whole. Pure."""

from __future__ import annotations

from math import sqrt


def least_share(having: int, looked: int, sureness: float) -> float:
    """Return the share that a whole has at least, by a sample of it: the lower bound of Wilson's interval.

    Args:
        having: Of the sample.
        looked: The sample's size.
        sureness: Standard deviations: 1.28 errs in one case of ten.

    >>> [round(least_share(n, n, 1.28), 2) for n in (0, 1, 2, 5)]
    [0.0, 0.38, 0.55, 0.75]
    >>> round(least_share(2, 4, 1.28), 2)
    0.23
    """
    if not looked:
        return 0.0
    share, square = having / looked, sureness**2 / looked
    return max(
        0.0,
        (share + square / 2 - sureness * sqrt((share * (1 - share) + square / 4) / looked)) / (1 + square),
    )
