"""Picks a theme or a word while one types, also where one types before the list stands."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widget import Widget

from naho_feedback.domain.text import folded
from naho_feedback.tui.screens.pick import PickScreen


class ThemePick(PickScreen):
    """A list over the table of themes.

    Args:
        title: what is picked.
        choices: id and words; the words may be typed text.
        chosen: the id under the cursor at first.
        free: whether what was typed is an answer too, where the list has nothing like it.
    """

    def __init__(
        self,
        title: str,
        choices: tuple[tuple[str, str], ...],
        chosen: str = "",
        *,
        free: bool = False,
    ) -> None:
        super().__init__(title, choices, chosen)
        self._free = free
        self._then: Callable[[Widget], None] | None = None

    def when_open(self, then: Callable[[Widget], None]) -> None:
        """Call this with the list once it takes keys."""
        self._then = then

    def on_mount(self) -> None:
        """Pass on what was typed while the list was being opened."""
        self._filter.select_on_focus = False  # or the focus, which comes later, selects it
        if self._then is not None:
            self._then(self)

    def on_key(self, event: events.Key) -> None:
        """Take keys that reached no line: they were pressed before the list stood."""
        if event.key == "enter":
            event.stop()
            self.action_pick()
        elif event.is_printable and event.character:
            event.stop()
            self._filter.focus()
            self._filter.insert_text_at_cursor(event.character)

    def action_pick(self) -> None:
        """Answer once the letters pressed before this key are in the filter."""
        self._filter.call_next(self.call_next, self._pick)

    def _pick(self) -> None:
        """Answer with what is under the cursor, else with what was typed."""
        typed = self._filter.value.strip()
        option = self._list.highlighted_option
        said = folded(str(option.prompt)) if option is not None else ""
        if not all(word in said for word in folded(typed).split()):
            self._fill()  # the list has not heard of the last letters yet
        if self._list.highlighted_option is None and self._free and typed:
            self.dismiss(typed)
        else:
            super().action_pick()
