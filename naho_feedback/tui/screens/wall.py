"""Mur: what does the room say? Post-its in columns, a line to write them, nothing lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import FREE_WALL, Note
from naho_feedback.errors import NahoError, NotFoundError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.wall_drafts import LeftDraft, WallDrafts, left_on_walls
from naho_feedback.tui.screens.wall_reading import (
    Hanging,
    about_session,
    add_in_room,
    ask_for_session,
    counted,
    no_wall_words,
    read_wall,
    theme_heads,
    wall_help,
    why_again,
    why_refused,
)
from naho_feedback.tui.screens.wall_sorting import NoteSorter
from naho_feedback.tui.screens.wall_themes import WallThemes
from naho_feedback.tui.widgets.capture_line import CaptureLine, Draft
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.theme_line import ThemeLine
from naho_feedback.tui.widgets.wall import WallView
from naho_feedback.tui.widgets.wall_find import WallFind
from naho_feedback.tui.widgets.wall_title import WallTitle
from naho_feedback.tui.words import line

logger = logging.getLogger("naho_feedback.tui")


class WallScreen(WallThemes):
    """The wall of one session.

    Args:
        naho: the workspace's services.
        session_id: which session; the current one where none is named.
    """

    CSS_PATH = "wall.tcss"
    AUTO_FOCUS = "#capture-text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "dots_field", N_("Dots")),
        Binding("n", "new_session", N_("New session")),
    ]

    def __init__(self, naho: Naho, session_id: str = "") -> None:
        super().__init__(naho, session_id)
        self._sorter = NoteSorter(naho, self)
        self._drafts = WallDrafts(naho, self)
        self._unread: list[tuple[Draft, int]] = []

    # ---- what is shown -------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the line about the session, the wall, and the lines to find and to write."""
        with Horizontal(id="wall-line"):
            yield Static(id="wall-about")
            yield Static(id="wall-counts")
        yield Static(id="wall-empty", classes="empty")
        yield WallView(FREE_WALL.columns)
        yield WallFind()
        yield WallTitle()
        yield ThemeLine()
        yield CaptureLine(FREE_WALL.columns, why_refused, partial(why_again, self.naho))

    def on_mount(self) -> None:
        """Hide the free wall's column until the session's own are known."""
        self.add_class("-opening")

    async def on_unmount(self) -> None:
        """Let what was typed reach the journal before the screen is gone."""
        self._keep_unread()
        await self._writes.finish()
        await self._drafts.finish()

    def on_screen_suspend(self) -> None:
        """Forget what was said to be done: ctrl+z may mean something later on coming back."""
        self.wall.stop_carrying()
        if not self.app.screen.is_modal:  # under help it is still what was done last
            self.capture.hush()

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Wall")

    def help(self) -> Help:
        """Explain how to write, or what can be done with notes, whichever is under way."""
        return wall_help(on_the_wall=self.wall.has_focus)

    def refresh_data(self) -> None:
        """Read the wall again."""
        self.work(
            partial(read_wall, self.naho, self._session_id),
            self._show,
            group="wall",
            failed=self._cannot_read,
        )

    def _show(self, hanging: Hanging) -> None:
        if hanging.version < self._written:
            return  # read before our own last note; the store moved since and is read again
        before, self.session = self.session, hanging.session
        self._session_id = hanging.session.id
        is_open = hanging.session.is_open
        if before is None or before.is_open != is_open:
            columns = self.naho.capture.format_of(hanging.session).columns
            themes = theme_heads(self.naho.taxonomy)
            self.wall.show_columns(columns, themes, read_only=not is_open)
            if is_open:
                self.capture.show_columns(columns)
            else:
                self.capture.close(_("This session is closed: its wall can be read only."))
                self.wall.focus()  # later: it is still hidden
            self.capture.disabled = False
            self.remove_class("-opening", "-no-session")
            if before is None and is_open:
                self.capture.begin()
            if before is None:
                self.look_whether_due()  # counts what is there already
                self._add_unread([column.id for column in columns])
                self.work(
                    partial(left_on_walls, self.naho, hanging.session.id),
                    self._offer,
                    group="drafts",
                )
            self.refresh_bindings()
        self.show_theme_names()
        self.wall.show_notes(hanging.notes, hanging.placements, hanging.clusters)
        self.say_counts()

    def _cannot_read(self, error: NahoError) -> None:
        unread, self._unread = self._unread, []
        for draft, _asked in unread:
            self._refused(draft, error)
        if isinstance(error, NotFoundError) and self.session is None:
            self.query_one("#wall-empty", Static).update(Content(no_wall_words()))
            self.add_class("-no-session")
            self.remove_class("-opening")
            self.set_focus(None)  # the line to write on is hidden, and n is no word
            self.capture.disabled = True  # or it would have the keys once the palette is closed
            self.refresh_bindings()
        else:
            self.say_error(error)

    def say_counts(self) -> None:
        """Say what the wall is about, how much hangs on it and how much is selected."""
        if self.session is None:
            return
        about = about_session(self.naho, self.session)
        counts = counted(
            self.wall.contents,
            selected=len(self.wall.selected),
            read_only=not self.session.is_open,
        )
        self.query_one("#wall-about", Static).update(line(about))
        self.query_one("#wall-counts", Static).update(Content(counts))

    async def language_changed(self) -> None:
        """Say everything again; nothing is laid out anew, so typed words stay."""
        self.update_header()
        self.capture.speak()
        self.say_counts()
        self.query_one(KeyLine).refresh(layout=True)
        self.wall.rename_themes(theme_heads(self.naho.taxonomy))
        self.refresh_data()

    # ---- writing -------------------------------------------------------------------------

    @on(CaptureLine.Kept)
    def _keep(self, message: CaptureLine.Kept) -> None:
        message.stop()
        for draft in message.drafts:
            if draft.note is None:
                self._add(draft)
            else:
                self._change(draft, draft.note)

    def _add(self, draft: Draft) -> None:
        session, naho = self.session, self.naho
        if session is None:
            self._unread.append((draft, self.capture.column_asked))
            return
        self.write_next(
            lambda: add_in_room(naho, session, draft.column, draft.text, draft.dots),
            self._added,
            doing="add a note",
            failed=partial(self._refused, draft),
        )

    def _add_unread(self, columns: Sequence[str]) -> None:
        """Add what was kept before the wall was read, in the columns that were asked for."""
        unread, self._unread = self._unread, []
        for draft, asked in unread:
            self._add(replace(draft, column=columns[asked % len(columns)]))

    def _keep_unread(self) -> None:
        """Add them now: the app is left before the wall was read."""
        unread, self._unread = self._unread, []
        if not unread:
            return
        try:
            session = read_wall(self.naho, self._session_id).session
            columns = self.naho.capture.format_of(session).columns
            for draft, asked in unread:
                column = columns[asked % len(columns)].id
                add_in_room(self.naho, session, column, draft.text, draft.dots)
        except NahoError as error:
            logger.warning("notes of an unread wall were not kept: %s", type(error).__name__)

    def _added(self, added: tuple[Note, str, str]) -> None:
        note, opened, where = added
        self.wall.put(note, receipt=True)
        self._sorter.sort(note)
        self.look_whether_due()
        if opened:
            self.say(opened)
        if where:
            self.tell(where)

    def _refused(self, draft: Draft, error: NahoError) -> None:
        self.capture.give_back(draft, f"{error.message} {error.hint}".strip())

    def _change(self, draft: Draft, note: Note) -> None:
        self.set_focus(self.wall)
        if not draft.says_more:
            return
        edit_note = self.naho.capture.edit_note
        text = draft.text if draft.text != note.text else None
        self.write_next(
            lambda: edit_note(note.id, text=text, dots=draft.dots, actor=Actor.WALL),
            self._reworded if text is not None else self._changed,
            doing="change a note",
            failed=partial(self._refused, draft),
        )

    def _changed(self, note: Note) -> None:
        self.wall.put(note, receipt=True)

    def _reworded(self, note: Note) -> None:
        self._changed(note)
        self._sorter.sort(note)

    # ---- what is being typed -------------------------------------------------------------

    @on(CaptureLine.Typed)
    def _typed(self, message: CaptureLine.Typed) -> None:
        message.stop()
        if self.session is not None:
            self._drafts.typed(self.session, message.drafts)

    def _offer(self, left: list[LeftDraft]) -> None:
        """Put back what was being typed when the app ended."""
        for draft in left:
            self.capture.give_back(draft.words, draft.sentence())
        if left and self.session is not None and not self.session.is_open:
            self.capture.close(_("This session is closed: its wall can be read only."))

    # ---- going between wall and line -----------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer dots only where notes may change."""
        if action == "new_session":
            return self.has_class("-no-session")
        if action == "dots_field":
            return self.session is not None and self.session.is_open
        return super().check_action(action, parameters)

    def action_new_session(self) -> None:
        """Open a session where none is, then show its wall."""
        ask_for_session(self)

    @on(CaptureLine.Left)
    def _to_wall(self, message: CaptureLine.Left) -> None:
        message.stop()
        self.set_focus(self.wall)

    @on(CaptureLine.ColumnChanged)
    def _column_changed(self, message: CaptureLine.ColumnChanged) -> None:
        message.stop()
        self.wall.activate(message.number)

    @on(WallView.CaptureAsked)
    def _to_line(self, message: WallView.CaptureAsked) -> None:
        message.stop()
        self.query_one(WallFind).close()  # a new note must not hide behind a search
        if message.column:
            self.capture.go_to_column(self.wall.contents.number_of(message.column))
        self.capture.begin()

    @on(WallView.EditAsked)
    def _edit(self, message: WallView.EditAsked) -> None:
        message.stop()
        note = message.note
        self.capture.change(note, column=self.wall.contents.number_of(note.column))
        self.capture.begin()

    def action_dots_field(self) -> None:
        """Go to the dots and back; from the wall, to the dots of the chosen note."""
        if self.wall.has_focus and (note := self.wall.chosen):
            self.capture.change(note, column=self.wall.contents.number_of(note.column))
            self.capture.begin(dots=True)
        else:
            self.capture.begin(dots=not self.capture.dots.active)

    @on(WallView.Changed)
    def _wall_changed(self, message: WallView.Changed) -> None:
        message.stop()
        self.say_counts()

    @on(WallView.FindAsked)
    def _find(self, message: WallView.FindAsked) -> None:
        message.stop()
        self.query_one(WallFind).open()

    @on(WallFind.Looked)
    def _look(self, message: WallFind.Looked) -> None:
        message.stop()
        self.wall.look_for(message.words)
        self.say_counts()

    @on(WallFind.Done)
    def _found(self, message: WallFind.Done) -> None:
        message.stop()
        self.set_focus(self.wall)
