"""What a wall shows and where it stands: columns in view, heights, scrolling; nothing painted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.notes import Column, Note
from naho_feedback.domain.themes import Placement
from naho_feedback.tui.widgets.note_card import AIRY, PLAIN, Shape
from naho_feedback.tui.widgets.note_layout import INDENT
from naho_feedback.tui.widgets.wall_columns import Head, Place, WallColumns
from naho_feedback.tui.widgets.wall_fit import Fit, Slot
from naho_feedback.tui.widgets.wall_heads import HEAD

RECEIPT_SECONDS: Final = 2.0
"""How long a card shows its receipt after it was saved."""

NOWHERE: Final = -1
"""The number of no column."""


class WallLayout(ScrollView, inherit_bindings=False):
    """Post-its in columns, laid out; data comes in by methods.

    Args:
        columns: the format's columns.
        read_only: whether the session takes no changes any more.
        id: the widget's id.
    """

    ALLOW_SELECT = False

    def __init__(
        self, columns: Sequence[Column], *, read_only: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._wall = WallColumns(columns)
        self._read_only = read_only
        self._chosen = ""
        self._column = 0
        self._selected: dict[str, None] = {}
        self._dragged: frozenset[str] = frozenset()
        self._drop_on = NOWHERE
        self._drop_with = ""
        self._receipts: dict[str, str] = {}
        self._active = 0
        self._folds: dict[tuple[bool, str], bool] = {}
        self._stood_on: dict[tuple[bool, str], str] = {}
        self._zoomed = False
        self._first = 0
        self._heads: tuple[Head, ...] = self._wall.heads
        self._fit = Fit(10, [False])
        self._slots: tuple[Slot, ...] = self._fit.slots(0)

    # ---- data in -------------------------------------------------------------------------

    @property
    def theme_heads(self) -> tuple[Head, ...]:
        """The themes as columns, that of unsorted notes first."""
        return self._wall.themes

    @property
    def contents(self) -> WallColumns:
        """What hangs here; change it through the methods below."""
        return self._wall

    def show_columns(
        self, columns: Sequence[Column], themes: Sequence[Head] = (), *, read_only: bool
    ) -> None:
        """Show another wall, without notes; ``themes`` are columns too, that of the rest first."""
        by_theme = self._wall.by_theme
        self._wall = WallColumns(columns, themes)
        self._wall.show_by_theme(by_theme)
        self._read_only = read_only
        self._active = self._column = self._first = 0
        self._arrange()
        self.keys_changed()

    def keys_changed(self) -> None:
        """Tell the screen that other keys may work now."""
        self.refresh_bindings()

    def rename_themes(self, themes: Sequence[Head]) -> None:
        """Show the themes' names in another language."""
        self._wall.rename_themes(themes)
        self._arrange()

    def show_notes(
        self,
        notes: Iterable[Note],
        placements: Mapping[str, Placement],
        clusters: Iterable[Cluster] = (),
    ) -> None:
        """Show these notes, oldest first, where they are placed by note id, and their groups."""
        self._wall.replace(notes, placements, clusters)
        kept = [id_ for id_ in self._selected if self._wall.note(id_)]
        self._selected = dict.fromkeys(kept)
        self._arrange()
        self.keys_changed()  # those for groups may work elsewhere now

    def put(self, note: Note, *, receipt: bool = False) -> None:
        """Add or change one note; its receipt may be shown for two seconds."""
        self._wall.put(note)
        if receipt:
            self._receipts[note.id] = note.receipt
            self.set_timer(RECEIPT_SECONDS, lambda: self.hide_receipt(note.id))
            self.scroll_to(y=0, animate=False)
        self._arrange()

    def put_all(self, notes: Iterable[Note]) -> None:
        """Show changed notes."""
        for note in notes:
            self._wall.put(note)
        self._arrange()

    def place(self, placements: Iterable[Placement]) -> None:
        """Show that notes have another theme now."""
        self._wall.place(placements)
        self._arrange()

    def hide_receipt(self, id: str) -> None:
        """Stop showing a note's receipt."""
        if self._receipts.pop(id, None):
            self.refresh()

    def drop(self, id: str) -> None:
        """Take one note down."""
        self._selected.pop(id, None)
        self._wall.drop(id)
        self._arrange()

    def look_for(self, words: str) -> None:
        """Show only the notes that hold these words."""
        self._wall.look_for(words)
        self.scroll_to(y=0, animate=False)
        self._arrange()

    def activate(self, number: int) -> None:
        """Mark the format's column that is being written to, and bring it into view."""
        self._active = number
        if not self._wall.by_theme:
            self._bring_column(number)
        self.refresh()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The columns in view, left to right."""
        return self._slots

    # ---- layout --------------------------------------------------------------------------

    @property
    def _shape(self) -> Shape:
        return AIRY if self._zoomed else PLAIN

    def _view(self) -> tuple[int, int]:
        """Return cells and rows that cards have; the scroll bar is not among them."""
        region = self.scrollable_content_region
        return region.width, max(0, region.height - HEAD)

    def is_folded(self, number: int) -> bool:
        """Whether a column is a narrow strip: by a key, or a theme without notes by itself."""
        by_itself = self._wall.by_theme and not self._wall.shown[number] and self._wall.found > 0
        return self._folds.get((self._wall.by_theme, self._heads[number].id), by_itself)

    def _arrange(self) -> None:
        """Lay out again after notes, columns or sizes changed."""
        width, _rows = self._view()
        self._heads = self._wall.heads
        folded = [self.is_folded(number) for number in range(len(self._heads))]
        self._fit = Fit(width, folded, zoomed=self._zoomed)
        self._wall.resize(self._fit.column_width - self._shape.padding, self._shape)
        self._look_from(min(self._first, self._fit.last_first))
        self._settle()
        self.refresh()

    def _look_from(self, first: int) -> None:
        self._first = first
        self._slots = self._fit.slots(first)

    def _settle(self) -> None:
        width, rows = self._view()
        top = self.scroll_offset.y
        for slot in self._slots:
            if not slot.folded:
                self._wall.heights[slot.number].settle(top, top + rows)
        open_ones = (h for n, h in enumerate(self._wall.heights) if not self.is_folded(n))
        tallest = max((heights.total for heights in open_ones), default=0)
        self.virtual_size = Size(width, tallest + HEAD)

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._arrange()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Give the cards that come into view their true heights."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def _bring_column(self, number: int) -> None:
        first = self._fit.first_for(number, self._first)
        if first != self._first:
            self._look_from(first)
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
        slot = next((s for s in self._slots if place and s.number == place[0]), None)
        if place is None or slot is None or slot.folded:
            return None
        heights = self._wall.heights[place[0]]
        lead, indent = heights.lead(place[1]), INDENT * heights.is_grouped(place[1])
        return Region(
            slot.x + indent,
            heights.top(place[1]) + lead + HEAD - self.scroll_offset.y,
            slot.width - indent,
            heights.rows(place[1]) - lead,
        )
