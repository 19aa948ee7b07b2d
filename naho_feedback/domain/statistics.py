"""Intervals and scores, from counts; standard library only.

Formulas and test vectors: ``docs/statistics.md``.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

Z95: Final = 1.96
"""Standard normal quantile for 95 % intervals."""


class Interval(NamedTuple):
    """A share or balance with its 95 % interval, each as a fraction (0.5 is 50 %)."""

    value: float
    low: float
    high: float


def wilson(k: int, n: int, z: float = Z95) -> Interval:
    """Return the share ``k / n`` with its Wilson score interval (Wilson 1927).

    Args:
        k: answers that count, 0 to n.
        n: answers, at least 1.
        z: standard normal quantile.

    Raises:
        ValueError: unless 0 <= k <= n and n >= 1.
    """
    if not 0 <= k <= n or n < 1:
        msg = f"k={k} of n={n} is no share"
        raise ValueError(msg)
    share = k / n
    denominator = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / denominator
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / denominator
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))


def net_balance(favourable: int, unfavourable: int, n: int, z: float = Z95) -> Interval:
    """Return ``favourable - unfavourable`` as a share of n, with the adjusted Wald interval.

    Three quarters of an answer are added to each side and three to n before the interval is
    taken (Rocks 2016); the value itself is the plain difference.

    Raises:
        ValueError: unless the counts are those of n >= 1 answers.
    """
    if n < 1 or favourable < 0 or unfavourable < 0 or favourable + unfavourable > n:
        msg = f"{favourable} and {unfavourable} of n={n} are no balance"
        raise ValueError(msg)
    adjusted = n + 3
    up, down = (favourable + 0.75) / adjusted, (unfavourable + 0.75) / adjusted
    half = z * math.sqrt((up + down - (up - down) ** 2) / adjusted)
    centre = up - down
    return Interval(
        (favourable - unfavourable) / n, max(-1.0, centre - half), min(1.0, centre + half)
    )
