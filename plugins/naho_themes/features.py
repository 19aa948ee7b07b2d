"""Notes as numbers: word stems and letter runs, weighed by rarity (TF-IDF).

A space is fitted once and then frozen: a note that comes later is measured with the words and
rarities of the fit, so that placing it moves nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from .linear import Counts, Floats, Ints, counted, unit_sparse
from .spelling import Spelling
from .text import Reading, grams

LETTERS_FROM: Final = 50
"""From this many notes on, a letter run must stand in two of them."""
MOST: Final = 60_000
"""Different stems, and different letter runs, that are kept."""
_REMEMBERED: Final = 100_000
"""Words whose letter runs are remembered; beyond, the memory starts anew."""


@dataclass(frozen=True)
class TfIdf:
    """TF-IDF with logarithmic counts over one kind of token.

    Attributes:
        tokens: the vocabulary, token to column.
        rarity: inverse document frequency of each column.
    """

    tokens: dict[str, int]
    rarity: Floats

    @classmethod
    def fitted(cls, notes: Sequence[Sequence[str]], least: int) -> tuple[TfIdf, Counts]:
        """Learn the vocabulary: tokens of at least ``least`` notes, the commonest ``MOST``.

        Returns:
            It, and how often each token stands in each note.
        """
        seen: dict[str, int] = {}
        rows = [[seen.setdefault(token, len(seen)) for token in tokens] for tokens in notes]
        counts = counted(rows, len(seen))
        frequency = np.bincount(counts.indices, minlength=len(seen))
        names = np.array(list(seen), dtype=object)
        kept = np.flatnonzero(frequency >= least)
        if len(kept) > MOST:
            order = sorted(kept.tolist(), key=lambda at: (-frequency[at], names[at]))
            kept = np.array(order[:MOST], dtype=np.int64)
        # In the order of the alphabet, not in that of the notes.
        kept = kept[np.argsort(names[kept])] if len(kept) else kept
        rarity = np.log((1 + len(notes)) / (1 + frequency[kept])) + 1
        tokens = {str(name): at for at, name in enumerate(names[kept])}
        found = counts[:, kept].tocsr()
        found.sort_indices()
        return cls(tokens, rarity.astype(np.float32)), found

    def weighed(self, counts: Counts) -> Counts:
        """Return counts as TF-IDF with rows of length 1."""
        weighed = counts.copy()
        weighed.data = (1 + np.log(weighed.data)) * self.rarity[weighed.indices]
        return unit_sparse(weighed)


@dataclass(frozen=True)
class Measured:
    """Notes in a space, one a row.

    Attributes:
        stems: how often each stem stands in each note.
        words: TF-IDF of the stems.
        both: TF-IDF of stems and of letter runs side by side, each counting half.
    """

    stems: Counts
    words: Counts
    both: Counts

    def __len__(self) -> int:
        return int(self.stems.shape[0])

    def rows(self, at: Sequence[int] | Ints | slice) -> Measured:
        """Return some of the notes."""
        return Measured(self.stems[at], self.words[at], self.both[at])


class Space:
    """A fitted feature space.

    Args:
        words: vocabulary of stems.
        letters: vocabulary of letter runs.
        spelling: which words are read as others.
    """

    def __init__(self, words: TfIdf, letters: TfIdf, spelling: Spelling) -> None:
        self.words = words
        self.letters = letters
        self.spelling = spelling
        self._runs: dict[str, list[int]] = {}

    @classmethod
    def fitted(cls, notes: Sequence[Reading], texts: Sequence[Reading]) -> Fitted:
        """Learn words, letter runs and their rarities from notes and a taxonomy's texts."""
        spelling = Spelling.learnt(notes, texts)
        readings = [*notes, *texts]
        words, stems = TfIdf.fitted([_meant(reading, spelling) for reading in readings], 1)
        least = 2 if len(readings) > LETTERS_FROM else 1
        letters, runs = TfIdf.fitted([_runs(reading) for reading in readings], least)
        space = cls(words, letters, spelling)
        both = space.weighed(stems, runs)
        cut = len(notes)
        return Fitted(space, both.rows(slice(cut)), both.rows(slice(cut, None)))

    @property
    def width(self) -> int:
        """How many columns stems and letter runs have side by side."""
        return len(self.words.tokens) + len(self.letters.tokens)

    def measured(self, readings: Sequence[Reading]) -> Measured:
        """Measure notes with what the fit learned."""
        known = self.words.tokens
        stems = [[known[s] for s in _meant(r, self.spelling) if s in known] for r in readings]
        runs = [self._letters(reading) for reading in readings]
        return self.weighed(counted(stems, len(known)), counted(runs, len(self.letters.tokens)))

    def weighed(self, stems: Counts, runs: Counts) -> Measured:
        """Return notes, measured, from how often stems and letter runs stand in them."""
        half = np.float32(0.5**0.5)
        words, letters = self.words.weighed(stems), self.letters.weighed(runs)
        return Measured(stems, words, sparse.hstack([words * half, letters * half], format="csr"))

    def _letters(self, reading: Reading) -> list[int]:
        known, remembered = self.letters.tokens, self._runs
        if len(remembered) > _REMEMBERED:
            remembered.clear()
        found: list[int] = []
        for word in reading.plain:
            # Another thread may clear the memory: what was looked up is used, not looked up again.
            runs = remembered.get(word)
            if runs is None:
                runs = remembered[word] = [known[run] for run in grams(word) if run in known]
            found += runs
        return found


@dataclass(frozen=True)
class Fitted:
    """A space, and what it was fitted on, measured."""

    space: Space
    notes: Measured
    texts: Measured


def _runs(reading: Reading) -> list[str]:
    return [run for word in reading.plain for run in grams(word)]


def _meant(reading: Reading, spelling: Spelling) -> list[str]:
    """Return the stems of a note that carry a subject, misspellings read as what was meant."""
    pairs = zip(reading.plain, reading.stems, strict=True)
    return [spelling.meant(word, stem) for word, stem in pairs if stem]
