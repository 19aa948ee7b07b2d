"""Why a note was placed: the themes that are likely, and the words that speak for the first."""

from __future__ import annotations

from typing import Final

from .features import Space
from .linear import Floats
from .results import Placed
from .taxonomy import Themes
from .text import Reading

ALSO_FROM: Final = 0.2
"""Probability from which on a second or third theme is named."""
ALSO_KEYED: Final = 0.03
"""The same for a theme whose own keyword stands in the note."""
ALSO_MOST: Final = 2
TELLING: Final = 0.3
"""How much a word must speak for a theme to be named beside a keyword (tempered logarithm)."""
WORDS_MOST: Final = 4


def placed(
    text: str,
    note: Reading,
    themes: Themes,
    shares: Floats,
    ratio: Floats,
    space: Space,
    decided: str | None,
) -> Placed:
    """Return where a note belongs and why.

    Args:
        text: the note as typed.
        note: the same, read.
        themes: the themes that there are.
        shares: probability of each, and of none (last).
        ratio: by stem and theme, how much likelier the stem makes the theme.
        space: whose stems these are.
        decided: what a person decided for this text, if anybody did.
    """
    none = len(themes.ids)
    order = sorted(range(none + 1), key=lambda at: (-round(float(shares[at]), 5), at))
    best = order[0]
    if decided is not None:
        best = themes.at.get(decided, none)
    confidence = 1.0 if decided is not None else round(float(shares[best]), 4)
    if best == none:
        return Placed("", confidence=confidence)
    keyed = {found.theme for found in themes.found(note)}
    # Only what is likelier than no theme at all may stand beside the first.
    also = [
        themes.ids[at]
        for at in order
        if at not in (best, none)
        and shares[at] >= max(ALSO_KEYED if at in keyed else ALSO_FROM, float(shares[none]))
    ]
    words = _words(text, note, themes, best, ratio, space)
    return Placed(themes.ids[best], tuple(also[:ALSO_MOST]), words, confidence)


def _words(
    text: str, note: Reading, themes: Themes, theme: int, ratio: Floats, space: Space
) -> tuple[str, ...]:
    """Return the words that speak for a theme, as they stand in the note."""
    reasons: list[tuple[float, int, int]] = []
    taken: set[int] = set()
    for found in themes.found(note):
        if found.theme == theme:
            reasons.append((-found.weight - 100, found.first, found.last))
            taken.update(range(found.first, found.last))
    keyed = len(reasons)
    others: list[tuple[float, int, int]] = []
    for at, stem in enumerate(note.stems):
        meant = space.spelling.meant(note.plain[at], stem)
        column = space.words.tokens.get(meant) if at not in taken else None
        if column is not None and ratio[column, theme] >= ratio[column].max() - TELLING / 2:
            others.append((-float(ratio[column, theme]), at, at + 1))
    others.sort()
    # Keywords say it best; without any, the word that says most is named even if it says little.
    reasons += [reason for reason in others if -reason[0] >= TELLING][: 1 if keyed else 3]
    reasons = reasons or others[:1]
    best = sorted(sorted(reasons)[:WORDS_MOST], key=lambda reason: reason[1])
    said = [text[note.spans[first][0] : note.spans[last - 1][1]] for _w, first, last in best]
    return tuple(dict.fromkeys(said))
