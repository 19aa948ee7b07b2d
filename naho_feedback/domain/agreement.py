"""How far two people agree who sorted the same notes; standard library only.

Formulas and test vectors: ``docs/statistics.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def agreement(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of notes that both put in the same theme, 0 to 1.

    Args:
        first: one theme a note.
        second: the other person's, in the same order.

    Raises:
        ValueError: if there is no note, or not the same number of each.
    """
    _check(first, second)
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


def kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Return Cohen's kappa: agreement beyond what chance alone would bring.

    kappa = (p_o - p_e) / (1 - p_e), p_o the share of agreement and p_e the sum over themes of the
    product of both people's shares (Cohen 1960). 1 is full agreement, 0 that of chance. None
    where both used one and the same theme only: chance explains everything then.

    Args:
        first: one theme a note.
        second: the other person's, in the same order.

    Raises:
        ValueError: if there is no note, or not the same number of each.
    """
    _check(first, second)
    n = len(first)
    ours, theirs = Counter(first), Counter(second)
    chance = sum(ours[theme] * theirs[theme] for theme in ours)  # times n squared: stays exact
    if chance == n * n:
        return None
    expected = chance / (n * n)
    return (agreement(first, second) - expected) / (1 - expected)


def _check(first: Sequence[str], second: Sequence[str]) -> None:
    if not first or len(first) != len(second):
        msg = f"{len(first)} and {len(second)} themes: the same notes, at least one, are needed"
        raise ValueError(msg)
