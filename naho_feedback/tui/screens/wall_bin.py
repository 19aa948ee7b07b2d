"""Corbeille: what was taken down from this wall, and shall it hang there again?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import DataTable

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.bin import Binned
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import moment
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.wall_list import WallListScreen
from naho_feedback.tui.screens.wall_reading import about_session
from naho_feedback.tui.widgets.session_table import SittingTable

MOST: Final = 200
"""As many notes are listed; the others are told by `naho note bin`."""

_LEAST_WORDS: Final = 20


@dataclass(frozen=True)
class _Found:
    """What was taken down, each with its time and its column's sign and name."""

    about: str
    rows: tuple[tuple[Binned, str, str], ...]


def _find(naho: Naho, session_id: str) -> _Found:
    session = naho.capture.session(session_id)
    today = naho.clock.today()
    wall = naho.capture.format_of(session)
    rows = []
    for binned in naho.bin.notes(session.id)[:MOST]:
        column = wall.column(binned.note.column)
        name = f"{column.polarity.sign} {column.name}" if column else binned.note.column
        rows.append((binned, moment(local_time(binned.at), today), name))
    return _Found(about_session(naho, session), tuple(rows))


class BinTable(SittingTable):
    """The notes, the last one taken down first; Enter puts the chosen one back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Put back")),
    ]

    def show(self, rows: Sequence[tuple[Binned, str, str]], width: int) -> None:
        """Show these notes.

        Args:
            rows: each with its time and its column.
            width: cells of the whole screen.
        """
        columns = [_("Note"), _("Taken down"), _("Column"), _("Words")]
        known = [(b.note.receipt, when, one_line(column)) for b, when, column in rows]
        widths = [
            max([len(columns[place]), *(len(cells[place]) for cells in known)])
            for place in range(len(columns) - 1)
        ]
        room = max(_LEAST_WORDS, width - sum(widths) - 2 * len(columns) - 3)
        lines = []
        for (binned, _when, _column), cells in zip(rows, known, strict=True):
            words = Text(one_line(binned.note.text))
            words.truncate(room, overflow="ellipsis")
            lines.append((binned.note.id, [*map(Text, cells), words]))
        self.fill(columns, lines)


class WallBinScreen(WallListScreen):
    """What was taken down from one wall.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    _table = query_one("#past", BinTable)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__(naho, session_id)
        self._found: _Found | None = None
        self._under_way: set[str] = set()

    def new_table(self) -> BinTable:
        """Return the table."""
        return BinTable(id="past")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Bin")

    def help(self) -> Help:
        """Say what is in the bin, and that nothing leaves it but by the wall."""
        return Help(
            _("What was taken down from this wall?"),
            (
                _(
                    "Enter hangs the chosen note on the wall again, in its column, with its "
                    "number and its dots, and in its group if there still is one."
                ),
                _(
                    "Notes whose adding was taken back are here too. The bin is never emptied: "
                    "the journal keeps everything that was kept once."
                ),
            ),
        )

    # ---- showing -------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Read what was taken down again."""
        self.work(partial(_find, self.naho, self.session_id), self._take, group="bin")

    def _take(self, found: _Found) -> None:
        self._found, self.about = found, found.about
        self.show_found()

    def show_found(self) -> None:
        """Show the notes that were read, without those that are being put back."""
        if self._found is not None:
            rows = [row for row in self._found.rows if row[0].note.id not in self._under_way]
            self._table.show(rows, self.size.width)
            self.show_table(empty=_("Nothing was taken down from this wall."))

    # ---- doing ---------------------------------------------------------------------------

    @on(DataTable.RowSelected)
    def _restore(self, message: DataTable.RowSelected) -> None:
        message.stop()
        id_ = self._table.chosen
        if self._found is None or not id_:
            return
        self._under_way.add(id_)
        self.show_found()
        restore = self.naho.bin.restore
        self.write(
            lambda: restore([id_], actor=Actor.WALL),
            self._restored,
            group="restore",
            failed=partial(self._not_restored, id_),
        )

    def _restored(self, notes: list[Note]) -> None:
        for note in notes:
            self.say(_("{receipt} hangs on the wall again.").format(receipt=note.receipt))
            self._forget(note.id)
        self.refresh_data()

    def _not_restored(self, id: str, error: NahoError) -> None:
        self._under_way.discard(id)
        self.say_error(error)
        self.refresh_data()

    def _forget(self, id: str) -> None:
        """Keep a note off the list that was read while it was still in the bin."""
        self._under_way.discard(id)
        if self._found is not None:
            rows = tuple(row for row in self._found.rows if row[0].note.id != id)
            self._found = replace(self._found, rows=rows)
