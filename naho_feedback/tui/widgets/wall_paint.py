"""How a wall is laid out and painted: only the cards in view, line by line.

The painter of :class:`naho_feedback.tui.widgets.wall.WallView`, which adds keys and mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from naho_feedback.domain.notes import Column, Note, Polarity
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services import wording
from naho_feedback.tui.widgets.note_card import PADDING, Card, CardLook, Row, card_rows
from naho_feedback.tui.widgets.wall_columns import Place, WallColumns, fitting_columns

HEAD: Final = 2
"""Rows of the column heads, which stay while the cards scroll."""

RECEIPT_SECONDS: Final = 2.0
"""How long a card shows its receipt after it was saved."""

_MOST_PAINTED: Final = 2_000


class WallPainter(ScrollView, inherit_bindings=False):
    """Post-its in columns, painted; data comes in by methods.

    Args:
        columns: the format's columns.
        read_only: whether the session takes no changes any more.
        id: the widget's id.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"wall--{polarity}-{part}" for polarity in Polarity for part in ("edge", "paper")),
        "wall--chosen",
        "wall--quiet",
    }

    DEFAULT_CSS = """
    WallPainter {
        height: 1fr;
        background: $background;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $rule;
        .wall--chosen { color: $accent; background: $background; text-style: bold; }
        .wall--quiet { color: $quiet; background: $background; }
        .wall--barrier-edge { color: $barrier-line; background: $background; }
        .wall--barrier-paper { color: $barrier-ink; background: $barrier-paper; }
        .wall--enabler-edge { color: $enabler-line; background: $background; }
        .wall--enabler-paper { color: $enabler-ink; background: $enabler-paper; }
        .wall--idea-edge { color: $idea-line; background: $background; }
        .wall--idea-paper { color: $idea-ink; background: $idea-paper; }
        .wall--question-edge { color: $question-line; background: $background; }
        .wall--question-paper { color: $question-ink; background: $question-paper; }
        .wall--neutral-edge { color: $neutral-line; background: $background; }
        .wall--neutral-paper { color: $neutral-ink; background: $neutral-paper; }
    }
    """

    def __init__(
        self, columns: Sequence[Column], *, read_only: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._wall = WallColumns(columns)
        self._read_only = read_only
        self._chosen = ""
        self._receipts: dict[str, str] = {}
        self._active = 0
        self._first = 0
        self._fit = (1, 8)
        self._painted: dict[tuple[Card, Polarity, int], tuple[Row, ...]] = {}
        self._looks: dict[Polarity, CardLook] = {}

    # ---- data in -------------------------------------------------------------------------

    @property
    def contents(self) -> WallColumns:
        """What hangs here; change it through the methods below."""
        return self._wall

    def show_columns(self, columns: Sequence[Column], *, read_only: bool) -> None:
        """Show another wall, without notes."""
        self._wall = WallColumns(columns)
        self._read_only = read_only
        self._active = self._first = 0
        self._arrange()
        self.refresh_bindings()

    def show_notes(self, notes: Iterable[Note], themes: Mapping[str, str]) -> None:
        """Show these notes, oldest first; themes are labels by note id."""
        self._wall.replace(notes, themes)
        self._arrange()

    def put(self, note: Note, *, receipt: bool = False) -> None:
        """Add or change one note; its receipt may be shown for two seconds."""
        self._wall.put(note)
        if receipt:
            self._receipts[note.id] = note.receipt
            self.set_timer(RECEIPT_SECONDS, lambda: self.hide_receipt(note.id))
            self.scroll_to(y=0, animate=False)
        self._arrange()

    def hide_receipt(self, id: str) -> None:
        """Stop showing a note's receipt."""
        if self._receipts.pop(id, None):
            self.refresh()

    def drop(self, id: str) -> None:
        """Take one note down."""
        self._wall.drop(id)
        self._arrange()

    def look_for(self, words: str) -> None:
        """Show only the notes that hold these words."""
        self._wall.look_for(words)
        self.scroll_to(y=0, animate=False)
        self._arrange()

    def activate(self, number: int) -> None:
        """Mark the column that is being written to, and bring it into view."""
        self._active = number
        self._bring_column(number)
        self.refresh()

    # ---- layout --------------------------------------------------------------------------

    def _view(self) -> tuple[int, int]:
        """Return cells and rows that cards have; the scroll bar is not among them."""
        region = self.scrollable_content_region
        return region.width, max(0, region.height - HEAD)

    def _arrange(self) -> None:
        """Lay out again after notes or sizes changed."""
        width, _rows = self._view()
        self._fit = fitting_columns(width, len(self._wall.columns))
        self._wall.resize(self._fit[1] - PADDING)
        self._first = min(self._first, len(self._wall.columns) - self._fit[0])
        self._settle()
        self.refresh()

    def _settle(self) -> None:
        width, rows = self._view()
        top = self.scroll_offset.y
        for heights in self._wall.heights[self._first : self._first + self._fit[0]]:
            heights.settle(top, top + rows)
        tallest = max((heights.total for heights in self._wall.heights), default=0)
        self.virtual_size = Size(width, tallest + HEAD)

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._arrange()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Give the cards that come into view their true heights."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def notify_style_update(self) -> None:
        """Forget painted cards: the theme changed."""
        super().notify_style_update()
        self._looks.clear()
        self._painted.clear()

    def _bring_column(self, number: int) -> None:
        first = min(self._first, number)
        first = max(first, number - self._fit[0] + 1)
        if first != self._first:
            self._first = first
            self._settle()

    def _bring_row(self, place: Place) -> None:
        heights = self._wall.heights[place[0]]
        _width, rows = self._view()
        for _again in range(3):  # settling the cards on the way may move the one looked for
            top = heights.top(place[1])
            if not heights.settle(top - rows, top + rows):
                break
        self._settle()
        top, bottom = heights.top(place[1]), heights.top(place[1]) + heights.rows(place[1])
        y = self.scroll_offset.y
        wanted = top if top < y else max(y, bottom - rows)
        if wanted != y:
            self.scroll_to(y=wanted, animate=False)

    def region_of(self, id: str) -> Region | None:
        """Return where a note's card stands on this widget now, or None where it is not shown."""
        place = self._wall.place_of(id)
        if place is None or not 0 <= place[0] - self._first < self._fit[0]:
            return None
        heights = self._wall.heights[place[0]]
        width = self._fit[1]
        return Region(
            (place[0] - self._first) * (width + 1) + 1,
            heights.top(place[1]) + HEAD - self.scroll_offset.y,
            width,
            heights.rows(place[1]),
        )

    # ---- paint ---------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one line of the wall."""
        desk = self.rich_style
        width = self.size.width
        columns = range(self._first, self._first + self._fit[0])
        segments: list[Segment] = []
        for number in columns:
            segments.append(Segment(" ", desk))
            segments.extend(
                self._head(number, y)
                if y < HEAD
                else self._card_line(number, y - HEAD + self.scroll_offset.y)
            )
        return Strip(segments).adjust_cell_length(width, desk)

    def _head(self, number: int, y: int) -> Row:
        column = self._wall.columns[number]
        width = self._fit[1]
        style = self._look(column.polarity).edge
        active = number == self._active and not self._read_only
        if y:
            return (Segment(("━" if active else "─") * width, style),)
        count = wording.number(len(self._wall.shown[number]))
        before = "‹ " if number == self._first and self._first else ""
        more = number == self._first + self._fit[0] - 1 < len(self._wall.columns) - 1
        after = f" {count}{' ›' if more else ''} "
        name = f" {before}{column.polarity.sign} {one_line(str(column.name))}"
        shown = set_cell_size(name, width - cell_len(after)) + after
        return (Segment(shown, style + Style(bold=True, reverse=active)),)

    def _card_line(self, number: int, row: int) -> Row:
        heights, notes = self._wall.heights[number], self._wall.shown[number]
        width = self._fit[1]
        position = heights.at(row)
        if position >= len(notes):
            return (Segment(self._empty(number, row).ljust(width), self._quiet()),)
        rows = self._card(notes[position], self._wall.columns[number].polarity)
        inside = row - heights.top(position)
        # A card that comes into view by one row may still be taller in theory than in truth.
        return rows[inside] if inside < len(rows) else (Segment(" " * width, self.rich_style),)

    def _empty(self, number: int, row: int) -> str:
        if row != 1 or self._wall.shown[number]:
            return ""
        said = _("nothing found") if self._wall.words else _("nothing yet")
        return set_cell_size(f"  {said}", self._fit[1])

    def _card(self, note: Note, polarity: Polarity) -> tuple[Row, ...]:
        chosen = note.id == self._chosen and self.has_focus
        card = Card(
            note.text,
            note.dots,
            self._wall.themes.get(note.id, ""),
            self._receipts.get(note.id, ""),
            chosen,
        )
        key = (card, polarity, self._fit[1])
        rows = self._painted.get(key)
        if rows is None:
            if len(self._painted) >= _MOST_PAINTED:
                self._painted.clear()
            look = self._look(polarity)
            if chosen:
                look = CardLook(self.get_component_rich_style("wall--chosen"), look.paper)
            rows = self._painted[key] = card_rows(card, self._fit[1], look)
        return rows

    def _look(self, polarity: Polarity) -> CardLook:
        look = self._looks.get(polarity)
        if look is None:
            look = self._looks[polarity] = CardLook(
                self.get_component_rich_style(f"wall--{polarity}-edge"),
                self.get_component_rich_style(f"wall--{polarity}-paper"),
            )
        return look

    def _quiet(self) -> Style:
        return self.get_component_rich_style("wall--quiet")
