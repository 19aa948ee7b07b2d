"""The grouper ``themes``: asks the engine, and says in the host's words what it answered."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from naho_feedback.api import (
    FoundTheme,
    Grouper,
    GroupingInput,
    Localized,
    Note,
    Proposal,
    Regrouped,
    Taxonomy,
)

from .engine import Engine
from .failures import EngineError
from .protocol import Decided, Know, Placing, Text

ALIKE: Final = 0.45
"""How much a note must resemble one that was just placed to be offered with it.

Of 300 questions to a bank about ten subjects, 93 to 96 of 100 that are offered belong there, and
something is offered for half to two thirds of the corrections; of the demo's notes, which hardly
repeat each other, almost nothing is.
"""

MOST_ALIKE: Final = 9
"""Most notes that are offered: few and sure."""


GUESS: Final = 0.15
"""Below this a new note without a keyword is left to be sorted: of such placements one in three
was right on the invented week, one in ten once people had decided (``docs/themes.md``)."""


class ThemesGrouper(Grouper):
    """Sorts notes with a model that remembers what people decided; it runs in its own process.

    Args:
        cache: the folder that the model is kept in between two starts.
        engine: another engine than the usual one, for tests.
    """

    name: ClassVar[str] = "themes"
    label: ClassVar[Localized] = Localized("Thèmes avec mémoire", "Themes with a memory")

    def __init__(self, cache: Path, engine: Engine | None = None) -> None:
        self._engine = engine or Engine(cache)

    def warm(self) -> None:
        """Start the engine while nobody waits for it; that it cannot is told to whoever asks."""
        with contextlib.suppress(EngineError):
            self._engine.warm()

    def group(self, given: GroupingInput) -> list[Proposal]:
        """Return where notes belong, by the model as it is now; raises EngineError."""
        notes = _free(given)
        if not notes:
            return []
        placings = self._engine.place(_known(given), _texts(notes))
        return [
            _proposal(note, Placing("") if _is_guess(placing, given.taxonomy) else placing)
            for note, placing in zip(notes, placings, strict=True)
        ]

    def regroup(self, given: GroupingInput) -> Regrouped:
        """Fit a new model to all notes; raises EngineError."""
        notes = _free(given)
        if not notes and not given.decided:
            return Regrouped(proposals=())
        placings, groups = self._engine.regroup(
            _known(given),
            _texts(notes),
            given.themes,
            discover=given.discover,
            keep=given.keep,
        )
        return Regrouped(
            proposals=tuple(
                _proposal(note, placing) for note, placing in zip(notes, placings, strict=True)
            ),
            themes=tuple(
                FoundTheme(id=group.id, label=group.label, words=group.words, central=group.central)
                for group in groups
            ),
        )

    def similar(self, given: GroupingInput, note: Note) -> list[str]:
        """Return which notes say much the same; raises EngineError."""
        notes = [other for other in _free(given) if other.id != note.id]
        if not notes:
            return []
        likeness = self._engine.similar(_known(given), note.text, _texts(notes))
        near = sorted(
            (-near, other.id) for near, other in zip(likeness, notes, strict=True) if near >= ALIKE
        )
        return [id_ for _near, id_ in near[:MOST_ALIKE]]

    def close(self) -> None:
        """End the engine's process."""
        self._engine.close()


def _is_guess(placing: Placing, taxonomy: Taxonomy) -> bool:
    return placing.confidence < GUESS and not any(map(taxonomy.knows, placing.words))


def _free(given: GroupingInput) -> list[Note]:
    """Return the notes that no decision names."""
    decided = {decision.note for decision in given.decisions}
    return [note for note in given.notes if note.id not in decided]


def _known(given: GroupingInput) -> Know:
    """Return what the model has to know; the same whatever the order of decisions."""
    themes = {theme.id for theme in given.taxonomy.themes} | {""}
    texts = {note.id: note.text for note in (*given.notes, *given.decided)}
    decided = {
        decision.note: Decided(decision.note, texts[decision.note], decision.theme)
        for decision in given.decisions
        if decision.note in texts and decision.theme in themes
    }
    return Know(
        taxonomy=given.taxonomy,
        languages=given.languages,
        decided=tuple(decided[id_] for id_ in sorted(decided)),
    )


def _texts(notes: Sequence[Note]) -> list[Text]:
    return [Text(note.id, note.text) for note in notes]


def _proposal(note: Note, placing: Placing) -> Proposal:
    return Proposal(
        note=note.id,
        theme=placing.theme,
        also=placing.also,
        words=placing.words,
        confidence=placing.confidence,
    )
