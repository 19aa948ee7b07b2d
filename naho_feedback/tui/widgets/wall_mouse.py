"""The wall by mouse: choosing, selecting, changing, carrying."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from textual import events

from naho_feedback.domain.notes import Note
from naho_feedback.tui.widgets.wall_asks import WallAsks
from naho_feedback.tui.widgets.wall_heads import HEAD
from naho_feedback.tui.widgets.wall_layout import NOWHERE

_A_PUSH = 2
"""Cells that the mouse moves, the button held, before a click becomes a carry."""


class Part(Enum):
    """What of a column is under the mouse."""

    HEAD = auto()
    STRIP = auto()
    TITLE = auto()
    CARD = auto()
    BELOW = auto()


@dataclass(frozen=True)
class Hit:
    """What is under the mouse.

    Attributes:
        number: the column's number.
        part: which part of it.
        note: the note, or the first one of the group whose title it is.
    """

    number: int
    part: Part
    note: Note | None = None


class WallMouse(WallAsks, inherit_bindings=False):
    """A wall that answers the mouse."""

    _pressed: Hit | None = None
    _pressed_at = (0, 0)
    _mouse_at = (0, 0)
    _carried = False

    def hit(self, x: int, y: int) -> Hit | None:
        """Return what is at a cell of this widget, or None between columns."""
        slot = next((s for s in self._slots if s.x <= x < s.x + s.width), None)
        if slot is None:
            return None
        if slot.folded:
            return Hit(slot.number, Part.STRIP)
        if y < HEAD:
            return Hit(slot.number, Part.HEAD)
        heights, notes = self._wall.heights[slot.number], self._wall.shown[slot.number]
        row = y - HEAD + self.scroll_offset.y
        position = heights.at(row)
        if position >= len(notes):
            return Hit(slot.number, Part.BELOW)
        is_title = heights.lead(position) and row == heights.top(position)
        part = Part.TITLE if is_title else Part.CARD
        return Hit(slot.number, part, self._wall.at((slot.number, position)))

    # ---- clicks --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Choose a note; a second click changes it; a column's head begins a note there."""
        hit = self.hit(event.x, event.y)
        if self._carried or hit is None:
            return
        if hit.part is Part.STRIP:
            self.fold(hit.number)
        elif hit.part is Part.HEAD:
            id_ = self._heads[hit.number].id
            if self._wall.by_theme and id_:
                self.post_message(self.HeadAsked(self, id_))
            else:
                column = "" if self._wall.by_theme else id_
                self.post_message(self.CaptureAsked(self, column))
        elif hit.part is Part.TITLE and hit.note is not None:
            self.choose(hit.note.id)
            self.toggle([note.id for note in self._wall.members(hit.note.cluster)])
        elif hit.note is not None:
            self._click_card(event, hit.note)

    def _click_card(self, event: events.Click, note: Note) -> None:
        if event.shift:
            start = self._chosen or note.id
            self.choose(note.id)
            self.extend_to(note.id, start=start)
        elif event.ctrl or event.meta:
            self.choose(note.id)
            self.action_select()
        else:
            self.choose(note.id)
            if self._selected:
                self.select_nothing()
            if event.chain > 1 and not self._read_only:
                self.action_edit()

    # ---- carrying ------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where the button went down: it may become a carry."""
        self._carried = False
        hit = self.hit(event.x, event.y) if event.button == 1 else None
        self._pressed = hit if hit and hit.note and not self._read_only else None
        self._pressed_at = (event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the pressed note, its group or the selection; show where it would hang."""
        pressed = self._pressed
        if pressed is None or pressed.note is None:
            return
        if event.button != 1:  # let go where this terminal did not see it
            self.stop_carrying()
            return
        if not self._dragged:
            moved = abs(event.x - self._pressed_at[0]) + abs(event.y - self._pressed_at[1])
            if moved < _A_PUSH:
                return
            self._dragged = frozenset(note.id for note in self._picked_up(pressed, pressed.note))
            self.capture_mouse()
        self._scroll_on(event.x, event.y)
        slot = next((s for s in self._slots if s.x <= event.x < s.x + s.width), None)
        self._drop_on = slot.number if slot else NOWHERE
        self._drop_with = self._note_beneath(event.x, event.y)
        self._mouse_at = (event.x, event.y)
        self.refresh()

    def _picked_up(self, hit: Hit, note: Note) -> tuple[Note, ...]:
        if hit.part is Part.TITLE:
            return tuple(self._wall.members(note.cluster))
        return self.selected if note.id in self._selected else (note,)

    def _note_beneath(self, x: int, y: int) -> str:
        """Return the note that what is carried would hang together with, or ``""``.

        It hangs in the column that the mouse took hold in, and the mouse is on its words: a hand
        that slips over two borders carries nothing.
        """
        hit, pressed = self.hit(x, y), self._pressed
        note = hit.note if hit else None
        if hit is None or pressed is None or note is None or hit.number != pressed.number:
            return ""
        carried = self._carried_notes()
        together = note.cluster and all(other.cluster == note.cluster for other in carried)
        region = self.region_of(note.id)
        on_words = region is not None and region.y < y < region.bottom - 1
        if note.id in self._dragged or together or not (on_words or hit.part is Part.TITLE):
            return ""
        return note.id

    def _carried_notes(self) -> tuple[Note, ...]:
        return tuple(note for id_ in self._dragged if (note := self._wall.note(id_)))

    def _scroll_on(self, x: int, y: int) -> None:
        """Bring what lies beyond the edge that the mouse carries a note to."""
        width, rows = self._view()
        if y < HEAD and self.scroll_offset.y:
            self.scroll_relative(y=-1, animate=False)
        elif y >= rows + HEAD:
            self.scroll_relative(y=1, animate=False)
        if x <= 0:
            self._bring_column(max(0, self._slots[0].number - 1))
        elif x >= width - 1:
            self._bring_column(min(len(self._heads) - 1, self._slots[-1].number + 1))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Mark the note that came under the mouse."""
        super().watch_scroll_y(old_value, new_value)
        if self._dragged:
            self._drop_with = self._note_beneath(*self._mouse_at)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Hang what the mouse carries where it is: in that column, or together with a note."""
        if self._dragged:
            notes, number = self._carried_notes(), self._drop_on
            beneath = self._wall.note(self._note_beneath(event.x, event.y))
            whole = self._pressed is not None and self._pressed.part is Part.TITLE
            self.stop_carrying()
            self._carried = True
            if beneath is not None and whole:
                self.post_message(self.GroupAsked(self, (*notes, beneath)))
            elif beneath is not None:
                self.post_message(self.JoinAsked(self, notes, beneath))
            elif number != NOWHERE:
                self.carry_to(notes, number)
        self._pressed = None

    def stop_carrying(self) -> None:
        """Let go of what the mouse carries; it stays where it hangs."""
        self._pressed, self._dragged = None, frozenset()
        self._drop_on, self._drop_with = NOWHERE, ""
        self.release_mouse()
        self.refresh()
