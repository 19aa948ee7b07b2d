"""Finding themes that nobody named: a consensus of many groupings, and how many there are.

Notes are looked at in five ways (words; words and letter runs; both smoothed over their nearest
neighbours; words through the words they go with). Each way is grouped at three sizes, coarse to
fine, and each grouping is refined by its words. What these groupings agree on is grouped once
more. The number of groups is read off the same agreement: its spectrum counts the directions
along which most groupings agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from .features import Measured
from .linear import Counts, Floats, Ints, axes, grouped, one_hot, unit_rows, unit_sparse
from .mixture import refined

MOST_NOTES: Final = 6_000
"""Notes that are grouped together; nearest neighbours are quadratic."""
FINEST: Final = 60
AROUND: Final = (0.7, 1.0, 1.5, 2.0)
"""Sizes of the groupings around a number that is known."""
AGREED: Final = 0.4
"""Share of agreement from which on a direction of the consensus counts as a group."""
USUAL: Final = 0.7
"""Groups that are usual, in square roots of the number of notes."""
_WORD_AXES: Final = 100
_LETTER_AXES: Final = 150
_PAIR_AXES: Final = 100
_ROUNDS: Final = 4
_REPEATS: Final = 2
_HOPS: Final = 2


@dataclass(frozen=True)
class Consensus:
    """What the groupings agree on.

    Attributes:
        place: coordinates of the notes, main agreement first.
        agreement: by direction, 1 (all agree) to 0.
        finest: most groups that make sense for this many notes.
    """

    place: Floats
    agreement: Floats
    finest: int

    def groups(self, count: int, seed: int) -> Ints:
        """Return the notes in ``count`` groups."""
        kept = unit_rows(self.place[:, :count])
        return grouped(kept, count, seed, starts=5)

    def count(self) -> int:
        """Return how many groups there seem to be.

        Half of the answer (as a geometric mean) is how many directions most groupings agree on,
        half is what so many notes usually hold: the spectrum alone is too trusting where notes
        are few or vague.
        """
        usual = USUAL * len(self.place) ** 0.5
        agreed = max(1, int((self.agreement > AGREED).sum()))
        return int(min(self.finest, max(2, round((agreed * usual) ** 0.5))))


def consensus(notes: Measured, seed: int, count: int = 0) -> Consensus:
    """Group the notes in many ways and return what these agree on.

    Args:
        notes: the notes.
        seed: the seed.
        count: how many groups will be asked for, 0 if nobody knows.
    """
    total = len(notes)
    finest = min(FINEST, max(4, round(1.5 * total**0.5)))
    sizes = sorted({max(3, finest // 4), max(3, finest // 2), finest})
    if count:
        sizes = sorted({max(2, round(count * share)) for share in AROUND})
        finest = max(finest, min(sizes[-1], total))
    members = []
    for repeat in range(_REPEATS):
        for way, view in enumerate(views(notes, seed)):
            for size in sizes:
                groups = min(size, total)
                labels = grouped(view, groups, seed + 97 * repeat + 7 * way)
                labels = refined(notes.stems, labels, groups, _ROUNDS).argmax(axis=1)
                members.append(one_hot(labels.astype(np.int32), groups))
    return _agreement(sparse.hstack(members, format="csr"), len(members), finest, seed)


def _agreement(members: Counts, groupings: int, finest: int, seed: int) -> Consensus:
    """Return the main directions of all memberships side by side."""
    sizes = np.asarray(members.sum(axis=0)).ravel()
    members, sizes = members[:, sizes > 0], sizes[sizes > 0]
    scaled = (members @ sparse.diags((1 / np.sqrt(sizes + 1)).astype(np.float32))).tocsr()
    directions = axes(unit_sparse(scaled), 2 * finest + 10, seed)
    place = np.asarray(unit_sparse(scaled) @ directions.T, dtype=np.float32)
    share = (members @ sparse.diags((1 / np.sqrt(sizes)).astype(np.float32))).tocsr()
    strengths = np.linalg.norm(share @ axes(share, finest + 5, seed).T, axis=0) ** 2 / groupings
    return Consensus(place, np.sort(strengths)[::-1].astype(np.float32), finest)


def views(notes: Measured, seed: int) -> list[Floats]:
    """Return the five ways of looking at notes, as coordinates with rows of length 1."""
    total = len(notes)
    words = along(notes.words, _WORD_AXES, seed)
    letters = along(notes.both, _LETTER_AXES, seed)
    near = 10 if total > 400 else max(3, total // 30)
    return [
        words,
        letters,
        smoothed(words, near),
        smoothed(letters, near),
        by_company(notes.stems, min(_PAIR_AXES, max(5, total // 4)), seed),
    ]


def along(matrix: Counts, size: int, seed: int) -> Floats:
    """Return rows along the main directions of their matrix (LSA), with length 1."""
    return unit_rows(np.asarray(matrix @ axes(matrix, size, seed).T, dtype=np.float32))


def smoothed(place: Floats, near: int) -> Floats:
    """Return coordinates averaged over the ``near`` nearest notes, twice over."""
    total = len(place)
    near = min(near, total - 1)
    if near < 1:
        return place
    rows, columns, values = [], [], []
    for first in range(0, total, 2_000):
        likeness = place[first : first + 2_000] @ place.T
        at = np.arange(len(likeness))
        likeness[at, at + first] = -1
        best = np.argpartition(-likeness, near - 1, axis=1)[:, :near]
        rows.append(np.repeat(at + first, near))
        columns.append(best.ravel())
        values.append(np.clip(np.take_along_axis(likeness, best, 1).ravel(), 0, None))
    graph = sparse.csr_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(total, total),
    )
    graph = graph.maximum(graph.T) + sparse.eye(total, format="csr", dtype=np.float32)
    scale = sparse.diags((1 / np.sqrt(np.asarray(graph.sum(axis=1)).ravel())).astype(np.float32))
    walk = (scale @ graph @ scale).tocsr()
    for _ in range(_HOPS):
        place = walk @ place
    return unit_rows(np.asarray(place, dtype=np.float32))


def by_company(stems: Counts, size: int, seed: int) -> Floats:
    """Return notes through the company their words keep (positive PMI of stems, then SVD)."""
    total = stems.shape[0]
    seen = stems.copy()
    seen.data = np.ones_like(seen.data)
    pairs = (seen.T @ seen).tocoo()
    notes = np.asarray(seen.sum(axis=0)).ravel()
    together = np.log(pairs.data * total / (notes[pairs.row] * notes[pairs.col]))
    kept = (together > 0) & (pairs.row != pairs.col)
    company = sparse.csr_matrix(
        (together[kept].astype(np.float32), (pairs.row[kept], pairs.col[kept])), shape=pairs.shape
    )
    directions = axes(company, size, seed)
    lengths = np.sqrt(np.linalg.norm(company @ directions.T, axis=0))
    words = unit_rows(directions.T * lengths)
    rarity = np.log((1 + total) / (1 + notes)).astype(np.float32)
    return unit_rows(np.asarray((stems @ sparse.diags(rarity)) @ words, dtype=np.float32))
