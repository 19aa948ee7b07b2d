"""Reading a note: its words, its language, and what each word counts as.

A word counts as its stem (French or English, by the note's own language), without accents, so
that hurried spelling and endings do not part what belongs together.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from naho_feedback.api import folded

from .words import STOP, TELLING

WORD: Final = re.compile(r"[^\W_]+(?:[+#]+)?")
LANGUAGES: Final = ("fr", "en")
_STEMMERS: Final = {"fr": "french", "en": "english"}
_KEPT: Final = 200_000
"""Different words that are remembered; beyond, the memory starts anew."""


@dataclass(frozen=True)
class Reading:
    """A note cut into words.

    Attributes:
        words: lower case, with their accents.
        spans: where each stands in the text.
        plain: without accents.
        language: ``"fr"`` or ``"en"``.
        stems: what each word counts as; ``""`` for a word without a subject.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    plain: tuple[str, ...]
    language: str
    stems: tuple[str, ...]


class Reader:
    """Reads notes; remembers the stem of each different word.

    Args:
        languages: of the walls, most frequent first; the first is assumed where nothing tells.
    """

    def __init__(self, languages: Sequence[str] = LANGUAGES) -> None:
        import snowballstemmer

        known = tuple(dict.fromkeys(name for name in languages if name in _STEMMERS))
        self.languages: tuple[str, ...] = known or LANGUAGES
        self._stemmers = {name: snowballstemmer.stemmer(_STEMMERS[name]) for name in LANGUAGES}
        self._turn = threading.Lock()  # a stemmer holds the word that it works on
        self._plain: dict[str, str] = {}
        self._stems: dict[tuple[str, str], str] = {}

    def read(self, text: str) -> Reading:
        """Cut a note into words, tell its language, and stem it."""
        lower = text.lower()
        # Lower case may be longer than the text ("İ"); spans must hold in the text itself.
        source = lower if len(lower) == len(text) else text
        found = list(WORD.finditer(source))
        words = tuple(match.group().lower() for match in found)
        plain = tuple(self.plain(word) for word in words)
        language = self.language(words, plain)
        return Reading(
            words=words,
            spans=tuple(match.span() for match in found),
            plain=plain,
            language=language,
            stems=tuple(self.stem(word, language) for word in words),
        )

    def plain(self, word: str) -> str:
        """Return a lower-case word without its accents."""
        known = self._plain.get(word)
        if known is None:
            if len(self._plain) > _KEPT:
                self._plain.clear()
            known = self._plain[word] = folded(word)
        return known

    def language(self, words: Sequence[str], plain: Sequence[str]) -> str:
        """Return the language of a note: small words decide, then accents, then the first one."""
        if len(self.languages) == 1:
            return self.languages[0]
        counts = {name: sum(word in TELLING[name] for word in plain) for name in self.languages}
        best = max(self.languages, key=lambda name: counts[name])  # the first of the best
        if not counts[best] and "fr" in counts and any(not word.isascii() for word in words):
            return "fr"
        return best

    def stem(self, word: str, language: str) -> str:
        """Return what a lower-case word counts as in a language; ``""`` for a stop word."""
        known = self._stems.get((word, language))
        if known is None:
            if len(self._stems) > _KEPT:
                self._stems.clear()
            known = self._stems[word, language] = self._stem(word, language)
        return known

    def _stem(self, word: str, language: str) -> str:
        plain = self.plain(word)
        if plain in STOP[language] or (len(plain) == 1 and plain.isalpha()):
            return ""
        with self._turn:
            stem = self._stemmers[language].stemWord(word)
        return self.plain(stem)


@lru_cache(maxsize=100_000)
def grams(plain: str, shortest: int = 3, longest: int = 5) -> tuple[str, ...]:
    """Return the letter runs of one word with its edges (scikit-learn's ``char_wb``)."""
    padded = f" {plain} "
    found: list[str] = []
    for size in range(shortest, longest + 1):
        if size >= len(padded):
            found.append(padded)
            break
        found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return tuple(found)


@cache
def reader_for(languages: tuple[str, ...]) -> Reader:
    """Return the reader of these languages; what it remembers serves every model."""
    return Reader(languages)
