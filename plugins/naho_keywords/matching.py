"""Finding keywords in a note: words, endings, misspellings, phrases.

A keyword list is compiled once and indexed by its first word; what a word can stand for is
worked out once for each different word, so that 13,000 notes take a few seconds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from naho_feedback.api import Taxonomy, folded

from .traps import EXACT_ONLY, FALSE_FRIENDS, MANY_SIDED, TRAPS, Trap

EXACT: Final = 1.0
OPEN: Final = 0.95
INFLECTED: Final = 0.85
MISSPELT: Final = 0.7
MANY_SIDED_WEIGHT: Final = 0.5
"""How much a match counts, by how it was found."""

_WORD: Final = re.compile(r"[^\W_]+")
_GAP: Final = re.compile(r"[\s'’\-\u2010\u2011/]*")  # what may stand inside a phrase
_STEMMED_FROM: Final = 5
_FUZZY_FROM: Final = 7
_FUZZY_PREFIX_FROM: Final = 9
_ENDINGS: Final = {
    # Number, gender and the commonest verb forms: "directement" is not « direction ».
    "fr": frozenset(
        (
            *("", "s", "x", "e", "es", "ee", "ees", "er", "ez", "ent", "ons", "ait", "aient"),
            *("ant", "i", "ie", "ies", "is", "it", "ir"),
        )
    ),
    "en": frozenset(("", "s", "es", "e", "ed", "d", "ing", "y", "ies")),
}
_STEMMERS: Final = {"fr": "french", "en": "english"}
_SOUNDS: Final = (
    # French spellings of one sound, longest first: « intairimaire » for « intérimaire ».
    *(("eau", "o"), ("au", "o"), ("ai", "e"), ("ei", "e"), ("ph", "f"), ("qu", "k"), ("th", "t")),
    *(("y", "i"), ("ck", "k"), ("gu", "g"), ("ction", "xion")),
)
_DOUBLE: Final = re.compile(r"(.)\1")
_TRAPS_BY_WORD: Final[dict[str, tuple[Trap, ...]]] = {
    word: tuple(trap for trap in TRAPS if word in trap.words)
    for word in {word for trap in TRAPS for word in trap.words}
}


@dataclass(frozen=True)
class Part:
    """One word of a keyword; ``open`` where ``*`` lets it end in any way."""

    word: str
    open: bool


@dataclass(frozen=True)
class Keyword:
    """One keyword, compiled.

    Attributes:
        parts: its words, folded.
        theme: the theme's place in the taxonomy.
        weight: what a perfect match counts.
    """

    text: str
    parts: tuple[Part, ...]
    theme: int
    weight: float


@dataclass(frozen=True)
class Hit:
    """A keyword found in a note, from word ``first`` up to and without word ``last``."""

    keyword: Keyword
    first: int
    last: int
    weight: float

    @property
    def whole(self) -> bool:
        """Whether every word stands there just as the keyword has it."""
        return self.weight == self.keyword.weight


@dataclass(frozen=True)
class Words:
    """A note cut into words.

    Attributes:
        text: the note as typed.
        spans: where each word stands in it.
        folded: the words without case and accents; ``""`` where a trap holds.
        linked: whether only blanks, hyphens and apostrophes part a word from the one before.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]
    linked: tuple[bool, ...]

    def as_typed(self, hit: Hit) -> str:
        """Return the words of a hit as they stand in the note."""
        return self.text[self.spans[hit.first][0] : self.spans[hit.last - 1][1]]


def words_of(text: str) -> Words:
    """Cut a note into words and take out those that a trap tells apart."""
    spans = tuple(match.span() for match in _WORD.finditer(text))
    raw = [text[start:end] for start, end in spans]
    plain = [folded(word) for word in raw]
    accented = [word.lower() != fold for word, fold in zip(raw, plain, strict=True)]
    accents = sum(accented)
    kept = tuple(
        ""
        if any(
            trap.holds(raw, plain, at, accents=accents > accented[at])
            for trap in _TRAPS_BY_WORD.get(word, ())
        )
        else word
        for at, word in enumerate(plain)
    )
    linked = tuple(
        bool(at) and _GAP.fullmatch(text, spans[at - 1][1], start) is not None
        for at, (start, _end) in enumerate(spans)
    )
    return Words(text, spans, kept, linked)


