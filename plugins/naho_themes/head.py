"""Which theme a note belongs to, from everything that speaks for one.

For each theme the head adds up three voices, as logarithms of how much likelier they make it:

* the keywords that stand in the note (:mod:`naho_themes.seeds`);
* the words of the note, by naive Bayes: a theme is a list of stems with probabilities. It begins
  with the theme's own texts (label, definition, keywords, examples), takes in what people decided
  and then, by EM, what the other notes say: those with a keyword more than those without;
* how near the note is to the theme's texts and decided notes in words and letter runs, which
  hears misspellings and parts of words.

"No theme" is one more answer. Its words are those of the whole corpus and of what people left
aside; a note goes there unless a theme is clearly likelier. The constants were set on four sets
of notes together, not on one: ``docs/themes.md`` has the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .features import Measured
from .linear import Floats, Ints, one_hot

KEYWORDS: Final = 5.0
"""What a keyword of weight 1 counts (natural logarithm of odds)."""
NEARNESS: Final = 8.0
"""What full likeness of words and letter runs counts."""
NO_THEME: Final = 3.0
"""How much must speak for a theme before it is likelier than none."""
DECIDED: Final = 4.0
"""What a note that a person placed counts, against one text of the theme."""
UNKEYED: Final = 0.2
"""What a note without any keyword counts in EM, against one with."""
SMOOTHING: Final = 20.0
"""Words of the whole corpus mixed into each theme's list, so that no word is impossible."""
ROUNDS: Final = 4


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
class Base:
    """What a fit knows before people's decisions; the last row is "no theme".

    Attributes:
        lists: how often each stem speaks for each theme.
        sums: the theme's own texts, summed, in the space of words and letter runs.
        background: share of each stem in the corpus.
    """

    lists: Floats
    sums: Floats
    background: Floats


@dataclass(frozen=True)
class Head:
    """What notes are weighed with; columns are themes, the last one "no theme".

    Attributes:
        ratio: by stem, how much likelier it makes each theme (logarithm).
        centre: the mean text of each theme, of length 1.
    """

    ratio: Floats
    centre: Floats

    def scores(self, given: Heard) -> Floats:
        """Return by note how much speaks for each theme."""
        scores = np.asarray(given.notes.stems @ self.ratio, dtype=np.float32)
        scores += NEARNESS * (given.notes.both @ self.centre)
        scores[:, :-1] += KEYWORDS * given.keywords
        scores[:, -1] += NO_THEME
        return scores

    def shares(self, given: Heard) -> Floats:
        """Return the probability of each theme for each note."""
        scores = self.scores(given)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


def learned(base: Base, decided: Measured, decisions: Ints) -> Head:
    """Return the head that knows the base and what people decided.

    Args:
        base: from :func:`fitted`.
        decided: the notes that people placed.
        decisions: their themes, the number of themes standing for "no theme".
    """
    groups = one_hot(decisions, len(base.lists), np.full(len(decisions), DECIDED, np.float32)).T
    lists = base.lists + (groups @ decided.stems).toarray()
    sums = base.sums + (groups @ decided.both).toarray()
    mixed = lists + SMOOTHING * base.background
    mixed /= mixed.sum(axis=1, keepdims=True)
    ratio = np.log(mixed / base.background)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    centre = sums / np.where(norms == 0, 1, norms)
    # By stem, so that one note is weighed without turning the whole table round.
    return Head(
        np.ascontiguousarray(ratio.T, dtype=np.float32),
        np.ascontiguousarray(centre.T, dtype=np.float32),
    )


def fitted(
    seeds: Measured,
    owners: Ints,
    themes: int,
    free: Heard,
    decided: Measured,
    decisions: Ints,
) -> Base:
    """Learn from the themes' own texts and, by EM, from the notes.

    Args:
        seeds: texts of the themes.
        owners: the theme of each of these texts.
        themes: how many there are.
        free: notes that nobody placed.
        decided: notes that people placed.
        decisions: their themes, ``themes`` standing for "no theme".
    """
    own = one_hot(owners, themes + 1).T
    lists = np.asarray((own @ seeds.stems).toarray(), dtype=np.float32)
    sums = np.asarray((own @ seeds.both).toarray(), dtype=np.float32)
    background = np.full(lists.shape[1], 0.5, dtype=np.float32)
    for notes in (free.notes, decided):
        background += np.asarray(notes.stems.sum(axis=0), dtype=np.float32).ravel()
    background /= background.sum()
    base = Base(lists, sums, background)
    if not len(free.notes):
        return base
    said = free.keywords.max(axis=1, initial=0.0) > 0
    trust = np.where(said, 1.0, UNKEYED).astype(np.float32)[:, None]
    for _ in range(ROUNDS):
        shares = learned(base, decided, decisions).shares(free)
        shares[:, -1] = 0.0  # what fits nowhere teaches nothing
        heard = np.asarray((free.notes.stems.T @ (shares * trust)).T, dtype=np.float32)
        base = Base(lists + heard, sums, background)
    return base
