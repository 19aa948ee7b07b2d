"""What people's decisions change: a logistic regression on top of what was believed before.

The head's own scores are its starting point, so a decision that the head would have made teaches
nothing, and one against it moves the notes that look alike, by words, letter runs and keywords. A
constant among the features lets decisions also say how readily a theme, or none, is to be given.
Solved in its dual form (one weight a decision and theme), because decisions are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from .features import Measured
from .linear import Floats, Ints

STIFFNESS: Final = 0.03
"""How dear a change is (L2)."""
CONSTANT: Final = 0.7
"""How much all notes are alike."""
HEARD: Final = 0.3
"""How much alike a keyword of the same theme makes two notes."""
MOST: Final = 3_000
"""Decisions that are learnt from; the likeness of all pairs is held in memory."""
_STEPS: Final = 60


@dataclass(frozen=True)
class Correction:
    """What is added to the scores of the themes.

    Attributes:
        pull: by word and letter run, for each theme.
        keywords: by theme whose keyword stands in the note, for each theme.
        bias: for each theme.
    """

    pull: Floats
    keywords: Floats
    bias: Floats


def corrected(notes: Measured, keywords: Floats, scores: Floats, decisions: Ints) -> Correction:
    """Learn from decisions.

    Args:
        notes: the decided notes.
        keywords: how much each theme's keywords weigh in them.
        scores: what the head gives them without any decision.
        decisions: their themes; the last column of ``scores`` stands for "no theme".
    """
    if len(decisions) > MOST:
        # The notes come in the order of their texts, so every so many is no choice of ours.
        some = np.linspace(0, len(decisions) - 1, MOST).astype(np.int64)
        notes, keywords = notes.rows(some), keywords[some]
        scores, decisions = scores[some], decisions[some]
    heard = keywords * np.float32(HEARD)
    likeness = (notes.both @ notes.both.T).toarray().astype(np.float64)
    likeness += heard @ heard.T + CONSTANT**2
    weights = _solved(likeness, scores.astype(np.float64), decisions)
    return Correction(
        pull=np.asarray(notes.both.T @ weights, dtype=np.float32),
        keywords=(heard.T @ weights * np.float32(HEARD)).astype(np.float32),
        bias=np.asarray(weights.sum(axis=0) * CONSTANT**2, dtype=np.float32),
    )


def _solved(
    likeness: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    scores: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    decisions: Ints,
) -> Floats:
    """Return a weight for each decision and theme (L-BFGS on the penalised log loss)."""
    truth = np.zeros_like(scores)
    truth[np.arange(len(decisions)), decisions] = 1.0

    def loss(flat: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, object]:
        weights = flat.reshape(scores.shape)
        moved = likeness @ weights
        now = scores + moved
        now -= now.max(axis=1, keepdims=True)
        total = np.log(np.exp(now).sum(axis=1, keepdims=True))
        value = -float((truth * (now - total)).sum())
        value += STIFFNESS / 2 * float((weights * moved).sum())
        slope = likeness @ (np.exp(now - total) - truth + STIFFNESS * weights)
        return value, slope.ravel()

    start = np.zeros(scores.size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(found.x.reshape(scores.shape), dtype=np.float32)
