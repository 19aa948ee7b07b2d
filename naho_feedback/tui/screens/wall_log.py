"""Derniers gestes: what was done to this wall, and what of it is taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import DataTable, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import moment, number
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.wall_reading import about_session
from naho_feedback.tui.widgets.session_table import SittingTable

MOST: Final = 200
"""As many changes are listed; what is older is told by `naho note log`."""

_LEAST_WORDS: Final = 20


@dataclass(frozen=True)
class _Line:
    """One change as the list shows it; every text is one harmless line."""

    event: str
    time: str
    words: str
    undone: bool


@dataclass(frozen=True)
class _Found:
    about: str
    lines: tuple[_Line, ...]


def _find(naho: Naho, session_id: str) -> _Found:
    session = naho.capture.session(session_id)
    today = naho.clock.today()
    lines = tuple(
        _Line(
            event=gesture.event,
            time=moment(local_time(gesture.at), today),
            words=one_line(naho.gestures.words(gesture)),
            undone=gesture.undone,
        )
        for gesture in naho.gestures.latest(session.id, limit=MOST)
    )
    return _Found(about_session(naho, session), lines)


class GestureTable(SittingTable):
    """The changes, the latest first; Enter goes back to the wall."""

    def show(self, lines: Sequence[_Line], width: int) -> None:
        """Show these changes.

        Args:
            lines: the latest first.
            width: cells of the whole screen.
        """
        columns = [_("Time"), _("What was done"), _("State")]
        undone = _("taken back")
        times = max([len(columns[0]), *(len(line.time) for line in lines)])
        states = max(len(columns[2]), len(undone))
        room = max(_LEAST_WORDS, width - times - states - 2 * len(columns) - 3)
        rows = []
        for one in lines:
            words = Text(one.words, style="strike" if one.undone else "")
            words.truncate(room, overflow="ellipsis")
            rows.append((one.event, [Text(one.time), words, Text(undone if one.undone else "")]))
        self.fill(columns, rows)


class WallLogScreen(NahoScreen):
    """The last changes of one wall.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    CSS_PATH = "wall_past.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back to the wall")),
    ]

    _table = query_one("#past", GestureTable)
    _empty = query_one("#empty", Static)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__(naho)
        self._session_id = session_id
        self._found: _Found | None = None

    def body(self) -> ComposeResult:
        """Yield the list and the sentence for an empty one."""
        yield GestureTable(id="past")
        yield Static(id="empty", classes="empty")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Last changes")

    def screen_place(self) -> str:
        """Return whose wall it is."""
        return self._found.about if self._found else ""

    def help(self) -> Help:
        """Say what is listed, and how it is taken back."""
        return Help(
            _("What was done to this wall?"),
            (
                _(
                    "The last {n} changes, the latest first. On the wall, u or ctrl+z takes "
                    "back the latest one, U or ctrl+y does it again."
                ).format(n=number(MOST)),
                _("What notes say is not repeated here; b on the wall shows what was taken down."),
            ),
        )

    def on_mount(self) -> None:
        """Show nothing until the changes are read."""
        self._table.display = False

    def refresh_data(self) -> None:
        """Read the changes again."""
        self.work(partial(_find, self.naho, self._session_id), self._show, group="log")

    def _show(self, found: _Found) -> None:
        self._found = found
        self._table.show(found.lines, self.size.width)
        self._table.display = bool(found.lines)
        self._empty.display = not found.lines
        self._empty.update(Content(_("Nothing was done to this wall yet.")))
        if self.focused is None and found.lines:
            self._table.focus()
        self.update_header()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Cut the cells for the new width."""
        if self._found is not None:
            self._show(self._found)

    @on(DataTable.RowSelected)
    def _chosen(self, message: DataTable.RowSelected) -> None:
        message.stop()
        self._to_wall()

    async def action_leave(self) -> None:
        """Go back to the wall."""
        self._to_wall()

    def _to_wall(self) -> None:
        self.post_message(GoTo("wall", {"session_id": self._session_id}))
