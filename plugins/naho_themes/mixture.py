"""A mixture of word lists: each group is a list of stems with probabilities (naive Bayes, EM).

Nigam et al. (2000), "Text classification from labeled and unlabeled documents using EM":
groups are refined by what their notes say, a note by what its groups say.
"""

from __future__ import annotations

import numpy as np

from .linear import Counts, Floats, Ints, one_hot

_PRIOR = 1.0


def word_weights(stems: Counts, shares: Counts | Floats, smoothing: float = 0.1) -> Floats:
    """Return log probabilities of stems by group (groups by stems)."""
    totals = stems.T @ shares
    dense = totals.toarray() if hasattr(totals, "toarray") else totals
    counts = np.asarray(dense, dtype=np.float32).T + np.float32(smoothing)
    return np.asarray(np.log(counts / counts.sum(axis=1, keepdims=True)), dtype=np.float32)


def posterior(stems: Counts, weights: Floats, sizes: Floats) -> Floats:
    """Return how much each note belongs to each group (rows sum to 1).

    Args:
        stems: notes by stems.
        weights: from :func:`word_weights`.
        sizes: how many notes each group holds.
    """
    prior = np.log((sizes + _PRIOR) / (sizes.sum() + _PRIOR * len(sizes)))
    scores = np.asarray(stems @ weights.T, dtype=np.float32) + prior.astype(np.float32)
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float32)


def refined(stems: Counts, labels: Ints, groups: int, rounds: int) -> Floats:
    """Return memberships after some rounds of EM that begin at hard labels."""
    shares: Counts | Floats = one_hot(labels, groups)
    for _ in range(rounds):
        sizes = np.asarray(shares.sum(axis=0), dtype=np.float32).ravel()
        shares = posterior(stems, word_weights(stems, shares), sizes)
    return np.asarray(shares, dtype=np.float32)
