"""What people's decisions change: a logistic regression on top of what was believed before.

The head's own scores are its starting point, so a decision that the head would have made teaches
nothing, and one against it moves the notes that look alike, by words, letter runs and keywords. A
constant among the features lets decisions also say how readily a theme, or none, is to be given.
People correct what is wrong and pass over what is right, so the mean note of each theme stands for
those that were passed over: without them 20 corrections did harm (``docs/themes.md``).
Solved in its dual form (one weight a decision and theme), because decisions are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from .features import Measured
from .linear import Floats, Ints

STIFFNESS: Final = 0.02
"""How dear a change is (L2)."""
CONSTANT: Final = 0.5
"""How much all notes are alike."""
HEARD: Final = 0.3
"""How much alike a keyword of the same theme makes two notes."""
MOST: Final = 3_000
"""Decisions that are learnt from; the likeness of all pairs is held in memory."""
STILL: Final = 0.5
"""What all notes that nobody corrected count together, against all decisions together."""
_STEPS: Final = 60


@dataclass(frozen=True)
class Heard:
    """Notes as the head hears them.

    Attributes:
        notes: measured in the frozen space.
        keywords: how much each theme's keywords weigh in each note (notes by themes).
    """

    notes: Measured
    keywords: Floats


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


def corrected(
    decided: Heard, scores: Floats, decisions: Ints, middles: Heard, still: Floats, sizes: Floats
) -> Correction:
    """Learn from decisions.

    Args:
        decided: the decided notes.
        scores: what the head gives them without any decision.
        decisions: their themes; the last column of ``scores`` stands for "no theme".
        middles: the mean note of each theme.
        still: what the head gives those without any decision.
        sizes: how many notes each of those is the mean of.
    """
    notes, keywords = decided.notes, decided.keywords
    if len(decisions) > MOST:
        # The notes come in the order of their texts, so every so many is no choice of ours.
        some = np.linspace(0, len(decisions) - 1, MOST).astype(np.int64)
        notes, keywords = notes.rows(some), keywords[some]
        scores, decisions = scores[some], decisions[some]
    # Not that of "no theme": notes that fit nowhere are those that people have yet to place.
    known = np.flatnonzero(sizes[:-1])
    both = sparse.vstack([notes.both, middles.notes.both[known]], format="csr")
    heard = np.vstack([keywords, middles.keywords[known]]) * np.float32(HEARD)
    likeness = (both @ both.T).toarray().astype(np.float64)
    likeness += heard @ heard.T + CONSTANT**2
    passed_over = STILL * len(decisions) * sizes[known] / max(1.0, float(sizes[known].sum()))
    trust = np.concatenate([np.ones(len(decisions)), passed_over])
    truth = np.concatenate([decisions, known])
    weights = _solved(likeness, np.vstack([scores, still[known]]).astype(np.float64), truth, trust)
    return Correction(
        pull=np.asarray(both.T @ weights, dtype=np.float32),
        keywords=(heard.T @ weights * np.float32(HEARD)).astype(np.float32),
        bias=np.asarray(weights.sum(axis=0) * CONSTANT**2, dtype=np.float32),
    )


Doubles = npt.NDArray[np.float64]


def _solved(likeness: Doubles, scores: Doubles, themes: Ints, trust: Doubles) -> Floats:
    """Return a weight for each note and theme (L-BFGS on the penalised log loss)."""
    truth = np.zeros_like(scores)
    truth[np.arange(len(themes)), themes] = 1.0

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat.reshape(scores.shape)
        moved = likeness @ weights
        now = scores + moved
        now -= now.max(axis=1, keepdims=True)
        total = np.log(np.exp(now).sum(axis=1, keepdims=True))
        value = -float((trust[:, None] * truth * (now - total)).sum())
        value += STIFFNESS / 2 * float((weights * moved).sum())
        miss = trust[:, None] * (np.exp(now - total) - truth)
        return value, (likeness @ (miss + STIFFNESS * weights)).ravel()

    start = np.zeros(scores.size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(found.x.reshape(scores.shape), dtype=np.float32)
