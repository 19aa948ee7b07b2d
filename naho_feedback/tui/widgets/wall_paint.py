"""How a wall is painted: only the cards in view, line by line.

The painter of :class:`naho_feedback.tui.widgets.wall.WallView`, which adds keys and mouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Self

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from naho_feedback.domain.notes import Column, Note, Polarity
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.note_card import (
    BY_PERSON,
    ORIGINS,
    Card,
    CardLook,
    Row,
    Shape,
    card_rows,
    cut,
)
from naho_feedback.tui.widgets.note_layout import INDENT
from naho_feedback.tui.widgets.wall_fit import GAP, Slot
from naho_feedback.tui.widgets.wall_heads import (
    HEAD,
    RAIL,
    RAIL_END,
    HeadWords,
    group_line,
    head_line,
    strip_line,
)
from naho_feedback.tui.widgets.wall_layout import NOWHERE, WallLayout
from naho_feedback.tui.widgets.wall_strip import WallStrip

_MOST_PAINTED: Final = 2_000


class WallPainter(WallLayout, inherit_bindings=False):
    """A wall that paints itself.

    Args:
        columns: the format's columns.
        read_only: whether the session takes no changes any more.
        id: the widget's id.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"wall--{polarity}-{part}" for polarity in Polarity for part in ("edge", "paper")),
        "wall--chosen",
        "wall--desk",
        "wall--group",
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
        .wall--desk { color: $foreground; background: $background; }
        .wall--group { color: $foreground; background: $background; text-style: bold; }
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
        super().__init__(columns, read_only=read_only, id=id)
        self._painted: dict[tuple[Card, Polarity, int, Shape], tuple[Row, ...]] = {}
        self._looks: dict[Polarity, CardLook] = {}
        self._styles: dict[str, Style] = {}
        self._blanks: dict[int, Row] = {}
        self._filters: Sequence[LineFilter] | None = None
        self._lines: list[Strip] = []
        self._lines_for: tuple[Offset, Size, int] | None = None

    def notify_style_update(self) -> None:
        """Forget painted cards: the theme changed."""
        super().notify_style_update()
        self._forget_painted()

    def _forget_painted(self) -> None:
        self._looks.clear()
        self._styles.clear()
        self._painted.clear()
        self._blanks.clear()
        self._filters = None
        self._lines = []

    @property
    def painted_width(self) -> int:
        """Cells up to the scroll bar; a strip that went under it would be cut at each line."""
        bar = self.scrollbar_size_vertical if self.show_vertical_scrollbar else 0
        return self.size.width - bar

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint again."""
        self._lines = []
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the wall, past Textual's cache of styles.

        That cache is right for what seldom changes: where each line is another one at each key,
        it is half of a frame's time. What it does beside is done here: see :meth:`_netted`.
        """
        view = (self.scroll_offset, self.size, self.painted_width)
        if not self._lines or view != self._lines_for:
            self._lines = [self.render_line(y) for y in range(self.size.height)]
            self._lines_for = view
        lines = self._lines[crop.y : crop.bottom]
        if crop.x == 0 and crop.right >= self.painted_width:
            return lines
        return [line.crop(crop.x, min(crop.right, line.cell_length)) for line in lines]

    def render_line(self, y: int) -> Strip:
        """Return one line of the wall."""
        segments: list[Segment] = []
        before = NOWHERE
        for slot in self._slots:
            segments += self._gap(before, slot.number, y)
            before = slot.number
            if slot.folded:
                segments += self._strip(slot, y)
            elif y < HEAD:
                segments += self._head(slot, y)
            else:
                segments += self._card_line(slot, y - HEAD + self.scroll_offset.y)
        end, width = self._slots[-1].x + self._slots[-1].width, self.painted_width
        if end + GAP <= width:
            segments += self._gap(before, NOWHERE, y)
            end += GAP
        if end > width:  # a terminal too narrow for one column
            return Strip(segments).adjust_cell_length(width)
        return WallStrip([*segments, *self._blank(width - end)], width)

    def _netted(self, *segments: Segment) -> Row:
        """Return runs of cells behind the app's filters: its net against escapes, NO_COLOR."""
        if self._filters is None:
            self._filters = self.get_line_filters()
        netted = list(segments)
        for line_filter in self._filters:
            netted = line_filter.apply(netted, self.background_colors[1])
        return tuple(netted)

    def _blank(self, cells: int) -> Row:
        """Return so many cells of the desk behind the cards."""
        blank = self._blanks.get(cells)
        if blank is None:
            blank = self._blanks[cells] = self._netted(Segment(" " * cells, self._style("desk")))
        return blank

    def _gap(self, left: int, right: int, y: int) -> Row:
        """Return the free cell between two columns; the one that takes a drop has posts."""
        if self._drop_on != NOWHERE and self._drop_on in (left, right) and y:
            return self._netted(Segment("┃" * GAP, self._style("chosen")))
        return self._blank(GAP)

    def _words(self, slot: Slot) -> HeadWords:
        head = self._heads[slot.number]
        return HeadWords(
            head.name,
            "" if self._wall.by_theme else head.polarity.sign,
            len(self._wall.shown[slot.number]),
            before=slot is self._slots[0] and self._first > 0,
            after=slot is self._slots[-1] and slot.number < len(self._heads) - 1,
            drop=slot.number == self._drop_on,
        )

    def _is_marked(self, number: int) -> bool:
        """Whether a column's head stands out: the cursor's one, or the one written to."""
        if self._drop_on != NOWHERE:
            return number == self._drop_on
        if self.has_focus:
            return number == self._column
        return number == self._active and not (self._read_only or self._wall.by_theme)

    def _head(self, slot: Slot, y: int) -> Row:
        style = self._look(self._heads[slot.number].polarity).edge
        marked = self._is_marked(slot.number)
        if y:
            return self._netted(Segment(("━" if marked else "─") * slot.width, style))
        words = head_line(self._words(slot), slot.width)
        return self._netted(Segment(words, style + Style(bold=True, reverse=marked)))

    def _strip(self, slot: Slot, y: int) -> Row:
        marked = self._is_marked(slot.number)
        style = self._style("chosen") if marked else self._style("quiet")
        if marked and y == 0:
            style += Style(reverse=True)
        return self._netted(Segment(strip_line(self._words(slot), y, slot.width), style))

    def _card_line(self, slot: Slot, row: int) -> Row:
        heights, notes = self._wall.heights[slot.number], self._wall.shown[slot.number]
        width = slot.width
        position = heights.at(row)
        if position >= len(notes):
            return self._netted(Segment(self._empty(slot, row).ljust(width), self._style("quiet")))
        note, inside = notes[position], row - heights.top(position)
        if not heights.is_grouped(position):
            return self._card_row(note, inside, width)
        rail = self._style("group")
        if heights.lead(position) and inside == 0:
            count, total = self._wall.size_of_group(slot.number, note.cluster)
            title = self._wall.clusters[note.cluster].title or _("Group of notes")
            return self._netted(Segment(group_line(title, count, total, width), rail))
        last = heights.ends_group(position) and inside == heights.rows(position) - 1
        beside = self._netted(Segment(RAIL_END if last else RAIL, rail))
        return beside + self._card_row(note, inside - heights.lead(position), width - INDENT)

    def _card_row(self, note: Note, inside: int, width: int) -> Row:
        rows = self._card(note, width)
        # A card that comes into view by one row may still be taller in theory than in truth.
        return rows[inside] if inside < len(rows) else self._blank(width)

    def _empty(self, slot: Slot, row: int) -> str:
        if row != 1 or self._wall.shown[slot.number]:
            return ""
        said = _("nothing found") if self._wall.words else _("nothing yet")
        return cut(f"  {said}", slot.width)

    def _card(self, note: Note, width: int) -> tuple[Row, ...]:
        card = self._card_of(note)
        polarity = self._wall.polarity_of(note)
        key = (card, polarity, width, self._shape)
        rows = self._painted.get(key)
        if rows is None:
            if len(self._painted) >= _MOST_PAINTED:
                self._painted.clear()
            look = self._look(polarity)
            if card.chosen or card.dragged:
                look = CardLook(self._style("chosen"), look.paper)
            rows = self._painted[key] = tuple(
                self._netted(*row) for row in card_rows(card, width, look, self._shape)
            )
        return rows

    def _card_of(self, note: Note) -> Card:
        wall = self._wall
        placement = wall.placements.get(note.id)
        decided = BY_PERSON if placement is not None and placement.locked else ""
        origin, foot = ORIGINS[note.origin], wall.theme_name(note)
        if wall.by_theme:
            sign = wall.polarity_of(note).sign
            marks, foot = f"{sign} {origin} {decided}", wall.column_name(note)
        else:
            marks = origin
            if decided:
                foot = " ".join((decided, foot or _("To be sorted")))
        return Card(
            note.text,
            note.dots,
            foot,
            self._receipts.get(note.id, ""),
            " ".join(marks.split()),
            chosen=note.id == (self._drop_with or (self._chosen if self.has_focus else "")),
            selected=note.id in self._selected,
            dragged=note.id in self._dragged,
        )

    def _look(self, polarity: Polarity) -> CardLook:
        look = self._looks.get(polarity)
        if look is None:
            paper = self._style(f"{polarity}-paper")
            look = self._looks[polarity] = CardLook(
                self._style(f"{polarity}-edge"),
                paper + Style(bold=True) if self._zoomed else paper,
            )
        return look

    def _style(self, name: str) -> Style:
        """Return one of our styles; asking Textual for each segment would cost a frame's half."""
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"wall--{name}")
        return style
