"""What people do in the table of themes: each wish becomes one call of a service, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from textual import getters, on
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.timer import Timer
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import UNSORTED, Placement
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.theme_desk import Placed, TakenBack
from naho_feedback.services.theme_table import TableRow, moved
from naho_feedback.services.theming import PERSON
from naho_feedback.services.wording import number
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.screens.wall_writes import InOrder, write_in_order
from naho_feedback.tui.widgets.theme_grid import SLOTS, ThemeGrid
from naho_feedback.tui.widgets.theme_line import ThemeLine
from naho_feedback.tui.widgets.theme_slots import ThemeSlots

R = TypeVar("R")

REST: Final = 0.4
"""Seconds without another placement before similar notes are looked for."""


class ThemeDeeds(NahoScreen):
    """A screen with the table of themes whose notes are placed and whose themes are changed.

    Args:
        naho: the workspace's services.
    """

    grid: getters.query_one[ThemeGrid] = getters.query_one(ThemeGrid)
    line: getters.query_one[ThemeLine] = getters.query_one(ThemeLine)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._writes = InOrder("themes")
        self._written = -1
        self._pending: dict[str, TableRow] = {}
        self._names: dict[str, str] = {}
        self._slots: list[str] = []
        self._recent: list[str] = []
        self._asked: tuple[str, tuple[TableRow, ...]] = ("", ())
        self._offer: tuple[Placed, list[Note]] | None = None
        self._resting: Timer | None = None

    def palette_keys(self) -> list[tuple[DOMNode, Binding]]:
        """Return what the palette offers here: who does it, and its key."""
        grid = self.grid
        return [
            (grid, binding)
            for binding in grid.PALETTE
            if grid.check_action(binding.action.partition("(")[0], ())
        ]

    def ask_line(self, what: str, label: str, words: str = "") -> None:
        """Let something be typed; letters that were pressed meanwhile go there."""
        self.line.ask(what, label, words)
        self.grid.opened(self.line.field)

    def ask_pick(self, pick: ThemePick, picked: Callable[[str | None], None]) -> None:
        """Let something be picked; letters that were pressed meanwhile go to the list."""
        self.app.push_screen(pick, picked)
        pick.when_open(self.grid.opened)

    # ---- writing -------------------------------------------------------------------------

    def write_next(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Call a service after all writes asked for before; results come back in that order."""
        write_in_order(
            self,
            self._writes,
            task,
            partial(self._take_result, then),
            failed or self._not_done,
            doing=doing,
        )

    def _take_result(self, then: Callable[[R], None], version: int, result: R) -> None:
        self._written = max(self._written, version)
        then(result)
        self._undo_changed()

    def _not_done(self, error: NahoError) -> None:
        self._pending.clear()
        self.tell(f"{error.message} {error.hint}".strip(), "problem")
        self._undo_changed()
        self.refresh_data()

    def _undo_changed(self) -> None:
        self.grid.can_undo = self.naho.theme_desk.can_take_back
        self.grid.keys_changed()

    def tell(self, text: str, style: str = "") -> None:
        """Say something in the quiet line; a problem stands out."""
        said = self.query_one("#themes-said", Static)
        said.set_class(style == "problem", "problem")
        said.update(Content(one_line(text)))

    # ---- placing -------------------------------------------------------------------------

    @on(ThemeGrid.PlaceAsked)
    def _place(self, message: ThemeGrid.PlaceAsked) -> None:
        message.stop()
        self.place_rows(message.rows, message.theme)

    def place_rows(self, rows: Sequence[TableRow], theme: str) -> None:
        """Place notes: shown at once, written behind, one after another."""
        desk, ids = self.naho.theme_desk, [row.id for row in rows]
        self._use(theme)
        self._show_placed(rows, theme)
        self.close_offer()
        self.grid.can_undo = True
        self.grid.keys_changed()
        self.write_next(lambda: desk.place(ids, theme), self._placed, doing="place notes")

    def _show_placed(self, rows: Sequence[TableRow], theme: str) -> None:
        label = self._names.get(theme, theme) if theme else ""
        known = [self.grid.rows.row(row.id) or row for row in rows]
        after = [moved(row, _decided(row, theme), label) for row in known]
        self._pending |= {row.id: row for row in after}
        self.grid.update_rows(after)
        self.recount(known, after)

    def recount(self, before: Sequence[TableRow], after: Sequence[TableRow]) -> None:
        """Show that some notes moved in the counts; given by the screen."""

    def _placed(self, placed: Placed) -> None:
        for placement in placed.placements:
            waiting = self._pending.get(placement.note)
            if waiting is not None and waiting.theme == placement.theme:
                del self._pending[placement.note]
        name = self._names.get(placed.theme, placed.theme)
        count = len(placed.placements)
        said = ngettext("Now in {column}.", "{n} notes are now in {column}.", count)
        self.tell(said.format(n=number(count), column=_("“{text}”").format(text=name)))
        self._rest(partial(self._look_for_similar, placed))

    def _rest(self, then: Callable[[], None]) -> None:
        """Do something once nobody places anything for a moment: look for similar notes.

        Nothing is read again meanwhile either: with many notes that would slow the keys.
        """
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, then)

    # ---- the themes of the number keys ---------------------------------------------------

    def _use(self, theme: str) -> None:
        """Give a theme a number key; the others keep theirs, the longest unused one goes."""
        if theme == UNSORTED:
            return
        if theme not in self._slots:
            if len(self._slots) < SLOTS:
                self._slots.append(theme)
            else:
                unused = [t for t in self._slots if t not in self._recent]
                oldest = next((t for t in self._recent if t in self._slots), self._slots[-1])
                self._slots[self._slots.index(unused[-1] if unused else oldest)] = theme
        self._recent = [t for t in self._recent if t != theme] + [theme]
        self.show_slots()

    def show_slots(self) -> None:
        """Show the themes of the number keys under the names that they have now."""
        self.grid.slots = tuple(self._slots)
        self.query_one(ThemeSlots).show([(t, self._names.get(t, t)) for t in self._slots])

    @on(ThemeSlots.Clicked)
    def _slot_clicked(self, message: ThemeSlots.Clicked) -> None:
        message.stop()
        self.grid.place_in(message.theme)

    def pick_theme(self, rows: tuple[TableRow, ...]) -> None:
        """Let a theme be picked from a list of all, filtered as one types."""
        if not rows:
            self.grid.opened(None)
            return

        def picked(choice: str | None) -> None:
            if choice is not None:
                self.grid.place_in(choice[1:], rows)

        title = ngettext("Theme of the note", "Theme of {n} notes", len(rows)).format(
            n=number(len(rows))
        )
        self.ask_pick(ThemePick(title, self._choices(), f"#{rows[0].theme}"), picked)

    def _choices(self, *, but: str = "", unsorted: bool = True) -> tuple[tuple[str, str], ...]:
        """Return the themes to pick from; ids have a sign before them, for one is empty."""
        return tuple(
            (f"#{id_}", name)
            for id_, name in self._names.items()
            if (unsorted or id_) and (not but or id_ != but)
        )

    # ---- similar notes -------------------------------------------------------------------

    def _look_for_similar(self, placed: Placed) -> None:
        self._resting = None
        self.refresh_data()
        desk = self.naho.theme_desk
        self.work(lambda: desk.similar(placed), partial(self._offer_similar, placed), group="near")

    def _offer_similar(self, placed: Placed, notes: list[Note]) -> None:
        if self._resting is not None or self._pending or not notes:
            return  # somebody went on placing
        self._offer = (placed, notes)
        self.grid.has_similar = True
        self.grid.keys_changed()
        said = ngettext(
            "{n} similar note: o moves it, Esc leaves it.",
            "{n} similar notes: o moves them, Esc leaves them.",
            len(notes),
        )
        self.tell(said.format(n=number(len(notes))))
        self.show_similar(self._names.get(placed.theme, ""), notes)

    def show_similar(self, theme: str, notes: list[Note]) -> None:
        """Show which notes those are; given by the screen."""

    def close_offer(self) -> None:
        """Offer no similar notes any more; they may be offered again another time."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
            self.refresh_data()
        if self._offer is not None:
            self._offer = None
            self.grid.has_similar = False
            self.grid.keys_changed()
            self.tell("")

    def take_offer(self) -> None:
        """Move the similar notes too."""
        if self._offer is not None:
            placed, notes = self._offer
            rows = [row for note in notes if (row := self.grid.rows.row(note.id)) is not None]
            self.place_rows(rows, placed.theme)
            self.grid.remember(rows[0].id if rows else "")

    def refuse_offer(self) -> bool:
        """Leave the similar notes where they are, for good; return whether there were any."""
        if self._offer is None:
            return False
        placed, notes = self._offer
        desk, ids = self.naho.theme_desk, [note.id for note in notes]
        self.close_offer()
        self.write_next(
            lambda: desk.refuse_similar(ids, placed.theme), self._refused, doing="refuse similar"
        )
        return True

    def _refused(self, _nothing: None) -> None:
        self.tell(_("They stay where they are."))

    # ---- taking back ---------------------------------------------------------------------

    def undo(self) -> None:
        """Take back what was done last."""
        self.close_offer()
        self.write_next(self.naho.theme_desk.take_back, self._undone, doing="undo")

    def _undone(self, taken: TakenBack) -> None:
        for id_ in taken.notes:
            self._pending.pop(id_, None)
        self.tell(taken.said)
        self.refresh_data()


def _decided(row: TableRow, theme: str) -> Placement:
    """Return the placement of a note that a person just placed."""
    return Placement(
        id=row.placement.id if row.placement else "",
        note=row.id,
        theme=theme,
        by=PERSON,
        confidence=1.0,
        locked=True,
    )
