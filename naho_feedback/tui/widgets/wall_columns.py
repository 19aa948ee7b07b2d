"""What hangs on a wall, without a terminal: columns, order, groups, filter, heights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.notes import Column, Note, Polarity
from naho_feedback.domain.text import folded
from naho_feedback.domain.themes import UNSORTED, Placement
from naho_feedback.tui.widgets.note_card import PLAIN, Shape
from naho_feedback.tui.widgets.note_layout import ALONE, INSIDE, LEADING, Heights

Place = tuple[int, int]
"""A card by its column's and its own number, both from 0."""

_MOST_NEAR: Final = 64


@dataclass(frozen=True)
class Head:
    """One column as it is shown.

    Attributes:
        id: a format column's id, or a theme's.
        name: its name in the present language.
        polarity: what it says about its notes; neutral for a theme.
    """

    id: str
    name: str
    polarity: Polarity = Polarity.NEUTRAL


class WallColumns:
    """The notes of a session in columns by format or by theme, newest first.

    A note whose column the format does not have hangs in the last one, a note of an unknown
    theme in the first: it is never lost. The notes of a group hang together, where the newest
    one of them hangs.

    Args:
        columns: the format's columns.
        themes: the themes as columns, that of unsorted notes first.
    """

    def __init__(self, columns: Sequence[Column], themes: Sequence[Head] = ()) -> None:
        self.columns = tuple(columns)
        self.by_theme = False
        self._numbers = {column.id: number for number, column in enumerate(self.columns)}
        self._order: tuple[int, ...] = ()
        self._theme_numbers: dict[str, int] = {}
        self.themes: tuple[Head, ...] = ()
        self._theme_names: dict[str, str] = {}
        self.rename_themes(themes)
        self._notes: dict[str, Note] = {}
        self._folded: dict[str, str] = {}
        self._near: dict[str, Place] = {}
        self._words = ""
        self._width = 1
        self._shape = PLAIN
        self.placements: Mapping[str, Placement] = {}
        self.clusters: dict[str, Cluster] = {}
        self.shown: list[list[Note]] = []
        self.heights: list[Heights] = []
        self._sizes: Mapping[str, int] = {}
        self._in_column: list[Mapping[str, int]] = []
        self._hang()

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns that are shown, left to right."""
        if self.by_theme:
            return tuple(self.themes[number] for number in self._order)
        return tuple(Head(c.id, str(c.name), c.polarity) for c in self.columns)

    def rename_themes(self, themes: Sequence[Head]) -> None:
        """Take the themes under their names of now; some may be new, some merged away."""
        same = [theme.id for theme in self.themes] == [theme.id for theme in themes]
        self.themes = tuple(themes)
        self._theme_names = {theme.id: theme.name for theme in self.themes}
        if not same:
            self._order_themes(range(len(self.themes)))
            if self.by_theme:
                self._hang()

    def show_by_theme(self, by_theme: bool) -> None:
        """Hang the notes by theme or by the format's columns."""
        if by_theme != self.by_theme:
            self.by_theme = by_theme
            self._hang()

    # ---- notes ---------------------------------------------------------------------------

    def replace(
        self,
        notes: Iterable[Note],
        placements: Mapping[str, Placement],
        clusters: Iterable[Cluster] = (),
    ) -> None:
        """Show these notes.

        Args:
            notes: oldest first.
            placements: of their themes, by note id.
            clusters: their groups.
        """
        given = list(notes)
        groups = {cluster.id: cluster for cluster in clusters}
        # Comparing costs a tenth of hanging everything again, which each own note would.
        same = given == list(self._notes.values()) and groups.keys() == self.clusters.keys()
        if self._words or self.by_theme:
            same = same and placements == self.placements
        self.placements, self.clusters = dict(placements), groups
        if same:
            return
        self._notes = {note.id: note for note in given}
        self._folded.clear()
        self._hang()

    def put(self, note: Note) -> None:
        """Add a note, or show a changed one in its place."""
        before = self._notes.get(note.id)
        self._notes[note.id] = note
        self._folded.pop(note.id, None)
        number = self.column_of(note)
        was = (note.column, "") if before is None else (before.column, before.cluster)
        if self._words or was != (note.column, note.cluster):
            self._hang()
        elif before is None:
            self._near.clear()
            self.shown[number].insert(0, note)
            self.heights[number].put_on_top(note.text)
        elif place := self.place_of(note.id):
            self.shown[number][place[1]] = note
            self.heights[number].change(place[1], note.text)

    def drop(self, id: str) -> None:
        """Take a note down."""
        if self._notes.pop(id, None) is not None:
            self._hang()

    def place(self, placements: Iterable[Placement]) -> None:
        """Show that notes have another theme now."""
        self.placements = {**self.placements, **{p.note: p for p in placements}}
        if self.by_theme or self._words:
            self._hang()

    def note(self, id: str) -> Note | None:
        """Return a note by its id, or None."""
        return self._notes.get(id)

    def members(self, cluster: str) -> list[Note]:
        """Return the notes of a group in whatever column, filtered ones included."""
        return [note for note in self._notes.values() if cluster and note.cluster == cluster]

    def size_of_group(self, number: int, cluster: str) -> tuple[int, int]:
        """Return how many notes of a group hang in a column now, and how many it has at all."""
        return self._in_column[number].get(cluster, 0), self._sizes.get(cluster, 0)

    def theme_name(self, note: Note) -> str:
        """Return the name of a note's theme; ``""`` where nobody placed it."""
        placement = self.placements.get(note.id)
        if placement is None or placement.theme == UNSORTED:
            return ""
        return self._theme_names.get(placement.theme, placement.theme)

    def column_name(self, note: Note) -> str:
        """Return the name of the format's column that a note hangs in."""
        return str(self.columns[self.number_of(note.column)].name)

    def polarity_of(self, note: Note) -> Polarity:
        """Return what its column says about a note."""
        return self.columns[self.number_of(note.column)].polarity

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
        return wanted in text or wanted in folded(self.theme_name(note))

    # ---- places --------------------------------------------------------------------------

    def number_of(self, column: str) -> int:
        """Return the number of a format's column; the last one for an unknown column."""
        return self._numbers.get(column, len(self.columns) - 1)

    def column_of(self, note: Note) -> int:
        """Return the number of the shown column that a note belongs to."""
        if not self.by_theme:
            return self.number_of(note.column)
        placement = self.placements.get(note.id)
        return self._theme_numbers.get(placement.theme, 0) if placement else 0

    def place_of(self, id: str) -> Place | None:
        """Return where a note hangs, or None where it is not shown."""
        note = self._notes.get(id)
        if note is None:
            return None
        near = self._near.get(id)
        if near is not None:
            return near
        number = self.column_of(note)
        for position, other in enumerate(self.shown[number]):
            if other.id == id:
                self._remember(id, (number, position))
                return number, position
        return None

    def at(self, place: Place) -> Note:
        """Return the note at a place."""
        number, position = place
        note = self.shown[number][position]
        self._remember(note.id, place)
        return note

    def _remember(self, id: str, place: Place) -> None:
        """Keep where the cursor was and goes to: a column need not be searched for each key."""
        if len(self._near) >= _MOST_NEAR:
            self._near.clear()
        self._near[id] = place

    def resize(self, width: int, shape: Shape = PLAIN) -> None:
        """Give every column's text that many cells."""
        if (width, shape) != (self._width, self._shape):
            self._width, self._shape = width, shape
            self._measure()

    def _hang(self) -> None:
        shown: list[list[Note]] = [[] for _head in (self.themes if self.by_theme else self.columns)]
        wanted = folded(self._words)
        self._order_themes(range(len(self.themes)))
        column_of = self.column_of
        for note in reversed(self._notes.values()):
            if not wanted or self._passes(note, wanted):
                shown[column_of(note)].append(note)
        if self.by_theme:
            shown = self._themes_in_use_first(shown)
        self._sizes = Counter(n.cluster for n in self._notes.values()) if self.clusters else {}
        self._in_column = [{} for _head in self.heads]
        self.shown = [self._gathered(number, notes) for number, notes in enumerate(shown)]
        self._measure()

    def _themes_in_use_first(self, shown: list[list[Note]]) -> list[list[Note]]:
        """Order columns: unsorted notes, themes that have notes, the others."""
        order = sorted(range(len(shown)), key=lambda number: bool(number and not shown[number]))
        self._order_themes(order)
        return [shown[number] for number in order]

    def _order_themes(self, order: Iterable[int]) -> None:
        self._order = tuple(order)
        ids = [self.themes[number].id for number in self._order]
        self._theme_numbers = {id_: number for number, id_ in enumerate(ids)}

    def _gathered(self, number: int, notes: list[Note]) -> list[Note]:
        """Return a column's notes with those of a group behind its newest one."""
        if not any(note.cluster in self.clusters for note in notes):
            return notes
        piles: dict[str, list[Note]] = {}
        for note in notes:
            pile = note.cluster if note.cluster in self.clusters else ""
            piles.setdefault(pile or note.id, []).append(note)
        self._in_column[number] = {pile: len(piled) for pile, piled in piles.items()}
        return [note for pile in piles.values() for note in pile]

    def _grouped(self, notes: list[Note]) -> bytes:
        """Return for each note of a column how it stands in a group; empty for no group."""
        if not any(note.cluster in self.clusters for note in notes):
            return b""
        before, grouped = "", bytearray()
        for note in notes:
            cluster = note.cluster if note.cluster in self.clusters else ""
            grouped.append(ALONE if not cluster else INSIDE if cluster == before else LEADING)
            before = cluster
        return bytes(grouped)

    def _measure(self) -> None:
        self._near.clear()
        self.heights = [
            Heights(
                [n.text for n in notes],
                self._width,
                frame=self._shape.frame,
                grouped=self._grouped(notes) if self.clusters else b"",
            )
            for notes in self.shown
        ]
