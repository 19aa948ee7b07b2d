"""Mur: what does the room say? Post-its in columns, a line to write them, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import FREE_WALL, Note
from naho_feedback.errors import NahoError, NotFoundError, RefusedError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.messages import Finished
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.wall_drafts import LeftDraft, WallDrafts, left_on_walls
from naho_feedback.tui.screens.wall_past import WallPast
from naho_feedback.tui.screens.wall_reading import (
    Hanging,
    about_session,
    add_in_room,
    ask_for_session,
    counted,
    no_wall_words,
    quoted,
    read_wall,
    wall_help,
    why_again,
    why_refused,
)
from naho_feedback.tui.screens.wall_sorting import NoteSorter
from naho_feedback.tui.screens.wall_writes import InOrder
from naho_feedback.tui.widgets.capture_line import CaptureLine, Draft, Tone
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.wall import WallView
from naho_feedback.tui.widgets.wall_find import WallFind
from naho_feedback.tui.words import line

R = TypeVar("R")

_MOST_DOTS: Final = 9999


class WallScreen(WallPast):
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

    capture: getters.query_one[CaptureLine] = getters.query_one(CaptureLine)

    def __init__(self, naho: Naho, session_id: str = "") -> None:
        super().__init__(naho)
        self._session_id = session_id
        self._writes = InOrder("wall")
        self._written = -1
        self._sorter = NoteSorter(naho, self)
        self._drafts = WallDrafts(naho, self)

    # ---- what is shown -------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the line about the session, the wall, and the lines to find and to write."""
        with Horizontal(id="wall-line"):
            yield Static(id="wall-about")
            yield Static(id="wall-counts")
        yield Static(id="wall-empty", classes="empty")
        yield WallView(FREE_WALL.columns)
        yield WallFind()
        yield CaptureLine(FREE_WALL.columns, why_refused, partial(why_again, self.naho))

    def on_mount(self) -> None:
        """Hide the free wall's column until the session's own are known."""
        self.add_class("-opening")

    async def on_unmount(self) -> None:
        """Let what was typed reach the journal before the screen is gone."""
        await self._writes.finish()
        await self._drafts.finish()

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Wall")

    def help(self) -> Help:
        """Explain how to write and how to move notes."""
        return wall_help()

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
            self.wall.show_columns(columns, read_only=not is_open)
            if is_open:
                self.capture.show_columns(columns)
            else:
                self.capture.close(_("This session is closed: its wall can be read only."))
                self.wall.focus()  # later: it is still hidden
            self.remove_class("-opening", "-no-session")
            if before is None and is_open:
                self.capture.begin()
            if before is None:
                self.work(
                    partial(left_on_walls, self.naho, hanging.session.id),
                    self._offer,
                    group="drafts",
                )
            self.refresh_bindings()
        self.wall.show_notes(hanging.notes, hanging.themes)
        self._say_counts()

    def _cannot_read(self, error: NahoError) -> None:
        if isinstance(error, NotFoundError) and self.session is None:
            self.query_one("#wall-empty", Static).update(Content(no_wall_words()))
            self.add_class("-no-session")
            self.remove_class("-opening")
            self.set_focus(None)  # the line to write on is hidden, and n is no word
            self.refresh_bindings()
        else:
            self.say_error(error)

    def _say_counts(self) -> None:
        if self.session is None:
            return
        about = about_session(self.naho, self.session)
        counts = counted(self.wall.contents, read_only=not self.session.is_open)
        self.query_one("#wall-about", Static).update(line(about))
        self.query_one("#wall-counts", Static).update(Content(counts))

    async def language_changed(self) -> None:
        """Say everything again; nothing is laid out anew, so typed words stay."""
        self.update_header()
        self.capture.speak()
        self._say_counts()
        self.query_one(KeyLine).refresh(layout=True)
        self.wall.refresh()
        self.refresh_data()

    # ---- writing -------------------------------------------------------------------------

    def write_next(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Call a service after all writes asked for before; results come back in that order."""
        store = self.naho.store

        def done(result: R) -> None:
            self.post_message(Finished(partial(self._take, then, store.version), result))

        def not_done(error: NahoError) -> None:
            self.post_message(Finished(failed or self._not_written, error))

        self._writes.do(task, done, not_done, doing=doing)
        self.run_worker(
            self._writes.idle(),
            group="write",
            exclusive=False,
            exit_on_error=False,
            description=doing,
        )

    def _take(self, then: Callable[[R], None], version: int, result: R) -> None:
        self._written = max(self._written, version)
        then(result)
        self._say_counts()

    def _not_written(self, error: NahoError) -> None:
        self.tell(f"{error.message} {error.hint}", "problem")
        self.refresh_data()

    def tell(self, text: str, tone: Tone = "done") -> None:
        """Say something below the line that people write on."""
        self.capture.say(text, tone)

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
            self._refused(draft, RefusedError(_("The wall is still being read.")))
            return
        self.write_next(
            lambda: add_in_room(naho, session, draft.column, draft.text, draft.dots),
            self._added,
            doing="add a note",
            failed=partial(self._refused, draft),
        )

    def _added(self, added: tuple[Note, str]) -> None:
        note, opened = added
        self.wall.put(note, receipt=True)
        self._sorter.sort(note)
        if opened:
            self.say(opened)

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

    @on(WallView.RemoveAsked)
    def _remove(self, message: WallView.RemoveAsked) -> None:
        message.stop()
        id_, remove_note = message.note.id, self.naho.capture.remove_note
        self.write_next(
            lambda: remove_note(id_, actor=Actor.WALL), self._removed, doing="remove a note"
        )

    def _removed(self, note: Note) -> None:
        self.wall.drop(note.id)
        said = _("{receipt} is off the wall: {text} ctrl+z brings it back.")
        self.tell(said.format(receipt=note.receipt, text=quoted(note.text)))

    @on(WallView.DotsAsked)
    def _count_dots(self, message: WallView.DotsAsked) -> None:
        message.stop()
        id_, exact, change = message.note.id, message.exact, message.change
        capture = self.naho.capture

        def task() -> Note:
            # Counted from what is kept, not from what is shown: keys may come faster than disks.
            kept = capture.find(Note, id_).dots
            dots = exact if exact is not None else max(0, min(_MOST_DOTS, kept + change))
            return capture.edit_note(id_, dots=dots, actor=Actor.WALL)

        self.write_next(task, self.wall.put, doing="count dots")

    @on(WallView.CarryAsked)
    def _carry(self, message: WallView.CarryAsked) -> None:
        message.stop()
        id_, column, move_note = message.note.id, message.column, self.naho.capture.move_note
        self.write_next(
            lambda: move_note(id_, column, actor=Actor.WALL), self._carried, doing="move a note"
        )

    def _carried(self, note: Note) -> None:
        self.wall.put(note)
        self.wall.choose(note.id)

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

    @on(WallView.FindAsked)
    def _find(self, message: WallView.FindAsked) -> None:
        message.stop()
        self.query_one(WallFind).open()

    @on(WallFind.Looked)
    def _look(self, message: WallFind.Looked) -> None:
        message.stop()
        self.wall.look_for(message.words)
        self._say_counts()

    @on(WallFind.Done)
    def _found(self, message: WallFind.Done) -> None:
        message.stop()
        self.set_focus(self.wall)
