"""Which theme a note belongs to, from everything that speaks for one.

For each theme the head adds up four voices, as logarithms of how much likelier they make it:

* the keywords that stand in the note (:mod:`naho_themes.seeds`);
* the words of the note, by naive Bayes: a theme is a list of stems with probabilities. It begins
  with the theme's own texts (label, definition, keywords, examples) and takes in, by EM, what the
  notes say: those with a keyword more than those without;
* how near the note is to the theme's texts in words and letter runs, which hears misspellings and
  parts of words;
* what people's decisions change (:mod:`naho_themes.correcting`).

"No theme" is one more answer, whose words are those of the whole corpus; a note goes there unless
a theme is clearly likelier. The constants were set on four sets
of notes together, not on one: ``docs/themes.md`` has the table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .correcting import Heard, corrected
from .features import Measured
from .linear import Counts, Floats, Ints, one_hot

KEYWORDS: Final = 5.0
"""What a keyword of weight 1 counts (natural logarithm of odds)."""
NEARNESS: Final = 12.0
"""What full likeness of words and letter runs counts."""
NO_THEME: Final = 3.5
"""How much must speak for a theme before it is likelier than none."""
UNKEYED: Final = 0.2
"""What a note without any keyword counts in EM, against one with."""
SMOOTHING: Final = 20.0
"""Words of the whole corpus mixed into each theme's list, so that no word is impossible."""
FLOOR: Final = 0.3
"""The same as a share of the list: what a theme has not said yet must not speak against it."""
ROUNDS: Final = 4
TEMPER: Final = 5.0
"""What scores are divided by, so that a probability of .7 is right seven times in ten."""


@dataclass(frozen=True)
class Base:
    """What a fit knows before people's decisions; the last row is "no theme".

    Attributes:
        lists: how often each stem speaks for each theme.
        sums: the theme's own texts, summed, in the space of words and letter runs.
        background: share of each stem in the corpus.
        middles: the mean note of each theme, as the head places notes by itself.
        sizes: how many notes that is the mean of.
    """

    lists: Floats
    sums: Floats
    background: Floats
    middles: Heard
    sizes: Floats

    def widened(self, at: int, count: int) -> Base:
        """Return the same with so many new themes, of which nothing is known, at a place."""

        def rows(table: Floats, axis: int = 0) -> Floats:
            return np.insert(table, [at] * count, np.float32(0), axis=axis)

        order = np.insert(np.arange(len(self.lists)), [at] * count, -1)
        kept = one_hot(np.maximum(order, 0), len(self.lists), (order >= 0).astype(np.float32))
        middles = sums_of(kept, self.middles.notes)
        heard = rows(rows(self.middles.keywords), axis=1)
        return Base(
            rows(self.lists),
            rows(self.sums),
            self.background,
            Heard(middles, heard),
            rows(self.sizes),
        )


@dataclass(frozen=True)
class Head:
    """What notes are weighed with; columns are themes, the last one "no theme".

    Attributes:
        ratio: by stem, how much likelier it makes each theme (logarithm).
        pull: by word and letter run, how much it draws towards each theme.
        keywords: by theme whose keyword stands in the note, what it counts for each theme.
        bias: what each theme has without any word.
    """

    ratio: Floats
    pull: Floats
    keywords: Floats
    bias: Floats

    def scores(self, given: Heard) -> Floats:
        """Return by note how much speaks for each theme."""
        scores = np.asarray(given.notes.stems @ self.ratio, dtype=np.float32)
        scores += given.notes.both @ self.pull
        scores += given.keywords @ self.keywords
        scores += self.bias
        return scores

    def shares(self, given: Heard) -> Floats:
        """Return the probability of each theme for each note."""
        scores = self.scores(given)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


