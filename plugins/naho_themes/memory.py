"""What the engine remembers: the frozen model, which decisions it learnt, and both on disk.

The model that places notes is frozen: another note moves none. It changes in two ways only. A
decision, a word of this house or a merge is learnt by its head (``relearn``), its features
staying as they are; and a fit to all notes replaces it.

On disk (``CACHE/model``) lies what ``ThemeModel.save`` writes, and ``learnt.json``: the format,
and a fingerprint of what the model had learnt. Whatever cannot be read there is as good as
nothing, and is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import msgspec

from naho_feedback.api import NahoError, Taxonomy, folded

from .protocol import Decided, Group, Know, Placing, Regroup, Text

FORMAT: Final = 1
"""Counted up when what lies on disk changes its meaning."""

_MODEL: Final = "model"
_LEARNT: Final = "learnt.json"
_UNREADABLE: Final = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, EOFError),
    *(zipfile.BadZipFile, msgspec.MsgspecError, NahoError),
)
"""What reading files raises that somebody else wrote, or that were torn."""
_WORD: Final = re.compile(r"\w+")
_LEFT_BEHIND: Final = 600.0
"""Seconds after which a folder of a process that was killed while it saved may go."""


class Placed(Protocol):
    """Where a model places a text; see :class:`naho_themes.protocol.Placing`."""

    @property
    def theme(self) -> str:
        """Id of the main theme, ``""`` where the model is not sure enough."""

    @property
    def also(self) -> tuple[str, ...]:
        """Ids of other themes."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that decided, as they stand in the text."""

    @property
    def confidence(self) -> float:
        """0 to 1."""


class Found(Protocol):
    """A group of texts that fit no theme; positions are those of the texts that were fitted."""

    @property
    def members(self) -> Sequence[int]:
        """Where its texts stand."""

    @property
    def label(self) -> str:
        """A readable name."""

    @property
    def words(self) -> Sequence[str]:
        """What its texts have in common."""

    @property
    def central(self) -> Sequence[int]:
        """Where the texts stand that are most like all others."""


