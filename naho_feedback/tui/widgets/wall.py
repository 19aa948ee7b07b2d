"""The wall: any number of post-its in columns, moved over by keys and mouse.

Ten thousand notes scroll like ten. Data comes in by methods; what a person wants goes out as
messages; nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from naho_feedback.domain.notes import Note
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.wall_columns import Place
from naho_feedback.tui.widgets.wall_paint import HEAD, WallPainter

_WRITES: Final = frozenset({"edit", "remove", "dots", "exact_dots", "carry", "undo", "redo"})


class WallView(WallPainter, can_focus=True, inherit_bindings=False):
    """Post-its in columns.

    Args:
        columns: the format's columns.
        read_only: whether the session takes no changes any more.
        id: the widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "edit", N_("Change"), key_display="e"),
        Binding("delete,d", "remove", N_("Take down"), key_display="d"),
        Binding("plus,equals_sign", "dots(1)", N_("Dots"), key_display="+ −"),
        Binding("minus", "dots(-1)", N_("One dot less"), show=False),
        *(
            Binding(str(digit), f"exact_dots({digit})", N_("So many dots"), show=False)
            for digit in range(10)
        ),
        Binding("ctrl+right,shift+right,m", "carry(1)", N_("Next column"), key_display="m"),
        Binding("ctrl+left,shift+left", "carry(-1)", N_("Previous column"), show=False),
        Binding("slash", "find", N_("Find")),
        Binding("u", "undo", N_("Undo"), show=False),
        Binding("U,shift+u", "redo", N_("Redo"), key_display="U", show=False),
        Binding("i,tab,escape,shift+tab", "capture", N_("Write"), key_display="i"),
        Binding("up", "move(0, -1)", N_("Note above"), show=False),
        Binding("down", "move(0, 1)", N_("Note below"), show=False),
        Binding("left", "move(-1, 0)", N_("Column to the left"), show=False),
        Binding("right", "move(1, 0)", N_("Column to the right"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "edge(0)", N_("Newest note"), show=False),
        Binding("end", "edge(1)", N_("Oldest note"), show=False),
    ]

    @dataclass
    class _OfWall(Message):
        """Base: a message that a wall sends."""

        wall: WallView

        @property
        def control(self) -> WallView:
            """The wall that sent it."""
            return self.wall

    @dataclass
    class EditAsked(_OfWall):
        """Somebody wants to change a note's words."""

        note: Note

    @dataclass
    class RemoveAsked(_OfWall):
        """Somebody wants a note off the wall."""

        note: Note

    @dataclass
    class DotsAsked(_OfWall):
        """Somebody wants more or fewer dots on a note: ``exact`` of them, or ``change`` more."""

        note: Note
        change: int = 0
        exact: int | None = None

    @dataclass
    class CarryAsked(_OfWall):
        """Somebody wants a note in another column, given by its id."""

        note: Note
        column: str

    @dataclass
    class UndoAsked(_OfWall):
        """Somebody wants the latest change taken back."""

    @dataclass
    class RedoAsked(_OfWall):
        """Somebody wants what was taken back last."""

    @dataclass
    class FindAsked(_OfWall):
        """Somebody wants to look for words."""

    @dataclass
    class CaptureAsked(_OfWall):
        """Somebody wants to write a note; in that column where its head was clicked."""

        column: str = ""

    # ---- cursor --------------------------------------------------------------------------

    @property
    def chosen(self) -> Note | None:
        """The note under the cursor, or None."""
        return self._wall.note(self._chosen)

    def drop(self, id: str) -> None:
        """Take one note down; the cursor goes to the one that takes its place."""
        self._keep_cursor_near(id)
        super().drop(id)
        self.refresh_bindings()

    def on_focus(self) -> None:
        """Put the cursor on a note: where it was, else on the newest of the active column."""
        if self._wall.place_of(self._chosen) is None:
            self._choose_near((self._active, 0))
        self.refresh()

    def on_blur(self) -> None:
        """Stop showing the cursor."""
        self.refresh()

    def choose(self, id: str) -> None:
        """Put the cursor on a note and bring it into view."""
        self._chosen = id
        if place := self._wall.place_of(id):
            self._bring_column(place[0])
            self._bring_row(place)
        self.refresh()
        self.refresh_bindings()

    def _choose_near(self, place: Place) -> None:
        """Put the cursor on the note nearest to a place, in its column first."""
        number, position = place
        shown = self._wall.shown
        order = sorted(range(len(shown)), key=lambda other: abs(other - number))
        column = next((c for c in order if shown[c]), None)
        if column is None:
            self._chosen = ""
            return
        position = position if column == number else 0
        self.choose(shown[column][min(position, len(shown[column]) - 1)].id)

    def _keep_cursor_near(self, id: str) -> None:
        """Move the cursor off a note that is about to go."""
        place = self._wall.place_of(id)
        if id != self._chosen or place is None:
            return
        notes = self._wall.shown[place[0]]
        beside = notes[place[1] + 1 : place[1] + 2] or notes[max(0, place[1] - 1) : place[1]]
        self._chosen = beside[0].id if beside else ""

    # ---- keys ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what works: no changes on a closed session, none without a note."""
        if action in _WRITES and self._read_only:
            return False
        if action in _WRITES - {"undo", "redo"} and self.chosen is None:
            return False
        return super().check_action(action, parameters)

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor to the note beside or below."""
        place = self._wall.place_of(self._chosen)
        if place is None:
            self._choose_near((self._active, 0))
            return
        number, position = place
        if across:
            row = self._wall.heights[number].top(position)
            number = max(0, min(len(self._wall.columns) - 1, number + across))
            if not self._wall.shown[number]:
                self._bring_column(number)
                self.refresh()
                return
            position = self._wall.heights[number].at(row)
        last = len(self._wall.shown[number]) - 1
        self.choose(self._wall.at((number, max(0, min(last, position + down)))).id)

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in view."""
        if place := self._wall.place_of(self._chosen):
            heights = self._wall.heights[place[0]]
            row = max(0, heights.top(place[1]) + pages * self._view()[1])
            self._choose_near((place[0], heights.at(row)))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the newest (0) or the oldest (1) note of the column."""
        if place := self._wall.place_of(self._chosen):
            self._choose_near((place[0], end * len(self._wall.shown[place[0]])))

    def action_edit(self) -> None:
        """Ask to change the chosen note."""
        if note := self.chosen:
            self.post_message(self.EditAsked(self, note))

    def action_remove(self) -> None:
        """Ask to take the chosen note down."""
        if note := self.chosen:
            self.post_message(self.RemoveAsked(self, note))

    def action_dots(self, change: int) -> None:
        """Ask for one dot more or less."""
        if note := self.chosen:
            self.post_message(self.DotsAsked(self, note, change=change))

    def action_exact_dots(self, dots: int) -> None:
        """Ask for that many dots."""
        if note := self.chosen:
            self.post_message(self.DotsAsked(self, note, exact=dots))

    def action_carry(self, across: int) -> None:
        """Ask to move the chosen note to the column beside, round the end."""
        if note := self.chosen:
            columns = self._wall.columns
            number = (self._wall.number_of(note.column) + across) % len(columns)
            if len(columns) > 1:
                self.post_message(self.CarryAsked(self, note, columns[number].id))

    def action_undo(self) -> None:
        """Ask to take the latest change back."""
        self.post_message(self.UndoAsked(self))

    def action_redo(self) -> None:
        """Ask for what was taken back last."""
        self.post_message(self.RedoAsked(self))

    def action_find(self) -> None:
        """Ask to look for words."""
        self.post_message(self.FindAsked(self))

    def action_capture(self) -> None:
        """Ask to write a note."""
        self.post_message(self.CaptureAsked(self))

    # ---- mouse ---------------------------------------------------------------------------

    def _hit(self, x: int, y: int) -> tuple[int, int] | None:
        """Return column and card (the number of cards: below them) at a cell; -1 is the head."""
        across, inside = divmod(x, self._fit[1] + 1)
        if inside == 0 or not 0 <= across < self._fit[0]:
            return None
        number = self._first + across
        if y < HEAD:
            return number, -1
        return number, self._wall.heights[number].at(y - HEAD + self.scroll_offset.y)

    def on_click(self, event: events.Click) -> None:
        """Choose a note; a second click changes it; a column's head begins a note there."""
        hit = self._hit(event.x, event.y)
        if hit is None:
            return
        number, position = hit
        if position < 0:
            self.post_message(self.CaptureAsked(self, self._wall.columns[number].id))
        elif position < len(self._wall.shown[number]):
            self.choose(self._wall.at((number, position)).id)
            if event.chain > 1 and not self._read_only:
                self.action_edit()
