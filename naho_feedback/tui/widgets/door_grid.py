"""The counting table: a key, a click or Enter on a cell counts one person coming in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.wording import number
from naho_feedback.tui.widgets.door_keys import Cell, cell_of, key_of
from naho_feedback.tui.widgets.door_layout import KEY, Room, Table, broken, room
from naho_feedback.tui.widgets.figures import HEIGHT, big

Named = tuple[str, str]
"""An id and the words for it, which may be typed text."""

_MOVES: Final = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class DoorGrid(Widget, can_focus=True):
    """Sites down, roles across, the figures of one day in the cells.

    Every key that matters is taken by :meth:`on_key`, at once and in the order of pressing:
    a binding would run only after the key had climbed up to the app, and later letters would
    overtake it.

    Args:
        sites: the rows.
        roles: the columns.
        keyboard: ``"azerty"`` or ``"qwerty"``.
    """

    DEFAULT_CSS = """
    DoorGrid { height: 1fr; padding: 0 1; }
    """
    ALLOW_SELECT = False
    # Shown and clicked in the line of keys; pressed, they are taken by on_key.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "count", N_("Count")),
        Binding("up,down,left,right", "move", N_("Go"), key_display="↑↓←→"),
        Binding("ctrl+z", "undo", N_("Undo")),
    ]

    @dataclass
    class Counted(Message):
        """One person came in."""

        grid: DoorGrid
        site: str
        role: str

        @property
        def control(self) -> DoorGrid:
            """The table."""
            return self.grid

    @dataclass
    class Missed(Message):
        """A key was pressed that no cell has."""

        grid: DoorGrid
        key: str

        @property
        def control(self) -> DoorGrid:
            """The table."""
            return self.grid

    @dataclass
    class UndoAsked(Message):
        """The last entry shall be taken back."""

        grid: DoorGrid

        @property
        def control(self) -> DoorGrid:
            """The table."""
            return self.grid

    def __init__(
        self,
        sites: tuple[Named, ...],
        roles: tuple[Named, ...],
        keyboard: str,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._given = (sites, roles)
        self._sites, self._roles = sites, roles
        self._keyboard = keyboard
        self._figures: dict[tuple[str, str], int] = {}
        self._cursor: Cell = (0, 0)
        self._first: Cell = (0, 0)
        self._last: tuple[str, str] | None = None

    # ---- what it shows -------------------------------------------------------------------

    def show(self, figures: Mapping[tuple[str, str], int], last: tuple[str, str] | None) -> None:
        """Show other figures; what the programme does not name gets a row or column of its own.

        Args:
            figures: entries by site and role.
            last: the cell of the last entry, which is marked.
        """
        sites, roles = self._given
        self._figures = dict(figures)
        self._last = last
        known = {id_ for id_, _name in sites}
        others = dict.fromkeys(site for site, _role in figures if site not in known)
        self._sites = (*sites, *((id_, id_) for id_ in others))
        known = {id_ for id_, _name in roles}
        others = dict.fromkeys(role for _site, role in figures if role not in known)
        self._roles = (*roles, *((id_, id_ or _("not asked")) for id_ in others))
        self.refresh()

    def count(self, site: str, role: str, by: int) -> None:
        """Add to one figure and mark it."""
        figures = dict(self._figures)
        figures[site, role] = figures.get((site, role), 0) + by
        self.show(figures, (site, role))

    @property
    def total(self) -> int:
        """All entries shown."""
        return sum(self._figures.values())

    def without_key(self) -> tuple[str, ...]:
        """Return the names of sites and roles of which some cell has no key."""
        sites, roles = self._given
        rows = [n for row, (_id, n) in enumerate(sites) if not key_of(self._keyboard, row, 0)]
        columns = [n for col, (_id, n) in enumerate(roles) if not key_of(self._keyboard, 0, col)]
        return (*rows, *columns)

    # ---- counting ------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Count, move or take back, in the order of the keys."""
        if event.key == "ctrl+z":
            self.action_undo()
        elif event.key in ("enter", "space"):
            self.action_count()
        elif event.key in _MOVES:
            self.action_move(*_MOVES[event.key])
        elif event.is_printable and not event.key.startswith(("alt+", "ctrl+", "super+")):
            self._press(event.character or "")
        else:
            return
        event.stop()
        event.prevent_default()

    def _press(self, character: str) -> None:
        cell = cell_of(self._keyboard, character)
        if cell is None or not self._take(cell):
            self.post_message(self.Missed(self, character))

    def _take(self, cell: Cell) -> bool:
        """Count in a cell; False where the programme has no such one."""
        sites, roles = self._given
        row, column = cell
        if row >= len(sites) or column >= len(roles):
            return False
        self._go(cell)
        self.post_message(self.Counted(self, sites[row][0], roles[column][0]))
        return True

    def action_count(self) -> None:
        """Count in the cell under the cursor."""
        self._take(self._cursor)

    def action_undo(self) -> None:
        """Ask to take the last entry back."""
        self.post_message(self.UndoAsked(self))

    def action_move(self, down: int = 0, across: int = 0) -> None:
        """Move the cursor."""
        row = max(0, min(len(self._given[0]) - 1, self._cursor[0] + down))
        column = max(0, min(len(self._given[1]) - 1, self._cursor[1] + across))
        self._go((row, column))

    def _go(self, cell: Cell) -> None:
        self._cursor = cell
        self._follow()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Count in the cell that was clicked."""
        offset = event.get_content_offset(self)
        cell = self._cell_at(offset.x, offset.y) if offset else None
        if cell is not None:
            self._take(cell)

    def _cell_at(self, x: int, y: int) -> Cell | None:
        space = self._room()
        column = (x - space.name - 1) // space.cell
        row = (y - space.header) // space.line
        if x <= space.name or column >= space.columns or y < space.header or row >= space.rows:
            return None
        return row + self._first[0], column + self._first[1]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show lower rows."""
        event.stop()
        self._scroll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show higher rows."""
        event.stop()
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        most = max(0, len(self._sites) - self._room().rows)
        self._first = (max(0, min(most, self._first[0] + by)), self._first[1])
        self.refresh()

    # ---- painting ------------------------------------------------------------------------

    def _room(self) -> Room:
        names = max(Content(one_line(name)).cell_length for _id, name in self._sites)
        figures = [*self._figures.values(), *(self._of_site(id_) for id_, _name in self._sites)]
        table = Table(
            names=names,
            digits=max((len(number(n)) for n in figures), default=1),
            rows=len(self._sites),
            columns=len(self._roles),
        )
        return room(table, self.content_size.width, self.content_size.height)

    def _of_site(self, site: str) -> int:
        return sum(n for (site_, _role), n in self._figures.items() if site_ == site)

    def _follow(self) -> None:
        """Keep the cursor in the window."""
        space = self._room()
        row, column = self._cursor
        first_row = max(min(self._first[0], row), row - space.rows + 1)
        first_column = max(min(self._first[1], column), column - space.columns + 1)
        self._first = (first_row, first_column)

    def on_resize(self) -> None:
        """Keep the cursor in the window of another size."""
        self._follow()

    def render(self) -> RenderResult:
        """Return the table, or the window onto it."""
        space = self._room()
        lines = list(self._header(space))
        rows = range(self._first[0], min(len(self._sites), self._first[0] + space.rows))
        for row in rows:
            lines += self._row(row, space)
        return Content("\n").join(lines)

    def _columns(self, space: Room) -> range:
        return range(self._first[1], min(len(self._roles), self._first[1] + space.columns))

    def _header(self, space: Room) -> Iterator[Content]:
        names = [broken(one_line(self._roles[c][1]), space.cell - 2) for c in self._columns(space)]
        more = "‹" if self._first[1] else " "
        beyond = " ›" if self._first[1] + space.columns < len(self._roles) else ""
        for line in range(space.header):
            cells = [Content.styled(pair[line], "$quiet") for pair in names]
            marks = (more, beyond) if line == space.header - 1 else (" ", "")
            total = _("Total") if space.total and line == space.header - 1 else ""
            yield Content.assemble(
                " " * space.name,
                (marks[0], "$accent"),
                *(cell + " " * max(0, space.cell - cell.cell_length) for cell in cells),
                (total.rjust(space.total), "$quiet"),
                (marks[1], "$accent"),
            )

    def _row(self, row: int, space: Room) -> list[Content]:
        site, name = self._sites[row]
        height = HEIGHT if space.big else 1
        middle = height // 2
        label = Content.styled(one_line(name), "bold").truncate(space.name, ellipsis=True)
        label += " " * (space.name - label.cell_length)
        cells = [self._cell(row, column, space) for column in self._columns(space)]
        lines = []
        for line in range(height):
            start = label if line == middle else Content(" " * space.name)
            total = number(self._of_site(site)) if line == middle and space.total else ""
            lines.append(
                Content.assemble(
                    start,
                    " ",
                    *(cell[line] for cell in cells),
                    (total.rjust(space.total), "$quiet"),
                )
            )
        lines += [Content("")] * (space.line - height)
        if space.line == 1 or not lines:
            return lines
        if row == self._first[0] + space.rows - 1 and row + 1 < len(self._sites):
            more = len(self._sites) - row - 1
            lines[-1] = Content.styled(f"▾ {more}", "$accent")
        return lines

    def _cell(self, row: int, column: int, space: Room) -> list[Content]:
        """Return the lines of one cell: its key, its figure, and whether it was the last."""
        site, role = self._sites[row][0], self._roles[column][0]
        count = self._figures.get((site, role), 0)
        key = key_of(self._keyboard, row, column) if self._counts(row, column) else ""
        figure = big(number(count)) if space.big else (number(count),)
        is_last = self._last == (site, role)
        strong = "bold $accent" if is_last else "bold" if count else "$quiet"
        ground = " on $panel" if (row, column) == self._cursor and self.has_focus else ""
        middle = len(figure) // 2
        width = max(len(figure[0]), space.cell - KEY - 2)
        lines = []
        for line, text in enumerate(figure):
            shown_key = f"[{key}]" if key and line == middle else ""
            lines.append(
                Content.assemble(
                    (shown_key.ljust(KEY), f"$accent{ground}"),
                    (text.rjust(min(width, space.cell - KEY - 2)), strong + ground),
                    ("◂" if is_last and line == middle else " ", f"$accent{ground}"),
                    " ",
                )
            )
        return lines

    def _counts(self, row: int, column: int) -> bool:
        return row < len(self._given[0]) and column < len(self._given[1])

    def watch_has_focus(self, _focused: bool) -> None:
        """Show or hide the cursor."""
        self.refresh()
