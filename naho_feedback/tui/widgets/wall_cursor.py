"""Where one stands on a wall, what is selected, and how much of it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import Placement
from naho_feedback.tui.widgets.wall_columns import Head, Place
from naho_feedback.tui.widgets.wall_layout import NOWHERE
from naho_feedback.tui.widgets.wall_paint import WallPainter


class WallCursor(WallPainter, inherit_bindings=False):
    """A painted wall with a cursor and a selection.

    The cursor stands on a note, or on a column that shows none: an empty or a folded one.
    """

    OF_THE_CURSOR: ClassVar[tuple[str, ...]] = ()
    """Actions that work or not by where the cursor stands and what is selected."""

    OF_THE_SESSION: ClassVar[tuple[str, ...]] = ()
    """Actions that work while the wall takes changes."""

    _works: tuple[bool, ...] = ()

    _anchor = ""
    """Where the present run of selected notes began."""

    _run_end = ""
    """Where it ended; a cursor that stands elsewhere begins another one."""

    _base: Mapping[str, None] = MappingProxyType({})
    """What was selected before it."""

    # ---- what is under the cursor --------------------------------------------------------

    @property
    def chosen(self) -> Note | None:
        """The note under the cursor, or None; none that a search hides."""
        shown = self._wall.place_of(self._chosen) is not None
        return self._wall.note(self._chosen) if shown else None

    @property
    def selected(self) -> tuple[Note, ...]:
        """The selected notes, in the order in which they were selected."""
        return tuple(note for id_ in self._selected if (note := self._wall.note(id_)))

    @property
    def targets(self) -> tuple[Note, ...]:
        """What a key works on: the selected notes, else the one under the cursor."""
        chosen = self.chosen
        return self.selected or ((chosen,) if chosen else ())

    def selection_changed(self) -> None:
        """Show what is selected now; for a subclass that tells others too."""
        self.refresh()
        self.keys_changed()

    def show_notes(
        self,
        notes: Iterable[Note],
        placements: Mapping[str, Placement],
        clusters: Iterable[Cluster] = (),
    ) -> None:
        """Show these notes; the cursor stays on its note, wherever it hangs now."""
        super().show_notes(notes, placements, clusters)
        self._stay_on_note()

    def rename_themes(self, themes: Sequence[Head]) -> None:
        """Show the themes under their names of now; the cursor stays on its note."""
        super().rename_themes(themes)
        self._column = min(self._column, len(self._heads) - 1)
        self._stay_on_note()
        self.keys_changed()

    def put_all(self, notes: Iterable[Note]) -> None:
        """Show changed notes; the cursor stays on its note, wherever it hangs now."""
        super().put_all(notes)
        self._stay_on_note()

    def _stay_on_note(self) -> None:
        if place := self._wall.place_of(self._chosen):
            self._column = place[0]

    def keys_changed(self) -> None:
        """Tell the screen where other keys work now than before.

        At most steps of the cursor they do not, and the line of keys would be laid out again.
        """
        actions = (*self.OF_THE_CURSOR, *self.OF_THE_SESSION)
        works = tuple(self.check_action(action, ()) is not False for action in actions)
        if works != self._works:
            self._works = works
            self.refresh_bindings()

    def drop(self, id: str) -> None:
        """Take one note down; the cursor goes to the one that takes its place."""
        self._keep_cursor_near(id)
        super().drop(id)
        self.selection_changed()

    def on_focus(self) -> None:
        """Put the cursor on a note: where it was, else on the newest of the active column."""
        if self._wall.place_of(self._chosen) is None:
            self._choose_near((self._column if self._wall.by_theme else self._active, 0))
        self.refresh()

    def on_blur(self) -> None:
        """Stop showing the cursor."""
        self.refresh()

    def choose(self, id: str) -> None:
        """Put the cursor on a note and bring it into view."""
        self._chosen = id
        if place := self._wall.place_of(id):
            self._stand_on(place[0])
            if self._chosen:
                self._bring_row(place)
        self.refresh()
        self.keys_changed()

    def _stand_on(self, number: int) -> None:
        """Put the cursor on a column; on none of its notes where it shows none."""
        self._column = number
        if not self._shows_notes(number):
            self._chosen = ""
        self._bring_column(number)

    def _shows_notes(self, number: int) -> bool:
        return bool(self._wall.shown[number]) and not self.is_folded(number)

    def _choose_near(self, place: Place) -> None:
        """Put the cursor on the note nearest to a place, in its column first."""
        number, position = place
        shown = self._wall.shown
        order = sorted(range(len(shown)), key=lambda other: abs(other - number))
        column = next((c for c in order if self._shows_notes(c)), None)
        if column is None:
            self._chosen = ""
            return
        position = position if column == number else 0
        self.choose(self._wall.at((column, min(position, len(shown[column]) - 1))).id)

    def _keep_cursor_near(self, id: str) -> None:
        """Move the cursor off a note that is about to go."""
        place = self._wall.place_of(id)
        if id != self._chosen or place is None:
            return
        notes = self._wall.shown[place[0]]
        beside = notes[place[1] + 1 : place[1] + 2] or notes[max(0, place[1] - 1) : place[1]]
        self._chosen = beside[0].id if beside else ""

    # ---- moving --------------------------------------------------------------------------

    def _place(self) -> Place | None:
        """Return where the cursor's note is shown, or None."""
        place = self._wall.place_of(self._chosen)
        return None if place is None or self.is_folded(place[0]) else place

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor to the note beside or below."""
        place = self._place()
        if across:
            row = self._wall.heights[place[0]].top(place[1]) if place else self.scroll_offset.y
            self._go_to_column(self._column + across, row)
        elif place is None:
            self._choose_near((self._column, 0))
        else:
            last = len(self._wall.shown[place[0]]) - 1
            self.choose(self._wall.at((place[0], max(0, min(last, place[1] + down)))).id)

    def _go_to_column(self, number: int, row: int) -> None:
        number = max(0, min(len(self._heads) - 1, number))
        self._stand_on(number)
        notes = self._wall.shown[number]
        if self._shows_notes(number):
            position = min(self._wall.heights[number].at(row), len(notes) - 1)
            self.choose(self._wall.at((number, position)).id)
        self.refresh()
        self.keys_changed()

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in view."""
        if place := self._place():
            heights = self._wall.heights[place[0]]
            row = max(0, heights.top(place[1]) + pages * self._view()[1])
            self._choose_near((place[0], heights.at(row)))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the newest (0) or the oldest (1) note of the column."""
        if place := self._place():
            self._choose_near((place[0], end * len(self._wall.shown[place[0]])))

    # ---- selecting -----------------------------------------------------------------------

    def action_select(self) -> None:
        """Select the note under the cursor, or no longer."""
        if self._chosen:
            self.toggle([self._chosen])

    def toggle(self, ids: Iterable[str]) -> None:
        """Select notes; where all of them are selected, no longer."""
        ids = list(ids)
        if all(id_ in self._selected for id_ in ids):
            for id_ in ids:
                del self._selected[id_]
        else:
            self._selected.update(dict.fromkeys(ids))
        self.selection_changed()

    def action_extend(self, across: int, down: int) -> None:
        """Move the cursor and select what it stood on, what it stands on and all between."""
        before = self._chosen
        end = len(self._heads) if across > 0 else -1
        beside = range(self._column + across, end, across) if across else ()
        steps = next((n for n in beside if self._shows_notes(n)), self._column) - self._column
        self.action_move(steps, down)
        if before:
            self.extend_to(self._chosen, start=before)

    def extend_to(self, id: str, *, start: str) -> None:
        """Select up to a note, from where the run began that ends at ``start``.

        A run shrinks when one goes back. In another column it begins anew.
        """
        place = self._wall.place_of(id)
        if place is None:
            return
        if start != self._run_end:
            self._anchor, self._base = start, dict(self._selected)
        anchor = self._wall.place_of(self._anchor)
        if anchor is None or anchor[0] != place[0]:
            self._base = {**self._selected, self._anchor: None}
            self._anchor, anchor = id, place
        first, last = sorted((anchor[1], place[1]))
        run = self._wall.shown[place[0]][first : last + 1]
        self._selected = {**self._base, **dict.fromkeys(note.id for note in run)}
        self._run_end = id
        self.selection_changed()

    def action_select_all(self) -> None:
        """Select the whole group under the cursor; outside groups, what the column shows."""
        if (note := self.chosen) is None:
            return
        notes = self._wall.members(note.cluster) or self._wall.shown[self._column]
        self.toggle([other.id for other in notes])

    def deselect(self, ids: Iterable[str]) -> None:
        """Select these notes no more; others that were selected since stay so."""
        for id_ in ids:
            self._selected.pop(id_, None)
        self._run_end = ""
        self.selection_changed()

    def select_nothing(self) -> None:
        """Select no note any more."""
        self._selected.clear()
        self._run_end = ""
        self.selection_changed()

    # ---- how much is shown ---------------------------------------------------------------

    @property
    def by_theme(self) -> bool:
        """Whether columns are themes."""
        return self._wall.by_theme

    def action_by_theme(self) -> None:
        """Change between columns by format and columns by theme; the cursor stays on its note."""
        chosen, self._column = self._chosen, 0
        self._wall.show_by_theme(not self._wall.by_theme)
        self._first = 0
        self._arrange()
        self.scroll_to(y=0, animate=False)
        if chosen:
            self.choose(chosen)
        else:
            self._choose_near((0, 0))
        self.selection_changed()

    def action_fold(self) -> None:
        """Fold the column under the cursor to a narrow strip, or unfold it."""
        self.fold(self._column)

    def fold(self, number: int) -> None:
        """Fold a column, or unfold it."""
        folds = not self.is_folded(number)
        which = self._wall.by_theme, self._heads[number].id
        self._folds[which] = folds
        if folds and number == self._column:
            self._stood_on[which] = self._chosen
        self._arrange()
        self._stand_on(number)
        if not folds and self._wall.shown[number]:
            place = self._wall.place_of(self._stood_on.pop(which, ""))
            stood_here = place is not None and place[0] == number
            chosen = self._wall.at(place if place and stood_here else (number, 0)).id
            self.choose(chosen)
            self.call_after_refresh(self.choose, chosen)  # once there is room to scroll
        self.refresh()
        self.keys_changed()

    def action_zoom(self) -> None:
        """Show fewer and wider columns with room around the words, or all again."""
        self._zoomed = not self._zoomed
        self._forget_painted()
        self._arrange()
        self._bring_column(self._column)
        if place := self._place():
            self._bring_row(place)

    # ---- carrying ------------------------------------------------------------------------

    def beside(self, across: int) -> int:
        """Return the next open column at a side of the cursor's, round the end; or NOWHERE."""
        count = len(self._heads)
        round_ = [(self._column + step * across) % count for step in range(1, count)]
        return next((n for n in round_ if not self.is_folded(n)), NOWHERE)
