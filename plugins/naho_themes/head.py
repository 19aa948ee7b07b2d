"""Which theme a note belongs to, from everything that speaks for one.

For each theme the head adds up three voices, as logarithms of how much likelier they make it than
no theme at all:

* the keywords that stand in the note (:mod:`naho_themes.seeds`);
* the words of the note, by naive Bayes: a theme is a list of stems with probabilities. It begins
  with the theme's own texts (label, definition, keywords, examples), takes in what people decided
  at full weight, and then, by EM, what the other notes say, at half weight;
* how near the note is to the theme's texts and decided notes in words and letter runs, which
  hears misspellings and parts of words.

"No theme" is one more answer, whose words are those of the whole corpus; a note goes there unless
a theme is clearly likelier. The numbers were set on several sets of notes: see ``docs/themes.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from .features import Measured
from .linear import Counts, Floats, Ints, unit_sparse

KEYWORDS: Final = 3.0
"""What one keyword's weight counts."""
NEARNESS: Final = 8.0
"""What full likeness of words and letter runs counts."""
DECIDED: Final = 4.0
"""What a note that a person placed counts, against a text of the theme."""
GUESSED: Final = 0.5
"""What a note that nobody placed counts in EM."""
SMOOTHING: Final = 15.0
"""Words of the whole corpus mixed into each theme's list, so that no word is impossible."""
NO_THEME: Final = 1.0
"""How much likelier than "no theme" a theme must be (natural logarithm)."""
ROUNDS: Final = 4


@dataclass(frozen=True)
class Evidence:
    """Notes as the head hears them.

    Attributes:
        notes: measured in the frozen space.
        keywords: how much each theme's keywords weigh in each note (notes by themes).
    """

    notes: Measured
    keywords: Floats


@dataclass
class Head:
    """A fitted head; ``words`` and ``near`` are what it has learned.

    Attributes:
        lists: how often each stem speaks for each theme, before people's decisions.
        sums: the theme's texts in the space of words and letter runs, before decisions.
        background: share of each stem in the corpus.
        ratio: by theme and stem, how much likelier the stem makes the theme (logarithm).
        centre: by theme, its mean text, of length 1.
    """

    lists: Floats
    sums: Floats
    background: Floats
    ratio: Floats
    centre: Floats

    @classmethod
    def fitted(
        cls,
        seeds: Measured,
        owners: Ints,
        themes: int,
        free: Evidence,
        decided: Evidence,
        decisions: Ints,
    ) -> Head:
        """Learn from the themes' texts, from decided notes, and from the others by EM.

        Args:
            seeds: texts of the themes, measured.
            owners: the theme of each of these texts.
            themes: how many there are.
            free: notes that nobody placed.
            decided: notes that somebody placed.
            decisions: their themes; -1 for "no theme".
        """
        background = np.asarray(free.notes.stems.sum(axis=0), dtype=np.float32).ravel()
        background += np.asarray(decided.notes.stems.sum(axis=0), dtype=np.float32).ravel() + 0.5
        background /= background.sum()
        lists = _summed(seeds.stems, owners, themes)
        sums = _summed(seeds.both, owners, themes)
        head = cls(lists, sums, background, lists, sums)
        head.learn(decided, decisions)
        if free.keywords.shape[0]:
            for _ in range(ROUNDS):
                shares = head.shares(free)[:, :-1]
                head.lists = lists + GUESSED * np.asarray((free.notes.stems.T @ shares).T)
                head.learn(decided, decisions)
        return head

    def learn(self, decided: Evidence, decisions: Ints) -> None:
        """Take in what people decided, on top of what the fit knew."""
        themes = len(self.lists)
        owners, kept = np.maximum(decisions, 0), (decisions >= 0).astype(np.float32) * DECIDED
        lists = self.lists + _summed(decided.notes.stems, owners, themes, kept)
        sums = self.sums + _summed(decided.notes.both, owners, themes, kept)
        mixed = lists + SMOOTHING * self.background
        mixed /= mixed.sum(axis=1, keepdims=True)
        self.ratio = np.log(mixed / self.background).astype(np.float32)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        self.centre = (sums / np.where(norms == 0, 1, norms)).astype(np.float32)

    def scores(self, given: Evidence) -> Floats:
        """Return by note and theme how much speaks for it; the last column is "no theme"."""
        scores = np.empty((given.keywords.shape[0], len(self.lists) + 1), dtype=np.float32)
        scores[:, :-1] = KEYWORDS * given.keywords
        scores[:, :-1] += given.notes.stems @ self.ratio.T
        scores[:, :-1] += NEARNESS * (given.notes.both @ self.centre.T)
        scores[:, -1] = NO_THEME
        return scores

    def shares(self, given: Evidence) -> Floats:
        """Return the probability of each theme, and of none (last), for each note."""
        scores = self.scores(given)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


def _summed(rows: Counts, owners: Ints, themes: int, weights: Floats | None = None) -> Floats:
    """Return the sum of the rows of each theme (themes by columns)."""
    count = rows.shape[0]
    ones = np.ones(count, dtype=np.float32) if weights is None else weights
    groups = sparse.csr_matrix((ones, (owners, np.arange(count))), shape=(themes, count))
    return np.asarray((groups @ rows).toarray(), dtype=np.float32)
