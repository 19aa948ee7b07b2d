"""What the lists about one wall share: its last changes, its bin."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.i18n import N_
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.widgets.session_table import SittingTable


class WallListScreen(NahoScreen):
    """A table about one wall, a sentence where it is empty, and the way back.

    Args:
        naho: the workspace's services.
        session_id: which session.

    Attributes:
        session_id: whose wall it is.
        about: what the header says of the session, once it is read.
    """

    CSS_PATH = "wall_past.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back to the wall")),
    ]

    _empty = query_one("#empty", Static)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__(naho)
        self.session_id = session_id
        self.about = ""

    # ---- to be given by each list --------------------------------------------------------

    def new_table(self) -> SittingTable:
        """Return the table."""
        raise NotImplementedError

    def show_found(self) -> None:
        """Show what was read, if anything was: in the table, then with :meth:`show_table`."""
        raise NotImplementedError

    # ---- common behaviour ----------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the table and the sentence for an empty one."""
        yield self.new_table()
        yield Static(id="empty", classes="empty")

    def screen_place(self) -> str:
        """Return whose wall it is."""
        return self.about

    def on_mount(self) -> None:
        """Show nothing until the list is read."""
        self.query_one(SittingTable).display = False

    def on_resize(self) -> None:
        """Cut the cells for the new width."""
        self.show_found()

    def show_table(self, *, empty: str) -> None:
        """Show the filled table, or the sentence for an empty one, and take the focus."""
        table = self.query_one(SittingTable)
        filled = table.row_count > 0
        table.display = filled
        self._empty.display = not filled
        self._empty.update(Content(empty))
        if self.focused is None and filled:
            table.focus()
        self.update_header()
        self.refresh_bindings()

    async def action_leave(self) -> None:
        """Go back to the wall."""
        self.post_message(GoTo("wall", {"session_id": self.session_id}))
