"""``ThemeModel``: sorts notes into themes, finds new ones, and does as people decide.

It follows scikit-learn's conventions where they fit. A fit freezes its features; what comes later
is placed by them and moves nothing that stands. The same notes and decisions give the same answer
in whatever order they come: they are put into one order first.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from naho_feedback.api import Taxonomy, folded

from . import head as heads
from .correcting import Heard
from .explaining import placed
from .features import Measured, Space
from .finding import Groups, found_groups
from .following import followed
from .head import Base, Head
from .linear import Floats, Ints, one_thread
from .results import Placed, ProposedGroup
from .taxonomy import Themes
from .text import LANGUAGES, Reading, reader_for

LEARNT_FROM: Final = 8_000
"""Notes that a fit learns from; the others are placed by what it learned."""
_CHUNK: Final = 4_000
"""Notes measured at once: the letter runs of 100,000 notes would fill a gigabyte."""
UNSORTED: Final = ""


@dataclass(frozen=True)
class Parts:
    """What a fitted model knows.

    Attributes:
        themes: where notes may go.
        space: how notes are measured.
        base: what the notes and the taxonomy say.
        head: the same with people's decisions.
        remembered: decided themes, by digest of the text.
    """

    themes: Themes
    space: Space
    base: Base
    head: Head
    remembered: dict[str, str]


class ThemeModel:
    """Places notes into themes.

    Args:
        taxonomy: the themes; None to find all of them in the notes.
        languages: of the notes, most frequent first (``"fr"``, ``"en"``).
        n_themes: how many themes to find; 0 leaves it to the notes.
        discovery: whether to look for new themes among notes that fit nowhere.
        min_theme_size: fewest notes of a new theme.
        random_state: the seed.

    Attributes:
        classes_: theme ids that a note may get, ``""`` excepted.
        labels_: theme id of each fitted text.
        proposed_: groups found among the texts that fit no theme.
    """

    def __init__(
        self,
        taxonomy: Taxonomy | None = None,
        *,
        languages: Sequence[str] = LANGUAGES,
        n_themes: int = 0,
        discovery: bool = True,
        min_theme_size: int = 3,
        random_state: int = 0,
    ) -> None:
        self.taxonomy = taxonomy
        self.languages = tuple(languages)
        self.n_themes = n_themes
        self.discovery = discovery
        self.min_theme_size = min_theme_size
        self.random_state = random_state
        self.labels_: list[str] = []
        self.proposed_: list[ProposedGroup] = []
        self.reader = reader_for(self.languages)
        self._themes: Themes
        self._space: Space
        self._base: Base
        self._head: Head
        self._remembered: dict[str, str] = {}

    @property
    def classes_(self) -> tuple[str, ...]:
        """Theme ids that a note may get, ``""`` excepted."""
        return self._themes.ids

    # ---- learning ------------------------------------------------------------------------

    def fit(self, texts: Sequence[str], y: Sequence[str | None] | None = None) -> ThemeModel:
        """Learn from notes and from what people decided.

        Args:
            texts: the notes.
            y: for each, the theme id that a person decided (``""`` for "to be sorted"), or None.
        """
        decided: list[str | None] = list(y) if y is not None else [None] * len(texts)
        with one_thread():
            self._fit(list(texts), decided)
        return self

    def _fit(self, texts: list[str], decided: list[str | None]) -> None:
        self._remembered = _agreed(texts, decided)
        self._themes = Themes(self.taxonomy, (), self.reader)
        known, free = _parted(texts, decided)
        sample = _sample(sorted({*free, *(text for text, _theme in known)}), LEARNT_FROM)
        readings = [self.reader.read(text) for text in sample]
        fitted = Space.fitted(readings, self._themes.seeds)
        self._space = fitted.space
        heard = Heard(fitted.notes, self._themes.heard(readings))
        owners, themes = self._themes.owners, len(self._themes.ids)
        self._base = heads.fitted(fitted.texts, owners, themes, heard)
        self._widen(decided)
        heard = Heard(heard.notes, self._themes.widened(heard.keywords))
        self._head = self._taught(known)
        guesses = self._told(sample, self._head.shares(heard))
        rest = [text for text in free if text not in guesses]
        guesses.update(zip(rest, self._guess(rest), strict=True))
        self._discover(texts, decided, guesses, sample, heard.notes)
        self.labels_ = [
            theme if theme is not None else guesses[text]
            for text, theme in zip(texts, decided, strict=True)
        ]

    def _discover(
        self,
        texts: list[str],
        decided: list[str | None],
        guesses: dict[str, str],
        sample: list[str],
        notes: Measured,
    ) -> None:
        """Find groups among the free notes that fit no theme."""
        self.proposed_ = []
        where: dict[str, list[int]] = defaultdict(list)
        for place, (text, theme) in enumerate(zip(texts, decided, strict=True)):
            if theme is None:
                where[text].append(place)
        at = [p for p, text in enumerate(sample) if text in where and guesses[text] == UNSORTED]
        if not self.discovery or len(at) < 2 * self.min_theme_size:
            return
        loose = [sample[place] for place in at]
        groups = found_groups(
            notes.rows(at),
            [self.reader.read(text) for text in loose],
            [len(where[text]) for text in loose],
            themes=self.n_themes,
            least=self.min_theme_size,
            seed=self.random_state,
        )
        sampled = set(sample)
        rest = [text for text, theme in guesses.items() if not theme and text not in sampled]
        members = self._joined(groups, loose, sorted(rest))
        for number, texts_of in enumerate(members):
            self.proposed_.append(
                ProposedGroup(
                    members=tuple(sorted(p for text in texts_of for p in where[text])),
                    label=groups.labels[number],
                    words=groups.words[number],
                    central=tuple(where[loose[at]][0] for at in groups.central[number]),
                )
            )
        if self.taxonomy is None and not any(decided):
            self._become(groups, members, guesses, notes.rows(at))

    def _joined(self, groups: Groups, loose: list[str], rest: list[str]) -> list[list[str]]:
        """Return the texts of each group, with those that were not looked at one by one."""
        members: list[list[str]] = [[] for _ in groups.labels]
        for text, group in zip(loose, groups.of, strict=True):
            if group >= 0:
                members[group].append(text)
        for chunk in _chunks(rest):
            notes = self._space.measured([self.reader.read(text) for text in chunk])
            for text, group in zip(chunk, groups.nearest(notes), strict=True):
                members[group].append(text)
        return members

    def _become(
        self, groups: Groups, members: list[list[str]], guesses: dict[str, str], notes: Measured
    ) -> None:
        """Take the groups as themes: there are no others, and new notes must go somewhere."""
        ids = tuple(f"group-{number}" for number in range(1, len(members) + 1))
        for id_, texts in zip(ids, members, strict=True):
            guesses.update(dict.fromkeys(texts, id_))
        self._themes = Themes(None, ids, self.reader)
        at = [place for place, group in enumerate(groups.of) if group >= 0]
        owners = np.array([groups.of[place] for place in at], dtype=np.int32)
        self._base = heads.fitted(notes.rows(at), owners, len(ids), self._heard([]))
        self._head = heads.plain_head(self._base, heads.TEMPER)

    def relearn(self, texts: Sequence[str], decided: Sequence[str]) -> None:
        """Take in what people decided since the fit; features and frozen notes stay.

        Args:
            texts: every note that a person placed, those that the fit knew included.
            decided: their theme ids.
        """
        with one_thread():
            self._remembered = _agreed(texts, decided)
            known, _free = _parted(texts, decided)
            self._widen(decided)
            self._head = self._taught(known)

    def _taught(self, known: Sequence[tuple[str, str]]) -> Head:
        """Return the head with what people decided, given as texts and themes."""
        decided = self._heard([self.reader.read(text) for text, _theme in known])
        return heads.learned(self._base, decided, self._numbers([theme for _text, theme in known]))

    def follow(self, taxonomy: Taxonomy) -> None:
        """Take in what people made of the themes since the fit; :meth:`relearn` comes after it."""
        living = taxonomy.living
        known = {theme.id for theme in self.taxonomy.themes} if self.taxonomy else set[str]()
        others = (id_ for id_ in self._themes.ids if id_ not in known and living(id_) == id_)
        with one_thread():
            now = Themes(taxonomy, tuple(others), self.reader)
            self._base = followed(self._base, self._space, self._themes, now, living)
        self.taxonomy, self._themes = taxonomy, now

    def _widen(self, decided: Sequence[str | None]) -> None:
        """Make room for themes that only people's decisions name."""
        new = sorted({theme for theme in decided if theme} - set(self._themes.ids))
        if not new:
            return
        before = len(self._themes.ids)
        self._themes = Themes(self.taxonomy, (*self._themes.ids, *new), self.reader)
        self._base = self._base.widened(before, len(new))

    # ---- answering -----------------------------------------------------------------------

    def predict(self, texts: Sequence[str]) -> list[str]:
        """Return the theme id of each text, ``""`` for "to be sorted"."""
        with one_thread():
            return self._guess(texts)

    def predict_proba(self, texts: Sequence[str]) -> Floats:
        """Return the probability of each theme of ``classes_``, then of none, for each text."""
        width = len(self._themes.ids) + 1
        with one_thread():
            rows = [
                self._head.shares(self._heard([self.reader.read(text) for text in chunk]))
                for chunk in _chunks(texts)
            ]
        return np.vstack(rows) if rows else np.zeros((0, width), dtype=np.float32)

    def place(self, texts: Sequence[str]) -> list[Placed]:
        """Return where each text belongs and why, by the frozen features."""
        found: list[Placed] = []
        with one_thread():
            for chunk in _chunks(texts):
                readings = [self.reader.read(text) for text in chunk]
                heard = self._heard(readings)
                shares = self._head.shares(heard)
                for row, text in enumerate(chunk):
                    found.append(
                        placed(
                            text,
                            readings[row],
                            self._themes,
                            shares[row],
                            self._head.ratio,
                            self._space,
                            self._remembered.get(_key(text)),
                        )
                    )
        return found

    def similar(self, text: str, texts: Sequence[str]) -> list[float]:
        """Return how like a text each of the others is, 0 to 1, by words and letter runs."""
        with one_thread():
            one = self._space.measured([self.reader.read(text)]).both
            many: list[float] = []
            for chunk in _chunks(texts):
                notes = self._space.measured([self.reader.read(other) for other in chunk])
                many += (notes.both @ one.T).toarray().ravel().tolist()
        same = _key(text)
        return [
            1.0 if _key(other) == same else round(min(1.0, value), 6)
            for other, value in zip(texts, many, strict=True)
        ]

    def _heard(self, readings: list[Reading]) -> Heard:
        return Heard(self._space.measured(readings), self._themes.heard(readings))

    def _guess(self, texts: Sequence[str]) -> list[str]:
        """Return the themes of texts; one that a person placed keeps its theme."""
        found: list[str] = []
        for chunk in _chunks(texts):
            heard = self._heard([self.reader.read(text) for text in chunk])
            told = self._told(chunk, self._head.shares(heard))
            found += [told[text] for text in chunk]
        return found

    def _told(self, texts: Sequence[str], shares: Floats) -> dict[str, str]:
        """Return the likeliest theme by text; one that a person placed keeps its theme."""
        ids = (*self._themes.ids, UNSORTED)
        # Rounded: a sum taken in another order must not turn a tie.
        best = np.round(shares, 5).argmax(axis=1)
        return {
            text: self._remembered.get(_key(text), ids[at])
            for text, at in zip(texts, best, strict=True)
        }

    def _numbers(self, themes: Sequence[str]) -> Ints:
        none = len(self._themes.ids)
        return np.array([self._themes.at.get(theme, none) for theme in themes], dtype=np.int32)

    # ---- keeping -------------------------------------------------------------------------

    def parts(self) -> Parts:
        """Return what the fit learned."""
        return Parts(self._themes, self._space, self._base, self._head, self._remembered)

    def take(self, parts: Parts) -> None:
        """Go on with what another model learned."""
        self._themes, self._space = parts.themes, parts.space
        self._base, self._head = parts.base, parts.head
        self._remembered = parts.remembered

    def save(self, folder: Path) -> None:
        """Write the model into a folder: JSON and npz, no code."""
        from .saving import write

        write(self, folder)

    @classmethod
    def load(cls, folder: Path) -> ThemeModel:
        """Read a model that :meth:`save` wrote.

        Raises:
            ModelFileError: if it is broken, foreign or of another version.
        """
        from .saving import read

        return read(folder)


