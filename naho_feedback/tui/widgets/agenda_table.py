"""The agenda of a week: its days, and what took place or will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.session_table import SittingTable

_LEAST_TITLE: Final = 16


@dataclass(frozen=True)
class AgendaRow:
    """One line of the week; every text is one harmless line.

    Attributes:
        day: the day's name on its first line, ``""`` on the others.
        time: from when to when.
        people: how many were counted, or ``""``.
    """

    session: str
    day: str
    time: str
    title: str
    site: str
    people: str


class AgendaTable(SittingTable):
    """A week by day; left and right show another week."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", N_("Week"), key_display="←→"),
        Binding("left", "turn(-1)", N_("Week before"), show=False),
    ]

    @dataclass
    class Turned(Message):
        """Somebody wants to see another week: ``by`` weeks later."""

        table: AgendaTable
        by: int

        @property
        def control(self) -> AgendaTable:
            """The agenda."""
            return self.table

    def action_turn(self, by: int) -> None:
        """Ask for another week."""
        self.post_message(self.Turned(self, by))

    def show(self, rows: Sequence[AgendaRow], width: int) -> None:
        """Show a week.

        Args:
            rows: its lines, in order.
            width: cells of the whole screen.
        """
        columns = [_("Day"), _("Time"), _("Workshop"), _("Site"), _("People")]
        others = [_cells(row, None) for row in rows]
        taken = sum(
            max([len(label), *(cells[place].cell_len for cells in others)])
            for place, label in enumerate(columns)
            if place != 2
        )
        titles = max(_LEAST_TITLE, width - taken - 2 * len(columns) - 3)
        self.fill(columns, [(row.session, _cells(row, titles)) for row in rows])


def _cells(row: AgendaRow, titles: int | None) -> list[Text]:
    title = Text(row.title)
    if titles is not None:
        title.truncate(titles, overflow="ellipsis")
    people = Text(row.people, justify="right")
    return [Text(row.day, style="bold"), Text(row.time), title, Text(row.site), people]
