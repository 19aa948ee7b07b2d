"""What a taxonomy says of a note: keywords found in it, and the words that speak for a theme.

A keyword is found as it stands, with the ending that ``*`` leaves open, in another number, gender
or verb form, or with one slip in a word of seven letters or more, each counting a little less.
Longer phrases win over the words inside them. The words of a theme's label, definition and
examples speak for it too, but softly: see :mod:`naho_themes.head`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from naho_feedback.api import Theme, folded

from .spelling import within_one
from .text import Reader, Reading

EXACT: Final = 1.0
OPEN: Final = 0.95
INFLECTED: Final = 0.85
MISSPELT: Final = 0.7
BORROWED: Final = 0.5
"""What a keyword of the other language counts ("le helpdesk ne répond pas")."""
_INFLECTED_FROM: Final = 5
_MISSPELT_FROM: Final = 7
_BORROWED_FROM: Final = 6
_PART: Final = re.compile(r"([^\W_]+)(\*?)")


@dataclass(frozen=True)
class Part:
    """One word of a keyword; ``open`` where ``*`` lets it end in any way."""

    word: str
    open: bool
    stem: str


@dataclass(frozen=True)
class Keyword:
    """One keyword of a theme in one language, cut into words."""

    parts: tuple[Part, ...]
    theme: int
    language: str


@dataclass(frozen=True)
class Found:
    """A keyword in a note, from word ``first`` up to and without word ``last``."""

    theme: int
    first: int
    last: int
    weight: float


class Keywords:
    """The keywords of themes, ready to be looked for.

    Args:
        themes: in the order that :attr:`Found.theme` counts them.
        reader: stems their words.
    """

    def __init__(self, themes: Sequence[Theme], reader: Reader) -> None:
        self._exact: dict[str, list[Keyword]] = defaultdict(list)
        self._open: dict[str, list[Keyword]] = defaultdict(list)
        self._stems: dict[tuple[str, str], list[Keyword]] = defaultdict(list)
        self._near: dict[str, list[Keyword]] = defaultdict(list)
        for keyword in _keywords(themes, reader):
            first = keyword.parts[0]
            if first.open:
                self._open[first.word].append(keyword)
            else:
                self._exact[first.word].append(keyword)
                if first.stem and len(first.word) >= _INFLECTED_FROM:
                    self._stems[first.stem, keyword.language].append(keyword)
            if len(first.word) >= _MISSPELT_FROM:
                self._near[first.word[0]].append(keyword)
        self._beginning: dict[tuple[str, str], list[tuple[Keyword, float]]] = {}

    def found(self, note: Reading) -> list[Found]:
        """Return the keywords of a note that do not overlap, longest phrases first."""
        all_found = []
        for at, word in enumerate(note.plain):
            for keyword, likeness in self._begin(word, note.stems[at], note.language):
                whole = min(likeness, _rest(keyword, note, at))
                if whole:
                    if keyword.language != note.language:
                        if whole < EXACT or len(keyword.parts[0].word) < _BORROWED_FROM:
                            continue
                        whole *= BORROWED
                    size = len(keyword.parts)
                    letters = sum(len(part.word) for part in keyword.parts)
                    weight = whole * (size + 1) / 2 * (1 + min(letters, 20) / 50)
                    all_found.append(Found(keyword.theme, at, at + size, weight))
        all_found.sort(key=lambda f: (f.first - f.last, -f.weight, f.first, f.theme))
        taken: set[int] = set()
        kept = []
        for found in all_found:
            places = range(found.first, found.last)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(found)
        return kept

    def _begin(self, word: str, stem: str, language: str) -> list[tuple[Keyword, float]]:
        """Return the keywords whose first word this can be, and how surely."""
        known = self._beginning.get((word, language))
        if known is None:
            if len(self._beginning) > 100_000:
                self._beginning.clear()
            known = self._beginning[word, language] = self._look(word, stem, language)
        return known

    def _look(self, word: str, stem: str, language: str) -> list[tuple[Keyword, float]]:
        found = dict.fromkeys(self._exact.get(word, ()), EXACT)
        for size in range(2, len(word) + 1):
            for keyword in self._open.get(word[:size], ()):
                found.setdefault(keyword, OPEN)
        if len(word) >= _INFLECTED_FROM:
            for keyword in self._stems.get((stem, language), ()):
                found.setdefault(keyword, INFLECTED)
        if not found and len(word) >= _MISSPELT_FROM:
            for keyword in self._near.get(word[0], ()):
                if _one_slip(word, keyword.parts[0]):
                    found[keyword] = MISSPELT
        return list(found.items())


def _rest(keyword: Keyword, note: Reading, at: int) -> float:
    """Return how surely the words after the first are the keyword's; 0 if they are not."""
    whole = EXACT
    for place, part in enumerate(keyword.parts[1:], at + 1):
        if place >= len(note.plain):
            return 0.0
        word = note.plain[place]
        if word == part.word:
            likeness = EXACT
        elif part.open and word.startswith(part.word):
            likeness = OPEN
        elif part.stem and note.stems[place] == part.stem and len(word) >= _INFLECTED_FROM:
            likeness = INFLECTED
        elif _one_slip(word, part):
            likeness = MISSPELT
        else:
            return 0.0
        whole = min(whole, likeness)
    return whole


def _keywords(themes: Sequence[Theme], reader: Reader) -> Iterator[Keyword]:
    """Yield the keywords, cut; "week-end" also stands for "weekend"."""
    for theme, given in enumerate(themes):
        for language, texts in (("fr", given.keywords.fr), ("en", given.keywords.en)):
            for text in texts:
                parts = tuple(
                    Part(match[1], bool(match[2]), reader.stem(match[1], language))
                    for match in _PART.finditer(folded(text))
                )
                if not parts:
                    continue
                yield Keyword(parts, theme, language)
                if len(parts) > 1 and re.fullmatch(r"[\w*]+(?:-[\w*]+)+", text):
                    word = "".join(part.word for part in parts)
                    joined = Part(word, parts[-1].open, reader.stem(word, language))
                    yield Keyword((joined,), theme, language)


def _one_slip(word: str, part: Part) -> bool:
    """Whether one letter added, left out, replaced or swapped makes the word the keyword's."""
    a, b = word, part.word
    if part.open and len(a) > len(b):
        a = a[: len(b)]
    if min(len(a), len(b)) < _MISSPELT_FROM or a[0] != b[0]:
        return False
    return within_one(a, b)
