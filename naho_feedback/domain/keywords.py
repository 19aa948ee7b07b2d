"""Keywords as themes give them, and where they stand in a text.

The plain reading: words without case and accents, one after the other; ``*`` at the end of a
word stands for any ending. What looks alike and means something else is for a grouper to know.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, Generic, NamedTuple, TypeVar

from naho_feedback.domain.text import folded

H = TypeVar("H", bound=Hashable)

_WORD: Final = re.compile(r"[^\W_]+\*?")


class Part(NamedTuple):
    """One word of a keyword; ``open`` where ``*`` lets it end in any way."""

    word: str
    open: bool

    def fits(self, word: str) -> bool:
        """Whether a folded word of a text can be this one."""
        return word.startswith(self.word) if self.open else word == self.word


class Phrase(NamedTuple, Generic[H]):
    """A keyword cut into words.

    Attributes:
        parts: its words, folded.
        of: whatever it stands for: a theme's id, a place in a file.
    """

    parts: tuple[Part, ...]
    of: H

    def meets(self, other: Phrase[H]) -> bool:
        """Whether some words are both this keyword and the other one (``form*``, ``formation``)."""
        return all(
            one is not None and two is not None and _meet(one, two)
            for one, two in zip_longest(self.parts, other.parts)
        )


def phrase(keyword: str, of: H) -> Phrase[H]:
    """Return a keyword cut into words."""
    words = _WORD.findall(folded(keyword))
    return Phrase(tuple(Part(word.rstrip("*"), word.endswith("*")) for word in words), of)


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(word.rstrip("*") for word in _WORD.findall(folded(text)))


class Phrases(Generic[H]):
    """Many keywords, found in one pass over a text.

    Args:
        phrases: the keywords; one without words is left out.
    """

    def __init__(self, phrases: Iterable[Phrase[H]]) -> None:
        self._by_first: dict[Part, list[Phrase[H]]] = defaultdict(list)
        for one in phrases:
            if one.parts:
                self._by_first[one.parts[0]].append(one)

    def all(self, text: str) -> Iterator[Phrase[H]]:
        """Yield every keyword of a text, as often as it stands there."""
        words = words_in(text)
        for at in range(len(words)):
            yield from self._at(words, at)

    def longest(self, text: str) -> list[Phrase[H]]:
        """Return the keywords of a text; words inside a longer keyword count with it only."""
        words = words_in(text)
        found = [(at, one) for at in range(len(words)) for one in self._at(words, at)]
        found.sort(key=lambda pair: -len(pair[1].parts))
        taken: set[int] = set()
        kept: list[Phrase[H]] = []
        for at, one in found:
            places = range(at, at + len(one.parts))
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(one)
        return kept

    def _at(self, words: Sequence[str], at: int) -> Iterator[Phrase[H]]:
        word = words[at]
        firsts = [Part(word, open=False)]
        firsts += [Part(word[:size], open=True) for size in range(1, len(word) + 1)]
        for first in firsts:
            for one in self._by_first.get(first, ()):
                rest = words[at : at + len(one.parts)]
                if len(rest) == len(one.parts) and all(map(Part.fits, one.parts, rest)):
                    yield one


def _meet(one: Part, two: Part) -> bool:
    return (
        one.word == two.word
        or (one.open and two.word.startswith(one.word))
        or (two.open and one.word.startswith(two.word))
    )