class Lexicon:
    """The keywords of one language, compiled.

    Args:
        taxonomy: where the keywords come from.
        language: ``"fr"`` or ``"en"``.
    """

    def __init__(self, taxonomy: Taxonomy, language: str) -> None:
        import snowballstemmer  # 34 ms that a command without themes need not pay

        self._stemmer = snowballstemmer.stemmer(_STEMMERS[language])
        self._endings = _ENDINGS[language]
        self._stems: dict[str, str] = {}
        self._by_first: dict[Part, list[Keyword]] = defaultdict(list)
        for place, theme in enumerate(taxonomy.themes):
            if theme.special:  # one word of thanks does not make a note a mere thank-you
                continue
            texts = theme.keywords.fr if language == "fr" else theme.keywords.en
            for keyword in _compiled(texts, place):
                self._by_first[keyword.parts[0]].append(keyword)
        self._closed: dict[str, Part] = {p.word: p for p in self._by_first if not p.open}
        self._open: dict[str, Part] = {p.word: p for p in self._by_first if p.open}
        self._by_stem: dict[str, list[Part]] = defaultdict(list)
        for part in self._closed.values():
            self._by_stem[self._stem(part.word)].append(part)
        self._by_letter: dict[str, list[Part]] = defaultdict(list)
        for part in self._by_first:
            if len(part.word) >= _FUZZY_FROM:
                self._by_letter[part.word[0]].append(part)
        self._firsts: dict[str, tuple[tuple[Keyword, float], ...]] = {}

    def hits(self, words: Words) -> list[Hit]:
        """Return the keywords of a note that do not overlap, the longest phrases first."""
        found: list[Hit] = []
        for at, word in enumerate(words.folded):
            for keyword, strength in self._starting(word):
                whole = min(strength, self._rest(keyword, words, at))
                if whole:
                    last = at + len(keyword.parts)
                    found.append(Hit(keyword, at, last, keyword.weight * whole))
        found.sort(
            key=lambda h: (h.first - h.last, -h.weight, h.first, h.keyword.theme, h.keyword.text)
        )
        taken: set[int] = set()
        kept: list[Hit] = []
        for hit in found:
            places = range(hit.first, hit.last)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(hit)
        return kept

    def _starting(self, word: str) -> tuple[tuple[Keyword, float], ...]:
        """Return the keywords whose first word this can be, and how surely."""
        if word not in self._firsts:
            self._firsts[word] = tuple(
                (keyword, strength)
                for part, strength in self._parts(word).items()
                for keyword in self._by_first[part]
            )
        return self._firsts[word]

    def _parts(self, word: str) -> dict[Part, float]:
        """Return the first words that this can be; misspellings only where nothing else fits."""
        found: dict[Part, float] = {}
        near: list[Part] = []
        if word in self._closed:
            near.append(self._closed[word])
        near.extend(self._open[word[:n]] for n in range(1, len(word) + 1) if word[:n] in self._open)
        if len(word) >= _STEMMED_FROM:
            near.extend(self._by_stem.get(self._stem(word), ()))
        for part in near:
            strength = self._strength(word, part)
            if strength:
                found[part] = strength
        if not found and len(word) >= _FUZZY_FROM:
            found = {p: MISSPELT for p in self._by_letter[word[0]] if _misspelt(word, p)}
        return found

    def _rest(self, keyword: Keyword, words: Words, at: int) -> float:
        """Return how surely the words after the first one are the keyword's."""
        whole = EXACT
        for place, part in enumerate(keyword.parts[1:], at + 1):
            if place >= len(words.folded) or not words.linked[place]:
                return 0.0
            word = words.folded[place]
            whole = min(whole, self._strength(word, part) or MISSPELT * _misspelt(word, part))
            if not whole:
                break
        return whole

    def _strength(self, word: str, part: Part) -> float:
        """Return how surely a well-spelt word is a keyword's word; 0 if it is not."""
        if word == part.word:
            return EXACT
        if part.open:
            return EXACT if word.startswith(part.word) else 0.0
        if len(word) < _STEMMED_FROM or part.word in EXACT_ONLY:
            return 0.0
        same = 0
        for a, b in zip(word, part.word, strict=False):
            if a != b:
                break
            same += 1
        if word[same:] not in self._endings or part.word[same:] not in self._endings:
            return 0.0
        return INFLECTED if self._stem(word) == self._stem(part.word) else 0.0

    def _stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = self._stemmer.stemWord(word)
        return self._stems[word]


def _compiled(texts: Iterable[str], theme: int) -> Iterator[Keyword]:
    """Yield the keywords of one theme; "week-end" also stands for "weekend"."""
    for text in texts:
        parts = _parts_of(text)
        if not parts:
            continue
        yield Keyword(text, parts, theme, _weight(text, parts))
        if len(parts) > 1 and re.fullmatch(r"[\w*]+(?:-[\w*]+)+", text):
            joined = (Part("".join(p.word for p in parts), parts[-1].open),)
            yield Keyword(text, joined, theme, _weight(text, joined))


def _parts_of(text: str) -> tuple[Part, ...]:
    return tuple(
        Part(match[1], bool(match[2])) for match in re.finditer(r"([^\W_]+)(\*?)", folded(text))
    )


def _weight(text: str, parts: Sequence[Part]) -> float:
    """Return what a keyword counts: phrases over words, long over short, closed over open."""
    letters = sum(len(part.word) for part in parts)
    open_ = OPEN if parts[-1].open else EXACT
    side = MANY_SIDED_WEIGHT if folded(text) in MANY_SIDED else 1.0
    return (len(parts) + 1) / 2 * (1 + min(letters, 20) / 50) * open_ * side


# ---- misspellings ------------------------------------------------------------------------


def _misspelt(word: str, part: Part) -> bool:
    """Whether a word of 7 letters or more is a keyword's word with one slip or by its sound."""
    if min(len(word), len(part.word)) < _FUZZY_FROM or word[0] != part.word[0]:
        return False
    for form in (word, word.removesuffix("s")):
        if form in FALSE_FRIENDS:
            return False
        if within_one(form, part.word) or sound(form) == sound(part.word):
            return True
    if not part.open or len(part.word) < _FUZZY_PREFIX_FROM:
        return False
    n = len(part.word)
    return any(within_one(word[:size], part.word) for size in (n - 1, n, n + 1))


def within_one(a: str, b: str) -> bool:
    """Whether one letter added, left out, replaced or swapped with the next makes ``a`` ``b``."""
    if len(a) < len(b):
        a, b = b, a
    if len(a) - len(b) > 1:
        return False
    same = 0
    while same < len(b) and a[same] == b[same]:
        same += 1
    if len(a) > len(b):
        return a[same + 1 :] == b[same:]
    swapped = a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
    return swapped or a[same + 1 :] == b[same + 1 :]


def sound(word: str) -> str:
    """Return a rough French spelling of how a folded word sounds."""
    for spelling, heard in _SOUNDS:
        word = word.replace(spelling, heard)
    return _DOUBLE.sub(r"\1", word)