def _key(text: str) -> str:
    """Return what two notes share that say the same; a digest, so that a cache tells no text."""
    return hashlib.blake2b(" ".join(folded(text).split()).encode(), digest_size=12).hexdigest()


def _agreed(texts: Sequence[str], decided: Sequence[str | None]) -> dict[str, str]:
    """Return what people decided by text: the most frequent decision, the first id of equals."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for text, theme in zip(texts, decided, strict=True):
        if theme is not None:
            votes[_key(text)][theme] += 1
    return {
        key: min(count, key=lambda theme: (-count[theme], theme)) for key, count in votes.items()
    }


def _parted(
    texts: Sequence[str], decided: Sequence[str | None]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the decided notes with their themes, and the free texts, each once and in order."""
    pairs = zip(texts, decided, strict=True)
    known = sorted({(text, theme) for text, theme in pairs if theme is not None})
    free = {text for text, theme in zip(texts, decided, strict=True) if theme is None}
    return known, sorted(free)


def _sample(texts: list[str], most: int) -> list[str]:
    """Return at most so many texts, the same ones whatever stands beside them."""
    if len(texts) <= most:
        return texts
    return sorted(sorted(texts, key=_key)[:most])


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(texts), _CHUNK):
        yield texts[first : first + _CHUNK]
