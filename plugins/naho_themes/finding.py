"""Proposed themes: groups of notes, their names, and the notes that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .discovery import MOST_NOTES, consensus
from .features import Measured
from .labels import names
from .linear import Floats, Ints, one_hot
from .mixture import posterior, word_weights
from .text import Reading


@dataclass(frozen=True)
class Groups:
    """Groups of some notes, largest first.

    Attributes:
        of: the group of each note, -1 for none.
        labels: a readable name of each group.
        words: what its notes have in common.
        central: positions of its two most central notes.
        weights: log probability of each stem in each group.
        sizes: notes of each group.
    """

    of: list[int]
    labels: list[str]
    words: list[tuple[str, ...]]
    central: list[tuple[int, ...]]
    weights: Floats
    sizes: Floats

    def nearest(self, notes: Measured) -> Ints:
        """Return the group whose words fit each note best."""
        shares = np.round(posterior(notes.stems, self.weights, self.sizes), 5)
        return np.asarray(shares.argmax(axis=1), dtype=np.int32)


def found_groups(
    notes: Measured,
    readings: Sequence[Reading],
    copies: Sequence[int],
    *,
    themes: int,
    least: int,
    seed: int,
) -> Groups:
    """Find groups of notes.

    Args:
        notes: the notes, measured.
        readings: the same, read.
        copies: how often each stands on the walls.
        themes: how many groups to find, 0 for as many as there seem to be.
        least: fewest notes of a group, copies counted.
        seed: the seed.
    """
    total = len(notes)
    looked = np.arange(total)
    if total > MOST_NOTES:
        looked = np.sort(np.random.default_rng(seed).permutation(total)[:MOST_NOTES])
    asked = min(themes, len(looked))
    agreed = consensus(notes.rows(looked), seed, asked)
    count = asked or agreed.count()
    labels = agreed.groups(count, seed)
    of = labels
    if total > MOST_NOTES:
        weights, sizes = _lists(notes.rows(looked), labels, count)
        of = posterior(notes.stems, weights, sizes).round(5).argmax(axis=1).astype(np.int32)
        of[looked] = labels
    of = _ordered(of, np.asarray(copies), 1 if themes else least)
    kept = int(of.max()) + 1
    members = [np.flatnonzero(of == group).tolist() for group in range(kept)]
    named = names(readings, members)
    rows = np.flatnonzero(of >= 0)
    weights, sizes = _lists(notes.rows(rows), of[rows], max(1, kept))
    return Groups(
        of=of.tolist(),
        labels=_labels(named),
        words=named,
        central=[_central(notes, group) for group in members],
        weights=weights,
        sizes=sizes,
    )


def _labels(named: Sequence[tuple[str, ...]]) -> list[str]:
    """Return names of groups, each its own as far as their words allow."""
    labels: list[str] = []
    for terms in named:
        pairs = [terms[:1] + terms[at : at + 1] for at in range(1, max(2, len(terms)))]
        choices = [", ".join(pair) for pair in pairs]
        labels.append(next((label for label in choices if label not in labels), choices[0]))
    return labels


def _lists(notes: Measured, labels: Ints, count: int) -> tuple[Floats, Floats]:
    weights = word_weights(notes.stems, one_hot(labels, count))
    return weights, np.bincount(labels, minlength=count).astype(np.float32)


def _ordered(labels: Ints, copies: Ints, least: int) -> Ints:
    """Return groups renumbered by size, those that are too small as -1."""
    sizes = np.bincount(labels, weights=copies)
    first = {int(group): place for place, group in reversed(list(enumerate(labels)))}
    kept = [int(group) for group in np.flatnonzero(sizes >= least)]
    kept.sort(key=lambda group: (-sizes[group], first.get(group, 0)))
    number = {group: at for at, group in enumerate(kept) if sizes[group]}
    return np.array([number.get(int(group), -1) for group in labels], dtype=np.int32)


def _central(notes: Measured, members: list[int]) -> tuple[int, ...]:
    """Return the two notes that are nearest to the middle of a group."""
    rows = notes.both[members]
    middle = np.asarray(rows.mean(axis=0)).ravel()
    near = np.round(np.asarray(rows @ middle).ravel(), 6)
    order = sorted(range(len(members)), key=lambda at: (-near[at], at))
    return tuple(members[at] for at in order[:2])
