"""Lists of phrases, and finding them in a note: one dictionary look-up for each word.

A phrase is written as people write, accents and apostrophes included; case and accents do not
count. ``*`` at the end of a word stands for any ending, ``(a|b c)`` for one of several,
``[a|b]`` for one of several or nothing, ``{name}`` for one of a list, and ``..`` for up to four
other words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from naho_feedback.domain.text import folded

BREAK: Final = "."
"""Stands for whatever ends a sentence."""

_TOKEN: Final = re.compile(r"[^\W_]+|[.;:!?…\n]+")
_PLAIN: Final = re.compile(r"[^\W_]+")
_WORD: Final = re.compile(r"([^\W_]+)(\*?)")
_GROUP: Final = r"[\w\s*'’&|{}-]*"
_ITEM: Final = re.compile(rf"\.\.|\({_GROUP}\)|\[{_GROUP}\]|\{{\w+\}}|[\w*'’&-]+")
_LISTED: Final = re.compile(r"[\w\s*'’&{}-]+")
_LIST: Final = re.compile(r"\{(\w+)\}")
_SKIPPED: Final = 4
"""Most words that ``..`` stands for."""


class _Part(NamedTuple):
    """One word; ``open`` where ``*`` lets it end in any way."""

    word: str
    open: bool


_Way = tuple[_Part, ...]


class _Step(NamedTuple):
    """One step of a phrase, ordered by first words; without any way it is a gap.

    Attributes:
        exact: ways by their first word.
        starts: beginnings of first words that are open; one look tells that none fits.
        open: the ways that begin with those.
        optional: whether the step may be left out.
    """

    exact: dict[str, tuple[_Way, ...]]
    starts: tuple[str, ...]
    open: tuple[_Way, ...]
    optional: bool


_GAP: Final = _Step({}, (), (), optional=False)


class Hit(NamedTuple):
    """A phrase found in a note: its kind, and its words from ``first`` to before ``last``."""

    kind: str
    first: int
    last: int


class Read(NamedTuple):
    """A note cut into folded words, and what was found in it, in the order of the first words."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]


class _Phrase(NamedTuple):
    kind: str
    steps: tuple[_Step, ...]


class Phrases:
    """Phrases of several kinds, compiled.

    Args:
        phrases: the phrases of each kind.
        lists: what ``{name}`` stands for in them.

    Raises:
        ValueError: if a phrase begins with a gap or says nothing.
    """

    def __init__(
        self, phrases: Mapping[str, Sequence[str]], lists: Mapping[str, Sequence[str]]
    ) -> None:
        self._exact: dict[str, list[_Phrase]] = {}
        self._open: dict[str, list[_Phrase]] = {}
        for kind, texts in phrases.items():
            for text in texts:
                self._index(_Phrase(kind, tuple(_steps(text, lists))), text)
        self._longest = max(map(len, self._open), default=0)
        self._known: dict[str, tuple[str, tuple[_Phrase, ...]]] = {}

    def read(self, text: str, *, breaks: bool = True) -> Read:
        """Return the words of a note and the phrases in it.

        Args:
            text: the note.
            breaks: whether the ends of sentences count; without them a phrase may cross one.
        """
        words: list[str] = []
        starts: list[tuple[int, tuple[_Phrase, ...]]] = []
        for token in (_TOKEN if breaks else _PLAIN).findall(text):
            known = self._known.get(token)
            if known is None:
                known = self._known[token] = self._look(token)
            if known[1]:
                starts.append((len(words), known[1]))
            words.append(known[0])
        hits = [
            Hit(phrase.kind, at, end)
            for at, phrases in starts
            for phrase in phrases
            if (end := _end(phrase.steps, 0, words, at))
        ]
        return Read(tuple(words), tuple(hits))

    def _index(self, phrase: _Phrase, text: str) -> None:
        first = phrase.steps[0] if phrase.steps else _GAP
        if first.optional or first == _GAP:
            msg = f"a phrase begins with a word: {text!r}"
            raise ValueError(msg)
        for word in first.exact:
            self._exact.setdefault(word, []).append(phrase)
        for word in dict.fromkeys(first.starts):
            self._open.setdefault(word, []).append(phrase)

    def _look(self, token: str) -> tuple[str, tuple[_Phrase, ...]]:
        word = folded(token)
        if not word[0].isalnum():
            return BREAK, ()
        found = list(self._exact.get(word, ()))
        for size in range(1, min(len(word), self._longest) + 1):
            found += self._open.get(word[:size], ())
        return word, tuple({id(phrase): phrase for phrase in found}.values())


def typed(text: str, hit: Hit, *, breaks: bool = True) -> str:
    """Return the words of a hit as they stand in the note that was read."""
    spans = [match.span() for match in (_TOKEN if breaks else _PLAIN).finditer(text)]
    return text[spans[hit.first][0] : spans[hit.last - 1][1]]


def _steps(text: str, lists: Mapping[str, Sequence[str]]) -> Iterator[_Step]:
    found = _ITEM.findall(text)
    if "".join(found).replace(" ", "") != text.replace(" ", ""):
        msg = f"this phrase cannot be read: {text!r}"
        raise ValueError(msg)
    for said in found:
        if said == "..":
            yield _GAP
        elif said[0] in "([{":
            inner = said if said[0] == "{" else said[1:-1]
            yield _step(_ways(inner, lists), optional=said[0] == "[")
        else:
            for part in _parts(said):
                yield _step([(part,)])


def _step(ways: Iterable[_Way], *, optional: bool = False) -> _Step:
    exact: dict[str, tuple[_Way, ...]] = {}
    open_: list[_Way] = []
    for way in dict.fromkeys(ways):
        if way[0].open:
            open_.append(way)
        else:
            exact[way[0].word] = (*exact.get(way[0].word, ()), way)
    return _Step(exact, tuple(way[0].word for way in open_), tuple(open_), optional)


def _ways(text: str, lists: Mapping[str, Sequence[str]]) -> Iterator[_Way]:
    """Yield the ways to say ``a|b c|{list}``; a list's words may name lists too."""
    for way in text.split("|"):
        named = _LIST.search(way)
        if named is None:
            yield _parts(way)
            continue
        for word in lists[named[1]]:
            if not _LISTED.fullmatch(word):
                msg = f"a list holds words and names of lists: {word!r}"
                raise ValueError(msg)
            yield from _ways(way[: named.start()] + word + way[named.end() :], lists)


def _parts(text: str) -> _Way:
    return tuple(_Part(m[1], bool(m[2])) for m in _WORD.finditer(folded(text)))


def _end(steps: tuple[_Step, ...], step: int, words: Sequence[str], at: int) -> int:
    """Return where the rest of a phrase that begins at ``at`` ends; 0 if it is not there."""
    if step == len(steps):
        return at
    now = steps[step]
    if now is _GAP:
        for skipped in range(at, at + _SKIPPED + 1):
            if end := _end(steps, step + 1, words, skipped):
                return end
            if skipped >= len(words) or words[skipped] == BREAK:
                break
        return 0
    word = words[at] if at < len(words) else BREAK
    ways = now.exact.get(word, ())
    if word.startswith(now.starts):
        ways += now.open
    for way in ways:
        if _stands(way, words, at) and (end := _end(steps, step + 1, words, at + len(way))):
            return end
    return _end(steps, step + 1, words, at) if now.optional else 0


def _stands(way: _Way, words: Sequence[str], at: int) -> bool:
    if at + len(way) > len(words):
        return False
    for place, part in enumerate(way, at):
        word = words[place]
        if not (word.startswith(part.word) if part.open else word == part.word):
            return False
    return True
