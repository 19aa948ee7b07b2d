"""Hurried spelling: a word that stands nowhere else is read as the frequent word it nearly is.

Only words of six letters or more that begin alike and differ by one slip (a letter left out,
added, replaced, or swapped with the next). What is frequent is learnt from the notes themselves
and from the taxonomy, so no word of the house needs to be in a dictionary. Words are found by
what is left when one letter is taken out (the idea of SymSpell), so that looking is quick.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from .text import Reading

SHORTEST: Final = 6
FREQUENT: Final = 3
"""Notes that a word must stand in for another to be read as it."""
_REMEMBERED: Final = 100_000


class Spelling:
    """The frequent words, and what words that are nearly one of them count as.

    Args:
        frequent: words without accents, with their stem.
        known: words that are left as they are, though they are not frequent.
    """

    def __init__(self, frequent: dict[str, str], known: frozenset[str] = frozenset()) -> None:
        self.frequent = frequent
        self.known = known
        # Words in one text, not in lists: 17,000 lists take the garbage collector 0.1 s.
        self._near: dict[str, str] = {}
        for word in frequent:
            for left in _lefts(word):
                self._near[left] = f"{self._near[left]} {word}" if left in self._near else word
        self._meant: dict[str, str] = {}

    @classmethod
    def learnt(cls, notes: Iterable[Reading], texts: Iterable[Reading]) -> Spelling:
        """Learn from notes which words are frequent; words of the taxonomy are right too."""
        seen: Counter[str] = Counter()
        stems: dict[str, str] = {}
        for note in notes:
            words = dict(zip(note.plain, note.stems, strict=True))
            seen.update(words.keys())
            for word, stem in words.items():
                if stem and len(word) >= SHORTEST:
                    stems.setdefault(word, stem)
        right = {word: stem for word, stem in stems.items() if seen[word] >= FREQUENT}
        known = {word for word, count in seen.items() if 1 < count < FREQUENT}
        for text in texts:
            for word, stem in zip(text.plain, text.stems, strict=True):
                if stem and len(word) >= SHORTEST:
                    right.setdefault(word, stem)
        return cls(dict(sorted(right.items())), frozenset(known))

    def meant(self, word: str, stem: str) -> str:
        """Return the stem of the word that was meant; its own where nothing is nearly it."""
        if len(word) < SHORTEST or not stem or word in self.frequent or word in self.known:
            return stem
        found = self._meant.get(word)
        if found is None:
            if len(self._meant) > _REMEMBERED:
                self._meant.clear()
            found = self._meant[word] = self._look(word)
        return found or stem

    def _look(self, word: str) -> str:
        near = {
            other
            for left in _lefts(word)
            for other in self._near.get(left, "").split()
            if other[0] == word[0] and within_one(word, other)
        }
        return self.frequent[min(near)] if near else ""


def _lefts(word: str) -> Iterator[str]:
    """Yield a word, and what is left of it without one letter."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def within_one(a: str, b: str) -> bool:
    """Whether one letter added, left out, replaced or swapped with the next makes ``a`` ``b``."""
    if len(a) < len(b):
        a, b = b, a
    if len(a) - len(b) > 1:
        return False
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(b))
    if len(a) > len(b):
        return a[same + 1 :] == b[same:]
    swapped = a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
    return swapped or a[same + 1 :] == b[same + 1 :]
