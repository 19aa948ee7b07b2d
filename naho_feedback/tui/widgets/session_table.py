"""The list of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import folded
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.wording import number

_WIDE: Final = 100
"""From this width on there is room for who was there and whom a session addresses."""

_LEAST_TITLE: Final = 16


@dataclass(frozen=True)
class Row:
    """One session as the list shows it; every text is one harmless line.

    Attributes:
        is_open: whether something may be said there now.
        people: how many were counted, or ``""``.
    """

    session: Session
    is_open: bool
    state: str
    title: str
    site: str
    opened: str
    notes: int
    people: str
    audience: str

    def fits(self, words: str) -> bool:
        """Whether every word typed into the filter occurs, whatever its case and accents."""
        text = folded(f"{self.state} {self.title} {self.site} {self.opened} {self.audience}")
        return all(word in text for word in folded(words).split())


class SittingTable(DataTable[Text]):
    """What the list and the agenda share: a cursor that stays on its session."""

    DEFAULT_CSS = """
    SittingTable {
        height: 1fr;
        margin: 1 1 0 1;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        & > .datatable--header { background: $background; color: $quiet; text-style: none; }
        & > .datatable--cursor { background: $panel; color: $foreground; text-style: none; }
        &:focus > .datatable--cursor {
            background: $accent;
            color: $block-cursor-foreground;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Wall")),
        Binding("down", "cursor_down", N_("Choose"), key_display="↑↓", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._named: tuple[str, ...] = ()
        self._keys: list[str] = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open something only where there is something."""
        if action == "select_cursor":
            return bool(self._keys)
        return super().check_action(action, parameters)

    @property
    def chosen(self) -> str:
        """The id of the session under the cursor, or ``""``."""
        place = self.cursor_row
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    def choose(self, id: str) -> bool:
        """Put the cursor on a row; return whether it is there."""
        if id not in self._keys:
            return False
        self.cursor_coordinate = Coordinate(self._keys.index(id), 0)
        return True

    def fill(self, columns: Sequence[str], rows: Sequence[tuple[str, list[Text]]]) -> None:
        """Show other rows.

        Args:
            columns: the headings.
            rows: session id and cells of each row, top to bottom.
        """
        before, place = self.chosen, self.cursor_row
        if self._named == tuple(columns):
            self.clear()
        else:
            self.clear(columns=True)
            self._named = tuple(columns)
            for label in columns:
                self.add_column(Text(label))
        self._keys = [key for key, _cells in rows]
        for _key, cells in rows:
            self.add_row(*cells)
        if before in self._keys and self._keys[place : place + 1] != [before]:
            place = self._keys.index(before)
        if self._keys:
            self.cursor_coordinate = Coordinate(max(0, min(place, len(self._keys) - 1)), 0)


class SessionTable(SittingTable):
    """The list of sessions, the latest first; Enter opens the wall of the chosen one."""

    def show(self, rows: Sequence[Row], width: int) -> None:
        """Show these sessions.

        Args:
            rows: the sessions.
            width: cells of the whole screen.
        """
        wide = width >= _WIDE
        columns = [_("State"), _("Workshop"), _("Site"), _("Notes")]
        columns += [_("People")] if wide else []
        columns += [_("Opened")]
        columns += [_("For")] if wide else []
        others = [_cells(row, None, wide=wide) for row in rows]
        taken = sum(
            max([len(label), *(cells[place].cell_len for cells in others)])
            for place, label in enumerate(columns)
            if place != 1
        )
        titles = max(_LEAST_TITLE, width - taken - 2 * len(columns) - 3)
        self.fill(columns, [(row.session.id, _cells(row, titles, wide=wide)) for row in rows])


def _cells(row: Row, titles: int | None, *, wide: bool) -> list[Text]:
    """Return the cells; the workshop's name is cut to ``titles`` cells."""
    state = Text.assemble(("● " if row.is_open else "○ ", "bold" if row.is_open else ""), row.state)
    title = Text(row.title)
    if titles is not None:
        title.truncate(titles, overflow="ellipsis")
    cells = [state, title, Text(row.site), Text(number(row.notes), justify="right")]
    cells += [Text(row.people, justify="right")] if wide else []
    cells += [Text(row.opened)]
    return [*cells, Text(row.audience)] if wide else cells
