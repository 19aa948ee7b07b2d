"""What people want of a wall, as messages; whoever shows the wall calls the services."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from naho_feedback.domain.notes import Note
from naho_feedback.tui.widgets.wall_cursor import WallCursor


class WallAsks(WallCursor, inherit_bindings=False):
    """A wall that says what is wanted of its notes."""

    @dataclass
    class _OfWall(Message):
        """Base: a message that a wall sends."""

        wall: WallAsks

        @property
        def control(self) -> WallAsks:
            """The wall that sent it."""
            return self.wall

    @dataclass
    class EditAsked(_OfWall):
        """Somebody wants to change a note's words."""

        note: Note

    @dataclass
    class RemoveAsked(_OfWall):
        """Somebody wants notes off the wall."""

        notes: tuple[Note, ...]

    @dataclass
    class DotsAsked(_OfWall):
        """Somebody wants more or fewer dots on a note: ``exact`` of them, or ``change`` more."""

        note: Note
        change: int = 0
        exact: int | None = None

    @dataclass
    class CarryAsked(_OfWall):
        """Somebody wants notes in another column of the format, given by its id."""

        notes: tuple[Note, ...]
        column: str

    @dataclass
    class PlaceAsked(_OfWall):
        """Somebody wants notes in a theme, given by its id; None asks for a list of themes."""

        notes: tuple[Note, ...]
        theme: str | None

    @dataclass
    class GroupAsked(_OfWall):
        """Somebody wants notes together in one group."""

        notes: tuple[Note, ...]

    @dataclass
    class JoinAsked(_OfWall):
        """Somebody wants notes in the group of another one, without those of their own groups."""

        notes: tuple[Note, ...]
        onto: Note

    @dataclass
    class SplitAsked(_OfWall):
        """Somebody wants notes out of their groups."""

        notes: tuple[Note, ...]

    @dataclass
    class TitleAsked(_OfWall):
        """Somebody wants to write the title of a group, given by its id."""

        cluster: str

    @dataclass
    class RenameAsked(_OfWall):
        """Somebody wants another name for a theme, given by its id."""

        theme: str

    @dataclass
    class MergeAsked(_OfWall):
        """Somebody wants a theme, given by its id, to become part of another one."""

        theme: str

    @dataclass
    class HeadAsked(_OfWall):
        """Somebody clicked the head of a theme, given by its id: what can be done to it?"""

        theme: str

    @dataclass
    class WordAsked(_OfWall):
        """Somebody wants to teach a note's theme one of the note's words."""

        note: Note

    @dataclass
    class UndoAsked(_OfWall):
        """Somebody wants the latest change taken back."""

    @dataclass
    class RedoAsked(_OfWall):
        """Somebody wants what was taken back last, again."""

    @dataclass
    class FindAsked(_OfWall):
        """Somebody wants to look for words."""

    @dataclass
    class CaptureAsked(_OfWall):
        """Somebody wants to write a note; in that column where its head was clicked."""

        column: str = ""

    @dataclass
    class Changed(_OfWall):
        """Other notes are selected, or other columns are shown."""

    def selection_changed(self) -> None:
        """Show what is selected now and tell others."""
        super().selection_changed()
        self.post_message(self.Changed(self))

    # ---- asking --------------------------------------------------------------------------

    def carry_to(self, notes: tuple[Note, ...], number: int) -> None:
        """Ask to move notes to a shown column, unless all of them hang there."""
        if not notes or all(self._wall.column_of(note) == number for note in notes):
            return
        id_ = self._heads[number].id
        if self._wall.by_theme:
            self.post_message(self.PlaceAsked(self, notes, id_))
        else:
            self.post_message(self.CarryAsked(self, notes, id_))

    def action_carry(self, across: int) -> None:
        """Ask to move what is selected to the open column beside, round the end."""
        number = self.beside(across)
        if number >= 0:
            self.carry_to(self.targets, number)

    def action_carry_on(self) -> None:
        """Ask to move what is selected to the next column, or to a theme from a list."""
        if self._wall.by_theme:
            if notes := self.targets:
                self.post_message(self.PlaceAsked(self, notes, None))
        else:
            self.action_carry(1)

    def action_edit(self) -> None:
        """Ask to change the chosen note."""
        if note := self.chosen:
            self.post_message(self.EditAsked(self, note))

    def action_remove(self) -> None:
        """Ask to take down what is selected."""
        if notes := self.targets:
            self.post_message(self.RemoveAsked(self, notes))

    def action_dots(self, change: int) -> None:
        """Ask for one dot more or less."""
        if note := self.chosen:
            self.post_message(self.DotsAsked(self, note, change=change))

    def action_exact_dots(self, dots: int) -> None:
        """Ask for that many dots."""
        if note := self.chosen:
            self.post_message(self.DotsAsked(self, note, exact=dots))

    def action_group(self) -> None:
        """Ask to hang together what is selected; one selected note goes with the chosen one."""
        notes, chosen = self.targets, self.chosen
        if len(notes) == 1 and chosen is not None and chosen not in notes:
            notes = (*notes, chosen)
        if notes:
            self.post_message(self.GroupAsked(self, notes))

    def action_split(self) -> None:
        """Ask to take what is selected out of its group."""
        if notes := self.targets:
            self.post_message(self.SplitAsked(self, notes))

    def action_title(self) -> None:
        """Ask to write the title of the chosen note's group."""
        if (note := self.chosen) and note.cluster in self._wall.clusters:
            self.post_message(self.TitleAsked(self, note.cluster))

    @property
    def theme_of_column(self) -> str:
        """Id of the theme whose column the cursor stands on, ``""`` where it is none."""
        return self._heads[self._column].id if self._wall.by_theme else ""

    def action_rename_theme(self) -> None:
        """Ask for another name of the column's theme."""
        if theme := self.theme_of_column:
            self.post_message(self.RenameAsked(self, theme))

    def action_merge_theme(self) -> None:
        """Ask to make the column's theme part of another one."""
        if theme := self.theme_of_column:
            self.post_message(self.MergeAsked(self, theme))

    def action_word(self) -> None:
        """Ask to teach the chosen note's theme one of its words."""
        if note := self.chosen:
            self.post_message(self.WordAsked(self, note))

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
        """Ask to write a note, with the column it would go to in view."""
        self.activate(self._active)
        self.post_message(self.CaptureAsked(self))
