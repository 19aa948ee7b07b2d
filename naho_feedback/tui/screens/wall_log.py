"""Derniers gestes: what was done to this wall, and what of it is taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from rich.text import Text
from textual import on
from textual.getters import query_one
from textual.widgets import DataTable

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import moment, number
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.wall_list import WallListScreen
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


class WallLogScreen(WallListScreen):
    """The last changes of one wall.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    _table = query_one("#past", GestureTable)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__(naho, session_id)
        self._found: _Found | None = None

    def new_table(self) -> GestureTable:
        """Return the table."""
        return GestureTable(id="past")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Last changes")

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

    def refresh_data(self) -> None:
        """Read the changes again."""
        self.work(partial(_find, self.naho, self.session_id), self._take, group="log")

    def _take(self, found: _Found) -> None:
        self._found, self.about = found, found.about
        self.show_found()

    def show_found(self) -> None:
        """Show the changes that were read."""
        if self._found is not None:
            self._table.show(self._found.lines, self.size.width)
            self.show_table(empty=_("Nothing was done to this wall yet."))

    @on(DataTable.RowSelected)
    async def _chosen(self, message: DataTable.RowSelected) -> None:
        message.stop()
        await self.action_leave()