class Model(Protocol):
    """What is asked of a model; :class:`naho_themes.model.ThemeModel` is one."""

    @property
    def taxonomy(self) -> Taxonomy | None:
        """The themes that it knows."""

    @property
    def proposed_(self) -> Sequence[Found]:
        """The themes that the fit found."""

    def fit(self, texts: Sequence[str], decided: Sequence[str | None], /) -> object:
        """Learn from texts and from what people decided, None where they did not."""

    def place(self, texts: Sequence[str]) -> Sequence[Placed]:
        """Place texts with frozen features."""

    def follow(self, taxonomy: Taxonomy) -> object:
        """Take in what people made of the themes; ``relearn`` comes after it."""

    def relearn(self, texts: Sequence[str], decided: Sequence[str]) -> object:
        """Fit the head anew to all decisions."""

    def similar(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        """Return how much each text resembles one, 0 to 1."""

    def save(self, folder: Path) -> None:
        """Write it into an empty folder."""


class Models(Protocol):
    """The class of a model."""

    def __call__(
        self,
        taxonomy: Taxonomy | None,
        *,
        languages: tuple[str, ...],
        n_themes: int = 0,
        discovery: bool = True,
    ) -> Model:
        """Return a model that learnt nothing yet."""

    def load(self, folder: Path) -> Model:
        """Return the model that was saved there."""


class Known(NamedTuple):
    """What a model has to learn, and a fingerprint of it."""

    taxonomy: Taxonomy
    languages: tuple[str, ...]
    decided: tuple[Decided, ...]
    key: str

    @classmethod
    def of(cls, know: Know) -> Known:
        """Return what a message says."""
        key = hashlib.blake2b(msgspec.msgpack.encode(know), digest_size=16).hexdigest()
        return cls(know.taxonomy, know.languages, know.decided, key)


class Regrouping(NamedTuple):
    """A fit's answer: a placing for each note that was given, and the themes that are new."""

    placings: list[Placing]
    groups: list[Group]


class _Frozen(NamedTuple):
    """A model, which languages it reads, and what it has learnt."""

    model: Model
    languages: tuple[str, ...]
    key: str


class _Learnt(msgspec.Struct, frozen=True):
    """What lies beside a saved model."""

    format: int
    languages: tuple[str, ...]
    key: str


class Memory:
    """The frozen model; one thread places and another regroups.

    Args:
        models: the class of the model.
        cache: a folder that holds the model between two starts; it may be emptied at any time.
    """

    def __init__(self, models: Models, cache: Path) -> None:
        self._models = models
        self._cache = cache
        self._lock = threading.Lock()
        self._frozen = self._saved()

    def place(self, known: Known, texts: Sequence[str]) -> list[Placing]:
        """Return where texts belong, what people decided being learnt first."""
        return _placings(self._ready(known), known, texts)

    def similar(self, known: Known, text: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return how much each text resembles one, 0 to 1."""
        return tuple(float(near) for near in self._ready(known).similar(text, texts))

    def regroup(self, known: Known, notes: Sequence[Text], asked: Regroup) -> Regrouping:
        """Fit a model to all notes; freeze it and save it, if it is to be kept.

        Notes are put in an order of their own first, so that theirs changes nothing.

        Args:
            known: the taxonomy, and what people decided.
            notes: the notes that are free.
            asked: what is asked for.
        """
        every: list[tuple[str, str, str | None, int]] = [
            (note.text, note.id, None, at) for at, note in enumerate(notes)
        ]
        every += [(note.text, note.id, note.theme, -1) for note in known.decided]
        every.sort(key=lambda note: note[:2])
        model = self._models(
            known.taxonomy,
            languages=known.languages,
            n_themes=asked.themes,
            discovery=asked.discover,
        )
        model.fit([text for text, *_rest in every], [theme for _t, _id, theme, _at in every])
        placings = _placings(model, known, [note.text for note in notes])
        groups: list[Group] = []
        for number, found in enumerate(model.proposed_, 1):
            free = [at for *_rest, at in (every[member] for member in found.members) if at >= 0]
            central = tuple(every[member][1] for member in found.central)
            group = Group(f"new-{number}", found.label, tuple(found.words), central)
            groups.append(group)
            for at in free:
                placings[at] = _in_group(group, notes[at].text, placings[at])
        if asked.keep:
            frozen = _Frozen(model, known.languages, known.key)
            self._save(frozen)
            with self._lock:
                self._frozen = frozen
        return Regrouping(placings, groups)

    def _ready(self, known: Known) -> Model:
        """Return the frozen model once it has learnt what is known; only one thread asks."""
        frozen = self._frozen
        if frozen is not None and frozen.key == known.key:
            return frozen.model
        texts = [note.text for note in known.decided]
        themes = [note.theme for note in known.decided]
        if frozen is not None and frozen.languages == known.languages:
            model = frozen.model
            if model.taxonomy != known.taxonomy:
                model.follow(known.taxonomy)
            model.relearn(texts, themes)
        else:
            frozen, model = None, self._models(known.taxonomy, languages=known.languages)
            model.fit(texts, list(themes))
        with self._lock:
            if self._frozen is None or self._frozen is frozen:  # else a fit has just replaced it
                self._frozen = _Frozen(model, known.languages, known.key)
        return model

    # ---- on disk -------------------------------------------------------------------------

    def _saved(self) -> _Frozen | None:
        folder = self._cache / _MODEL
        try:
            learnt = msgspec.json.decode((folder / _LEARNT).read_bytes(), type=_Learnt)
            if learnt.format != FORMAT:
                return None
            return _Frozen(self._models.load(folder), learnt.languages, learnt.key)
        except _UNREADABLE:
            return None

    def _save(self, frozen: _Frozen) -> None:
        """Save a model whole or not at all; one that cannot be saved is made anew next time."""
        new, old = (self._cache / f"{kind}-{os.getpid()}" for kind in ("new", "old"))
        model = self._cache / _MODEL
        with contextlib.suppress(OSError):
            self._clear_away()
            new.mkdir(parents=True)
            frozen.model.save(new)
            learnt = _Learnt(FORMAT, frozen.languages, frozen.key)
            (new / _LEARNT).write_bytes(msgspec.json.encode(learnt))
            if model.exists():
                model.rename(old)
            new.rename(model)
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)

    def _clear_away(self) -> None:
        """Remove what processes left behind that were killed while they saved."""
        for kind in ("new", "old"):
            for folder in self._cache.glob(f"{kind}-*"):
                if time.time() - folder.stat().st_mtime > _LEFT_BEHIND:
                    shutil.rmtree(folder, ignore_errors=True)


def _placings(model: Model, known: Known, texts: Sequence[str]) -> list[Placing]:
    themes = {theme.id for theme in known.taxonomy.themes}
    return [
        Placing(
            placed.theme if placed.theme in themes else "",
            tuple(placed.also),
            tuple(placed.words),
            min(1.0, max(0.0, float(placed.confidence))),
        )
        for placed in model.place(texts)
    ]


def _in_group(group: Group, text: str, placed: Placing) -> Placing:
    """Return the placing of a note in a theme that was found."""
    words = tuple(dict.fromkeys(_standing(group.words, text)))
    return Placing(group.id, placed.also, words, placed.confidence)


def _standing(words: Sequence[str], text: str) -> Iterator[str]:
    """Yield those words that stand in a text, as they stand there."""
    spans = [found.span() for found in _WORD.finditer(text)]
    said = [folded(text[start:end]) for start, end in spans]
    for word in words:
        wanted = _WORD.findall(folded(word))
        for at in range(len(said) - len(wanted) + 1 if wanted else 0):
            if said[at : at + len(wanted)] == wanted:
                yield text[spans[at][0] : spans[at + len(wanted) - 1][1]]
                break
