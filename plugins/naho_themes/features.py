"""Notes as numbers: word stems and letter runs, TF-IDF, and their main directions (LSA).

A space is fitted once and then frozen: a note that comes later is measured with the words,
rarities and directions of the fit, so that placing it moves nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy import sparse

from .linear import Counts, Floats, axes, unit_rows, unit_sparse
from .text import Reader, Reading, grams

LETTERS_FROM: Final = 50
"""From this many notes on, a letter run must stand in two of them."""
LETTERS_MOST: Final = 60_000
WORD_SHARE: Final = 0.5
"""Of a note's length, what words take; letter runs take the rest."""
_CHUNK: Final = 4_000
"""Notes measured at once: letter runs of 100,000 notes would take a gigabyte."""


def counted(rows: Sequence[Sequence[int]], width: int) -> Counts:
    """Return a CSR matrix that counts the numbers of each row."""
    sizes = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    total = int(starts[-1])
    columns = np.fromiter((at for row in rows for at in row), dtype=np.int32, count=total)
    matrix = sparse.csr_matrix(
        (np.ones(total, dtype=np.float32), columns, starts), shape=(len(rows), width)
    )
    matrix.sum_duplicates()
    return matrix


@dataclass
class TfIdf:
    """TF-IDF with logarithmic counts over one kind of token.

    Attributes:
        tokens: the vocabulary, token to column.
        rarity: inverse document frequency of each column.
    """

    tokens: dict[str, int]
    rarity: Floats

    @classmethod
    def fitted(cls, notes: Iterable[Iterable[str]], least: int, most: int) -> TfIdf:
        """Learn the vocabulary: tokens of at least ``least`` notes, the ``most`` commonest."""
        seen: dict[str, int] = {}
        total = 0
        for tokens in notes:
            total += 1
            for token in set(tokens):
                seen[token] = seen.get(token, 0) + 1
        kept = [token for token, count in seen.items() if count >= least]
        kept.sort(key=lambda token: (-seen[token], token))
        kept = sorted(kept[:most])
        frequency = np.array([seen[token] for token in kept], dtype=np.float64)
        rarity = np.log((1 + total) / (1 + frequency)) + 1
        return cls({token: at for at, token in enumerate(kept)}, rarity.astype(np.float32))

    def weighed(self, counts: Counts) -> Counts:
        """Return counts as TF-IDF with rows of length 1."""
        weighed = counts.copy()
        weighed.data = (1 + np.log(weighed.data)) * self.rarity[weighed.indices]
        return unit_sparse(weighed)


@dataclass
class Measured:
    """Notes in a space.

    Attributes:
        stems: how often each stem stands in each note (CSR).
        words: TF-IDF of the stems (CSR).
        both: TF-IDF of stems and letter runs side by side (CSR), or None where not asked.
        place: coordinates along the main directions of both, rows of length 1.
    """

    stems: Counts
    words: Counts
    both: Counts
    place: Floats


@dataclass
class Space:
    """A fitted feature space; see the module's own words."""

    words: TfIdf
    letters: TfIdf
    directions: Floats
    _runs: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def fitted(cls, readings: Sequence[Reading], size: int, seed: int) -> Space:
        """Learn words, rarities and ``size`` directions from notes."""
        words = TfIdf.fitted(([s for s in r.stems if s] for r in readings), 1, LETTERS_MOST)
        runs: dict[str, tuple[str, ...]] = {}
        for reading in readings:
            for word in reading.plain:
                if word not in runs:
                    runs[word] = tuple(grams(word))
        least = 2 if len(readings) > LETTERS_FROM else 1
        letters = TfIdf.fitted(
            ((run for word in reading.plain for run in runs[word]) for reading in readings),
            least,
            LETTERS_MOST,
        )
        space = cls(words, letters, np.zeros((0, 0), dtype=np.float32))
        both = space.measured(readings, place=False).both
        space.directions = axes(both, size, seed)
        return space

    def measured(self, readings: Sequence[Reading], *, place: bool = True) -> Measured:
        """Measure notes with what the fit learned."""
        stems = counted([self._stems(reading) for reading in readings], len(self.words.tokens))
        runs = counted([self._letters(reading) for reading in readings], len(self.letters.tokens))
        words = self.words.weighed(stems)
        letters = self.letters.weighed(runs)
        both = sparse.hstack(
            [words * WORD_SHARE**0.5, letters * (1 - WORD_SHARE) ** 0.5], format="csr"
        ).astype(np.float32)
        where = unit_rows(np.asarray(both @ self.directions.T, dtype=np.float32)) if place else None
        return Measured(stems, words, both, where if where is not None else self.directions[:0])

    def _stems(self, reading: Reading) -> list[int]:
        known = self.words.tokens
        return [known[stem] for stem in reading.stems if stem in known]

    def _letters(self, reading: Reading) -> list[int]:
        known, runs = self.letters.tokens, self._runs
        found: list[int] = []
        for word in reading.plain:
            if word not in runs:
                runs[word] = tuple(known[run] for run in grams(word) if run in known)
            found += runs[word]
        return found
