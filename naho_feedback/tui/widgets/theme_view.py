"""The table of themes, painted line by line: only the rows in view, however many there are.

The painter of :class:`naho_feedback.tui.widgets.theme_grid.ThemeGrid`, which adds keys and mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from naho_feedback.i18n import gettext as _
from naho_feedback.services.sureness import Sure
from naho_feedback.services.theme_table import TableRow
from naho_feedback.tui.widgets.note_card import cut
from naho_feedback.tui.widgets.theme_cells import Slot, cell, fitted, in_slot
from naho_feedback.tui.widgets.theme_rows import ORDERS, Order, ThemeRows

HEAD: Final = 1
"""Rows of the heads of columns, which stay while the notes scroll."""


class ThemeView(ScrollView, inherit_bindings=False):
    """Notes in rows with a cursor and a selection; data comes in by methods.

    Args:
        id: the widget's id.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("theme--row", "theme--head", "theme--cursor", "theme--quiet", "theme--mark"),
        *(f"theme--{name}" for name in ("barrier", "enabler", "idea", "question", "neutral")),
    }
    DEFAULT_CSS = """
    ThemeView {
        background: $background;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $rule;
        .theme--row { color: $foreground; background: $background; }
        .theme--head { color: $quiet; background: $surface; }
        .theme--cursor { background: $panel; text-style: bold; }
        .theme--quiet { color: $quiet; }
        .theme--mark { color: $accent; }
        .theme--barrier { color: $barrier-line; }
        .theme--enabler { color: $enabler-line; }
        .theme--idea { color: $idea-line; }
        .theme--question { color: $question-line; }
        .theme--neutral { color: $neutral-line; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = ThemeRows()
        self._chosen = ""
        self._selected: dict[str, None] = {}
        self._slots: tuple[Slot, ...] = ()
        self._styles: dict[str, Style] = {}

    # ---- data in -------------------------------------------------------------------------

    def show_rows(self, rows: Iterable[TableRow]) -> None:
        """Show all notes; the cursor stays on its note, where it stands on the screen."""
        line = self._line()
        changed = self.rows.replace(rows)
        self._selected = {id_: None for id_ in self._selected if self.rows.row(id_)}
        if changed:
            self._arrange(line)

    def update_rows(self, rows: Sequence[TableRow]) -> None:
        """Show changed rows, each in its place."""
        self.rows.change(rows)
        self.repaint(row.id for row in rows)

    def look_for(self, words: str) -> None:
        """Show only notes that hold these words; the cursor stays on its note if it is shown."""
        self.rows.look_for(words)
        self._arrange(0)

    def only(self, theme: str | None) -> None:
        """Show only the notes of one theme; None shows all."""
        self.rows.only(theme)
        self._arrange(0)

    def order_by(self, order: Order) -> None:
        """Put the rows in this order; the cursor goes to the first one."""
        self.rows.sort(order)
        self._chosen = ""
        self._arrange(0)

    # ---- what is under the cursor --------------------------------------------------------

    @property
    def chosen(self) -> TableRow | None:
        """The row under the cursor, or None."""
        return self.rows.row(self._chosen) if self.place is not None else None

    @property
    def place(self) -> int | None:
        """Where the cursor stands among the rows that are shown, or None."""
        return self.rows.place_of(self._chosen) if self._chosen else None

    @property
    def selected(self) -> tuple[TableRow, ...]:
        """The selected rows, in the order in which they were selected."""
        return tuple(row for id_ in self._selected if (row := self.rows.row(id_)))

    @property
    def targets(self) -> tuple[TableRow, ...]:
        """What a key works on: the selected rows, else the one under the cursor."""
        chosen = self.chosen
        return self.selected or ((chosen,) if chosen else ())

    def cursor_moved(self) -> None:
        """Tell others that another row is chosen; for a subclass."""

    def choose(self, place: int) -> None:
        """Put the cursor on a row and bring it into view."""
        if not self.rows.shown:
            self._chosen = ""
        else:
            before = self._chosen
            place = max(0, min(len(self.rows.shown) - 1, place))
            self._chosen = self.rows.shown[place]
            self.repaint((before, self._chosen))
            self._bring(place)
        self.cursor_moved()

    # ---- layout --------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """How many rows are in view."""
        return max(1, self.scrollable_content_region.height - HEAD)

    def _line(self) -> int:
        """Return on which line of the view the cursor stands."""
        place = self.place
        return place - self.scroll_offset.y if place is not None else 0

    def _arrange(self, line: int) -> None:
        """Lay out after rows or sizes changed, the cursor's row on a line of the view."""
        width = self.scrollable_content_region.width
        self._slots = fitted(width, role=self.rows.has_role(), order=self.rows.order.column)
        self.virtual_size = Size(width, len(self.rows.shown) + HEAD)
        place = self.place
        if place is None:
            self.choose(0)
        else:
            self.scroll_to(y=max(0, place - line), animate=False)
            self._bring(place)
            self.cursor_moved()
        self.refresh()

    def _bring(self, place: int) -> None:
        y = self.scroll_offset.y
        wanted = place if place < y else max(y, place - self.page + 1)
        if wanted != y:
            self.scroll_to(y=wanted, animate=False)

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._arrange(self._line())

    def repaint(self, ids: Iterable[str]) -> None:
        """Paint a few rows again, those that are in view."""
        width, height = self.size
        for id_ in ids:
            place = self.rows.place_of(id_)
            y = place - self.scroll_offset.y + HEAD if place is not None else -1
            if HEAD <= y < height:
                self.refresh(Region(0, y, width, 1))

    # ---- painting ------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget styles: the look changed."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """Return one line of the table."""
        width = self.scrollable_content_region.width
        if y < HEAD:
            return self._head(width)
        place = y - HEAD + self.scroll_offset.y
        if place < len(self.rows.shown):
            return self.paint_row(self.rows.at(place), width)
        words = ""
        if place == 1 and not self.rows.shown:
            words = f"  {self._empty()}"
        return self._line_of([Segment(cut(words, width), self._style("row", "quiet"))], width)

    def _empty(self) -> str:
        if not self.rows.count:
            return _("No note yet. Type them on the wall (F3).")
        return _("Nothing found. Esc shows all notes.")

    def _head(self, width: int) -> Strip:
        style = self._style("head")
        gap = Segment(" ", style)
        segments: list[Segment] = []
        for slot in self._slots:
            segments += [Segment(in_slot(slot.head, slot), style), gap]
        return self._line_of(segments, width, style)

    def paint_row(self, row: TableRow, width: int) -> Strip:
        """Return the line of one note."""
        chosen, selected = row.id == self._chosen, row.id in self._selected
        base = ("row", "cursor") if chosen else ("row",)
        segments: list[Segment] = []
        gap = Segment(" ", self._style(*base))
        for slot in self._slots:
            words = cell(row, slot, chosen=chosen, selected=selected)
            segments += [Segment(words, self._style(*base, *_paint(row, slot.name))), gap]
        return self._line_of(segments, width, self._style(*base))

    def _line_of(self, segments: list[Segment], width: int, style: Style | None = None) -> Strip:
        return Strip(segments).adjust_cell_length(width, style or self._style("row"))

    def _style(self, *names: str) -> Style:
        """Return one of our styles on another; asking Textual for each cell costs half a frame."""
        key = " ".join(names)
        style = self._styles.get(key)
        if style is None:
            style = Style()
            for name in names:
                partial = self.get_component_styles(f"theme--{name}").partial_rich_style
                style += partial
            self._styles[key] = style
        return style


def _paint(row: TableRow, column: str) -> tuple[str, ...]:
    """Return the styles of a column; what is still to be sorted stands back where it says so."""
    match column:
        case "mark":
            return ("mark",)
        case "sign":
            return (str(row.polarity),)
        case "note" | "dots":
            return ()
        case "theme":
            return ("mark",) if row.sure == Sure.UNSORTED else ()
        case _:
            return ("quiet",)


def order_after(order: Order, step: int) -> Order:
    """Return the next order, round the end."""
    return ORDERS[(ORDERS.index(order) + step) % len(ORDERS)]
