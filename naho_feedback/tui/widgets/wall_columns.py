"""What hangs on a wall, without a terminal: columns, order, filter, heights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from naho_feedback.domain.notes import Column, Note
from naho_feedback.domain.text import folded
from naho_feedback.tui.widgets.note_layout import Heights

Place = tuple[int, int]
"""A card by its column's and its own number, both from 0."""

_LEAST_WIDTH: Final = 22
_GAP: Final = 1


class WallColumns:
    """The notes of a session in their columns, newest first.

    A note whose column the format does not have hangs in the last one: it is never lost.

    Args:
        columns: the format's columns.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._numbers = {column.id: number for number, column in enumerate(self.columns)}
        self._notes: dict[str, Note] = {}
        self._folded: dict[str, str] = {}
        self._words = ""
        self._width = 1
        self.themes: dict[str, str] = {}
        self.shown: list[list[Note]] = [[] for _column in self.columns]
        self.heights: list[Heights] = []
        self._hang()

    # ---- notes ---------------------------------------------------------------------------

    def replace(self, notes: Iterable[Note], themes: Mapping[str, str]) -> None:
        """Show these notes, oldest first, with the labels of their themes by note id."""
        given = list(notes)
        # Comparing costs a tenth of hanging everything again, which each own note would.
        if given == list(self._notes.values()) and (not self._words or themes == self.themes):
            self.themes = dict(themes)
            return
        self._notes = {note.id: note for note in given}
        self.themes = dict(themes)
        self._folded.clear()
        self._hang()

    def put(self, note: Note) -> None:
        """Add a note, or show a changed one in its place."""
        before = self._notes.get(note.id)
        self._notes[note.id] = note
        self._folded.pop(note.id, None)
        number = self.number_of(note.column)
        if self._words or (before is not None and before.column != note.column):
            self._hang()
        elif before is None:
            self.shown[number].insert(0, note)
            self.heights[number].put_on_top(note.text)
        else:
            position = self.shown[number].index(before)
            self.shown[number][position] = note
            self.heights[number].change(position, note.text)

    def drop(self, id: str) -> None:
        """Take a note down."""
        if self._notes.pop(id, None) is not None:
            self._hang()

    def note(self, id: str) -> Note | None:
        """Return a note by its id, or None."""
        return self._notes.get(id)

    @property
    def count(self) -> int:
        """How many notes hang here, filtered ones included."""
        return len(self._notes)

    @property
    def dots(self) -> int:
        """How many dots they have together."""
        return sum(note.dots for note in self._notes.values())

    @property
    def found(self) -> int:
        """How many notes the filter lets through."""
        return sum(map(len, self.shown))

    # ---- filter --------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """What is looked for, or ``""``."""
        return self._words

    def look_for(self, words: str) -> None:
        """Show only notes whose text, theme or receipt holds the words; accents do not count."""
        self._words = words.strip()
        self._hang()

    def _passes(self, note: Note, wanted: str) -> bool:
        text = self._folded.get(note.id)
        if text is None:
            text = self._folded[note.id] = folded(f"{note.text}\n{note.receipt}")
        return wanted in text or wanted in folded(self.themes.get(note.id, ""))

    # ---- places --------------------------------------------------------------------------

    def number_of(self, column: str) -> int:
        """Return a column's number; the last one for an unknown column."""
        return self._numbers.get(column, len(self.columns) - 1)

    def place_of(self, id: str) -> Place | None:
        """Return where a note hangs, or None where it is not shown."""
        note = self._notes.get(id)
        if note is None:
            return None
        number = self.number_of(note.column)
        for position, other in enumerate(self.shown[number]):
            if other.id == id:
                return number, position
        return None

    def at(self, place: Place) -> Note:
        """Return the note at a place."""
        number, position = place
        return self.shown[number][position]

    def resize(self, width: int) -> None:
        """Give every column's text that many cells."""
        if width != self._width:
            self._width = width
            self._measure()

    def _hang(self) -> None:
        shown: list[list[Note]] = [[] for _column in self.columns]
        wanted = folded(self._words)
        last = len(self.columns) - 1
        numbers = self._numbers
        for note in reversed(self._notes.values()):
            if not wanted or self._passes(note, wanted):
                shown[numbers.get(note.column, last)].append(note)
        self.shown = shown
        self._measure()

    def _measure(self) -> None:
        self.heights = [Heights([n.text for n in notes], self._width) for notes in self.shown]


def fitting_columns(width: int, columns: int) -> tuple[int, int]:
    """Return how many whole columns fit and how wide each is; nothing is ever cut.

    Args:
        width: cells of the wall, one of which stays free at the left.
        columns: how many there are.
    """
    fit = max(1, min(columns, (width - 1 + _GAP) // (_LEAST_WIDTH + _GAP)))
    return fit, max(8, (width - 1 - (fit - 1) * _GAP) // fit)
