"""How a wall is painted: only the cards in view, line by line.

The painter of :class:`naho_feedback.tui.widgets.wall.WallView`, which adds keys and mouse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
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

    def notify_style_update(self) -> None:
        """Forget painted cards: the theme changed."""
        super().notify_style_update()
        self._forget_painted()

    def _forget_painted(self) -> None:
        self._looks.clear()
        self._styles.clear()
        self._painted.clear()

    def render_line(self, y: int) -> Strip:
        """Return one line of the wall."""
        width = self.size.width
        segments: list[Segment] = []
        before = NOWHERE
        for slot in self._slots:
            gap = self._gap(before, slot.number, y)
            before = slot.number
            if slot.folded:
                segments += (gap, self._strip(slot, y))
            elif y < HEAD:
                segments += (gap, self._head(slot, y))
            else:
                first, *rest = self._card_line(slot, y - HEAD + self.scroll_offset.y)
                segments += (*_joined(gap, first), *rest)
        segments.append(self._gap(before, NOWHERE, y))
        end = self._slots[-1].x + self._slots[-1].width + GAP
        segments.append(Segment(" " * (width - end), self._style("desk")))
        return Strip(segments).adjust_cell_length(width, self._style("desk"))

    def _gap(self, left: int, right: int, y: int) -> Segment:
        """Return the free cell between two columns; the one that takes a drop has posts."""
        if self._drop_on != NOWHERE and self._drop_on in (left, right) and y:
            return Segment("┃" * GAP, self._style("chosen"))
        return Segment(" " * GAP, self._style("desk"))

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

    def _head(self, slot: Slot, y: int) -> Segment:
        style = self._look(self._heads[slot.number].polarity).edge
        marked = self._is_marked(slot.number)
        if y:
            return Segment(("━" if marked else "─") * slot.width, style)
        return Segment(
            head_line(self._words(slot), slot.width), style + Style(bold=True, reverse=marked)
        )

    def _strip(self, slot: Slot, y: int) -> Segment:
        marked = self._is_marked(slot.number)
        style = self._style("chosen") if marked else self._style("quiet")
        if marked and y == 0:
            style += Style(reverse=True)
        return Segment(strip_line(self._words(slot), y, slot.width), style)

    def _card_line(self, slot: Slot, row: int) -> Iterator[Segment]:
        heights, notes = self._wall.heights[slot.number], self._wall.shown[slot.number]
        width = slot.width
        position = heights.at(row)
        if position >= len(notes):
            yield Segment(self._empty(slot, row).ljust(width), self._style("quiet"))
            return
        note, inside = notes[position], row - heights.top(position)
        if heights.is_grouped(position):
            rail = self._style("group")
            if heights.lead(position) and inside == 0:
                count, total = self._wall.size_of_group(slot.number, note.cluster)
                title = self._wall.clusters[note.cluster].title or _("Group of notes")
                yield Segment(group_line(title, count, total, width), rail)
                return
            last = heights.ends_group(position) and inside == heights.rows(position) - 1
            yield Segment(RAIL_END if last else RAIL, rail)
            width -= INDENT
            inside -= heights.lead(position)
        rows = self._card(note, width)
        # A card that comes into view by one row may still be taller in theory than in truth.
        if inside < len(rows):
            yield from rows[inside]
        else:
            yield Segment(" " * width, self._style("desk"))

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
            rows = self._painted[key] = card_rows(card, width, look, self._shape)
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
            chosen=note.id == self._chosen and self.has_focus,
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


def _joined(gap: Segment, first: Segment) -> tuple[Segment, ...]:
    """Return a blank and what follows as one where that looks the same: fewer bytes are sent."""
    one, other = gap.style, first.style
    if one is None or other is None or one.bgcolor != other.bgcolor:
        return gap, first
    return (Segment(gap.text + first.text, other),) if gap.text.isspace() else (gap, first)
