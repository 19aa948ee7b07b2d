"""What was done to a wall: taken back, done again, looked up in the log and in the bin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import getters, on
from textual.binding import Binding, BindingType

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor, Op
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import receipt
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.undo import Undone, redo_change, undo_change
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.screens.wall_reading import quoted
from naho_feedback.tui.widgets.capture_line import Tone
from naho_feedback.tui.widgets.wall import WallView

R = TypeVar("R")


class WallPast(NahoScreen):
    """A screen with a wall whose changes are taken back and done again.

    Args:
        naho: the workspace's services.

    Attributes:
        session: whose wall it is; None while nothing was read.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", N_("Undo")),
        Binding("ctrl+y", "redo", N_("Redo"), show=False),
        Binding("l", "go_to_past('log')", N_("Last changes"), show=False),
        Binding("b", "go_to_past('bin')", N_("Bin"), show=False),
    ]

    wall: getters.query_one[WallView] = getters.query_one(WallView)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self.session: Session | None = None

    def write_next(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Call a service after all writes asked for before; given by the screen."""
        raise NotImplementedError

    def tell(self, text: str, tone: Tone = "done") -> None:
        """Say something below the line that people write on; given by the screen."""
        raise NotImplementedError

    def take_back_theme(self) -> bool:
        """Take back what was done to a theme if that came last; given by the screen.

        Returns:
            Whether it did.
        """
        return False

    @on(WallView.UndoAsked)
    def action_undo(self) -> None:
        """Take back the latest change of this session's wall."""
        if not self.take_back_theme() and (session := self.session) is not None:
            self.write_next(partial(take_back, self.naho, session.id), self._undone, doing="undo")

    def _undone(self, taken: tuple[Undone, str]) -> None:
        self._turned(taken, gone=Op.PUT)

    @on(WallView.RedoAsked)
    def action_redo(self) -> None:
        """Do again what was taken back last."""
        if (session := self.session) is not None:
            self.write_next(partial(do_again, self.naho, session.id), self._redone, doing="redo")

    def _redone(self, again: tuple[Undone, str]) -> None:
        self._turned(again, gone=Op.REMOVE)

    def _turned(self, turned: tuple[Undone, str], *, gone: Op) -> None:
        undone, said = turned
        self.tell(said)
        if undone.op == gone:
            for id_ in undone.ids:
                self.wall.drop(id_)
        self.refresh_data()

    def action_go_to_past(self, name: str) -> None:
        """Show what was done last, or what was taken down."""
        if self.session is not None:
            self.post_message(GoTo(name, {"session_id": self.session.id}))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo where notes may change, and to look where there is a wall."""
        if action in {"undo", "redo"}:
            return self.session is not None and self.session.is_open
        if action == "go_to_past":
            return self.session is not None
        return super().check_action(action, parameters)


def take_back(naho: Naho, session: str) -> tuple[Undone, str]:
    """Undo the latest change of a session's wall; return it and the sentence about it.

    Raises:
        RefusedError: if there is nothing left to take back.
        StoreError: if it could not be written.
    """
    undone = undo_change(naho.store, session=session, actor=Actor.WALL)
    match undone.op, len(undone.ids):
        case Op.PUT, 1:
            said = _("Taken back: {receipt} is off the wall. {text}")
        case Op.REMOVE, 1:
            said = _("Taken back: {receipt} hangs on the wall again. {text}")
        case _op, 1:
            said = _("Taken back: {receipt} is as it was before. {text}")
        case _:
            return undone, _("Taken back: {what}.").format(what=naho.gestures.words(undone.gesture))
    said = said.format(receipt=receipt(undone.ids[0]), text=_words(naho, undone))
    return undone, said.strip()


def do_again(naho: Naho, session: str) -> tuple[Undone, str]:
    """Do again what was taken back last; return it and the sentence about it.

    Raises:
        RefusedError: if nothing was taken back, or something was done since.
        StoreError: if it could not be written.
    """
    again = redo_change(naho.store, session=session, actor=Actor.WALL)
    said = _("Done again: {what}. {text}").format(
        what=naho.gestures.words(again.gesture), text=_words(naho, again)
    )
    return again, said.strip()


def _words(naho: Naho, undone: Undone) -> str:
    """Return the note's words; ``""`` where there are several, or none."""
    if len(undone.ids) != 1:
        return ""
    note = naho.store.get(Note, undone.ids[0])
    return quoted(note.text if note is not None else undone.text)
