"""Scores of a grouping and of a placing, and how far they may be off by chance.

V-measure: Rosenberg and Hirschberg 2007. Adjusted Rand index: Hubert and Arabie 1985. Adjusted
mutual information: Vinh et al. 2010. Intervals: percentile bootstrap over notes (Efron 1979), the
same resamples for every method, so that differences are paired.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    f1_score,
    v_measure_score,
)

RESAMPLES: Final = 300
Labels = npt.NDArray[Any]
Score = Callable[[Labels, Labels], float]


def v_measure(truth: Labels, found: Labels) -> float:
    """Return the V-measure, 0 to 1."""
    return float(v_measure_score(truth, found))


def rand(truth: Labels, found: Labels) -> float:
    """Return the adjusted Rand index: 0 by chance, 1 for the same grouping."""
    return float(adjusted_rand_score(truth, found))


def information(truth: Labels, found: Labels) -> float:
    """Return the adjusted mutual information: 0 by chance, 1 for the same grouping."""
    return float(adjusted_mutual_info_score(truth, found))


def macro_f1(truth: Labels, found: Labels) -> float:
    """Return the mean F1 of the classes that are there in truth, each counting the same."""
    classes = sorted(set(truth.tolist()))
    return float(f1_score(truth, found, labels=classes, average="macro", zero_division=0))


def accuracy(truth: Labels, found: Labels) -> float:
    """Return the share that is right."""
    return float((truth == found).mean()) if len(truth) else 0.0


def resamples(total: int, seed: int) -> list[npt.NDArray[np.int_]]:
    """Return the notes of each resample."""
    chance = np.random.default_rng(seed)
    return [chance.integers(0, total, total) for _ in range(RESAMPLES)]


def interval(values: Sequence[float], around: float | None = None) -> str:
    """Return the middle 95 % of resampled values as text.

    Args:
        values: one for each resample.
        around: the score on the notes themselves. A resample holds notes twice, which always agree
            with themselves, so that pair scores come out too high: the values are shifted to have
            this mean.
    """
    found = np.asarray(values)
    shift = 0.0 if around is None else around - float(found.mean())
    low, high = np.percentile(found + shift, [2.5, 97.5])
    return f"{low:.3f} to {high:.3f}"


def resampled(
    score: Score, truth: Labels, found: Labels, draws: Sequence[npt.NDArray[np.int_]]
) -> list[float]:
    """Return the score of each resample."""
    return [score(truth[draw], found[draw]) for draw in draws]