def plain_head(base: Base, temper: float) -> Head:
    """Return the head of a fit before people's decisions, its scores divided by ``temper``."""
    sizes = base.lists.sum(axis=1, keepdims=True)
    mixed = base.lists + np.maximum(SMOOTHING, FLOOR * sizes) * base.background
    mixed /= mixed.sum(axis=1, keepdims=True)
    ratio = np.log(mixed / base.background)
    norms = np.linalg.norm(base.sums, axis=1, keepdims=True)
    centre = base.sums / np.where(norms == 0, 1, norms)
    themes = len(base.lists) - 1
    bias = np.zeros(themes + 1, dtype=np.float32)
    bias[-1] = NO_THEME
    # By stem, so that one note is weighed without turning the whole table round.
    return Head(
        np.ascontiguousarray(ratio.T / temper, dtype=np.float32),
        np.ascontiguousarray(centre.T * (NEARNESS / temper), dtype=np.float32),
        np.eye(themes, themes + 1, dtype=np.float32) * np.float32(KEYWORDS / temper),
        bias / np.float32(temper),
    )


def learned(base: Base, decided: Heard, decisions: Ints) -> Head:
    """Return the head that knows the base and what people decided.

    Args:
        base: from :func:`fitted`.
        decided: the notes that people placed.
        decisions: their themes, the number of themes standing for "no theme".
    """
    head = plain_head(base, TEMPER)
    if not len(decisions):
        return head
    new = corrected(
        decided,
        head.scores(decided),
        decisions,
        base.middles,
        head.scores(base.middles),
        base.sizes,
    )
    return Head(
        head.ratio, head.pull + new.pull, head.keywords + new.keywords, head.bias + new.bias
    )


def fitted(seeds: Measured, owners: Ints, themes: int, notes: Heard) -> Base:
    """Learn from the themes' own texts and, by EM, from the notes.

    Args:
        seeds: texts of the themes.
        owners: the theme of each of these texts.
        themes: how many there are.
        notes: all notes; what people decided about some comes later, see :func:`learned`.
    """
    own = one_hot(owners, themes + 1).T
    lists = np.asarray((own @ seeds.stems).toarray(), dtype=np.float32)
    sums = np.asarray((own @ seeds.both).toarray(), dtype=np.float32)
    background = np.asarray(notes.notes.stems.sum(axis=0), dtype=np.float32).ravel() + 0.5
    background /= background.sum()
    base = _with_middles(Base(lists, sums, background, notes, background), notes)
    if not len(notes.notes):
        return base
    said = notes.keywords.max(axis=1, initial=0.0) > 0
    trust = np.where(said, 1.0, UNKEYED).astype(np.float32)[:, None]
    for _ in range(ROUNDS):
        shares = plain_head(base, 1.0).shares(notes)
        shares[:, -1] = 0.0  # what fits nowhere teaches nothing
        heard = np.asarray((notes.notes.stems.T @ (shares * trust)).T, dtype=np.float32)
        base = replace(base, lists=lists + heard)
    return _with_middles(base, notes)


def _with_middles(base: Base, notes: Heard) -> Base:
    """Return a base that knows the mean note of each theme."""
    best = plain_head(base, TEMPER).scores(notes).argmax(axis=1)
    sizes = np.bincount(best, minlength=len(base.lists)).astype(np.float32)
    share = np.where(sizes == 0, 1, 1 / np.maximum(sizes, 1))[best].astype(np.float32)
    groups = one_hot(best, len(base.lists), share).T.tocsr()
    middles = sums_of(groups, notes.notes)
    heard = np.asarray(groups @ notes.keywords, dtype=np.float32)
    return replace(base, middles=Heard(middles, heard), sizes=sizes)


def sums_of(groups: Counts, notes: Measured) -> Measured:
    """Return sums of notes; in one order of columns, so that a saved one gives the same sums."""
    sums = [(groups @ part).tocsr() for part in (notes.stems, notes.words, notes.both)]
    for part in sums:
        part.sort_indices()
    return Measured(*sums)
