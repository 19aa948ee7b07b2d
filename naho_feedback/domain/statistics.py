"""Intervals and scores, from counts; standard library only.

Formulas and test vectors: ``docs/statistics.md``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

Z95: Final = 1.96
"""Standard normal quantile for 95 % intervals."""

_FEWEST_VALUES: Final = 2
_T95: Final = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


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


def mean(values: Sequence[float]) -> Interval:
    """Return the mean with its 95 % interval of Student's t; in the values' own unit.

    Raises:
        ValueError: unless there are two values or more.
    """
    n = len(values)
    if n < _FEWEST_VALUES:
        msg = "the spread of fewer than two values is unknown"
        raise ValueError(msg)
    centre = math.fsum(values) / n
    spread = math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (n - 1))
    half = t95(n - 1) * spread / math.sqrt(n)
    return Interval(centre, centre - half, centre + half)


def paired_change(pairs: Sequence[tuple[float, float]]) -> Interval:
    """Return by how much the second value of the same people is higher, with its interval.

    Raises:
        ValueError: unless there are two pairs or more.
    """
    return mean([after - before for before, after in pairs])


def t95(df: int) -> float:
    """Return the 0.975 quantile of Student's t distribution.

    Args:
        df: degrees of freedom, at least 1.

    Raises:
        ValueError: if there are none.
    """
    if df < 1:
        msg = f"{df} degrees of freedom are none"
        raise ValueError(msg)
    if df <= len(_T95):
        return _T95[df - 1]
    # Cornish-Fisher; off by less than 0.001 from 31 on.
    z = 1.959964
    return z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
