"""Where one stands in the table of themes, and what is selected there."""

from __future__ import annotations

from naho_feedback.tui.widgets.theme_view import ThemeView


class ThemeCursor(ThemeView, inherit_bindings=False):
    """A painted table whose cursor moves and whose rows are selected.

    Args:
        id: the widget's id.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._anchor = ""
        self._in_range = False
        self._base: dict[str, None] = {}

    # ---- moving --------------------------------------------------------------------------

    def action_move(self, down: int) -> None:
        """Go to the note below or above; a run that is being selected goes with it."""
        self._go((self.place or 0) + down if self.place is not None else 0)

    def action_page(self, pages: int) -> None:
        """Go by as many rows as are in view."""
        self._go((self.place or 0) + pages * self.page)

    def action_edge(self, end: int) -> None:
        """Go to the first (0) or the last (1) note."""
        self._go(end * (len(self.rows.shown) - 1))

    def _go(self, place: int) -> None:
        self.choose(place)
        if self._in_range:
            self._run_to_cursor()

    # ---- selecting -----------------------------------------------------------------------

    def action_select(self) -> None:
        """Select the note under the cursor, or no longer, and go on to the next one."""
        if self._chosen:
            self.toggle(self._chosen)
            self.choose((self.place or 0) + 1)

    def toggle(self, id: str) -> None:
        """Select a note, or no longer."""
        if self._selected.pop(id, 0) == 0:
            self._selected[id] = None
        self._in_range = False
        self.repaint((id,))
        self.cursor_moved()

    def action_range(self) -> None:
        """Begin to select a run from here, or end it."""
        if self._in_range:
            self._in_range = False
        else:
            self._begin_run()
            self._in_range = True
            self._run_to_cursor()

    def action_extend(self, down: int) -> None:
        """Select what the cursor stands on and what it goes to."""
        if not self._anchor or self.rows.place_of(self._anchor) is None or not self._selected:
            self._begin_run()
        self.choose((self.place or 0) + down)
        self._run_to_cursor()

    def _begin_run(self) -> None:
        self._anchor, self._base = self._chosen, dict(self._selected)

    def run_to(self, place: int) -> None:
        """Select from where the run began to a row; a run shrinks when one goes back."""
        if not self._anchor or self.rows.place_of(self._anchor) is None:
            self._begin_run()
        self.choose(place)
        self._run_to_cursor()

    def _run_to_cursor(self) -> None:
        start, end = self.rows.place_of(self._anchor), self.place
        if start is None or end is None:
            return
        first, last = sorted((start, end))
        self._selected = {**self._base, **dict.fromkeys(self.rows.shown[first : last + 1])}
        self.refresh()
        self.cursor_moved()

    def action_select_all(self) -> None:
        """Select all that is shown; where it is selected already, nothing."""
        all_of_it = dict.fromkeys(self.rows.shown)
        self._selected = {} if self._selected.keys() >= all_of_it.keys() else all_of_it
        self._in_range = False
        self.refresh()
        self.cursor_moved()

    def select_nothing(self) -> None:
        """Select no note any more."""
        self._selected, self._base, self._anchor, self._in_range = {}, {}, "", False
        self.refresh()
        self.cursor_moved()
