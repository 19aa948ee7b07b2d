"""Notes as numbers: word stems and letter runs, weighed by rarity (TF-IDF).

A space is fitted once and then frozen: a note that comes later is measured with the words and
rarities of the fit, so that placing it moves nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    def fitted(cls, notes: Iterable[Iterable[str]], least: int) -> TfIdf:
        """Learn the vocabulary: tokens of at least ``least`` notes, the commonest ``MOST``."""
        seen: dict[str, int] = {}
        total = 0
        for tokens in notes:
            total += 1
            for token in set(tokens):
                seen[token] = seen.get(token, 0) + 1
        kept = [token for token, count in seen.items() if count >= least]
        kept.sort(key=lambda token: (-seen[token], token))
        kept = sorted(kept[:MOST])
        frequency = np.array([seen[token] for token in kept], dtype=np.float64)
        rarity = np.log((1 + total) / (1 + frequency)) + 1
        return cls({token: at for at, token in enumerate(kept)}, rarity.astype(np.float32))

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

    def rows(self, at: Sequence[int] | Ints) -> Measured:
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
    def fitted(cls, notes: Sequence[Reading], texts: Sequence[Reading] = ()) -> Space:
        """Learn words, letter runs and their rarities from notes and a taxonomy's texts."""
        spelling = Spelling.learnt(notes, texts)
        readings = [*notes, *texts]
        words = TfIdf.fitted((_meant(reading, spelling) for reading in readings), 1)
        runs: dict[str, tuple[str, ...]] = {}
        for reading in readings:
            for word in reading.plain:
                if word not in runs:
                    runs[word] = grams(word)
        letters = TfIdf.fitted(
            ((run for word in reading.plain for run in runs[word]) for reading in readings),
            2 if len(readings) > LETTERS_FROM else 1,
        )
        return cls(words, letters, spelling)

    @property
    def width(self) -> int:
        """How many columns stems and letter runs have side by side."""
        return len(self.words.tokens) + len(self.letters.tokens)

    def measured(self, readings: Sequence[Reading]) -> Measured:
        """Measure notes with what the fit learned."""
        known = self.words.tokens
        stems = counted(
            [[known[s] for s in _meant(r, self.spelling) if s in known] for r in readings],
            len(known),
        )
        words = self.words.weighed(stems)
        runs = counted([self._letters(reading) for reading in readings], len(self.letters.tokens))
        letters = self.letters.weighed(runs)
        half = np.float32(0.5**0.5)
        return Measured(stems, words, sparse.hstack([words * half, letters * half], format="csr"))

    def _letters(self, reading: Reading) -> list[int]:
        known, runs = self.letters.tokens, self._runs
        if len(runs) > _REMEMBERED:
            runs.clear()
        found: list[int] = []
        for word in reading.plain:
            if word not in runs:
                runs[word] = [known[run] for run in grams(word) if run in known]
            found += runs[word]
        return found


def _meant(reading: Reading, spelling: Spelling) -> list[str]:
    """Return the stems of a note that carry a subject, misspellings read as what was meant."""
    pairs = zip(reading.plain, reading.stems, strict=True)
    return [spelling.meant(word, stem) for word, stem in pairs if stem]
